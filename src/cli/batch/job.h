/*
 * One file of a batch, from being opened to its end: where it is read from, where it goes,
 * and what is to be said of it.  Knows nothing of threads.
 */
#ifndef ZN_CLI_BATCH_JOB_H
#define ZN_CLI_BATCH_JOB_H

#include <sys/stat.h>

#include "cli/batch/batch.h"
#include "cli/batch/delivery.h"
#include "cli/batch/item.h"
#include "cli/batch/litter.h"
#include "cli/batch/mirror.h"
#include "cli/batch/notes.h"
#include "cli/fault.h"
#include "cli/output.h"
#include "files/source.h"

/* What is larger can be cut, and is not finished when the batch is interrupted. */
#define ZN_JOB_LARGE ((uint64_t)4 << 20)

/* What a thread keeps for the files that it opens. */
struct zn_job_tools {
    struct zn_batch *batch;
    struct zn_source *source;
    struct zn_compressor *compressors[3]; /* by enum zn_codec; opened when first needed */
    struct zn_batch_mirror mirror;
    struct zn_litter litter;
    /* Of the file that the source has in hand: */
    bool waits; /* for somebody else to write it */
    bool large;
};

struct zn_job {
    struct zn_job_tools *tools; /* of the thread that opened it */
    struct zn_batch *batch;
    struct zn_batch_item item;
    uint64_t number;   /* of the item in the batch */
    uint64_t ticket;   /* of the file among those that could be had */
    const char *title; /* for messages */
    int fd;
    struct stat status; /* when it was opened */
    enum zn_format format;
    struct zn_batch_share share; /* the part of the file that is converted */
    uint64_t rest;               /* bytes of it that have not been read */
    bool begun;                  /* some have been */
    zhnorm_detection detection;  /* of a part: what the whole file was taken for */
    bool has_detection;
    struct zn_buffer path; /* of its output, with a NUL byte */
    enum zn_codec codec;   /* that it is written with */
    struct zn_cli_output output;
    bool has_output;                      /* it is open */
    struct zn_cli_output_source replaced; /* in place: what it replaces */
    struct zn_delivery delivery;
    struct zn_notes notes;
    uint64_t skipped;   /* records that were wrong */
    uint64_t documents; /* texts that were found in it */
    int code;           /* the worst so far */
    bool failed;
    bool passed_over; /* it is not converted in this run, which is no failure */
    char reason[256]; /* why it failed, where that is known */
};

void zn_job_tools_init(struct zn_job_tools *tools, struct zn_batch *batch);
/* Before the first file is opened.  False: no memory. */
bool zn_job_tools_prepare(struct zn_job_tools *tools);
void zn_job_tools_close(struct zn_job_tools *tools);

void zn_job_init(struct zn_job *job);
void zn_job_free(struct zn_job *job);

/*
 * Opens the file of the job's item and its output.  `is_ready`: there was memory to prepare
 * the tools; else the file fails.  False: there is nothing to convert,
 * which the job knows; it is to be ended in either case.
 */
bool zn_job_open(struct zn_job *job, struct zn_job_tools *tools, bool is_ready);

/* Whether the file is large enough, and of a kind, to be cut. */
bool zn_job_can_be_cut(const struct zn_job *job);

/*
 * Reads the next bytes of its text as zn_source_read does.
 */
int zn_job_read(struct zn_job *job, char *buffer, size_t size, size_t *length,
                zhnorm_error *error);

/* The compressor that the thread of `tools` has for the job.  NULL: it needs none, or, with
 * *failed, there is no memory, which has been said. */
struct zn_compressor *zn_job_compressor(const struct zn_job *job, struct zn_job_tools *tools,
                                        bool *failed);

/*
 * What zn_job_read reports as a fault, whose code is ZN_CLI_DONE where the batch is to end,
 * of which more need not be said.
 */
void zn_job_source_fault(const zhnorm_error *error, struct zn_cli_fault *fault);

/* Whether what is converted of the file goes to its end. */
bool zn_job_share_ends_file(const struct zn_job *job);

/* The file fails with what zn_job_read reports. */
void zn_job_fail_source(struct zn_job *job, const zhnorm_error *error);

/* The file fails with this; what is wrong is said in its turn. */
void zn_job_fail(struct zn_job *job, const struct zn_cli_fault *fault);

/* The same, which has been said. */
void zn_job_fail_said(struct zn_job *job, int code);

/* The file is not to be converted any more, since the batch is to end. */
void zn_job_give_up(struct zn_job *job);

/* A record was wrong, and has been copied as it is. */
void zn_job_skip(struct zn_job *job, const struct zn_cli_fault *fault);

/*
 * Ends the file: puts its output into its place, unless it failed, and says and counts what
 * became of it.  `counts` are those of the file, NULL if nobody asks.
 */
void zn_job_end(struct zn_job *job, const struct zn_format_counts *counts, const char *choice);

#endif
