/*
 * Characters with several targets, as the tables of a configuration, the
 * table of the other direction, and entries for traditional paragraphs have
 * them; see words.h.
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit/words.h"
#include "rules/archive.h"
#include "rules/header.h"
#include "rules/memory.h"
#include "text/utf8.h"

/* One target of a character. */
struct target {
    uint32_t character;
    uint32_t target;
    uint32_t order; /* of finding */
    bool reverse;   /* found in the other direction */
    const char *source;
    size_t source_length;
};

/* A table or dictionary. */
struct source {
    const char *name;
    size_t length;
    bool reverse; /* it is read in the other direction */
};

struct collection {
    const struct zn_audit_base *base;
    struct zn_buffer targets;
    uint32_t order;
};

/* Forms that only a large font has are nobody's choice. */
static bool is_common(uint32_t code_point)
{
    return code_point < 0x10000 && (code_point < 0x3400 || code_point > 0x4DBF);
}

/* The code point that a text consists of; 0: it is none, or more than one. */
static uint32_t single(const char *text, size_t length)
{
    uint32_t code_point = 0;
    if (length == 0 || zn_utf8_length((uint8_t)text[0]) != length)
        return 0;
    zn_utf8_decode((const uint8_t *)text, &code_point);
    return code_point;
}

static bool add_target(struct collection *collection, uint32_t character, uint32_t target,
                       const struct source *source)
{
    struct target each = {character,       target,       collection->order++,
                          source->reverse, source->name, source->length};
    return character == 0 || target == 0 || character >= ZN_SIDES_END || !is_common(target) ||
           zn_buffer_append(&collection->targets, &each, sizeof each);
}

/* Adds the targets of the single characters in a table. */
static bool add_table(struct collection *collection, const char *text, size_t length,
                      const struct source *source)
{
    const char *end = text + length;
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (stop == NULL)
            stop = end;
        const char *tab = memchr(text, '\t', (size_t)(stop - text));
        uint32_t key = tab == NULL ? 0 : single(text, (size_t)(tab - text));
        for (const char *value = tab; key != 0 && value < stop;) {
            value++;
            const char *value_end = value;
            while (value_end < stop && *value_end != ' ')
                value_end++;
            uint32_t point = single(value, (size_t)(value_end - value));
            if (source->reverse ? !add_target(collection, point, key, source)
                                : !add_target(collection, key, point, source))
                return false;
            value = value_end;
        }
        text = stop + 1;
    }
    return true;
}

static bool add_other_direction(struct collection *collection, const char *name)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *list = zn_archive_at(archive, archive->tables.offset);
    const char *other = strcmp(name, "TSCharacters") == 0   ? "STCharacters"
                        : strcmp(name, "STCharacters") == 0 ? "TSCharacters"
                                                            : NULL;
    for (uint32_t i = 0; other != NULL && i < archive->tables.count; i++) {
        struct source source = {other, strlen(other), true};
        if (strcmp(zn_archive_string(archive, list[i].name), other) == 0)
            return add_table(collection, zn_archive_string(archive, list[i].text),
                             list[i].length, &source);
    }
    return true;
}

/* An entry for traditional paragraphs is one target, what happens elsewhere another. */
static bool add_dictionary(struct collection *collection, const zhnorm_dict *dict)
{
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    struct source source = {.reverse = false};
    source.name = zn_header_field(dict->text, dict->length, "name", &source.length);
    if (source.name == NULL)
        source = (struct source){"", 0, false};
    for (size_t i = 0; i < zn_dictionary_count(dict); i++) {
        const struct zn_entry *entry = &entries[i];
        uint32_t key = single(dict->text + entry->key, entry->key_length);
        uint32_t value = single(dict->text + entry->value, entry->value_length);
        if ((entry->flags & ZN_ENTRY_TRADITIONAL_ONLY) != 0 &&
            (!add_target(collection, key, value, &source) ||
             !add_target(collection, key, key, &source)))
            return false;
    }
    return true;
}

static bool collect(struct collection *collection)
{
    const struct zn_audit_base *base = collection->base;
    for (size_t i = 0; i < base->configuration.table_count; i++) {
        const struct zn_table_text *table = &base->layers.base.tables[i];
        struct source source = {table->name, strlen(table->name), false};
        if (base->configuration.tables[i] != NULL && /* the chain names it */
            (!add_table(collection, table->text, table->length, &source) ||
             !add_other_direction(collection, table->name)))
            return false;
    }
    for (size_t i = 0; i < base->dict_count; i++) {
        if (!add_dictionary(collection, base->dicts[i]))
            return false;
    }
    return true;
}

static int compare_targets(const void *a, const void *b)
{
    const struct target *left = a;
    const struct target *right = b;
    if (left->character != right->character)
        return left->character < right->character ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

/* Is there a table that says what becomes of the character? */
static bool is_mapped(const struct target *targets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!targets[i].reverse)
            return true;
    }
    return false;
}

/* Are there two different targets?  A character that no table maps is its own. */
static bool differ(const struct target *targets, size_t count)
{
    uint32_t first = is_mapped(targets, count) ? targets[0].target : targets[0].character;
    for (size_t i = 0; i < count; i++) {
        if (targets[i].target != first)
            return true;
    }
    return false;
}

/*
 * A character that stays as it is, in a paragraph that has the script already
 * which the configuration aims at, is no question.
 */
static void silence(const struct zn_audit_base *base, struct zn_audit_items *items,
                    uint32_t number)
{
    struct zn_audit_item *item = zn_audit_item(items, number);
    enum zn_paragraph_kind kind = base->target == ZN_TARGET_HANS ? ZN_PLAIN : ZN_TRADITIONAL;
    const char *output = zn_audit_string(items, item->outputs[kind]);
    item->silent[kind] = base->target != ZN_TARGET_NONE &&
                         strcmp(output, zn_audit_string(items, item->text)) == 0;
}

static bool add_item(struct zn_audit_words *words, const struct zn_audit_base *base,
                     const struct target *targets, size_t count, struct zn_audit_items *items)
{
    uint8_t text[ZN_UTF8_MAX];
    size_t length = zn_utf8_encode(targets->character, text);
    uint32_t item = zn_audit_add_item(items, ZHNORM_AUDIT_AMBIGUOUS, text, length);
    if (item == ZN_AUDIT_NONE)
        return false;
    if (!is_mapped(targets, count) && !zn_audit_add_value(items, item, text, length, "", 0))
        return false;
    for (size_t i = 0; i < count; i++) {
        length = zn_utf8_encode(targets[i].target, text);
        if (!zn_audit_add_value(items, item, text, length, targets[i].source,
                                targets[i].source_length))
            return false;
    }
    words->singles[targets->character] = item + 1;
    if (!zn_audit_set_outputs(base, items, item))
        return false;
    silence(base, items, item);
    return true;
}

static bool add_items(struct zn_audit_words *words, const struct collection *collection,
                      struct zn_audit_items *items)
{
    struct target *targets = (struct target *)(void *)collection->targets.data;
    size_t count = collection->targets.length / sizeof *targets;
    if (count == 0)
        return true;
    qsort(targets, count, sizeof *targets, compare_targets);
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && targets[to].character == targets[from].character)
            to++;
        if (differ(targets + from, to - from) &&
            !add_item(words, collection->base, targets + from, to - from, items))
            return false;
    }
    return true;
}

bool zn_audit_add_ambiguous(struct zn_audit_words *words, const struct zn_audit_base *base,
                            struct zn_audit_items *items)
{
    struct collection collection = {.base = base};
    zn_buffer_init(&collection.targets, words->allocator);
    bool done = collect(&collection) && add_items(words, &collection, items);
    zn_buffer_free(&collection.targets);
    return done;
}
