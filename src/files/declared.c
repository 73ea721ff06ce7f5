/* See declared.h. */
#include "files/declared.h"

#include <string.h>
#include <strings.h>

/* How far HTML looks for a declaration. */
#define LOOK ((size_t)1024)
#define NAME_SIZE ((size_t)32)

/* Where `word` begins in `text`, whichever case it has; `length` if it does not. */
static size_t find(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);

    for (size_t i = 0; i + size <= length; i++)
        if (strncasecmp(text + i, word, size) == 0)
            return i;
    return length;
}

static bool is_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static bool is_quote(char byte)
{
    return byte == '"' || byte == '\'';
}

/* The encoding named behind `word`, an equals sign and perhaps a quotation mark. */
static const struct zn_encoding *named_behind(const char *text, size_t length,
                                              const char *word)
{
    char name[NAME_SIZE];
    size_t used = 0;
    size_t at = find(text, length, word) + strlen(word);

    while (at < length && is_white(text[at]))
        at++;
    if (at >= length || text[at++] != '=')
        return NULL;
    while (at < length && (is_white(text[at]) || is_quote(text[at])))
        at++;
    while (at < length && used + 1 < sizeof name && is_name(text[at]))
        name[used++] = text[at++];
    name[used] = '\0';
    return zn_encoding_named(name);
}

const struct zn_encoding *zn_declared_encoding(const char *bytes, size_t length)
{
    size_t look = length < LOOK ? length : LOOK;
    size_t start = find(bytes, look, "<meta");

    if (strncmp(bytes, "<?xml", look < 5 ? look : 5) == 0)
        return named_behind(bytes, look, "encoding");
    while (start < look) {
        const char *tag = bytes + start;
        const char *end = memchr(tag, '>', look - start);
        size_t size = end != NULL ? (size_t)(end - tag) : look - start;
        const struct zn_encoding *encoding = named_behind(tag, size, "charset");
        if (encoding != NULL)
            return encoding;
        start += size;
        start += find(bytes + start, look - start, "<meta");
    }
    return NULL;
}
