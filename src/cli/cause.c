/* See cause.h. */
#include "cli/cause.h"

#include <string.h>

static const struct zn_cli_pass passes[] = {
    {"malformed", ZHNORM_PASS_UTF8}, {"form", ZHNORM_STEP_FORM},
    {"width", ZHNORM_STEP_WIDTH},    {"script", ZHNORM_PASS_SCRIPT},
    {"punct", ZHNORM_STEP_PUNCT},    {"space", ZHNORM_STEP_SPACE},
};

const struct zn_cli_pass *zn_cli_pass_at(size_t index)
{
    return index < sizeof passes / sizeof passes[0] ? &passes[index] : NULL;
}

/* A list that is being filled. */
struct list {
    struct zn_cli_cause *causes;
    size_t count;
};

static void add(struct list *list, const char *name, size_t length, uint32_t pass)
{
    if (list->count < ZN_CLI_CAUSES_MAX)
        list->causes[list->count++] =
            (struct zn_cli_cause){.name = name, .length = length, .pass = pass};
}

/* The names of dictionaries, which have a space between two. */
static void add_dictionaries(struct list *list, const char *names)
{
    while (names != NULL && *names != '\0') {
        size_t length = strcspn(names, " ");
        add(list, names, length, ZHNORM_PASS_SCRIPT);
        names += length;
        names += strspn(names, " ");
    }
}

static void add_rules(struct list *list, const zhnorm_edit *edit, uint32_t step)
{
    zhnorm_rule_info info;

    for (size_t i = 0; i < 64 && edit->rules >> i != 0; i++)
        if ((edit->rules >> i & 1) != 0 && zhnorm_rule_at(i, &info) == ZHNORM_OK &&
            info.step == step)
            add(list, info.name, strlen(info.name), step);
}

size_t zn_cli_causes(const zhnorm_edit *edit, struct zn_cli_cause causes[ZN_CLI_CAUSES_MAX])
{
    const struct zn_cli_pass *pass;
    struct list list = {causes, 0};

    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++) {
        if ((edit->passes & pass->bit) == 0)
            continue;
        if (pass->bit == ZHNORM_PASS_UTF8)
            add(&list, pass->name, strlen(pass->name), pass->bit);
        else if (pass->bit == ZHNORM_PASS_SCRIPT)
            add_dictionaries(&list, edit->dict);
        else
            add_rules(&list, edit, pass->bit);
    }
    return list.count;
}

void zn_cli_causes_print(FILE *out, const zhnorm_edit *edit)
{
    struct zn_cli_cause causes[ZN_CLI_CAUSES_MAX];
    size_t count = zn_cli_causes(edit, causes);

    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%.*s", i != 0 ? ", " : "", (int)causes[i].length, causes[i].name);
}
