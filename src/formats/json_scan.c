/* See json_scan.h. */
#include "formats/json_scan.h"

#include <string.h>

#include "formats/find.h"
#include "formats/json_escape.h"

/* What may come next. */
enum state {
    VALUE,
    FIRST_ELEMENT, /* or ']' */
    FIRST_KEY,     /* or '}' */
    KEY,
    BEHIND_VALUE,
    DONE,
    FAILED
};

struct reader {
    struct zn_json_scan *scan;
    const struct zn_json_paths *paths;
    const uint8_t *begin;
    const uint8_t *at;
    const uint8_t *end;
    size_t depth;
    zn_json_place place; /* of the next value */
    bool has_memory;
};

void zn_json_scan_init(struct zn_json_scan *scan, const zhnorm_allocator *allocator)
{
    zn_buffer_init(&scan->chosen, allocator);
    scan->wrong_at = 0;
    scan->expected = NULL;
}

void zn_json_scan_free(struct zn_json_scan *scan)
{
    zn_buffer_free(&scan->chosen);
}

static enum state fail(struct reader *reader, const uint8_t *at, const char *expected)
{
    reader->scan->wrong_at = (size_t)(at - reader->begin);
    reader->scan->expected = expected;
    return FAILED;
}

static void skip_white(struct reader *reader)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t' ||
                                        *reader->at == '\r' || *reader->at == '\n'))
        reader->at++;
}

/* The next byte; 0 at the end, which no JSON has outside its strings. */
static uint8_t peek(const struct reader *reader)
{
    return reader->at < reader->end ? *reader->at : 0;
}

/* ---- Strings --------------------------------------------------------------------------- */

/* Passes over the escape at `at`; NULL: it is wrong. */
static const uint8_t *skip_escape(struct reader *reader, const uint8_t *at)
{
    if (reader->end - at >= 2 && zn_json_short[at[1]] != 0)
        return at + 2;
    if (reader->end - at < 2 || at[1] != 'u') {
        fail(reader, at, "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        return NULL;
    }
    unsigned digits = reader->end - at >= 6 ? zn_json_hex[at[2]] | zn_json_hex[at[3]] |
                                                  zn_json_hex[at[4]] | zn_json_hex[at[5]]
                                            : ZN_JSON_HEX_NONE;
    if ((digits & ZN_JSON_HEX_NONE) == 0)
        return at + 6;
    fail(reader, at, "four hexadecimal digits behind \\u");
    return NULL;
}

/* Reads the string whose quotation mark is at hand.  False: it is wrong. */
static bool read_string(struct reader *reader, struct zn_json_span *span)
{
    const uint8_t *at = reader->at + 1;
    span->begin = (uint32_t)(at - reader->begin);
    for (;;) {
        at = zn_find_json_stop(at, reader->end);
        if (at == reader->end) {
            fail(reader, at, "'\"' at the string's end");
            return false;
        }
        if (*at == '"')
            break;
        if (*at != '\\') {
            fail(reader, at, "an escape in place of a control character");
            return false;
        }
        do {
            at = skip_escape(reader, at);
            if (at == NULL)
                return false;
        } while (at < reader->end && *at == '\\');
    }
    span->end = (uint32_t)(at - reader->begin);
    reader->at = at + 1;
    return true;
}

static enum state read_string_value(struct reader *reader)
{
    struct zn_json_span span;
    if (!read_string(reader, &span))
        return FAILED;
    if (span.begin == span.end || !zn_json_paths_choose(reader->paths, reader->place) ||
        zn_buffer_append(&reader->scan->chosen, &span, sizeof span))
        return BEHIND_VALUE;
    reader->has_memory = false;
    return FAILED;
}

static enum state read_key(struct reader *reader)
{
    struct zn_json_span span;
    if (peek(reader) != '"')
        return fail(reader, reader->at, "a key in quotation marks");
    if (!read_string(reader, &span))
        return FAILED;
    skip_white(reader);
    if (peek(reader) != ':')
        return fail(reader, reader->at, "':'");
    reader->at++;
    reader->place =
        zn_json_paths_enter(reader->paths, reader->scan->levels[reader->depth - 1].place,
                            (const char *)reader->begin + span.begin, span.end - span.begin);
    return VALUE;
}

/* ---- Numbers and words ----------------------------------------------------------------- */

static bool is_digit(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10;
}

/* Passes over digits, of which there must be one.  False: there is none. */
static bool skip_digits(struct reader *reader)
{
    const uint8_t *from = reader->at;
    while (is_digit(peek(reader)))
        reader->at++;
    return reader->at != from;
}

static enum state read_number(struct reader *reader)
{
    if (peek(reader) == '-')
        reader->at++;
    if (peek(reader) == '0') {
        reader->at++;
        if (is_digit(peek(reader)))
            return fail(reader, reader->at, "a number without a leading 0");
    } else if (!skip_digits(reader)) {
        return fail(reader, reader->at, "a digit");
    }
    if (peek(reader) == '.') {
        reader->at++;
        if (!skip_digits(reader))
            return fail(reader, reader->at, "a digit");
    }
    if ((peek(reader) | 0x20) == 'e') {
        reader->at++;
        if (peek(reader) == '+' || peek(reader) == '-')
            reader->at++;
        if (!skip_digits(reader))
            return fail(reader, reader->at, "a digit");
    }
    return BEHIND_VALUE;
}

static enum state read_word(struct reader *reader, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
        return fail(reader, reader->at, "a value");
    reader->at += length;
    return BEHIND_VALUE;
}

/* ---- Arrays and objects ---------------------------------------------------------------- */

static enum state open_level(struct reader *reader, bool is_object)
{
    if (reader->depth == ZN_JSON_DEPTH_MOST)
        return fail(reader, reader->at, "no more than 512 levels of arrays and objects");
    reader->scan->levels[reader->depth].place = reader->place;
    reader->scan->levels[reader->depth].is_object = is_object;
    reader->depth++;
    reader->at++;
    return is_object ? FIRST_KEY : FIRST_ELEMENT;
}

static enum state close_level(struct reader *reader)
{
    reader->depth--;
    reader->at++;
    return BEHIND_VALUE;
}

static enum state read_value(struct reader *reader)
{
    switch (peek(reader)) {
    case '"':
        return read_string_value(reader);
    case '{':
        return open_level(reader, true);
    case '[':
        return open_level(reader, false);
    case 't':
        return read_word(reader, "true");
    case 'f':
        return read_word(reader, "false");
    case 'n':
        return read_word(reader, "null");
    default:
        if (peek(reader) == '-' || is_digit(peek(reader)))
            return read_number(reader);
        return fail(reader, reader->at, "a value");
    }
}

static enum state read_behind_value(struct reader *reader)
{
    if (reader->depth == 0)
        return reader->at == reader->end
                   ? DONE
                   : fail(reader, reader->at, "nothing behind the line's value");
    bool is_object = reader->scan->levels[reader->depth - 1].is_object;
    if (peek(reader) == (is_object ? '}' : ']'))
        return close_level(reader);
    if (peek(reader) != ',')
        return fail(reader, reader->at, is_object ? "',' or '}'" : "',' or ']'");
    reader->at++;
    reader->place = reader->scan->levels[reader->depth - 1].place;
    return is_object ? KEY : VALUE;
}

static enum state step(struct reader *reader, enum state state)
{
    skip_white(reader);
    switch (state) {
    case FIRST_ELEMENT:
        return peek(reader) == ']' ? close_level(reader) : read_value(reader);
    case FIRST_KEY:
        return peek(reader) == '}' ? close_level(reader) : read_key(reader);
    case KEY:
        return read_key(reader);
    case BEHIND_VALUE:
        return read_behind_value(reader);
    default:
        return read_value(reader);
    }
}

enum zn_json_verdict zn_json_scan_run(struct zn_json_scan *scan,
                                      const struct zn_json_paths *paths, const char *source,
                                      size_t length)
{
    const uint8_t *begin = (const uint8_t *)source;
    struct reader reader = {scan, paths, begin, begin, begin + length, 0, ZN_JSON_ROOT, true};
    scan->chosen.length = 0;
    skip_white(&reader);
    if (reader.at == reader.end)
        return ZN_JSON_EMPTY;
    enum state state = VALUE;
    do
        state = step(&reader, state);
    while (state != DONE && state != FAILED);
    if (state == DONE)
        return ZN_JSON_RIGHT;
    return reader.has_memory ? ZN_JSON_WRONG : ZN_JSON_NO_MEMORY;
}
