/*
 * What the characters beside a space are to it.  Knows nothing of rules.
 */
#ifndef ZN_TEXT_SPACE_SIDE_H
#define ZN_TEXT_SPACE_SIDE_H

#include <stdint.h>

/* What a visible character is to the space beside it. */
enum zn_side {
    ZN_SIDE_OTHER,
    ZN_SIDE_HAN,
    ZN_SIDE_MARK,   /* a CJK mark */
    ZN_SIDE_LATIN,  /* a letter or digit that does not fill a square */
    ZN_SIDE_EXTEND, /* part of the character before it */
    ZN_SIDES
};

/* The side of the character at `text`, which is before `end`. */
enum zn_side zn_side_of(const uint8_t *text, const uint8_t *end);

/*
 * The side of the last character of visible text; `before` if all of the text
 * is part of the character before it.
 */
enum zn_side zn_side_before(const uint8_t *text, const uint8_t *end, enum zn_side before);

/* Between which characters a space is. */
enum zn_pair {
    ZN_PAIR_OTHER,
    ZN_PAIR_MARK, /* Han and a CJK mark */
    ZN_PAIR_HAN,  /* two Han characters */
    ZN_PAIR_LATIN /* Han and Latin */
};

enum zn_pair zn_pair_of(enum zn_side left, enum zn_side right);

#endif
