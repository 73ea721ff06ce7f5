/*
 * The options that say what is text in an input: its format, what is chosen in it, and its
 * encoding.  Knows nothing of how that is found.
 */
#ifndef ZN_CLI_FORMATS_H
#define ZN_CLI_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/format.h"

struct zn_cli_options;

/* The values of an option that can be repeated, in their order; they are not copied. */
struct zn_cli_list {
    const char **items;
    size_t count;
};

/*
 * Adds a value of an option.  Returns ZN_CLI_DONE or, having said what is wrong, another
 * exit code.
 */
int zn_cli_list_add(struct zn_cli_list *list, const char *option, const char *value);

/* The format is that of a file's name. */
#define ZN_CLI_FORMAT_AUTO (-1)

struct zn_cli_formats {
    int32_t format; /* enum zn_format or ZN_CLI_FORMAT_AUTO */
    struct zn_cli_list fields;
    struct zn_cli_list columns;
    int32_t header; /* enum zn_header */
    bool attributes;
    bool keep_going;
    const char *encoding; /* NULL: UTF-8 */
};

void zn_cli_formats_init(struct zn_cli_formats *formats);
void zn_cli_formats_free(struct zn_cli_formats *formats);

/* For a formatter; points into `formats`. */
struct zn_format_options zn_cli_formats_wanted(const struct zn_cli_formats *formats);

/* The format of an input, by the options or its name. */
enum zn_format zn_cli_formats_of(const struct zn_cli_formats *formats, const char *name,
                                 bool is_standard);

/*
 * Why an input of this format cannot be converted with these options, as a sentence that names
 * the option.  NULL: it can.  A static string.
 */
const char *zn_cli_formats_lack(const struct zn_cli_options *options, enum zn_format format);

/*
 * Refuses inputs whose format lacks an option, but for directories.  Returns ZN_CLI_DONE or,
 * having said what is wrong, ZN_CLI_USAGE.
 */
int zn_cli_formats_check(const struct zn_cli_options *options);

#endif
