/* See parts.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/parts.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cli/batch/cut.h"
#include "cli/batch/part.h"
#include "cli/message.h"

/* How long the other end of a pipe may take before what has come is converted. */
#define PATIENCE 100 /* milliseconds */

/* How many parts for each thread may lie converted before it is their turn. */
#define AHEAD 2

/* A file that is being cut. */
struct zn_cut_file {
    struct zn_job job;
    struct zn_sequence order; /* of zn_part */
    pthread_mutex_t reading;  /* of these: */
    char *tail;               /* what was read behind the last part */
    size_t tail_length;
    uint64_t parts; /* that have been read */
    bool is_read;   /* that was all */
    struct zn_part_pool pool;
    /* Known to whoever has the turn: */
    uint64_t offset; /* where the next part begins */
    uint64_t lines;
    struct zn_format_counts counts;
    atomic_bool failed; /* what comes is of no use */
    /* With the batch's lock: */
    size_t users; /* threads */
    struct zn_cut_file *next;
};

/* ---- Putting together ------------------------------------------------------------- */

/* The file is complete, or has failed. */
static void end_file(struct zn_cut_file *file)
{
    struct zn_job *job = &file->job;
    const char *choice = NULL;

    if (job->has_detection) {
        choice = zhnorm_converter_choice(job->batch->conversions->base, &job->detection);
        zn_worker_note_choice(job, choice, &job->detection);
    }
    zn_job_end(job, job->batch->counts ? &file->counts : NULL, choice);
}

/* Takes over what a part has found. */
static void take_over(struct zn_cut_file *file, struct zn_part *part)
{
    struct zn_job *job = &file->job;

    if (!zn_delivery_write(&job->delivery, (const char *)part->bytes.data,
                           part->bytes.length) ||
        !zn_delivery_flush(&job->delivery))
        zn_job_fail_said(job, ZN_CLI_IO);
    for (uint64_t i = 0; i < part->skipped; i++) {
        struct zn_cli_fault *fault = &part->skips[i < ZN_PART_SKIPS ? i : ZN_PART_SKIPS - 1];
        if (i < ZN_PART_SKIPS)
            zn_trail_move(fault, file->offset, file->lines);
        zn_job_skip(job, fault);
    }
    job->documents += part->documents;
    if (part->counts.changes != NULL)
        zn_part_add_counts(&file->counts, &part->counts);
    if (!part->failed)
        return;
    if (part->fault.code == ZN_CLI_DONE) {
        zn_job_give_up(job);
        return;
    }
    zn_trail_move(&part->fault, file->offset, file->lines);
    zn_job_fail(job, &part->fault);
}

/* Delivers a part in its turn. */
static void deliver_part(void *context, void *result)
{
    struct zn_cut_file *file = context;
    struct zn_part *part = result;
    bool is_last = part->is_last;

    if (!file->job.failed)
        take_over(file, part);
    if (file->job.failed)
        atomic_store(&file->failed, true);
    file->offset += part->length;
    file->lines += part->lines;
    zn_part_give(&file->pool, part);
    if (is_last)
        end_file(file);
}

/* Delivers what there is of a part that has its turn and is not complete. */
static bool deliver_ahead(void *context, struct zn_part *part)
{
    struct zn_cut_file *file = context;

    zn_sequence_wait(&file->order, part->number);
    if (!file->job.failed &&
        !zn_delivery_write(&file->job.delivery, (const char *)part->bytes.data,
                           part->bytes.length)) {
        zn_job_fail_said(&file->job, ZN_CLI_IO);
        atomic_store(&file->failed, true);
    }
    part->bytes.length = 0;
    return !file->job.failed;
}

/* ---- Cutting ----------------------------------------------------------------------- */

/* Whether nothing comes for a while, and what there is can do for a part. */
static bool is_enough(const struct zn_cut_file *file, const char *buffer, size_t length)
{
    const struct zn_job *job = &file->job;
    bool decides = file->parts == 0 && job->batch->conversions->chooses;

    return job->tools->waits && length > (decides ? ZHNORM_CHOICE_LOOK : 0) &&
           zn_stop_wait(&job->batch->stop, job->fd, PATIENCE) == 0 &&
           zn_cut_last(job->format, buffer, length) != 0;
}

/*
 * Reads what a part can be cut from.  `*ended`: it ends with the file, or with what can be
 * read of it.
 */
static int fill(struct zn_cut_file *file, char *buffer, size_t *length, bool *ended,
                zhnorm_error *error)
{
    int status = ZHNORM_OK;

    if (file->tail_length != 0)
        memcpy(buffer, file->tail, file->tail_length);
    *length = file->tail_length;
    *ended = false;
    while (*length < ZN_PART_SIZE && !*ended && !is_enough(file, buffer, *length)) {
        size_t got;
        status =
            zn_job_read(&file->job, buffer + *length, ZN_PART_SIZE - *length, &got, error);
        *length += got;
        *ended = got == 0;
    }
    return status;
}

/* Decides about a text by its beginning, as a stream would. */
static int decide(struct zn_cut_file *file, const char *data, size_t length,
                  zhnorm_error *error)
{
    struct zn_job *job = &file->job;
    size_t look = length < ZHNORM_CHOICE_LOOK ? length : ZHNORM_CHOICE_LOOK;

    if (!job->batch->conversions->chooses || job->format != ZN_FORMAT_TEXT ||
        job->has_detection)
        return ZHNORM_OK;
    int status = zhnorm_detect(data, look, NULL, &job->detection, error);
    job->has_detection = status == ZHNORM_OK;
    return status;
}

/* No more is to be read. */
static void end_reading(struct zn_cut_file *file)
{
    struct zn_batch *batch = file->job.batch;
    struct zn_cut_file **at = &batch->cut;

    file->is_read = true;
    pthread_mutex_lock(&batch->lock);
    while (*at != NULL && *at != file)
        at = &(*at)->next;
    if (*at == file)
        *at = file->next;
    pthread_cond_broadcast(&batch->changed);
    pthread_mutex_unlock(&batch->lock);
}

/* Reads a part into the worker's room. */
static void read_part(struct zn_worker *worker, struct zn_cut_file *file, struct zn_part *part)
{
    struct zn_job *job = &file->job;
    zhnorm_error error = {0};
    size_t length;
    bool ended;

    part->number = file->parts;
    part->is_first = file->parts == 0 && job->share.from == 0;
    part->status = fill(file, worker->part, &length, &ended, &error);
    if (file->parts++ == 0 && part->status == ZHNORM_OK)
        part->status = decide(file, worker->part, length, &error);
    part->error = error;
    size_t cut = ended ? length : zn_cut_last(job->format, worker->part, length);
    part->goes_on = cut == 0 && !ended;
    part->length = part->goes_on ? length : cut;
    part->is_last = ended || part->goes_on;
    part->ends_file = part->is_last && zn_job_share_ends_file(job);
    file->tail_length = length - part->length;
    if (file->tail_length != 0)
        memcpy(file->tail, worker->part + part->length, file->tail_length);
}

/* A part that gives up the file. */
static void give_up(struct zn_cut_file *file, struct zn_part *part,
                    const struct zn_worker *worker)
{
    const zhnorm_error no_memory = {.status = ZHNORM_ERROR_NO_MEMORY};

    if (worker->formatter == NULL)
        zn_cli_fault_library(&part->fault, &no_memory);
    part->number = file->parts++;
    part->is_last = true;
    part->failed = true;
}

/* Does the next part.  False: there is none. */
static bool do_part(struct zn_worker *worker, struct zn_cut_file *file)
{
    struct zn_part_task task = {
        .worker = worker,
        .job = &file->job,
        .deliver_ahead = deliver_ahead,
        .context = file,
    };

    pthread_mutex_lock(&file->reading);
    if (file->is_read) {
        pthread_mutex_unlock(&file->reading);
        return false;
    }
    struct zn_part *part = zn_part_take(&file->pool);
    bool is_over = atomic_load(&file->failed) ||
                   zn_stop_is(&worker->batch->stop, ZN_STOP_SOON) ||
                   !zn_worker_prepare(worker);
    if (is_over)
        give_up(file, part, worker);
    else
        read_part(worker, file, part);
    bool goes_on = part->goes_on;
    if (part->is_last)
        end_reading(file);
    /* Who opened the file must not use its source for another one before it is read. */
    if (!goes_on)
        pthread_mutex_unlock(&file->reading);
    if (!is_over)
        zn_part_convert(&task, part);
    if (goes_on)
        pthread_mutex_unlock(&file->reading);
    zn_sequence_put(&file->order, part->number, part);
    return true;
}

/* ---- The files that are being cut -------------------------------------------------- */

static void free_file(struct zn_cut_file *file)
{
    zn_part_pool_close(&file->pool);
    zn_sequence_close(&file->order);
    pthread_mutex_destroy(&file->reading);
    zn_job_free(&file->job);
    free(file->counts.changes);
    free(file->tail);
    free(file);
}

/* The thread has done with the file.  With the batch's lock. */
static void leave_file(struct zn_batch *batch, struct zn_cut_file *file)
{
    if (--file->users != 0)
        return;
    pthread_mutex_unlock(&batch->lock);
    free_file(file);
    pthread_mutex_lock(&batch->lock);
}

/* Takes the job over from the worker.  NULL: no memory. */
static struct zn_cut_file *new_file(struct zn_worker *worker)
{
    size_t threads = worker->batch->threads;
    struct zn_cut_file *file = calloc(1, sizeof *file);

    if (file == NULL)
        return NULL;
    atomic_init(&file->failed, false);
    pthread_mutex_init(&file->reading, NULL);
    zn_job_init(&file->job);
    file->users = 1;
    file->tail = malloc(ZN_PART_SIZE);
    bool counted = !worker->batch->counts;
    if (!counted) {
        file->counts.changes = calloc(zhnorm_rule_count(), sizeof *file->counts.changes);
        counted = file->counts.changes != NULL;
    }
    bool made =
        zn_part_pool_open(&file->pool, (AHEAD + 1) * threads + 1, worker->batch->counts);
    made = zn_sequence_open(&file->order, AHEAD * threads, deliver_part, file) && made;
    if (!made || !counted || file->tail == NULL) {
        free_file(file);
        return NULL;
    }
    return file;
}

/* Takes over the worker's job, which gets an empty one for it. */
static void take_job(struct zn_cut_file *file, struct zn_worker *worker)
{
    struct zn_job empty = file->job;

    file->job = worker->job;
    worker->job = empty;
    if (file->job.has_output) {
        /* It has been moved. */
        file->job.output.wishes.source =
            file->job.output.wishes.source != NULL ? &file->job.replaced : NULL;
        zn_delivery_to_file(&file->job.delivery, &file->job.output, NULL);
    }
    file->offset = file->job.share.from;
}

void zn_parts_begin(struct zn_worker *worker)
{
    struct zn_batch *batch = worker->batch;
    struct zn_cut_file *file = new_file(worker);
    struct zn_cut_file **at = &batch->cut;

    pthread_mutex_lock(&batch->lock);
    batch->opening--;
    if (file != NULL) {
        take_job(file, worker);
        while (*at != NULL)
            at = &(*at)->next;
        *at = file;
    }
    pthread_cond_broadcast(&batch->changed);
    pthread_mutex_unlock(&batch->lock);
    if (file == NULL) {
        zn_job_fail_said(&worker->job, zn_cli_memory_error());
        zn_job_end(&worker->job, NULL, NULL);
        return;
    }
    while (do_part(worker, file))
        continue;
    pthread_mutex_lock(&batch->lock);
    leave_file(batch, file);
    pthread_mutex_unlock(&batch->lock);
}

void zn_parts_help(struct zn_worker *worker, struct zn_cut_file *file)
{
    struct zn_batch *batch = worker->batch;

    file->users++;
    pthread_mutex_unlock(&batch->lock);
    (void)do_part(worker, file);
    pthread_mutex_lock(&batch->lock);
    leave_file(batch, file);
}
