/* See words.h.  The keys, what they are compared with, and leftovers. */
#include "core/audit/words.h"

#include <string.h>

#include "rules/error.h"
#include "rules/memory.h"
#include "text/script.h"
#include "text/utf8.h"

/* A tab is in no key, so what stands behind it does not change what is before. */
#define SEPARATOR '\t'

/* ---- Converting one text ------------------------------------------------------------ */

/* Appends a character that makes a paragraph traditional, if there is any. */
static bool append_evidence(const struct zn_audit_base *base, struct zn_buffer *out)
{
    uint8_t bytes[ZN_UTF8_MAX];
    return base->evidence == 0 ||
           zn_buffer_append(out, bytes, zn_utf8_encode(base->evidence, bytes));
}

static bool run_rulebook(const struct zn_audit_base *base, size_t number,
                         const struct zn_buffer *text, struct zn_buffer *out)
{
    struct zn_script_state state;
    zn_script_state_init(&state, base->allocator);
    bool done = zn_script_run(&base->rules->rulebooks[number], &state, text->data,
                              text->length, false, NULL, out);
    zn_script_state_free(&state);
    return done;
}

static bool convert_line(const struct zn_audit_base *base, struct zn_buffer *line)
{
    for (size_t i = 0; i < base->rules->count; i++) {
        struct zn_buffer result;
        zn_buffer_init(&result, base->allocator);
        if (!run_rulebook(base, i, line, &result)) {
            zn_buffer_free(&result);
            return false;
        }
        zn_buffer_free(line);
        *line = result;
    }
    return true;
}

bool zn_audit_convert(const struct zn_audit_base *base, const void *text, size_t length,
                      enum zn_paragraph_kind kind, struct zn_buffer *out)
{
    static const uint8_t separator = SEPARATOR;
    struct zn_buffer line;
    zn_buffer_init(&line, base->allocator);
    bool done =
        zn_buffer_append(&line, text, length) && zn_buffer_append(&line, &separator, 1) &&
        (kind == ZN_PLAIN || append_evidence(base, &line)) && convert_line(base, &line);
    if (done) {
        while (line.length > 0 && line.data[line.length - 1] != separator)
            line.length--;
        done = zn_buffer_append(out, line.data, line.length == 0 ? 0 : line.length - 1);
    }
    zn_buffer_free(&line);
    return done;
}

bool zn_audit_set_outputs(const struct zn_audit_base *base, struct zn_audit_items *items,
                          uint32_t number)
{
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        const char *text = zn_audit_string(items, zn_audit_item(items, number)->text);
        struct zn_buffer output;
        zn_buffer_init(&output, items->allocator);
        uint32_t string = ZN_AUDIT_NONE;
        if (zn_audit_convert(base, text, strlen(text), (enum zn_paragraph_kind)kind, &output))
            string = zn_audit_add_string(items, output.data, output.length);
        zn_audit_item(items, number)->outputs[kind] = string;
        zn_buffer_free(&output);
        if (string == ZN_AUDIT_NONE)
            return false;
    }
    return true;
}

/* ---- Keys --------------------------------------------------------------------------- */

/* A trie whose keys are copied to another one. */
struct copying {
    const struct zn_trie *from;
    struct zn_trie *to;
    enum zn_paragraph_kind kind;
    uint8_t key[(ZN_KEY_MAX + 1) * ZN_UTF8_MAX];
};

static bool copy_keys(struct copying *copying, uint32_t node, size_t length)
{
    for (uint32_t child = zn_trie_node(copying->from, node)->first_child;
         child != ZN_TRIE_NONE; child = zn_trie_node(copying->from, child)->next_sibling) {
        const struct zn_trie_node *each = zn_trie_node(copying->from, child);
        size_t to = length + zn_utf8_encode(each->code_point, copying->key + length);
        if (each->values[copying->kind] != ZN_TRIE_NO_VALUE) {
            uint32_t copy = zn_trie_insert(copying->to, copying->key, to);
            if (copy == ZN_TRIE_NONE)
                return false;
            zn_trie_node(copying->to, copy)->values[ZN_PLAIN] = 0;
        }
        if (!copy_keys(copying, child, to))
            return false;
    }
    return true;
}

/* All keys that decide something in a paragraph of this kind. */
static bool collect_keys(const struct zn_rules *rules, enum zn_paragraph_kind kind,
                         struct zn_trie *keys)
{
    struct copying copying = {.from = &rules->corpus, .to = keys, .kind = kind};
    bool done = copy_keys(&copying, ZN_TRIE_ROOT, 0);
    copying.kind = ZN_PLAIN; /* tables make no difference */
    copying.from = &rules->segmentation;
    done = done && copy_keys(&copying, ZN_TRIE_ROOT, 0);
    copying.from = &rules->stages[0];
    return done && (rules->stage_count == 0 || copy_keys(&copying, ZN_TRIE_ROOT, 0));
}

static bool build_keys(struct zn_audit_words *words, const struct zn_rules *rules,
                       enum zn_paragraph_kind kind)
{
    struct zn_trie keys;
    bool done = zn_trie_init(&keys, words->allocator) && collect_keys(rules, kind, &keys) &&
                zn_words_build(&keys, &words->blocks[kind]);
    zn_trie_free(&keys);
    if (done)
        zn_words_open(&words->keys[kind], words->blocks[kind].data);
    return done;
}

static bool has_conditional_entry(const struct zn_audit_base *base)
{
    for (size_t i = 0; i < base->dict_count; i++) {
        const struct zn_entry *entries = zn_dictionary_entries(base->dicts[i]);
        for (size_t k = 0; k < zn_dictionary_count(base->dicts[i]); k++) {
            if ((entries[k].flags & ZN_ENTRY_TRADITIONAL_ONLY) != 0)
                return true;
        }
    }
    return false;
}

/* ---- Leftovers ---------------------------------------------------------------------- */

static bool add_leftover(struct zn_audit_words *words, struct zn_audit_items *items,
                         uint32_t code_point)
{
    uint8_t text[ZN_UTF8_MAX];
    size_t length = zn_utf8_encode(code_point, text);
    uint32_t item = zn_audit_add_item(items, ZHNORM_AUDIT_LEFTOVER, text, length);
    if (item == ZN_AUDIT_NONE)
        return false;
    words->leftovers[code_point] = item + 1;
    return true;
}

/* Characters of the script that the configuration does not aim at. */
static bool add_leftovers(struct zn_audit_words *words, const struct zn_audit_base *base,
                          struct zn_sides *sides, struct zn_audit_items *items)
{
    bool to_simplified = base->target == ZN_TARGET_HANS;
    enum zn_side side = to_simplified ? ZN_SIDE_SIMPLIFIED : ZN_SIDE_TRADITIONAL;
    enum zn_side other = to_simplified ? ZN_SIDE_TRADITIONAL : ZN_SIDE_SIMPLIFIED;
    words->leftovers = zn_allocate_zeroed(words->allocator, ZN_SIDES_END, sizeof(uint32_t));
    bool done = words->leftovers != NULL;
    for (size_t i = 0; done && i < base->dict_count; i++)
        zn_sides_add_values(sides, base->dicts[i], side);
    for (uint32_t point = 0x3400; done && point < ZN_SIDES_END; point++) {
        if (zn_sides_is_only(sides, point, other))
            done = add_leftover(words, items, point);
    }
    return done;
}

/*
 * What shows a paragraph to be traditional: what the rulebook takes for that, or,
 * where it has no need to know, what the tables have on that side only.
 */
static bool find_evidence(struct zn_audit_words *words, const struct zn_audit_base *base,
                          const struct zn_sides *sides)
{
    words->evidence = zn_allocate_zeroed(words->allocator, ZN_SIDES_END, 1);
    if (words->evidence == NULL)
        return false;
    for (uint32_t point = 0x80; point < ZN_SIDES_END; point++)
        words->evidence[point] = words->conditional
                                     ? zn_audit_is_evidence(base, point)
                                     : zn_sides_is_only(sides, point, ZN_SIDE_TRADITIONAL);
    return true;
}

static bool use_sides(struct zn_audit_words *words, const struct zn_audit_base *base,
                      uint32_t kinds, struct zn_audit_items *items)
{
    struct zn_sides sides;
    bool leftovers = (kinds & ZHNORM_AUDIT_LEFTOVER) != 0 && base->target != ZN_TARGET_NONE;
    bool done = zn_sides_init(&sides, words->allocator) &&
                find_evidence(words, base, &sides) &&
                (!leftovers || add_leftovers(words, base, &sides, items));
    zn_sides_free(&sides);
    return done;
}

/* ---- Opening ------------------------------------------------------------------------ */

static bool open_words(struct zn_audit_words *words, const struct zn_audit_base *base,
                       uint32_t kinds, struct zn_audit_items *items)
{
    const struct zn_rules *rules = &base->configuration.conversion;
    words->conditional = has_conditional_entry(base);
    if (!build_keys(words, rules, ZN_PLAIN) ||
        (words->conditional && !build_keys(words, rules, ZN_TRADITIONAL)))
        return false;
    if (!words->conditional)
        words->keys[ZN_TRADITIONAL] = words->keys[ZN_PLAIN];
    if (!use_sides(words, base, kinds, items))
        return false;
    return (kinds & ZHNORM_AUDIT_AMBIGUOUS) == 0 || zn_audit_add_ambiguous(words, base, items);
}

int zn_audit_words_open(struct zn_audit_words *words, const struct zn_audit_base *base,
                        uint32_t kinds, struct zn_audit_items *items,
                        const zhnorm_allocator *allocator, zhnorm_error *error)
{
    *words = (struct zn_audit_words){.allocator = allocator};
    for (size_t i = 0; i < sizeof words->blocks / sizeof words->blocks[0]; i++)
        zn_buffer_init(&words->blocks[i], allocator);
    words->singles = zn_allocate_zeroed(allocator, ZN_SIDES_END, sizeof(uint32_t));
    if (words->singles == NULL || !open_words(words, base, kinds, items))
        return zn_fail_memory(error);
    if ((kinds & ZHNORM_AUDIT_REGIONAL) == 0)
        return ZHNORM_OK;
    return zn_audit_add_regional(words, base, items, error);
}

void zn_audit_words_free(struct zn_audit_words *words)
{
    if (words->allocator == NULL)
        return;
    for (size_t i = 0; i < sizeof words->blocks / sizeof words->blocks[0]; i++)
        zn_buffer_free(&words->blocks[i]);
    zn_release(words->allocator, words->singles);
    zn_release(words->allocator, words->leftovers);
    zn_release(words->allocator, words->evidence);
    *words = (struct zn_audit_words){0};
}
