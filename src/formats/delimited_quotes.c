/* See delimited_quotes.h. */
#include "formats/delimited_quotes.h"

#include <string.h>

#include "formats/find.h"

bool zn_delimited_read(const char *source, size_t length, struct zn_buffer *text)
{
    const char *end = source + length;
    while (source < end) {
        const char *quote = memchr(source, '"', (size_t)(end - source));
        const char *stop = quote != NULL ? quote + 1 : end;
        if (!zn_buffer_append(text, source, (size_t)(stop - source)))
            return false;
        source = quote != NULL ? stop + 1 : end;
    }
    return true;
}

bool zn_delimited_write(const char *text, size_t length, struct zn_buffer *out)
{
    const char *end = text + length;
    while (text < end) {
        const char *quote = memchr(text, '"', (size_t)(end - text));
        const char *stop = quote != NULL ? quote + 1 : end;
        if (!zn_buffer_append(out, text, (size_t)(stop - text)) ||
            (quote != NULL && !zn_buffer_append(out, "\"", 1)))
            return false;
        text = stop;
    }
    return true;
}

void zn_delimited_take_pieces(struct zn_field *field, const char *source, size_t length,
                              bool has_doubled)
{
    size_t at = 0;
    while (at < length) {
        const char *quote = has_doubled ? memchr(source + at, '"', length - at) : NULL;
        size_t plain = quote != NULL ? (size_t)(quote - source) - at : length - at;
        zn_field_same(field, source + at, plain, at);
        at += plain;
        if (quote != NULL) {
            zn_field_spelled(field, "\"", 1, at, 2);
            at += 2;
        }
    }
}

bool zn_delimited_needs_quotes(const char *text, size_t length, char separator)
{
    const uint8_t *begin = (const uint8_t *)text;
    const uint8_t *end = begin + length;
    return length != 0 &&
           (text[0] == '"' || zn_find_field_end(begin, end, (uint8_t)separator) != end);
}
