/* See cursor.h. */
#include "cli/cursor.h"

#include "text/utf8.h"

void zn_cli_cursor_init(struct zn_cli_cursor *cursor)
{
    *cursor = (struct zn_cli_cursor){.line = 1, .column = 1};
}

/* Goes behind one character, of which the first byte tells all. */
static void step(struct zn_cli_cursor *cursor, uint8_t first)
{
    bool ends = first == '\r' || (first == '\n' && !cursor->after_cr);

    cursor->characters++;
    if (ends) {
        cursor->line++;
        cursor->column = 1;
    } else if (first != '\n') {
        cursor->column++;
    }
    cursor->after_cr = first == '\r';
}

void zn_cli_cursor_advance(struct zn_cli_cursor *cursor, const char *piece, size_t length)
{
    const uint8_t *at = (const uint8_t *)piece;
    const uint8_t *end = at + length;

    while (at < end) {
        const uint8_t *valid = at + zn_utf8_valid_prefix(at, (size_t)(end - at));
        for (; at < valid; at += zn_utf8_length(*at))
            step(cursor, *at);
        if (at < end) {
            step(cursor, *at);
            at += zn_utf8_maximal_subpart(at, (size_t)(end - at));
        }
    }
}
