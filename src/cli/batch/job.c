/* See job.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/job.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "rules/memory.h"

/* How many wrong records of a file are named. */
#define SKIPS_NAMED 10

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

/* Whether only a part of the file is converted. */
static bool is_share(const struct zn_job *job)
{
    return job->share.of.count > 1;
}

/* ---- What goes wrong ----------------------------------------------------------------- */

void zn_job_fail_said(struct zn_job *job, int code)
{
    job->failed = true;
    job->code = zn_cli_worse(job->code, code);
}

/* Says where and what.  Of a part of a file nobody has counted the lines before it. */
static void note_fault(struct zn_job *job, const struct zn_cli_fault *fault)
{
    const char *title = job->title[0] != '\0' ? job->title : "''";

    if (fault->line != 0 && is_share(job))
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
static bool fail_system(struct zn_job *job)
{
    struct zn_cli_fault fault;

    zn_cli_fault_system(&fault);
    zn_job_fail(job, &fault);
    return false;
}

static bool fail_with(struct zn_job *job, int code, const char *message)
{
    struct zn_cli_fault fault = {.code = code};

    (void)snprintf(fault.message, sizeof fault.message, "%s", message);
    zn_job_fail(job, &fault);
    return false;
}

static bool fail_memory(struct zn_job *job)
{
    return fail_with(job, ZN_CLI_IO, "out of memory");
}

/* ---- The input ----------------------------------------------------------------------- */

static bool open_input(struct zn_job *job)
{
    const char *path = zn_batch_item_path(&job->item);
    bool is_standard = !job->item.found && zn_cli_is_standard(path);

    job->title = is_standard ? zn_cli_input_title(path) : path;
    /* Opening a pipe must not wait for its other end, for that could not be interrupted. */
    job->fd =
        is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (job->fd < 0 || fstat(job->fd, &job->status) != 0)
        return fail_system(job);
    if (S_ISDIR(job->status.st_mode)) {
        errno = EISDIR;
        return fail_system(job);
    }
    if (!is_standard && !S_ISREG(job->status.st_mode))
        (void)fcntl(job->fd, F_SETFL, fcntl(job->fd, F_GETFL) & ~O_NONBLOCK);
    job->format = zn_cli_formats_of(&job->batch->options->formats, path, is_standard);
    const char *lacks = zn_cli_formats_lack(job->batch->options, job->format);
    return lacks == NULL || fail_with(job, ZN_CLI_USAGE, lacks);
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
        return fail_memory(job);
    ssize_t length = pread(job->fd, head, ZHNORM_CHOICE_LOOK, 0);
    job->has_detection = length >= 0 && zhnorm_detect(head, (size_t)length, NULL,
                                                      &job->detection, &error) == ZHNORM_OK;
    free(head);
    if (length < 0)
        return fail_system(job);
    return job->has_detection || fail_memory(job);
}

/* Finds what the shard has of the file.  False: nothing, or an error. */
static bool take_share(struct zn_job *job)
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
        return fail_system(job);
    if (!is_share(job))
        return job->share.from < job->share.to;
    job->rest = job->share.to - job->share.from;
    return decide_by_beginning(job) &&
           (lseek(job->fd, (off_t)job->share.from, SEEK_SET) >= 0 || fail_system(job));
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
        zn_job_fail_said(job, ZN_CLI_IO);
    else
        zn_job_fail(job, &fault);
}

static bool begin_source(struct zn_job *job)
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

    job->begun = true;
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
    if (is_share(job))
        job->rest -= *length;
    atomic_fetch_add_explicit(&job->batch->summary.bytes, *length, memory_order_relaxed);
    return status;
}

/* ---- The output ---------------------------------------------------------------------- */

/* Keeps the path of the file's output. */
static bool set_path(struct zn_job *job, const char *path)
{
    job->path.length = 0;
    return zn_buffer_append(&job->path, path, strlen(path) + 1) || fail_memory(job);
}

static const char *output_path(const struct zn_job *job)
{
    return (const char *)job->path.data;
}

/* Finds the path of the file's output; `make`: and makes its directory. */
static bool find_path(struct zn_job *job, bool make)
{
    struct zn_job_tools *tools = job->tools;
    const struct zn_batch_share *share = is_share(job) ? &job->share : NULL;
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
    zn_litter_clear_beside(&tools->litter, path);
    return set_path(job, path);
}

/* Whether an earlier run has done the file. */
static bool is_done(struct zn_job *job)
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

static bool open_output(struct zn_job *job)
{
    if (job->batch->target == ZN_CLI_TARGET_IN_PLACE && !S_ISREG(job->status.st_mode))
        return fail_with(job, ZN_CLI_USAGE, "only a regular file can be converted in place");
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
    if (!open_input(job))
        return false;
    if (!is_ready)
        return fail_memory(job);
    if (!take_share(job)) {
        job->passed_over = !job->failed;
        return false;
    }
    if (is_done(job)) {
        zn_summary_add_before(&job->batch->summary);
        job->passed_over = true;
        return false;
    }
    if (job->failed || !begin_source(job) || (!is_standard && !open_output(job)))
        return false;
    return true;
}

bool zn_job_can_be_cut(const struct zn_job *job)
{
    uint64_t size = is_share(job) ? job->rest : (uint64_t)job->status.st_size;

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
    return !is_share(job) || job->share.to == (uint64_t)job->status.st_size;
}

/* Whether the file is what it was when it was opened. */
static bool is_same(const struct zn_job *job)
{
    struct stat now;

    return !S_ISREG(job->status.st_mode) ||
           (fstat(job->fd, &now) == 0 && now.st_size == job->status.st_size &&
            now.st_mtim.tv_sec == job->status.st_mtim.tv_sec &&
            now.st_mtim.tv_nsec == job->status.st_mtim.tv_nsec);
}

/* Puts the output into its place. */
static void commit(struct zn_job *job)
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
static void note_done(struct zn_job *job)
{
    const char *path = zn_batch_item_path(&job->item);
    bool in_place = job->batch->target == ZN_CLI_TARGET_IN_PLACE;
    const struct stat *output = &job->output.status;
    int code = zn_batch_journal_add(job->batch->journal, path,
                                    in_place ? output : &job->status, output);

    job->code = zn_cli_worse(job->code, code);
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

void zn_job_end(struct zn_job *job, const struct zn_format_counts *counts, const char *choice)
{
    bool is_standard = job->batch->target == ZN_CLI_TARGET_STANDARD;

    if (!job->failed && !job->passed_over && !is_same(job))
        (void)fail_with(job, ZN_CLI_IO, "the file has changed while it was read");
    if (job->skipped > SKIPS_NAMED)
        zn_notes_add(&job->notes, "%s: %" PRIu64 " more records are wrong", job->title,
                     job->skipped - SKIPS_NAMED);
    if (!job->failed && job->has_output)
        commit(job);
    if (job->has_output)
        zn_cli_output_discard(&job->output);
    if (!job->failed && !job->passed_over && job->batch->journal != NULL)
        note_done(job);
    if (!job->passed_over)
        count(job, counts, choice);
    if (job->fd > STDERR_FILENO)
        close(job->fd);
    if (is_standard)
        (void)zn_delivery_end(&job->delivery, &job->notes);
    else
        zn_notes_say(&job->notes);
}
