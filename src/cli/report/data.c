/* See data.h. */
#include "cli/report/data.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cause.h"
#include "cli/json.h"
#include "cli/report/text.h"

#define REPLACEMENTS_SHOWN 1000
#define CHARACTERS_SHOWN 300

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *totals_json(const struct zn_report *report)
{
    const zhnorm_stats *sum = &report->sum;
    uint64_t changed_files = 0;
    uint64_t failed = 0;
    uint64_t left = 0;

    for (size_t i = 0; i < report->file_count; i++) {
        changed_files += report->files[i].edits != 0;
        failed += report->files[i].wrong != NULL;
        left += report->files[i].left;
    }
    const struct {
        const char *name;
        uint64_t value;
    } members[] = {
        {"files", report->file_count},
        {"changed_files", changed_files},
        {"failed", failed},
        {"input_bytes", sum->input_bytes},
        {"output_bytes", sum->output_bytes},
        {"code_points", sum->code_points},
        {"han", sum->han},
        {"edits", sum->edits},
        {"script_changes", sum->script_changes},
        {"changed", report->changed},
        {"ambiguous", sum->ambiguous},
        {"left", left},
        {"malformed", sum->malformed},
        {"forced_cuts", sum->forced_cuts},
    };
    json_t *totals = json_object();
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        totals = zn_cli_json_set(totals, members[i].name, number(members[i].value));
    return totals;
}

/* The name of a pass, from its bit. */
static const char *pass_name(uint32_t bit)
{
    const struct zn_cli_pass *pass;

    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        if (pass->bit == bit)
            return pass->name;
    return "";
}

static json_t *counts_json(const struct zn_report_cause *cause)
{
    json_t *json = json_object();

    json = zn_cli_json_set(json, "edits", number(cause->edits));
    json = zn_cli_json_set(json, "characters", number(cause->characters));
    return zn_cli_json_set(json, "files", number(cause->files));
}

static json_t *passes_json(const struct zn_report *report)
{
    const struct zn_report_cause *pass = report->causes.passes;
    json_t *list = json_array();

    for (size_t i = 0; i < ZN_REPORT_PASSES_MAX && pass[i].pass != 0; i++) {
        json_t *json = counts_json(&pass[i]);
        json = zn_cli_json_set(json, "name", json_string(pass_name(pass[i].pass)));
        json = zn_cli_json_set(json, "alone", number(pass[i].alone));
        list = zn_cli_json_append(list, json);
    }
    return list;
}

/* Characters in edits in which several steps had a part. */
static uint64_t shared(const struct zn_report *report)
{
    uint64_t rest = report->changed;

    for (size_t i = 0; i < ZN_REPORT_PASSES_MAX; i++)
        rest -= report->causes.passes[i].alone;
    return rest;
}

/* What a shipped dictionary is for; NULL: it is none. */
static json_t *dictionary_title(const char *name)
{
    zhnorm_dict_info info;

    for (size_t i = 0; i < zhnorm_dict_count(); i++)
        if (zhnorm_dict_at(i, &info) == ZHNORM_OK && strcmp(info.name, name) == 0)
            return zn_report_string(info.title, info.title_length, SIZE_MAX);
    return json_string("");
}

/* What a rule or dictionary does, in a line; "" where nothing is known. */
static json_t *about_json(const struct zn_report_cause *cause)
{
    zhnorm_rule_info info;

    if (cause->pass == ZHNORM_PASS_SCRIPT)
        return dictionary_title(cause->name);
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (strcmp(info.name, cause->name) == 0)
            return json_string(info.description);
    return json_string("");
}

static json_t *causes_json(const struct zn_report *report)
{
    json_t *list = json_array();

    for (size_t i = 0; i < report->causes.count; i++) {
        const struct zn_report_cause *cause = &report->causes.causes[i];
        json_t *json = counts_json(cause);
        json = zn_cli_json_set(json, "name",
                               zn_report_string(cause->name, strlen(cause->name), SIZE_MAX));
        json = zn_cli_json_set(json, "pass", json_string(pass_name(cause->pass)));
        json = zn_cli_json_set(json, "about", about_json(cause));
        list = zn_cli_json_append(list, json);
    }
    return list;
}

static json_t *sets_json(const struct zn_report *report)
{
    json_t *list = json_array();

    for (size_t i = 0; i < report->causes.set_count; i++) {
        json_t *set = json_array();
        for (size_t k = 0; k < report->causes.sets[i].count; k++)
            set = zn_cli_json_append(set, number(report->causes.sets[i].causes[k]));
        list = zn_cli_json_append(list, set);
    }
    return list;
}

static json_t *replacement_json(const struct zn_report_item *item)
{
    const struct zn_report_key *key = &item->key;
    json_t *row = json_array();

    row = zn_cli_json_append(row, zn_report_string(key->before, key->before_length, SIZE_MAX));
    row = zn_cli_json_append(row, zn_report_string(key->after, key->after_length, SIZE_MAX));
    row = zn_cli_json_append(row, number(key->number));
    row = zn_cli_json_append(row, number(item->count));
    return zn_cli_json_append(row, number(item->files));
}

static json_t *left_json(const struct zn_report_item *item)
{
    const struct zn_report_key *key = &item->key;
    json_t *row = json_object();
    json_t *contexts = json_array();

    for (size_t i = 0; i < item->context_count; i++)
        contexts = zn_cli_json_append(contexts, json_incref(item->contexts[i]));
    row = zn_cli_json_set(row, "text",
                          zn_report_string(key->before, key->before_length, SIZE_MAX));
    row = zn_cli_json_set(row, "count", number(item->count));
    row = zn_cli_json_set(row, "files", number(item->files));
    return zn_cli_json_set(row, "contexts", contexts);
}

static json_t *ambiguous_json(const struct zn_report_item *item)
{
    const struct zn_report_key *key = &item->key;
    json_t *row = left_json(item);

    row = zn_cli_json_set(row, "output",
                          zn_report_string(key->after, key->after_length, SIZE_MAX));
    row = zn_cli_json_set(row, "kept", json_boolean(key->number != 0));
    return zn_cli_json_set(row, "candidates", json_incref(item->note));
}

/* The most frequent items of a tally, each as `row_json` has it. */
static json_t *tally_json(struct zn_report_tally *tally, size_t shown,
                          json_t *(*row_json)(const struct zn_report_item *item))
{
    json_t *rows = json_array();
    json_t *json = json_object();

    zn_report_tally_sort(tally);
    for (size_t i = 0; i < tally->count && i < shown; i++)
        rows = zn_cli_json_append(rows, row_json(&tally->items[i]));
    json = zn_cli_json_set(json, "rows", rows);
    json = zn_cli_json_set(json, "kinds", number(tally->count));
    return zn_cli_json_set(json, "error", number(tally->missed));
}

static json_t *samples_json(const struct zn_report *report)
{
    json_t *json = json_object();

    uint64_t shown;
    json_t *rows = zn_report_samples_json(&report->samples, &shown);

    json = zn_cli_json_set(json, "rows", rows);
    json = zn_cli_json_set(json, "shown", number(shown));
    return zn_cli_json_set(json, "of", number(report->changed_lines));
}

json_t *zn_report_data(struct zn_report *report, const struct zn_cli_options *options)
{
    json_t *data = json_object();

    data = zn_cli_json_set(data, "format", json_integer(1));
    data = zn_cli_json_set(data, "run", zn_report_run(report, options));
    data = zn_cli_json_set(data, "totals", totals_json(report));
    data = zn_cli_json_set(data, "passes", passes_json(report));
    data = zn_cli_json_set(data, "shared", number(shared(report)));
    data = zn_cli_json_set(data, "causes", causes_json(report));
    data = zn_cli_json_set(data, "sets", sets_json(report));
    data = zn_cli_json_set(
        data, "replacements",
        tally_json(&report->replacements, REPLACEMENTS_SHOWN, replacement_json));
    data = zn_cli_json_set(data, "ambiguous",
                           tally_json(&report->ambiguous, CHARACTERS_SHOWN, ambiguous_json));
    data =
        zn_cli_json_set(data, "left", tally_json(&report->left, CHARACTERS_SHOWN, left_json));
    data = zn_cli_json_set(data, "samples", samples_json(report));
    return zn_cli_json_set(data, "files", zn_report_files(report));
}
