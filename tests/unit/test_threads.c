/*
 * One converter serves any number of threads at the same time: each gets what
 * it would get alone.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define THREADS 8
#define ROUNDS 60

static const char dictionary[] = "看著\t看着\n演算法\t算法\n";

/* Each thread has lines of its own, so that a mix-up shows. */
static size_t make_text(char *text, size_t size, size_t thread)
{
    size_t length = 0;
    for (size_t line = 0; line < 40; line++)
        length += (size_t)snprintf(text + length, size - length,
                                   "線程%zu,第%zu行:後來乾隆看著頭髮 ,演算法與網路!%s\n",
                                   thread, line * thread, line % 7 == 0 ? "\r\n\n" : "");
    return length;
}

struct work {
    const zhnorm_converter *converter;
    size_t thread;
    char text[8192];
    size_t length;
    char wanted[8192];
    size_t wanted_length;
    int failed; /* the round that went wrong, from 1 */
};

/* The text in pieces through a stream of the thread's own. */
static int stream_once(struct work *work, size_t piece, char *result, size_t *length)
{
    zhnorm_stream *stream = NULL;
    int status = zhnorm_stream_open(work->converter, &stream, NULL);
    *length = 0;
    for (size_t done = 0; status == ZHNORM_OK && done < work->length;) {
        size_t left = work->length - done;
        zhnorm_input input = {work->text + done, left < piece ? left : piece, 0};
        int more = 1;
        while (more && status == ZHNORM_OK) {
            zhnorm_output output = {result, sizeof work->wanted, *length};
            status =
                zhnorm_stream_run(stream, &input, &output,
                                  left <= piece ? ZHNORM_END : ZHNORM_CONTINUE, &more, NULL);
            *length = output.position;
        }
        done += input.length;
    }
    zhnorm_stream_free(stream);
    return status;
}

static void *convert_in_thread(void *argument)
{
    struct work *work = argument;
    char result[8192];
    size_t length = 0;
    for (int round = 1; round <= ROUNDS && work->failed == 0; round++) {
        int status;
        if (round % 2 == 0)
            status = stream_once(work, 10 + work->thread, result, &length);
        else
            status = zhnorm_convert(work->converter, work->text, work->length, result,
                                    sizeof result, &length, NULL);
        if (status != ZHNORM_OK || length != work->wanted_length ||
            memcmp(result, work->wanted, length) != 0)
            work->failed = round;
    }
    return NULL;
}

static void run_threads(const zhnorm_converter *converter, const char *name)
{
    struct work *works = calloc(THREADS, sizeof *works);
    pthread_t threads[THREADS];
    ck_assert_ptr_nonnull(works);
    for (size_t i = 0; i < THREADS; i++) {
        works[i].converter = converter;
        works[i].thread = i;
        works[i].length = make_text(works[i].text, sizeof works[i].text, i);
        ck_assert_int_eq(zhnorm_convert(converter, works[i].text, works[i].length,
                                        works[i].wanted, sizeof works[i].wanted,
                                        &works[i].wanted_length, NULL),
                         ZHNORM_OK);
    }
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, convert_in_thread, &works[i]), 0);
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_msg(works[i].failed == 0, "%s: thread %zu went wrong in round %d", name, i,
                      works[i].failed);
    free(works);
}

static const struct setup {
    const char *config;
    uint32_t steps;
    int engine;
    int with_dict;
} setups[] = {
    {"t2s", ZHNORM_STEPS_NONE, ZHNORM_ENGINE_ZHNORM, 0},
    {"cn", ZHNORM_STEPS_ARTICLE, ZHNORM_ENGINE_ZHNORM, 0},
    {"s2twp", ZHNORM_STEPS_NONE, ZHNORM_ENGINE_ZHNORM, 0},
    {"t2s", ZHNORM_STEPS_ARTICLE, ZHNORM_ENGINE_ZHNORM, 1},
    {"t2s", ZHNORM_STEPS_NONE, ZHNORM_ENGINE_OPENCC, 0},
};

static zhnorm_converter *compile(const struct setup *setup)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_dict *dict = NULL;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.config = setup->config;
    options.steps = setup->steps;
    options.engine = setup->engine;
    ck_assert_int_eq(
        zhnorm_dict_parse(dictionary, sizeof dictionary - 1, NULL, NULL, &dict, NULL),
        ZHNORM_OK);
    const zhnorm_dict *dicts[] = {dict};
    options.dicts = dicts;
    options.dict_count = setup->with_dict ? 1 : 0;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", setup->config, error.message);
    /* The dictionary is not needed any more. */
    zhnorm_dict_free(dict);
    return converter;
}

START_TEST(threads_share_a_converter)
{
    zhnorm_converter *converter = compile(&setups[_i]);
    run_threads(converter, setups[_i].config);
    zhnorm_converter_free(converter);
}
END_TEST

/* ---- Compiling at the same time ---- */

static void *compile_in_thread(void *argument)
{
    int *failed = argument;
    for (int round = 0; round < ROUNDS && !*failed; round++) {
        zhnorm_options options;
        zhnorm_converter *converter = NULL;
        char result[64];
        size_t length = 0;
        zhnorm_options_init(&options);
        options.config = round % 8 == 0 ? "t2s" : "cn";
        options.engine = round % 8 == 0 ? ZHNORM_ENGINE_OPENCC : ZHNORM_ENGINE_ZHNORM;
        if (zhnorm_compile(&options, &converter, NULL) != ZHNORM_OK ||
            zhnorm_convert(converter, "後來", 6, result, sizeof result, &length, NULL) !=
                ZHNORM_OK ||
            length != 6 || memcmp(result, "后来", 6) != 0)
            *failed = 1;
        zhnorm_converter_free(converter);
    }
    return NULL;
}

START_TEST(threads_compile_at_the_same_time)
{
    pthread_t threads[THREADS];
    int failed[THREADS] = {0};
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, compile_in_thread, &failed[i]), 0);
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_msg(!failed[i], "thread %zu could not compile and convert", i);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("threads");
    TCase *tests = tcase_create("threads");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, threads_share_a_converter, 0, COUNT(setups));
    tcase_add_test(tests, threads_compile_at_the_same_time);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
