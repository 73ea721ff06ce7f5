/*
 * What a check found as JSON Lines: one file a line, with its changes.  A line is
 * written piece by piece, so that a file may have any number of them.
 */
#include <stdlib.h>

#include "cli/cause.h"
#include "cli/change_json.h"
#include "cli/check/check.h"
#include "cli/json.h"
#include "cli/message.h"

struct state {
    json_t *causes; /* by name: how many changes it had a part in; NULL: no memory */
    bool failed;    /* no memory */
};

static void *open_json(bool color)
{
    (void)color;
    return calloc(1, sizeof(struct state));
}

/* Writes a part of a line, and frees it; NULL stands for lack of memory. */
static void write_part(struct state *state, json_t *json, size_t flags)
{
    if (json == NULL)
        state->failed = true;
    else
        (void)json_dumpf(json, stdout, JSON_COMPACT | flags);
    json_decref(json);
}

static void begin(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;

    json_decref(state->causes);
    state->causes = json_object();
    state->failed = false;
    fputs("{\"file\":", stdout);
    write_part(state, zn_cli_json_name(file->title), JSON_ENCODE_ANY);
    fputs(",\"edits\":[", stdout);
}

/* Counts a cause under its name. */
static json_t *count_cause(json_t *causes, const struct zn_cli_cause *cause)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%.*s", (int)cause->length, cause->name);
    json_int_t before = json_integer_value(json_object_get(causes, name));
    return zn_cli_json_set(causes, name, json_integer(before + 1));
}

static void take_change(void *context, const struct zn_cli_check_file *file,
                        const struct zn_cli_change *change)
{
    struct state *state = context;
    struct zn_cli_cause causes[ZN_CLI_CAUSES_MAX];
    size_t count = zn_cli_causes(change->edit, causes);

    for (size_t i = 0; i < count; i++)
        state->causes = count_cause(state->causes, &causes[i]);
    if (file->changes > 1)
        fputc(',', stdout);
    write_part(state, zn_cli_change_json(change, file->converter), 0);
}

static json_t *passes_json(const struct zn_cli_check_file *file)
{
    const struct zn_cli_pass *pass;
    json_t *json = json_object();

    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        if (file->by_pass[i] != 0)
            json =
                zn_cli_json_set(json, pass->name, json_integer((json_int_t)file->by_pass[i]));
    return json;
}

/* What is known of a file when all of it has been read. */
static json_t *sums_json(const struct state *state, const struct zn_cli_check_file *file)
{
    if (file->failed)
        return json_pack("{s:n}", "would_change");
    return json_pack("{s:b, s:I, s:I, s:I, s:o, s:O}", "would_change", file->changes != 0,
                     "changes", (json_int_t)file->changes, "lines", (json_int_t)file->lines,
                     "ambiguous", (json_int_t)file->ambiguous, "passes", passes_json(file),
                     "causes", state->causes);
}

static int end(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;

    fputs("],", stdout);
    write_part(state, sums_json(state, file), JSON_EMBED);
    fputs("}\n", stdout);
    return state->failed ? zn_cli_memory_error() : ZN_CLI_DONE;
}

static void close_json(void *context)
{
    struct state *state = context;

    json_decref(state->causes);
    free(state);
}

const struct zn_cli_check_form zn_cli_check_json = {
    .open = open_json,
    .begin = begin,
    .take_change = take_change,
    .end = end,
    .close = close_json,
};
