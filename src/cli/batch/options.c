/* See options.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity */
#endif

#include "cli/batch/options.h"

#include <getopt.h>
#include <sched.h>
#include <stdlib.h>

#include "cli/batch/batch.h"
#include "cli/batch/globs.h"
#include "cli/message.h"
#include "cli/values.h"

#define THREADS_MOST 1024

/* ---- One of several words, numbers, names -------------------------------------------- */

static int read_output(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    if (value[0] == '\0')
        return zn_cli_usage_error("--output: the name is empty");
    settings->output = zn_cli_is_standard(value) ? NULL : value;
    return ZN_CLI_DONE;
}

static int read_engine(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word engines[] = {
        {"zhnorm", ZHNORM_ENGINE_ZHNORM}, {"opencc", ZHNORM_ENGINE_OPENCC}, {NULL, 0}};

    return zn_cli_read_word(options->command, "--engine", engines, value,
                            &options->library.engine);
}

static int read_jobs(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_range range = {1, THREADS_MOST, false};
    struct zn_batch_settings *settings = options->own;
    uint64_t number = 0;
    int code = zn_cli_read_number(options->command, "--jobs", &range, value, &number);

    settings->threads = (size_t)number;
    return code;
}

static int read_progress(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word words[] = {{"auto", ZN_BATCH_PROGRESS_AUTO},
                                               {"always", ZN_BATCH_PROGRESS_ALWAYS},
                                               {"never", ZN_BATCH_PROGRESS_NEVER},
                                               {NULL, 0}};
    struct zn_batch_settings *settings = options->own;

    return zn_cli_read_word(options->command, "--progress", words, value, &settings->progress);
}

static int read_files_from(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    settings->files_from = value;
    return ZN_CLI_DONE;
}

static int read_resume(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    settings->journal = value;
    return ZN_CLI_DONE;
}

static int read_shard(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;
    struct zn_batch_shard shard;

    settings->shard = value;
    return zn_batch_shard_read(value, &shard);
}

/* ---- What can be repeated ------------------------------------------------------------ */

static int read_include(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    return zn_cli_list_add(&settings->include, "--include", value);
}

static int read_exclude(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    return zn_cli_list_add(&settings->exclude, "--exclude", value);
}

/* ---- Switches ------------------------------------------------------------------------ */

static int read_in_place(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    (void)value;
    settings->in_place = true;
    return ZN_CLI_DONE;
}

static int read_recursive(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    (void)value;
    settings->recursive = true;
    return ZN_CLI_DONE;
}

static int read_force(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    (void)value;
    settings->force = true;
    return ZN_CLI_DONE;
}

static int read_keep_times(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    (void)value;
    settings->keep_times = true;
    return ZN_CLI_DONE;
}

static int read_version(struct zn_cli_options *options, const char *value)
{
    struct zn_batch_settings *settings = options->own;

    (void)value;
    settings->version = true;
    return ZN_CLI_DONE;
}

/* ---- All of them --------------------------------------------------------------------- */

const struct zn_cli_option zn_batch_options[] = {
    {"output", 'o', required_argument, read_output},
    {"in-place", 'i', no_argument, read_in_place},
    {"force", 0, no_argument, read_force},
    {"keep-times", 0, no_argument, read_keep_times},
    {"recursive", 'r', no_argument, read_recursive},
    {"include", 0, required_argument, read_include},
    {"exclude", 0, required_argument, read_exclude},
    {"files0-from", 0, required_argument, read_files_from},
    {"jobs", 'j', required_argument, read_jobs},
    {"progress", 0, required_argument, read_progress},
    {"resume", 0, required_argument, read_resume},
    {"shard", 0, required_argument, read_shard},
    {"engine", 0, required_argument, read_engine},
    {"version", 'V', no_argument, read_version},
    {NULL, 0, 0, NULL},
};

/* The cores that this program may run on. */
static size_t core_count(void)
{
    cpu_set_t cores;

    if (sched_getaffinity(0, sizeof cores, &cores) != 0 || CPU_COUNT(&cores) < 1)
        return 1;
    return (size_t)CPU_COUNT(&cores);
}

void zn_batch_settings_init(struct zn_batch_settings *settings)
{
    *settings = (struct zn_batch_settings){
        .threads = core_count(),
        .progress = ZN_BATCH_PROGRESS_AUTO,
    };
}

void zn_batch_settings_free(struct zn_batch_settings *settings)
{
    free((void *)settings->include.items);
    free((void *)settings->exclude.items);
}

/* Refuses patterns and inputs that do not go with how files are found and divided. */
static int check_files(const struct zn_batch_settings *settings,
                       const struct zn_cli_options *options)
{
    struct zn_batch_globs globs;
    int code = zn_batch_globs_open(&globs, settings);

    zn_batch_globs_close(&globs);
    if (code != ZN_CLI_DONE || settings->shard == NULL || settings->files_from != NULL)
        return code;
    for (size_t i = 0; i < options->input_count; i++)
        if (zn_cli_is_standard(options->inputs[i]))
            return zn_cli_usage_error("--shard: standard input is not shared by all shards");
    return ZN_CLI_DONE;
}

int zn_batch_settings_check(const struct zn_batch_settings *settings,
                            const struct zn_cli_options *options)
{
    bool to_files = settings->output != NULL || settings->in_place;
    bool named = options->input_count != 1 || !zn_cli_is_standard(options->inputs[0]);

    if (settings->files_from != NULL && named)
        return zn_cli_usage_error("--files0-from and names of files exclude each other");
    if (settings->journal != NULL && !to_files)
        return zn_cli_usage_error("--resume needs -i or -o");
    int code = check_files(settings, options);
    if (code != ZN_CLI_DONE || settings->files_from != NULL)
        return code;
    return zn_cli_formats_check(options);
}
