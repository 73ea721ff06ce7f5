/*
 * Which files of a directory are taken: --include and --exclude.  A pattern is fnmatch's,
 * without regard to the locale, so that `?` is one byte.  One without a slash is held to
 * the last part of a path, at any depth; one with a slash to the whole path below the
 * directory that was named, and there `*` matches no slash.  One that ends with a slash
 * is for directories.  Knows nothing of the file system.
 */
#ifndef ZN_CLI_BATCH_GLOBS_H
#define ZN_CLI_BATCH_GLOBS_H

#include "cli/batch/settings.h"

struct zn_batch_glob {
    char *pattern;
    bool whole;     /* held to the whole path */
    bool directory; /* for directories only */
};

struct zn_batch_globs {
    struct zn_batch_glob *list; /* those of --include, then those of --exclude */
    size_t include_count;
    size_t count;
};

/*
 * Takes the patterns of the settings.  Returns ZN_CLI_DONE or, having said what is wrong,
 * another exit code: patterns that could never match are refused.  To be closed in either
 * case.
 */
int zn_batch_globs_open(struct zn_batch_globs *globs,
                        const struct zn_batch_settings *settings);

void zn_batch_globs_close(struct zn_batch_globs *globs);

/*
 * Whether a file is taken, by its path below the directory that was named: no pattern of
 * --exclude matches, and one of --include does if there are any.
 */
bool zn_batch_globs_take(const struct zn_batch_globs *globs, const char *path);

/* Whether a directory is entered: no pattern of --exclude matches. */
bool zn_batch_globs_enter(const struct zn_batch_globs *globs, const char *path);

#endif
