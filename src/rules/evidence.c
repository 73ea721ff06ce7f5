/* See evidence.h. */
#include "rules/evidence.h"

#include <string.h>

#include "rules/error.h"
#include "rules/header.h"
#include "text/utf8.h"

#define WEIGHT_DEFAULT 2

static const char *const class_names[ZN_EVIDENCE_TOPICS] = {
    [ZN_EVIDENCE_TRADITIONAL] = "traditional",
    [ZN_EVIDENCE_SIMPLIFIED] = "simplified",
    [ZN_EVIDENCE_TAIWAN] = "tw",
    [ZN_EVIDENCE_HONG_KONG] = "hk",
    [ZN_EVIDENCE_MAINLAND] = "cn",
    [ZN_EVIDENCE_CONVERTED] = "converted",
};

const char *zn_evidence_class_name(enum zn_evidence_class class)
{
    return class_names[class];
}

bool zn_evidence_init(struct zn_evidence_builder *builder, const zhnorm_allocator *allocator)
{
    *builder = (struct zn_evidence_builder){.topic_count = 0};
    zn_buffer_init(&builder->items, allocator);
    zn_buffer_init(&builder->texts, allocator);
    return zn_trie_init(&builder->words, allocator) &&
           zn_trie_init(&builder->characters, allocator) &&
           zn_trie_init(&builder->script_keys, allocator);
}

void zn_evidence_free(struct zn_evidence_builder *builder)
{
    zn_trie_free(&builder->words);
    zn_trie_free(&builder->characters);
    zn_trie_free(&builder->script_keys);
    zn_buffer_free(&builder->items);
    zn_buffer_free(&builder->texts);
}

/* ---- Classes ---------------------------------------------------------------------- */

static bool is_name(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

/* The class of a name, or ZN_EVIDENCE_CLASSES_MAX. */
static unsigned find_class(const struct zn_evidence_builder *builder, const char *name,
                           size_t length)
{
    for (unsigned i = 0; i < ZN_EVIDENCE_TOPICS; i++)
        if (is_name(class_names[i], name, length))
            return i;
    for (unsigned i = 0; i < builder->topic_count; i++)
        if (is_name(builder->topics[i], name, length))
            return ZN_EVIDENCE_TOPICS + i;
    return ZN_EVIDENCE_CLASSES_MAX;
}

static int find_or_add_class(struct zn_evidence_builder *builder, const char *name,
                             size_t length, const char *label, unsigned *class,
                             zhnorm_error *error)
{
    *class = find_class(builder, name, length);
    if (*class != ZN_EVIDENCE_CLASSES_MAX)
        return ZHNORM_OK;
    if (builder->topic_count == ZN_EVIDENCE_TOPICS_MAX || length == 0 ||
        length >= sizeof builder->topics[0])
        return zn_fail(error, ZHNORM_ERROR_DICT,
                       "%s: too many topics, or the name of one is too long", label);
    memcpy(builder->topics[builder->topic_count], name, length);
    *class = ZN_EVIDENCE_TOPICS + (unsigned)builder->topic_count++;
    return ZHNORM_OK;
}

/* ---- Items ------------------------------------------------------------------------ */

static struct zn_evidence_item *item_at(const struct zn_evidence_builder *builder,
                                        uint32_t number)
{
    return (struct zn_evidence_item *)(void *)builder->items.data + number;
}

static bool add_item(struct zn_evidence_builder *builder, const char *text, size_t length,
                     uint32_t *number)
{
    struct zn_evidence_item item = {.text = (uint32_t)builder->texts.length};
    *number = (uint32_t)(builder->items.length / sizeof item);
    return zn_buffer_append(&builder->texts, text, length) &&
           zn_buffer_append(&builder->texts, "", 1) &&
           zn_buffer_append(&builder->items, &item, sizeof item);
}

/* Lets `text` weigh `weight` for the class. */
static int add(struct zn_evidence_builder *builder, struct zn_trie *trie, const char *text,
               size_t length, unsigned class, unsigned weight, zhnorm_error *error)
{
    uint32_t node = zn_trie_insert(trie, (const uint8_t *)text, length);
    if (node == ZN_TRIE_NONE)
        return zn_fail_memory(error);
    uint32_t number = zn_trie_node(trie, node)->values[ZN_PLAIN];
    if (number == ZN_TRIE_NO_VALUE && !add_item(builder, text, length, &number))
        return zn_fail_memory(error);
    zn_trie_node(trie, node)->values[ZN_PLAIN] = number;
    item_at(builder, number)->weights[class] = (uint8_t)weight;
    return ZHNORM_OK;
}

/* ---- Dictionaries ----------------------------------------------------------------- */

static bool is_one_character(const char *text, size_t length)
{
    return zn_utf8_length((uint8_t)*text) == length;
}

bool zn_evidence_use_script(struct zn_evidence_builder *builder, const zhnorm_dict *table)
{
    const struct zn_entry *entries = zn_dictionary_entries(table);
    builder->script = table;
    for (size_t i = 0; i < zn_dictionary_count(table); i++) {
        uint32_t node = zn_trie_insert(&builder->script_keys,
                                       (const uint8_t *)table->text + entries[i].key,
                                       entries[i].key_length);
        if (node == ZN_TRIE_NONE)
            return false;
        zn_trie_node(&builder->script_keys, node)->values[ZN_PLAIN] = (uint32_t)i;
    }
    return true;
}

/* What a character becomes in simplified script; its length is left in `length`. */
static const char *simplified(const struct zn_evidence_builder *builder, const char *character,
                              size_t *length)
{
    uint32_t point;
    *length = zn_utf8_decode((const uint8_t *)character, &point);
    uint32_t node = zn_trie_child(&builder->script_keys, ZN_TRIE_ROOT, point);
    if (node == ZN_TRIE_NONE)
        return character;
    const struct zn_entry *entry = zn_dictionary_entries(builder->script) +
                                   zn_trie_node(&builder->script_keys, node)->values[ZN_PLAIN];
    *length = entry->value_length;
    return builder->script->text + entry->value;
}

/* Is the value more than the key in simplified script? */
static bool is_other_word(const struct zn_evidence_builder *builder, const zhnorm_dict *dict,
                          const struct zn_entry *entry)
{
    const char *value = dict->text + entry->value;
    size_t at = 0;
    for (const char *key = dict->text + entry->key, *end = key + entry->key_length; key < end;
         key += zn_utf8_length((uint8_t)*key)) {
        size_t length;
        const char *character = simplified(builder, key, &length);
        if (length > entry->value_length - at || memcmp(value + at, character, length) != 0)
            return true;
        at += length;
    }
    return at != entry->value_length;
}

int zn_evidence_add_dictionary(struct zn_evidence_builder *builder, const zhnorm_dict *dict,
                               const char *label, zhnorm_error *error)
{
    size_t length;
    unsigned class;
    const char *name = zn_header_field(dict->text, dict->length, "evidence", &length);
    if (name == NULL)
        return ZHNORM_OK;
    int status = find_or_add_class(builder, name, length, label, &class, error);
    if (status != ZHNORM_OK || class >= ZN_EVIDENCE_TOPICS)
        return status;
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    for (size_t i = 0; status == ZHNORM_OK && i < zn_dictionary_count(dict); i++) {
        const char *key = dict->text + entries[i].key;
        if (!is_one_character(key, entries[i].key_length) &&
            is_other_word(builder, dict, &entries[i]))
            status = add(builder, &builder->words, key, entries[i].key_length, class,
                         WEIGHT_DEFAULT, error);
    }
    return status;
}

/* ---- Lists ------------------------------------------------------------------------ */

/* One line: WORD, a tab, CLASS, and perhaps a tab and WEIGHT. */
static int add_line(struct zn_evidence_builder *builder, const char *line, size_t length,
                    const char *label, uint64_t number, zhnorm_error *error)
{
    const char *end = line + length;
    const char *tab = memchr(line, '\t', length);
    if (tab == NULL || tab == line)
        return zn_fail_at(error, ZHNORM_ERROR_DICT, label, number,
                          "expected WORD, a tab and CLASS");
    const char *name = tab + 1;
    const char *name_end = memchr(name, '\t', (size_t)(end - name));
    unsigned weight = WEIGHT_DEFAULT;
    if (name_end == NULL) {
        name_end = end;
    } else {
        weight = end - name_end == 2 ? (unsigned)(name_end[1] - '0') : 0;
        if (weight < 1 || weight > ZN_EVIDENCE_WEIGHT_MAX)
            return zn_fail_at(error, ZHNORM_ERROR_DICT, label, number,
                              "the weight is not a digit from 1 to %d",
                              ZN_EVIDENCE_WEIGHT_MAX);
    }
    unsigned class = find_class(builder, name, (size_t)(name_end - name));
    if (class == ZN_EVIDENCE_CLASSES_MAX)
        return zn_fail_at(error, ZHNORM_ERROR_DICT, label, number, "unknown class '%.*s'",
                          (int)(name_end - name), name);
    return add(builder, &builder->words, line, (size_t)(tab - line), class, weight, error);
}

int zn_evidence_add_list(struct zn_evidence_builder *builder, const char *text, size_t length,
                         const char *label, zhnorm_error *error)
{
    size_t valid = zn_utf8_valid_prefix((const uint8_t *)text, length);
    if (valid != length)
        return zn_fail(error, ZHNORM_ERROR_DICT, "%s: byte %zu is not valid UTF-8", label,
                       valid);
    const char *end = text + length;
    uint64_t number = 1;
    for (const char *line = text; line < end; number++) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        size_t size = (size_t)((line_end == NULL ? end : line_end) - line);
        int status = size == 0 || *line == '#'
                         ? ZHNORM_OK
                         : add_line(builder, line, size, label, number, error);
        if (status != ZHNORM_OK)
            return status;
        line += size + 1;
    }
    return ZHNORM_OK;
}

/* ---- Characters ------------------------------------------------------------------- */

/* Is the key among the values, which are separated by spaces? */
static bool keeps_itself(const zhnorm_dict *dict, const struct zn_entry *entry)
{
    const char *key = dict->text + entry->key;
    const char *end = dict->text + dict->length;
    for (const char *value = dict->text + entry->value;;) {
        size_t length = 0;
        while (value + length < end && strchr(" \r\n", value[length]) == NULL)
            length++;
        if (length == entry->key_length && memcmp(value, key, length) == 0)
            return true;
        if (value + length == end || value[length] != ' ')
            return false;
        value += length + 1;
    }
}

int zn_evidence_add_characters(struct zn_evidence_builder *builder, const zhnorm_dict *table,
                               enum zn_evidence_class class, zhnorm_error *error)
{
    const struct zn_entry *entries = zn_dictionary_entries(table);
    for (size_t i = 0; i < zn_dictionary_count(table); i++) {
        if (keeps_itself(table, &entries[i]))
            continue;
        int status = add(builder, &builder->characters, table->text + entries[i].key,
                         entries[i].key_length, class, 1, error);
        if (status != ZHNORM_OK)
            return status;
    }
    return ZHNORM_OK;
}

void zn_evidence_drop_characters(struct zn_evidence_builder *builder, const zhnorm_dict *table,
                                 enum zn_evidence_class class)
{
    const struct zn_entry *entries = zn_dictionary_entries(table);
    for (size_t i = 0; i < zn_dictionary_count(table); i++) {
        uint32_t point;
        zn_utf8_decode((const uint8_t *)table->text + entries[i].value, &point);
        uint32_t node = zn_trie_child(&builder->characters, ZN_TRIE_ROOT, point);
        if (node != ZN_TRIE_NONE)
            item_at(builder, zn_trie_node(&builder->characters, node)->values[ZN_PLAIN])
                ->weights[class] = 0;
    }
}
