/*
 * What a batch is to do, as the options of `zhnorm convert` alone say it.  Read by options.c,
 * then only read.  All strings are the command line's own.
 */
#ifndef ZN_CLI_BATCH_SETTINGS_H
#define ZN_CLI_BATCH_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/options.h"

enum zn_batch_progress {
    ZN_BATCH_PROGRESS_AUTO, /* if standard error is a terminal */
    ZN_BATCH_PROGRESS_ALWAYS,
    ZN_BATCH_PROGRESS_NEVER
};

struct zn_batch_settings {
    const char *output; /* -o: NULL: standard output */
    bool in_place;
    bool force;
    bool keep_times;

    bool recursive;
    struct zn_cli_list include;
    struct zn_cli_list exclude;
    const char *files_from; /* NUL-separated names; NULL: none */

    size_t threads;
    int32_t progress;    /* enum zn_batch_progress */
    const char *journal; /* --resume; NULL: none */
    const char *shard;   /* K/N; NULL: all */
    bool version;        /* only the version is wanted */
};

#endif
