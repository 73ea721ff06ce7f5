/* See form.h. */
#include "text/form.h"

#include "text/character.h"
#include "text/form_compose.h"
#include "text/form_fold.h"
#include "text/log.h"
#include "text/scan.h"
#include "text/unicode.h"
#include "text/utf8.h"

/*
 * Composes what is in `out` from `from` on, from one character before it: that
 * is the only one of the text before that could take part.
 */
static bool compose_from(size_t start, size_t from, struct zn_buffer *scratch,
                         struct zn_tally *tally, struct zn_buffer *out)
{
    while (from > start && zn_utf8_is_continuation(out->data[--from]))
        ;
    scratch->length = 0;
    if (!zn_buffer_append(scratch, out->data + from, out->length - from))
        return false;
    out->length = from;
    if (tally->log != NULL)
        tally->log->source_base = tally->log->output_base + from;
    return zn_form_compose(scratch, tally, out);
}

/*
 * The same, behind a fold whose edits begin with number `first` of the log: what
 * composition changes are edits of what the fold wrote.
 */
static bool compose_logged(size_t start, size_t from, size_t first, struct zn_buffer *scratch,
                           struct zn_tally *tally, struct zn_buffer *out)
{
    struct zn_log *log = tally->log;
    if (log == NULL)
        return compose_from(start, from, scratch, tally, out);
    uint64_t base = log->source_base;
    size_t second = zn_log_count(&log->edits);
    bool done = compose_from(start, from, scratch, tally, out);
    log->source_base = base;
    zn_log_compose(log, first, second, base - (log->output_base + start));
    return done;
}

bool zn_form_run(const struct zn_settings *settings, const uint8_t *text, size_t length,
                 struct zn_buffer *scratch, struct zn_tally *tally, struct zn_buffer *out)
{
    size_t start = out->length;
    size_t first = tally->log == NULL ? 0 : zn_log_count(&tally->log->edits);
    size_t composing;
    if (length == 0)
        return true;
    if (!zn_buffer_reserve(out, length) ||
        !zn_form_fold(settings, text, length, tally, out, &composing))
        return false;
    if (composing == out->length || !zn_rule_is_on(settings, ZN_RULE_COMPOSITION))
        return true;
    return compose_logged(start, composing, first, scratch, tally, out);
}

bool zn_form_has_work(const uint8_t *text, size_t length)
{
    return length != 0 && zn_scanner()->find_form(text, text + length) != text + length;
}

/* ---- Boundaries ------------------------------------------------------------------ */

/* How a character may depend on its neighbours. */
enum { NEEDS_BEFORE = 1, NEEDS_BEHIND = 2 };

static unsigned needs(enum zn_form_kind kind)
{
    switch (kind) {
    case ZN_FORM_COMPOSES:
    case ZN_FORM_SOUND_MARK:
        return NEEDS_BEFORE;
    case ZN_FORM_JOINER:
    case ZN_FORM_VARIATION_SELECTOR:
    /* What is removed brings its neighbours together. */
    case ZN_FORM_INVISIBLE:
    case ZN_FORM_BIDI_CONTROL:
    case ZN_FORM_CONTROL:
        return NEEDS_BEFORE | NEEDS_BEHIND;
    default:
        return 0;
    }
}

/* Are the two parts of a number that holds full-width digits? */
static bool are_one_number(uint32_t before, uint32_t behind)
{
    enum zn_form_kind left = zn_unicode_form(before);
    enum zn_form_kind right = zn_unicode_form(behind);
    bool left_part = left == ZN_FORM_SEPARATOR || zn_char_class(before) == ZN_CHAR_DIGIT;
    bool right_part = right == ZN_FORM_SEPARATOR || zn_char_class(behind) == ZN_CHAR_DIGIT;
    return left_part && right_part && (left == ZN_FORM_DIGIT || right == ZN_FORM_DIGIT);
}

bool zn_form_is_boundary(uint32_t before, uint32_t behind)
{
    if (zn_is_paragraph_end(before))
        return true;
    /* What belongs to a character stays with it, so that what follows sees both. */
    return zn_char_class(behind) != ZN_CHAR_EXTEND &&
           (needs(zn_unicode_form(before)) & NEEDS_BEHIND) == 0 &&
           (needs(zn_unicode_form(behind)) & NEEDS_BEFORE) == 0 &&
           !are_one_number(before, behind);
}
