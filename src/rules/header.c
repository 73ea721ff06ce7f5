/* See header.h. */
#include "rules/header.h"

#include <stdbool.h>
#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* The value of the field `name` in one line, or NULL. */
static const char *value_in(const char *line, size_t size, const char *name, size_t *length)
{
    size_t name_length = strlen(name);
    size_t at = 1; /* behind the number sign */
    while (at < size && is_blank(line[at]))
        at++;
    if (size - at <= name_length || memcmp(line + at, name, name_length) != 0 ||
        line[at + name_length] != ':')
        return NULL;
    at += name_length + 1;
    while (at < size && is_blank(line[at]))
        at++;
    while (size > at && is_blank(line[size - 1]))
        size--;
    *length = size - at;
    return size > at ? line + at : NULL;
}

const char *zn_header_field(const char *text, size_t size, const char *name, size_t *length)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    if (size >= 3 && memcmp(text, byte_order_mark, 3) == 0) {
        text += 3;
        size -= 3;
    }
    *length = 0;
    while (size > 0 && (text[0] == '#' || text[0] == '\n' || text[0] == '\r')) {
        const char *end = memchr(text, '\n', size);
        size_t line = end == NULL ? size : (size_t)(end - text);
        const char *value = text[0] == '#' ? value_in(text, line, name, length) : NULL;
        if (value != NULL)
            return value;
        size_t skip = end == NULL ? line : line + 1;
        text += skip;
        size -= skip;
    }
    return NULL;
}
