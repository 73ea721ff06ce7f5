/* See worker.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/worker.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/batch/part.h"
#include "cli/batch/parts.h"
#include "cli/detection.h"
#include "cli/message.h"
#include "cli/trail.h"

void zn_worker_open(struct zn_worker *worker, struct zn_batch *batch)
{
    worker->batch = batch;
    zn_job_tools_init(&worker->tools, batch);
    zn_job_init(&worker->job);
}

/* Makes room once.  False: no memory. */
static bool make_room(char **room, size_t size)
{
    if (*room == NULL)
        *room = malloc(size);
    return *room != NULL;
}

bool zn_worker_prepare(struct zn_worker *worker)
{
    const struct zn_batch *batch = worker->batch;
    zhnorm_error error = {0};

    if (worker->formatter != NULL) /* which comes last */
        return true;
    return make_room(&worker->pieces, 2 * ZN_WORKER_PIECE) &&
           (!batch->cuts || make_room(&worker->part, ZN_PART_SIZE)) &&
           (!batch->conversions->chooses || make_room(&worker->head, ZHNORM_CHOICE_LOOK)) &&
           zn_formatter_open(&worker->formatter, batch->conversions, &batch->format,
                             batch->counts, &error) == ZHNORM_OK;
}

void zn_worker_close(struct zn_worker *worker)
{
    zn_formatter_close(worker->formatter);
    zn_job_tools_close(&worker->tools);
    zn_job_free(&worker->job);
    free(worker->pieces);
    free(worker->head);
    free(worker->part);
}

/* ---- A file as a whole ------------------------------------------------------------ */

static bool write_whole(void *context, const char *data, size_t length)
{
    struct zn_worker *worker = context;

    return zn_delivery_write(&worker->job.delivery, data, length);
}

static void skip_whole(void *context, const zhnorm_error *error)
{
    struct zn_worker *worker = context;
    struct zn_cli_fault fault;

    if (worker->job.failed) /* the record was cut short */
        return;
    zn_cli_fault_library(&fault, error);
    fault.line = error->line;
    zn_job_skip(&worker->job, &fault);
}

void zn_worker_note_choice(struct zn_job *job, const char *choice,
                           const zhnorm_detection *detection)
{
    char *text = NULL;
    size_t length = 0;

    if (choice == NULL || job->batch->options->stats != ZN_CLI_STATS_TEXT)
        return;
    FILE *out = open_memstream(&text, &length);
    if (out != NULL) {
        zn_cli_detection_print_choice(out, job->title, choice, detection);
        if (fclose(out) == 0)
            zn_notes_add_lines(&job->notes, text, length);
    }
    free(text);
}

/* Begins the formatter and the delivery. */
static bool begin_whole(struct zn_worker *worker)
{
    struct zn_job *job = &worker->job;
    const struct zn_format_sink sink = {
        .write = write_whole, .skipped = skip_whole, .context = worker};
    const struct zn_format_part part = {
        .first = job->share.from == 0,
        .last = zn_job_share_ends_file(job),
        .detection = job->has_detection ? &job->detection : NULL,
    };
    bool failed = false;

    if (job->has_output)
        zn_delivery_to_file(&job->delivery, &job->output,
                            zn_job_compressor(job, &worker->tools, &failed));
    if (failed) {
        zn_job_fail_said(job, zn_cli_memory_error());
        return false;
    }
    zn_formatter_reset_counts(worker->formatter);
    zn_formatter_begin(worker->formatter, job->format, &part, &sink);
    return true;
}

/* The job fails with what the formatter reports. */
static void fail_format(struct zn_job *job, const struct zn_trail *trail,
                        const zhnorm_error *error)
{
    struct zn_cli_fault fault;

    if (error->status == ZHNORM_ERROR_STATE && job->delivery.failed) {
        zn_job_fail_said(job, ZN_CLI_IO);
        return;
    }
    zn_trail_fault(trail, error, &fault);
    zn_trail_move(&fault, job->share.from, 0);
    zn_job_fail(job, &fault);
}

/* Converts the next piece of the file.  False: that was the last, or it failed. */
static bool convert_piece(struct zn_worker *worker, struct zn_trail *trail, char *piece)
{
    struct zn_job *job = &worker->job;
    zhnorm_error error = {0};
    size_t length;
    int status = zn_job_read(job, piece, ZN_WORKER_PIECE, &length, &error);

    if (status != ZHNORM_OK) {
        zn_job_fail_source(job, &error);
        if (zn_format_is_lined(job->format)) /* what was read is delivered */
            (void)zn_formatter_end(worker->formatter, &error);
        return false;
    }
    zn_trail_add(trail, piece, length);
    status = length != 0 ? zn_formatter_feed(worker->formatter, piece, length, &error)
                         : zn_formatter_end(worker->formatter, &error);
    if (status != ZHNORM_OK)
        fail_format(job, trail, &error);
    else if (worker->tools.waits && !zn_delivery_flush(&job->delivery))
        zn_job_fail_said(job, ZN_CLI_IO);
    return length != 0 && !job->failed;
}

static void convert_whole(struct zn_worker *worker)
{
    struct zn_job *job = &worker->job;
    struct zn_trail trail;
    size_t turn = 0;

    if (!begin_whole(worker))
        return;
    zn_trail_begin(&trail, worker->head);
    while (convert_piece(worker, &trail, worker->pieces + turn * ZN_WORKER_PIECE))
        turn ^= 1;
    if (job->failed && !job->delivery.failed)
        (void)zn_delivery_flush(&job->delivery);
    if (zn_batch_is_document(job->format))
        zn_worker_note_choice(job, zn_formatter_choice(worker->formatter),
                              zn_formatter_detection(worker->formatter));
}

/* ---- What there is to do ---------------------------------------------------------- */

/* Notes an item that could not be had, of which all has been said. */
static void note_wrong(struct zn_batch *batch, const struct zn_batch_item *item)
{
    const struct zn_summary_file file = {
        .number = batch->items++,
        .name = item->path.length != 0 ? zn_batch_item_path(item) : "",
        .code = item->code,
        .reason = "",
        .failed = true,
    };

    zn_summary_add(&batch->summary, &file);
}

/* Takes the next file from the walk; with the batch's lock.  False: there is no more. */
static bool take_file(struct zn_worker *worker)
{
    struct zn_batch *batch = worker->batch;
    struct zn_job *job = &worker->job;
    enum zn_batch_next next = ZN_BATCH_WRONG;

    while (!batch->walked && next == ZN_BATCH_WRONG) {
        next = zn_batch_walk_next(batch->walk, &job->item);
        if (next == ZN_BATCH_WRONG)
            note_wrong(batch, &job->item);
        else if (next == ZN_BATCH_END)
            batch->walked = true;
    }
    if (batch->walked)
        return false;
    job->number = batch->items++;
    job->ticket = batch->tickets++;
    batch->opening++;
    return true;
}

/* Whether the file in hand is cut is known. */
static void file_is_open(struct zn_batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    batch->opening--;
    if (batch->walked)
        pthread_cond_broadcast(&batch->changed);
    pthread_mutex_unlock(&batch->lock);
}

/* Ends the file that was taken, which could be opened or not. */
static void end_whole(struct zn_worker *worker, bool is_open)
{
    struct zn_job *job = &worker->job;
    struct zn_formatter *formatter = is_open ? worker->formatter : NULL;
    static const struct zn_format_counts none = {.changes = NULL};
    const struct zn_format_counts *counts =
        formatter != NULL ? zn_formatter_counts(formatter) : &none;
    bool has_choice = formatter != NULL && zn_batch_is_document(job->format);

    zn_job_end(job, worker->batch->counts ? counts : NULL,
               has_choice ? zn_formatter_choice(formatter) : NULL);
}

/* Does the file that was taken. */
static void do_file(struct zn_worker *worker)
{
    struct zn_job *job = &worker->job;
    bool is_ready = zn_job_tools_prepare(&worker->tools);
    bool is_open = zn_job_open(job, &worker->tools, is_ready);

    if (is_open && zn_job_can_be_cut(job)) {
        zn_parts_begin(worker);
        return;
    }
    file_is_open(worker->batch);
    if (is_open && zn_worker_prepare(worker)) {
        convert_whole(worker);
        job->documents = zn_formatter_counts(worker->formatter)->documents;
    } else if (is_open) {
        zn_job_fail_said(job, zn_cli_memory_error());
    }
    end_whole(worker, is_open);
}

void zn_worker_run(struct zn_worker *worker)
{
    struct zn_batch *batch = worker->batch;

    pthread_mutex_lock(&batch->lock);
    while (!zn_stop_is(&batch->stop, ZN_STOP_SOON)) {
        if (batch->cut != NULL) {
            zn_parts_help(worker, batch->cut);
        } else if (take_file(worker)) {
            pthread_mutex_unlock(&batch->lock);
            do_file(worker);
            pthread_mutex_lock(&batch->lock);
        } else if (batch->opening != 0) {
            /* It may turn out to be one that many can do. */
            pthread_cond_wait(&batch->changed, &batch->lock);
        } else {
            break;
        }
    }
    pthread_cond_broadcast(&batch->changed);
    pthread_mutex_unlock(&batch->lock);
}
