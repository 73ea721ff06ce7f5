/*
 * See utf8.h.  The portable validator walks sequence by sequence; the vector
 * one is in utf8_avx2.c and is used for whole blocks of 32 bytes.
 */
#include "text/utf8.h"

#include <string.h>

#include "text/utf8_avx2.h"

size_t zn_utf8_encode(uint32_t code_point, uint8_t out[ZN_UTF8_MAX])
{
    if (code_point < 0x80) {
        out[0] = (uint8_t)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (uint8_t)(0xC0 | code_point >> 6);
        out[1] = (uint8_t)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (uint8_t)(0xE0 | code_point >> 12);
        out[1] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | code_point >> 18);
    out[1] = (uint8_t)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (code_point & 0x3F));
    return 4;
}

/*
 * What may follow a lead byte: the length of the sequence (0: no lead byte)
 * and the range of the second byte. Unicode Standard, table 3-7.
 */
struct lead {
    uint8_t length;
    uint8_t second_low;
    uint8_t second_high;
};

static struct lead lead_of(uint8_t byte)
{
    if (byte < 0x80)
        return (struct lead){1, 0, 0};
    if (byte < 0xC2 || byte > 0xF4)
        return (struct lead){0, 0, 0};
    if (byte < 0xE0)
        return (struct lead){2, 0x80, 0xBF};
    if (byte < 0xF0)
        return (struct lead){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    return (struct lead){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
}

/*
 * The number of bytes at `text` that belong to one sequence as far as it is
 * well formed; `*complete` says whether it is whole.
 */
static size_t sequence(const uint8_t *text, size_t length, bool *complete)
{
    struct lead lead = lead_of(text[0]);
    *complete = false;
    if (lead.length == 0)
        return 1;
    size_t i = 1;
    if (i < lead.length && i < length && text[i] >= lead.second_low &&
        text[i] <= lead.second_high) {
        i++;
        while (i < lead.length && i < length && zn_utf8_is_continuation(text[i]))
            i++;
    }
    *complete = i == lead.length;
    return i;
}

size_t zn_utf8_maximal_subpart(const uint8_t *text, size_t length)
{
    bool complete;
    return sequence(text, length, &complete);
}

size_t zn_utf8_valid_prefix_portable(const uint8_t *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint64_t word;
        while (length - at >= sizeof word) {
            memcpy(&word, text + at, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) != 0)
                break;
            at += sizeof word;
        }
        if (at == length)
            break;
        bool complete;
        size_t taken = sequence(text + at, length - at, &complete);
        if (!complete)
            break;
        at += taken;
    }
    return at;
}

size_t zn_utf8_valid_prefix(const uint8_t *text, size_t length)
{
    size_t at = zn_utf8_avx2_valid_blocks(text, length);
    /* The blocks may end inside a sequence: go back to its lead byte. */
    size_t back = 0;
    while (back < at && back < ZN_UTF8_MAX - 1 && zn_utf8_is_continuation(text[at - back - 1]))
        back++;
    if (back < at)
        at -= back + 1;
    return at + zn_utf8_valid_prefix_portable(text + at, length - at);
}
