/* See batch.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/batch.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cli/batch/monitor.h"
#include "cli/batch/run_json.h"
#include "cli/batch/worker.h"
#include "cli/message.h"
#include "cli/run_json.h"

/* What a thread may take for its calls; what it works with lies elsewhere. */
#define STACK_SIZE ((size_t)512 << 10)

/* ---- Formats ------------------------------------------------------------------------ */

bool zn_batch_is_document(enum zn_format format)
{
    return format != ZN_FORMAT_JSONL && format != ZN_FORMAT_CSV && format != ZN_FORMAT_TSV;
}

/* ---- Beginning and end -------------------------------------------------------------- */

/* Whether no rule looks at several lines at a time, so that a text may be cut. */
static bool has_lines_apart(const zhnorm_options *options)
{
    bool apart = true;

    for (size_t i = 0; i < options->rule_count; i++)
        if (strcmp(options->rules[i].name, "unwrap") == 0)
            apart = options->rules[i].on == 0;
    return apart;
}

/* The engine `opencc` converts text in pieces of its own. */
static bool may_cut(const struct zn_cli_options *options)
{
    return options->library.engine == ZHNORM_ENGINE_ZHNORM;
}

static bool wait_for_list(void *context, int fd)
{
    const struct zn_batch *batch = context;

    return zn_stop_wait(&batch->stop, fd, -1) > 0;
}

static struct zn_batch_walk_wishes walk_wishes(struct zn_batch *batch)
{
    const struct zn_cli_options *options = batch->options;
    bool has_list = batch->settings->files_from != NULL;

    return (struct zn_batch_walk_wishes){
        .settings = batch->settings,
        .inputs = options->inputs,
        .input_count = has_list ? 0 : options->input_count,
        .foreign = options->formats.format != ZN_CLI_FORMAT_AUTO ||
                   batch->settings->include.count != 0,
        .wait = wait_for_list,
        .context = batch,
    };
}

struct zn_batch_walk *zn_batch_count_walk(struct zn_batch *batch)
{
    struct zn_batch_walk_wishes wishes = walk_wishes(batch);
    struct zn_batch_walk *walk = NULL;

    wishes.sizes = true;
    wishes.quiet = true;
    /* A list can be read once only. */
    if (batch->settings->files_from == NULL)
        (void)zn_batch_walk_open(&walk, &wishes);
    return walk;
}

/* Whether there are many files, or nobody knows how many. */
static bool has_many(const struct zn_cli_options *options,
                     const struct zn_batch_settings *settings)
{
    return options->input_count > 1 || settings->recursive || settings->files_from != NULL;
}

/* The threads that there can be work for. */
static size_t threads_needed(const struct zn_cli_options *options,
                             const struct zn_batch_settings *settings, bool cuts)
{
    return cuts || has_many(options, settings) ? settings->threads : 1;
}

/* Opens what all threads share.  To be closed in either case. */
static int open_batch(struct zn_batch *batch, const struct zn_batch_digests *digests)
{
    const struct zn_batch_settings *settings = batch->settings;
    int code = zn_summary_open(&batch->summary, batch->options);

    zn_stop_init(&batch->stop);
    pthread_mutex_init(&batch->lock, NULL);
    pthread_cond_init(&batch->changed, NULL);
    if (code == ZN_CLI_DONE)
        code = zn_batch_shard_read(settings->shard, &batch->shard);
    if (code == ZN_CLI_DONE &&
        !zn_standard_open(&batch->standard, batch->threads, &batch->stop))
        code = zn_cli_memory_error();
    if (code == ZN_CLI_DONE && batch->target == ZN_CLI_TARGET_DIRECTORY)
        code = zn_cli_target_create_directory(settings->output);
    if (code == ZN_CLI_DONE && settings->journal != NULL)
        code = zn_batch_journal_open(&batch->journal, settings->journal,
                                     zn_batch_digest_of_run(digests->options, settings));
    struct zn_batch_walk_wishes wishes = walk_wishes(batch);
    if (code == ZN_CLI_DONE)
        code = zn_batch_walk_open(&batch->walk, &wishes);
    return code;
}

static int close_batch(struct zn_batch *batch)
{
    int code = zn_batch_journal_close(batch->journal);

    zn_batch_walk_close(batch->walk);
    zn_standard_close(&batch->standard);
    pthread_cond_destroy(&batch->changed);
    pthread_mutex_destroy(&batch->lock);
    zn_stop_free(&batch->stop);
    zn_summary_close(&batch->summary);
    return code;
}

/* ---- Threads ------------------------------------------------------------------------- */

struct crew;

struct member {
    struct crew *crew;
    struct zn_worker worker;
};

struct crew {
    struct zn_batch *batch;
    struct zn_monitor *monitor;
    struct member *members;
    size_t count;         /* that have been started */
    atomic_size_t active; /* and this one; those that have not come to their end */
};

static void leave_crew(struct crew *crew)
{
    if (atomic_fetch_sub(&crew->active, 1) == 1)
        zn_monitor_ended(crew->monitor);
}

static void *work(void *context)
{
    struct member *member = context;

    zn_worker_open(&member->worker, member->crew->batch);
    zn_worker_run(&member->worker);
    zn_worker_close(&member->worker);
    leave_crew(member->crew);
    return NULL;
}

/* Starts as many threads as there can be, but one at least.  False: there is none. */
static bool start_crew(struct crew *crew)
{
    size_t most = crew->batch->threads;
    pthread_attr_t attributes;

    atomic_init(&crew->active, 1);
    crew->members = calloc(most, sizeof *crew->members);
    if (crew->members == NULL || pthread_attr_init(&attributes) != 0)
        return false;
    (void)pthread_attr_setstacksize(&attributes, STACK_SIZE);
    while (crew->count < most) {
        struct member *member = &crew->members[crew->count];
        member->crew = crew;
        atomic_fetch_add(&crew->active, 1);
        if (pthread_create(&member->worker.thread, &attributes, work, member) != 0) {
            atomic_fetch_sub(&crew->active, 1);
            break;
        }
        crew->count++;
    }
    pthread_attr_destroy(&attributes);
    return crew->count != 0;
}

/*
 * Keeps the address space small: else there are 64 MiB of it for each thread's memory, which
 * would not fit under a limit.  The threads take little memory once they are at work.
 */
static void share_memory(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_ARENA_MAX, 1);
#endif
}

/* Has the threads convert everything.  False: they do not come to an end. */
static bool run_crew(struct zn_batch *batch, struct zn_monitor *monitor)
{
    struct crew crew = {.batch = batch, .monitor = monitor};

    share_memory();
    if (!start_crew(&crew))
        zn_summary_code(&batch->summary, zn_cli_memory_error());
    leave_crew(&crew);
    bool ended = zn_monitor_run(monitor);
    for (size_t i = 0; ended && i < crew.count; i++)
        (void)pthread_join(crew.members[i].worker.thread, NULL);
    if (ended)
        free(crew.members);
    return ended;
}

/* ---- What is said in the end --------------------------------------------------------- */

static void say_interrupted(const struct zn_batch *batch, const struct zn_monitor *monitor)
{
    const struct zn_batch_settings *settings = batch->settings;
    const struct zn_progress *progress = &monitor->progress;
    bool named = !settings->recursive && settings->files_from == NULL;
    uint64_t all = named ? batch->options->input_count : progress->files;
    uint64_t done = batch->summary.done + batch->summary.before;

    if (batch->target == ZN_CLI_TARGET_STANDARD && named && all == 1)
        return;                                  /* a filter */
    if (batch->target == ZN_CLI_TARGET_STANDARD) /* which may have had less than was done */
        zn_cli_message("interrupted");
    else if (named || progress->counted)
        zn_cli_message("interrupted: %" PRIu64 " files done, %" PRIu64 " not", done,
                       all > done ? all - done : 0);
    else
        zn_cli_message("interrupted: %" PRIu64 " files done, the others not", done);
}

/* A pattern that was mistyped, say. */
static bool has_found_nothing(const struct zn_batch *batch)
{
    return batch->settings->recursive && batch->settings->shard == NULL &&
           batch->summary.files == 0 && batch->summary.before == 0;
}

static int print_stats(struct zn_batch *batch, const struct zn_batch_digests *digests)
{
    json_t *run = NULL;

    if (batch->options->stats == ZN_CLI_STATS_JSON)
        run = zn_batch_run_json(zn_cli_run_json(batch->options), batch->options,
                                batch->settings, digests);
    return zn_cli_stats_print(&batch->summary.stats, run);
}

/* Ends standard output and says what has become of the files.  Returns the exit code. */
static int conclude(struct zn_batch *batch, const struct zn_monitor *monitor,
                    const struct zn_batch_digests *digests)
{
    struct zn_cli_output *standard = &batch->standard.output;
    int code = batch->summary.code;

    if (standard->failed)
        code = zn_cli_worse(code, ZN_CLI_IO);
    else if (batch->target == ZN_CLI_TARGET_STANDARD && monitor->signal == 0)
        /* A file system may only tell when it is closed that it took nothing. */
        code = zn_cli_worse(code, zn_cli_output_commit(standard));
    const struct zn_batch_passed_over passed_over = zn_batch_walk_passed_over(batch->walk);
    if (!standard->failed)
        zn_summary_say(&batch->summary, &passed_over);
    if (monitor->signal == 0 && has_found_nothing(batch))
        zn_cli_message("no file was found");
    if (monitor->signal != 0)
        say_interrupted(batch, monitor);
    return zn_cli_worse(code, print_stats(batch, digests));
}

/* Converts with everything open.  Returns the exit code. */
static int run(struct zn_batch *batch, const struct zn_batch_digests *digests)
{
    struct zn_monitor monitor;
    int code;

    if (!zn_monitor_open(&monitor, batch))
        return zn_cli_system_error("eventfd");
    if (run_crew(batch, &monitor)) {
        zn_progress_close(&monitor.progress);
        code = conclude(batch, &monitor, digests);
        code = zn_cli_worse(code, close_batch(batch));
        zn_monitor_close(&monitor);
        return code;
    }
    /* Nothing can be tidied up that a thread may still have in hand. */
    zn_progress_close(&monitor.progress);
    say_interrupted(batch, &monitor);
    zn_monitor_close(&monitor);
    return ZN_CLI_IO;
}

int zn_batch_run(const struct zn_cli_options *options,
                 const struct zn_batch_settings *settings, enum zn_cli_target target,
                 const struct zn_conversions *conversions,
                 const struct zn_batch_digests *digests)
{
    bool lines_apart = has_lines_apart(&options->library);
    bool cuts = settings->threads > 1 && lines_apart && may_cut(options);
    struct zn_batch batch = {
        .options = options,
        .settings = settings,
        .target = target,
        .conversions = conversions,
        .format = zn_cli_formats_wanted(&options->formats),
        .mode = zn_cli_output_mode(),
        .threads = threads_needed(options, settings, cuts),
        .cuts = cuts,
        .lines_apart = lines_apart,
        .counts = options->stats != ZN_CLI_STATS_NONE,
        /* It takes a look at all names in a directory: too much for one file. */
        /* That looks at all names in a directory: too much for one file. */
        .tidies = has_many(options, settings),
    };
    int code = open_batch(&batch, digests);

    if (code != ZN_CLI_DONE) {
        (void)close_batch(&batch);
        return code;
    }
    return run(&batch, digests);
}
