/* See cut.h. */
#include "cli/batch/cut.h"

#include <stdbool.h>

/* Bytes that characters begin with, and what the byte behind may be. */
struct range {
    unsigned char first;
    unsigned char second_least;
    unsigned char second_most;
};

/*
 * Characters of three bytes that are visible and that no rule takes away.  The ends of the
 * ranges are left out where a block holds spaces or marks of format.
 */
static const struct range visible[] = {
    {0xE3, 0x81, 0x83}, /* U+3040: kana */
    {0xE3, 0x90, 0xBF}, /* U+3400: Han */
    {0xE4, 0x80, 0xBF}, {0xE5, 0x80, 0xBF}, {0xE6, 0x80, 0xBF},
    {0xE7, 0x80, 0xBF}, {0xE8, 0x80, 0xBF}, {0xE9, 0x80, 0xBF},
};

static bool is_visible_wide(const unsigned char *at)
{
    if (at[0] == 0xE3 && at[1] == 0x80) /* U+3001 to U+3029: marks */
        return at[2] >= 0x81 && at[2] <= 0xA9;
    if (at[0] == 0xE2 && at[1] == 0x80) /* U+2010 to U+2027: dashes, quotation marks, dots */
        return at[2] >= 0x90 && at[2] <= 0xA7;
    if (at[0] == 0xEF) /* U+FF01 to U+FF5E: full-width forms of ASCII */
        return (at[1] == 0xBC && at[2] >= 0x81 && at[2] <= 0xBF) ||
               (at[1] == 0xBD && at[2] >= 0x80 && at[2] <= 0x9E);
    for (size_t i = 0; i < sizeof visible / sizeof visible[0]; i++)
        if (at[0] == visible[i].first && at[1] >= visible[i].second_least &&
            at[1] <= visible[i].second_most)
            return at[2] >= 0x80 && at[2] <= 0xBF;
    return false;
}

/* Whether a line that begins here surely is not blank, which may take its first bytes. */
static bool is_visible_line(const unsigned char *at, const unsigned char *end)
{
    for (;;) {
        if (end - at >= 1 && (*at == ' ' || *at == '\t'))
            at++;
        else if (end - at >= 3 && at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80)
            at += 3; /* the indent of a paragraph */
        else
            break;
    }
    /* An ampersand may begin what stands for a space. */
    return (end - at >= 1 && *at > ' ' && *at < 0x7F && *at != '&') ||
           (end - at >= 3 && is_visible_wide(at));
}

size_t zn_cut_last(enum zn_format format, const char *data, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)data;
    const unsigned char *line_end = bytes + length; /* of the line behind `at` */

    for (const unsigned char *at = line_end; at-- != bytes;) {
        if (*at != '\n')
            continue;
        if (format != ZN_FORMAT_TEXT || is_visible_line(at + 1, line_end))
            return (size_t)(at - bytes) + 1;
        line_end = at;
    }
    return 0;
}
