/*
 * Paths among the values of options: which are, and to what they are relative.
 */
#ifndef ZN_CLI_BATCH_PROFILE_PATH_H
#define ZN_CLI_BATCH_PROFILE_PATH_H

#include "text/buffer.h"

/*
 * Appends an option's value; if it is a relative path, with the directory of the file
 * `beside` before it.  False: no memory.
 */
bool zn_batch_profile_append_path(struct zn_buffer *text, const char *option,
                                  const char *value, const char *beside);

/* Whether an option's value is a relative path. */
bool zn_batch_profile_is_relative(const char *option, const char *value);

#endif
