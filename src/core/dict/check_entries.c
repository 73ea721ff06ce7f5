/*
 * The check of a dictionary, entry by entry: keys that never match, entries
 * that do what is done anyway, values that are not final, and what happens to
 * simplified text.  Only what is sure is told.
 */
#include <string.h>

#include "core/dict/check.h"
#include "rules/memory.h"
#include "text/character.h"
#include "text/form.h"
#include "text/utf8.h"

/* An entry on its way through the checks. */
struct entry {
    const struct zn_entry *parts;
    const uint8_t *key;
    const uint8_t *value;
    size_t key_length;
    size_t value_length;
    bool is_itself;   /* the value is the key */
    bool conditional; /* for traditional paragraphs only */
};

static struct entry entry_at(const struct zn_check *check, size_t index)
{
    const struct zn_entry *parts = &zn_dictionary_entries(check->dict)[index];
    const uint8_t *text = (const uint8_t *)check->dict->text;
    struct entry entry = {
        .parts = parts,
        .key = text + parts->key,
        .value = text + parts->value,
        .key_length = parts->key_length,
        .value_length = parts->value_length,
        .conditional = (parts->flags & ZN_ENTRY_TRADITIONAL_ONLY) != 0,
    };
    entry.is_itself = entry.key_length == entry.value_length &&
                      memcmp(entry.key, entry.value, entry.key_length) == 0;
    return entry;
}

static struct zn_quoted key_of(const struct entry *entry)
{
    return zn_quote(entry->key, entry->key_length);
}

static struct zn_quoted value_of(const struct entry *entry)
{
    return zn_quote(entry->value, entry->value_length);
}

static struct zn_quoted result_of(const struct zn_buffer *result)
{
    return zn_quote(result->data, result->length);
}

/* Does a character of the text fulfil `is`? */
static bool holds(const struct zn_check *check, const uint8_t *text, size_t length,
                  bool (*is)(const struct zn_vocabulary *, uint32_t), uint32_t *which)
{
    for (size_t at = 0; at < length;) {
        at += zn_utf8_decode(text + at, which);
        if (is(&check->vocabulary, *which))
            return true;
    }
    return false;
}

/* ---- Keys that never match ---------------------------------------------------------- */

/* What the steps before the script make of a text. */
static bool run_form(struct zn_check *check, const uint8_t *text, size_t length,
                     struct zn_buffer *result)
{
    const struct zn_settings settings = {
        .rules = zn_rules_of_steps(ZHNORM_STEP_FORM | ZHNORM_STEP_WIDTH)};
    struct zn_tally tally = {.private_use = 0};
    result->length = 0;
    check->results[2].length = 0;
    return zn_form_run(&settings, text, length, &check->results[2], &tally, result);
}

/* Between two characters that let everything be, is the key still there? */
static bool check_form(struct zn_check *check, const struct entry *entry)
{
    static const char neighbour[] = "\xE4\xB8\xAD";
    const size_t around = sizeof neighbour - 1;
    struct zn_buffer *text = &check->results[0];
    struct zn_buffer *result = &check->results[1];
    text->length = 0;
    if (!zn_buffer_append(text, neighbour, around) ||
        !zn_buffer_append(text, entry->key, entry->key_length) ||
        !zn_buffer_append(text, neighbour, around) ||
        !run_form(check, text->data, text->length, result))
        return false;
    if (zn_check_is(result, text->data, text->length) || result->length < 2 * around)
        return true;
    zn_check_tell(check, ZHNORM_WRONG, "never-matches", check->label, entry->parts->line,
                  "the steps 'form' and 'width' make %s of the key %s before it is matched",
                  zn_quote(result->data + around, result->length - 2 * around).text,
                  key_of(entry).text);
    return true;
}

/* OpenCC's normalization comes before the keys are matched, too. */
static bool check_normalization(struct zn_check *check, const struct entry *entry)
{
    if (check->with.count < 2)
        return true;
    struct zn_ruleset first = {.count = 1};
    first.rulebooks[0] = check->with.rulebooks[0];
    struct zn_buffer *result = &check->results[0];
    if (!zn_check_convert(check, &first, entry->key, entry->key_length, result))
        return false;
    if (!zn_check_is(result, entry->key, entry->key_length))
        zn_check_tell(check, ZHNORM_WRONG, "never-matches", check->label, entry->parts->line,
                      "OpenCC's normalization makes %s of the key %s before it is matched",
                      result_of(result).text, key_of(entry).text);
    return true;
}

/* The node of the key in the corpus layer, where later dictionaries win. */
static const struct zn_trie_node *corpus_node(const struct zn_check *check,
                                              const struct entry *entry)
{
    const struct zn_trie *corpus = &check->configuration.conversion.corpus;
    uint32_t node = ZN_TRIE_ROOT;
    for (size_t at = 0; at < entry->key_length;) {
        uint32_t point;
        at += zn_utf8_decode(entry->key + at, &point);
        node = zn_trie_child(corpus, node, point);
    }
    return zn_trie_node(corpus, node);
}

/* Over other configurations the entry may be of use, so it is not wrong. */
static void check_overridden(struct zn_check *check, const struct entry *entry)
{
    const struct zn_trie_node *node = corpus_node(check, entry);
    uint32_t number = node->values[entry->conditional ? ZN_TRADITIONAL : ZN_PLAIN];
    if (number == ZN_TRIE_NO_VALUE)
        return;
    const struct zn_value *value = zn_rules_value(&check->configuration.conversion, number);
    if (value->bytes == entry->value)
        return;
    bool is_same = value->length == entry->value_length &&
                   memcmp(value->bytes, entry->value, value->length) == 0;
    zn_check_tell(check, is_same ? ZHNORM_HINT : ZHNORM_WARNING, "overridden", check->label,
                  entry->parts->line,
                  "a later dictionary has the key %s as well, and wins with %s",
                  key_of(entry).text, zn_quote(value->bytes, value->length).text);
}

/* Without characters that show a paragraph to be traditional, none ever is one. */
static bool has_evidence(const struct zn_ruleset *rules)
{
    const struct zn_rulebook *last = &rules->rulebooks[rules->count - 1];
    size_t count = last->header->sections[ZN_SECTION_EVIDENCE].length / sizeof(uint64_t);
    for (size_t i = 0; i < count; i++) {
        if (last->evidence[i] != 0)
            return true;
    }
    return false;
}

/* Called where there is no evidence, which is not looked for where nothing needs it. */
static bool check_evidence(struct zn_check *check, const struct entry *entry)
{
    struct zn_buffer *result = &check->results[0];
    if (!entry->conditional)
        return true;
    if (!zn_check_convert(check, &check->without, entry->key, entry->key_length, result))
        return false;
    if (!zn_check_is(result, entry->value, entry->value_length))
        zn_check_tell(check, ZHNORM_WRONG, "never-matches", check->label, entry->parts->line,
                      "over this configuration nothing shows a paragraph to be traditional, "
                      "as %s needs it",
                      key_of(entry).text);
    return true;
}

/* ---- Entries without effect --------------------------------------------------------- */

/*
 * Can a key of the trie begin inside the text and go on behind its end, or, if
 * `inside`, stand within it?
 */
static bool is_overlapped(const struct zn_trie *trie, const uint8_t *text, size_t length,
                          bool inside)
{
    size_t step;
    uint32_t point;
    for (size_t start = 0; start < length; start += step) {
        step = zn_utf8_decode(text + start, &point);
        uint32_t node = ZN_TRIE_ROOT;
        size_t at = start;
        while (at < length) {
            at += zn_utf8_decode(text + at, &point);
            node = zn_trie_child(trie, node, point);
            if (node == ZN_TRIE_NONE)
                break;
            bool is_key = zn_trie_node(trie, node)->values[ZN_TRADITIONAL] != ZN_TRIE_NO_VALUE;
            if (inside && is_key && (start != 0 || at != length))
                return true;
        }
        if (node != ZN_TRIE_NONE && start != 0 &&
            zn_trie_node(trie, node)->first_child != ZN_TRIE_NONE)
            return true;
    }
    return false;
}

/* Marks the characters of the trie's keys of several characters, from a node on. */
static void mark_long_keys(const struct zn_trie *trie, uint32_t node, bool is_long,
                           uint8_t *marks)
{
    for (uint32_t child = zn_trie_node(trie, node)->first_child; child != ZN_TRIE_NONE;
         child = zn_trie_node(trie, child)->next_sibling) {
        const struct zn_trie_node *at = zn_trie_node(trie, child);
        if (is_long || at->first_child != ZN_TRIE_NONE)
            marks[at->code_point] = 1;
        mark_long_keys(trie, child, true, marks);
    }
}

/* False: no memory. */
static bool mark_later_stages(struct zn_check *check)
{
    const struct zn_rules *rules = &check->configuration.conversion;
    if (rules->stage_count < 2)
        return true;
    check->later = zn_allocate_zeroed(check->allocator, ZN_UNICODE_END, 1);
    if (check->later == NULL)
        return false;
    for (size_t i = 1; i < rules->stage_count; i++)
        mark_long_keys(&rules->stages[i], ZN_TRIE_ROOT, false, check->later);
    return true;
}

static bool is_in_later_stages(const struct zn_check *check, const uint8_t *text,
                               size_t length)
{
    for (size_t at = 0; check->later != NULL && at < length;) {
        uint32_t point;
        at += zn_utf8_decode(text + at, &point);
        if (check->later[point] != 0)
            return true;
    }
    return false;
}

/* Could a stage behind the first look across the entry's ends? */
static bool may_touch_later_stages(const struct zn_check *check, const struct entry *entry)
{
    return is_in_later_stages(check, entry->key, entry->key_length) ||
           is_in_later_stages(check, entry->value, entry->value_length);
}

/* Has the key another entry, for the other kind of paragraph? */
static bool has_partner(const struct zn_check *check, const struct entry *entry)
{
    const struct zn_trie_node *node = corpus_node(check, entry);
    return node->values[ZN_PLAIN] != ZN_TRIE_NO_VALUE &&
           node->values[ZN_PLAIN] != node->values[ZN_TRADITIONAL];
}

/*
 * An entry is of no use where its key comes out the same without it, whatever
 * stands around it: no other key begins or stands inside it.  Keys that begin
 * before it win in either case.
 */
static bool check_redundant(struct zn_check *check, const struct entry *entry)
{
    const struct zn_rules *rules = &check->configuration.conversion;
    struct zn_buffer *result = &check->results[0];
    if (!zn_check_convert(check, &check->without, entry->key, entry->key_length, result))
        return false;
    if (!zn_check_is(result, entry->value, entry->value_length) || has_partner(check, entry) ||
        is_overlapped(&rules->corpus, entry->key, entry->key_length, true) ||
        is_overlapped(&rules->segmentation, entry->key, entry->key_length, false) ||
        (rules->stage_count != 0 &&
         is_overlapped(&rules->stages[0], entry->key, entry->key_length, false)) ||
        may_touch_later_stages(check, entry))
        return true;
    zn_check_tell(check, ZHNORM_HINT, "redundant", check->label, entry->parts->line,
                  "%s becomes %s without this entry, and no other key overlaps it",
                  key_of(entry).text, value_of(entry).text);
    return true;
}

/* ---- Values ------------------------------------------------------------------------- */

/* A character of the value that only the other script has.  False: there is none. */
static bool find_wrong_character(const struct zn_check *check, const struct entry *entry,
                                 uint32_t *point)
{
    if (check->target == ZN_TARGET_NONE)
        return false;
    return holds(check, entry->value, entry->value_length,
                 check->target == ZN_TARGET_HANS ? zn_is_traditional_only
                                                 : zn_is_simplified_only,
                 point);
}

static void tell_wrong_script(struct zn_check *check, const struct entry *entry,
                              uint32_t point)
{
    uint8_t bytes[ZN_UTF8_MAX];
    size_t length = zn_utf8_encode(point, bytes);
    zn_check_tell(check, ZHNORM_WRONG, "wrong-script", check->label, entry->parts->line,
                  "the value %s holds %s, which only %s text has", value_of(entry).text,
                  zn_quote(bytes, length).text,
                  check->target == ZN_TARGET_HANS ? "traditional" : "simplified");
}

/*
 * The second run finds the value where the first found the key.  A character of
 * the other script in a value that stays as it is was put there on purpose, such
 * as in a name.
 */
static bool check_value(struct zn_check *check, const struct entry *entry)
{
    struct zn_buffer *with = &check->results[0];
    struct zn_buffer *without = &check->results[1];
    uint32_t point;
    if (!zn_check_convert(check, &check->with, entry->value, entry->value_length, with) ||
        !zn_check_convert(check, &check->without, entry->value, entry->value_length, without))
        return false;
    if (zn_check_is(with, entry->value, entry->value_length) ||
        (entry->is_itself && entry->conditional))
        return true;
    if (find_wrong_character(check, entry, &point)) {
        tell_wrong_script(check, entry, point);
        return true;
    }
    /* OpenCC itself changes traditional text on the way to traditional. */
    bool is_own = check->target == ZN_TARGET_HANS ||
                  zn_check_is(without, entry->value, entry->value_length);
    zn_check_tell(check, is_own ? ZHNORM_WRONG : ZHNORM_WARNING, "chain", check->label,
                  entry->parts->line, "the value %s becomes %s when it is converted again",
                  value_of(entry).text, result_of(with).text);
    return true;
}

/* ---- Simplified text ---------------------------------------------------------------- */

static bool is_foreign_to_simplified(const struct zn_vocabulary *vocabulary,
                                     uint32_t code_point)
{
    return zn_is_traditional_only(vocabulary, code_point) ||
           zn_is_never_simplified(vocabulary, code_point);
}

static void check_simplified(struct zn_check *check, const struct entry *entry)
{
    uint32_t point;
    if (check->target != ZN_TARGET_HANS || entry->is_itself || entry->conditional ||
        holds(check, entry->key, entry->key_length, is_foreign_to_simplified, &point))
        return;
    bool is_word = zn_is_simplified_word(&check->vocabulary, entry->key, entry->key_length);
    zn_check_tell(check, is_word ? ZHNORM_WRONG : ZHNORM_WARNING, "changes-simplified",
                  check->label, entry->parts->line,
                  is_word ? "%s is a word of simplified text, and becomes %s"
                          : "simplified text may hold %s as well, and it becomes %s",
                  key_of(entry).text, value_of(entry).text);
}

/* ---- The whole ---------------------------------------------------------------------- */

static bool check_entry(struct zn_check *check, const struct entry *entry, bool evidence)
{
    check_overridden(check, entry);
    check_simplified(check, entry);
    return check_form(check, entry) && check_normalization(check, entry) &&
           (evidence || check_evidence(check, entry)) && check_redundant(check, entry) &&
           check_value(check, entry);
}

int zn_check_entries(struct zn_check *check)
{
    bool evidence = has_evidence(&check->with);
    if (!mark_later_stages(check))
        return zn_fail_memory(check->error);
    for (size_t i = 0; !check->ended && i < zn_dictionary_count(check->dict); i++) {
        struct entry entry = entry_at(check, i);
        if (!check_entry(check, &entry, evidence))
            return zn_fail_memory(check->error);
    }
    return ZHNORM_OK;
}
