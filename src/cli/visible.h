/*
 * Text of which a reader sees every character, on one line: names of files and
 * keys of dictionaries may hold line feeds and what steers a terminal.
 */
#ifndef ZN_CLI_VISIBLE_H
#define ZN_CLI_VISIBLE_H

#include <stddef.h>
#include <stdio.h>

/* The longest form of one character: "\xc2\x80". */
#define ZN_CLI_VISIBLE_MAX 8

/*
 * Writes the first character of `*text`, which is not empty: a control character
 * as an escape, a byte of any other as it is.  Moves `*text` behind it.  Returns
 * the number of bytes written.
 */
size_t zn_cli_visible_next(const char **text, char visible[ZN_CLI_VISIBLE_MAX]);

/* Prints a text, control characters as escapes. */
void zn_cli_visible_print(FILE *out, const char *text);

#endif
