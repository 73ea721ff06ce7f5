/* See vocabulary.h. */
#include "rules/vocabulary.h"

#include <string.h>

#include "rules/error.h"
#include "rules/memory.h"
#include "text/character.h"
#include "text/utf8.h"

/* What is known of a character. */
enum {
    IN_SIMPLIFIED = 1,  /* stands in simplified text */
    IN_TRADITIONAL = 2, /* stands in traditional text */
    TO_SIMPLIFIED = 4,  /* alone becomes another one on the way to simplified */
    TO_TRADITIONAL = 8  /* and on the way to traditional */
};

/*
 * What a table's keys and values are, in the order in which they are read.  What
 * phrases hold says nothing of a character that changes alone: OpenCC's keep
 * some for no reason.  Where it is right to keep one, the tables of characters
 * have it among the values.
 */
static const struct source {
    const char *table;
    uint8_t key_mark;    /* of each character of a key */
    uint8_t value_mark;  /* of each character of a value */
    uint8_t change_mark; /* of a key of one character that changes */
    bool are_phrases;
    bool keys_are_words; /* of simplified text */
    bool values_are_words;
} sources[] = {
    {"TSCharacters", IN_TRADITIONAL, IN_SIMPLIFIED, TO_SIMPLIFIED, false, false, false},
    {"STCharacters", IN_SIMPLIFIED, IN_TRADITIONAL, TO_TRADITIONAL, false, false, false},
    /* From OpenCC's own traditional spelling to that of a region. */
    {"TWVariants", IN_TRADITIONAL, IN_TRADITIONAL, 0, false, false, false},
    {"HKVariants", IN_TRADITIONAL, IN_TRADITIONAL, 0, false, false, false},
    {"TSPhrases", IN_TRADITIONAL, IN_SIMPLIFIED, 0, true, false, true},
    {"STPhrases", IN_SIMPLIFIED, IN_TRADITIONAL, 0, true, true, false},
};

static void mark(struct zn_vocabulary *vocabulary, const char *text, size_t length,
                 uint8_t marks, uint8_t unless)
{
    for (size_t at = 0; at < length;) {
        uint32_t point;
        at += zn_utf8_decode((const uint8_t *)text + at, &point);
        if ((vocabulary->marks[point] & unless) == 0)
            vocabulary->marks[point] |= marks;
    }
}

static bool add_word(struct zn_vocabulary *vocabulary, const char *text, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)text;
    for (size_t at = 0; at < length;) {
        uint32_t point;
        at += zn_utf8_decode(bytes + at, &point);
        if (zn_is_traditional_only(vocabulary, point))
            return true; /* one of OpenCC's mistakes */
    }
    uint32_t node = zn_trie_insert(&vocabulary->words, bytes, length);
    if (node == ZN_TRIE_NONE)
        return false;
    zn_trie_node(&vocabulary->words, node)->values[ZN_PLAIN] = 0;
    return true;
}

static bool add_entry(struct zn_vocabulary *vocabulary, const struct source *source,
                      const zhnorm_dict *dict, const struct zn_entry *entry)
{
    const char *key = dict->text + entry->key;
    const char *value = dict->text + entry->value;
    bool changes =
        entry->key_length != entry->value_length || memcmp(key, value, entry->key_length) != 0;
    bool to_simplified = source->value_mark == IN_SIMPLIFIED;
    uint8_t key_unless = to_simplified ? TO_TRADITIONAL : TO_SIMPLIFIED;
    uint8_t value_unless = to_simplified ? TO_SIMPLIFIED : TO_TRADITIONAL;
    mark(vocabulary, key, entry->key_length, source->key_mark,
         source->are_phrases ? key_unless : 0);
    mark(vocabulary, value, entry->values_length, source->value_mark,
         source->are_phrases ? value_unless : 0);
    if (changes)
        mark(vocabulary, key, entry->key_length, source->change_mark, 0);
    if (source->keys_are_words && !add_word(vocabulary, key, entry->key_length))
        return false;
    /* A phrase that is only kept as it is may be a word of either script. */
    return !source->values_are_words || !changes ||
           add_word(vocabulary, value, entry->value_length);
}

static int add_table(struct zn_vocabulary *vocabulary, const struct source *source,
                     const struct zn_table_text *table, zhnorm_error *error)
{
    zhnorm_dict *dict;
    int status =
        zn_dictionary_parse(table->text, table->length, table->label, ZN_DICTIONARY_OPENCC,
                            vocabulary->allocator, &dict, error);
    if (status != ZHNORM_OK)
        return status;
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    for (size_t i = 0; status == ZHNORM_OK && i < zn_dictionary_count(dict); i++) {
        if (!add_entry(vocabulary, source, dict, &entries[i]))
            status = zn_fail_memory(error);
    }
    zn_dictionary_free(dict);
    return status;
}

int zn_vocabulary_init(struct zn_vocabulary *vocabulary, const struct zn_table_text *tables,
                       size_t count, const zhnorm_allocator *allocator, zhnorm_error *error)
{
    *vocabulary = (struct zn_vocabulary){.allocator = allocator};
    bool ready = zn_trie_init(&vocabulary->words, allocator);
    vocabulary->marks = zn_allocate_zeroed(allocator, ZN_UNICODE_END, 1);
    if (!ready || vocabulary->marks == NULL)
        return zn_fail_memory(error);
    int status = ZHNORM_OK;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        for (size_t j = 0; status == ZHNORM_OK && j < count; j++) {
            if (strcmp(tables[j].name, sources[i].table) == 0)
                status = add_table(vocabulary, &sources[i], &tables[j], error);
        }
    }
    return status;
}

void zn_vocabulary_free(struct zn_vocabulary *vocabulary)
{
    if (vocabulary->allocator == NULL)
        return;
    zn_trie_free(&vocabulary->words);
    zn_release(vocabulary->allocator, vocabulary->marks);
}

bool zn_is_traditional_only(const struct zn_vocabulary *vocabulary, uint32_t code_point)
{
    return (vocabulary->marks[code_point] & (TO_SIMPLIFIED | IN_SIMPLIFIED)) == TO_SIMPLIFIED;
}

bool zn_is_simplified_only(const struct zn_vocabulary *vocabulary, uint32_t code_point)
{
    return (vocabulary->marks[code_point] & (TO_TRADITIONAL | IN_TRADITIONAL)) ==
           TO_TRADITIONAL;
}

bool zn_is_never_simplified(const struct zn_vocabulary *vocabulary, uint32_t code_point)
{
    return zn_is_han(code_point) && (vocabulary->marks[code_point] & IN_SIMPLIFIED) == 0;
}

bool zn_is_simplified_word(const struct zn_vocabulary *vocabulary, const uint8_t *text,
                           size_t length)
{
    uint32_t node = ZN_TRIE_ROOT;
    for (size_t at = 0; at < length;) {
        uint32_t point;
        at += zn_utf8_decode(text + at, &point);
        node = zn_trie_child(&vocabulary->words, node, point);
        if (node == ZN_TRIE_NONE)
            return false;
    }
    return zn_trie_node(&vocabulary->words, node)->values[ZN_PLAIN] != ZN_TRIE_NO_VALUE;
}
