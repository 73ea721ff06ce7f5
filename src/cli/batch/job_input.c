/* Where a file comes from: see job.h and job_steps.h. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/batch/job_steps.h"
#include "cli/message.h"

/* Whether only a part of the file is converted. */
bool zn_job_is_share(const struct zn_job *job)
{
    return job->share.of.count > 1;
}

bool zn_job_open_input(struct zn_job *job)
{
    const char *path = zn_batch_item_path(&job->item);
    bool is_standard = !job->item.found && zn_cli_is_standard(path);

    job->title = is_standard ? zn_cli_input_title(path) : path;
    /* Opening a pipe must not wait for its other end, for that could not be interrupted. */
    job->fd =
        is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (job->fd < 0 || fstat(job->fd, &job->status) != 0)
        return zn_job_fail_system(job);
    if (S_ISDIR(job->status.st_mode)) {
        errno = EISDIR;
        return zn_job_fail_system(job);
    }
    if (job->batch->target == ZN_CLI_TARGET_IN_PLACE && !S_ISREG(job->status.st_mode))
        return zn_job_fail_with(job, ZN_CLI_USAGE,
                                "only a regular file can be converted in place");
    if (!is_standard && !S_ISREG(job->status.st_mode))
        (void)fcntl(job->fd, F_SETFL, fcntl(job->fd, F_GETFL) & ~O_NONBLOCK);
    job->format = zn_cli_formats_of(&job->batch->options->formats, path, is_standard);
    const char *lacks = zn_cli_formats_lack(job->batch->options, job->format);
    return lacks == NULL || zn_job_fail_with(job, ZN_CLI_USAGE, lacks);
}

/* Whether the whole file is compressed, by its name, or is to be decoded. */
static bool is_plain(const struct zn_job *job)
{
    return job->batch->options->formats.encoding == NULL &&
           zn_codec_of_name(zn_batch_item_path(&job->item)) == ZN_CODEC_NONE;
}

/* Decides about a part of a text by the text's beginning, as about the whole. */
static bool decide_by_beginning(struct zn_job *job)
{
    zhnorm_error error = {0};

    if (!job->batch->conversions->chooses || job->format != ZN_FORMAT_TEXT)
        return true;
    char *head = malloc(ZHNORM_CHOICE_LOOK);
    if (head == NULL)
        return zn_job_fail_memory(job);
    ssize_t length = pread(job->fd, head, ZHNORM_CHOICE_LOOK, 0);
    job->has_detection = length >= 0 && zhnorm_detect(head, (size_t)length, NULL,
                                                      &job->detection, &error) == ZHNORM_OK;
    free(head);
    if (length < 0)
        return zn_job_fail_system(job);
    return job->has_detection || zn_job_fail_memory(job);
}

/* Finds what the shard has of the file.  False: nothing, or an error. */
bool zn_job_take_share(struct zn_job *job)
{
    const struct zn_batch_shard *shard = &job->batch->shard;
    const char *name = zn_batch_item_name(&job->item);
    uint64_t size = (uint64_t)job->status.st_size;

    job->share = (struct zn_batch_share){{1, 1}, 0, size};
    job->rest = UINT64_MAX;
    if (shard->count <= 1)
        return true;
    if (!S_ISREG(job->status.st_mode) || job->batch->settings->in_place || !is_plain(job) ||
        !job->batch->lines_apart || !zn_batch_shard_divides(shard, job->format, size))
        return zn_batch_shard_has(shard, name);
    if (!zn_batch_shard_cut(shard, job->fd, job->format, name, size, &job->share))
        return zn_job_fail_system(job);
    if (!zn_job_is_share(job))
        return job->share.from < job->share.to;
    job->rest = job->share.to - job->share.from;
    return decide_by_beginning(job) &&
           (lseek(job->fd, (off_t)job->share.from, SEEK_SET) >= 0 || zn_job_fail_system(job));
}

bool zn_job_begin_source(struct zn_job *job)
{
    struct zn_job_tools *tools = job->tools;
    zhnorm_error error = {0};

    tools->waits = !S_ISREG(job->status.st_mode);
    tools->large = !tools->waits && (uint64_t)job->status.st_size >= ZN_JOB_LARGE;
    if (zn_source_begin(tools->source, job->fd, zn_batch_item_path(&job->item), &error) ==
        ZHNORM_OK)
        return true;
    zn_job_fail_source(job, &error);
    return false;
}

/*
 * A file that was found and holds NUL bytes is no text, even if it is UTF-8: an archive,
 * say, which conversion would damage.  One that was named is taken for what the user says.
 */
static int check_is_text(struct zn_job *job, const char *data, size_t length,
                         zhnorm_error *error)
{
    bool is_beginning = !job->begun && job->item.found;

    job->begun = job->begun || length != 0;
    if (!is_beginning || memchr(data, '\0', length) == NULL)
        return ZHNORM_OK;
    *error = (zhnorm_error){.status = ZHNORM_ERROR_INPUT};
    (void)snprintf(
        error->message, sizeof error->message,
        "there are NUL bytes in it, so it is taken for no text; name the file to have "
        "it converted");
    return ZHNORM_ERROR_INPUT;
}

int zn_job_read(struct zn_job *job, char *buffer, size_t size, size_t *length,
                zhnorm_error *error)
{
    size_t most = size < job->rest ? size : (size_t)job->rest;

    *length = 0;
    if (most == 0)
        return ZHNORM_OK;
    int status = zn_source_read(job->tools->source, buffer, most, length, error);
    if (status == ZHNORM_OK)
        status = check_is_text(job, buffer, *length, error);
    if (zn_job_is_share(job))
        job->rest -= *length;
    atomic_fetch_add_explicit(&job->batch->summary.bytes, *length, memory_order_relaxed);
    return status;
}

bool zn_job_can_be_cut(const struct zn_job *job)
{
    uint64_t size = zn_job_is_share(job) ? job->rest : (uint64_t)job->status.st_size;

    if (!job->batch->cuts || !zn_format_is_lined(job->format))
        return false;
    if (job->tools->waits)
        return isatty(job->fd) == 0;
    /* Compressed, it is as large as that in the end. */
    return size >= (zn_source_codec(job->tools->source) == ZN_CODEC_NONE ? ZN_JOB_LARGE
                                                                         : ZN_JOB_LARGE / 4);
}

bool zn_job_share_ends_file(const struct zn_job *job)
{
    return !zn_job_is_share(job) || job->share.to == (uint64_t)job->status.st_size;
}

/* Whether the file is what it was when it was opened. */
bool zn_job_is_same(const struct zn_job *job)
{
    struct stat now;

    return !S_ISREG(job->status.st_mode) ||
           (fstat(job->fd, &now) == 0 && now.st_size == job->status.st_size &&
            now.st_mtim.tv_sec == job->status.st_mtim.tv_sec &&
            now.st_mtim.tv_nsec == job->status.st_mtim.tv_nsec);
}
