/*
 * The counters of all documents of a run, added up, and their form on
 * standard error.  Knows nothing of files.
 */
#ifndef ZN_CLI_STATS_H
#define ZN_CLI_STATS_H

#include <stdbool.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

/* The most choices of a preset that are told apart; it has no more. */
#define ZN_CLI_CHOICES_MAX 32

struct zn_cli_stats {
    uint64_t documents; /* that were converted whole */
    uint64_t failed;    /* the others; what they counted is in no sum */
    zhnorm_stats sum;
    uint64_t *changes; /* by rule: zhnorm_rule_count() sums */
    /* With a preset that decides by the document: what was taken, and how often. */
    struct {
        const char *name; /* the converter's */
        uint64_t documents;
    } choices[ZN_CLI_CHOICES_MAX];
};

/*
 * Begins with nothing counted.  Returns ZN_CLI_DONE or, having said so, the
 * exit code for lack of memory.  To be freed in either case.
 */
int zn_cli_stats_init(struct zn_cli_stats *stats);

void zn_cli_stats_free(struct zn_cli_stats *stats);

/*
 * Adds the document that a stream has just converted, or failed to.  The
 * stream's converter must outlive the counters.
 */
void zn_cli_stats_add(struct zn_cli_stats *stats, const zhnorm_stream *stream, bool done);

/*
 * Prints the sums as text.  Returns ZN_CLI_DONE or, having said so, the exit
 * code for lack of memory.
 */
int zn_cli_stats_print(const struct zn_cli_stats *stats);

#endif
