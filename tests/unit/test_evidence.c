/* Collecting evidence: lists, dictionaries, tables of characters, and errors. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rules/evidence.h"
#include "rules/memory.h"
#include "suite.h"
#include "text/utf8.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct zn_evidence_builder builder;
static zhnorm_error error;

static void begin(void)
{
    ck_assert(zn_evidence_init(&builder, &zn_default_allocator));
    error = (zhnorm_error){0};
}

static void finish(void)
{
    zn_evidence_free(&builder);
}

static zhnorm_dict *parse(const char *text, enum zn_dictionary_form form)
{
    zhnorm_dict *dict;
    ck_assert_int_eq(zn_dictionary_parse(text, strlen(text), "test", form,
                                         &zn_default_allocator, &dict, &error),
                     ZHNORM_OK);
    return dict;
}

static int add_list(const char *text)
{
    return zn_evidence_add_list(&builder, text, strlen(text), "a.evidence", &error);
}

/* What a word weighs for a class; -1: it is no evidence at all. */
static int weight_in(const struct zn_trie *trie, const char *word, unsigned class)
{
    uint32_t node = ZN_TRIE_ROOT;
    for (const char *at = word; *at != '\0';) {
        uint32_t point;
        at += zn_utf8_decode((const uint8_t *)at, &point);
        node = zn_trie_child(trie, node, point);
        if (node == ZN_TRIE_NONE)
            return -1;
    }
    uint32_t number = zn_trie_node(trie, node)->values[ZN_PLAIN];
    if (number == ZN_TRIE_NO_VALUE)
        return -1;
    const struct zn_evidence_item *items = (const void *)builder.items.data;
    ck_assert_str_eq((const char *)builder.texts.data + items[number].text, word);
    return items[number].weights[class];
}

START_TEST(a_list_gives_words_their_weights)
{
    ck_assert_int_eq(add_list("# a comment\n\n立法院\ttw\t4\n港鐵\thk\n"), ZHNORM_OK);
    ck_assert_int_eq(weight_in(&builder.words, "立法院", ZN_EVIDENCE_TAIWAN), 4);
    ck_assert_int_eq(weight_in(&builder.words, "港鐵", ZN_EVIDENCE_HONG_KONG), 2);
    ck_assert_int_eq(weight_in(&builder.words, "港鐵", ZN_EVIDENCE_TAIWAN), 0);
    ck_assert_int_eq(weight_in(&builder.words, "立法", ZN_EVIDENCE_TAIWAN), -1);
}
END_TEST

START_TEST(only_words_that_change_count)
{
    zhnorm_dict *dict =
        parse("# name: t\n# evidence: tw\n軟體\t软件\n社群\n裡\t里\n", ZN_DICTIONARY_CORPUS);
    ck_assert_int_eq(zn_evidence_add_dictionary(&builder, dict, "t", &error), ZHNORM_OK);
    ck_assert_int_eq(weight_in(&builder.words, "軟體", ZN_EVIDENCE_TAIWAN), 2);
    ck_assert_int_eq(weight_in(&builder.words, "社群", ZN_EVIDENCE_TAIWAN), -1);
    ck_assert_int_eq(weight_in(&builder.words, "裡", ZN_EVIDENCE_TAIWAN), -1);
    zn_dictionary_free(dict);
}
END_TEST

START_TEST(a_key_that_changes_its_script_alone_says_nothing)
{
    zhnorm_dict *table = parse("軟\t软\n體\t体\n聯\t联\n", ZN_DICTIONARY_OPENCC);
    zhnorm_dict *dict = parse("# evidence: tw\n軟體\t软件\n聯合\t联合\n聯合體\t联合体系\n",
                              ZN_DICTIONARY_CORPUS);
    ck_assert(zn_evidence_use_script(&builder, table));
    ck_assert_int_eq(zn_evidence_add_dictionary(&builder, dict, "t", &error), ZHNORM_OK);
    ck_assert_int_eq(weight_in(&builder.words, "軟體", ZN_EVIDENCE_TAIWAN), 2);
    ck_assert_int_eq(weight_in(&builder.words, "聯合", ZN_EVIDENCE_TAIWAN), -1);
    ck_assert_int_eq(weight_in(&builder.words, "聯合體", ZN_EVIDENCE_TAIWAN), 2);
    zn_dictionary_free(dict);
    zn_dictionary_free(table);
}
END_TEST

START_TEST(a_dictionary_can_name_a_topic)
{
    zhnorm_dict *dict =
        parse("# evidence: media\n直播主\t主播\n社群\t社区\n", ZN_DICTIONARY_CORPUS);
    ck_assert_int_eq(zn_evidence_add_dictionary(&builder, dict, "media", &error), ZHNORM_OK);
    ck_assert_uint_eq(builder.topic_count, 1);
    ck_assert_str_eq(builder.topics[0], "media");
    ck_assert_int_eq(weight_in(&builder.words, "直播主", ZN_EVIDENCE_TOPICS), -1);
    /* A list can name the topic now. */
    ck_assert_int_eq(add_list("社群\tmedia\t4\n社群\ttw\t3\n"), ZHNORM_OK);
    ck_assert_int_eq(weight_in(&builder.words, "社群", ZN_EVIDENCE_TOPICS), 4);
    ck_assert_int_eq(weight_in(&builder.words, "社群", ZN_EVIDENCE_TAIWAN), 3);
    zn_dictionary_free(dict);
}
END_TEST

START_TEST(a_dictionary_without_the_field_is_no_evidence)
{
    zhnorm_dict *dict = parse("# name: mine\n軟體\t软件\n", ZN_DICTIONARY_CORPUS);
    ck_assert_int_eq(zn_evidence_add_dictionary(&builder, dict, "mine", &error), ZHNORM_OK);
    ck_assert_uint_eq(builder.items.length, 0);
    zn_dictionary_free(dict);
}
END_TEST

START_TEST(a_character_counts_unless_it_may_stay)
{
    zhnorm_dict *table = parse("發\t发\n乾\t干 乾\n後\t后", ZN_DICTIONARY_OPENCC);
    ck_assert_int_eq(
        zn_evidence_add_characters(&builder, table, ZN_EVIDENCE_TRADITIONAL, &error),
        ZHNORM_OK);
    ck_assert_int_eq(weight_in(&builder.characters, "發", ZN_EVIDENCE_TRADITIONAL), 1);
    ck_assert_int_eq(weight_in(&builder.characters, "後", ZN_EVIDENCE_TRADITIONAL), 1);
    ck_assert_int_eq(weight_in(&builder.characters, "乾", ZN_EVIDENCE_TRADITIONAL), -1);
    zhnorm_dict *variants = parse("髮\t發\n", ZN_DICTIONARY_OPENCC);
    zn_evidence_drop_characters(&builder, variants, ZN_EVIDENCE_TRADITIONAL);
    ck_assert_int_eq(weight_in(&builder.characters, "發", ZN_EVIDENCE_TRADITIONAL), 0);
    zn_dictionary_free(variants);
    zn_dictionary_free(table);
}
END_TEST

static const struct {
    const char *list;
    const char *message;
} wrong[] = {
    {"立法院\n", "a.evidence:1: expected WORD, a tab and CLASS"},
    {"\ttw\n", "a.evidence:1: expected WORD, a tab and CLASS"},
    {"# one\n立法院\tmars\n", "a.evidence:2: unknown class 'mars'"},
    {"立法院\ttw\t6\n", "a.evidence:1: the weight is not a digit from 1 to 5"},
    {"立法院\ttw\t0\n", "a.evidence:1: the weight is not a digit from 1 to 5"},
    {"立法院\ttw\t12\n", "a.evidence:1: the weight is not a digit from 1 to 5"},
    {"立法院\ttw\t\n", "a.evidence:1: the weight is not a digit from 1 to 5"},
    {"立法院\ttw\n\xFF\ttw\n", "a.evidence: byte 13 is not valid UTF-8"},
};

START_TEST(says_what_is_wrong_with_a_list)
{
    ck_assert_int_eq(add_list(wrong[_i].list), ZHNORM_ERROR_DICT);
    ck_assert_str_eq(error.message, wrong[_i].message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("evidence");
    TCase *tests = tcase_create("evidence");
    tcase_add_checked_fixture(tests, begin, finish);
    tcase_add_test(tests, a_list_gives_words_their_weights);
    tcase_add_test(tests, only_words_that_change_count);
    tcase_add_test(tests, a_key_that_changes_its_script_alone_says_nothing);
    tcase_add_test(tests, a_dictionary_can_name_a_topic);
    tcase_add_test(tests, a_dictionary_without_the_field_is_no_evidence);
    tcase_add_test(tests, a_character_counts_unless_it_may_stay);
    tcase_add_loop_test(tests, says_what_is_wrong_with_a_list, 0, COUNT(wrong));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
