/*
 * Scans that jump over text that a pass would not change, with vector
 * instructions where the processor has them and a portable twin of the same
 * result.  Knows which bytes could matter to whom, not what is done with them.
 *
 * Texts are ranges `from` to `end`; `begin` <= `from` is where the readable
 * bytes start.  No scan reads outside `begin` to `end`, whatever the bytes.
 */
#ifndef ZN_TEXT_SCAN_H
#define ZN_TEXT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What find_mark stops at if it is asked to. */
enum {
    ZN_SCAN_CORNER_QUOTES = 1 << 0,
    ZN_SCAN_CURLY_QUOTES = 1 << 1,
    ZN_SCAN_REPEATED_MARKS = 1 << 2 /* a mark of Han text behind its like */
};

/* What a paragraph is made of, roughly. */
struct zn_makeup {
    size_t han;     /* lead bytes of Han characters of three bytes */
    size_t small;   /* ASCII letters in lower case */
    bool has_curly; /* there are curly double quotation marks */
    /* There are no kana, Hangul, Han of other lengths or blocks, tags, code or curly
     * single quotation marks. */
    bool is_simple;
};

struct zn_scanner {
    /*
     * The first character that the step `punct` could change: an ASCII mark
     * that no number or word goes on with, dots and dashes that are not set as
     * Chinese text has them, a space beside a CJK mark, and what `wanted` names.
     */
    const uint8_t *(*find_mark)(const uint8_t *begin, const uint8_t *from, const uint8_t *end,
                                unsigned wanted);
    /*
     * The first white character that the step `space` must look at: all but a
     * single U+0020 before an ASCII character that is not white.
     */
    const uint8_t *(*find_white)(const uint8_t *from, const uint8_t *end);
    /* The first lead byte that does not begin a Han character of three bytes. */
    const uint8_t *(*skip_han)(const uint8_t *from, const uint8_t *end);
    /*
     * The character that ends the paragraph, or `end`.  `*wide` says whether a
     * lead byte of U+3000 or above came before it: without, there is no Han.
     */
    const uint8_t *(*find_paragraph_end)(const uint8_t *from, const uint8_t *end, bool *wide);
    /* The same; and what the paragraph is made of. */
    const uint8_t *(*weigh_paragraph)(const uint8_t *from, const uint8_t *end,
                                      struct zn_makeup *makeup);
    /* The start of the paragraph that the character at `at` is in, not before `from`. */
    const uint8_t *(*find_paragraph_start)(const uint8_t *from, const uint8_t *at);
    /*
     * The first character that the pass `form` must look at, by zn_unicode_form.
     * The text is valid UTF-8 with or without surrogates; `from` is at a character.
     */
    const uint8_t *(*find_form)(const uint8_t *from, const uint8_t *end);
};

/* The best for this processor. */
const struct zn_scanner *zn_scanner(void);

/* The twins: any processor; with AVX2, or NULL where there is none. */
const struct zn_scanner *zn_scanner_portable(void);
const struct zn_scanner *zn_scanner_avx2(void);

/*
 * What the scans look for, at one place: true where find_mark, find_white,
 * find_paragraph_end and find_form stop.
 */
bool zn_scan_is_mark(const uint8_t *begin, const uint8_t *at, const uint8_t *end,
                     unsigned wanted);
bool zn_scan_is_white(const uint8_t *at, const uint8_t *end);
bool zn_scan_is_paragraph_end(const uint8_t *at, const uint8_t *end);
bool zn_scan_is_form(const uint8_t *at, const uint8_t *end);

/* The length of the white space character at `at` that is not a line end; or 0. */
size_t zn_scan_space_length(const uint8_t *at, const uint8_t *end);

#endif
