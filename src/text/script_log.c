/* See script_log.h. */
#include "text/script_log.h"

#include "text/shrink.h"
#include "text/word.h"

#define CHARACTER_MASK 0x00FFFFFFu /* of a word that begins with three bytes */
#define PLACES_MOST 1024           /* characters that are looked at in one go */

/*
 * Fills an edit.  Field by field and where it stays: to copy what was just put
 * together makes a processor wait.
 */
static inline void fill(const struct zn_script_log *log, struct zn_script_span span,
                        uint32_t number, enum zn_paragraph_kind kind, unsigned flags,
                        zhnorm_edit *edit)
{
    const struct zn_cause *cause = &log->rulebook->causes[number];
    if ((cause->flags[kind] & ZN_CAUSE_AMBIGUOUS) != 0)
        flags |= ZHNORM_EDIT_AMBIGUOUS;
    edit->source_offset = log->text_base + (size_t)(span.source - log->text);
    edit->output_offset = log->log->output_base + (size_t)(span.output - log->out);
    edit->source_length = (uint32_t)span.source_length;
    edit->output_length = (uint32_t)span.output_length;
    edit->rules = 0;
    edit->passes = ZHNORM_PASS_SCRIPT;
    edit->flags = (uint16_t)(flags | ZHNORM_EDIT_ENTRY);
    edit->entry_before = 0;
    edit->entry_behind = 0;
    edit->dict = log->rulebook->names + cause->names[kind];
}

static bool is_same(struct zn_script_span span)
{
    return span.source_length == span.output_length &&
           memcmp(span.source, span.output, span.source_length) == 0;
}

void zn_script_log_outcome(const struct zn_script_log *log, struct zn_script_span span,
                           uint32_t cause, enum zn_paragraph_kind kind)
{
    zhnorm_edit edit;
    fill(log, span, cause, kind, ZN_EDIT_EXACT, &edit);
    if (!is_same(span)) {
        if (!zn_shrink(&edit, span.source, span.output, &log->log->edits))
            log->log->failed = true;
        return;
    }
    if (!log->log->kept || (edit.flags & ZHNORM_EDIT_AMBIGUOUS) == 0)
        return;
    edit.flags |= ZHNORM_EDIT_KEPT;
    if (!zn_buffer_append(&log->log->edits, &edit, sizeof edit))
        log->log->failed = true;
}

void zn_script_log_entries(const struct zn_script_log *log, struct zn_script_span span,
                           uint32_t cause)
{
    size_t length = span.source_length;
    uint32_t ambiguous = log->rulebook->causes[cause].flags[ZN_PLAIN] & ZN_CAUSE_AMBIGUOUS;
    bool kept = log->log->kept && ambiguous != 0; /* then it is one character */
    for (size_t at = 0, behind = 0; at < length; at = behind) {
        size_t each = zn_utf8_length(span.source[at]);
        bool same = memcmp(span.source + at, span.output + at, each) == 0;
        behind = at + each;
        if (same && !kept)
            continue;
        zhnorm_edit *edit = zn_log_new(log->log);
        if (edit == NULL)
            return;
        struct zn_script_span one = {span.source + at, each, span.output + at, each};
        fill(log, one, cause, ZN_PLAIN, ZN_EDIT_EXACT | (same ? ZHNORM_EDIT_KEPT : 0), edit);
        edit->entry_before = (uint16_t)at;
        edit->entry_behind = (uint16_t)(length - behind);
    }
}

/* ---- Characters ---------------------------------------------------------------------- */

static uint32_t place_of(const struct zn_script_log *log, const uint8_t *text)
{
    return zn_three_byte_place(log->rulebook->leads, zn_load_32(text));
}

/* 1 if the character is ambiguous by itself. */
static uint32_t is_ambiguous(const struct zn_script_log *log, const uint8_t *text)
{
    const struct zn_rulebook *rulebook = log->rulebook;
    uint32_t cause = rulebook->place_causes[place_of(log, text)];
    return rulebook->causes[cause].flags[ZN_PLAIN] & ZN_CAUSE_AMBIGUOUS;
}

/*
 * Lists the places, from `*at` on, where the text was changed, or with `kept` might
 * have been.  Has no branch that the text decides but for the length of characters:
 * a third of them change.
 */
static inline size_t find_places(const struct zn_script_log *log, struct zn_script_span span,
                                 bool kept, size_t *at, uint32_t places[PLACES_MOST])
{
    size_t count = 0;
    size_t place = *at;
    while (place < span.source_length && count < PLACES_MOST) {
        const uint8_t *text = span.source + place;
        uint32_t word = zn_load_32(text);
        if (!zn_is_three_byte_lead(word)) {
            place += zn_utf8_length(*text);
            continue;
        }
        uint32_t change = (word ^ zn_load_32(span.output + place)) & CHARACTER_MASK;
        places[count] = (uint32_t)place;
        if (kept)
            change |= is_ambiguous(log, text);
        count += change != 0;
        place += 3;
    }
    *at = place;
    return count;
}

/* Adds an edit for the character at each place. */
static void add_characters(const struct zn_script_log *log, struct zn_script_span span,
                           const uint32_t places[PLACES_MOST], size_t count)
{
    const uint16_t *causes = log->rulebook->place_causes;
    struct zn_buffer *edits = &log->log->edits;
    if (!zn_buffer_reserve(edits, count * sizeof(zhnorm_edit))) {
        log->log->failed = true;
        return;
    }
    zhnorm_edit *edit = (zhnorm_edit *)(void *)(edits->data + edits->length);
    for (size_t i = 0; i < count; i++) {
        struct zn_script_span one = {span.source + places[i], 3, span.output + places[i], 3};
        uint32_t change = zn_load_32(one.source) ^ zn_load_32(one.output);
        unsigned kept = (change & CHARACTER_MASK) == 0 ? ZHNORM_EDIT_KEPT : 0;
        fill(log, one, causes[place_of(log, one.source)], ZN_PLAIN, ZN_EDIT_EXACT | kept,
             &edit[i]);
    }
    edits->length += count * sizeof *edit;
}

void zn_script_log_characters(const struct zn_script_log *log, struct zn_script_span span)
{
    uint32_t places[PLACES_MOST];
    for (size_t at = 0; at < span.source_length;) {
        size_t count = log->log->kept ? find_places(log, span, true, &at, places)
                                      : find_places(log, span, false, &at, places);
        if (count != 0)
            add_characters(log, span, places, count);
    }
}
