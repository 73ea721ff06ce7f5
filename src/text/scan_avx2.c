/*
 * The scans with AVX2, 32 bytes at a time.  Each block is tested for bytes
 * that could be what is sought; the exact test at that place is the portable
 * twin's.  The last bytes of a text are left to the twin.
 */
#include "text/scan.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define BLOCK 32

AVX2 static inline __m256i load(const uint8_t *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

AVX2 static inline __m256i all(int byte)
{
    return _mm256_set1_epi8((char)byte);
}

AVX2 static inline __m256i equal(__m256i bytes, int byte)
{
    return _mm256_cmpeq_epi8(bytes, all(byte));
}

/* Where first <= byte <= last, unsigned. */
AVX2 static inline __m256i between(__m256i bytes, int first, int last)
{
    __m256i offset = _mm256_sub_epi8(bytes, all(first));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, all(last - first)), offset);
}

AVX2 static inline uint32_t mask_of(__m256i found)
{
    return (uint32_t)_mm256_movemask_epi8(found);
}

/* U+2000 to U+200A, U+3000 and everything that begins with C2. */
AVX2 static inline __m256i wide_spaces(__m256i first, __m256i second, __m256i third)
{
    __m256i general = _mm256_and_si256(equal(first, 0xE2), between(third, 0x80, 0x8A));
    __m256i ideographic = _mm256_and_si256(equal(first, 0xE3), equal(third, 0x80));
    __m256i either =
        _mm256_and_si256(equal(second, 0x80), _mm256_or_si256(general, ideographic));
    return _mm256_or_si256(either, equal(first, 0xC2));
}

/* The ASCII sentence marks, round brackets and TAB, by the two halves of a byte. */
AVX2 static inline __m256i ascii_marks(__m256i bytes)
{
    const __m256i low = _mm256_setr_epi8(0, 1, 0, 0, 0, 0, 0, 0, 1, 5, 2, 2, 1, 0, 0, 2, /**/
                                         0, 1, 0, 0, 0, 0, 0, 0, 1, 5, 2, 2, 1, 0, 0, 2);
    const __m256i high = _mm256_setr_epi8(4, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /**/
                                          4, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    __m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), all(0x0F));
    __m256i common =
        _mm256_and_si256(_mm256_shuffle_epi8(low, bytes), _mm256_shuffle_epi8(high, upper));
    return _mm256_cmpgt_epi8(common, _mm256_setzero_si256());
}

AVX2 static const uint8_t *find_mark(const uint8_t *begin, const uint8_t *from,
                                     const uint8_t *end)
{
    /* The blocks read the byte before them and the two behind. */
    if (from == begin && from < end) {
        if (zn_scan_is_mark(begin, from, end))
            return from;
        from++;
    }
    for (; end - from >= BLOCK + 2; from += BLOCK) {
        __m256i bytes = load(from);
        __m256i next = load(from + 1);
        /* A U+0020 between ASCII characters is beside no CJK mark. */
        __m256i beside = _mm256_or_si256(next, load(from - 1));
        __m256i space = _mm256_and_si256(equal(bytes, ' '),
                                         _mm256_cmpgt_epi8(_mm256_setzero_si256(), beside));
        uint32_t found = mask_of(_mm256_or_si256(_mm256_or_si256(ascii_marks(bytes), space),
                                                 wide_spaces(bytes, next, load(from + 2))));
        for (; found != 0; found &= found - 1) {
            const uint8_t *at = from + __builtin_ctz(found);
            if (zn_scan_is_mark(begin, at, end))
                return at;
        }
    }
    return zn_scanner_portable()->find_mark(begin, from, end);
}

AVX2 static const uint8_t *find_white(const uint8_t *from, const uint8_t *end)
{
    for (; end - from >= BLOCK + 2; from += BLOCK) {
        __m256i bytes = load(from);
        __m256i next = load(from + 1);
        __m256i third = load(from + 2);
        /* As signed numbers, white ASCII and all that is not ASCII are <= ' '. */
        __m256i space =
            _mm256_and_si256(equal(bytes, ' '), _mm256_cmpgt_epi8(all(' ' + 1), next));
        __m256i separators =
            _mm256_and_si256(_mm256_and_si256(equal(bytes, 0xE2), equal(next, 0x80)),
                             between(third, 0xA8, 0xA9));
        uint32_t found = mask_of(
            _mm256_or_si256(_mm256_or_si256(space, between(bytes, '\t', '\r')),
                            _mm256_or_si256(separators, wide_spaces(bytes, next, third))));
        for (; found != 0; found &= found - 1) {
            const uint8_t *at = from + __builtin_ctz(found);
            if (zn_scan_is_white(at, end))
                return at;
        }
    }
    return zn_scanner_portable()->find_white(from, end);
}

AVX2 static const uint8_t *skip_han(const uint8_t *from, const uint8_t *end)
{
    for (; end - from >= BLOCK + 1; from += BLOCK) {
        __m256i bytes = load(from);
        /* As signed numbers, continuation bytes are the least. */
        __m256i lead = _mm256_cmpgt_epi8(bytes, all(0xBF));
        __m256i below =
            _mm256_and_si256(equal(bytes, 0xE3), _mm256_cmpgt_epi8(all(0x90), load(from + 1)));
        __m256i han = _mm256_andnot_si256(below, between(bytes, 0xE3, 0xE9));
        uint32_t found = mask_of(_mm256_andnot_si256(han, lead));
        if (found != 0)
            return from + __builtin_ctz(found);
    }
    /* The twin goes by characters: it must begin at one. */
    while (from < end && (*from & 0xC0) == 0x80)
        from++;
    return zn_scanner_portable()->skip_han(from, end);
}

AVX2 static const uint8_t *find_paragraph_end(const uint8_t *from, const uint8_t *end,
                                              bool *wide)
{
    uint32_t seen = 0;
    for (; end - from >= BLOCK + 2; from += BLOCK) {
        __m256i bytes = load(from);
        __m256i next = load(from + 1);
        __m256i separators =
            _mm256_and_si256(_mm256_and_si256(equal(bytes, 0xE2), equal(next, 0x80)),
                             between(load(from + 2), 0xA8, 0xA9));
        __m256i next_line = _mm256_and_si256(equal(bytes, 0xC2), equal(next, 0x85));
        uint32_t found = mask_of(_mm256_or_si256(_mm256_or_si256(separators, next_line),
                                                 between(bytes, '\n', '\r')));
        uint32_t high = mask_of(between(bytes, 0xE3, 0xFF));
        if (found != 0) {
            seen |= high & ((found & (0 - found)) - 1);
            *wide = seen != 0;
            return from + __builtin_ctz(found);
        }
        seen |= high;
    }
    bool rest = false;
    const uint8_t *at = zn_scanner_portable()->find_paragraph_end(from, end, &rest);
    *wide = rest || seen != 0;
    return at;
}

const struct zn_scanner *zn_scanner_avx2(void)
{
    static const struct zn_scanner avx2 = {find_mark, find_white, skip_han,
                                           find_paragraph_end};
    return __builtin_cpu_supports("avx2") ? &avx2 : NULL;
}
#else
const struct zn_scanner *zn_scanner_avx2(void)
{
    return NULL;
}
#endif
