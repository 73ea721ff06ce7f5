/*
 * Counters and how they are printed: see stats.h.  All lines go out in one
 * write, so that programs running side by side do not mix theirs.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/stats.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/steps.h"

int zn_cli_stats_init(struct zn_cli_stats *stats)
{
    *stats = (struct zn_cli_stats){0};
    stats->changes = calloc(zhnorm_rule_count(), sizeof *stats->changes);
    return stats->changes != NULL ? ZN_CLI_DONE : zn_cli_memory_error();
}

void zn_cli_stats_free(struct zn_cli_stats *stats)
{
    free(stats->changes);
    free(stats->choices);
    *stats = (struct zn_cli_stats){0};
}

/* Counts what a document was taken for; NULL: there was no choice. */
static int count_choice(struct zn_cli_stats *stats, const char *name)
{
    struct zn_cli_stats_choice *choices = stats->choices;
    size_t count = stats->choice_count;

    if (name == NULL)
        return ZN_CLI_DONE;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(choices[i].name, name) == 0) {
            choices[i].documents++;
            return ZN_CLI_DONE;
        }
    }
    choices = realloc(choices, (count + 1) * sizeof *choices);
    if (choices == NULL)
        return zn_cli_memory_error();
    choices[count] = (struct zn_cli_stats_choice){.name = name, .documents = 1};
    stats->choices = choices;
    stats->choice_count = count + 1;
    return ZN_CLI_DONE;
}

int zn_cli_stats_add(struct zn_cli_stats *stats, const zhnorm_stream *stream, bool done)
{
    zhnorm_stats one = zhnorm_stream_stats(stream);

    if (!done) {
        stats->failed++;
        return ZN_CLI_DONE;
    }
    stats->documents++;
    stats->sum.input_bytes += one.input_bytes;
    stats->sum.output_bytes += one.output_bytes;
    stats->sum.malformed += one.malformed;
    stats->sum.forced_cuts += one.forced_cuts;
    stats->sum.private_use += one.private_use;
    stats->sum.replacements += one.replacements;
    stats->sum.unassigned += one.unassigned;
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        stats->changes[i] += zhnorm_stream_changes(stream, i);
    return count_choice(stats, zhnorm_stream_choice(stream));
}

/* ---- As text ---------------------------------------------------------------- */

/* The columns before the numbers, and those of the numbers. */
#define NAME_WIDTH 28
#define NUMBER_WIDTH 12

static void print_line(FILE *out, const char *prefix, const char *what, uint64_t number)
{
    int width = NAME_WIDTH - (int)strlen(prefix);

    fprintf(out, "%s%-*s%*" PRIu64 "\n", prefix, width, what, NUMBER_WIDTH, number);
}

/* A counter that is mostly 0, and that says nothing when it is. */
static void print_if_any(FILE *out, const char *what, uint64_t number)
{
    if (number != 0)
        print_line(out, "", what, number);
}

/* What a step changed, and those of its rules that changed anything. */
static void print_step(FILE *out, const struct zn_cli_stats *stats,
                       const struct zn_cli_step *step)
{
    zhnorm_rule_info info;
    uint64_t sum = 0;

    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (info.step == step->bit)
            sum += stats->changes[i];
    if (sum == 0)
        return;
    print_line(out, "changes by ", step->name, sum);
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (info.step == step->bit && stats->changes[i] != 0)
            print_line(out, "  ", info.name, stats->changes[i]);
}

static void print_text(FILE *out, const struct zn_cli_stats *stats)
{
    const struct zn_cli_step *step;
    const zhnorm_stats *sum = &stats->sum;

    print_line(out, "", "documents", stats->documents);
    print_if_any(out, "documents that failed", stats->failed);
    for (size_t i = 0; i < stats->choice_count; i++)
        print_line(out, "  taken for ", stats->choices[i].name, stats->choices[i].documents);
    print_line(out, "", "bytes in", sum->input_bytes);
    print_line(out, "", "bytes out", sum->output_bytes);
    print_line(out, "", "malformed (not UTF-8)", sum->malformed);
    print_line(out, "", "cuts inside a paragraph", sum->forced_cuts);
    print_if_any(out, "private use characters", sum->private_use);
    print_if_any(out, "replacement characters", sum->replacements);
    print_if_any(out, "unassigned characters", sum->unassigned);
    for (size_t i = 0; (step = zn_cli_step_at(i)) != NULL; i++)
        print_step(out, stats, step);
}

int zn_cli_stats_print(const struct zn_cli_stats *stats)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    if (out == NULL)
        return zn_cli_memory_error();
    print_text(out, stats);
    int code = fclose(out) == 0 ? ZN_CLI_DONE : zn_cli_memory_error();
    if (code == ZN_CLI_DONE)
        zn_cli_error_write(text, length);
    free(text);
    return code;
}
