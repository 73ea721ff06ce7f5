/*
 * Streams: the result never depends on how the input is divided or how much
 * room there is; errors come after what was complete; reset, and calls that
 * the state forbids.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- Converters and texts ---- */

struct setup {
    const char *config;
    uint32_t steps;
    int bad_input;
    size_t max_pending;
};

static const struct setup setups[] = {
    {"none", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REPLACE, 0},
    {"t2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REPLACE, 0},
    {"t2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_PASS, 256},
    {"s2twp", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REPLACE, 256},
    {"tw2sp", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_PASS, 0},
    {"none", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REPLACE, 300},
    {"cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REPLACE, 0},
    {"cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_PASS, 256},
    {"t2s", ZHNORM_STEP_PUNCT, ZHNORM_BAD_INPUT_REPLACE, 256},
    {"t2s", ZHNORM_STEP_SPACE, ZHNORM_BAD_INPUT_REPLACE, 256},
};

static zhnorm_converter *compile(const struct setup *setup)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.config = setup->config;
    options.steps = setup->steps;
    options.bad_input = setup->bad_input;
    options.max_pending = setup->max_pending;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "zhnorm_compile(%s): %s", setup->config, error.message);
    return converter;
}

/* Everything that a boundary could fall into: phrases, line ends of every kind,
 * marks that depend on what follows, bad bytes, a paragraph over 256 bytes. */
static const char text[] =
    "\n\n　　後來,乾隆年間的頭髮(很長)說:「麵條!」  \r\n"
    "\r\n\r\n\n第二段 , 演算法與网络 , 鼠标 https://a.example/x?b=1,2 v1.2.3,30%,70%的\n"
    "\t \n\n\nLatin only, with marks: (a) 1,000.5; ok?\r"
    "\xE4\xB8壞的\xFF字節\xC0\xAF與\xF0\x9F\x98尾巴\n"
    "前\x0B後\x0C里\xC2\x85裡\xE2\x80\xA8裏\xE2\x80\xA9台😀𠮷\n"
    "乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆,乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆"
    "乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆"
    "頭髮頭髮頭髮 頭髮頭髮頭髮頭髮頭髮!頭髮頭髮頭髮頭髮頭髮頭髮頭髮頭髮頭髮頭髮頭髮頭髮頭髮\n"
    "a\0b\0後\0來,\0\n"
    "以后的发展,最后 \xE4";

static const size_t text_length = sizeof text - 1;

/* ---- Running a stream ---- */

struct outcome {
    char data[8192];
    size_t length;
    int status;
    zhnorm_error error;
    zhnorm_stats stats;
};

/* One call after another with the same piece until the stream has taken it. */
static int feed(zhnorm_stream *stream, const char *data, size_t length, int directive,
                size_t room, struct outcome *outcome)
{
    zhnorm_input input = {data, length, 0};
    int more = 1;
    while (more) {
        zhnorm_output output = {outcome->data + outcome->length, room, 0};
        ck_assert_uint_le(outcome->length + room, sizeof outcome->data);
        int status =
            zhnorm_stream_run(stream, &input, &output, directive, &more, &outcome->error);
        ck_assert_uint_le(output.position, room);
        ck_assert_uint_le(input.position, length);
        outcome->length += output.position;
        if (status != ZHNORM_OK)
            return status;
        ck_assert_msg(!more || output.position == room,
                      "output waits for room while %zu of %zu bytes are free",
                      room - output.position, room);
        ck_assert_msg(more || input.position == length, "%zu of %zu bytes taken, and no more",
                      input.position, length);
    }
    return ZHNORM_OK;
}

static uint32_t next_random(uint32_t *chance)
{
    *chance = *chance * 1664525 + 1013904223;
    return *chance >> 16;
}

/* Pieces of `chunk` bytes, or of random sizes up to 64 where it is 0. */
static void stream_text(zhnorm_stream *stream, const char *source, size_t length, size_t chunk,
                        size_t room, uint32_t seed, struct outcome *outcome)
{
    uint32_t chance = seed;
    size_t done = 0;
    outcome->length = 0;
    outcome->status = ZHNORM_OK;
    while (outcome->status == ZHNORM_OK && done < length) {
        size_t size = chunk > 0 ? chunk : next_random(&chance) % 65;
        size_t piece = size < length - done ? size : length - done;
        int last = done + piece == length;
        /* The end may come with the last bytes or after them. */
        int directive = last && seed % 2 == 0 ? ZHNORM_END : ZHNORM_CONTINUE;
        outcome->status = feed(stream, source + done, piece, directive, room, outcome);
        done += piece;
    }
    if (outcome->status == ZHNORM_OK && (seed % 2 != 0 || length == 0))
        outcome->status = feed(stream, NULL, 0, ZHNORM_END, room, outcome);
    outcome->stats = zhnorm_stream_stats(stream);
}

static void convert_whole(const zhnorm_converter *converter, const char *source, size_t length,
                          struct outcome *outcome)
{
    zhnorm_result *result = NULL;
    ck_assert_int_eq(zhnorm_convert_result(converter, source, length, &result, NULL),
                     ZHNORM_OK);
    outcome->length = zhnorm_result_length(result);
    ck_assert_uint_le(outcome->length, sizeof outcome->data);
    memcpy(outcome->data, zhnorm_result_text(result), outcome->length);
    outcome->stats = zhnorm_result_stats(result);
    outcome->status = ZHNORM_OK;
    zhnorm_result_free(result);
}

static zhnorm_stream *open_stream(const zhnorm_converter *converter)
{
    zhnorm_stream *stream = NULL;
    zhnorm_error error = {0};
    ck_assert_msg(zhnorm_stream_open(converter, &stream, &error) == ZHNORM_OK, "%s",
                  error.message);
    return stream;
}

static void check_outcome(const struct setup *setup, size_t chunk, size_t room,
                          const struct outcome *wanted, const struct outcome *got)
{
    char where[128];
    snprintf(where, sizeof where, "%s, steps %x, max_pending %zu, pieces of %zu, room %zu",
             setup->config, (unsigned)setup->steps, setup->max_pending, chunk, room);
    ck_assert_msg(got->status == wanted->status, "%s: wanted status %d, got %d", where,
                  wanted->status, got->status);
    ck_assert_msg(got->length == wanted->length &&
                      memcmp(got->data, wanted->data, got->length) == 0,
                  "%s:\nwanted %.*s\ngot %.*s", where, (int)wanted->length, wanted->data,
                  (int)got->length, got->data);
    ck_assert_msg(memcmp(&got->stats, &wanted->stats, sizeof got->stats) == 0,
                  "%s: wanted %d in, %d out, %d malformed, %d cuts, got %d, %d, %d, %d", where,
                  (int)wanted->stats.input_bytes, (int)wanted->stats.output_bytes,
                  (int)wanted->stats.malformed, (int)wanted->stats.forced_cuts,
                  (int)got->stats.input_bytes, (int)got->stats.output_bytes,
                  (int)got->stats.malformed, (int)got->stats.forced_cuts);
}

/* ---- The result does not depend on the pieces ---- */

START_TEST(every_piece_size_gives_the_one_shots_bytes)
{
    static const size_t rooms[] = {1, 2, 3, 5, 17, 64, 4096};
    const struct setup *setup = &setups[_i];
    zhnorm_converter *converter = compile(setup);
    zhnorm_stream *stream = open_stream(converter);
    struct outcome wanted;
    struct outcome got;
    convert_whole(converter, text, text_length, &wanted);
    for (size_t chunk = 1; chunk <= 64; chunk++) {
        size_t room = rooms[chunk % COUNT(rooms)];
        stream_text(stream, text, text_length, chunk, room, (uint32_t)chunk, &got);
        check_outcome(setup, chunk, room, &wanted, &got);
        zhnorm_stream_reset(stream);
        stream_text(stream, text, text_length, chunk, 4096, (uint32_t)chunk / 2, &got);
        check_outcome(setup, chunk, 4096, &wanted, &got);
        zhnorm_stream_reset(stream);
    }
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(random_piece_sizes_give_the_one_shots_bytes)
{
    const struct setup *setup = &setups[_i];
    zhnorm_converter *converter = compile(setup);
    zhnorm_stream *stream = open_stream(converter);
    struct outcome wanted;
    struct outcome got;
    convert_whole(converter, text, text_length, &wanted);
    for (uint32_t seed = 1; seed <= 200; seed++) {
        size_t room = 1 + seed * 7 % 90;
        stream_text(stream, text, text_length, 0, room, seed, &got);
        check_outcome(setup, 0, room, &wanted, &got);
        zhnorm_stream_reset(stream);
    }
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

/* Each beginning of the text is a text too: it ends in the middle of things. */
START_TEST(every_beginning_of_a_text_streams_alike)
{
    const struct setup *setup = &setups[_i];
    zhnorm_converter *converter = compile(setup);
    zhnorm_stream *stream = open_stream(converter);
    struct outcome wanted;
    struct outcome got;
    for (size_t length = 0; length <= text_length; length++) {
        convert_whole(converter, text, length, &wanted);
        stream_text(stream, text, length, 0, 4096, (uint32_t)length, &got);
        check_outcome(setup, 0, 4096, &wanted, &got);
        zhnorm_stream_reset(stream);
    }
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(no_room_is_no_error)
{
    static const struct setup setup = {"cn", ZHNORM_STEPS_ARTICLE, 0, 0};
    static const char source[] = "後來\n";
    zhnorm_converter *converter = compile(&setup);
    zhnorm_stream *stream = open_stream(converter);
    zhnorm_input input = {source, sizeof source - 1, 0};
    char buffer[16] = "";
    int more = 0;
    for (int i = 0; i < 3; i++) {
        zhnorm_output none = {NULL, 0, 0};
        ck_assert_int_eq(zhnorm_stream_run(stream, &input, &none, ZHNORM_END, &more, NULL),
                         ZHNORM_OK);
        ck_assert_int_eq(more, 1);
        ck_assert_uint_eq(none.position, 0);
    }
    /* What stands before `position` is the caller's. */
    zhnorm_output output = {buffer, sizeof buffer, 2};
    memcpy(buffer, "##", 2);
    ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, NULL),
                     ZHNORM_OK);
    ck_assert_int_eq(more, 0);
    ck_assert_uint_eq(input.position, input.length);
    ck_assert_uint_eq(output.position, 9);
    ck_assert_mem_eq(buffer, "##后来\n\0", 10);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

/* ---- Errors ---- */

/* A bad byte in the third paragraph: two were complete before it. */
static const char broken[] = "後來,他說\n第二段的頭髮\n第三\xE4\xB8段,後來\n第四段\n";
#define BROKEN_OFFSET 39
#define BROKEN_COMPLETE 33

START_TEST(what_was_complete_comes_before_the_error)
{
    static const struct setup rejecting[] = {{"none", ZHNORM_STEPS_NONE, 0, 0},
                                             {"t2s", ZHNORM_STEPS_NONE, 0, 0},
                                             {"cn", ZHNORM_STEPS_ARTICLE, 0, 0},
                                             {"t2s", ZHNORM_STEPS_NONE, 0, 256},
                                             {"none", ZHNORM_STEPS_ARTICLE, 0, 256}};
    for (size_t i = 0; i < COUNT(rejecting); i++) {
        zhnorm_converter *converter = compile(&rejecting[i]);
        zhnorm_stream *stream = open_stream(converter);
        struct outcome wanted;
        struct outcome got;
        convert_whole(converter, broken, BROKEN_COMPLETE, &wanted);
        for (size_t chunk = 1; chunk <= sizeof broken; chunk++) {
            size_t room = 1 + chunk % 7;
            stream_text(stream, broken, sizeof broken - 1, chunk, room, 0, &got);
            ck_assert_int_eq(got.status, ZHNORM_ERROR_INPUT);
            ck_assert_int_eq(got.error.status, ZHNORM_ERROR_INPUT);
            ck_assert_uint_eq(got.error.offset, BROKEN_OFFSET);
            ck_assert_msg(got.length == wanted.length &&
                              memcmp(got.data, wanted.data, got.length) == 0,
                          "%s, pieces of %zu: wanted %.*s, got %.*s", rejecting[i].config,
                          chunk, (int)wanted.length, wanted.data, (int)got.length, got.data);
            zhnorm_stream_reset(stream);
        }
        zhnorm_stream_free(stream);
        zhnorm_converter_free(converter);
    }
}
END_TEST

START_TEST(a_truncated_end_is_an_error)
{
    static const struct setup setup = {"t2s", ZHNORM_STEPS_NONE, 0, 0};
    static const char source[] = "後來\n他\xE8\xAA";
    zhnorm_converter *converter = compile(&setup);
    zhnorm_stream *stream = open_stream(converter);
    struct outcome got;
    for (uint32_t seed = 0; seed < 4; seed++) {
        stream_text(stream, source, sizeof source - 1, 1 + seed, 64, seed, &got);
        ck_assert_int_eq(got.status, ZHNORM_ERROR_INPUT);
        ck_assert_uint_eq(got.error.offset, 10);
        ck_assert_uint_eq(got.length, 7);
        ck_assert_mem_eq(got.data, "后来\n", 7);
        zhnorm_stream_reset(stream);
    }
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

/* Feeds a piece with room for everything and wants a status. */
static void check_run(zhnorm_stream *stream, const char *source, int directive, int wanted)
{
    char buffer[256];
    zhnorm_input input = {source, strlen(source), 0};
    zhnorm_output output = {buffer, sizeof buffer, 0};
    zhnorm_error error = {0};
    int more = 0;
    int status = zhnorm_stream_run(stream, &input, &output, directive, &more, &error);
    ck_assert_msg(status == wanted, "\"%s\", directive %d: wanted status %d, got %d", source,
                  directive, wanted, status);
    if (status != ZHNORM_OK)
        ck_assert_int_eq(error.status, status);
}

START_TEST(after_an_error_only_reset_helps)
{
    static const struct setup setup = {"t2s", ZHNORM_STEPS_NONE, 0, 0};
    zhnorm_converter *converter = compile(&setup);
    zhnorm_stream *stream = open_stream(converter);
    check_run(stream, "\xFF\n", ZHNORM_END, ZHNORM_ERROR_INPUT);
    check_run(stream, "a\n", ZHNORM_CONTINUE, ZHNORM_ERROR_STATE);
    check_run(stream, "", ZHNORM_END, ZHNORM_ERROR_STATE);
    zhnorm_stream_reset(stream);
    check_run(stream, "a\n", ZHNORM_END, ZHNORM_OK);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(after_the_end_nothing_more_is_taken)
{
    static const struct setup setup = {"t2s", ZHNORM_STEPS_NONE, 0, 0};
    zhnorm_converter *converter = compile(&setup);
    zhnorm_stream *stream = open_stream(converter);
    check_run(stream, "後來\n", ZHNORM_END, ZHNORM_OK);
    check_run(stream, "再來\n", ZHNORM_CONTINUE, ZHNORM_ERROR_STATE);
    zhnorm_stream_reset(stream);
    check_run(stream, "後來", ZHNORM_END, ZHNORM_OK);
    check_run(stream, "再來", ZHNORM_END, ZHNORM_ERROR_STATE);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(a_directive_that_does_not_exist_is_refused)
{
    static const struct setup setup = {"t2s", ZHNORM_STEPS_NONE, 0, 0};
    zhnorm_converter *converter = compile(&setup);
    zhnorm_stream *stream = open_stream(converter);
    check_run(stream, "後來\n", 2, ZHNORM_ERROR_ARGUMENT);
    zhnorm_stream_reset(stream);
    check_run(stream, "後來\n", -1, ZHNORM_ERROR_ARGUMENT);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

/* ---- Reset ---- */

START_TEST(reset_forgets_the_document_before)
{
    const struct setup *setup = &setups[_i];
    static const char other[] = "另一篇, 文章 \n\n\n後來\n";
    zhnorm_converter *converter = compile(setup);
    zhnorm_stream *stream = open_stream(converter);
    struct outcome wanted;
    struct outcome got;
    convert_whole(converter, other, sizeof other - 1, &wanted);
    for (size_t cut = 0; cut < text_length; cut += 3) {
        /* Given up half-way, with output waiting or without. */
        got.length = 0;
        zhnorm_input input = {text, cut, 0};
        zhnorm_output output = {got.data, cut % 2 == 0 ? 5 : sizeof got.data, 0};
        int more = 0;
        ck_assert_int_eq(
            zhnorm_stream_run(stream, &input, &output, ZHNORM_CONTINUE, &more, NULL),
            ZHNORM_OK);
        zhnorm_stream_reset(stream);
        zhnorm_stats stats = zhnorm_stream_stats(stream);
        ck_assert_uint_eq(stats.input_bytes, 0);
        ck_assert_uint_eq(stats.output_bytes, 0);
        ck_assert_uint_eq(stats.malformed, 0);
        ck_assert_uint_eq(stats.forced_cuts, 0);
        stream_text(stream, other, sizeof other - 1, 0, 64, (uint32_t)cut, &got);
        check_outcome(setup, 0, 64, &wanted, &got);
        zhnorm_stream_reset(stream);
    }
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

/* A paragraph is delivered when it is complete, not only at the end. */
START_TEST(long_input_does_not_pile_up)
{
    static const struct setup setup = {"cn", ZHNORM_STEPS_ARTICLE, 0, 256};
    static const char line[] = "後來,他說的話很長,很長,很長。\n";
    zhnorm_converter *converter = compile(&setup);
    zhnorm_stream *stream = open_stream(converter);
    char buffer[4096];
    uint64_t taken = 0;
    uint64_t given = 0;
    for (int i = 0; i < 20000; i++) {
        zhnorm_input input = {line, sizeof line - 1, 0};
        zhnorm_output output = {buffer, sizeof buffer, 0};
        int more = 0;
        ck_assert_int_eq(
            zhnorm_stream_run(stream, &input, &output, ZHNORM_CONTINUE, &more, NULL),
            ZHNORM_OK);
        ck_assert_int_eq(more, 0);
        taken += input.position;
        given += output.position;
    }
    /* The output is longer than the input; some blocks of it may be held back. */
    ck_assert_msg(given + (256 << 10) > taken, "%d bytes taken, only %d given", (int)taken,
                  (int)given);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stream");
    TCase *tests = tcase_create("streams");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, every_piece_size_gives_the_one_shots_bytes, 0, COUNT(setups));
    tcase_add_loop_test(tests, random_piece_sizes_give_the_one_shots_bytes, 0, COUNT(setups));
    tcase_add_loop_test(tests, every_beginning_of_a_text_streams_alike, 0, COUNT(setups));
    tcase_add_test(tests, no_room_is_no_error);
    tcase_add_test(tests, what_was_complete_comes_before_the_error);
    tcase_add_test(tests, a_truncated_end_is_an_error);
    tcase_add_test(tests, after_an_error_only_reset_helps);
    tcase_add_test(tests, after_the_end_nothing_more_is_taken);
    tcase_add_test(tests, a_directive_that_does_not_exist_is_refused);
    tcase_add_loop_test(tests, reset_forgets_the_document_before, 0, COUNT(setups));
    tcase_add_test(tests, long_input_does_not_pile_up);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
