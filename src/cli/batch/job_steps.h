/*
 * The steps that a job is made of, for job.c.  A step that returns false has told the job
 * why, or that there is nothing to do.
 */
#ifndef ZN_CLI_BATCH_JOB_STEPS_H
#define ZN_CLI_BATCH_JOB_STEPS_H

#include "cli/batch/job.h"

/* ---- Where it comes from -------------------------------------------------------------- */

/* Opens the file and finds its format. */
bool zn_job_open_input(struct zn_job *job);

/* Finds what the shard has of the file. */
bool zn_job_take_share(struct zn_job *job);

/* Whether only a part of the file is converted. */
bool zn_job_is_share(const struct zn_job *job);

/* Begins to read. */
bool zn_job_begin_source(struct zn_job *job);

/* Whether the file is what it was when it was opened. */
bool zn_job_is_same(const struct zn_job *job);

/* ---- Where it goes -------------------------------------------------------------------- */

/* Whether an earlier run has done the file. */
bool zn_job_is_done(struct zn_job *job);

/* Opens the file's output. */
bool zn_job_open_output(struct zn_job *job);

/* Puts the output into its place. */
void zn_job_commit(struct zn_job *job);

/* Notes in the journal that the file is done. */
void zn_job_note_done(struct zn_job *job);

/* ---- What goes wrong ------------------------------------------------------------------ */

/* Fail with what errno says, with a message, and for lack of memory.  Return false. */
bool zn_job_fail_system(struct zn_job *job);
bool zn_job_fail_with(struct zn_job *job, int code, const char *message);
bool zn_job_fail_memory(struct zn_job *job);

/* Says how many wrong records have not been named. */
void zn_job_note_skipped(struct zn_job *job);

#endif
