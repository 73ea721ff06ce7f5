/*
 * Batches that end where a line ends: those of the library may end anywhere.  In a
 * line longer than some KiB they still do, so that memory stays bounded.
 */
#ifndef ZN_CLI_REPORT_JOIN_H
#define ZN_CLI_REPORT_JOIN_H

#include <stdbool.h>
#include <stddef.h>

#include "zhnorm/zhnorm.h"

/* The beginning of a line, to which the next batch is joined.  All zero: there is none. */
struct zn_report_join {
    char *source;
    char *output;
    zhnorm_edit *edits;
    size_t source_capacity;
    size_t output_capacity;
    size_t edit_capacity;
    zhnorm_batch kept; /* in these buffers */
};

/* Takes a batch of lines; false ends it. */
typedef bool zn_report_lines(void *context, const zhnorm_batch *lines);

/*
 * Hands on the lines that a batch completes, and keeps what is behind them.  False: no
 * memory, or `take` ended it.
 */
bool zn_report_join_add(struct zn_report_join *join, const zhnorm_batch *batch,
                        zn_report_lines *take, void *context);

/* Hands on what was kept: the document ends.  False: `take` ended it. */
bool zn_report_join_end(struct zn_report_join *join, zn_report_lines *take, void *context);

void zn_report_join_free(struct zn_report_join *join);

#endif
