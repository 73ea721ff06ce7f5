/* See part.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/part.h"

#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "rules/memory.h"

/* What of a result may lie waiting; a part whose result is larger waits for its turn. */
#define RESULT_MOST (3 * ZN_PART_SIZE)

/* ---- Parts that are not in use ----------------------------------------------------- */

bool zn_part_pool_open(struct zn_part_pool *pool, size_t count, bool counts)
{
    *pool = (struct zn_part_pool){.count = count};
    pthread_mutex_init(&pool->lock, NULL);
    pool->parts = calloc(count, sizeof *pool->parts);
    if (pool->parts == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct zn_part *part = &pool->parts[i];
        zn_buffer_init(&part->bytes, &zn_default_allocator);
        part->next = pool->spare;
        pool->spare = part;
        if (counts)
            part->counts.changes = calloc(zhnorm_rule_count(), sizeof *part->counts.changes);
        if (counts && part->counts.changes == NULL)
            return false;
    }
    return true;
}

void zn_part_pool_close(struct zn_part_pool *pool)
{
    for (size_t i = 0; pool->parts != NULL && i < pool->count; i++) {
        if (pool->parts[i].bytes.allocator != NULL)
            zn_buffer_free(&pool->parts[i].bytes);
        free(pool->parts[i].counts.changes);
    }
    free(pool->parts);
    pthread_mutex_destroy(&pool->lock);
}

struct zn_part *zn_part_take(struct zn_part_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    struct zn_part *part = pool->spare;
    pool->spare = part->next;
    pthread_mutex_unlock(&pool->lock);
    /* Its memory stays with it. */
    const struct zn_buffer bytes = part->bytes;
    uint64_t *changes = part->counts.changes;
    *part = (struct zn_part){.bytes = bytes, .counts.changes = changes};
    part->bytes.length = 0;
    if (changes != NULL)
        memset(changes, 0, zhnorm_rule_count() * sizeof *changes);
    return part;
}

void zn_part_give(struct zn_part_pool *pool, struct zn_part *part)
{
    pthread_mutex_lock(&pool->lock);
    part->next = pool->spare;
    pool->spare = part;
    pthread_mutex_unlock(&pool->lock);
}

/* ---- Converting -------------------------------------------------------------------- */

static void fail_memory(struct zn_part *part)
{
    const zhnorm_error error = {.status = ZHNORM_ERROR_NO_MEMORY};

    part->failed = true;
    zn_cli_fault_library(&part->fault, &error);
}

static bool take_bytes(void *context, const char *data, size_t length)
{
    const struct zn_part_task *task = context;
    struct zn_part *part = task->part;
    bool failed;
    struct zn_compressor *compressor =
        zn_job_compressor(task->job, &task->worker->tools, &failed);

    if (failed ||
        !(compressor != NULL ? zn_compressor_add(compressor, data, length, &part->bytes)
                             : zn_buffer_append(&part->bytes, data, length))) {
        fail_memory(part);
        return false;
    }
    return part->bytes.length < RESULT_MOST || task->deliver_ahead(task->context, part);
}

static void skip_record(void *context, const zhnorm_error *error)
{
    const struct zn_part_task *task = context;
    struct zn_part *part = task->part;

    if (part->skipped < ZN_PART_SKIPS) {
        struct zn_cli_fault *fault = &part->skips[part->skipped];
        zn_cli_fault_library(fault, error);
        fault->line = error->line;
    }
    part->skipped++;
}

/* Ends what the worker's compressor has of the part. */
static bool end_compressing(const struct zn_part_task *task)
{
    bool failed;
    struct zn_compressor *compressor =
        zn_job_compressor(task->job, &task->worker->tools, &failed);

    return compressor == NULL || zn_compressor_end(compressor, &task->part->bytes);
}

/* Feeds the rest of the file, which cannot be cut. */
static int feed_rest(const struct zn_part_task *task, struct zn_trail *trail,
                     zhnorm_error *error)
{
    struct zn_worker *worker = task->worker;
    struct zn_part *part = task->part;
    size_t turn = 0;

    for (;;) {
        char *piece = worker->pieces + turn * ZN_WORKER_PIECE;
        size_t length;
        part->status = zn_job_read(task->job, piece, ZN_WORKER_PIECE, &length, &part->error);
        if (part->status != ZHNORM_OK || length == 0)
            return ZHNORM_OK;
        zn_trail_add(trail, piece, length);
        int status = zn_formatter_feed(worker->formatter, piece, length, error);
        if (status != ZHNORM_OK)
            return status;
        turn ^= 1;
    }
}

/* The part fails with what the formatter reports, unless that is known already. */
static void fail_format(struct zn_part *part, const struct zn_trail *trail,
                        const zhnorm_error *error)
{
    if (part->failed)
        return;
    part->failed = true;
    if (error->status == ZHNORM_ERROR_STATE) /* its result is of no use any more */
        part->fault = (struct zn_cli_fault){.code = ZN_CLI_DONE};
    else
        zn_trail_fault(trail, error, &part->fault);
}

static int feed_all(const struct zn_part_task *task, struct zn_trail *trail,
                    zhnorm_error *error)
{
    struct zn_worker *worker = task->worker;
    int status = zn_formatter_feed(worker->formatter, worker->part, task->part->length, error);

    if (status == ZHNORM_OK && task->part->goes_on)
        status = feed_rest(task, trail, error);
    return status != ZHNORM_OK ? status : zn_formatter_end(worker->formatter, error);
}

void zn_part_convert(struct zn_part_task *task, struct zn_part *part)
{
    struct zn_worker *worker = task->worker;
    const struct zn_job *job = task->job;
    const struct zn_format_sink sink = {
        .write = take_bytes, .skipped = skip_record, .context = task};
    const struct zn_format_part what = {
        .first = part->is_first,
        .last = part->ends_file,
        .detection = job->has_detection ? &job->detection : NULL,
    };
    struct zn_cli_place end = {0};
    struct zn_trail trail;
    zhnorm_error error = {0};

    task->part = part;
    zn_formatter_reset_counts(worker->formatter);
    zn_trail_begin(&trail, NULL);
    zn_trail_add(&trail, worker->part, part->length);
    zn_formatter_begin(worker->formatter, job->format, &what, &sink);
    int status = feed_all(task, &trail, &error);
    if (part->status != ZHNORM_OK) { /* what was read is delivered, as far as it goes */
        part->failed = true;
        zn_job_source_fault(&part->error, &part->fault);
    } else if (status != ZHNORM_OK) {
        fail_format(part, &trail, &error);
    } else if (!end_compressing(task)) {
        fail_memory(part);
    }
    zn_cli_place_advance(&end, worker->part, part->length);
    part->lines = end.lines;
    part->documents = zn_formatter_counts(worker->formatter)->documents;
    if (part->counts.changes != NULL)
        zn_part_add_counts(&part->counts, zn_formatter_counts(worker->formatter));
}

void zn_part_add_counts(struct zn_format_counts *sum, const struct zn_format_counts *counts)
{
    zn_cli_stats_sum(&sum->stats, &counts->stats);
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        sum->changes[i] += counts->changes[i];
    sum->documents += counts->documents;
    sum->skipped += counts->skipped;
}
