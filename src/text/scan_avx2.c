/*
 * The scans with AVX2, 32 bytes at a time.  Each block is tested for bytes
 * that could be what is sought; the exact test at that place is the portable
 * twin's.  The last bytes of a text are left to the twin.
 */
#include "text/scan.h"

#include "text/utf8.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
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

/* For each byte, the entry of the table that its low half names; its high half. */
AVX2 static inline __m256i by_low(__m128i table, __m256i bytes)
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table),
                               _mm256_and_si256(bytes, all(0x0F)));
}

AVX2 static inline __m256i by_high(__m128i table, __m256i bytes)
{
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), all(0x0F));
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table), high);
}

/*
 * The tables by which bytes that could begin a mark are told, each for the low
 * or the high half of a byte: a byte is in a class where both give its bit.
 *
 * `ascii`: marks that is_ascii_mark knows, TAB, and the lead byte of U+00A0 and
 * U+00B7.  `lead` and `third`: the first and third bytes of marks of three
 * bytes, a bit for each lead byte and high half of the third byte; where the
 * second byte would tell more, the exact test does.
 */
struct mark_tables {
    uint8_t ascii_low[16];
    uint8_t ascii_high[16];
    uint8_t lead_low[16];
    uint8_t lead_high[16];
    uint8_t third_low[16];
    uint8_t third_high[16];
};

enum {
    E2_8X = 1 << 0, /* spaces 80 to 8A; U+25CF, U+2500 */
    E2_9X = 1 << 1, /* U+2015; curly quotation marks if they are wanted */
    E2_AX = 1 << 2, /* U+2022, U+2026, U+2027, U+22EF */
    E2_BX = 1 << 3, /* U+2E3A */
    E3_8X = 1 << 4, /* U+3000, U+3002; corner quotation marks if they are wanted */
    E3_BX = 1 << 5, /* U+30FB */
    EF_8X = 1 << 6, /* U+FF0D, U+FF0E; U+FE41 to U+FE44 */
    EF_AX = 1 << 7  /* U+FF61, U+FF65 */
};

AVX2 static inline struct mark_tables mark_tables_of(unsigned wanted)
{
    const int curly = (wanted & ZN_SCAN_CURLY_QUOTES) != 0 ? E2_9X : 0;
    const int corner = (wanted & ZN_SCAN_CORNER_QUOTES) != 0 ? E3_8X : 0;
    const int vertical = (wanted & ZN_SCAN_CORNER_QUOTES) != 0 ? EF_8X : 0;
    /* Where marks may not be repeated, all of U+3000 to U+303F and U+FF00 to U+FFFF. */
    const int any = (wanted & ZN_SCAN_REPEATED_MARKS) != 0 ? E3_8X | EF_8X : 0;
    const int third_low[16] = {E2_8X | E3_8X,
                               E2_8X | EF_AX | vertical,
                               E2_8X | E2_AX | E3_8X | vertical,
                               E2_8X | vertical,
                               E2_8X | vertical,
                               E2_8X | E2_9X | EF_AX,
                               E2_8X | E2_AX,
                               E2_8X | E2_AX,
                               E2_8X | curly,
                               E2_8X | curly,
                               E2_8X | E2_BX,
                               E3_BX,
                               curly | corner,
                               curly | corner | EF_8X,
                               corner | EF_8X,
                               E2_8X | E2_AX | corner};
    struct mark_tables tables = {
        .ascii_low = {0, 1, 9, 0, 0, 0, 0, 1, 1, 5, 2, 2, 1, 1, 1, 2},
        .ascii_high = {4, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0},
        .lead_low =
            {[2] = E2_8X | E2_9X | E2_AX | E2_BX, [3] = E3_8X | E3_BX, [15] = EF_8X | EF_AX},
        .lead_high = {[14] = 0xFF},
        .third_high = {[8] = E2_8X | E3_8X | EF_8X,
                       [9] = (uint8_t)(any | E2_9X),
                       [10] = (uint8_t)(any | E2_AX | EF_AX),
                       [11] = (uint8_t)(any | E2_BX | E3_BX)},
    };
    for (size_t i = 0; i < sizeof tables.third_low; i++)
        tables.third_low[i] = (uint8_t)(third_low[i] | any);
    return tables;
}

/* Where both halves of the bytes give the same bit. */
AVX2 static inline __m256i by_halves(const uint8_t *low, const uint8_t *high, __m256i bytes)
{
    return _mm256_and_si256(
        by_low(_mm_loadu_si128((const __m128i *)(const void *)low), bytes),
        by_high(_mm_loadu_si128((const __m128i *)(const void *)high), bytes));
}

/* Which of the bytes at `from` could be marks; reads the byte before and three behind. */
AVX2 static inline uint32_t mark_candidates(const struct mark_tables *tables,
                                            const uint8_t *from)
{
    __m256i bytes = load(from);
    /* A U+0020 between ASCII characters is beside no CJK mark. */
    __m256i beside = _mm256_or_si256(load(from + 1), load(from - 1));
    __m256i space =
        _mm256_and_si256(equal(bytes, ' '), _mm256_cmpgt_epi8(_mm256_setzero_si256(), beside));
    __m256i ascii = by_halves(tables->ascii_low, tables->ascii_high, bytes);
    __m256i third = load(from + 2);
    __m256i wide = _mm256_and_si256(by_halves(tables->lead_low, tables->lead_high, bytes),
                                    by_halves(tables->third_low, tables->third_high, third));
    /* U+3002, by far the most frequent of them, matters before its like only. */
    __m256i alone = _mm256_andnot_si256(equal(load(from + 3), 0xE3), equal(third, 0x82));
    wide = _mm256_andnot_si256(_mm256_and_si256(alone, equal(bytes, 0xE3)), wide);
    __m256i any = _mm256_or_si256(_mm256_or_si256(ascii, wide), space);
    return ~mask_of(_mm256_cmpeq_epi8(any, _mm256_setzero_si256()));
}

AVX2 static const uint8_t *find_mark(const uint8_t *begin, const uint8_t *from,
                                     const uint8_t *end, unsigned wanted)
{
    enum { BEHIND = 3 };
    const struct mark_tables tables = mark_tables_of(wanted);
    if (from == begin && from < end) {
        if (zn_scan_is_mark(begin, from, end, wanted))
            return from;
        from++;
    }
    while (end - from > BEHIND && end - begin > BLOCK + BEHIND) {
        /* The last block overlaps what has been looked at. */
        const uint8_t *at = end - from >= BLOCK + BEHIND ? from : end - BLOCK - BEHIND;
        uint32_t seen = (uint32_t)(from - at) % BLOCK;
        uint32_t found = mark_candidates(&tables, at) & (UINT32_MAX << seen);
        for (; found != 0; found &= found - 1) {
            const uint8_t *mark = at + __builtin_ctz(found);
            if (zn_scan_is_mark(begin, mark, end, wanted))
                return mark;
        }
        from = at + BLOCK;
    }
    return zn_scanner_portable()->find_mark(begin, from, end, wanted);
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

/*
 * Not 0 for the first bytes of characters that the pass `form` may have to
 * look at.  The bits are rows and columns of the table of bytes:
 *
 *   01  00-08 0E 0F, 10-18 1E 1F     10  D3-DB
 *   02  19-1D                        20  E0 E1 EA ED EE
 *   04  7F                           40  F0-FF
 *   08  C2 CC-CF, D2 DC-DF           80  E2 E3 EF: most under these are plain
 */
AVX2 static inline __m256i form_leads(__m256i first)
{
    const __m128i low =
        _mm_setr_epi8(0x61, 0x61, (char)0xC9, (char)0xD1, 0x51, 0x51, 0x51, 0x51, 0x51, 0x52,
                      0x72, 0x52, 0x4A, 0x6A, 0x69, (char)0xCD);
    const __m128i high = _mm_setr_epi8(0x01, 0x03, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0x08, 0x18,
                                       (char)0xA0, 0x40);
    return _mm256_and_si256(by_low(low, first), by_high(high, first));
}

/*
 * Not 0 for the common ones of the plain characters that begin with E2, E3 and
 * EF: the marks of running text, and kana.
 *
 *   01  E2 80    90-9F    U+2010-201F      10  E3 81-83 A0-BF         kana
 *   02  E2 80    A0-A7    U+2020-2027      20  E3 81-82 81-86 8B-96 9B-9F
 *   04  E3 80 83 80-9F B0-BF               40  EF BC 81 82 87-89 8C-8F
 *   08  E3 80-83 A0-A9                     80  EF BC 9A-9C 9E 9F
 */
AVX2 static inline __m256i plain_forms(__m256i first, __m256i second, __m256i third)
{
    const char c0 = (char)0xC0;
    const __m128i first_low = _mm_setr_epi8(0, 0, 0x03, 0x3C, 0, 0, 0, 0, /**/
                                            0, 0, 0, 0, 0, 0, 0, c0);
    const __m128i second_low = _mm_setr_epi8(0x0F, 0x38, 0x38, 0x1C, 0, 0, 0, 0, /**/
                                             0, 0, 0, 0, c0, 0, 0, 0);
    const __m128i second_high = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, /**/
                                              0x3F, 0, 0, c0, 0, 0, 0, 0);
    const __m128i third_low =
        _mm_setr_epi8(0x1F, 0x7F, 0x7F, 0x3F, 0x3F, 0x3F, 0x3F, 0x5F, 0x5D, 0x5D, (char)0x95,
                      (char)0xB5, (char)0xF5, 0x75, (char)0xF5, (char)0xF5);
    const __m128i third_high = _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, /**/
                                             0x64, (char)0xA5, 0x1A, 0x14, 0, 0, 0, 0);
    __m256i two = _mm256_and_si256(by_low(second_low, second), by_high(second_high, second));
    __m256i three = _mm256_and_si256(by_low(third_low, third), by_high(third_high, third));
    return _mm256_and_si256(by_low(first_low, first), _mm256_and_si256(two, three));
}

AVX2 static const uint8_t *find_form(const uint8_t *from, const uint8_t *end)
{
    const __m256i zero = _mm256_setzero_si256();
    for (; end - from >= BLOCK + 2; from += BLOCK) {
        __m256i first = load(from);
        __m256i leads = form_leads(first);
        __m256i plain = plain_forms(first, load(from + 1), load(from + 2));
        /* As a signed number, a lead with the top bit is below zero. */
        __m256i exempt = _mm256_andnot_si256(_mm256_cmpeq_epi8(plain, zero),
                                             _mm256_cmpgt_epi8(zero, leads));
        uint32_t found = ~mask_of(_mm256_or_si256(_mm256_cmpeq_epi8(leads, zero), exempt));
        for (; found != 0; found &= found - 1) {
            const uint8_t *at = from + __builtin_ctz(found);
            if (zn_scan_is_form(at, end))
                return at;
        }
    }
    /* The twin goes by characters: it must begin at one. */
    while (from < end && (*from & 0xC0) == 0x80)
        from++;
    return zn_scanner_portable()->find_form(from, end);
}

/* Where the bytes begin the end of a paragraph. */
AVX2 static inline uint32_t paragraph_ends(__m256i bytes, __m256i next, __m256i third)
{
    __m256i separators = _mm256_and_si256(
        _mm256_and_si256(equal(bytes, 0xE2), equal(next, 0x80)), between(third, 0xA8, 0xA9));
    __m256i next_line = _mm256_and_si256(equal(bytes, 0xC2), equal(next, 0x85));
    return mask_of(
        _mm256_or_si256(_mm256_or_si256(separators, next_line), between(bytes, '\n', '\r')));
}

/* Where what no simple paragraph holds could begin. */
AVX2 static inline uint32_t not_simple(__m256i bytes, __m256i next, __m256i third)
{
    __m256i symbols = _mm256_or_si256(between(third, 0x85, 0x87), between(third, 0xA0, 0xBF));
    __m256i kana = _mm256_and_si256(
        equal(bytes, 0xE3), _mm256_or_si256(between(next, 0x81, 0xFF),
                                            _mm256_and_si256(equal(next, 0x80), symbols)));
    __m256i forms =
        _mm256_and_si256(equal(bytes, 0xEF), _mm256_or_si256(between(next, 0x80, 0xAB),
                                                             between(next, 0xBD, 0xFF)));
    __m256i leads =
        _mm256_or_si256(_mm256_or_si256(equal(bytes, 0xE1), between(bytes, 0xEA, 0xED)),
                        between(bytes, 0xF0, 0xFF));
    __m256i markup = _mm256_or_si256(equal(bytes, '<'), equal(bytes, '`'));
    __m256i single = _mm256_and_si256(_mm256_and_si256(equal(bytes, 0xE2), equal(next, 0x80)),
                                      between(third, 0x98, 0x99));
    __m256i radicals = _mm256_and_si256(equal(bytes, 0xE2), between(next, 0xBA, 0xBF));
    __m256i han = _mm256_or_si256(radicals, forms);
    return mask_of(_mm256_or_si256(_mm256_or_si256(_mm256_or_si256(kana, han), single),
                                   _mm256_or_si256(leads, markup)));
}

AVX2 static inline uint32_t curly_doubles(__m256i bytes, __m256i next, __m256i third)
{
    return mask_of(_mm256_and_si256(_mm256_and_si256(equal(bytes, 0xE2), equal(next, 0x80)),
                                    between(third, 0x9C, 0x9D)));
}

static void add_makeup(struct zn_makeup *total, const struct zn_makeup *part)
{
    total->han += part->han;
    total->small += part->small;
    total->has_curly |= part->has_curly;
    total->is_simple = total->is_simple && part->is_simple;
}

AVX2 static const uint8_t *find_paragraph_end(const uint8_t *from, const uint8_t *end,
                                              bool *wide)
{
    uint32_t seen = 0;
    for (; end - from >= BLOCK + 2; from += BLOCK) {
        __m256i bytes = load(from);
        uint32_t found = paragraph_ends(bytes, load(from + 1), load(from + 2));
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

AVX2 static const uint8_t *weigh_paragraph(const uint8_t *from, const uint8_t *end,
                                           struct zn_makeup *makeup)
{
    *makeup = (struct zn_makeup){.is_simple = true};
    for (; end - from >= BLOCK + 2; from += BLOCK) {
        __m256i bytes = load(from);
        __m256i next = load(from + 1);
        __m256i third = load(from + 2);
        uint32_t found = paragraph_ends(bytes, next, third);
        uint32_t before = found == 0 ? UINT32_MAX : (found & (0 - found)) - 1;
        uint32_t han = mask_of(between(bytes, 0xE4, 0xE9)) & before;
        uint32_t small = mask_of(between(bytes, 'a', 'z')) & before;
        struct zn_makeup block = {.han = (size_t)__builtin_popcount(han),
                                  .small = (size_t)__builtin_popcount(small),
                                  .has_curly =
                                      (curly_doubles(bytes, next, third) & before) != 0,
                                  .is_simple = (not_simple(bytes, next, third) & before) == 0};
        add_makeup(makeup, &block);
        if (found != 0)
            return from + __builtin_ctz(found);
    }
    struct zn_makeup rest;
    const uint8_t *at = zn_scanner_portable()->weigh_paragraph(from, end, &rest);
    add_makeup(makeup, &rest);
    return at;
}

AVX2 static const uint8_t *find_paragraph_start(const uint8_t *from, const uint8_t *at)
{
    enum { BEHIND = 2 }; /* the blocks read two bytes behind them */
    const uint8_t *end = at;
    while (end - at < BEHIND && at > from)
        if (zn_scan_is_paragraph_end(--at, end))
            return at + zn_utf8_length(*at);
    while (at - from >= BLOCK) {
        const uint8_t *block = at - BLOCK;
        uint32_t found = paragraph_ends(load(block), load(block + 1), load(block + 2));
        if (found != 0) {
            const uint8_t *last = block + (BLOCK - 1 - __builtin_clz(found));
            return last + zn_utf8_length(*last);
        }
        at = block;
    }
    /* An end of several bytes may reach into what has been looked at. */
    return zn_scanner_portable()->find_paragraph_start(from,
                                                       end - at < BEHIND ? end : at + BEHIND);
}

const struct zn_scanner *zn_scanner_avx2(void)
{
    static const struct zn_scanner avx2 = {
        find_mark,       find_white,           skip_han, find_paragraph_end,
        weigh_paragraph, find_paragraph_start, find_form};
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") ? &avx2 : NULL;
}
#else
const struct zn_scanner *zn_scanner_avx2(void)
{
    return NULL;
}
#endif
