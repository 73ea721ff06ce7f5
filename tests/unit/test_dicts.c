/*
 * Runs the sentences that stand beside the shipped dictionaries
 * (dicts/NAME.test), through the converter that each dictionary is for.  A
 * failing file lists every sentence of it that failed.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"
#include "zhnorm/zhnorm.h"

static const struct {
    const char *name;
    const char *config;
    const char *dict; /* laid over it, or NULL */
} dictionaries[] = {
    {"hans", "hans", NULL},   {"names", "hans", NULL},        {"terms-tw", "cn", NULL},
    {"terms-hk", "cn", NULL}, {"sense-tw", "tw2cn", NULL},    {"sense-hk", "hk2cn", NULL},
    {"it", "tw2cn", "it"},    {"newmedia", "cn", "newmedia"}, {"hant", "hant", NULL},
    {"tw", "tw", NULL},       {"twp", "twp", NULL},           {"hk", "hk", NULL},
};

static zhnorm_converter *compile(const char *config, const char *dict_name)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_error error = {0};
    zhnorm_dict *dict = NULL;
    zhnorm_options_init(&options);
    if (dict_name != NULL)
        ck_assert_int_eq(zhnorm_dict_load(dict_name, NULL, &dict, &error), ZHNORM_OK);
    const zhnorm_dict *const dicts[] = {dict};
    options.config = config;
    options.steps = ZHNORM_STEPS_NONE;
    options.dicts = dicts;
    options.dict_count = dict == NULL ? 0 : 1;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", config, error.message);
    zhnorm_dict_free(dict);
    return converter;
}

static int check(const zhnorm_converter *converter, const char *file, unsigned line,
                 const char *what, const char *source, const char *wanted)
{
    zhnorm_result *result;
    zhnorm_error error;
    ck_assert_int_eq(zhnorm_convert_result(converter, source, strlen(source), &result, &error),
                     ZHNORM_OK);
    const char *got = zhnorm_result_text(result);
    int failed = strcmp(got, wanted) != 0;
    if (failed)
        printf("%s:%u: %s %s\n  wanted %s\n  got    %s\n", file, line, what, source, wanted,
               got);
    zhnorm_result_free(result);
    return failed;
}

/* Each sentence comes out as expected, and the result stays as it is. */
static int run_file(FILE *file, const char *name, const zhnorm_converter *converter,
                    unsigned *sentences)
{
    int failures = 0;
    char line[4096];
    for (unsigned number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#')
            continue;
        char *tab = strchr(line, '\t');
        ck_assert_msg(tab != NULL, "%s.test:%u: expected SOURCE, TAB, RESULT", name, number);
        *tab = '\0';
        failures += check(converter, name, number, "of", line, tab + 1);
        failures += check(converter, name, number, "again of", tab + 1, tab + 1);
        ++*sentences;
    }
    return failures;
}

START_TEST(sentences_come_out_as_they_should)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.test", ZHNORM_DICTS_DIR, dictionaries[_i].name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s is missing", path);
    zhnorm_converter *converter = compile(dictionaries[_i].config, dictionaries[_i].dict);
    unsigned sentences = 0;
    int failures = run_file(file, dictionaries[_i].name, converter, &sentences);
    zhnorm_converter_free(converter);
    fclose(file);
    ck_assert_uint_gt(sentences, 0);
    ck_assert_int_eq(failures, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dicts");
    TCase *tests = tcase_create("dicts");
    tcase_add_loop_test(tests, sentences_come_out_as_they_should, 0,
                        (int)(sizeof dictionaries / sizeof dictionaries[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
