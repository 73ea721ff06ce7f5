/*
 * What Unicode's data files say of a code point, as the passes need it.  The
 * tables in unicode_tables.c are made by src/tools/unicode-tables.c; each has
 * two stages, so that a look-up takes the same time for every code point.
 * Knows nothing of bytes, of context, or of which rules are on.
 */
#ifndef ZN_TEXT_UNICODE_H
#define ZN_TEXT_UNICODE_H

#include <stdint.h>

/* What the pass `form` has to do with a code point. Each has exactly one kind. */
enum zn_form_kind {
    ZN_FORM_PLAIN,     /* nothing */
    ZN_FORM_SEPARATOR, /* nothing, but between full-width digits: U+FF0C, FF0E, FF1A */
    /* The scan stops from here on. Kept, but counted: */
    ZN_FORM_PRIVATE_USE,
    ZN_FORM_REPLACEMENT, /* U+FFFD */
    ZN_FORM_UNASSIGNED,  /* in Unicode ZN_UNICODE_VERSION, with the noncharacters */
    /* Normalised to NFC: */
    ZN_FORM_COMPOSES,   /* may change or move with what is before it */
    ZN_FORM_DECOMPOSES, /* changes, whatever is before it */
    /* Removed, or not: */
    ZN_FORM_JOINER, /* U+200C, U+200D */
    ZN_FORM_VARIATION_SELECTOR,
    ZN_FORM_INVISIBLE,
    ZN_FORM_BIDI_CONTROL,
    ZN_FORM_CONTROL,
    /* Folded, to what zn_unicode_fold says: */
    ZN_FORM_RADICAL,
    ZN_FORM_PRESENTATION,
    ZN_FORM_HALFWIDTH,
    ZN_FORM_SOUND_MARK, /* U+FF9E, U+FF9F: a combining mark, or one by itself */
    ZN_FORM_COMPATIBILITY,
    ZN_FORM_LETTER,
    ZN_FORM_DIGIT,
    ZN_FORM_SIGN,
    ZN_FORM_KINDS
};

/* The second stages hold blocks of this many code points. */
enum {
    ZN_UNICODE_END = 0x110000,
    ZN_UNICODE_BLOCK_BITS = 7,
    ZN_UNICODE_BLOCK = 1 << ZN_UNICODE_BLOCK_BITS,
    ZN_UNICODE_BLOCKS = ZN_UNICODE_END >> ZN_UNICODE_BLOCK_BITS,
    ZN_UNICODE_FOLD_END = 0x30000, /* what folds is below */
    ZN_UNICODE_FOLD_BLOCKS = ZN_UNICODE_FOLD_END >> ZN_UNICODE_BLOCK_BITS
};

/* The version of Unicode that the tables are of, such as "15.0.0". */
extern const char zn_unicode_version[];

extern const uint8_t zn_unicode_class_index[ZN_UNICODE_BLOCKS];
extern const uint8_t zn_unicode_class_blocks[][ZN_UNICODE_BLOCK];
extern const uint8_t zn_unicode_form_index[ZN_UNICODE_BLOCKS];
extern const uint8_t zn_unicode_form_blocks[][ZN_UNICODE_BLOCK];
extern const uint8_t zn_unicode_fold_index[ZN_UNICODE_FOLD_BLOCKS];
extern const uint32_t zn_unicode_fold_blocks[][ZN_UNICODE_BLOCK];

/* What zn_char_class is made of; the code point must be below ZN_UNICODE_END. */
static inline uint8_t zn_unicode_class(uint32_t code_point)
{
    uint8_t block = zn_unicode_class_index[code_point >> ZN_UNICODE_BLOCK_BITS];
    return zn_unicode_class_blocks[block][code_point & (ZN_UNICODE_BLOCK - 1)];
}

/* Any 32-bit value may be asked for. */
static inline enum zn_form_kind zn_unicode_form(uint32_t code_point)
{
    if (code_point >= ZN_UNICODE_END)
        return ZN_FORM_PLAIN;
    uint8_t block = zn_unicode_form_index[code_point >> ZN_UNICODE_BLOCK_BITS];
    return (
        enum zn_form_kind)zn_unicode_form_blocks[block][code_point & (ZN_UNICODE_BLOCK - 1)];
}

/*
 * What a separator or a code point of one of the folding kinds becomes; 0 for
 * every other.  A sound mark becomes the combining one.
 */
static inline uint32_t zn_unicode_fold(uint32_t code_point)
{
    if (code_point >= ZN_UNICODE_FOLD_END)
        return 0;
    uint8_t block = zn_unicode_fold_index[code_point >> ZN_UNICODE_BLOCK_BITS];
    return zn_unicode_fold_blocks[block][code_point & (ZN_UNICODE_BLOCK - 1)];
}

#endif
