/*
 * Whether a directory lies in another one.
 */
#ifndef ZN_CLI_BATCH_INSIDE_H
#define ZN_CLI_BATCH_INSIDE_H

#include <stdbool.h>
#include <sys/stat.h>

/* Whether both are the same file. */
static inline bool zn_batch_same_file(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

/*
 * Whether the directory that is open at `fd` is `outer`, or lies in it at any depth.  What
 * cannot be looked at on the way up counts as not.
 */
bool zn_batch_is_inside(int fd, const struct stat *outer);

#endif
