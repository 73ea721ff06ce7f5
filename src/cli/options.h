/*
 * The options and arguments of `zhnorm convert`, read from the command line.
 * Knows the library's options, but opens nothing.
 */
#ifndef ZN_CLI_OPTIONS_H
#define ZN_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "zhnorm/zhnorm.h"

/* All strings are the command line's own. */
struct zn_cli_options {
    zhnorm_options library;    /* but for the dictionaries */
    zhnorm_rule_switch *rules; /* what library.rules points to */
    const char **dictionaries;
    size_t dictionary_count;
    const char *output;  /* NULL: standard output */
    const char **inputs; /* at least one; "-" is standard input */
    size_t input_count;
    bool stats;   /* the counters are wanted as well */
    bool help;    /* only help is wanted */
    bool version; /* only the version is wanted */
};

/*
 * Reads a command line whose first element is not looked at.  Returns
 * ZN_CLI_DONE or, having said what is wrong, another exit code.  To be freed
 * with zn_cli_options_free in either case.
 */
int zn_cli_options_read(struct zn_cli_options *options, int count, char **arguments);

void zn_cli_options_free(struct zn_cli_options *options);

/* Whether an input is standard input. */
bool zn_cli_is_standard(const char *name);

#endif
