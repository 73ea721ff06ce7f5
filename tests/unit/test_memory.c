/*
 * Every allocation can fail: each scenario runs with the first allocation
 * failing, then with the second, and so on until none is left to fail.  Each
 * failure must come back as ZHNORM_ERROR_NO_MEMORY and leave nothing behind,
 * and success must give the same text as ever.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edits.h"
#include "failing.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#ifndef OPENCC_DATA_DIR
#define OPENCC_DATA_DIR "/usr/share/opencc"
#endif

/* ---- Scenarios ---- */

/* Long enough to make buffers grow; with a paragraph over 256 bytes. */
#define PARAGRAPH "後來,乾隆年間的頭髮,說:「麵條」很好吃!演算法與網路,看著主播直播 。\n"
#define PARAGRAPHS PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
#define LONG_LINE \
    "乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆乾隆"
static const char source[] =
    PARAGRAPHS "\n\n\n" PARAGRAPHS LONG_LINE LONG_LINE LONG_LINE "\xFF\n" PARAGRAPHS;

static const char dictionary[] = "# name: test\n"
                                 "看著\t看着\n"
                                 "演算法\n"
                                 "乾隆年\t甲乙\n"
                                 "後\t丙\n";

struct scenario {
    const char *name;
    const char *config;
    uint32_t steps;
    size_t max_pending;
    int engine;
    int with_dict;
    int streamed;
    uint32_t record;
};

static const struct scenario scenarios[] = {
    {"script only", "t2s", ZHNORM_STEPS_NONE, 0, ZHNORM_ENGINE_ZHNORM, 0, 0, 0},
    {"all steps", "cn", ZHNORM_STEPS_ARTICLE, 0, ZHNORM_ENGINE_ZHNORM, 0, 0, 0},
    {"no script conversion", "none", ZHNORM_STEPS_ARTICLE, 0, ZHNORM_ENGINE_ZHNORM, 0, 0, 0},
    {"long paragraphs", "cn", ZHNORM_STEPS_ARTICLE, 256, ZHNORM_ENGINE_ZHNORM, 0, 0, 0},
    {"a stream", "cn", ZHNORM_STEPS_ARTICLE, 0, ZHNORM_ENGINE_ZHNORM, 0, 1, 0},
    {"a stream of several stages", "s2twp", ZHNORM_STEPS_NONE, 256, ZHNORM_ENGINE_ZHNORM, 0, 1,
     0},
    {"a preset that decides", "auto", ZHNORM_STEPS_ARTICLE, 0, ZHNORM_ENGINE_ZHNORM, 0, 0, 0},
    {"a stream that decides", "auto", ZHNORM_STEPS_ARTICLE, 0, ZHNORM_ENGINE_ZHNORM, 0, 1, 0},
    {"dictionaries", "t2s", ZHNORM_STEPS_NONE, 0, ZHNORM_ENGINE_ZHNORM, 1, 0, 0},
    {"dictionaries over a preset", "cn", ZHNORM_STEPS_ARTICLE, 0, ZHNORM_ENGINE_ZHNORM, 1, 1,
     0},
    {"a file of OpenCC's", OPENCC_DATA_DIR "/tw2s.json", ZHNORM_STEPS_NONE, 0,
     ZHNORM_ENGINE_ZHNORM, 0, 0, 0},
    {"the engine opencc", "t2s", ZHNORM_STEPS_NONE, 256, ZHNORM_ENGINE_OPENCC, 0, 1, 0},
    {"a record", "cn", ZHNORM_STEPS_ARTICLE, 0, ZHNORM_ENGINE_ZHNORM, 1, 0,
     ZHNORM_RECORD_EDITS | ZHNORM_RECORD_KEPT},
    {"a record of a stream", "auto", ZHNORM_STEPS_ARTICLE, 256, ZHNORM_ENGINE_ZHNORM, 0, 1,
     ZHNORM_RECORD_EDITS},
};

/* What a scenario holds while it runs. */
struct run {
    const struct scenario *scenario;
    const zhnorm_allocator *allocator;
    zhnorm_dict *dict;
    zhnorm_converter *converter;
    zhnorm_result *result;
    zhnorm_stream *stream;
    char data[8192];
    size_t length;
    zhnorm_error error;
};

static int open_run(struct run *run)
{
    zhnorm_options options;
    const zhnorm_dict *dicts[1];
    zhnorm_options_init(&options);
    options.config = run->scenario->config;
    options.steps = run->scenario->steps;
    options.max_pending = run->scenario->max_pending;
    options.engine = run->scenario->engine;
    options.record = run->scenario->record;
    options.bad_input = ZHNORM_BAD_INPUT_REPLACE;
    options.allocator = run->allocator;
    if (run->scenario->with_dict) {
        int status = zhnorm_dict_parse(dictionary, sizeof dictionary - 1, "test",
                                       run->allocator, &run->dict, &run->error);
        if (status != ZHNORM_OK) {
            ck_assert_ptr_null(run->dict);
            return status;
        }
        dicts[0] = run->dict;
        options.dicts = dicts;
        options.dict_count = 1;
    }
    int status = zhnorm_compile(&options, &run->converter, &run->error);
    ck_assert_int_eq(status == ZHNORM_OK, run->converter != NULL);
    return status;
}

/* A result without an edit that there was no memory for would be wrong. */
static void check_edits(const zhnorm_result *result)
{
    struct edited edited = {.source = source,
                            .source_length = sizeof source - 1,
                            .output = zhnorm_result_text(result),
                            .output_length = zhnorm_result_length(result)};
    edited.edits = zhnorm_result_edits(result, &edited.count);
    const char *wrong = wrong_edits(&edited);
    ck_assert_msg(wrong == NULL, "%s", wrong);
}

static int convert_once(struct run *run)
{
    int status = zhnorm_convert_result(run->converter, source, sizeof source - 1, &run->result,
                                       &run->error);
    ck_assert_int_eq(status == ZHNORM_OK, run->result != NULL);
    if (status != ZHNORM_OK)
        return status;
    run->length = zhnorm_result_length(run->result);
    ck_assert_uint_le(run->length, sizeof run->data);
    memcpy(run->data, zhnorm_result_text(run->result), run->length);
    if (run->scenario->record != ZHNORM_RECORD_NONE)
        check_edits(run->result);

    /* The caller's buffer takes the same way. */
    char buffer[8192];
    size_t written = 0;
    status = zhnorm_convert(run->converter, source, sizeof source - 1, buffer, sizeof buffer,
                            &written, &run->error);
    if (status == ZHNORM_OK) {
        ck_assert_uint_eq(written, run->length);
        ck_assert_mem_eq(buffer, run->data, written);
    }
    return status;
}

/* The whole text through a stream that is open, in pieces of 100 bytes. */
static int stream_once(struct run *run)
{
    run->length = 0;
    for (size_t done = 0; done < sizeof source - 1;) {
        size_t left = sizeof source - 1 - done;
        zhnorm_input input = {source + done, left < 100 ? left : 100, 0};
        int directive = left <= 100 ? ZHNORM_END : ZHNORM_CONTINUE;
        int more = 1;
        while (more) {
            zhnorm_output output = {run->data, sizeof run->data, run->length};
            int status =
                zhnorm_stream_run(run->stream, &input, &output, directive, &more, &run->error);
            if (status != ZHNORM_OK)
                return status;
            run->length = output.position;
        }
        done += input.length;
    }
    return ZHNORM_OK;
}

static int convert_streamed(struct run *run)
{
    if (run->stream == NULL) {
        int status = zhnorm_stream_open(run->converter, &run->stream, &run->error);
        ck_assert_int_eq(status == ZHNORM_OK, run->stream != NULL);
        if (status != ZHNORM_OK)
            return status;
    }
    return stream_once(run);
}

static void close_run(struct run *run)
{
    zhnorm_stream_free(run->stream);
    zhnorm_result_free(run->result);
    zhnorm_converter_free(run->converter);
    zhnorm_dict_free(run->dict);
}

/* ---- The test ---- */

static struct run begin_run(const struct scenario *scenario, const zhnorm_allocator *allocator)
{
    struct run run;
    memset(&run, 0, sizeof run);
    run.scenario = scenario;
    run.allocator = allocator;
    return run;
}

static int run_through(struct run *run)
{
    int status = open_run(run);
    if (status == ZHNORM_OK)
        status = run->scenario->streamed ? convert_streamed(run) : convert_once(run);
    return status;
}

static void check_same(const struct run *wanted, const struct run *got)
{
    ck_assert_msg(wanted->length == got->length &&
                      memcmp(wanted->data, got->data, got->length) == 0,
                  "%s: wanted %.*s, got %.*s", wanted->scenario->name, (int)wanted->length,
                  wanted->data, (int)got->length, got->data);
}

/* After a failure that is over, a stream can be reset and used again. */
static void check_recovery(struct run *run, struct memory *memory, const struct run *wanted)
{
    if (run->stream == NULL)
        return;
    memory->fail_at = 0;
    zhnorm_stream_reset(run->stream);
    int status = stream_once(run);
    ck_assert_msg(status == ZHNORM_OK, "%s: after reset status %d, %s", run->scenario->name,
                  status, run->error.message);
    check_same(wanted, run);
}

START_TEST(every_allocation_may_fail)
{
    const struct scenario *scenario = &scenarios[_i];
    struct memory memory = {0, 0, 0};
    const zhnorm_allocator allocator = failing_allocator(&memory);
    /* Without an allocator of one's own: what the text should be. */
    struct run wanted = begin_run(scenario, NULL);
    int status = run_through(&wanted);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", scenario->name, wanted.error.message);
    close_run(&wanted);

    size_t failures = 0;
    do {
        struct run run = begin_run(scenario, &allocator);
        memory.calls = 0;
        memory.fail_at = failures + 1;
        status = run_through(&run);
        if (status == ZHNORM_OK) {
            check_same(&wanted, &run);
        } else {
            ck_assert_msg(status == ZHNORM_ERROR_NO_MEMORY,
                          "%s, allocation %zu failing: wanted status %d, got %d (%s)",
                          scenario->name, memory.fail_at, ZHNORM_ERROR_NO_MEMORY, status,
                          run.error.message);
            ck_assert_int_eq(run.error.status, ZHNORM_ERROR_NO_MEMORY);
            check_recovery(&run, &memory, &wanted);
        }
        close_run(&run);
        ck_assert_msg(memory.live == 0, "%s, allocation %zu failing: %zu not released",
                      scenario->name, failures + 1, memory.live);
        failures++;
    } while (status != ZHNORM_OK);
    ck_assert_msg(failures > 1, "%s: the allocator was never asked", scenario->name);
}
END_TEST

/* A dictionary that is refused leaves nothing behind either. */
START_TEST(errors_leave_nothing_behind)
{
    static const char *const refused[] = {"甲\t乙\n甲\t丙\n", "甲\t\n", "\t乙\n",
                                          "甲\t乙\tno-such-flag\n", "\xFF\t乙\n"};
    struct memory memory = {0, 0, 0};
    const zhnorm_allocator allocator = failing_allocator(&memory);
    zhnorm_error error;
    for (size_t i = 0; i < COUNT(refused); i++) {
        zhnorm_dict *dict = NULL;
        ck_assert_int_eq(
            zhnorm_dict_parse(refused[i], strlen(refused[i]), NULL, &allocator, &dict, &error),
            ZHNORM_ERROR_DICT);
        ck_assert_ptr_null(dict);
        ck_assert_msg(memory.live == 0, "%s: %zu not released", refused[i], memory.live);
    }
    static const char *const configs[] = {"no-such", "/nonexistent/t2s.json"};
    for (size_t i = 0; i < COUNT(configs); i++) {
        zhnorm_options options;
        zhnorm_converter *converter = NULL;
        zhnorm_options_init(&options);
        options.config = configs[i];
        options.allocator = &allocator;
        ck_assert_int_eq(zhnorm_compile(&options, &converter, &error), ZHNORM_ERROR_CONFIG);
        ck_assert_msg(memory.live == 0, "%s: %zu not released", configs[i], memory.live);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("memory");
    TCase *tests = tcase_create("failing allocations");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, every_allocation_may_fail, 0, COUNT(scenarios));
    tcase_add_test(tests, errors_leave_nothing_behind);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
