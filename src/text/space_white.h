/*
 * White space as the step `space` sees it: the characters, and the lines in a
 * run of them.  Knows nothing of rules.
 */
#ifndef ZN_TEXT_SPACE_WHITE_H
#define ZN_TEXT_SPACE_WHITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/scan.h"
#include "text/utf8.h"

/* Most characters need no more than a look at their first byte. */
static inline bool zn_white_begins_with(uint8_t lead)
{
    return lead <= ' ' || lead == 0xC2 || lead == 0xE2 || lead == 0xE3;
}

/* The length of the space at `at`; or 0. */
static inline size_t zn_white_space(const uint8_t *at, const uint8_t *end)
{
    return zn_white_begins_with(*at) ? zn_scan_space_length(at, end) : 0;
}

/* The length of the line end at `at`, CR LF being one; or 0. */
static inline size_t zn_white_line_end(const uint8_t *at, const uint8_t *end)
{
    if (*at == '\n')
        return 1;
    if (!zn_white_begins_with(*at) || !zn_scan_is_paragraph_end(at, end))
        return 0;
    return *at == '\r' && end - at >= 2 && at[1] == '\n' ? 2 : zn_utf8_length(*at);
}

static inline const uint8_t *zn_white_skip_spaces(const uint8_t *at, const uint8_t *end)
{
    size_t length;
    while (at < end && (length = zn_white_space(at, end)) != 0)
        at += length;
    return at;
}

/* A run of white space. */
struct zn_white {
    const uint8_t *from;
    const uint8_t *first_end; /* its first line end; `end` if there is none */
    const uint8_t *last_line; /* behind its last line end; `from` if there is none */
    const uint8_t *end;
};

/* The white space that `at` begins with, which may be none. */
static inline struct zn_white zn_white_read(const uint8_t *at, const uint8_t *end)
{
    struct zn_white white = {.from = at, .last_line = at};
    at = zn_white_skip_spaces(at, end);
    white.first_end = at;
    while (at < end && zn_white_begins_with(*at)) {
        size_t length = zn_white_line_end(at, end);
        if (length == 0)
            break;
        white.last_line = at + length;
        at = zn_white_skip_spaces(white.last_line, end);
    }
    white.end = at;
    return white;
}

#endif
