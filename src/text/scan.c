/*
 * The portable scans, and the tests at one place that both twins share.  The
 * portable scans go by words of eight bytes where that pays.
 */
#include "text/scan.h"

#include <string.h>

#include "text/character.h"
#include "text/utf8.h"

size_t zn_scan_space_length(const uint8_t *at, const uint8_t *end)
{
    ptrdiff_t left = end - at;
    switch (at[0]) {
    case ' ':
    case '\t':
        return 1;
    case 0xC2: /* U+00A0 */
        return left >= 2 && at[1] == 0xA0 ? 2 : 0;
    case 0xE2: /* U+2000 to U+200A */
        return left >= 3 && at[1] == 0x80 && at[2] >= 0x80 && at[2] <= 0x8A ? 3 : 0;
    case 0xE3: /* U+3000 */
        return left >= 3 && at[1] == 0x80 && at[2] == 0x80 ? 3 : 0;
    default:
        return 0;
    }
}

bool zn_scan_is_paragraph_end(const uint8_t *at, const uint8_t *end)
{
    if (at[0] < 0x80)
        return at[0] >= 0x0A && at[0] <= 0x0D;
    if (at[0] == 0xC2) /* U+0085 */
        return end - at >= 2 && at[1] == 0x85;
    /* U+2028, U+2029 */
    return at[0] == 0xE2 && end - at >= 3 && at[1] == 0x80 && (at[2] | 1) == 0xA9;
}

bool zn_scan_is_white(const uint8_t *at, const uint8_t *end)
{
    if (at[0] == ' ')
        return end - at < 2 || at[1] <= ' ' || at[1] >= 0x80;
    return zn_scan_space_length(at, end) != 0 || zn_scan_is_paragraph_end(at, end);
}

/* Is the three-byte character at `at` a CJK stop or bracket that `wanted` names? */
static bool is_wide_mark(const uint8_t *at, bool opening)
{
    /* These marks are in U+3000 to U+303F and U+FF00 to U+FF7F. */
    if (!(at[0] == 0xE3 && at[1] == 0x80) && !(at[0] == 0xEF && (at[1] | 1) == 0xBD))
        return false;
    uint32_t code_point;
    zn_utf8_decode(at, &code_point);
    enum zn_char_class class = zn_char_class(code_point);
    if (opening)
        return class == ZN_CHAR_CJK_OPEN;
    return class == ZN_CHAR_CJK_STOP || class == ZN_CHAR_CJK_CLOSE;
}

bool zn_scan_is_mark(const uint8_t *begin, const uint8_t *at, const uint8_t *end)
{
    switch (at[0]) {
    case '!':
    case '(':
    case ')':
    case ',':
    case ':':
    case ';':
    case '?':
        return true;
    default:
        break;
    }
    size_t length = zn_scan_space_length(at, end);
    if (length == 0)
        return false;
    const uint8_t *next = at + length;
    return (end - next >= 3 && is_wide_mark(next, false)) ||
           (at - begin >= 3 && is_wide_mark(at - 3, true));
}

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

static uint64_t load(const uint8_t *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Not 0 where a byte of `word` is less than `limit`, which is at most 128. */
static uint64_t any_below(uint64_t word, uint8_t limit)
{
    return (word - ONES * limit) & ~word & HIGHS;
}

static uint64_t any_equal(uint64_t word, uint8_t byte)
{
    return any_below(word ^ (ONES * byte), 1);
}

/* Not 0 where a byte could begin a space or line end that is not ASCII. */
static uint64_t any_white_lead(uint64_t word)
{
    return any_equal(word, 0xC2) | any_equal(word, 0xE2) | any_equal(word, 0xE3);
}

static const uint8_t *find_mark(const uint8_t *begin, const uint8_t *from, const uint8_t *end)
{
    while (from < end) {
        if (end - from >= 8) {
            uint64_t word = load(from);
            /* All ASCII marks and spaces are below '@'. */
            if ((any_below(word, '@') | any_white_lead(word)) == 0) {
                from += 8;
                continue;
            }
        }
        const uint8_t *stop = end - from >= 8 ? from + 8 : end;
        for (; from < stop; from++)
            if (zn_scan_is_mark(begin, from, end))
                return from;
    }
    return end;
}

static const uint8_t *find_white(const uint8_t *from, const uint8_t *end)
{
    while (from < end) {
        if (end - from >= 8) {
            uint64_t word = load(from);
            if ((any_below(word, ' ' + 1) | any_white_lead(word)) == 0) {
                from += 8;
                continue;
            }
        }
        const uint8_t *stop = end - from >= 8 ? from + 8 : end;
        for (; from < stop; from++)
            if (zn_scan_is_white(from, end))
                return from;
    }
    return end;
}

static const uint8_t *skip_han(const uint8_t *from, const uint8_t *end)
{
    while (end - from >= 3 &&
           ((from[0] >= 0xE4 && from[0] <= 0xE9) || (from[0] == 0xE3 && from[1] >= 0x90)))
        from += 3;
    return from;
}

static const uint8_t *find_paragraph_end(const uint8_t *from, const uint8_t *end, bool *wide)
{
    bool seen = false;
    for (; from < end && !zn_scan_is_paragraph_end(from, end); from++)
        seen |= *from >= 0xE3;
    *wide = seen;
    return from;
}

const uint8_t *zn_scan_paragraph_start(const uint8_t *from, const uint8_t *at)
{
    const uint8_t *end = at;
    for (;;) {
        while (at - from >= 8) {
            uint64_t word = load(at - 8);
            if ((any_below(word, '\r' + 1) | any_equal(word, 0xC2) | any_equal(word, 0xE2)) !=
                0)
                break;
            at -= 8;
        }
        for (const uint8_t *stop = at - from >= 8 ? at - 8 : from; at > stop; at--)
            if (zn_scan_is_paragraph_end(at - 1, end))
                return at - 1 + zn_utf8_length(at[-1]);
        if (at == from)
            return from;
    }
}

const struct zn_scanner *zn_scanner_portable(void)
{
    static const struct zn_scanner portable = {find_mark, find_white, skip_han,
                                               find_paragraph_end};
    return &portable;
}

const struct zn_scanner *zn_scanner(void)
{
    const struct zn_scanner *fast = zn_scanner_avx2();
    return fast != NULL ? fast : zn_scanner_portable();
}
