/*
 * The check of a dictionary against the stages behind the first: what a corpus
 * entry puts out is final, so a later stage's key that it is a part of is
 * never seen whole.
 */
#include <string.h>

#include "core/dict/check.h"
#include "rules/archive.h"
#include "text/utf8.h"

#define KEY_BYTES ((size_t)ZN_KEY_MAX * ZN_UTF8_MAX)

/* A key of a later stage while the trie is walked. */
struct key {
    uint8_t bytes[KEY_BYTES];
    size_t length;
    size_t characters;
};

struct walk {
    struct zn_check *check;
    struct zn_ruleset simplifier; /* count 0: there is none */
    struct zn_buffer source;      /* a text that the key is made of */
    struct zn_buffer told;        /* a byte for each entry: it was told of */
    struct key key;
};

/* The entry whose key, as a part of `text`, is the first to match in it. */
static uint32_t find_entry(const struct zn_check *check, const uint8_t *text, size_t length)
{
    size_t step;
    uint32_t point;
    for (size_t start = 0; start < length; start += step) {
        step = zn_utf8_decode(text + start, &point);
        uint32_t node = ZN_TRIE_ROOT;
        uint32_t found = ZN_TRIE_NO_VALUE;
        for (size_t at = start; at < length;) {
            at += zn_utf8_decode(text + at, &point);
            node = zn_trie_child(&check->own, node, point);
            if (node == ZN_TRIE_NONE)
                break;
            uint32_t value = zn_trie_node(&check->own, node)->values[ZN_PLAIN];
            if (value != ZN_TRIE_NO_VALUE && at - start < length)
                found = value;
            else if (value != ZN_TRIE_NO_VALUE)
                return ZN_TRIE_NO_VALUE; /* it is the whole text, and means to replace it */
        }
        if (found != ZN_TRIE_NO_VALUE)
            return found;
    }
    return ZN_TRIE_NO_VALUE;
}

/* Does the dictionary change what comes out of `text`, a source of a later key? */
static bool compare(struct walk *walk, const uint8_t *text, size_t length)
{
    struct zn_check *check = walk->check;
    struct zn_buffer *with = &check->results[0];
    struct zn_buffer *without = &check->results[1];
    uint32_t number = find_entry(check, text, length);
    if (number == ZN_TRIE_NO_VALUE || walk->told.data[number] != 0)
        return true;
    if (!zn_check_convert(check, &check->with, text, length, with) ||
        !zn_check_convert(check, &check->without, text, length, without))
        return false;
    if (zn_check_is(with, without->data, without->length))
        return true;
    const struct zn_entry *entry = &zn_dictionary_entries(check->dict)[number];
    walk->told.data[number] = 1;
    zn_check_tell(check, ZHNORM_WARNING, "breaks-later-key", check->label, entry->line,
                  "the key %s is part of %s, which a later stage takes whole: instead of %s "
                  "it gives %s",
                  zn_quote(check->dict->text + entry->key, entry->key_length).text,
                  zn_quote(text, length).text, zn_quote(without->data, without->length).text,
                  zn_quote(with->data, with->length).text);
    return true;
}

/* The key as it is, and as simplified text has it. */
static bool compare_key(struct walk *walk)
{
    const struct key *key = &walk->key;
    if (!compare(walk, key->bytes, key->length))
        return false;
    if (walk->simplifier.count == 0)
        return true;
    return zn_check_convert(walk->check, &walk->simplifier, key->bytes, key->length,
                            &walk->source) &&
           (zn_check_is(&walk->source, key->bytes, key->length) ||
            compare(walk, walk->source.data, walk->source.length));
}

static bool walk_trie(struct walk *walk, const struct zn_trie *trie, uint32_t node)
{
    struct key *key = &walk->key;
    if (key->characters > 1 &&
        zn_trie_node(trie, node)->values[ZN_PLAIN] != ZN_TRIE_NO_VALUE && !compare_key(walk))
        return false;
    for (uint32_t child = zn_trie_node(trie, node)->first_child; child != ZN_TRIE_NONE;
         child = zn_trie_node(trie, child)->next_sibling) {
        size_t length = key->length;
        key->length +=
            zn_utf8_encode(zn_trie_node(trie, child)->code_point, key->bytes + length);
        key->characters++;
        bool done = walk_trie(walk, trie, child);
        key->length = length;
        key->characters--;
        if (!done)
            return false;
    }
    return true;
}

/* Opens the embedded t2s, if there is one. */
static void open_simplifier(struct walk *walk)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, "t2s");
    if (found == NULL)
        return;
    walk->simplifier.count = found->image_count;
    for (uint32_t i = 0; i < found->image_count; i++)
        zn_rulebook_open(&walk->simplifier.rulebooks[i], archive,
                         zn_archive_at(archive, found->images[i]));
}

int zn_check_later_stages(struct zn_check *check)
{
    const struct zn_rules *rules = &check->configuration.conversion;
    size_t count = zn_dictionary_count(check->dict);
    struct walk walk = {.check = check};
    zn_buffer_init(&walk.source, check->allocator);
    zn_buffer_init(&walk.told, check->allocator);
    bool done = zn_buffer_reserve(&walk.told, count + 1);
    if (done) {
        memset(walk.told.data, 0, count + 1);
        open_simplifier(&walk);
    }
    for (size_t i = 1; done && !check->ended && i < rules->stage_count; i++)
        done = walk_trie(&walk, &rules->stages[i], ZN_TRIE_ROOT);
    zn_buffer_free(&walk.source);
    zn_buffer_free(&walk.told);
    return done ? ZHNORM_OK : zn_fail_memory(check->error);
}
