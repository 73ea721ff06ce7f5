/*
 * --profile FILE: options that are kept in a file, one a line, `name = value` or the name
 * alone, by the long names without their dashes.  They come before those of the command
 * line, which win; what can be repeated adds up.  Lines that begin with # are comments.
 * White space around names and values is dropped; a value may stand in double quotes, in
 * which \\ \" \n \t \r and \xHH are escapes.  A relative path is relative to the directory of
 * the profile, as it is in a preset.  Nothing is read that was not named.
 *
 * --save-profile FILE keeps the options of a command line in this form.
 */
#ifndef ZN_CLI_BATCH_PROFILE_H
#define ZN_CLI_BATCH_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"

/* The longest name of an option. */
#define ZN_BATCH_OPTION_MOST 32

/* How an option is written. */
enum zn_batch_takes {
    ZN_BATCH_TAKES_NOTHING,
    ZN_BATCH_TAKES_VALUE,
    ZN_BATCH_MAY_TAKE_VALUE,
    ZN_BATCH_UNKNOWN_OPTION
};

/* Says how the option of this long name is written. */
typedef enum zn_batch_takes zn_batch_find_option(const void *context, const char *name);

/* The options of a profile as arguments of a command line: "--name" or "--name=value". */
struct zn_batch_profile {
    const char *path; /* the caller's */
    char **arguments;
    size_t *lines; /* where each of them stands, from 1 */
    size_t count;
};

/*
 * Reads a profile.  Returns ZN_CLI_DONE or, having said what is wrong and where, another
 * exit code.  To be freed in either case.
 */
int zn_batch_profile_read(struct zn_batch_profile *profile, const char *path,
                          zn_batch_find_option *find, const void *context);

void zn_batch_profile_free(struct zn_batch_profile *profile);

/* Whether an option can stand in a profile, by its name: others are for one run. */
bool zn_batch_profile_may_have(const char *name);

/*
 * Appends an option as a line of a profile; `value` NULL: it has none.  Relative paths become
 * absolute.  False: no memory, or the current directory has no path.
 */
bool zn_batch_profile_append(struct zn_buffer *text, const char *name, const char *value);

/* Writes such lines to a new file.  Returns ZN_CLI_DONE or, having said why not, ZN_CLI_IO. */
int zn_batch_profile_write(const char *path, const struct zn_buffer *text);

#endif
