/*
 * One of the threads that convert: what it keeps from file to file.
 */
#ifndef ZN_CLI_BATCH_WORKER_H
#define ZN_CLI_BATCH_WORKER_H

#include <pthread.h>

#include "cli/batch/batch.h"
#include "cli/batch/job.h"
#include "formats/formatter.h"

/* How much of a file is read at a time. */
#define ZN_WORKER_PIECE ((size_t)64 << 10)

struct zn_worker {
    struct zn_batch *batch;
    struct zn_job_tools tools;
    struct zn_job job; /* the file in hand */
    /* Of one that is prepared: */
    struct zn_formatter *formatter;
    char *pieces; /* room for two */
    char *head;   /* see zn_trail; NULL: not needed */
    char *part;   /* room for a part of a file that is cut; NULL: none is */
    pthread_t thread;
};

void zn_worker_open(struct zn_worker *worker, struct zn_batch *batch);
void zn_worker_close(struct zn_worker *worker);

/*
 * Gets what it takes to convert, which a thread that has nothing to do does without.  False:
 * no memory.
 */
bool zn_worker_prepare(struct zn_worker *worker);

/* Does what there is to do, together with the other threads, until there is no more. */
void zn_worker_run(struct zn_worker *worker);

/*
 * Keeps what a file was taken for among what is to be said of it, if that is wanted.
 * `choice` is NULL where there was none.
 */
void zn_worker_note_choice(struct zn_job *job, const char *choice,
                           const zhnorm_detection *detection);

#endif
