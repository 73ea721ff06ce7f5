/*
 * Words of shipped dictionaries that are not part of a configuration, and that
 * it converts otherwise than they would; see words.h.
 */
#include <string.h>

#include "core/audit/words.h"
#include "rules/archive.h"
#include "rules/error.h"
#include "rules/header.h"
#include "text/utf8.h"

/* What is made while the dictionaries are read. */
struct marking {
    struct zn_audit_words *words;
    const struct zn_audit_base *base;
    struct zn_audit_items *items;
    struct zn_trie tries[ZN_PARAGRAPH_KINDS];
    uint32_t first_item;
};

/* A dictionary is of interest if it aims where the configuration does. */
static bool has_target(const zhnorm_dict *dict, enum zn_target target)
{
    size_t length = 0;
    const char *name = zn_header_field(dict->text, dict->length, "target", &length);
    return target == ZN_TARGET_NONE ||
           (name != NULL && strlen(zn_target_name(target)) == length &&
            memcmp(name, zn_target_name(target), length) == 0);
}

/* Do the configuration's own dictionaries decide about the key? */
static bool is_decided(const struct marking *marking, const char *key)
{
    const struct zn_trie *corpus = &marking->base->configuration.conversion.corpus;
    uint32_t node = ZN_TRIE_ROOT;
    for (const uint8_t *at = (const uint8_t *)key; *at != '\0';) {
        uint32_t code_point;
        at += zn_utf8_decode(at, &code_point);
        node = zn_trie_child(corpus, node, code_point);
        if (node == ZN_TRIE_NONE)
            return false;
    }
    return zn_trie_node(corpus, node)->values[ZN_TRADITIONAL] != ZN_TRIE_NO_VALUE;
}

/* The item of a key, made if need be; ZN_AUDIT_NONE: no memory. */
static uint32_t item_of(struct marking *marking, const void *key, size_t length)
{
    uint32_t node = zn_trie_insert(&marking->tries[ZN_TRADITIONAL], key, length);
    if (node == ZN_TRIE_NONE)
        return ZN_AUDIT_NONE;
    uint32_t *value = &zn_trie_node(&marking->tries[ZN_TRADITIONAL], node)->values[ZN_PLAIN];
    if (*value == ZN_TRIE_NO_VALUE)
        *value = zn_audit_add_item(marking->items, ZHNORM_AUDIT_REGIONAL, key, length);
    return *value;
}

static bool add_entry(struct marking *marking, const zhnorm_dict *dict,
                      const struct zn_entry *entry, const char *name, size_t name_length)
{
    const uint8_t *key = (const uint8_t *)dict->text + entry->key;
    uint32_t item = item_of(marking, key, entry->key_length);
    if (item == ZN_AUDIT_NONE ||
        !zn_audit_add_value(marking->items, item, dict->text + entry->value,
                            entry->value_length, name, name_length))
        return false;
    if ((entry->flags & ZN_ENTRY_TRADITIONAL_ONLY) != 0)
        return true;
    uint32_t node = zn_trie_insert(&marking->tries[ZN_PLAIN], key, entry->key_length);
    if (node == ZN_TRIE_NONE)
        return false;
    zn_trie_node(&marking->tries[ZN_PLAIN], node)->values[ZN_PLAIN] = item;
    return true;
}

static int add_dictionary(struct marking *marking, const zhnorm_dict *dict,
                          zhnorm_error *error)
{
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    size_t length = 0;
    const char *name = zn_header_field(dict->text, dict->length, "name", &length);
    if (!has_target(dict, marking->base->target))
        return ZHNORM_OK;
    for (size_t i = 0; i < zn_dictionary_count(dict); i++) {
        if (!add_entry(marking, dict, &entries[i], name == NULL ? "" : name, length))
            return zn_fail_memory(error);
    }
    return ZHNORM_OK;
}

/* Would a dictionary give the item another value than it gets? */
static bool is_otherwise(const struct zn_audit_items *items, const struct zn_audit_item *item)
{
    for (uint32_t at = item->values; at != ZN_AUDIT_NONE;
         at = zn_audit_value(items, at)->next) {
        const char *value = zn_audit_string(items, zn_audit_value(items, at)->text);
        if (strcmp(value, zn_audit_string(items, item->outputs[ZN_TRADITIONAL])) != 0)
            return true;
    }
    return false;
}

/* Silences the items that need no look: they only keep shorter ones from matching. */
static bool weigh_items(struct marking *marking)
{
    struct zn_audit_items *items = marking->items;
    for (uint32_t i = marking->first_item; i < zn_audit_item_count(items); i++) {
        if (!zn_audit_set_outputs(marking->base, items, i))
            return false;
        struct zn_audit_item *item = zn_audit_item(items, i);
        if (is_decided(marking, zn_audit_string(items, item->text)) ||
            !is_otherwise(items, item))
            item->kind = 0;
    }
    return true;
}

static bool build(struct marking *marking)
{
    struct zn_audit_words *words = marking->words;
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        struct zn_buffer *block = &words->blocks[ZN_PARAGRAPH_KINDS + kind];
        if (!zn_words_build(&marking->tries[kind], block))
            return false;
        zn_words_open(&words->marked[kind], block->data);
    }
    words->has_marked = true;
    return true;
}

static int add_all(struct marking *marking, zhnorm_error *error)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *list = zn_archive_at(archive, archive->dictionaries.offset);
    for (uint32_t i = 0; i < archive->dictionaries.count; i++) {
        zhnorm_dict *dict;
        int status = zhnorm_dict_load(zn_archive_string(archive, list[i].name),
                                      marking->words->allocator, &dict, error);
        if (status == ZHNORM_OK)
            status = add_dictionary(marking, dict, error);
        zhnorm_dict_free(dict);
        if (status != ZHNORM_OK)
            return status;
    }
    return weigh_items(marking) && build(marking) ? ZHNORM_OK : zn_fail_memory(error);
}

int zn_audit_add_regional(struct zn_audit_words *words, const struct zn_audit_base *base,
                          struct zn_audit_items *items, zhnorm_error *error)
{
    struct marking marking = {.words = words,
                              .base = base,
                              .items = items,
                              .first_item = zn_audit_item_count(items)};
    bool ready = zn_trie_init(&marking.tries[ZN_PLAIN], words->allocator);
    ready = zn_trie_init(&marking.tries[ZN_TRADITIONAL], words->allocator) && ready;
    int status = ready ? add_all(&marking, error) : zn_fail_memory(error);
    zn_trie_free(&marking.tries[ZN_PLAIN]);
    zn_trie_free(&marking.tries[ZN_TRADITIONAL]);
    return status;
}
