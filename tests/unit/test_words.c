/* Sets of words: the longest match, compared with a search through a list. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "generator.h"
#include "rules/memory.h"
#include "rules/words.h"
#include "suite.h"
#include "text/utf8.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The numbers are the places in the list. */
static void build(const char *const *list, size_t count, struct zn_buffer *block,
                  struct zn_words *words)
{
    struct zn_trie trie;
    ck_assert(zn_trie_init(&trie, &zn_default_allocator));
    for (size_t i = 0; i < count; i++) {
        uint32_t node = zn_trie_insert(&trie, (const uint8_t *)list[i], strlen(list[i]));
        ck_assert_uint_ne(node, ZN_TRIE_NONE);
        zn_trie_node(&trie, node)->values[ZN_PLAIN] = (uint32_t)i;
    }
    zn_buffer_init(block, &zn_default_allocator);
    ck_assert(zn_words_build(&trie, block));
    zn_words_open(words, block->data);
    zn_trie_free(&trie);
}

/* Letters, Han of several pages, and a character of four bytes. */
static const char *const some[] = {"網路", "網", "網路書店", "路由器", "Node", "IT",
                                   "一",   "龍", "𠮷野家",   "𠮷",     "々",   "a"};

static size_t search(const char *text, uint32_t *number)
{
    size_t longest = 0;
    for (size_t i = 0; i < COUNT(some); i++) {
        size_t length = strlen(some[i]);
        if (length > longest && strncmp(text, some[i], length) == 0) {
            longest = length;
            *number = (uint32_t)i;
        }
    }
    return longest;
}

static void compare(const struct zn_words *words, const char *text)
{
    const char *end = text + strlen(text);
    for (const char *at = text; at < end;) {
        uint32_t wanted = UINT32_MAX;
        uint32_t got = UINT32_MAX;
        size_t length = search(at, &wanted);
        ck_assert_uint_eq(
            zn_words_match(words, (const uint8_t *)at, (const uint8_t *)end, &got), length);
        ck_assert_uint_eq(got, wanted);
        at += zn_utf8_length((uint8_t)*at);
    }
}

START_TEST(finds_the_longest_word_at_each_place)
{
    static const char *const texts[] = {
        "網路書店賣路由器", "網路書", "網",          "路由",
        "他在𠮷野家吃飯",   "𠮷野",   "Node.js與IT", "人々一龍々",
        "\xF4\x8F\xBF\xBF"};
    struct zn_buffer block;
    struct zn_words words;
    build(some, COUNT(some), &block, &words);
    for (size_t i = 0; i < COUNT(texts); i++)
        compare(&words, texts[i]);
    zn_buffer_free(&block);
}
END_TEST

START_TEST(finds_the_same_as_a_list_in_any_text)
{
    struct generator generator = {20261122};
    struct zn_buffer block;
    struct zn_words words;
    build(some, COUNT(some), &block, &words);
    for (int i = 0; i < 20000; i++) {
        char text[256] = "";
        for (uint32_t pieces = 1 + generator_below(&generator, 8); pieces > 0; pieces--) {
            /* A word, or the first character of one. */
            const char *word = some[generator_below(&generator, COUNT(some))];
            size_t length = generator_below(&generator, 2) == 0
                                ? strlen(word)
                                : zn_utf8_length((uint8_t)*word);
            strncat(text, word, length);
        }
        compare(&words, text);
    }
    zn_buffer_free(&block);
}
END_TEST

START_TEST(an_empty_set_finds_nothing)
{
    struct zn_buffer block;
    struct zn_words words;
    uint32_t number;
    const uint8_t *text = (const uint8_t *)"網";
    build(NULL, 0, &block, &words);
    ck_assert_uint_eq(zn_words_match(&words, text, text + 3, &number), 0);
    zn_buffer_free(&block);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("words");
    TCase *tests = tcase_create("words");
    tcase_add_test(tests, finds_the_longest_word_at_each_place);
    tcase_add_test(tests, finds_the_same_as_a_list_in_any_text);
    tcase_add_test(tests, an_empty_set_finds_nothing);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
