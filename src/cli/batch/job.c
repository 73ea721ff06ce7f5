/* See job.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/job.h"

#include <unistd.h>

#include "cli/batch/job_steps.h"
#include "cli/message.h"
#include "rules/memory.h"

/* ---- What a thread keeps ------------------------------------------------------------ */

/* Asked before each read: whether the file is to be read on. */
static bool wait_for_input(void *context, int fd)
{
    const struct zn_job_tools *tools = context;
    const struct zn_stop *stop = &tools->batch->stop;

    if (tools->waits)
        return zn_stop_wait(stop, fd, -1) > 0;
    return !zn_stop_is(stop, tools->large ? ZN_STOP_SOON : ZN_STOP_NOW);
}

void zn_job_tools_init(struct zn_job_tools *tools, struct zn_batch *batch)
{
    *tools = (struct zn_job_tools){.batch = batch};
    if (batch->target == ZN_CLI_TARGET_DIRECTORY)
        zn_batch_mirror_init(&tools->mirror, batch->settings->output);
}

bool zn_job_tools_prepare(struct zn_job_tools *tools)
{
    const struct zn_source_options options = {
        .encoding = tools->batch->options->formats.encoding,
        .bad_input = tools->batch->options->library.bad_input,
        .wait = wait_for_input,
        .context = tools,
    };

    if (tools->source == NULL)
        tools->source = zn_source_new(&options);
    return tools->source != NULL;
}

void zn_job_tools_close(struct zn_job_tools *tools)
{
    for (size_t i = 0; i < sizeof tools->compressors / sizeof tools->compressors[0]; i++)
        if (tools->compressors[i] != NULL)
            zn_compressor_close(tools->compressors[i]);
    if (tools->batch->target == ZN_CLI_TARGET_DIRECTORY)
        zn_batch_mirror_free(&tools->mirror);
    if (tools->source != NULL)
        zn_source_free(tools->source);
}

void zn_job_init(struct zn_job *job)
{
    *job = (struct zn_job){.fd = -1};
    zn_batch_item_init(&job->item);
    zn_buffer_init(&job->path, &zn_default_allocator);
    zn_delivery_init(&job->delivery);
    zn_notes_init(&job->notes);
}

void zn_job_free(struct zn_job *job)
{
    zn_batch_item_free(&job->item);
    zn_buffer_free(&job->path);
    zn_delivery_free(&job->delivery);
    zn_notes_free(&job->notes);
}

/* ---- From beginning to end ----------------------------------------------------------- */

static void reset(struct zn_job *job, struct zn_job_tools *tools)
{
    job->tools = tools;
    job->batch = tools->batch;
    job->fd = -1;
    job->codec = ZN_CODEC_NONE;
    job->has_output = false;
    job->has_detection = false;
    job->begun = false;
    job->share = (struct zn_batch_share){.of = {1, 1}};
    job->skipped = 0;
    job->documents = 0;
    job->code = ZN_CLI_DONE;
    job->failed = false;
    job->passed_over = false;
    job->reason[0] = '\0';
}

bool zn_job_open(struct zn_job *job, struct zn_job_tools *tools, bool is_ready)
{
    bool is_standard = tools->batch->target == ZN_CLI_TARGET_STANDARD;

    reset(job, tools);
    if (is_standard)
        is_ready =
            zn_delivery_to_standard(&job->delivery, &job->batch->standard, job->ticket) &&
            is_ready;
    if (!zn_job_open_input(job))
        return false;
    if (!is_ready)
        return zn_job_fail_memory(job);
    if (!zn_job_take_share(job)) {
        job->passed_over = !job->failed;
        return false;
    }
    if (zn_job_is_done(job)) {
        zn_summary_add_before(&job->batch->summary);
        job->passed_over = true;
        return false;
    }
    if (job->failed || !zn_job_begin_source(job) || (!is_standard && !zn_job_open_output(job)))
        return false;
    return true;
}

static void count(struct zn_job *job, const struct zn_format_counts *counts,
                  const char *choice)
{
    const struct zn_summary_file file = {
        .number = job->number,
        .name = job->title,
        .code = job->code,
        .reason = job->reason,
        .failed = job->failed,
        .unchanged = job->batch->target == ZN_CLI_TARGET_IN_PLACE && job->output.unchanged,
        .skipped = job->skipped,
        .counts = counts,
        .choice = choice,
    };

    zn_summary_add(&job->batch->summary, &file);
}

/* Says that a file of records has none of the fields or columns that are chosen. */
static void note_nothing_chosen(struct zn_job *job)
{
    const char *option = job->format == ZN_FORMAT_JSONL ? "--field" : "--column";

    if (!job->failed && !job->passed_over && job->begun && job->documents == 0 &&
        !zn_batch_is_document(job->format))
        zn_notes_add(&job->notes, "%s: no record has what %s chooses", job->title, option);
}

void zn_job_end(struct zn_job *job, const struct zn_format_counts *counts, const char *choice)
{
    bool is_standard = job->batch->target == ZN_CLI_TARGET_STANDARD;

    if (!job->failed && !job->passed_over && !zn_job_is_same(job))
        (void)zn_job_fail_with(job, ZN_CLI_IO, "the file has changed while it was read");
    zn_job_note_skipped(job);
    note_nothing_chosen(job);
    if (!job->failed && job->has_output)
        zn_job_commit(job);
    if (job->has_output)
        zn_cli_output_discard(&job->output);
    if (!job->failed && !job->passed_over && job->batch->journal != NULL)
        zn_job_note_done(job);
    if (!job->passed_over)
        count(job, counts, choice);
    if (job->fd > STDERR_FILENO)
        close(job->fd);
    if (is_standard)
        (void)zn_delivery_end(&job->delivery, &job->notes);
    else
        zn_notes_say(&job->notes);
}
