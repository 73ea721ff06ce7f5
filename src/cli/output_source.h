/*
 * The file that is converted in place, as its output sees it: what has to be written at all,
 * and whether it still stands where it stood.  Prints nothing: errno says what failed.
 */
#ifndef ZN_CLI_OUTPUT_SOURCE_H
#define ZN_CLI_OUTPUT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* A regular file that is open for reading at any offset. */
struct zn_cli_output_source {
    int fd;
    struct stat status; /* when it was opened */
};

/*
 * How many of `length` bytes the source has at `offset` as well, in `*same`; it may give
 * fewer than that, but all only if it has all.  False: it cannot be read.
 */
bool zn_cli_output_source_compare(const struct zn_cli_output_source *source, uint64_t offset,
                                  const char *data, size_t length, size_t *same);

/* Whether it is `length` bytes long, in `*ends`.  False: it cannot be read. */
bool zn_cli_output_source_ends(const struct zn_cli_output_source *source, uint64_t length,
                               bool *ends);

/*
 * Writes the source's first `length` bytes to `fd`.  False: one of both failed, or, with
 * errno 0, the source is no longer that long.
 */
bool zn_cli_output_source_copy(const struct zn_cli_output_source *source, uint64_t length,
                               int fd);

/* Gives an open file the owner of the source, or its group alone, as far as that may be. */
void zn_cli_output_source_own(const struct zn_cli_output_source *source, int fd);

/* Whether `path` is still the source, in `*is_there`.  False: it cannot be looked at. */
bool zn_cli_output_source_stands(const struct zn_cli_output_source *source, const char *path,
                                 bool *is_there);

#endif
