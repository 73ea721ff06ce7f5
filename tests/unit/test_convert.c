/*
 * The one-shot API as the public header promises it: sizes, NUL bytes, bad
 * input, options, listings, versions, forced cuts.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static zhnorm_converter *compile(const char *config, uint32_t steps, int bad_input,
                                 size_t max_pending)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error;
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = steps;
    options.bad_input = bad_input;
    options.max_pending = max_pending;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "zhnorm_compile(%s): %d, %s", config, status,
                  status == ZHNORM_OK ? "" : error.message);
    return converter;
}

static zhnorm_result *convert(const zhnorm_converter *converter, const char *source,
                              size_t length)
{
    zhnorm_result *result = NULL;
    zhnorm_error error;
    int status = zhnorm_convert_result(converter, source, length, &result, &error);
    ck_assert_msg(status == ZHNORM_OK, "zhnorm_convert_result: %d, %s", status,
                  status == ZHNORM_OK ? "" : error.message);
    return result;
}

/* Bytes as hexadecimal, for messages.  Two buffers suffice for one message. */
static const char *hex(char buffer[512], const char *data, size_t length)
{
    buffer[0] = '\0';
    for (size_t i = 0; i < length && i < 170; i++)
        snprintf(buffer + 3 * i, 4, "%02X ", (unsigned)(unsigned char)data[i]);
    return buffer;
}

static void check_bytes(const zhnorm_converter *converter, const char *source, size_t length,
                        const char *wanted, size_t wanted_length)
{
    char input[512];
    char want[512];
    char got[512];
    zhnorm_result *result = convert(converter, source, length);
    ck_assert_msg(zhnorm_result_length(result) == wanted_length &&
                      memcmp(zhnorm_result_text(result), wanted, wanted_length) == 0,
                  "input %s, wanted %s, got %s", hex(input, source, length),
                  hex(want, wanted, wanted_length),
                  hex(got, zhnorm_result_text(result), zhnorm_result_length(result)));
    ck_assert_int_eq(zhnorm_result_text(result)[wanted_length], '\0');
    zhnorm_result_free(result);
}

/* ---- Sizes ---- */

START_TEST(nothing_converts_to_nothing)
{
    static const char *const configs[] = {"none", "t2s", "cn"};
    for (size_t i = 0; i < COUNT(configs); i++) {
        zhnorm_converter *converter = compile(configs[i], ZHNORM_STEPS_DEFAULT, 0, 0);
        size_t written = 77;
        ck_assert_int_eq(zhnorm_convert(converter, NULL, 0, NULL, 0, &written, NULL),
                         ZHNORM_OK);
        ck_assert_uint_eq(written, 0);
        check_bytes(converter, NULL, 0, "", 0);
        zhnorm_converter_free(converter);
    }
}
END_TEST

/* Tries one capacity; the byte behind the buffer must stay as it was. */
static void check_capacity(const zhnorm_converter *converter, const char *source,
                           const zhnorm_result *whole, size_t capacity)
{
    size_t needed = zhnorm_result_length(whole);
    size_t written = 0;
    zhnorm_error error = {0};
    char *buffer = malloc(capacity + 1);
    ck_assert_ptr_nonnull(buffer);
    buffer[capacity] = '#';
    int status =
        zhnorm_convert(converter, source, strlen(source), buffer, capacity, &written, &error);
    int wanted = capacity < needed ? ZHNORM_ERROR_SPACE : ZHNORM_OK;
    ck_assert_msg(status == wanted, "%s into %zu bytes: wanted status %d, got %d", source,
                  capacity, wanted, status);
    ck_assert_msg(written == needed, "%s into %zu bytes: wanted %zu written, got %zu", source,
                  capacity, needed, written);
    ck_assert_msg(buffer[capacity] == '#', "%s: wrote past %zu bytes", source, capacity);
    if (status == ZHNORM_OK)
        ck_assert_mem_eq(buffer, zhnorm_result_text(whole), needed);
    else
        ck_assert_int_eq(error.status, ZHNORM_ERROR_SPACE);
    free(buffer);
}

START_TEST(a_small_buffer_is_told_exactly_what_is_needed)
{
    static const struct {
        const char *config;
        uint32_t steps;
        const char *source;
    } cases[] = {
        {"none", ZHNORM_STEPS_NONE, "abc"},
        {"t2s", ZHNORM_STEPS_NONE, "後來他說，乾隆年間的頭髮比麵條還長。\n\n第二段\n"},
        {"s2t", ZHNORM_STEPS_NONE, "后来他说，乾隆年间的头发比面条还长。"},
        {"s2twp", ZHNORM_STEPS_NONE, "鼠标和网络 U 盘, 打印机"},
        {"cn", ZHNORM_STEPS_ARTICLE, "他說,這個演算法很好!  真的?\r\n\r\n\r\n是的.\r\n"},
        {"none", ZHNORM_STEPS_ARTICLE, "一,二,三,四;五:六!七?八"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        zhnorm_converter *converter = compile(cases[i].config, cases[i].steps, 0, 0);
        zhnorm_result *whole = convert(converter, cases[i].source, strlen(cases[i].source));
        size_t needed = zhnorm_result_length(whole);
        size_t written = 0;
        ck_assert_int_eq(zhnorm_convert(converter, cases[i].source, strlen(cases[i].source),
                                        NULL, 0, &written, NULL),
                         ZHNORM_ERROR_SPACE);
        ck_assert_uint_eq(written, needed);
        for (size_t capacity = 0; capacity < needed + 40; capacity++)
            check_capacity(converter, cases[i].source, whole, capacity);
        zhnorm_result_free(whole);
        zhnorm_converter_free(converter);
    }
}
END_TEST

START_TEST(a_large_text_is_told_exactly_what_is_needed)
{
    static const char line[] = "後來他說,乾隆年間的頭髮比麵條還長!\n";
    zhnorm_converter *converter = compile("cn", ZHNORM_STEPS_ARTICLE, 0, 0);
    size_t length = 20000 * (sizeof line - 1);
    char *source = malloc(length);
    ck_assert_ptr_nonnull(source);
    for (size_t i = 0; i < 20000; i++)
        memcpy(source + i * (sizeof line - 1), line, sizeof line - 1);
    zhnorm_result *whole = convert(converter, source, length);
    size_t needed = zhnorm_result_length(whole);
    char *buffer = malloc(needed);
    ck_assert_ptr_nonnull(buffer);
    const size_t capacities[] = {0, 1, 4096, needed / 2, needed - 1, needed};
    for (size_t i = 0; i < COUNT(capacities); i++) {
        size_t written = 0;
        int status =
            zhnorm_convert(converter, source, length, buffer, capacities[i], &written, NULL);
        ck_assert_int_eq(status, capacities[i] < needed ? ZHNORM_ERROR_SPACE : ZHNORM_OK);
        ck_assert_uint_eq(written, needed);
    }
    ck_assert_mem_eq(buffer, zhnorm_result_text(whole), needed);
    free(buffer);
    free(source);
    zhnorm_result_free(whole);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(a_nul_byte_is_text)
{
    zhnorm_converter *t2s = compile("t2s", ZHNORM_STEPS_NONE, 0, 0);
    zhnorm_converter *none = compile("none", ZHNORM_STEPS_NONE, 0, 0);
#define BYTES(string) string, sizeof(string) - 1
    check_bytes(none, BYTES("\0"), BYTES("\0"));
    check_bytes(none, BYTES("a\0\0b\0"), BYTES("a\0\0b\0"));
    check_bytes(t2s, BYTES("頭\0髮\0"), BYTES("头\0发\0"));
    check_bytes(t2s, BYTES("\0後來\n\0\n說"), BYTES("\0后来\n\0\n说"));
    /* It parts a phrase like any other character. */
    check_bytes(t2s, BYTES("乾隆"), BYTES("乾隆"));
    check_bytes(t2s, BYTES("乾\0隆"), BYTES("干\0隆"));
#undef BYTES
    zhnorm_converter_free(t2s);
    zhnorm_converter_free(none);
}
END_TEST

/* ---- Bad input ---- */

#define FFFD "\xEF\xBF\xBD"

/* The examples of the Unicode Standard 15.0, section 3.9, and some ends. */
static const struct {
    const char *bytes;
    const char *replaced;
    uint64_t malformed;
    uint64_t offset; /* of the first bad byte */
} bad_inputs[] = {
    /* Table 3-8: non-shortest forms */
    {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A", 8,
     0},
    /* Table 3-9: surrogates */
    {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A", 8,
     0},
    /* Table 3-10: other ill-formed sequences */
    {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", FFFD FFFD FFFD FFFD FFFD "A" FFFD FFFD "B", 7, 0},
    /* Table 3-11: truncated sequences */
    {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", FFFD FFFD FFFD FFFD "A", 4, 0},
    /* The example of the text on maximal subparts */
    {"a\xF1\x80\x80\xE1\x80\xC2"
     "b\x80"
     "c\x80\xBF"
     "d",
     "a" FFFD FFFD FFFD "b" FFFD "c" FFFD FFFD "d", 6, 1},
    {"\xE4", FFFD, 1, 0},
    {"\xE4\xB8", FFFD, 1, 0},
    {"中\xF0\x9F\x98", "中" FFFD, 1, 3},
    {"\xFE\xFF", FFFD FFFD, 2, 0},
    {"中文\n\n第三行\xE4\xB8\n", "中文\n\n第三行" FFFD "\n", 1, 17},
};

START_TEST(replace_puts_one_replacement_for_each_maximal_subpart)
{
    zhnorm_converter *converter =
        compile("none", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REPLACE, 0);
    for (size_t i = 0; i < COUNT(bad_inputs); i++) {
        const char *source = bad_inputs[i].bytes;
        check_bytes(converter, source, strlen(source), bad_inputs[i].replaced,
                    strlen(bad_inputs[i].replaced));
        zhnorm_result *result = convert(converter, source, strlen(source));
        ck_assert_uint_eq(zhnorm_result_stats(result).malformed, bad_inputs[i].malformed);
        zhnorm_result_free(result);
    }
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(pass_copies_bad_bytes)
{
    zhnorm_converter *none = compile("none", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_PASS, 0);
    zhnorm_converter *t2s = compile("t2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_PASS, 0);
    for (size_t i = 0; i < COUNT(bad_inputs); i++) {
        const char *source = bad_inputs[i].bytes;
        check_bytes(none, source, strlen(source), source, strlen(source));
        zhnorm_result *result = convert(none, source, strlen(source));
        ck_assert_uint_eq(zhnorm_result_stats(result).malformed, bad_inputs[i].malformed);
        zhnorm_result_free(result);
    }
    static const char mixed[] = "頭\xE4\xB8髮\xFF乾隆";
    static const char wanted[] = "头\xE4\xB8发\xFF乾隆";
    check_bytes(t2s, mixed, sizeof mixed - 1, wanted, sizeof wanted - 1);
    zhnorm_converter_free(none);
    zhnorm_converter_free(t2s);
}
END_TEST

START_TEST(reject_names_the_first_bad_byte)
{
    zhnorm_converter *converter = compile("t2s", ZHNORM_STEPS_NONE, 0, 0);
    for (size_t i = 0; i < COUNT(bad_inputs); i++) {
        const char *source = bad_inputs[i].bytes;
        char buffer[256];
        char shown[512];
        size_t written = 77;
        zhnorm_error error = {0};
        zhnorm_result *result = NULL;
        hex(shown, source, strlen(source));
        ck_assert_int_eq(zhnorm_convert(converter, source, strlen(source), buffer,
                                        sizeof buffer, &written, &error),
                         ZHNORM_ERROR_INPUT);
        ck_assert_uint_eq(written, 0);
        ck_assert_int_eq(error.status, ZHNORM_ERROR_INPUT);
        ck_assert_msg(error.offset == bad_inputs[i].offset, "%s: wanted offset %d, got %d",
                      shown, (int)bad_inputs[i].offset, (int)error.offset);
        ck_assert_uint_gt(strlen(error.message), 0);
        ck_assert_int_eq(
            zhnorm_convert_result(converter, source, strlen(source), &result, NULL),
            ZHNORM_ERROR_INPUT);
        ck_assert_ptr_null(result);
    }
    zhnorm_converter_free(converter);
}
END_TEST

/*
 * The rule of section 3.9 once more, plainly: the length of the well-formed
 * sequence at the front, or, negated, of the maximal subpart.
 */
static int sequence_at(const unsigned char *bytes, size_t left)
{
    unsigned low = 0x80;
    unsigned high = 0xBF;
    int length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    if (bytes[0] < 0x80)
        return 1;
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4)
        return -1;
    if (bytes[0] == 0xE0)
        low = 0xA0;
    else if (bytes[0] == 0xED)
        high = 0x9F;
    else if (bytes[0] == 0xF0)
        low = 0x90;
    else if (bytes[0] == 0xF4)
        high = 0x8F;
    for (int i = 1; i < length; i++) {
        if ((size_t)i >= left || bytes[i] < low || bytes[i] > high)
            return -i;
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

START_TEST(random_bytes_are_replaced_by_the_rule)
{
    static const unsigned char bytes[] = {
        'a',  '\n', ' ',  0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
        0xDF, 0xE0, 0xE4, 0xED, 0xEF, 0xB8, 0xAD, 0xF0, 0xF1, 0xF4, 0xF5, 0xFE, 0xFF,
    };
    zhnorm_converter *converter =
        compile("none", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REPLACE, 0);
    uint32_t chance = 12345;
    for (int round = 0; round < 20000; round++) {
        unsigned char source[40];
        char wanted[3 * sizeof source];
        size_t wanted_length = 0;
        size_t length = 0;
        /* Mostly short, sometimes longer than what is validated at a time. */
        size_t limit = round % 4 == 0 ? sizeof source : 8;
        for (; length < limit; length++) {
            chance = chance * 1664525 + 1013904223;
            source[length] = bytes[(chance >> 16) % sizeof bytes];
        }
        for (size_t i = 0; i < length;) {
            int sequence = sequence_at(source + i, length - i);
            size_t step = (size_t)abs(sequence);
            memcpy(wanted + wanted_length, sequence > 0 ? (const char *)source + i : FFFD,
                   sequence > 0 ? step : 3);
            wanted_length += sequence > 0 ? step : 3;
            i += step;
        }
        check_bytes(converter, (const char *)source, length, wanted, wanted_length);
    }
    zhnorm_converter_free(converter);
}
END_TEST

/* ---- Long paragraphs ---- */

/* `count` times a character, converted; returns how often it was cut. */
static uint64_t count_cuts(const char *character, size_t count, size_t max_pending)
{
    zhnorm_converter *converter = compile("t2s", ZHNORM_STEPS_NONE, 0, max_pending);
    size_t step = strlen(character);
    char *source = malloc(count * step + 1);
    ck_assert_ptr_nonnull(source);
    for (size_t i = 0; i < count; i++)
        memcpy(source + i * step, character, step);
    zhnorm_result *result = convert(converter, source, count * step);
    uint64_t cuts = zhnorm_result_stats(result).forced_cuts;
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
    free(source);
    return cuts;
}

START_TEST(only_a_paragraph_over_the_limit_is_cut)
{
    ck_assert_uint_eq(count_cuts("a", 256, 256), 0);
    ck_assert_uint_ge(count_cuts("a", 257, 256), 1);
    ck_assert_uint_eq(count_cuts("後", 85, 256), 0);
    ck_assert_uint_ge(count_cuts("後", 86, 256), 1);
    ck_assert_uint_ge(count_cuts("後", 860, 256), 10);
    /* Many short paragraphs are as good as one. */
    ck_assert_uint_eq(count_cuts("後來\n", 5000, 256), 0);
    /* By default the limit is 1 MiB. */
    ck_assert_uint_eq(count_cuts("a", 1 << 20, 0), 0);
    ck_assert_uint_ge(count_cuts("a", (1 << 20) + 1, 0), 1);
}
END_TEST

START_TEST(a_cut_changes_no_byte_of_the_script)
{
    static const char phrase[] = "乾隆";
    zhnorm_converter *whole = compile("t2s", ZHNORM_STEPS_NONE, 0, 0);
    zhnorm_converter *cut = compile("t2s", ZHNORM_STEPS_NONE, 0, 256);
    for (size_t before = 0; before < 300; before++) {
        char source[1024];
        size_t length = 0;
        for (; length < before % 3; length++)
            source[length] = 'x';
        for (; length < before; length += 3)
            memcpy(source + length, "乾", 3);
        for (; length < 600; length += sizeof phrase - 1)
            memcpy(source + length, phrase, sizeof phrase - 1);
        zhnorm_result *wanted = convert(whole, source, length);
        zhnorm_result *got = convert(cut, source, length);
        ck_assert_uint_eq(zhnorm_result_stats(wanted).forced_cuts, 0);
        ck_assert_uint_ge(zhnorm_result_stats(got).forced_cuts, 1);
        ck_assert_msg(zhnorm_result_length(wanted) == zhnorm_result_length(got) &&
                          memcmp(zhnorm_result_text(wanted), zhnorm_result_text(got),
                                 zhnorm_result_length(got)) == 0,
                      "%zu bytes before the phrases: wanted %s, got %s", before,
                      zhnorm_result_text(wanted), zhnorm_result_text(got));
        zhnorm_result_free(wanted);
        zhnorm_result_free(got);
    }
    zhnorm_converter_free(whole);
    zhnorm_converter_free(cut);
}
END_TEST

START_TEST(statistics_count_bytes)
{
    static const char source[] = "後來,他說";
    zhnorm_converter *converter = compile("cn", ZHNORM_STEPS_ARTICLE, 0, 0);
    zhnorm_result *result = convert(converter, source, sizeof source - 1);
    zhnorm_stats stats = zhnorm_result_stats(result);
    ck_assert_str_eq(zhnorm_result_text(result), "后来，他说");
    ck_assert_uint_eq(stats.input_bytes, 13);
    ck_assert_uint_eq(stats.output_bytes, 15);
    ck_assert_uint_eq(stats.malformed, 0);
    ck_assert_uint_eq(stats.forced_cuts, 0);
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("convert");
    TCase *tests = tcase_create("one-shot");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, nothing_converts_to_nothing);
    tcase_add_test(tests, a_small_buffer_is_told_exactly_what_is_needed);
    tcase_add_test(tests, a_large_text_is_told_exactly_what_is_needed);
    tcase_add_test(tests, a_nul_byte_is_text);
    tcase_add_test(tests, replace_puts_one_replacement_for_each_maximal_subpart);
    tcase_add_test(tests, pass_copies_bad_bytes);
    tcase_add_test(tests, reject_names_the_first_bad_byte);
    tcase_add_test(tests, random_bytes_are_replaced_by_the_rule);
    tcase_add_test(tests, only_a_paragraph_over_the_limit_is_cut);
    tcase_add_test(tests, a_cut_changes_no_byte_of_the_script);
    tcase_add_test(tests, statistics_count_bytes);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
