/* See change_json.h. */
#include "cli/change_json.h"

#include "cli/cause.h"
#include "cli/json.h"

#define CANDIDATES_MAX 16

static json_t *range_json(uint64_t offset, uint64_t length, uint64_t start, uint64_t end)
{
    return json_pack("{s:I, s:I, s:I, s:I}", "offset", (json_int_t)offset, "length",
                     (json_int_t)length, "character", (json_int_t)start, "characters",
                     (json_int_t)(end - start));
}

static json_t *passes_json(const zhnorm_edit *edit)
{
    const struct zn_cli_pass *pass;
    json_t *list = json_array();

    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        if ((edit->passes & pass->bit) != 0)
            list = zn_cli_json_append(list, json_string(pass->name));
    return list;
}

/* The names of an edit's causes that are dictionaries, or those that are rules. */
static json_t *causes_json(const zhnorm_edit *edit, bool dictionaries)
{
    struct zn_cli_cause causes[ZN_CLI_CAUSES_MAX];
    size_t count = zn_cli_causes(edit, causes);
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        if ((causes[i].pass == ZHNORM_PASS_SCRIPT) == dictionaries &&
            causes[i].pass != ZHNORM_PASS_UTF8)
            list = zn_cli_json_append(list, json_stringn(causes[i].name, causes[i].length));
    return list;
}

static json_t *entry_json(const struct zn_cli_change *change)
{
    if (!change->has_entry)
        return json_null();
    return json_pack("{s:o, s:o}", "key",
                     zn_cli_json_text(change->key.text, change->key.length), "value",
                     zn_cli_json_text(change->value.text, change->value.length));
}

static json_t *candidates_json(const struct zn_cli_change *change,
                               const zhnorm_converter *converter)
{
    const char *candidates[CANDIDATES_MAX];
    json_t *list = json_array();

    if ((change->edit->flags & ZHNORM_EDIT_AMBIGUOUS) == 0)
        return list;
    size_t count = zhnorm_candidates(converter, change->before.text, change->before.length,
                                     candidates, CANDIDATES_MAX);
    for (size_t i = 0; i < count && i < CANDIDATES_MAX; i++)
        list = zn_cli_json_append(list, json_string(candidates[i]));
    return list;
}

json_t *zn_cli_change_json(const struct zn_cli_change *change,
                           const zhnorm_converter *converter)
{
    const zhnorm_edit *edit = change->edit;
    json_t *source = range_json(edit->source_offset, edit->source_length,
                                change->start.characters, change->end.characters);
    json_t *output = range_json(edit->output_offset, edit->output_length, change->output_start,
                                change->output_end);
    json_t *before = zn_cli_json_text(change->before.text, change->before.length);
    json_t *after = zn_cli_json_text(change->after.text, change->after.length);
    json_t *json = json_pack(
        "{s:I, s:I, s:o, s:o, s:o, s:o, s:o}", "line", (json_int_t)change->start.line,
        "column", (json_int_t)change->start.column, "source", source, "output", output,
        "before", before, "after", after, "passes", passes_json(edit));

    json = zn_cli_json_set(json, "rules", causes_json(edit, false));
    json = zn_cli_json_set(json, "dictionaries", causes_json(edit, true));
    json = zn_cli_json_set(json, "entry", entry_json(change));
    json = zn_cli_json_set(json, "ambiguous",
                           json_boolean((edit->flags & ZHNORM_EDIT_AMBIGUOUS) != 0));
    json = zn_cli_json_set(json, "candidates", candidates_json(change, converter));
    return zn_cli_json_set(json, "kept", json_boolean((edit->flags & ZHNORM_EDIT_KEPT) != 0));
}
