/*
 * Counting in a block of text what the audit knows in advance; see audit.h.
 * The rules that match are the configuration's keys, leftmost and longest.
 */
#include "core/audit/audit.h"

#include "text/scan.h"
#include "text/script.h"
#include "text/utf8.h"

/* A paragraph while it is looked at. */
struct walk {
    struct zhnorm_audit *audit;
    const uint8_t *from;
    const uint8_t *to;
    enum zn_paragraph_kind kind;
};

static bool count(const struct walk *walk, uint32_t item, const uint8_t *start,
                  const uint8_t *end)
{
    struct zhnorm_audit *audit = walk->audit;
    struct zn_audit_occurrence occurrence = {.from = walk->from,
                                             .to = walk->to,
                                             .start = start,
                                             .end = end,
                                             .document = audit->document};
    return zn_audit_count(&audit->items, item, walk->kind, &occurrence);
}

static enum zn_paragraph_kind kind_of(const struct zn_audit_words *words, const uint8_t *from,
                                      const uint8_t *to)
{
    while (from < to) {
        uint32_t code_point;
        from += zn_utf8_decode(from, &code_point);
        if (code_point < ZN_SIDES_END && words->evidence[code_point] != 0)
            return ZN_TRADITIONAL;
    }
    return ZN_PLAIN;
}

/* What the configuration takes at a place: a key, or else one character. */
static size_t token_at(const struct walk *walk, const uint8_t *at)
{
    uint32_t number;
    size_t length =
        zn_words_match(&walk->audit->words.keys[walk->kind], at, walk->to, &number);
    return length != 0 ? length : zn_utf8_length(*at);
}

/* Counts a character with several targets that was taken alone. */
static bool count_single(const struct walk *walk, const uint8_t *at, size_t length)
{
    if (length != zn_utf8_length(*at))
        return true;
    uint32_t code_point;
    zn_utf8_decode(at, &code_point);
    uint32_t item = code_point < ZN_SIDES_END ? walk->audit->words.singles[code_point] : 0;
    return item == 0 || count(walk, item - 1, at, at + length);
}

/*
 * Counts the words of other dictionaries, as if these were laid over the
 * configuration, from `*at` up to the end of the token at `token`.
 */
static bool count_marked(const struct walk *walk, const uint8_t **at, const uint8_t *token,
                         size_t length)
{
    const struct zn_words *marked = &walk->audit->words.marked[walk->kind];
    while (*at < token + length) {
        size_t own = *at == token ? length : token_at(walk, *at);
        uint32_t item;
        size_t found = zn_words_match(marked, *at, walk->to, &item);
        if (found >= own && !count(walk, item, *at, *at + found))
            return false;
        *at += found >= own ? found : own;
    }
    return true;
}

static bool walk_words(struct walk *walk)
{
    const struct zn_audit_words *words = &walk->audit->words;
    const uint8_t *marked = walk->from; /* how far the other dictionaries have come */
    walk->kind = kind_of(words, walk->from, walk->to);
    for (const uint8_t *at = walk->from; at < walk->to;) {
        size_t length = token_at(walk, at);
        if (!count_single(walk, at, length) ||
            (words->has_marked && !count_marked(walk, &marked, at, length)))
            return false;
        at += length;
    }
    return true;
}

static bool walk_leftovers(struct walk *walk)
{
    const uint32_t *leftovers = walk->audit->words.leftovers;
    for (const uint8_t *at = walk->from; at < walk->to;) {
        uint32_t code_point;
        const uint8_t *start = at;
        at += zn_utf8_decode(at, &code_point);
        if (code_point < ZN_SIDES_END && leftovers[code_point] != 0 &&
            !count(walk, leftovers[code_point] - 1, start, at))
            return false;
    }
    return true;
}

/* Gives each paragraph in which there can be Han characters to `function`. */
static bool each_paragraph(struct zhnorm_audit *audit, const uint8_t *text, size_t length,
                           bool (*function)(struct walk *walk))
{
    const struct zn_scanner *scanner = zn_scanner();
    const uint8_t *end = text + length;
    struct walk walk = {.audit = audit, .kind = ZN_PLAIN};
    while (text < end) {
        bool wide;
        walk.from = text;
        walk.to = scanner->find_paragraph_end(text, end, &wide);
        if (wide && !function(&walk))
            return false;
        text = walk.to < end ? walk.to + zn_utf8_length(*walk.to) : end;
    }
    return true;
}

/* Converts a block; `*out` is where the result is, in one of the audit's buffers. */
static bool convert(struct zhnorm_audit *audit, const uint8_t *text, size_t length,
                    struct zn_buffer **out)
{
    for (size_t i = 0; i < audit->base.rules->count; i++) {
        struct zn_script_state state;
        struct zn_buffer *to = &audit->output[i % 2];
        to->length = 0;
        zn_script_state_init(&state, audit->base.allocator);
        bool done = zn_script_run(&audit->base.rules->rulebooks[i], &state, text, length,
                                  false, NULL, to);
        zn_script_state_free(&state);
        if (!done)
            return false;
        text = to->data;
        length = to->length;
        *out = to;
    }
    return true;
}

bool zn_audit_scan(struct zhnorm_audit *audit, const uint8_t *text, size_t length)
{
    struct zn_buffer *output = NULL;
    if ((audit->kinds & ZHNORM_AUDIT_TERMS) != 0) {
        zn_terms_add(&audit->terms, text, length);
        zn_sample_add(&audit->sample, text, length, audit->document);
    }
    if ((audit->kinds & (ZHNORM_AUDIT_AMBIGUOUS | ZHNORM_AUDIT_REGIONAL)) != 0 &&
        !each_paragraph(audit, text, length, walk_words))
        return false;
    if (audit->words.leftovers == NULL)
        return true;
    return convert(audit, text, length, &output) &&
           (output == NULL ||
            each_paragraph(audit, output->data, output->length, walk_leftovers));
}
