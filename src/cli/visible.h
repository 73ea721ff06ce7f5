/*
 * Text of which a reader sees every character, on one line: names of files and
 * keys of dictionaries may hold line feeds and what steers a terminal, and what an
 * edit changed is often just what cannot be seen.
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

/* ---- What edits change ------------------------------------------------------- */

/* A character in the form in which it can be seen. */
struct zn_cli_glyph {
    char text[12];  /* NUL-terminated */
    size_t columns; /* that it takes on a terminal */
    size_t bytes;   /* of the source */
};

/*
 * The first character of `text`, which is not empty.  As an escape come spaces but
 * U+0020, controls, combining marks, invisible and unassigned characters, and bytes
 * that are not UTF-8: \n, \u200B, \U000E0100, \xFF.
 */
void zn_cli_glyph_first(struct zn_cli_glyph *glyph, const char *text, size_t length);

/*
 * Prints a text so, unless `out` is NULL; what takes more than `most` columns is cut
 * and ends in an ellipsis.  Returns the columns taken.
 */
size_t zn_cli_glyphs_print(FILE *out, const char *text, size_t length, size_t most);

#endif
