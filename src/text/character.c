/* See character.h. */
#include "text/character.h"

#include <stddef.h>

struct range {
    uint32_t first;
    uint32_t last;
    enum zn_char_class class;
};

/* U+3000 to U+301F, and U+FF00 to U+FF1F: most of the marks of running text. */
static const uint8_t cjk_symbols[0x20] = {
    [0x00] = ZN_CHAR_SPACE,     [0x01] = ZN_CHAR_CJK_STOP,  [0x02] = ZN_CHAR_CJK_STOP,
    [0x05] = ZN_CHAR_HAN,       [0x06] = ZN_CHAR_HAN,       [0x07] = ZN_CHAR_HAN,
    [0x08] = ZN_CHAR_CJK_OPEN,  [0x09] = ZN_CHAR_CJK_CLOSE, [0x0A] = ZN_CHAR_CJK_OPEN,
    [0x0B] = ZN_CHAR_CJK_CLOSE, [0x0C] = ZN_CHAR_CJK_OPEN,  [0x0D] = ZN_CHAR_CJK_CLOSE,
    [0x0E] = ZN_CHAR_CJK_OPEN,  [0x0F] = ZN_CHAR_CJK_CLOSE, [0x10] = ZN_CHAR_CJK_OPEN,
    [0x11] = ZN_CHAR_CJK_CLOSE, [0x14] = ZN_CHAR_CJK_OPEN,  [0x15] = ZN_CHAR_CJK_CLOSE,
    [0x16] = ZN_CHAR_CJK_OPEN,  [0x17] = ZN_CHAR_CJK_CLOSE, [0x18] = ZN_CHAR_CJK_OPEN,
    [0x19] = ZN_CHAR_CJK_CLOSE, [0x1A] = ZN_CHAR_CJK_OPEN,  [0x1B] = ZN_CHAR_CJK_CLOSE,
    [0x1D] = ZN_CHAR_CJK_OPEN,  [0x1E] = ZN_CHAR_CJK_CLOSE, [0x1F] = ZN_CHAR_CJK_CLOSE,
};

static const uint8_t full_width_signs[0x20] = {
    [0x01] = ZN_CHAR_CJK_STOP, [0x08] = ZN_CHAR_CJK_OPEN, [0x09] = ZN_CHAR_CJK_CLOSE,
    [0x0C] = ZN_CHAR_CJK_STOP, [0x10] = ZN_CHAR_DIGIT,    [0x11] = ZN_CHAR_DIGIT,
    [0x12] = ZN_CHAR_DIGIT,    [0x13] = ZN_CHAR_DIGIT,    [0x14] = ZN_CHAR_DIGIT,
    [0x15] = ZN_CHAR_DIGIT,    [0x16] = ZN_CHAR_DIGIT,    [0x17] = ZN_CHAR_DIGIT,
    [0x18] = ZN_CHAR_DIGIT,    [0x19] = ZN_CHAR_DIGIT,    [0x1A] = ZN_CHAR_CJK_STOP,
    [0x1B] = ZN_CHAR_CJK_STOP, [0x1F] = ZN_CHAR_CJK_STOP,
};

/* All else: sorted, without overlaps; what lies between the ranges is OTHER. */
static const struct range ranges[] = {
    {0x0009, 0x0009, ZN_CHAR_SPACE},
    {0x000A, 0x000D, ZN_CHAR_PARAGRAPH_END},
    {0x0020, 0x0020, ZN_CHAR_SPACE},
    {0x0030, 0x0039, ZN_CHAR_DIGIT},
    {0x0041, 0x005A, ZN_CHAR_LATIN},
    {0x0061, 0x007A, ZN_CHAR_LATIN},
    {0x0085, 0x0085, ZN_CHAR_PARAGRAPH_END},
    {0x00A0, 0x00A0, ZN_CHAR_SPACE},
    {0x00AA, 0x00AA, ZN_CHAR_LATIN},
    {0x00B5, 0x00B5, ZN_CHAR_LATIN},
    {0x00BA, 0x00BA, ZN_CHAR_LATIN},
    {0x00C0, 0x00D6, ZN_CHAR_LATIN},
    {0x00D8, 0x00F6, ZN_CHAR_LATIN},
    {0x00F8, 0x02AF, ZN_CHAR_LATIN},
    {0x0370, 0x0373, ZN_CHAR_LATIN},
    {0x0376, 0x037D, ZN_CHAR_LATIN},
    {0x0386, 0x0386, ZN_CHAR_LATIN},
    {0x0388, 0x0481, ZN_CHAR_LATIN},
    {0x048A, 0x0556, ZN_CHAR_LATIN},
    {0x0561, 0x0587, ZN_CHAR_LATIN},
    {0x05D0, 0x05EA, ZN_CHAR_LATIN}, /* Hebrew */
    {0x0620, 0x064A, ZN_CHAR_LATIN}, /* Arabic */
    {0x0904, 0x0939, ZN_CHAR_LATIN}, /* Devanagari */
    {0x0E01, 0x0E30, ZN_CHAR_LATIN}, /* Thai */
    {0x10A0, 0x10FF, ZN_CHAR_LATIN}, /* Georgian */
    {0x1100, 0x11FF, ZN_CHAR_HANGUL},
    {0x1E00, 0x1FFF, ZN_CHAR_LATIN},
    {0x2000, 0x200A, ZN_CHAR_SPACE},
    {0x2014, 0x2014, ZN_CHAR_CJK_MARK},
    {0x2018, 0x2019, ZN_CHAR_CJK_MARK},
    {0x201C, 0x201D, ZN_CHAR_CJK_MARK},
    {0x2026, 0x2026, ZN_CHAR_CJK_MARK},
    {0x2028, 0x2029, ZN_CHAR_PARAGRAPH_END},
    {0x22EF, 0x22EF, ZN_CHAR_CJK_MARK},
    {0x2C60, 0x2C7F, ZN_CHAR_LATIN},
    {0x2E3A, 0x2E3A, ZN_CHAR_CJK_MARK},
    {0x2E80, 0x2FD5, ZN_CHAR_HAN}, /* radicals stand for their ideographs */
    {0x3021, 0x3029, ZN_CHAR_HAN},
    {0x3031, 0x3035, ZN_CHAR_KANA},
    {0x3038, 0x303C, ZN_CHAR_HAN},
    {0x3041, 0x309F, ZN_CHAR_KANA},
    {0x30A1, 0x30FA, ZN_CHAR_KANA},
    {0x30FC, 0x30FF, ZN_CHAR_KANA},
    {0x3105, 0x312F, ZN_CHAR_LATIN}, /* Bopomofo */
    {0x3131, 0x318E, ZN_CHAR_HANGUL},
    {0x31A0, 0x31BF, ZN_CHAR_LATIN},
    {0x31F0, 0x31FF, ZN_CHAR_KANA},
    {0x3400, 0x4DBF, ZN_CHAR_HAN},
    {0x4E00, 0x9FFF, ZN_CHAR_HAN},
    {0xA720, 0xA7FF, ZN_CHAR_LATIN},
    {0xA960, 0xA97C, ZN_CHAR_HANGUL},
    {0xAC00, 0xD7FB, ZN_CHAR_HANGUL},
    {0xF900, 0xFAFF, ZN_CHAR_HAN},
    {0xFF21, 0xFF3A, ZN_CHAR_LATIN},
    {0xFF3B, 0xFF3B, ZN_CHAR_CJK_OPEN},
    {0xFF3D, 0xFF3D, ZN_CHAR_CJK_CLOSE},
    {0xFF41, 0xFF5A, ZN_CHAR_LATIN},
    {0xFF5B, 0xFF5B, ZN_CHAR_CJK_OPEN},
    {0xFF5D, 0xFF5D, ZN_CHAR_CJK_CLOSE},
    {0xFF5F, 0xFF5F, ZN_CHAR_CJK_OPEN},
    {0xFF60, 0xFF60, ZN_CHAR_CJK_CLOSE},
    {0xFF61, 0xFF61, ZN_CHAR_CJK_STOP},
    {0xFF62, 0xFF62, ZN_CHAR_CJK_OPEN},
    {0xFF63, 0xFF63, ZN_CHAR_CJK_CLOSE},
    {0xFF64, 0xFF64, ZN_CHAR_CJK_STOP},
    {0xFF66, 0xFF9F, ZN_CHAR_KANA},
    {0xFFA1, 0xFFDC, ZN_CHAR_HANGUL},
    {0x1AFF0, 0x1B16F, ZN_CHAR_KANA},
    {0x20000, 0x3FFFD, ZN_CHAR_HAN},
};

enum zn_char_class zn_char_class(uint32_t code_point)
{
    if (code_point >> 5 == 0x3000 >> 5)
        return (enum zn_char_class)cjk_symbols[code_point & 0x1F];
    if (code_point >> 5 == 0xFF00 >> 5)
        return (enum zn_char_class)full_width_signs[code_point & 0x1F];
    size_t low = 0;
    size_t high = sizeof ranges / sizeof ranges[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == sizeof ranges / sizeof ranges[0] || code_point < ranges[low].first)
        return ZN_CHAR_OTHER;
    return ranges[low].class;
}

bool zn_is_sentence_end(uint32_t code_point)
{
    switch (code_point) {
    case '!':
    case '?':
    case 0x3002: /* ideographic full stop */
    case 0xFF01: /* full-width exclamation mark */
    case 0xFF1F: /* full-width question mark */
    case 0xFF61: /* half-width ideographic full stop */
        return true;
    default:
        return false;
    }
}
