/* See space_side.h. */
#include "text/space_side.h"

#include "text/character.h"
#include "text/utf8.h"

enum zn_side zn_side_of(const uint8_t *text, const uint8_t *end)
{
    if (*text < 0x80) {
        bool letter = (*text | 0x20u) - 'a' < 26;
        bool digit = *text - (unsigned)'0' < 10;
        return letter || digit ? ZN_SIDE_LATIN : ZN_SIDE_OTHER;
    }
    /* Text that the end cuts short, which valid text never is. */
    if ((size_t)(end - text) < zn_utf8_length(*text))
        return ZN_SIDE_OTHER;
    uint32_t code_point;
    zn_utf8_decode(text, &code_point);
    if (zn_is_han(code_point))
        return ZN_SIDE_HAN;
    enum zn_char_class class = zn_char_class(code_point);
    switch (class) {
    case ZN_CHAR_EXTEND:
        return ZN_SIDE_EXTEND;
    case ZN_CHAR_LATIN:
    case ZN_CHAR_DIGIT:
        /* Bopomofo and full-width forms fill a square, as Han does. */
        return code_point < 0x3000 ? ZN_SIDE_LATIN : ZN_SIDE_OTHER;
    default:
        return class >= ZN_CHAR_CJK_STOP ? ZN_SIDE_MARK : ZN_SIDE_OTHER;
    }
}

enum zn_side zn_side_before(const uint8_t *text, const uint8_t *end, enum zn_side before)
{
    const uint8_t *at = end;
    while (at > text) {
        const uint8_t *stop = at--;
        while (at > text && stop - at < ZN_UTF8_MAX && zn_utf8_is_continuation(*at))
            at--;
        enum zn_side side = zn_side_of(at, stop);
        if (side != ZN_SIDE_EXTEND)
            return side;
    }
    return before;
}

enum zn_pair zn_pair_of(enum zn_side left, enum zn_side right)
{
    static const uint8_t pairs[ZN_SIDES][ZN_SIDES] = {
        [ZN_SIDE_HAN] = {[ZN_SIDE_MARK] = ZN_PAIR_MARK,
                         [ZN_SIDE_HAN] = ZN_PAIR_HAN,
                         [ZN_SIDE_LATIN] = ZN_PAIR_LATIN},
        [ZN_SIDE_MARK] = {[ZN_SIDE_HAN] = ZN_PAIR_MARK},
        [ZN_SIDE_LATIN] = {[ZN_SIDE_HAN] = ZN_PAIR_LATIN},
    };
    return (enum zn_pair)pairs[left][right];
}
