/*
 * See utf8_avx2.h.  The method is the published one of Keiser and Lemire
 * ("Validating UTF-8 in less than one instruction per byte", 2021): three
 * table look-ups on the nibbles of each pair of neighbouring bytes give the
 * set of errors that the pair allows; a byte is wrong when a bit is in all
 * three sets.  The continuation bytes that third and fourth bytes must be are
 * checked beside that.
 */
#include "text/utf8_avx2.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* The error classes, one bit each. */
enum {
    TOO_SHORT = 1 << 0,      /* a lead byte, then no continuation */
    TOO_LONG = 1 << 1,       /* ASCII, then a continuation */
    OVERLONG_3 = 1 << 2,     /* E0 80..9F */
    SURROGATE = 1 << 4,      /* ED A0..BF */
    OVERLONG_2 = 1 << 5,     /* C0, C1 */
    TWO_CONTS = 1 << 7,      /* two continuations: right only as third or fourth byte */
    TOO_LARGE = 1 << 3,      /* F4 90.., F5.. */
    TOO_LARGE_1000 = 1 << 6, /* F5.. 80..8F */
    OVERLONG_4 = 1 << 6,     /* F0 80..8F */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS
};

#define REPEAT_16(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)
#define C(x) ((char)(x))

__attribute__((target("avx2"))) static __m256i high_nibble(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

/* The bytes `by` places earlier, `previous` being the block before. */
#define SHIFTED(input, previous, by) \
    _mm256_alignr_epi8(input, _mm256_permute2x128_si256(previous, input, 0x21), 16 - (by))

__attribute__((target("avx2"))) static __m256i pair_errors(__m256i input, __m256i before)
{
    const __m256i first_high = REPEAT_16(
        C(TOO_LONG), C(TOO_LONG), C(TOO_LONG), C(TOO_LONG), C(TOO_LONG), C(TOO_LONG),
        C(TOO_LONG), C(TOO_LONG), C(TWO_CONTS), C(TWO_CONTS), C(TWO_CONTS), C(TWO_CONTS),
        C(TOO_SHORT | OVERLONG_2), C(TOO_SHORT), C(TOO_SHORT | OVERLONG_3 | SURROGATE),
        C(TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4));
    const __m256i first_low = REPEAT_16(
        C(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), C(CARRY | OVERLONG_2), C(CARRY),
        C(CARRY), C(CARRY | TOO_LARGE), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE),
        C(CARRY | TOO_LARGE | TOO_LARGE_1000), C(CARRY | TOO_LARGE | TOO_LARGE_1000));
    const __m256i second_high = REPEAT_16(
        C(TOO_SHORT), C(TOO_SHORT), C(TOO_SHORT), C(TOO_SHORT), C(TOO_SHORT), C(TOO_SHORT),
        C(TOO_SHORT), C(TOO_SHORT),
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE),
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),
        C(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), C(TOO_SHORT),
        C(TOO_SHORT), C(TOO_SHORT), C(TOO_SHORT));
    __m256i a = _mm256_shuffle_epi8(first_high, high_nibble(before));
    __m256i b =
        _mm256_shuffle_epi8(first_low, _mm256_and_si256(before, _mm256_set1_epi8(0x0F)));
    __m256i c = _mm256_shuffle_epi8(second_high, high_nibble(input));
    return _mm256_and_si256(_mm256_and_si256(a, b), c);
}

/* Nonzero bytes where `input`, after `previous`, breaks a rule. */
__attribute__((target("avx2"))) static __m256i block_errors(__m256i input, __m256i previous)
{
    __m256i before1 = SHIFTED(input, previous, 1);
    __m256i before2 = SHIFTED(input, previous, 2);
    __m256i before3 = SHIFTED(input, previous, 3);
    __m256i third = _mm256_subs_epu8(before2, _mm256_set1_epi8(C(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(before3, _mm256_set1_epi8(C(0xF0 - 0x80)));
    __m256i must_continue =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(C(0x80)));
    return _mm256_xor_si256(must_continue, pair_errors(input, before1));
}

__attribute__((target("avx2"))) static size_t valid_blocks(const uint8_t *text, size_t length)
{
    __m256i previous = _mm256_setzero_si256();
    size_t at = 0;
    for (; length - at >= 32; at += 32) {
        __m256i input = _mm256_loadu_si256((const __m256i *)(const void *)(text + at));
        __m256i errors = block_errors(input, previous);
        if (!_mm256_testz_si256(errors, errors))
            break;
        previous = input;
    }
    return at;
}

size_t zn_utf8_avx2_valid_blocks(const uint8_t *text, size_t length)
{
    return __builtin_cpu_supports("avx2") ? valid_blocks(text, length) : 0;
}

#else

size_t zn_utf8_avx2_valid_blocks(const uint8_t *text, size_t length)
{
    (void)text;
    (void)length;
    return 0;
}

#endif
