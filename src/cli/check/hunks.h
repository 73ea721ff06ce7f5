/*
 * The hunks of a unified diff between two texts of which the edits are known: no
 * lines are compared.  Lines end at LF.  Knows nothing of files.
 */
#ifndef ZN_CLI_HUNKS_H
#define ZN_CLI_HUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "zhnorm/zhnorm.h"

struct zn_cli_diff {
    const char *source;
    size_t source_length;
    const char *output;
    size_t output_length;
    const zhnorm_edit *edits; /* at least one */
    size_t edit_count;
    bool color; /* and with it marks at the characters that changed */
};

/* Prints all hunks.  Returns ZN_CLI_DONE or, having said so, the code for lack of memory. */
int zn_cli_hunks_print(FILE *out, const struct zn_cli_diff *diff);

#endif
