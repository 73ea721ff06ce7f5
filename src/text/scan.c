/*
 * The portable scans, and the tests at one place that both twins share.  The
 * portable scans go by words of eight bytes where that pays.
 */
#include "text/scan.h"

#include <string.h>

#include "text/character.h"
#include "text/unicode.h"
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

bool zn_scan_is_form(const uint8_t *at, const uint8_t *end)
{
    if ((size_t)(end - at) < zn_utf8_length(*at))
        return false;
    uint32_t code_point;
    zn_utf8_decode(at, &code_point);
    return zn_unicode_form(code_point) > ZN_FORM_SEPARATOR;
}

/* Is the three-byte character at `at` a CJK stop, bracket or quotation mark? */
static bool is_wide_mark(const uint8_t *at, bool opening)
{
    /* Curly quotation marks, which come in pairs: the odd ones close. */
    if (at[0] == 0xE2)
        return at[1] == 0x80 && (at[2] & 0xFA) == 0x98 && (at[2] & 1) == !opening;
    /* All others are in U+3000 to U+303F and U+FF00 to U+FF7F. */
    if (!(at[0] == 0xE3 && at[1] == 0x80) && !(at[0] == 0xEF && (at[1] | 1) == 0xBD))
        return false;
    uint32_t code_point;
    zn_utf8_decode(at, &code_point);
    enum zn_char_class class = zn_char_class(code_point);
    if (opening)
        return class == ZN_CHAR_CJK_OPEN;
    return class == ZN_CHAR_CJK_STOP || class == ZN_CHAR_CJK_CLOSE;
}

static bool is_word_byte(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26;
}

static bool is_ascii_mark(const uint8_t *begin, const uint8_t *at, const uint8_t *end)
{
    switch (at[0]) {
    case '!':
    case '"':
    case '(':
    case ')':
    case ',':
    case ':':
    case ';':
    case '?':
        return true;
    case '.': /* not within a number or name */
        return end - at < 2 || !is_word_byte(at[1]);
    case '\'': /* not an apostrophe */
        return at == begin || end - at < 2 || !is_word_byte(at[-1]) || !is_word_byte(at[1]);
    case '-':
        return end - at >= 2 && at[1] == '-';
    default:
        return false;
    }
}

/* Does the character of `length` bytes at `at` stand there `count` times or more? */
static bool is_repeated(const uint8_t *at, const uint8_t *end, ptrdiff_t length, int count)
{
    for (; count > 1; count--, at += length)
        if (end - at < 2 * length || memcmp(at, at + length, (size_t)length) != 0)
            return false;
    return true;
}

/* An ellipsis is well set as a pair, or as two; it is looked at from its start. */
static bool is_odd_ellipsis(const uint8_t *begin, const uint8_t *at, const uint8_t *end)
{
    enum { LENGTH = 3 };
    if (at - begin >= LENGTH && memcmp(at - LENGTH, at, LENGTH) == 0)
        return false;
    int count = 1;
    while (count <= 4 && is_repeated(at, end, LENGTH, count + 1))
        count++;
    return count != 2 && count != 4;
}

/* A character of E2 and two bytes more: ellipses, dashes, bullets, quotation marks. */
static bool is_general_mark(const uint8_t *begin, const uint8_t *at, const uint8_t *end,
                            unsigned wanted)
{
    switch (at[1] << 8 | at[2]) {
    case 0x80A6: /* horizontal ellipsis */
        return is_odd_ellipsis(begin, at, end);
    case 0x8BAF: /* midline horizontal ellipsis */
    case 0x80A2: /* bullet */
    case 0x80A7: /* hyphenation point */
    case 0x978F: /* black circle */
    case 0xB8BA: /* two-em dash */
        return true;
    case 0x8095: /* horizontal bar */
    case 0x9480: /* box drawings light horizontal */
        return is_repeated(at, end, 3, 2);
    default:
        return (wanted & ZN_SCAN_CURLY_QUOTES) != 0 && at[1] == 0x80 && (at[2] & 0xFA) == 0x98;
    }
}

/* A character of E3 and two bytes more. */
static bool is_cjk_symbol(const uint8_t *at, const uint8_t *end, unsigned wanted)
{
    switch (at[1] << 8 | at[2]) {
    case 0x8082: /* ideographic full stop */
        return is_repeated(at, end, 3, 3);
    case 0x83BB: /* katakana middle dot */
        return true;
    default: /* U+300C to U+300F */
        return (wanted & ZN_SCAN_CORNER_QUOTES) != 0 && at[1] == 0x80 &&
               (at[2] & 0xFC) == 0x8C;
    }
}

/* A character of EF and two bytes more. */
static bool is_width_form(const uint8_t *at, const uint8_t *end, unsigned wanted)
{
    switch (at[1] << 8 | at[2]) {
    case 0xBC8E: /* full-width full stop */
    case 0xBDA5: /* half-width katakana middle dot */
        return true;
    case 0xBC8D: /* full-width hyphen-minus */
        return is_repeated(at, end, 3, 2);
    case 0xBDA1: /* half-width ideographic full stop */
        return is_repeated(at, end, 3, 3);
    default: /* U+FE41 to U+FE44, the vertical forms of corner quotation marks */
        return (wanted & ZN_SCAN_CORNER_QUOTES) != 0 && at[1] == 0xB9 && at[2] - 0x81 < 4 &&
               at[2] >= 0x81;
    }
}

/* A mark that stands behind its like: a CJK stop, in whatever width. */
static bool is_repeated_stop(const uint8_t *at, const uint8_t *end)
{
    return at[0] != 0xE2 && is_repeated(at, end, 3, 2) && is_wide_mark(at, false);
}

static bool is_wide_candidate(const uint8_t *begin, const uint8_t *at, const uint8_t *end,
                              unsigned wanted)
{
    if (at[0] == 0xC2) /* middle dots */
        return end - at >= 6 && at[1] == 0xB7 && is_repeated(at, end, 2, 3);
    if (end - at < 3)
        return false;
    if ((wanted & ZN_SCAN_REPEATED_MARKS) != 0 && is_repeated_stop(at, end))
        return true;
    switch (at[0]) {
    case 0xE2:
        return is_general_mark(begin, at, end, wanted);
    case 0xE3:
        return is_cjk_symbol(at, end, wanted);
    case 0xEF:
        return is_width_form(at, end, wanted);
    default:
        return false;
    }
}

bool zn_scan_is_mark(const uint8_t *begin, const uint8_t *at, const uint8_t *end,
                     unsigned wanted)
{
    if (is_ascii_mark(begin, at, end))
        return true;
    size_t length = zn_scan_space_length(at, end);
    if (length == 0)
        return at[0] >= 0xC2 && is_wide_candidate(begin, at, end, wanted);
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

static const uint8_t *find_mark(const uint8_t *begin, const uint8_t *from, const uint8_t *end,
                                unsigned wanted)
{
    while (from < end) {
        if (end - from >= 8) {
            uint64_t word = load(from);
            /* All ASCII marks and spaces are below '@'. */
            if ((any_below(word, '@') | any_white_lead(word) | any_equal(word, 0xEF)) == 0) {
                from += 8;
                continue;
            }
        }
        const uint8_t *stop = end - from >= 8 ? from + 8 : end;
        for (; from < stop; from++)
            if (zn_scan_is_mark(begin, from, end, wanted))
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

/*
 * Whether any character with this first byte could be one that the pass `form`
 * must look at.  Han and the letters of Latin and Cyrillic never are.
 */
static bool is_form_lead(uint8_t byte)
{
    if (byte < 0x80)
        return byte < ' ' || byte == 0x7F;
    if (byte < 0xE0)
        return byte == 0xC2 || (byte >= 0xCC && byte != 0xD0 && byte != 0xD1);
    return byte < 0xE4 || byte > 0xE9;
}

static const uint8_t *find_form(const uint8_t *from, const uint8_t *end)
{
    while (from < end) {
        if (end - from >= 8) {
            uint64_t word = load(from);
            if (((word | any_below(word, ' ') | any_equal(word, 0x7F)) & HIGHS) == 0) {
                from += 8;
                continue;
            }
        }
        if (is_form_lead(*from) && zn_scan_is_form(from, end))
            return from;
        size_t length = zn_utf8_length(*from);
        if ((size_t)(end - from) <= length)
            break;
        from += length;
    }
    return end;
}

/* Could what no simple paragraph holds begin with this byte? */
static bool is_not_simple(const uint8_t *at, const uint8_t *end)
{
    switch (at[0]) {
    case '<':
    case '`':
    case 0xE1: /* Hangul Jamo and others */
        return true;
    case 0xE2: /* U+2018, U+2019; radicals */
        return end - at >= 3 &&
               ((at[1] == 0x80 && (at[2] | 1) == 0x99) || (at[1] >= 0xBA && at[1] <= 0xBF));
    case 0xE3: /* kana, Hangul compatibility Jamo, Han outside its main block */
        if (end - at >= 3 && at[1] == 0x80)
            return (at[2] >= 0x85 && at[2] <= 0x87) || at[2] >= 0xA0;
        return end - at >= 2 && at[1] >= 0x81;
    case 0xEF: /* Han for compatibility, half-width forms */
        return end - at >= 2 && (at[1] <= 0xAB || at[1] >= 0xBD);
    default:
        return (at[0] >= 0xEA && at[0] <= 0xED) || at[0] >= 0xF0;
    }
}

static const uint8_t *find_paragraph_end(const uint8_t *from, const uint8_t *end, bool *wide)
{
    bool seen = false;
    for (; from < end && !zn_scan_is_paragraph_end(from, end); from++)
        seen |= *from >= 0xE3;
    *wide = seen;
    return from;
}

static const uint8_t *weigh_paragraph(const uint8_t *from, const uint8_t *end,
                                      struct zn_makeup *makeup)
{
    *makeup = (struct zn_makeup){.is_simple = true};
    for (; from < end && !zn_scan_is_paragraph_end(from, end); from++) {
        makeup->han += *from >= 0xE4 && *from <= 0xE9;
        makeup->small += *from >= 'a' && *from <= 'z';
        makeup->has_curly |= end - from >= 3 && from[0] == 0xE2 && from[1] == 0x80 &&
                             (from[2] | 1) == 0x9D; /* U+201C, U+201D */
        makeup->is_simple = makeup->is_simple && !is_not_simple(from, end);
    }
    return from;
}

static const uint8_t *find_paragraph_start(const uint8_t *from, const uint8_t *at)
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
    static const struct zn_scanner portable = {
        find_mark,       find_white,           skip_han, find_paragraph_end,
        weigh_paragraph, find_paragraph_start, find_form};
    return &portable;
}

const struct zn_scanner *zn_scanner(void)
{
    const struct zn_scanner *fast = zn_scanner_avx2();
    return fast != NULL ? fast : zn_scanner_portable();
}
