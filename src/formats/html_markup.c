/* See html_markup.h. */
#include "formats/html_markup.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "text/utf8.h"

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_hexadecimal(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* ---- Tags ---------------------------------------------------------------------------- */

/* Behind the end of a tag, whose quoted values may hold `>`. */
static const char *tag_end(const char *at, const char *end)
{
    char quote = '\0';
    bool is_value = false; /* a value may begin here */

    for (; at < end; at++) {
        if (quote != '\0') {
            if (*at == quote)
                quote = '\0';
        } else if (*at == '>') {
            return at + 1;
        } else if (is_value && (*at == '"' || *at == '\'')) {
            quote = *at;
            is_value = false;
        } else if (*at == '=') {
            is_value = true;
        } else if (*at != ' ' && *at != '\t' && *at != '\n' && *at != '\r' && *at != '\f') {
            is_value = false;
        }
    }
    return end;
}

static const char *comment_end(const char *at, const char *end)
{
    /* "<!-->" and "<!--->" are comments, too. */
    for (at += 2; end - at >= 3; at++)
        if (memcmp(at, "-->", 3) == 0)
            return at + 3;
    return end;
}

size_t zn_html_markup_length(const char *at, const char *end)
{
    size_t left = (size_t)(end - at);

    if (left < 2)
        return 0;
    if (is_letter(at[1]) || (at[1] == '/' && left > 2 && is_letter(at[2])))
        return (size_t)(tag_end(at + 1, end) - at);
    if (left >= 4 && memcmp(at, "<!--", 4) == 0)
        return (size_t)(comment_end(at, end) - at);
    if (at[1] != '!' && at[1] != '?' && at[1] != '/')
        return 0;
    const char *stop = memchr(at, '>', left);
    return stop != NULL ? (size_t)(stop - at) + 1 : left;
}

/* ---- Entities ------------------------------------------------------------------------ */

#define NAME_MAX_LENGTH 40 /* longer than any name of an entity */

/* The first `count` characters of a decoded text; 0: there are fewer. */
static size_t characters(const char *value, int count)
{
    size_t length = 0;

    for (; count > 0; count--) {
        if (value[length] == '\0')
            return 0;
        length += zn_utf8_length((uint8_t)value[length]);
    }
    return length;
}

static struct zn_html_entity numeric_entity(const char *at, const char *end, const char *value)
{
    const char *digits = at + 2;
    bool is_hex = digits < end && (*digits == 'x' || *digits == 'X');
    const char *stop = digits += is_hex;

    while (stop < end && (is_hex ? is_hexadecimal(*stop) : is_digit(*stop)))
        stop++;
    if (stop == digits)
        return (struct zn_html_entity){0, 0};
    stop += stop < end && *stop == ';';
    return (struct zn_html_entity){(size_t)(stop - at), characters(value, 1)};
}

/*
 * Whether the source from `at` on may be what the decoded text goes on with, by what the next
 * few bytes say.
 */
static bool agree(const char *at, const char *end, const char *value)
{
    for (int i = 0; i < 6 && at < end; i++, at++, value++) {
        if (*at == '<' || *at == '&' || *at == '\r' || *at == '\0')
            return true;
        if (*at != *value) /* a character that a page must not have is replaced */
            return strncmp(value, "\xEF\xBF\xBD", 3) == 0;
    }
    return at < end || *value == '\0';
}

/* Whether an `&` is spelled as an entity. */
static bool is_ampersand(const char *at, const char *end)
{
    return end - at >= 4 && (memcmp(at, "&amp", 4) == 0 || memcmp(at, "&AMP", 4) == 0);
}

/*
 * The name may be shorter than what looks like one ("&notit;" is "¬it;"), and some entities
 * stand for two characters: the longest that what follows agrees with.
 */
static struct zn_html_entity named_entity(const char *at, const char *end, const char *value)
{
    size_t length = 1;
    size_t shortest = 3;

    while (at + length < end && length < NAME_MAX_LENGTH &&
           (is_letter(at[length]) || is_digit(at[length])))
        length++;
    if (at + length < end && at[length] == ';')
        length++;
    if (*value == '&') {
        if (!is_ampersand(at, end))
            return (struct zn_html_entity){0, 0};
        shortest = 4;
        length = length == 5 && at[4] == ';' ? 5 : 4;
    }
    for (; length >= shortest; length--) {
        for (int count = 1; count <= 2; count++) {
            size_t value_length = characters(value, count);
            if (value_length != 0 && agree(at + length, end, value + value_length))
                return (struct zn_html_entity){length, value_length};
        }
    }
    return (struct zn_html_entity){0, 0};
}

struct zn_html_entity zn_html_entity(const char *at, const char *end, const char *value)
{
    if (end - at < 3)
        return (struct zn_html_entity){0, 0};
    return at[1] == '#' ? numeric_entity(at, end, value) : named_entity(at, end, value);
}
