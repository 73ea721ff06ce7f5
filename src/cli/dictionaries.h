/*
 * The dictionaries that a command line names with -d.
 */
#ifndef ZN_CLI_DICTIONARIES_H
#define ZN_CLI_DICTIONARIES_H

#include <stddef.h>

#include "zhnorm/zhnorm.h"

struct zn_cli_dictionaries {
    zhnorm_dict **list;
    size_t count;
};

/*
 * Loads dictionaries, each of which is tried.  Returns ZN_CLI_DONE or, having
 * said what is wrong, another exit code.  To be freed in either case.
 */
int zn_cli_dictionaries_load(struct zn_cli_dictionaries *dictionaries,
                             const char *const *names, size_t count);

void zn_cli_dictionaries_free(struct zn_cli_dictionaries *dictionaries);

/* Lays them over the configuration of `options`, which must not outlive them. */
void zn_cli_dictionaries_use(const struct zn_cli_dictionaries *dictionaries,
                             zhnorm_options *options);

#endif
