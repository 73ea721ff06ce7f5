/* The counters as text: see stats.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/cause.h"
#include "cli/stats.h"

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

/* What a pass changed, and those of its rules that changed anything. */
static void print_pass(FILE *out, const struct zn_cli_stats *stats,
                       const struct zn_cli_pass *pass)
{
    zhnorm_rule_info info;
    uint64_t sum = zn_cli_stats_of_pass(stats, pass);

    if (sum == 0 || pass->bit == ZHNORM_PASS_UTF8) /* of this there is a line already */
        return;
    print_line(out, "changes by ", pass->name, sum);
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (info.step == pass->bit && stats->changes[i] != 0)
            print_line(out, "  ", info.name, stats->changes[i]);
}

/* A number with so many digits behind the point. */
static void print_real(FILE *out, const char *what, int digits, double number)
{
    fprintf(out, "%-*s%*.*f\n", NAME_WIDTH, what, NUMBER_WIDTH, digits, number);
}

/* What is known only where edits were recorded. */
static void print_record(FILE *out, const struct zn_cli_stats *stats)
{
    print_line(out, "", "changes", stats->sum.edits);
    print_if_any(out, "  ambiguous", stats->sum.ambiguous);
}

void zn_cli_stats_write_text(FILE *out, const struct zn_cli_stats *stats)
{
    const struct zn_cli_pass *pass;
    const zhnorm_stats *sum = &stats->sum;

    if (stats->documents != stats->files)
        print_line(out, "", "files", stats->files);
    print_if_any(out, "files that failed", stats->failed);
    print_line(out, "", "documents", stats->documents);
    print_if_any(out, "wrong records, copied", stats->skipped);
    for (size_t i = 0; i < stats->choice_count; i++)
        print_line(out, "  taken for ", stats->choices[i].name, stats->choices[i].documents);
    print_line(out, "", "bytes in", sum->input_bytes);
    print_line(out, "", "bytes out", sum->output_bytes);
    if (stats->has_record) {
        print_line(out, "", "characters", sum->code_points);
        print_line(out, "", "Han characters", sum->han);
    }
    print_line(out, "", "malformed (not UTF-8)", sum->malformed);
    print_line(out, "", "cuts inside a paragraph", sum->forced_cuts);
    print_if_any(out, "private use characters", sum->private_use);
    print_if_any(out, "replacement characters", sum->replacements);
    print_if_any(out, "unassigned characters", sum->unassigned);
    if (stats->has_record)
        print_record(out, stats);
    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        print_pass(out, stats, pass);
    if (stats->has_record) {
        print_real(out, "seconds", 3, zn_cli_stats_seconds(stats));
        print_real(out, "MB/s", 1, zn_cli_stats_megabytes(stats));
    }
}
