/*
 * Classes of characters, as the passes need them: what script a code point
 * belongs to and what a mark does.  Knows nothing of bytes or of context.
 */
#ifndef ZN_TEXT_CHARACTER_H
#define ZN_TEXT_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

#include "text/unicode.h"

enum zn_char_class {
    ZN_CHAR_OTHER, /* symbols, controls, ASCII marks, everything not below */
    ZN_CHAR_SPACE,
    ZN_CHAR_PARAGRAPH_END,
    ZN_CHAR_HAN,
    ZN_CHAR_KANA,
    ZN_CHAR_HANGUL,
    ZN_CHAR_LATIN,  /* letters of Latin and of the other alphabets */
    ZN_CHAR_DIGIT,  /* ASCII and full-width */
    ZN_CHAR_EXTEND, /* combining marks, variation selectors: part of what is before */
    /* CJK marks: */
    ZN_CHAR_CJK_STOP,  /* a sentence mark, such as U+3002, U+FF0C */
    ZN_CHAR_CJK_OPEN,  /* an opening bracket, such as U+FF08, U+300A */
    ZN_CHAR_CJK_CLOSE, /* a closing bracket */
    ZN_CHAR_CJK_MARK   /* the others: curly quotation marks, ellipsis, dash */
};

/* Any 32-bit value may be asked for. */
static inline enum zn_char_class zn_char_class(uint32_t code_point)
{
    return code_point < ZN_UNICODE_END ? (enum zn_char_class)zn_unicode_class(code_point)
                                       : ZN_CHAR_OTHER;
}

static inline bool zn_is_han(uint32_t code_point)
{
    return (code_point - 0x4E00u < 0x5200u) || zn_char_class(code_point) == ZN_CHAR_HAN;
}

/* LF, VT, FF, CR, NEL, U+2028 and U+2029 end a paragraph. */
static inline bool zn_is_paragraph_end(uint32_t code_point)
{
    return code_point - 0x0Au < 4 || code_point == 0x85 || (code_point | 1) == 0x2029;
}

/*
 * The marks that end a sentence in running Chinese text, of either width.  The
 * ASCII full stop is not among them: it may stand in a number or a name.
 */
bool zn_is_sentence_end(uint32_t code_point);

#endif
