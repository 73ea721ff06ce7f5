/*
 * UTF-8: decoding valid text, and finding the first byte that is not valid.
 * Validity is that of the Unicode Standard, table 3-7: no
 * overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef ZN_TEXT_UTF8_H
#define ZN_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZN_UTF8_MAX 4 /* bytes of the longest sequence */

/* The length of the sequence that a valid lead byte begins. */
static inline size_t zn_utf8_length(uint8_t lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static inline bool zn_utf8_is_continuation(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Decodes the sequence at `text`, which must be valid; returns its length. */
static inline size_t zn_utf8_decode(const uint8_t *text, uint32_t *code_point)
{
    uint32_t lead = text[0];
    if (lead < 0x80) {
        *code_point = lead;
        return 1;
    }
    if (lead < 0xE0) {
        *code_point = (lead & 0x1F) << 6 | (text[1] & 0x3Fu);
        return 2;
    }
    if (lead < 0xF0) {
        *code_point = (lead & 0x0F) << 12 | (text[1] & 0x3Fu) << 6 | (text[2] & 0x3Fu);
        return 3;
    }
    *code_point = (lead & 0x07) << 18 | (text[1] & 0x3Fu) << 12 | (text[2] & 0x3Fu) << 6 |
                  (text[3] & 0x3Fu);
    return 4;
}

/* Encodes a code point (not a surrogate); returns the length, 1 to 4. */
size_t zn_utf8_encode(uint32_t code_point, uint8_t out[ZN_UTF8_MAX]);

/*
 * The number of bytes at the start of `text` that are valid UTF-8: `length`
 * when all are.  A sequence that the end cuts short is not valid.  O(length),
 * with vector instructions where the processor has them.
 */
size_t zn_utf8_valid_prefix(const uint8_t *text, size_t length);

/* The same without vector instructions, for processors that lack them. */
size_t zn_utf8_valid_prefix_portable(const uint8_t *text, size_t length);

/*
 * The length of the maximal subpart that an invalid sequence at `text` begins
 * with (Unicode Standard, section 3.9, "U+FFFD substitution"): at least 1.
 */
size_t zn_utf8_maximal_subpart(const uint8_t *text, size_t length);

#endif
