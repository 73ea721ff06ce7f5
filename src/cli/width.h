/*
 * How much room text takes on a terminal.
 */
#ifndef ZN_CLI_WIDTH_H
#define ZN_CLI_WIDTH_H

#include <stddef.h>
#include <stdio.h>

/* The columns that UTF-8 text takes, up to a byte that is not UTF-8. */
size_t zn_cli_width(const char *text);

/* Prints spaces from column `taken` up to column `width`. */
void zn_cli_pad(FILE *out, size_t taken, size_t width);

#endif
