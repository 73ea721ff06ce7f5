/*
 * How far a batch has come, as a line on standard error: on a terminal one that is written
 * anew twice a second, else, if it is wanted there, one every few seconds.
 */
#ifndef ZN_CLI_BATCH_PROGRESS_H
#define ZN_CLI_BATCH_PROGRESS_H

#include <time.h>

#include "cli/batch/batch.h"

struct zn_progress {
    struct zn_batch *batch;
    bool shows;    /* it is wanted */
    bool rewrites; /* on a terminal */
    struct timespec start;
    /* What there is to do, as far as it has been counted. */
    struct zn_batch_walk
        *walk; /* a second one, which only counts; NULL: done, or not wanted */
    struct zn_batch_item item;
    uint64_t files;
    uint64_t bytes;
    bool counted; /* all of it */
};

/* Begins to count what there is to do, if it is to be shown. */
void zn_progress_open(struct zn_progress *progress, struct zn_batch *batch);

/* How long to wait until the next line, in milliseconds; -1: for ever. */
int zn_progress_interval(const struct zn_progress *progress);

/* Counts on for a moment, and writes the line. */
void zn_progress_show(struct zn_progress *progress);

/* Takes the line away, or writes the last one. */
void zn_progress_close(struct zn_progress *progress);

#endif
