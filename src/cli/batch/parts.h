/*
 * A large file that is cut: its parts are read one after the other, each by the thread that
 * converts it, and put together again in their order.
 */
#ifndef ZN_CLI_BATCH_PARTS_H
#define ZN_CLI_BATCH_PARTS_H

#include "cli/batch/job.h"
#include "cli/batch/worker.h"

/*
 * Cuts the file that the worker has just opened, which from then on is the business of all
 * threads, and does parts of it until there are no more to be read.
 */
void zn_parts_begin(struct zn_worker *worker);

/*
 * Does one part of a file that another thread has begun; with the batch's lock held, which
 * is given up meanwhile.
 */
void zn_parts_help(struct zn_worker *worker, struct zn_cut_file *file);

#endif
