/*
 * The files that are written beside their places until they are complete.  Their names are
 * known, so that those of a run that was killed can be told and cleared, and each is locked
 * while it is written, so that those of a run that goes on stay.  Prints nothing.
 */
#ifndef ZN_CLI_TEMPORARY_H
#define ZN_CLI_TEMPORARY_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Creates an empty temporary file in the directory of `path`, with `mode`, and locks it for
 * as long as its descriptor is open.  `*name` is its path, to be freed.  Returns the
 * descriptor, or -1, of which errno says why; then there is no file and nothing to free.
 */
int zn_cli_temporary_create(const char *path, mode_t mode, char **name);

/* Whether a file's name (without its directory) is that of a temporary file. */
bool zn_cli_temporary_is(const char *name);

/*
 * Removes the temporary files of the user in a directory ("" is the current one) that
 * nobody writes any more.  What cannot be looked at or removed stays, and nothing is said:
 * to write there will say it.  Reads the whole directory.  May be called by several threads
 * and programs at once.
 */
void zn_cli_temporary_clear(const char *directory);

#endif
