/*
 * Adding up the counters: see stats.h.  What is printed goes out in one write, so
 * that programs running side by side do not mix theirs.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

int zn_cli_stats_init(struct zn_cli_stats *stats, const struct zn_cli_options *options)
{
    *stats = (struct zn_cli_stats){
        .form = options->stats,
        .has_record = options->library.engine == ZHNORM_ENGINE_ZHNORM,
    };
    stats->changes = calloc(zhnorm_rule_count(), sizeof *stats->changes);
    return stats->changes != NULL ? ZN_CLI_DONE : zn_cli_memory_error();
}

void zn_cli_stats_free(struct zn_cli_stats *stats)
{
    free(stats->changes);
    free(stats->choices);
    *stats = (struct zn_cli_stats){0};
}

/* Counts what a document was taken for; NULL: there was no choice.  In the order of names. */
static int count_choice(struct zn_cli_stats *stats, const char *name)
{
    struct zn_cli_stats_choice *choices = stats->choices;
    size_t count = stats->choice_count;
    size_t at = 0;

    if (name == NULL)
        return ZN_CLI_DONE;
    while (at < count && strcmp(choices[at].name, name) < 0)
        at++;
    if (at < count && strcmp(choices[at].name, name) == 0) {
        choices[at].documents++;
        return ZN_CLI_DONE;
    }
    choices = realloc(choices, (count + 1) * sizeof *choices);
    if (choices == NULL)
        return zn_cli_memory_error();
    memmove(choices + at + 1, choices + at, (count - at) * sizeof *choices);
    choices[at] = (struct zn_cli_stats_choice){.name = name, .documents = 1};
    stats->choices = choices;
    stats->choice_count = count + 1;
    return ZN_CLI_DONE;
}

void zn_cli_stats_sum(zhnorm_stats *sum, const zhnorm_stats *one)
{
    sum->input_bytes += one->input_bytes;
    sum->output_bytes += one->output_bytes;
    sum->malformed += one->malformed;
    sum->forced_cuts += one->forced_cuts;
    sum->private_use += one->private_use;
    sum->replacements += one->replacements;
    sum->unassigned += one->unassigned;
    sum->code_points += one->code_points;
    sum->han += one->han;
    sum->edits += one->edits;
    sum->script_changes += one->script_changes;
    sum->ambiguous += one->ambiguous;
    sum->nanoseconds += one->nanoseconds;
}

int zn_cli_stats_add(struct zn_cli_stats *stats, const struct zn_format_counts *counts,
                     const char *choice, bool done)
{
    if (!done) {
        stats->failed++;
        return ZN_CLI_DONE;
    }
    stats->files++;
    stats->documents += counts->documents;
    stats->skipped += counts->skipped;
    zn_cli_stats_sum(&stats->sum, &counts->stats);
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        stats->changes[i] += counts->changes[i];
    return count_choice(stats, choice);
}

uint64_t zn_cli_stats_of_pass(const struct zn_cli_stats *stats, const struct zn_cli_pass *pass)
{
    zhnorm_rule_info info;
    uint64_t sum = 0;

    if (pass->bit == ZHNORM_PASS_SCRIPT)
        return stats->sum.script_changes;
    if (pass->bit == ZHNORM_PASS_UTF8)
        return stats->sum.malformed;
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (info.step == pass->bit)
            sum += stats->changes[i];
    return sum;
}

double zn_cli_stats_seconds(const struct zn_cli_stats *stats)
{
    return (double)stats->sum.nanoseconds / 1e9;
}

double zn_cli_stats_megabytes(const struct zn_cli_stats *stats)
{
    return stats->sum.nanoseconds == 0
               ? 0.0
               : (double)stats->sum.input_bytes / zn_cli_stats_seconds(stats) / 1e6;
}

int zn_cli_stats_print(const struct zn_cli_stats *stats, json_t *run)
{
    char *text = NULL;
    size_t length = 0;
    int code = ZN_CLI_DONE;

    if (stats->form == ZN_CLI_STATS_NONE)
        return ZN_CLI_DONE;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL) {
        json_decref(run);
        return zn_cli_memory_error();
    }
    if (stats->form == ZN_CLI_STATS_TEXT)
        zn_cli_stats_write_text(out, stats);
    else
        code = zn_cli_stats_write_json(out, stats, run);
    if (fclose(out) != 0)
        code = zn_cli_memory_error();
    if (code == ZN_CLI_DONE)
        zn_cli_error_write(text, length);
    free(text);
    return code;
}
