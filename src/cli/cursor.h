/*
 * Where one is in a text that comes piece by piece, as editors say it: the line, the
 * column in characters, and the characters before.  A line ends at LF, CR LF or CR.
 * What is not UTF-8 counts as one character for each maximal subpart.
 */
#ifndef ZN_CLI_CURSOR_H
#define ZN_CLI_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zn_cli_cursor {
    uint64_t line;       /* from 1 */
    uint64_t column;     /* from 1 */
    uint64_t characters; /* before it */
    bool after_cr;       /* an LF that comes now ends no other line */
};

/* Goes to the beginning of a text. */
void zn_cli_cursor_init(struct zn_cli_cursor *cursor);

/* Goes behind a piece, which does not end within a character.  O(length). */
void zn_cli_cursor_advance(struct zn_cli_cursor *cursor, const char *piece, size_t length);

#endif
