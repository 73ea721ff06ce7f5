/* Preset files: what they hold, what is wrong with them, and that they work. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rules/memory.h"
#include "rules/preset.h"
#include "suite.h"

START_TEST(reads_the_fields)
{
    static const char text[] = "# a comment\r\n"
                               "name: mine\n"
                               "title: my own: with a colon\n"
                               "\n"
                               "  base:   t2s\n"
                               "target: hans\n"
                               "dicts: hans  ./mine.dict\n";
    struct zn_preset preset;
    zhnorm_error error = {0};
    int status = zn_preset_parse(&preset, text, sizeof text - 1, "mine.preset",
                                 &zn_default_allocator, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    ck_assert_str_eq(preset.name, "mine");
    ck_assert_str_eq(preset.title, "my own: with a colon");
    ck_assert_str_eq(preset.base, "t2s");
    ck_assert_int_eq(preset.target, ZN_TARGET_HANS);
    ck_assert_uint_eq(preset.dict_count, 2);
    ck_assert_str_eq(preset.dicts[0], "hans");
    ck_assert_str_eq(preset.dicts[1], "./mine.dict");
    zn_preset_free(&preset);
}
END_TEST

START_TEST(reads_choices_and_names_them)
{
    static const char text[] = "name: mine\nsimplified: hans\ntaiwan: ./tw.preset\n"
                               "hong-kong: cn\nother: cn\ntopics: it newmedia\n";
    struct zn_preset preset;
    zhnorm_error error = {0};
    char name[ZN_CHOICE_NAME_SIZE];
    int status = zn_preset_parse(&preset, text, sizeof text - 1, "mine.preset",
                                 &zn_default_allocator, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    ck_assert_ptr_null(preset.base);
    ck_assert_str_eq(preset.choices[ZN_ORIGIN_TAIWAN], "./tw.preset");
    ck_assert_uint_eq(preset.topic_count, 2);
    ck_assert_uint_eq(zn_preset_topic_sets(&preset, ZN_ORIGIN_TAIWAN), 4);
    ck_assert_uint_eq(zn_preset_topic_sets(&preset, ZN_ORIGIN_SIMPLIFIED), 1);
    ck_assert(zn_preset_choice_name(&preset, ZN_ORIGIN_TAIWAN, 0, name));
    ck_assert_str_eq(name, "./tw.preset");
    ck_assert(zn_preset_choice_name(&preset, ZN_ORIGIN_HONG_KONG, 2, name));
    ck_assert_str_eq(name, "cn newmedia");
    ck_assert(zn_preset_choice_name(&preset, ZN_ORIGIN_HONG_KONG, 3, name));
    ck_assert_str_eq(name, "cn it newmedia");
    zn_preset_free(&preset);
}
END_TEST

static const struct {
    const char *text;
    uint64_t line;
    const char *reason;
} wrong[] = {
    {"name: mine\n", 0, "no field 'base'"},
    {"base: t2s\nnonsense\n", 2, "expected 'FIELD: VALUE'"},
    {"base: t2s\ncolour: red\n", 2, "unknown field 'colour'"},
    {"target: klingon\n", 1, "unknown target 'klingon'"},
    {"base:\n", 1, "'base' is empty"},
    {"base: t2s\nname: \xFF\n", 0, "not UTF-8"},
    {"simplified: hans\ntaiwan: tw2cn\nother: cn\n", 0,
     "expected all of simplified, taiwan, hong-kong and other"},
    {"simplified: hans\ntaiwan: cn\nhong-kong: cn\nother: cn\ndicts: hans\n", 0,
     "base and dicts exclude choices and topics"},
    {"base: t2s\ntopics: it\n", 0, "base and dicts exclude choices and topics"},
    {"topics: 1 2 3 4\n", 1, "more than 3 dictionaries"},
    {"topics: ./mine.dict\n", 0, "the topic './mine.dict' is no dictionary that is shipped"},
    {"base: t2s\ndicts: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n", 2,
     "more than 16 dictionaries"},
};

START_TEST(says_what_is_wrong_and_where)
{
    struct zn_preset preset;
    zhnorm_error error;
    int status = zn_preset_parse(&preset, wrong[_i].text, strlen(wrong[_i].text),
                                 "mine.preset", &zn_default_allocator, &error);
    ck_assert_int_eq(status, ZHNORM_ERROR_CONFIG);
    ck_assert_uint_eq(error.line, wrong[_i].line);
    ck_assert_msg(strstr(error.message, wrong[_i].reason) != NULL &&
                      strncmp(error.message, "mine.preset:", 12) == 0,
                  "wanted a message with '%s', got '%s'", wrong[_i].reason, error.message);
}
END_TEST

static void write_file(const char *directory, const char *name, const char *text, char *path,
                       size_t size)
{
    snprintf(path, size, "%s/%s", directory, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void expect(const char *config, const char *source, const char *wanted)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_result *result;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.config = config;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", config, error.message);
    status = zhnorm_convert_result(converter, source, strlen(source), &result, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", config, error.message);
    ck_assert_str_eq(zhnorm_result_text(result), wanted);
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
}

/*
 * A user's preset, with a dictionary beside it and over an embedded base.  It
 * defaults to the steps of an article, as zhnorm's own presets do.
 */
START_TEST(works_from_a_file)
{
    char directory[] = "/tmp/zhnorm-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(directory));
    char preset[128];
    char dict[128];
    write_file(directory, "mine.dict", "軟體\t软件\n", dict, sizeof dict);
    write_file(directory, "mine.preset", "base: t2s\ndicts: ./mine.dict\n", preset,
               sizeof preset);
    expect(preset, "軟體,開發", "软件，开发");
    unlink(dict);
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_error error;
    zhnorm_options_init(&options);
    options.config = preset;
    ck_assert_int_eq(zhnorm_compile(&options, &converter, &error), ZHNORM_ERROR_DICT);
    ck_assert_msg(strstr(error.message, "mine.dict") != NULL, "got '%s'", error.message);
    unlink(preset);
    rmdir(directory);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("preset");
    TCase *tests = tcase_create("preset");
    tcase_add_test(tests, reads_the_fields);
    tcase_add_test(tests, reads_choices_and_names_them);
    tcase_add_loop_test(tests, says_what_is_wrong_and_where, 0,
                        (int)(sizeof wrong / sizeof wrong[0]));
    tcase_add_test(tests, works_from_a_file);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
