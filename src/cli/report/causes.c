/* See causes.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/report/causes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cause.h"
#include "rules/hash.h"

void zn_report_causes_init(struct zn_report_causes *causes)
{
    const struct zn_cli_pass *pass;

    *causes = (struct zn_report_causes){.set_count = 1};
    for (size_t i = 0; i < ZN_REPORT_PASSES_MAX && (pass = zn_cli_pass_at(i)) != NULL; i++)
        causes->passes[i].pass = pass->bit;
}

void zn_report_causes_free(struct zn_report_causes *causes)
{
    for (size_t i = 0; i < causes->count; i++)
        free(causes->causes[i].name);
    free(causes->causes);
    for (size_t i = 0; i < causes->set_count; i++)
        free(causes->sets[i].causes);
    *causes = (struct zn_report_causes){0};
}

static bool is_cause(const struct zn_report_cause *cause, const struct zn_cli_cause *wanted)
{
    return cause->pass == wanted->pass && strlen(cause->name) == wanted->length &&
           memcmp(cause->name, wanted->name, wanted->length) == 0;
}

/* The number of a cause, which is added if it is new.  UINT32_MAX: no memory. */
static uint32_t number_of(struct zn_report_causes *causes, const struct zn_cli_cause *wanted)
{
    for (size_t i = 0; i < causes->count; i++)
        if (is_cause(&causes->causes[i], wanted))
            return (uint32_t)i;
    struct zn_report_cause *list =
        realloc(causes->causes, (causes->count + 1) * sizeof *causes->causes);
    if (list == NULL)
        return UINT32_MAX;
    causes->causes = list;
    char *name = strndup(wanted->name, wanted->length);
    if (name == NULL)
        return UINT32_MAX;
    list[causes->count] = (struct zn_report_cause){.name = name, .pass = wanted->pass};
    return (uint32_t)causes->count++;
}

/* The set of some causes, which is added if it is new.  UINT32_MAX: no memory. */
static uint32_t find_set(struct zn_report_causes *causes, const uint32_t *numbers,
                         size_t count)
{
    size_t size = count * sizeof *numbers;

    if (count == 0)
        return 0;
    for (size_t i = 1; i < causes->set_count; i++)
        if (causes->sets[i].count == count &&
            memcmp(causes->sets[i].causes, numbers, size) == 0)
            return (uint32_t)i;
    if (causes->set_count == ZN_REPORT_SETS_MAX)
        return 0;
    struct zn_report_set *set = &causes->sets[causes->set_count];
    set->causes = malloc(size);
    if (set->causes == NULL)
        return UINT32_MAX;
    memcpy(set->causes, numbers, size);
    set->count = count;
    return (uint32_t)causes->set_count++;
}

static uint32_t make_set(struct zn_report_causes *causes, const zhnorm_edit *edit)
{
    struct zn_cli_cause list[ZN_CLI_CAUSES_MAX];
    uint32_t numbers[ZN_CLI_CAUSES_MAX];
    size_t count = zn_cli_causes(edit, list);

    for (size_t i = 0; i < count; i++) {
        numbers[i] = number_of(causes, &list[i]);
        if (numbers[i] == UINT32_MAX)
            return UINT32_MAX;
    }
    return find_set(causes, numbers, count);
}

uint32_t zn_report_causes_set(struct zn_report_causes *causes, const zhnorm_edit *edit)
{
    uint64_t hash = zn_hash(ZN_HASH_START, &edit->rules, sizeof edit->rules);

    hash = zn_hash(hash, &edit->dict, sizeof(const char *));
    struct zn_report_recent *recent = &causes->recent[hash % ZN_REPORT_RECENT];
    if (recent->passes == edit->passes && recent->rules == edit->rules &&
        recent->dict == edit->dict)
        return recent->set;
    uint32_t set = make_set(causes, edit);
    *recent = (struct zn_report_recent){edit->rules, edit->dict, edit->passes, set};
    return set;
}

static void count_one(struct zn_report_cause *cause, uint64_t characters, uint64_t file)
{
    cause->edits++;
    cause->characters += characters;
    if (cause->file != file)
        cause->files++;
    cause->file = file;
}

void zn_report_causes_count(struct zn_report_causes *causes, const zhnorm_edit *edit,
                            uint32_t set, uint64_t characters, uint64_t file)
{
    for (size_t i = 0; i < causes->sets[set].count; i++)
        count_one(&causes->causes[causes->sets[set].causes[i]], characters, file);
    for (size_t i = 0; i < ZN_REPORT_PASSES_MAX; i++) {
        struct zn_report_cause *pass = &causes->passes[i];
        if ((edit->passes & pass->pass) == 0)
            continue;
        count_one(pass, characters, file);
        if (edit->passes == pass->pass)
            pass->alone += characters;
    }
}
