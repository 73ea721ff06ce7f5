/* See spans.h. */
#include "text/spans.h"

#include <string.h>

#include "text/character.h"
#include "text/space_white.h"
#include "text/utf8.h"

static bool is_one_of(uint8_t byte, const char *set)
{
    return byte != 0 && strchr(set, byte) != NULL;
}

/* ---- Tags -------------------------------------------------------------- */

/* The end of the name behind `<` or `</`, where a tag may go on; or NULL. */
static const uint8_t *tag_name_end(const uint8_t *at, const uint8_t *end)
{
    at++;
    if (at < end && *at == '/')
        at++;
    if (at == end || !zn_is_ascii_letter(*at))
        return NULL;
    while (at < end && zn_is_ascii_alnum(*at))
        at++;
    const uint8_t *attribute = zn_white_skip_spaces(at, end);
    if (attribute == at && (at == end || !is_one_of(*at, "/>")))
        return NULL;
    /* `a <b >c` has no attributes and ends as a tag does; `a <b 1` does not. */
    if (attribute == end || !(zn_is_ascii_letter(*attribute) || is_one_of(*attribute, "/>")))
        return NULL;
    return at;
}

const uint8_t *zn_span_tag(struct zn_span_memory *memory, const uint8_t *at,
                           const uint8_t *end)
{
    if (memory->no_tag_before != NULL && at < memory->no_tag_before)
        return at;
    const uint8_t *next;
    if (end - at >= 2 && at[1] == '!')
        next = at + 2;
    else
        next = tag_name_end(at, end);
    if (next == NULL)
        return at;
    uint8_t quote = 0;
    for (; next < end; next++) {
        if (quote != 0) {
            if (*next == quote)
                quote = 0;
        } else if (*next == '>') {
            return next + 1;
        } else if (*next == '<') {
            break;
        } else if (is_one_of(*next, "\"'") && next[-1] == '=') {
            quote = *next;
        }
    }
    memory->no_tag_before = next;
    return at;
}

const uint8_t *zn_span_entity(const uint8_t *at, const uint8_t *end)
{
    enum { NAME_MAX_LENGTH = 32 };
    const uint8_t *name = at + 1;
    if (name < end && *name == '#')
        name++;
    const uint8_t *next = name;
    while (next < end && next - name < NAME_MAX_LENGTH && zn_is_ascii_alnum(*next))
        next++;
    return next > name && next < end && *next == ';' ? next + 1 : at;
}

/* ---- Code -------------------------------------------------------------- */

static const uint8_t *backticks_end(const uint8_t *at, const uint8_t *end)
{
    while (at < end && *at == '`')
        at++;
    return at;
}

const uint8_t *zn_span_code(struct zn_span_memory *memory, const uint8_t *at,
                            const uint8_t *end)
{
    const uint8_t *body = backticks_end(at, end);
    size_t count = (size_t)(body - at);
    if (count >= 32 || (memory->lone_backticks >> count & 1) != 0)
        return at;
    for (const uint8_t *next = body; next < end;) {
        next = memchr(next, '`', (size_t)(end - next));
        if (next == NULL)
            break;
        const uint8_t *stop = backticks_end(next, end);
        if ((size_t)(stop - next) == count)
            return stop;
        next = stop;
    }
    memory->lone_backticks |= UINT32_C(1) << count;
    return at;
}

/* ---- TeX --------------------------------------------------------------- */

/* The end of `closing` behind `at`, in ASCII text that is not too long; or NULL. */
static const uint8_t *math_end(const uint8_t *at, const uint8_t *end, const char *closing)
{
    enum { LENGTH_MAX = 256 };
    size_t length = strlen(closing);
    for (int i = 0; i < LENGTH_MAX && (size_t)(end - at) >= length; i++) {
        if (memcmp(at, closing, length) == 0)
            return at + length;
        const uint8_t *next = zn_white_skip_spaces(at, end);
        if (next == at && *next++ >= 0x80)
            break;
        at = next;
    }
    return NULL;
}

/* Is this a formula, and not what stands between two prices? */
static bool is_formula(const uint8_t *body, const uint8_t *stop)
{
    size_t letters = 0;
    bool word = false;
    bool sign = false;
    if (body == stop || zn_white_space(body, stop) != 0)
        return false;
    while (body < stop) {
        const uint8_t *next = zn_white_skip_spaces(body, stop);
        if (next == stop && next > body)
            return false;
        letters = zn_is_ascii_letter(*next) ? (next == body ? letters : 0) + 1 : 0;
        word = word || letters >= 2;
        sign = sign || is_one_of(*next, "\\_^{}=+<>");
        body = next + 1;
    }
    return sign || !word;
}

const uint8_t *zn_span_math(const uint8_t *at, const uint8_t *end)
{
    const uint8_t *stop = NULL;
    if (end - at < 3)
        return at;
    if (*at == '\\') {
        if (at[1] == '(')
            stop = math_end(at + 2, end, "\\)");
        else if (at[1] == '[')
            stop = math_end(at + 2, end, "\\]");
        return stop == NULL ? at : stop;
    }
    if (at[1] == '$') {
        stop = math_end(at + 2, end, "$$");
        return stop == NULL ? at : stop;
    }
    stop = math_end(at + 1, end, "$");
    bool closes = stop != NULL && is_formula(at + 1, stop - 1) &&
                  (stop == end || !zn_is_ascii_digit(*stop));
    return closes ? stop : at;
}

/* ---- Addresses --------------------------------------------------------- */

/* The length of a letter that may be part of a path, with Han; else 0. */
static size_t path_letter(const uint8_t *at, const uint8_t *end)
{
    size_t length = zn_utf8_length(*at);
    if ((size_t)(end - at) < length)
        return 0;
    uint32_t code_point;
    zn_utf8_decode(at, &code_point);
    enum zn_char_class class = zn_char_class(code_point);
    return class >= ZN_CHAR_HAN && class <= ZN_CHAR_DIGIT ? length : 0;
}

/*
 * Goes on from `at`.  Marks belong to the address only if more of it follows:
 * `sure` is the end of what surely belongs.
 */
static const uint8_t *address_end(const uint8_t *at, const uint8_t *end, bool han)
{
    const uint8_t *begin = at;
    const uint8_t *sure = at;
    size_t depth = 0;
    while (at < end) {
        uint8_t byte = *at;
        if (byte <= ' ' || is_one_of(byte, "\"<>`{}|]\x7F"))
            break;
        if (byte == ')' && depth-- == 0)
            break;
        if (byte >= 0x80) {
            size_t length = han ? path_letter(at, end) : 0;
            if (length == 0 || (at > begin && is_one_of(at[-1], ",.;:!?'")))
                break;
            at += length;
            sure = at;
            continue;
        }
        depth += byte == '(';
        at++;
        if (!is_one_of(byte, ",.;:!?'("))
            sure = at;
    }
    return sure;
}

/* Is the `;` at `at` the end of a character entity that begins behind `begin`? */
static bool closes_entity(const uint8_t *begin, const uint8_t *at, const uint8_t *end)
{
    enum { LOOK_BACK = 12 };
    const uint8_t *back = at;
    while (back > begin && at - back < LOOK_BACK && *back != '&')
        back--;
    return *back == '&' && zn_span_entity(back, end) == at + 1;
}

/* The end of the host [::1] that begins at `at`, or `at`. */
static const uint8_t *numeric_host_end(const uint8_t *at, const uint8_t *end)
{
    enum { LENGTH_MAX = 48 };
    const uint8_t *next = at + 1;
    while (next < end && next - at < LENGTH_MAX &&
           (zn_is_ascii_alnum(*next) || is_one_of(*next, ":.%")))
        next++;
    return next < end && *next == ']' ? next + 1 : at;
}

const uint8_t *zn_span_url(const uint8_t *at, const uint8_t *end)
{
    if (at < end && *at == '[')
        at = numeric_host_end(at, end);
    const uint8_t *stop = address_end(at, end, false);
    if (stop > at && stop < end && *stop == ';' && closes_entity(at, stop, end))
        stop++;
    return stop;
}

const uint8_t *zn_span_path(const uint8_t *at, const uint8_t *end)
{
    return address_end(at, end, true);
}

bool zn_span_is_path(const uint8_t *at, const uint8_t *end)
{
    const uint8_t *name = at + 1;
    const uint8_t *next = name;
    while (next < end && (zn_is_ascii_alnum(*next) || is_one_of(*next, "._-")))
        next++;
    return next > name && next < end && *next == '/';
}

bool zn_span_is_domain(const uint8_t *letters, size_t length)
{
    static const char domains[][5] = {"com", "cn",  "net", "org", "edu",  "gov", "hk",
                                      "tw",  "jp",  "uk",  "io",  "info", "tv",  "cc",
                                      "top", "xyz", "me",  "co",  "de",   "us",  "kr"};
    for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++)
        if (strlen(domains[i]) == length && memcmp(domains[i], letters, length) == 0)
            return true;
    return false;
}
