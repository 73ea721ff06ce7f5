/* What goes wrong with a file: see job.h and job_steps.h. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/batch/job_steps.h"
#include "cli/message.h"

/* How many wrong records of a file are named. */
#define SKIPS_NAMED 10

void zn_job_fail_said(struct zn_job *job, int code)
{
    job->failed = true;
    job->code = zn_cli_worse(job->code, code);
}

void zn_job_give_up(struct zn_job *job)
{
    job->failed = true;
    job->passed_over = true;
}

/* Says where and what.  Of a part of a file nobody has counted the lines before it. */
static void note_fault(struct zn_job *job, const struct zn_cli_fault *fault)
{
    const char *title = job->title[0] != '\0' ? job->title : "''";

    if (fault->line != 0 && zn_job_is_share(job))
        zn_notes_add(&job->notes, "%s: line %" PRIu64 " behind byte offset %" PRIu64 ": %s",
                     title, fault->line, job->share.from, fault->message);
    else if (fault->line != 0)
        zn_notes_add(&job->notes, "%s:%" PRIu64 ": %s", title, fault->line, fault->message);
    else
        zn_notes_add(&job->notes, "%s: %s", title, fault->message);
}

void zn_job_fail(struct zn_job *job, const struct zn_cli_fault *fault)
{
    note_fault(job, fault);
    (void)snprintf(job->reason, sizeof job->reason, "%s", fault->message);
    zn_job_fail_said(job, fault->code);
}

void zn_job_skip(struct zn_job *job, const struct zn_cli_fault *fault)
{
    job->code = zn_cli_worse(job->code, ZN_CLI_TEXT);
    if (job->skipped++ < SKIPS_NAMED)
        note_fault(job, fault);
}

/* Fails with what errno says.  Returns false. */
bool zn_job_fail_system(struct zn_job *job)
{
    struct zn_cli_fault fault;

    zn_cli_fault_system(&fault);
    zn_job_fail(job, &fault);
    return false;
}

bool zn_job_fail_with(struct zn_job *job, int code, const char *message)
{
    struct zn_cli_fault fault = {.code = code};

    (void)snprintf(fault.message, sizeof fault.message, "%s", message);
    zn_job_fail(job, &fault);
    return false;
}

bool zn_job_fail_memory(struct zn_job *job)
{
    return zn_job_fail_with(job, ZN_CLI_IO, "out of memory");
}

void zn_job_note_skipped(struct zn_job *job)
{
    if (job->skipped > SKIPS_NAMED)
        zn_notes_add(&job->notes, "%s: %" PRIu64 " more records are wrong", job->title,
                     job->skipped - SKIPS_NAMED);
}

void zn_job_source_fault(const zhnorm_error *error, struct zn_cli_fault *fault)
{
    *fault = (struct zn_cli_fault){.code = ZN_CLI_DONE};
    if (error->status == ZHNORM_ERROR_STATE && error->system == EINTR)
        return;
    if (error->status == ZHNORM_ERROR_STATE && error->system != 0) {
        errno = error->system;
        zn_cli_fault_system(fault);
    } else {
        zn_cli_fault_library(fault, error);
    }
}

void zn_job_fail_source(struct zn_job *job, const zhnorm_error *error)
{
    struct zn_cli_fault fault;

    zn_job_source_fault(error, &fault);
    if (fault.code == ZN_CLI_DONE)
        zn_job_give_up(job);
    else
        zn_job_fail(job, &fault);
}
