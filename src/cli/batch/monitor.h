/*
 * What the main thread does while the others convert: it looks out for the signals that end
 * the program, and shows how far the batch has come.
 */
#ifndef ZN_CLI_BATCH_MONITOR_H
#define ZN_CLI_BATCH_MONITOR_H

#include "cli/batch/batch.h"
#include "cli/batch/progress.h"
#include "cli/interrupt.h"

struct zn_monitor {
    struct zn_batch *batch;
    struct zn_cli_interrupt interrupt; /* the signals, which are held back in all threads */
    struct zn_progress progress;
    int ended;  /* readable when all threads have come to their end */
    int signal; /* that has come; 0: none */
};

/* Begins, before there are other threads.  False: errno says why not. */
bool zn_monitor_open(struct zn_monitor *monitor, struct zn_batch *batch);

/* Watches until the threads have come to their end.  False: they do not, though told to. */
bool zn_monitor_run(struct zn_monitor *monitor);

/* Of the threads the last one has come to its end.  Any thread. */
void zn_monitor_ended(struct zn_monitor *monitor);

/*
 * Lets the signals come again, the one that has come as well: with it the program ends
 * here.
 */
void zn_monitor_close(struct zn_monitor *monitor);

#endif
