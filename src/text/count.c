/*
 * See count.h.  Nearly all Han characters can be told by their first byte, or by
 * two: so a loop without branches, which compilers make wide, counts these, and
 * whether there are others in a chunk.  Only then its characters are decoded.
 */
#include "text/count.h"

#include "text/character.h"
#include "text/utf8.h"

#define CHUNK 255      /* bytes, so that a byte is enough to count in */
#define LOOK_AHEAD 2   /* bytes behind the first one of a character */
#define HAN_FIRST 0xE5 /* U+5000 to U+9FFF begin with five bytes, from this on */
#define HAN_FIRST_COUNT 5

/* Is `byte` one of `count` from `first` on? */
static inline uint8_t is_among(uint8_t byte, uint8_t first, uint8_t count)
{
    return (uint8_t)(byte - first) < count;
}

/* 1 if U+5000 to U+9FFF or U+4E00 to U+4FFF may begin with these bytes. */
static inline uint8_t is_common_han(uint8_t first, uint8_t second)
{
    return is_among(first, HAN_FIRST, HAN_FIRST_COUNT) |
           (uint8_t)((first == 0xE4) & (second >= 0xB8));
}

/* 1 if other Han characters may begin with these bytes, or what takes a closer look. */
static inline uint8_t is_rare(uint8_t first, uint8_t second, uint8_t third)
{
    uint8_t radical = (first == 0xE2) & (second >= 0xBA);
    uint8_t sign = (uint8_t)((second == 0x80) & (is_among(third, 0x85, 3) | (third >= 0xA1)));
    uint8_t extension = (first == 0xE3) & (sign | (second >= 0x90));
    uint8_t before = (first == 0xE4) & (second < 0xB8);
    uint8_t compatibility = (uint8_t)((first == 0xEF) & is_among(second, 0xA4, 8));
    return radical | extension | before | compatibility | (first >= 0xF0);
}

/* Counts the characters that begin in text[from .. to), one by one. */
static void count_slowly(struct zn_count *count, const uint8_t *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (zn_utf8_is_continuation(text[i]))
            continue;
        uint32_t code_point;
        zn_utf8_decode(text + i, &code_point);
        count->code_points++;
        count->han += zn_is_han(code_point);
    }
}

/* Counts those that begin in `chunk`, up to CHUNK bytes with LOOK_AHEAD behind them. */
static void count_chunk(struct zn_count *count, const uint8_t *chunk, size_t length)
{
    uint8_t starts = 0;
    uint8_t han = 0;
    uint8_t rare = 0;
    for (size_t i = 0; i < length; i++) {
        starts = (uint8_t)(starts + ((chunk[i] & 0xC0) != 0x80));
        han = (uint8_t)(han + is_common_han(chunk[i], chunk[i + 1]));
        rare |= is_rare(chunk[i], chunk[i + 1], chunk[i + 2]);
    }
    if (rare != 0) {
        count_slowly(count, chunk, 0, length);
        return;
    }
    count->code_points += starts;
    count->han += han;
}

static void count_valid(struct zn_count *count, const uint8_t *text, size_t length)
{
    size_t at = 0;
    while (length - at > LOOK_AHEAD) {
        size_t chunk = length - at - LOOK_AHEAD;
        if (chunk > CHUNK)
            chunk = CHUNK;
        count_chunk(count, text + at, chunk);
        at += chunk;
    }
    count_slowly(count, text, at, length);
}

void zn_count_add(struct zn_count *count, const uint8_t *text, size_t length)
{
    while (length > 0) {
        size_t valid = zn_utf8_valid_prefix(text, length);
        size_t bad = 0;
        count_valid(count, text, valid);
        if (valid < length) {
            bad = zn_utf8_maximal_subpart(text + valid, length - valid);
            count->code_points++;
        }
        text += valid + bad;
        length -= valid + bad;
    }
}
