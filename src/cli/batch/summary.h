/*
 * What has become of the files of a batch, for all threads, and what is said of it in the
 * end.
 */
#ifndef ZN_CLI_BATCH_SUMMARY_H
#define ZN_CLI_BATCH_SUMMARY_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/batch/walk.h"
#include "cli/options.h"
#include "cli/stats.h"
#include "formats/formatter.h"

/* How many files that failed are listed. */
#define ZN_SUMMARY_LISTED 20

struct zn_summary_failure {
    uint64_t number; /* of the file, in the order of the batch */
    char *name;
    char reason[256]; /* may be empty */
};

struct zn_summary {
    pthread_mutex_t lock;
    uint64_t files;     /* that were begun */
    uint64_t done;      /* that were converted whole, or were clean already */
    uint64_t unchanged; /* in place: those of them that were clean already */
    uint64_t before;    /* that an earlier run had done */
    uint64_t failed;
    uint64_t skipped;           /* records that were wrong and copied as they are */
    uint64_t skipped_in;        /* the files that they are in */
    atomic_uint_fast64_t bytes; /* of files, that have been read */
    int code;                   /* the exit code so far */
    struct zn_summary_failure failures[ZN_SUMMARY_LISTED];
    struct zn_cli_stats stats;
};

/* How a file ended. */
struct zn_summary_file {
    uint64_t number;    /* in the order of the batch */
    const char *name;   /* for messages */
    int code;           /* enum zn_cli_exit */
    const char *reason; /* where it failed; may be empty */
    bool failed;        /* its output was not made, or is not whole */
    bool unchanged;
    uint64_t skipped;                      /* records */
    const struct zn_format_counts *counts; /* NULL: nobody asked */
    const char *choice;                    /* see zn_formatter_choice; NULL: none */
};

/* Returns ZN_CLI_DONE or, having said so, the exit code for lack of memory. */
int zn_summary_open(struct zn_summary *summary, const struct zn_cli_options *options);
void zn_summary_close(struct zn_summary *summary);

/* A file has come to its end.  Any number of threads. */
void zn_summary_add(struct zn_summary *summary, const struct zn_summary_file *file);

/* A file need not be converted: an earlier run has done so. */
void zn_summary_add_before(struct zn_summary *summary);

/* Something else went wrong. */
void zn_summary_code(struct zn_summary *summary, int code);

/*
 * Says which files failed, if there were several files, and how many that are no files were
 * passed over.
 */
void zn_summary_say(struct zn_summary *summary,
                    const struct zn_batch_passed_over *passed_over);

#endif
