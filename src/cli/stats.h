/*
 * The counters of all documents of a run, added up, and their form on
 * standard error.  Knows nothing of files.
 */
#ifndef ZN_CLI_STATS_H
#define ZN_CLI_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

/* What documents were taken for, with a preset that decides by the document. */
struct zn_cli_stats_choice {
    const char *name; /* the converter's */
    uint64_t documents;
};

struct zn_cli_stats {
    uint64_t documents; /* that were converted whole */
    uint64_t failed;    /* the others; what they counted is in no sum */
    zhnorm_stats sum;
    uint64_t *changes; /* by rule: zhnorm_rule_count() sums */
    struct zn_cli_stats_choice *choices;
    size_t choice_count;
};

/*
 * Begins with nothing counted.  Returns ZN_CLI_DONE or, having said so, the
 * exit code for lack of memory.  To be freed in either case.
 */
int zn_cli_stats_init(struct zn_cli_stats *stats);

void zn_cli_stats_free(struct zn_cli_stats *stats);

/*
 * Adds the document that a stream has just converted, or failed to.  The
 * stream's converter must outlive the counters.  Returns ZN_CLI_DONE or, having
 * said so, the exit code for lack of memory.
 */
int zn_cli_stats_add(struct zn_cli_stats *stats, const zhnorm_stream *stream, bool done);

/*
 * Prints the sums as text.  Returns ZN_CLI_DONE or, having said so, the exit
 * code for lack of memory.
 */
int zn_cli_stats_print(const struct zn_cli_stats *stats);

#endif
