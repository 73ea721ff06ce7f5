/*
 * UTF-8: which bytes are valid (Unicode Standard, table 3-7), where the first
 * wrong one is, and what replaces it (section 3.9).
 */
#include <check.h>
#include <stdlib.h>

#include "rules/memory.h"
#include "suite.h"
#include "text/bytes.h"
#include "text/utf8.h"
#include "text/utf8_avx2.h"

struct example {
    const char *bytes;
    size_t length;
    size_t valid;
};

#define EXAMPLE(text, valid)          \
    {                                 \
        text, sizeof(text) - 1, valid \
    }

static const struct example examples[] = {
    EXAMPLE("", 0),
    EXAMPLE("abc", 3),
    EXAMPLE("\xC2\x80\xDF\xBF", 4),
    EXAMPLE("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", 12),
    EXAMPLE("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8),
    EXAMPLE("a\x80", 1),                /* a continuation alone */
    EXAMPLE("a\xC0\x80", 1),            /* overlong, two bytes */
    EXAMPLE("a\xC1\xBF", 1),            /* overlong, two bytes */
    EXAMPLE("a\xE0\x9F\xBF", 1),        /* overlong, three bytes */
    EXAMPLE("a\xF0\x8F\xBF\xBF", 1),    /* overlong, four bytes */
    EXAMPLE("a\xED\xA0\x80", 1),        /* a surrogate */
    EXAMPLE("a\xF4\x90\x80\x80", 1),    /* above U+10FFFF */
    EXAMPLE("a\xF5\x80\x80\x80", 1),    /* no lead byte */
    EXAMPLE("a\xFF", 1),                /* no lead byte */
    EXAMPLE("\xE4\xB8\xAD\xE4\xB8", 3), /* cut short by the end */
    EXAMPLE("\xE4\xB8"
            "a",
            0), /* cut short by another character */
};

START_TEST(finds_the_first_wrong_byte)
{
    const struct example *example = &examples[_i];
    const uint8_t *bytes = (const uint8_t *)example->bytes;
    ck_assert_uint_eq(zn_utf8_valid_prefix(bytes, example->length), example->valid);
    ck_assert_uint_eq(zn_utf8_valid_prefix_portable(bytes, example->length), example->valid);
}
END_TEST

/* The same examples at every offset of text long enough for vector code. */
START_TEST(finds_it_at_every_offset)
{
    const struct example *example = &examples[_i];
    for (size_t before = 0; before < 80; before++) {
        for (size_t after = 0; after < 80; after += 7) {
            uint8_t text[256];
            memset(text, 'x', sizeof text);
            memcpy(text + before, example->bytes, example->length);
            size_t length = before + example->length + after;
            size_t wanted = before + example->valid;
            if (example->valid == example->length)
                wanted = length;
            ck_assert_msg(zn_utf8_valid_prefix(text, length) == wanted,
                          "example %d with %zu bytes before and %zu behind: wanted %zu, got "
                          "%zu",
                          _i, before, after, wanted, zn_utf8_valid_prefix(text, length));
        }
    }
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Random text with a few bytes spoilt: both validators must agree. */
START_TEST(twins_agree)
{
    uint32_t random = 1;
    for (int round = 0; round < 200000; round++) {
        uint8_t text[300];
        size_t length = 0;
        size_t wanted = next_random(&random) % 290;
        while (length < wanted) {
            uint32_t kinds[] = {0x20 + next_random(&random) % 0x5F,
                                0x80 + next_random(&random) % 0x780,
                                0x4E00 + next_random(&random) % 0x5200,
                                0x10000 + next_random(&random) % 0x100000};
            length += zn_utf8_encode(kinds[next_random(&random) % 4], text + length);
        }
        for (uint32_t i = next_random(&random) % 3; i > 0 && length > 0; i--)
            text[next_random(&random) % length] = (uint8_t)next_random(&random);
        ck_assert_uint_eq(zn_utf8_valid_prefix(text, length),
                          zn_utf8_valid_prefix_portable(text, length));
    }
}
END_TEST

START_TEST(decodes_what_it_encodes)
{
    for (uint32_t point = 0; point < 0x110000; point++) {
        uint8_t bytes[ZN_UTF8_MAX];
        uint32_t decoded;
        if (point >= 0xD800 && point < 0xE000)
            continue;
        size_t length = zn_utf8_encode(point, bytes);
        ck_assert_uint_eq(zn_utf8_decode(bytes, &decoded), length);
        ck_assert_uint_eq(decoded, point);
        ck_assert_uint_eq(zn_utf8_length(bytes[0]), length);
        ck_assert_uint_eq(zn_utf8_valid_prefix_portable(bytes, length), length);
    }
}
END_TEST

/* The Unicode Standard's own example of U+FFFD for maximal subparts. */
START_TEST(replaces_maximal_subparts)
{
    static const char source[] = "a\xF1\x80\x80\xE1\x80\xC2"
                                 "b\x80"
                                 "c\x80\xBF"
                                 "d";
    static const char wanted[] = "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd";
    struct zn_buffer out;
    uint64_t malformed = 0;
    zn_buffer_init(&out, &zn_default_allocator);
    ck_assert(zn_bytes_mend((const uint8_t *)source, sizeof source - 1, false, &out,
                            &malformed, NULL));
    ck_assert_uint_eq(out.length, sizeof wanted - 1);
    ck_assert_mem_eq(out.data, wanted, out.length);
    ck_assert_uint_eq(malformed, 6);
    zn_buffer_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tests = tcase_create("utf8");
    const int count = (int)(sizeof examples / sizeof examples[0]);
    tcase_add_loop_test(tests, finds_the_first_wrong_byte, 0, count);
    tcase_add_loop_test(tests, finds_it_at_every_offset, 0, count);
    tcase_add_test(tests, twins_agree);
    tcase_add_test(tests, decodes_what_it_encodes);
    tcase_add_test(tests, replaces_maximal_subparts);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
