/*
 * See progress.h.  On a terminal the cursor is left at the line's beginning, and messages
 * clear what is behind it, so that a message takes the line's place.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/message.h"

#define REWRITE_EVERY 500 /* milliseconds */
#define WRITE_EVERY 5000

/* How many files are counted between two lines. */
#define COUNT_MOST 20000

/* Clears a terminal's line behind the cursor. */
#define CLEAR "\033[K"

/* The one file that is to be converted is standard input or a pipe: nobody knows its size. */
static void count_item(struct zn_progress *progress)
{
    progress->files++;
    if (progress->item.size != ZN_BATCH_SIZE_UNKNOWN)
        progress->bytes += progress->item.size;
}

/* Counts on. */
static void count_some(struct zn_progress *progress)
{
    for (size_t i = 0; i < COUNT_MOST && progress->walk != NULL; i++) {
        enum zn_batch_next next = zn_batch_walk_next(progress->walk, &progress->item);
        if (next == ZN_BATCH_FILE) {
            count_item(progress);
        } else if (next == ZN_BATCH_END) {
            zn_batch_walk_close(progress->walk);
            progress->walk = NULL;
            progress->counted = true;
        }
    }
}

void zn_progress_open(struct zn_progress *progress, struct zn_batch *batch)
{
    const struct zn_batch_settings *settings = batch->settings;
    bool is_terminal = isatty(STDERR_FILENO) != 0;

    *progress = (struct zn_progress){
        .batch = batch,
        .shows = settings->progress == ZN_BATCH_PROGRESS_ALWAYS ||
                 (settings->progress == ZN_BATCH_PROGRESS_AUTO && is_terminal),
        .rewrites = is_terminal,
    };
    zn_batch_item_init(&progress->item);
    (void)clock_gettime(CLOCK_MONOTONIC, &progress->start);
    if (progress->shows)
        progress->walk = zn_batch_count_walk(batch);
}

int zn_progress_interval(const struct zn_progress *progress)
{
    if (!progress->shows)
        return -1;
    return progress->rewrites ? REWRITE_EVERY : WRITE_EVERY;
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now = *start;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Appends what is left to do, as far as that is known. */
static size_t append_left(const struct zn_progress *progress, char *line, size_t size,
                          double bytes, double seconds)
{
    double all = (double)progress->bytes;

    if (!progress->counted || all <= bytes || bytes == 0.0)
        return 0;
    long left = (long)((all - bytes) * seconds / bytes) + 1;
    return (size_t)snprintf(line, size, ", %02ld:%02ld:%02ld left", left / 3600,
                            left / 60 % 60, left % 60);
}

/* Writes the line, and a text behind it. */
static void write_line(struct zn_progress *progress, const char *behind)
{
    struct zn_summary *summary = &progress->batch->summary;
    double bytes = (double)atomic_load_explicit(&summary->bytes, memory_order_relaxed);
    double seconds = seconds_since(&progress->start);
    char line[256];
    size_t length;

    pthread_mutex_lock(&summary->lock);
    uint64_t files = summary->files;
    uint64_t failed = summary->failed;
    pthread_mutex_unlock(&summary->lock);
    length = (size_t)snprintf(line, sizeof line, "%" PRIu64, files);
    if (progress->counted)
        length += (size_t)snprintf(line + length, sizeof line - length, " of %" PRIu64,
                                   progress->files);
    length +=
        (size_t)snprintf(line + length, sizeof line - length, " files, %.1f MB, %.1f MB/s",
                         bytes / 1e6, seconds > 0.0 ? bytes / 1e6 / seconds : 0.0);
    length += append_left(progress, line + length, sizeof line - length, bytes, seconds);
    if (failed != 0)
        length += (size_t)snprintf(line + length, sizeof line - length, ", %" PRIu64 " failed",
                                   failed);
    length += (size_t)snprintf(line + length, sizeof line - length, "%s", behind);
    zn_cli_error_write(line, length);
}

void zn_progress_show(struct zn_progress *progress)
{
    if (!progress->shows)
        return;
    count_some(progress);
    if (progress->rewrites)
        write_line(progress, CLEAR "\r");
    else
        write_line(progress, "\n");
}

void zn_progress_close(struct zn_progress *progress)
{
    if (progress->shows && progress->rewrites)
        zn_cli_error_write(CLEAR, sizeof CLEAR - 1);
    else if (progress->shows)
        write_line(progress, "\n");
    zn_batch_walk_close(progress->walk);
    zn_batch_item_free(&progress->item);
}
