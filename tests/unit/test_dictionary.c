/*
 * Dictionary files: what an entry is, and for each thing that can be wrong the
 * line and the reason.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rules/dictionary.h"
#include "suite.h"

static zhnorm_dict *parse(const char *text, enum zn_dictionary_form form)
{
    zhnorm_dict *dict;
    zhnorm_error error = {0};
    int status =
        zn_dictionary_parse(text, strlen(text), "test.dict", form, NULL, &dict, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", text, error.message);
    return dict;
}

static void expect_entry(const zhnorm_dict *dict, size_t number, const char *key,
                         const char *value, uint32_t flags)
{
    ck_assert_uint_lt(number, zn_dictionary_count(dict));
    const struct zn_entry *entry = &zn_dictionary_entries(dict)[number];
    ck_assert_uint_eq(entry->key_length, strlen(key));
    ck_assert_mem_eq(dict->text + entry->key, key, entry->key_length);
    ck_assert_uint_eq(entry->value_length, strlen(value));
    ck_assert_mem_eq(dict->text + entry->value, value, entry->value_length);
    ck_assert_uint_eq(entry->flags, flags);
}

START_TEST(reads_entries)
{
    zhnorm_dict *dict = parse("\xEF\xBB\xBF# name: test\n"
                              "軟體\t软件\n"
                              "\n"
                              "社群\r\n"
                              "To B\tTo B 业务\n"
                              "著\t着\ttraditional-only\n"
                              "末行\t最后",
                              ZN_DICTIONARY_CORPUS);
    ck_assert_uint_eq(zhnorm_dict_entry_count(dict), 5);
    expect_entry(dict, 0, "軟體", "软件", 0);
    expect_entry(dict, 1, "社群", "社群", 0);
    expect_entry(dict, 2, "To B", "To B 业务", 0);
    expect_entry(dict, 3, "著", "着", ZN_ENTRY_TRADITIONAL_ONLY);
    expect_entry(dict, 4, "末行", "最后", 0);
    zhnorm_dict_free(dict);
}
END_TEST

START_TEST(reads_opencc_values)
{
    zhnorm_dict *dict =
        parse("# format: opencc\n乾\t干 乾\n隻\t只\n孤\n", ZN_DICTIONARY_CORPUS);
    expect_entry(dict, 0, "乾", "干", 0);
    expect_entry(dict, 1, "隻", "只", 0);
    expect_entry(dict, 2, "孤", "孤", 0);
    zhnorm_dict_free(dict);
}
END_TEST

/* OpenCC's own tables have no comments: '#' is a character like any other. */
START_TEST(opencc_tables_have_no_comments)
{
    zhnorm_dict *dict = parse("#\t＃\n", ZN_DICTIONARY_OPENCC);
    expect_entry(dict, 0, "#", "＃", 0);
    zhnorm_dict_free(dict);
}
END_TEST

START_TEST(drops_repetitions)
{
    zhnorm_dict *dict = parse("甲\t乙\n丙\t丁\n甲\t乙\n", ZN_DICTIONARY_CORPUS);
    ck_assert_uint_eq(zhnorm_dict_entry_count(dict), 2);
    zhnorm_dict_free(dict);
}
END_TEST

START_TEST(a_key_may_differ_in_traditional_paragraphs)
{
    zhnorm_dict *dict =
        parse("沈默\t沉默\ttraditional-only\n沈默\n沈默\n", ZN_DICTIONARY_CORPUS);
    ck_assert_uint_eq(zhnorm_dict_entry_count(dict), 2);
    expect_entry(dict, 0, "沈默", "沉默", ZN_ENTRY_TRADITIONAL_ONLY);
    expect_entry(dict, 1, "沈默", "沈默", 0);
    zhnorm_dict_free(dict);
}
END_TEST

static const struct {
    const char *text;
    uint64_t line;
    const char *reason; /* a part of the message */
} wrong[] = {
    {"甲\t乙\n\t丙\n", 2, "key is empty"},
    {"甲\t\n", 1, "value is empty"},
    {"甲\t\ttraditional-only\n", 1, "value is empty"},
    {"甲\t乙\n丙\t丁\n甲\t戊\n", 3, "stands in line 1"},
    {"甲\t乙\ttraditional-only\n甲\t戊\n甲\t己\ttraditional-only\n", 3, "stands in line 1"},
    {"甲\t乙\n甲\t乙\ttraditional-only\n", 2, "stands in line 1"},
    {"甲\t乙\tsometimes\n", 1, "unknown flag 'sometimes'"},
    {"甲\t乙\n\xE4\xB8\n", 2, "not valid UTF-8"},
    {"甲\xE2\x80\xA8乙\t丙\n", 1, "ends a paragraph (U+2028)"},
    {"# format: csv\n", 1, "unknown format 'csv'"},
    {"甲\t乙\n# format: opencc\n", 2, "before the first entry"},
};

START_TEST(says_what_is_wrong_and_where)
{
    zhnorm_dict *dict;
    zhnorm_error error;
    int status = zhnorm_dict_parse(wrong[_i].text, strlen(wrong[_i].text), "test.dict", NULL,
                                   &dict, &error);
    ck_assert_int_eq(status, ZHNORM_ERROR_DICT);
    ck_assert_ptr_null(dict);
    ck_assert_int_eq(error.status, ZHNORM_ERROR_DICT);
    ck_assert_uint_eq(error.line, wrong[_i].line);
    ck_assert_msg(strstr(error.message, wrong[_i].reason) != NULL,
                  "wanted a message with '%s', got '%s'", wrong[_i].reason, error.message);
    ck_assert_msg(strncmp(error.message, "test.dict:", 10) == 0,
                  "wanted the file's name first, got '%s'", error.message);
}
END_TEST

/* One character more than a key may have, one byte more than a value may. */
START_TEST(holds_the_limits)
{
    char text[ZN_VALUE_MAX + 8];
    zhnorm_dict *dict;
    zhnorm_error error;
    for (size_t extra = 0; extra < 2; extra++) {
        size_t length = ZN_KEY_MAX + extra;
        memset(text, 'k', length);
        memcpy(text + length, "\tv", 2);
        int status = zhnorm_dict_parse(text, length + 2, NULL, NULL, &dict, &error);
        ck_assert_int_eq(status, extra == 0 ? ZHNORM_OK : ZHNORM_ERROR_DICT);
        zhnorm_dict_free(dict);
        length = ZN_VALUE_MAX + extra;
        memcpy(text, "k\t", 2);
        memset(text + 2, 'v', length);
        status = zhnorm_dict_parse(text, length + 2, NULL, NULL, &dict, &error);
        ck_assert_int_eq(status, extra == 0 ? ZHNORM_OK : ZHNORM_ERROR_DICT);
        zhnorm_dict_free(dict);
    }
}
END_TEST

START_TEST(loads_embedded_dictionaries_and_files)
{
    zhnorm_dict *dict;
    zhnorm_error error;
    ck_assert_int_eq(zhnorm_dict_load("newmedia", NULL, &dict, &error), ZHNORM_OK);
    size_t count = zhnorm_dict_entry_count(dict);
    ck_assert_uint_gt(count, 0);
    zhnorm_dict_free(dict);
    ck_assert_int_eq(zhnorm_dict_load(ZHNORM_DICTS_DIR "/newmedia.dict", NULL, &dict, &error),
                     ZHNORM_OK);
    ck_assert_uint_eq(zhnorm_dict_entry_count(dict), count);
    zhnorm_dict_free(dict);
    ck_assert_int_eq(zhnorm_dict_load("nothing", NULL, &dict, &error), ZHNORM_ERROR_DICT);
    ck_assert_ptr_null(dict);
    ck_assert_int_eq(zhnorm_dict_load("./no/such.dict", NULL, &dict, &error),
                     ZHNORM_ERROR_DICT);
    ck_assert_int_ne(error.system, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dictionary");
    TCase *tests = tcase_create("dictionary");
    tcase_add_test(tests, reads_entries);
    tcase_add_test(tests, reads_opencc_values);
    tcase_add_test(tests, opencc_tables_have_no_comments);
    tcase_add_test(tests, drops_repetitions);
    tcase_add_test(tests, a_key_may_differ_in_traditional_paragraphs);
    tcase_add_loop_test(tests, says_what_is_wrong_and_where, 0,
                        (int)(sizeof wrong / sizeof wrong[0]));
    tcase_add_test(tests, holds_the_limits);
    tcase_add_test(tests, loads_embedded_dictionaries_and_files);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
