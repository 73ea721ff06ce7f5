/* The counters as JSON: see stats.h.  The README documents the keys. */
#include <stdio.h>
#include <string.h>

#include "cli/cause.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/stats.h"

static json_t *number_json(uint64_t number)
{
    return json_integer((json_int_t)number);
}

static json_t *choices_json(const struct zn_cli_stats *stats)
{
    json_t *json = json_object();

    for (size_t i = 0; i < stats->choice_count; i++)
        json = zn_cli_json_set(json, stats->choices[i].name,
                               number_json(stats->choices[i].documents));
    return json;
}

/* The changes by pass; of the script only what was recorded. */
static json_t *passes_json(const struct zn_cli_stats *stats)
{
    const struct zn_cli_pass *pass;
    json_t *json = json_object();

    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        if (pass->bit != ZHNORM_PASS_UTF8 &&
            (pass->bit != ZHNORM_PASS_SCRIPT || stats->has_record))
            json = zn_cli_json_set(json, pass->name,
                                   number_json(zn_cli_stats_of_pass(stats, pass)));
    return json;
}

/* The rules that changed something. */
static json_t *rules_json(const struct zn_cli_stats *stats)
{
    zhnorm_rule_info info;
    json_t *json = json_object();

    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (stats->changes[i] != 0)
            json = zn_cli_json_set(json, info.name, number_json(stats->changes[i]));
    return json;
}

/* Adds the counters, by their keys. */
static json_t *set_counters(json_t *json, const struct zn_cli_stats *stats)
{
    const zhnorm_stats *sum = &stats->sum;
    const struct {
        const char *key;
        uint64_t number;
        bool of_record; /* known only where edits were recorded */
    } counters[] = {
        {"files", stats->files, false},
        {"failed", stats->failed, false},
        {"documents", stats->documents, false},
        {"skipped", stats->skipped, false},
        {"bytes_in", sum->input_bytes, false},
        {"bytes_out", sum->output_bytes, false},
        {"characters", sum->code_points, true},
        {"han", sum->han, true},
        {"malformed", sum->malformed, false},
        {"forced_cuts", sum->forced_cuts, false},
        {"private_use", sum->private_use, false},
        {"replacement_characters", sum->replacements, false},
        {"unassigned", sum->unassigned, false},
        {"changes", sum->edits, true},
        {"ambiguous", sum->ambiguous, true},
    };

    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++)
        if (stats->has_record || !counters[i].of_record)
            json = zn_cli_json_set(json, counters[i].key, number_json(counters[i].number));
    return json;
}

int zn_cli_stats_write_json(FILE *out, const struct zn_cli_stats *stats, json_t *run)
{
    json_t *json = set_counters(run, stats);

    json = zn_cli_json_set(json, "choices", choices_json(stats));
    json = zn_cli_json_set(json, "changes_by_pass", passes_json(stats));
    json = zn_cli_json_set(json, "changes_by_rule", rules_json(stats));
    if (stats->has_record) {
        json = zn_cli_json_set(json, "seconds", json_real(zn_cli_stats_seconds(stats)));
        json = zn_cli_json_set(json, "megabytes_per_second",
                               json_real(zn_cli_stats_megabytes(stats)));
    }
    return zn_cli_json_print(out, json);
}
