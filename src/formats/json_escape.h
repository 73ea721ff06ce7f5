/*
 * The escapes in a string of JSON.  Knows one escape at a time; json_spelling.h has the
 * strings.
 */
#ifndef ZN_FORMATS_JSON_ESCAPE_H
#define ZN_FORMATS_JSON_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What zn_json_hex has for a byte: the digit's value, and which letter it is. */
enum {
    ZN_JSON_HEX_VALUE = 0x0F,
    ZN_JSON_HEX_LOWER = 0x10, /* a to f */
    ZN_JSON_HEX_UPPER = 0x20, /* A to F */
    ZN_JSON_HEX_NONE = 0x80   /* no hexadecimal digit */
};

extern const uint8_t zn_json_hex[256];

/* What the byte behind '\' stands for; 0: it makes no escape, or is 'u'. */
extern const uint8_t zn_json_short[256];

#define ZN_JSON_HEX_LENGTH 6 /* "\u4e2d" */

/* The code unit of the escape "\u4e2d" at `at`; adds to `*letters` which its digits have. */
static inline uint32_t zn_json_read_unit(const uint8_t *at, unsigned *letters)
{
    uint32_t first = zn_json_hex[at[2]];
    uint32_t second = zn_json_hex[at[3]];
    uint32_t third = zn_json_hex[at[4]];
    uint32_t fourth = zn_json_hex[at[5]];
    *letters |= (first | second | third | fourth) & (ZN_JSON_HEX_LOWER | ZN_JSON_HEX_UPPER);
    return (first & ZN_JSON_HEX_VALUE) << 12 | (second & ZN_JSON_HEX_VALUE) << 8 |
           (third & ZN_JSON_HEX_VALUE) << 4 | (fourth & ZN_JSON_HEX_VALUE);
}

struct zn_json_escape {
    uint32_t code_point; /* of a lone surrogate its own */
    unsigned length;     /* bytes of the source; 12 for a pair of surrogates */
    unsigned letters;    /* ZN_JSON_HEX_LOWER and _UPPER that are among its digits */
    bool is_hex;         /* "\u4e2d", not "\n" */
};

static inline bool zn_json_is_lone(const struct zn_json_escape *escape)
{
    return escape->code_point >= 0xD800 && escape->code_point <= 0xDFFF;
}

/* Reads the escape at `at`, which is valid and ends before `end`. */
struct zn_json_escape zn_json_read_escape(const uint8_t *at, const uint8_t *end);

/* Whether a string, given without its quotation marks and valid, spells this UTF-8. */
bool zn_json_spells(const uint8_t *string, size_t length, const uint8_t *text,
                    size_t text_length);

#endif
