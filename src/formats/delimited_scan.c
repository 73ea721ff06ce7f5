/* See delimited_scan.h. */
#include "formats/delimited_scan.h"

#include <string.h>

#include "formats/find.h"

enum phase {
    START,    /* before a field */
    PLAIN,    /* in one without quotation marks */
    QUOTED,   /* in one with them */
    QUOTE,    /* behind a quotation mark in it, which closes it or is doubled */
    BEHIND_CR /* of a record's end */
};

void zn_delimited_begin(struct zn_delimited_scan *scan)
{
    *scan = (struct zn_delimited_scan){.phase = START};
}

/* The field ends before `at`, where the input ends or a separator or line end stands. */
static enum zn_delimited_event end_field(struct zn_delimited_scan *scan, const char *data,
                                         size_t length, char separator)
{
    if (scan->at == length)
        return ZN_DELIMITED_LAST_FIELD;
    char end = data[scan->at++];
    if (end == separator) {
        scan->phase = START;
        return ZN_DELIMITED_FIELD;
    }
    if (end == '\n')
        return ZN_DELIMITED_LAST_FIELD;
    scan->phase = BEHIND_CR;
    return ZN_DELIMITED_MORE;
}

static enum zn_delimited_event read_plain(struct zn_delimited_scan *scan, const char *data,
                                          size_t length, bool final, char separator)
{
    const uint8_t *bytes = (const uint8_t *)data;
    scan->at =
        (size_t)(zn_find_field_end(bytes + scan->at, bytes + length, (uint8_t)separator) -
                 bytes);
    if (scan->at == length && !final)
        return ZN_DELIMITED_MORE;
    scan->field.end = scan->at;
    return end_field(scan, data, length, separator);
}

/* Goes behind the next quotation mark of the field. */
static enum zn_delimited_event read_quoted(struct zn_delimited_scan *scan, const char *data,
                                           size_t length, bool final)
{
    const char *quote =
        scan->at < length ? memchr(data + scan->at, '"', length - scan->at) : NULL;
    if (quote == NULL) {
        scan->at = length;
        return final ? ZN_DELIMITED_UNCLOSED : ZN_DELIMITED_MORE;
    }
    scan->at = (size_t)(quote - data) + 1;
    scan->field.end = scan->at - 1;
    scan->phase = QUOTE;
    return ZN_DELIMITED_MORE;
}

static enum zn_delimited_event read_behind_quote(struct zn_delimited_scan *scan,
                                                 const char *data, size_t length,
                                                 char separator)
{
    char next = '\n';
    if (scan->at < length)
        next = data[scan->at];
    if (next == '"') {
        scan->at++;
        scan->field.has_doubled = true;
        scan->phase = QUOTED;
        return ZN_DELIMITED_MORE;
    }
    if (next != separator && next != '\r' && next != '\n')
        return ZN_DELIMITED_BEHIND;
    return end_field(scan, data, length, separator);
}

static void start_field(struct zn_delimited_scan *scan, const char *data, size_t length)
{
    bool is_quoted = scan->at < length && data[scan->at] == '"';
    scan->at += is_quoted;
    scan->field = (struct zn_delimited_field){scan->at, scan->at, is_quoted, false};
    scan->phase = is_quoted ? QUOTED : PLAIN;
}

enum zn_delimited_event zn_delimited_next(struct zn_delimited_scan *scan, const char *data,
                                          size_t length, bool final, char separator)
{
    enum zn_delimited_event event = ZN_DELIMITED_MORE;
    while (event == ZN_DELIMITED_MORE && (scan->at < length || final)) {
        switch ((enum phase)scan->phase) {
        case START:
            start_field(scan, data, length);
            break;
        case PLAIN:
            event = read_plain(scan, data, length, final, separator);
            break;
        case QUOTED:
            event = read_quoted(scan, data, length, final);
            break;
        case QUOTE:
            event = read_behind_quote(scan, data, length, separator);
            break;
        case BEHIND_CR:
            scan->at += scan->at < length && data[scan->at] == '\n';
            event = ZN_DELIMITED_LAST_FIELD;
            break;
        }
    }
    return event;
}

size_t zn_delimited_line(const char *data, size_t length, bool final)
{
    const uint8_t *bytes = (const uint8_t *)data;
    size_t at = (size_t)(zn_find_field_end(bytes, bytes + length, '\n') - bytes);
    if (at == length)
        return final ? length : 0;
    if (data[at] == '\n')
        return at + 1;
    if (at + 1 == length)
        return final ? length : 0;
    return at + (data[at + 1] == '\n' ? 2 : 1);
}
