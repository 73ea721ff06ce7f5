/*
 * See paragraph.h.  The ends of a paragraph are LF, CR, CRLF, VT, FF, NEL
 * (C2 85) and U+2028, U+2029 (E2 80 A8, E2 80 A9).
 */
#include "core/paragraph.h"

#include "text/character.h"
#include "text/form.h"
#include "text/scan.h"
#include "text/utf8.h"

size_t zn_paragraph_first_end(const uint8_t *text, size_t from, size_t length, bool final)
{
    const uint8_t *end = text + length;
    bool wide;
    const uint8_t *found = zn_scanner()->find_paragraph_end(text + from, end, &wide);
    if (found == end)
        return 0;
    size_t behind = (size_t)(found - text) + zn_utf8_length(*found);
    if (*found != '\r')
        return behind;
    if (behind == length)
        return final ? behind : 0;
    return text[behind] == '\n' ? behind + 1 : behind;
}

size_t zn_paragraph_last_end(const uint8_t *text, size_t length, bool final)
{
    if (length != 0 && text[length - 1] == '\r' && !final)
        length--;
    return (size_t)(zn_scanner()->find_paragraph_start(text, text + length) - text);
}

/*
 * Decodes the character that ends at text[end) and returns its start.  A byte
 * that belongs to no valid character stands for itself, as U+FFFD.
 */
static size_t character_before(const uint8_t *text, size_t end, uint32_t *code_point)
{
    size_t length = 1;
    while (length < ZN_UTF8_MAX && length < end && zn_utf8_is_continuation(text[end - length]))
        length++;
    const uint8_t *start = text + end - length;
    if (zn_utf8_valid_prefix_portable(start, length) == length &&
        zn_utf8_length(*start) == length) {
        zn_utf8_decode(start, code_point);
        return end - length;
    }
    *code_point = 0xFFFD;
    return end - 1;
}

/* The last place up to `limit` that is not inside a character. */
static size_t character_boundary(const uint8_t *text, size_t limit)
{
    for (size_t back = 0; back < ZN_UTF8_MAX && back < limit; back++) {
        if (!zn_utf8_is_continuation(text[limit - back]))
            return limit - back;
    }
    return limit;
}

size_t zn_paragraph_cut(const uint8_t *text, size_t limit)
{
    size_t least = limit / 2;
    /*
     * What follows the last character may not be known, so no boundary behind
     * it counts unless it ends a sentence.
     */
    size_t end = character_boundary(text, limit - 1);
    size_t boundary = 0;
    size_t beside_han = 0;
    uint32_t next = 0;
    for (size_t at = end; at > least;) {
        uint32_t code_point;
        size_t start = character_before(text, at, &code_point);
        if (zn_is_sentence_end(code_point))
            return at;
        /* What is no character must not be divided either. */
        if (at != end && !zn_utf8_is_continuation(text[at]) &&
            zn_form_is_boundary(code_point, next)) {
            if (beside_han == 0 && zn_is_han(code_point) != zn_is_han(next))
                beside_han = at;
            if (boundary == 0)
                boundary = at;
        }
        next = code_point;
        at = start;
    }
    if (beside_han != 0)
        return beside_han;
    return boundary != 0 ? boundary : end;
}
