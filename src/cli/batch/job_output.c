/* Where a file goes: see job.h and job_steps.h. */
#define _POSIX_C_SOURCE 200809L

#include <string.h>
#include <unistd.h>

#include "cli/batch/job_steps.h"
#include "cli/message.h"

/* Keeps the path of the file's output. */
static bool set_path(struct zn_job *job, const char *path)
{
    job->path.length = 0;
    return zn_buffer_append(&job->path, path, strlen(path) + 1) || zn_job_fail_memory(job);
}

static const char *output_path(const struct zn_job *job)
{
    return (const char *)job->path.data;
}

/* Finds the path of the file's output; `make`: and makes its directory. */
static bool find_path(struct zn_job *job, bool make)
{
    struct zn_job_tools *tools = job->tools;
    const struct zn_batch_share *share = zn_job_is_share(job) ? &job->share : NULL;
    const char *path = zn_batch_item_path(&job->item);
    int code = ZN_CLI_DONE;

    if (job->batch->target == ZN_CLI_TARGET_FILE)
        path = job->batch->settings->output;
    else if (job->batch->target == ZN_CLI_TARGET_DIRECTORY)
        code = make ? zn_batch_mirror_path(&tools->mirror, &job->item, share, &path)
                    : zn_batch_mirror_look(&tools->mirror, &job->item, share, &path);
    if (code != ZN_CLI_DONE) {
        zn_job_fail_said(job, code);
        return false;
    }
    if (job->batch->tidies)
        zn_litter_clear_beside(&tools->litter, path);
    return set_path(job, path);
}

/* Whether an earlier run has done the file. */
bool zn_job_is_done(struct zn_job *job)
{
    const struct stat *output = &job->status;
    struct stat status;

    if (job->batch->journal == NULL || !find_path(job, false))
        return false;
    if (job->batch->target != ZN_CLI_TARGET_IN_PLACE) {
        if (stat(output_path(job), &status) != 0)
            return false;
        output = &status;
    }
    return zn_batch_journal_has(job->batch->journal, zn_batch_item_path(&job->item),
                                &job->status, output);
}

static struct zn_cli_output_wishes wishes_of(struct zn_job *job)
{
    const struct zn_batch_settings *settings = job->batch->settings;
    bool is_file = S_ISREG(job->status.st_mode) && job->fd != STDIN_FILENO;
    struct zn_cli_output_wishes wishes = {
        .place = ZN_CLI_OUTPUT_FOUND,
        /* The owner can always write the result, even of a text kept read-only. */
        .mode = is_file ? (job->status.st_mode & 0777) | S_IWUSR : job->batch->mode,
        .keep_times = settings->keep_times,
        .times = {job->status.st_atim, job->status.st_mtim},
    };

    if (job->batch->target == ZN_CLI_TARGET_FILE)
        wishes.place = ZN_CLI_OUTPUT_NAMED;
    else if (settings->force)
        wishes.place = ZN_CLI_OUTPUT_FORCED;
    if (job->batch->target == ZN_CLI_TARGET_IN_PLACE) {
        job->replaced = (struct zn_cli_output_source){job->fd, job->status};
        wishes.source = &job->replaced;
    }
    return wishes;
}

/*
 * Refuses to write a file that was found over itself, as a link among the directories of
 * the outputs would have it.  What is named may be its own output.
 */
static bool check_place(struct zn_job *job)
{
    if (job->batch->target != ZN_CLI_TARGET_DIRECTORY || !job->item.found)
        return true;
    int code = zn_batch_mirror_differs(output_path(job), &job->item, &job->status);
    if (code != ZN_CLI_DONE)
        zn_job_fail_said(job, code);
    return code == ZN_CLI_DONE;
}

bool zn_job_open_output(struct zn_job *job)
{
    if (!find_path(job, true) || !check_place(job))
        return false;
    job->codec = job->batch->target == ZN_CLI_TARGET_IN_PLACE
                     ? zn_source_codec(job->tools->source)
                     : zn_codec_of_name(output_path(job));
    struct zn_cli_output_wishes wishes = wishes_of(job);
    int code = zn_cli_output_open_with(&job->output, output_path(job), &wishes);
    if (code != ZN_CLI_DONE) {
        zn_job_fail_said(job, code);
        return false;
    }
    job->has_output = true;
    return true;
}

struct zn_compressor *zn_job_compressor(const struct zn_job *job, struct zn_job_tools *tools,
                                        bool *failed)
{
    struct zn_compressor **compressor = &tools->compressors[job->codec];

    *failed = false;
    if (job->codec == ZN_CODEC_NONE)
        return NULL;
    if (*compressor == NULL)
        *compressor = zn_compressor_open(job->codec);
    *failed = *compressor == NULL;
    return *compressor;
}

/* Puts the output into its place. */
void zn_job_commit(struct zn_job *job)
{
    struct zn_notes *notes = &job->notes;

    if (!zn_delivery_end(&job->delivery, notes)) {
        zn_job_fail_said(job, ZN_CLI_IO);
        return;
    }
    job->has_output = false;
    int code = zn_cli_output_commit(&job->output);
    if (code != ZN_CLI_DONE)
        zn_job_fail_said(job, code);
}

/* Notes in the journal that the file is done. */
void zn_job_note_done(struct zn_job *job)
{
    const char *path = zn_batch_item_path(&job->item);
    bool in_place = job->batch->target == ZN_CLI_TARGET_IN_PLACE;
    const struct stat *output = &job->output.status;
    int code = zn_batch_journal_add(job->batch->journal, path,
                                    in_place ? output : &job->status, output);

    job->code = zn_cli_worse(job->code, code);
}
