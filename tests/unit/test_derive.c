/*
 * Converters made of another one's rulebooks, and documents that are decided about before
 * they begin.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <string.h>

#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static zhnorm_converter *compile(const char *config, const char *dictionary)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_dict *dict = NULL;

    zhnorm_options_init(&options);
    options.config = config;
    if (dictionary != NULL) {
        ck_assert_int_eq(
            zhnorm_dict_parse(dictionary, strlen(dictionary), NULL, NULL, &dict, NULL),
            ZHNORM_OK);
        options.dicts = (const zhnorm_dict *const *)&dict;
        options.dict_count = 1;
    }
    ck_assert_int_eq(zhnorm_compile(&options, &converter, NULL), ZHNORM_OK);
    zhnorm_dict_free(dict);
    return converter;
}

static void expect(const zhnorm_converter *converter, const char *source, const char *wanted)
{
    char got[256];
    size_t length = 0;

    ck_assert_int_eq(
        zhnorm_convert(converter, source, strlen(source), got, sizeof got - 1, &length, NULL),
        ZHNORM_OK);
    got[length] = '\0';
    ck_assert_str_eq(got, wanted);
}

START_TEST(steps_and_rules_are_its_own)
{
    zhnorm_converter *base = compile("cn", "甲骨\t乙骨\n");
    const zhnorm_rule_switch no_comma = {"comma", 0};
    zhnorm_options options;
    zhnorm_converter *script = NULL;
    zhnorm_converter *rules = NULL;

    zhnorm_options_init(&options);
    options.config = "s2t"; /* not looked at */
    options.steps = ZHNORM_STEPS_NONE;
    ck_assert_int_eq(zhnorm_converter_derive(base, &options, &script, NULL), ZHNORM_OK);
    zhnorm_options_init(&options);
    options.rules = &no_comma;
    options.rule_count = 1;
    ck_assert_int_eq(zhnorm_converter_derive(base, &options, &rules, NULL), ZHNORM_OK);

    expect(base, "網路,甲骨!", "网络，乙骨！");
    expect(script, "網路,甲骨!", "网络,乙骨!");
    expect(rules, "網路,甲骨!", "网络,乙骨！");
    zhnorm_converter_free(script);
    zhnorm_converter_free(rules);
    expect(base, "網路,甲骨!", "网络，乙骨！");
    zhnorm_converter_free(base);
}
END_TEST

START_TEST(options_are_checked)
{
    zhnorm_converter *base = compile("t2s", NULL);
    zhnorm_converter *made = base;
    zhnorm_options options;

    zhnorm_options_init(&options);
    options.max_pending = 1;
    ck_assert_int_eq(zhnorm_converter_derive(base, &options, &made, NULL),
                     ZHNORM_ERROR_ARGUMENT);
    ck_assert_ptr_null(made);
    /* The default is that of the configuration. */
    ck_assert_int_eq(zhnorm_converter_derive(base, NULL, &made, NULL), ZHNORM_OK);
    expect(made, "網路,", "网路,");
    zhnorm_converter_free(made);
    zhnorm_converter_free(base);
}
END_TEST

START_TEST(targets_are_those_of_the_configurations)
{
    static const char *const targets[][2] = {
        {"cn", "hans"},  {"t2s", "hans"},  {"tw2sp", "hans"}, {"twp", "tw"},
        {"s2tw", "tw"},  {"hk", "hk"},     {"s2hk", "hk"},    {"hant", "hant"},
        {"s2t", "hant"}, {"auto", "hans"}, {"none", ""}};

    for (size_t i = 0; i < COUNT(targets); i++) {
        zhnorm_converter *converter = compile(targets[i][0], NULL);
        ck_assert_str_eq(zhnorm_converter_target(converter), targets[i][1]);
        zhnorm_converter_free(converter);
    }
}
END_TEST

/* Converts a text in a stream that has been told what it is. */
static void expect_chosen(zhnorm_stream *stream, const zhnorm_detection *detection,
                          const char *source, const char *wanted)
{
    char got[256];
    zhnorm_input input = {source, strlen(source), 0};
    zhnorm_output output = {got, sizeof got - 1, 0};
    int more;

    zhnorm_stream_reset(stream);
    ck_assert_int_eq(zhnorm_stream_choose(stream, detection, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, NULL),
                     ZHNORM_OK);
    got[output.position] = '\0';
    ck_assert_str_eq(got, wanted);
    ck_assert_int_eq(zhnorm_stream_choose(stream, detection, NULL), ZHNORM_ERROR_STATE);
}

START_TEST(a_document_is_converted_as_was_decided)
{
    static const char taiwan[] =
        "這個網路軟體的滑鼠與印表機,透過程式設計師品質很好,資訊硬碟記憶體。";
    zhnorm_converter *base = compile("auto", NULL);
    zhnorm_stream *stream = NULL;
    zhnorm_detection detection;
    zhnorm_detection simplified;

    ck_assert_int_eq(zhnorm_detect(taiwan, strlen(taiwan), NULL, &detection, NULL), ZHNORM_OK);
    ck_assert_int_eq(detection.region, ZHNORM_REGION_TAIWAN);
    ck_assert_int_eq(zhnorm_detect("这个软件", strlen("这个软件"), NULL, &simplified, NULL),
                     ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_open(base, &stream, NULL), ZHNORM_OK);
    /* 資料 is another word on the mainland, so only tw2cn has it. */
    expect_chosen(stream, &detection, "資料", "数据");
    expect_chosen(stream, &simplified, "資料", "资料");
    ck_assert_ptr_nonnull(zhnorm_stream_choice(stream));
    zhnorm_stream_free(stream);
    zhnorm_converter_free(base);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("derive");
    TCase *tests = tcase_create("derive");
    tcase_add_test(tests, steps_and_rules_are_its_own);
    tcase_add_test(tests, options_are_checked);
    tcase_add_test(tests, targets_are_those_of_the_configurations);
    tcase_add_test(tests, a_document_is_converted_as_was_decided);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
