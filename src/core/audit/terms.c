/* Likely terms: choosing them, and finding where they stand; see audit.h. */
#include <string.h>

#include "core/audit/audit.h"
#include "rules/memory.h"
#include "text/scan.h"
#include "text/utf8.h"

#define LEAST_COUNT_DEFAULT 4

/* What the choosing asks. */
struct asking {
    const struct zhnorm_audit *audit;
    bool failed; /* there was no memory */
};

/* A word is known if it stands in a dictionary as it is or as it will be. */
static bool is_known(void *context, const char *text, size_t length)
{
    struct asking *asking = context;
    const struct zhnorm_audit *audit = asking->audit;
    struct zn_buffer output;
    if (zn_known_has(&audit->known, text, length))
        return true;
    zn_buffer_init(&output, &audit->allocator);
    if (!zn_audit_convert(&audit->base, text, length, ZN_TRADITIONAL, &output))
        asking->failed = true;
    bool known = zn_known_has(&audit->known, output.data, output.length);
    zn_buffer_free(&output);
    return known;
}

static bool choose(struct zhnorm_audit *audit, struct zn_buffer *terms)
{
    struct asking asking = {.audit = audit};
    struct zn_term_criteria criteria = {
        .least_count = audit->least_count == 0 ? LEAST_COUNT_DEFAULT : audit->least_count,
        .cohesion = audit->cohesion,
        .freedom = audit->freedom,
        .most = audit->top,
        .is_known = is_known,
        .context = &asking};
    return zn_terms_select(&audit->terms, &criteria, terms) && !asking.failed;
}

/* ---- Places ------------------------------------------------------------------------- */

/* Offers every place in a paragraph where a term stands. */
static bool offer_places(const struct zn_words *words, struct zn_audit_items *items,
                         struct zn_audit_occurrence *occurrence)
{
    for (const uint8_t *at = occurrence->from; at < occurrence->to;
         at += zn_utf8_length(*at)) {
        uint32_t item;
        size_t length = zn_words_match(words, at, occurrence->to, &item);
        if (length == 0)
            continue;
        occurrence->start = at;
        occurrence->end = at + length;
        if (!zn_audit_offer(items, &zn_audit_item(items, item)->places, occurrence))
            return false;
    }
    return true;
}

static bool search_piece(const struct zn_words *words, struct zn_audit_items *items,
                         const uint8_t *text, const struct zn_sample_piece *piece)
{
    const struct zn_scanner *scanner = zn_scanner();
    const uint8_t *from = text + piece->start;
    const uint8_t *end = from + piece->length;
    while (from < end) {
        bool wide;
        const uint8_t *to = scanner->find_paragraph_end(from, end, &wide);
        struct zn_audit_occurrence occurrence = {
            .from = from, .to = to, .document = piece->document};
        if (wide && !offer_places(words, items, &occurrence))
            return false;
        from = to < end ? to + zn_utf8_length(*to) : end;
    }
    return true;
}

static bool search_sample(const struct zn_sample *sample, const struct zn_words *words,
                          struct zn_audit_items *items)
{
    for (uint32_t i = 0; i < sample->count; i++) {
        const struct zn_sample_segment *segment = &sample->segments[i];
        for (uint32_t k = 0; k < segment->piece_count; k++) {
            if (!search_piece(words, items, segment->text, &segment->pieces[k]))
                return false;
        }
    }
    return true;
}

static bool find_places(const struct zhnorm_audit *audit, struct zn_audit_items *items)
{
    struct zn_trie trie;
    struct zn_buffer block;
    zn_buffer_init(&block, &audit->allocator);
    bool done = zn_trie_init(&trie, &audit->allocator);
    for (uint32_t i = 0; done && i < zn_audit_item_count(items); i++) {
        const char *text = zn_audit_string(items, zn_audit_item(items, i)->text);
        uint32_t node = zn_trie_insert(&trie, (const uint8_t *)text, strlen(text));
        done = node != ZN_TRIE_NONE;
        if (done)
            zn_trie_node(&trie, node)->values[ZN_PLAIN] = i;
    }
    done = done && zn_words_build(&trie, &block);
    if (done) {
        struct zn_words words;
        zn_words_open(&words, block.data);
        done = search_sample(&audit->sample, &words, items);
    }
    zn_trie_free(&trie);
    zn_buffer_free(&block);
    return done;
}

bool zn_audit_find_terms(struct zhnorm_audit *audit, struct zn_audit_items *items,
                         struct zn_buffer *terms)
{
    if (!choose(audit, terms))
        return false;
    const struct zn_term *list = (const struct zn_term *)(const void *)terms->data;
    for (size_t i = 0; i < terms->length / sizeof *list; i++) {
        uint32_t item =
            zn_audit_add_item(items, ZHNORM_AUDIT_TERMS, list[i].text, list[i].length);
        if (item == ZN_AUDIT_NONE || !zn_audit_set_outputs(&audit->base, items, item))
            return false;
        zn_audit_item(items, item)->counts[ZN_TRADITIONAL] = list[i].count;
        zn_audit_item(items, item)->documents = list[i].documents;
    }
    return find_places(audit, items);
}
