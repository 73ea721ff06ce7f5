/*
 * An edit in a line to be read, the same in all commands.
 */
#ifndef ZN_CLI_CHANGE_TEXT_H
#define ZN_CLI_CHANGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/change.h"

/*
 * Prints [BEFORE→AFTER], or [CHARACTER] where nothing changed, with everything in it
 * to be seen; of either at most so many columns.  Returns the columns taken.
 */
size_t zn_cli_change_print(FILE *out, const struct zn_cli_change *change, size_t most,
                           bool color);

#endif
