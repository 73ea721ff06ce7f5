/*
 * A part of a file that is cut, and what comes out of it.  Knows nothing of the parts
 * beside it.
 */
#ifndef ZN_CLI_BATCH_PART_H
#define ZN_CLI_BATCH_PART_H

#include "cli/batch/job.h"
#include "cli/batch/worker.h"
#include "cli/trail.h"

/* How large a part is. */
#define ZN_PART_SIZE ((size_t)256 << 10)

/* How many wrong records of a part are known by themselves. */
#define ZN_PART_SKIPS 10

struct zn_part {
    uint64_t number;
    size_t length; /* of the source, in the room of the worker that has read it */
    uint64_t lines;
    bool is_first;  /* it begins the file */
    bool is_last;   /* there is none behind it */
    bool ends_file; /* it ends where the file does */
    bool goes_on;   /* there is no place to cut the file: the rest of it belongs to the part */
    int status;     /* of reading the source behind it: ZHNORM_OK or what `error` says */
    zhnorm_error error;

    struct zn_buffer bytes; /* the result */
    bool failed;
    struct zn_cli_fault fault; /* why; with ZN_CLI_DONE for a code: it has been said */
    uint64_t skipped;          /* records that were wrong */
    uint64_t documents;        /* texts that were found in it */
    struct zn_cli_fault skips[ZN_PART_SKIPS];
    struct zn_format_counts counts; /* without room for changes: not counted */
    struct zn_part *next;           /* in a pool */
};

/* Parts that are not in use. */
struct zn_part_pool {
    pthread_mutex_t lock;
    struct zn_part *parts;
    struct zn_part *spare;
    size_t count;
};

/* `counts`: the parts are to be counted.  False: no memory. */
bool zn_part_pool_open(struct zn_part_pool *pool, size_t count, bool counts);
void zn_part_pool_close(struct zn_part_pool *pool);

/* An empty part.  No more may be in use than there are. */
struct zn_part *zn_part_take(struct zn_part_pool *pool);
void zn_part_give(struct zn_part_pool *pool, struct zn_part *part);

/* What is needed to convert a part. */
struct zn_part_task {
    struct zn_worker *worker; /* the source is in its room */
    struct zn_job *job;       /* the file's, which is only read but for its source */
    /*
     * Waits for the part's turn and takes its result so far out of it.  False: it is of no
     * use.
     */
    bool (*deliver_ahead)(void *context, struct zn_part *part);
    void *context;
    struct zn_part *part;
};

/* Converts a part; what goes wrong is noted in it. */
void zn_part_convert(struct zn_part_task *task, struct zn_part *part);

/* Adds up counters. */
void zn_part_add_counts(struct zn_format_counts *sum, const struct zn_format_counts *counts);

#endif
