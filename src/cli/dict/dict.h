/*
 * What the commands `zhnorm dict ...` have in common: their options, and
 * loading dictionaries.
 */
#ifndef ZN_CLI_DICT_H
#define ZN_CLI_DICT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/dictionaries.h"
#include "zhnorm/zhnorm.h"

/* All strings are the command line's own. */
struct zn_cli_dict_options {
    const char *command;       /* for messages: "dict check" */
    const char *config;        /* NULL: none was named */
    const char **dictionaries; /* -d */
    size_t dictionary_count;
    const char *output; /* -o, or NULL */
    bool json;
    bool help;
    char **names; /* what is no option */
    size_t name_count;
};

/* The commands.  Each returns the exit code. */
int zn_cli_dict_check(const struct zn_cli_dict_options *options);
int zn_cli_dict_compile(const struct zn_cli_dict_options *options);
int zn_cli_dict_dump(const struct zn_cli_dict_options *options);
int zn_cli_dict_list(const struct zn_cli_dict_options *options);

/* The dictionaries of -d, and the library's options with them. */
struct zn_cli_dicts {
    struct zn_cli_dictionaries own;
    zhnorm_options library;
};

/*
 * Loads the dictionaries of -d, each of which is tried.  Returns ZN_CLI_DONE or,
 * having said what is wrong, another exit code.  To be freed in any case.
 */
int zn_cli_dicts_load(struct zn_cli_dicts *dicts, const struct zn_cli_dict_options *options);
void zn_cli_dicts_free(struct zn_cli_dicts *dicts);

#endif
