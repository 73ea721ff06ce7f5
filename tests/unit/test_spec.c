/*
 * Runs the examples in tests/spec (its README.md describes the files) through
 * the library, as its users see it.  A failing file lists every example of it
 * that failed.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "../spec/examples.h"
#include "suite.h"

#ifndef ZHNORM_SPEC_DIR
#define ZHNORM_SPEC_DIR "tests/spec"
#endif

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static glob_t files;

/* ---- Options ----------------------------------------------------------- */

struct word {
    const char *word;
    uint32_t value;
};

static const struct word step_words[] = {
    {"form", ZHNORM_STEP_FORM},   {"width", ZHNORM_STEP_WIDTH},
    {"punct", ZHNORM_STEP_PUNCT}, {"space", ZHNORM_STEP_SPACE},
    {"none", ZHNORM_STEPS_NONE},  {"article", ZHNORM_STEPS_ARTICLE},
};

static const struct word quote_words[] = {
    {"keep", ZHNORM_QUOTES_KEEP},
    {"curly", ZHNORM_QUOTES_CURLY},
    {"corner", ZHNORM_QUOTES_CORNER},
};

static uint32_t value_of(const struct word *words, size_t count, const char *text,
                         size_t length)
{
    size_t i = 0;
    while (i < count &&
           (strlen(words[i].word) != length || memcmp(words[i].word, text, length) != 0))
        i++;
    ck_assert_msg(i < count, "what is %.*s?", (int)length, text);
    return words[i].value;
}

/* The bits of words with commas between them. */
static uint32_t steps_of(const char *list)
{
    uint32_t steps = ZHNORM_STEPS_NONE;
    for (size_t length; *list != '\0'; list += length + (list[length] == ',')) {
        length = strcspn(list, ",");
        steps |= value_of(step_words, COUNT(step_words), list, length);
    }
    return steps;
}

static zhnorm_converter *compile(const struct example *example)
{
    const struct example_options *wanted = &example->options;
    zhnorm_rule_switch rules[COUNT(wanted->rules)];
    for (size_t i = 0; i < wanted->rule_count; i++)
        rules[i] =
            (zhnorm_rule_switch){.name = wanted->rules[i].name, .on = wanted->rules[i].on};
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = "none";
    options.steps = steps_of(wanted->steps);
    options.quotes = (int32_t)value_of(quote_words, COUNT(quote_words), wanted->quotes,
                                       strlen(wanted->quotes));
    options.rules = rules;
    options.rule_count = wanted->rule_count;

    zhnorm_converter *converter;
    zhnorm_error error;
    ck_assert_msg(zhnorm_compile(&options, &converter, &error) == ZHNORM_OK, "%s:%u: %s",
                  example->file, example->line, error.message);
    return converter;
}

/* ---- Examples ---------------------------------------------------------- */

/* Once it has run, `unwrap` no longer sees which lines were indented. */
static bool may_run_twice(const struct example_options *options)
{
    for (size_t i = 0; i < options->rule_count; i++)
        if (options->rules[i].on && strcmp(options->rules[i].name, "unwrap") == 0)
            return false;
    return true;
}

/* Converts a text, which is to become what the example wants.  Says so if not. */
static bool comes_out(const zhnorm_converter *converter, const struct example *example,
                      const struct example_text *in)
{
    const struct example_text *wanted = &example->wanted;
    zhnorm_result *result;
    zhnorm_error error;
    ck_assert_msg(zhnorm_convert_result(converter, in->bytes, in->length, &result, &error) ==
                      ZHNORM_OK,
                  "%s:%u: %s", example->file, example->line, error.message);
    const char *got = zhnorm_result_text(result);
    size_t length = zhnorm_result_length(result);
    bool right = length == wanted->length && memcmp(got, wanted->bytes, length) == 0;
    if (!right)
        fprintf(stderr, "%s:%u:%s\n  input  %.*s\n  wanted %.*s\n  got    %.*s\n",
                example->file, example->line, in == wanted ? " again" : "", (int)in->length,
                in->bytes, (int)wanted->length, wanted->bytes, (int)length, got);
    zhnorm_result_free(result);
    return right;
}

static void check_example(void *context, const struct example *example)
{
    size_t *failures = context;
    zhnorm_converter *converter = compile(example);
    bool right = comes_out(converter, example, &example->in);
    if (right && may_run_twice(&example->options))
        right = comes_out(converter, example, &example->wanted);
    *failures += !right;
    zhnorm_converter_free(converter);
}

START_TEST(a_file_of_examples_holds)
{
    const char *path = files.gl_pathv[_i];
    size_t failures = 0;
    size_t examples = examples_read(path, check_example, &failures);
    ck_assert_msg(examples != 0, "%s: no examples", path);
    ck_assert_msg(failures == 0, "%s: %zu of %zu examples failed", path, failures, examples);
}
END_TEST

START_TEST(there_are_files)
{
    ck_assert_uint_gt(files.gl_pathc, 0);
}
END_TEST

int main(void)
{
    int found = glob(ZHNORM_SPEC_DIR "/*.txt", 0, NULL, &files) == 0 ? (int)files.gl_pathc : 0;
    Suite *suite = suite_create("spec");
    TCase *tests = tcase_create("files");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, there_are_files);
    tcase_add_loop_test(tests, a_file_of_examples_holds, 0, found);
    suite_add_tcase(suite, tests);
    int failed = run_suite(suite);
    globfree(&files);
    return failed;
}
