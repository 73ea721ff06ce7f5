/*
 * See candidates.h.  The character goes through the stages alone; where an entry
 * of one character has several targets, the way forks.
 */
#include "rules/candidates.h"

#include "text/utf8.h"

/* ---- Strings ---------------------------------------------------------------------- */

static const char *string_at(const struct zn_strings *strings, size_t offset)
{
    return (const char *)strings->bytes.data + offset;
}

static void clear(struct zn_strings *strings)
{
    strings->bytes.length = 0;
    strings->count = 0;
}

/* Is the string at `start`, the last one, among those before it? */
static bool is_repeated(const struct zn_strings *strings, size_t start)
{
    const char *added = string_at(strings, start);
    for (size_t at = 0; at < start; at += strlen(string_at(strings, at)) + 1) {
        if (strcmp(string_at(strings, at), added) == 0)
            return true;
    }
    return false;
}

/*
 * Adds `head` with `length` bytes behind it, unless that is there already, is too
 * long, would end at a NUL, or there are too many.  False: no memory.
 */
static bool add(struct zn_strings *strings, const char *head, const void *tail, size_t length)
{
    size_t start = strings->bytes.length;
    size_t head_length = strlen(head);
    if (strings->count == ZN_CANDIDATES_MOST ||
        head_length + length > ZN_CANDIDATE_SIZE_MOST || memchr(tail, '\0', length) != NULL)
        return true;
    if (!zn_buffer_append(&strings->bytes, head, head_length) ||
        !zn_buffer_append(&strings->bytes, tail, length) ||
        !zn_buffer_append(&strings->bytes, "", 1))
        return false;
    if (is_repeated(strings, start))
        strings->bytes.length = start;
    else
        strings->count++;
    return true;
}

/* Adds each target of a value behind `head`. */
static bool add_targets(struct zn_strings *strings, const char *head,
                        const struct zn_value *value)
{
    const uint8_t *end = value->bytes + value->targets_length;
    const uint8_t *stop = value->bytes + value->length; /* the first may hold spaces */
    if (!add(strings, head, value->bytes, value->length))
        return false;
    while (stop < end) {
        const uint8_t *at = stop + 1;
        const uint8_t *space = memchr(at, ' ', (size_t)(end - at));
        stop = space == NULL ? end : space;
        if (stop != at && !add(strings, head, at, (size_t)(stop - at)))
            return false;
    }
    return true;
}

/* ---- Stages ----------------------------------------------------------------------- */

struct match {
    size_t length;   /* bytes */
    bool has_choice; /* one character, and several targets */
    uint32_t value;  /* ZN_TRIE_NO_VALUE: the character itself */
};

static struct match longest(const struct zn_rules *rules, const struct zn_trie *trie,
                            const char *text)
{
    const uint8_t *bytes = (const uint8_t *)text;
    size_t first = zn_utf8_length(bytes[0]);
    struct match match = {first, false, ZN_TRIE_NO_VALUE};
    uint32_t node = ZN_TRIE_ROOT;
    for (size_t at = 0; bytes[at] != '\0';) {
        uint32_t code_point;
        at += zn_utf8_decode(bytes + at, &code_point);
        node = zn_trie_child(trie, node, code_point);
        if (node == ZN_TRIE_NONE)
            break;
        uint32_t value = zn_trie_node(trie, node)->values[ZN_PLAIN];
        if (value != ZN_TRIE_NO_VALUE)
            match = (struct match){at, false, value};
    }
    if (match.value != ZN_TRIE_NO_VALUE && match.length == first) {
        const struct zn_value *value = zn_rules_value(rules, match.value);
        match.has_choice = value->targets_length > value->length;
    }
    return match;
}

/* Lets every way that was begun go one match further. */
static bool grow(struct zn_candidate_finder *finder, const char *text, struct match match)
{
    clear(&finder->grown);
    for (size_t at = 0; at < finder->begun.bytes.length;) {
        const char *head = string_at(&finder->begun, at);
        const struct zn_value *value = match.value == ZN_TRIE_NO_VALUE
                                           ? NULL
                                           : zn_rules_value(finder->rules, match.value);
        bool done;
        if (value == NULL)
            done = add(&finder->grown, head, text, match.length);
        else if (match.has_choice)
            done = add_targets(&finder->grown, head, value);
        else
            done = add(&finder->grown, head, value->bytes, value->length);
        if (!done)
            return false;
        at += strlen(head) + 1;
    }
    struct zn_strings grown = finder->grown;
    finder->grown = finder->begun;
    finder->begun = grown;
    return true;
}

/* Adds to `next` what a stage can make of one text. */
static bool run_stage(struct zn_candidate_finder *finder, const struct zn_trie *stage,
                      const char *text)
{
    clear(&finder->begun);
    if (!add(&finder->begun, "", "", 0))
        return false;
    while (*text != '\0') {
        struct match match = longest(finder->rules, stage, text);
        if (!grow(finder, text, match))
            return false;
        text += match.length;
    }
    for (size_t at = 0; at < finder->begun.bytes.length;) {
        const char *each = string_at(&finder->begun, at);
        size_t length = strlen(each);
        if (!add(&finder->next, "", each, length))
            return false;
        at += length + 1;
    }
    return true;
}

/* Leaves in `now` what the base can make of a character. */
static bool run_base(struct zn_candidate_finder *finder, uint32_t code_point)
{
    const struct zn_rules *rules = finder->rules;
    uint8_t bytes[ZN_UTF8_MAX];
    size_t length = zn_utf8_encode(code_point, bytes);
    clear(&finder->now);
    if (!add(&finder->now, "", bytes, length))
        return false;
    for (size_t level = 0; level < rules->stage_count; level++) {
        clear(&finder->next);
        for (size_t at = 0; at < finder->now.bytes.length;) {
            const char *text = string_at(&finder->now, at);
            if (!run_stage(finder, &rules->stages[level], text))
                return false;
            at += strlen(text) + 1;
        }
        struct zn_strings next = finder->next;
        finder->next = finder->now;
        finder->now = next;
    }
    return true;
}

/* ---- All of them ------------------------------------------------------------------ */

/* Adds what the corpus entry of the character has, if there is one. */
static bool add_corpus(struct zn_candidate_finder *finder, uint32_t code_point,
                       enum zn_paragraph_kind kind)
{
    const struct zn_trie *corpus = &finder->rules->corpus;
    uint32_t node = zn_trie_child(corpus, ZN_TRIE_ROOT, code_point);
    if (node == ZN_TRIE_NONE)
        return true;
    uint32_t value = zn_trie_node(corpus, node)->values[kind];
    return value == ZN_TRIE_NO_VALUE ||
           add_targets(&finder->found, "", zn_rules_value(finder->rules, value));
}

bool zn_candidates_find(struct zn_candidate_finder *finder, uint32_t code_point,
                        const struct zn_buffer *const outputs[ZN_PARAGRAPH_KINDS])
{
    clear(&finder->found);
    if (!run_base(finder, code_point))
        return false;
    finder->base_count = finder->now.count;
    if (!add(&finder->found, "", outputs[ZN_PLAIN]->data, outputs[ZN_PLAIN]->length))
        return false;
    if (finder->found.count == 0)
        return true; /* it cannot be told of */
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        if (!add(&finder->found, "", outputs[kind]->data, outputs[kind]->length) ||
            !add_corpus(finder, code_point, (enum zn_paragraph_kind)kind))
            return false;
    }
    /* What the corpus layer stands over is a candidate where that was a choice. */
    for (size_t at = 0; finder->base_count > 1 && at < finder->now.bytes.length;) {
        const char *each = string_at(&finder->now, at);
        size_t length = strlen(each);
        if (!add(&finder->found, "", each, length))
            return false;
        at += length + 1;
    }
    return true;
}

/* ---- Life ------------------------------------------------------------------------- */

void zn_candidate_finder_init(struct zn_candidate_finder *finder, const struct zn_rules *rules)
{
    *finder = (struct zn_candidate_finder){.rules = rules};
    struct zn_strings *all[] = {&finder->found, &finder->now, &finder->next, &finder->begun,
                                &finder->grown};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        zn_buffer_init(&all[i]->bytes, rules->allocator);
}

void zn_candidate_finder_free(struct zn_candidate_finder *finder)
{
    struct zn_strings *all[] = {&finder->found, &finder->now, &finder->next, &finder->begun,
                                &finder->grown};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        zn_buffer_free(&all[i]->bytes);
}
