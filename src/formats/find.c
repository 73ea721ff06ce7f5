/* See find.h. */
#include "formats/find.h"

#include <stdbool.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* ---- By words of eight bytes ---------------------------------------------------------- */

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

static uint64_t load_word(const uint8_t *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Not 0 where a byte of `word` is less than `limit`, which is at most 128. */
static uint64_t any_below(uint64_t word, uint8_t limit)
{
    return (word - ONES * limit) & ~word & HIGHS;
}

static uint64_t any_equal(uint64_t word, uint8_t byte)
{
    return any_below(word ^ (ONES * byte), 1);
}

static bool is_json_stop(uint8_t byte)
{
    return byte < ' ' || byte == '"' || byte == '\\';
}

const uint8_t *zn_find_json_stop_portable(const uint8_t *at, const uint8_t *end)
{
    for (; end - at >= 8; at += 8) {
        uint64_t word = load_word(at);
        if ((any_below(word, ' ') | any_equal(word, '"') | any_equal(word, '\\')) != 0)
            break;
    }
    while (at < end && !is_json_stop(*at))
        at++;
    return at;
}

const uint8_t *zn_find_field_end_portable(const uint8_t *at, const uint8_t *end,
                                          uint8_t separator)
{
    for (; end - at >= 8; at += 8) {
        uint64_t word = load_word(at);
        if ((any_equal(word, separator) | any_equal(word, '\r') | any_equal(word, '\n')) != 0)
            break;
    }
    while (at < end && *at != separator && *at != '\r' && *at != '\n')
        at++;
    return at;
}

/* ---- With SSE2 -------------------------------------------------------------------------- */

#if defined(__SSE2__)

#define BLOCK 16

static inline __m128i load(const uint8_t *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline __m128i equal(__m128i bytes, uint8_t byte)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)byte));
}

static inline unsigned mask_of(__m128i found)
{
    return (unsigned)_mm_movemask_epi8(found);
}

const uint8_t *zn_find_json_stop(const uint8_t *at, const uint8_t *end)
{
    const __m128i last_control = _mm_set1_epi8(0x1F);
    for (; end - at >= BLOCK; at += BLOCK) {
        __m128i bytes = load(at);
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
        __m128i mark = _mm_or_si128(equal(bytes, '"'), equal(bytes, '\\'));
        unsigned found = mask_of(_mm_or_si128(control, mark));
        if (found != 0)
            return at + __builtin_ctz(found);
    }
    return zn_find_json_stop_portable(at, end);
}

const uint8_t *zn_find_field_end(const uint8_t *at, const uint8_t *end, uint8_t separator)
{
    for (; end - at >= BLOCK; at += BLOCK) {
        __m128i bytes = load(at);
        __m128i line_end = _mm_or_si128(equal(bytes, '\r'), equal(bytes, '\n'));
        unsigned found = mask_of(_mm_or_si128(line_end, equal(bytes, separator)));
        if (found != 0)
            return at + __builtin_ctz(found);
    }
    return zn_find_field_end_portable(at, end, separator);
}

#else

const uint8_t *zn_find_json_stop(const uint8_t *at, const uint8_t *end)
{
    return zn_find_json_stop_portable(at, end);
}

const uint8_t *zn_find_field_end(const uint8_t *at, const uint8_t *end, uint8_t separator)
{
    return zn_find_field_end_portable(at, end, separator);
}

#endif
