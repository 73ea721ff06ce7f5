/* See summary.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/summary.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

int zn_summary_open(struct zn_summary *summary, const struct zn_cli_options *options)
{
    *summary = (struct zn_summary){.code = ZN_CLI_DONE};
    atomic_init(&summary->bytes, 0);
    pthread_mutex_init(&summary->lock, NULL);
    return zn_cli_stats_init(&summary->stats, options);
}

void zn_summary_close(struct zn_summary *summary)
{
    for (size_t i = 0; i < ZN_SUMMARY_LISTED; i++)
        free(summary->failures[i].name);
    zn_cli_stats_free(&summary->stats);
    pthread_mutex_destroy(&summary->lock);
}

/* The place for one more failure: of a full list that of the last file in the batch. */
static struct zn_summary_failure *failure_place(struct zn_summary *summary)
{
    struct zn_summary_failure *last = summary->failures;

    if (summary->failed < ZN_SUMMARY_LISTED)
        return &summary->failures[summary->failed];
    for (size_t i = 1; i < ZN_SUMMARY_LISTED; i++)
        if (summary->failures[i].number > last->number)
            last = &summary->failures[i];
    return last;
}

/* Keeps the names of the first files that failed, in the order of the batch. */
static void keep_failure(struct zn_summary *summary, const struct zn_summary_file *file)
{
    struct zn_summary_failure *failure = failure_place(summary);

    if (summary->failed >= ZN_SUMMARY_LISTED && file->number > failure->number)
        return;
    free(failure->name);
    failure->number = file->number;
    failure->name = strdup(file->name); /* without memory it is only counted */
    (void)snprintf(failure->reason, sizeof failure->reason, "%s", file->reason);
}

void zn_summary_add(struct zn_summary *summary, const struct zn_summary_file *file)
{
    int counted = ZN_CLI_DONE;

    pthread_mutex_lock(&summary->lock);
    summary->files++;
    if (file->failed) {
        keep_failure(summary, file);
        summary->failed++;
    } else {
        summary->done++;
        summary->unchanged += file->unchanged;
    }
    summary->skipped += file->skipped;
    summary->skipped_in += file->skipped != 0;
    if (file->counts != NULL)
        counted = zn_cli_stats_add(&summary->stats, file->counts, file->choice, !file->failed);
    summary->code = zn_cli_worse(summary->code, zn_cli_worse(file->code, counted));
    pthread_mutex_unlock(&summary->lock);
}

void zn_summary_add_before(struct zn_summary *summary)
{
    pthread_mutex_lock(&summary->lock);
    summary->files++;
    summary->before++;
    pthread_mutex_unlock(&summary->lock);
}

void zn_summary_code(struct zn_summary *summary, int code)
{
    pthread_mutex_lock(&summary->lock);
    summary->code = zn_cli_worse(summary->code, code);
    pthread_mutex_unlock(&summary->lock);
}

static int compare_failures(const void *one, const void *other)
{
    uint64_t a = ((const struct zn_summary_failure *)one)->number;
    uint64_t b = ((const struct zn_summary_failure *)other)->number;

    return a < b ? -1 : a > b;
}

/* Lists them in the order of the batch, whichever came first. */
static void list_failures(struct zn_summary *summary)
{
    size_t kept =
        summary->failed < ZN_SUMMARY_LISTED ? (size_t)summary->failed : ZN_SUMMARY_LISTED;
    uint64_t listed = 0;

    qsort(summary->failures, kept, sizeof summary->failures[0], compare_failures);

    zn_cli_message("%" PRIu64 " of %" PRIu64 " files failed:", summary->failed,
                   summary->files);
    for (size_t i = 0; i < kept; i++) {
        const struct zn_summary_failure *failure = &summary->failures[i];
        if (failure->name == NULL)
            continue;
        listed++;
        zn_cli_message("  %s%s%s", failure->name, failure->reason[0] != '\0' ? ": " : "",
                       failure->reason);
    }
    if (listed < summary->failed)
        zn_cli_message("  and %" PRIu64 " more", summary->failed - listed);
}

void zn_summary_say(struct zn_summary *summary, const struct zn_batch_passed_over *passed_over)
{
    pthread_mutex_lock(&summary->lock);
    if (summary->files > 1 && summary->failed != 0)
        list_failures(summary);
    if (summary->files > 1 && summary->skipped != 0)
        zn_cli_message("%" PRIu64 " wrong records in %" PRIu64
                       " files were copied as they are",
                       summary->skipped, summary->skipped_in);
    if (passed_over->special != 0)
        zn_cli_message("passed over: %" PRIu64
                       " (pipes, devices, sockets, links to directories)",
                       passed_over->special);
    if (passed_over->foreign != 0)
        zn_cli_message("passed over: %" PRIu64
                       " files of other formats by their names; --include takes them",
                       passed_over->foreign);
    pthread_mutex_unlock(&summary->lock);
}
