/*
 * See punct.h.  A paragraph goes through four steps: a scan looks for anything
 * that could change (without it the text is copied in bulk); the classifier
 * cuts the paragraph into runs (runs.h); the runs are grouped into sentences
 * (sentences.h); and a table decides mark by mark (punct_edit.h).
 */
#include "text/punct.h"

#include "text/log.h"
#include "text/punct_edit.h"
#include "text/scan.h"

/* ---- Paragraphs ------------------------------------------------------------- */

/* Goes through what was made of a paragraph, which is in `text` and belongs at out[from ..).
 */
static bool edit_again(struct zn_edit *edit, const struct zn_scanner *scanner, size_t from,
                       const struct zn_buffer *text, struct zn_buffer *scratch)
{
    struct zn_paragraph paragraph;
    edit->out->length = from;
    return zn_runs_cut(&paragraph, text->data, (uint32_t)text->length, scanner, scratch) &&
           zn_edit_paragraph(edit, &paragraph);
}

/*
 * The same, with what it changes composed with what was changed before, which are
 * the edits of the log from number `first` on.
 */
static bool edit_again_logged(struct zn_edit *edit, const struct zn_scanner *scanner,
                              size_t from, size_t first, const struct zn_buffer *text,
                              struct zn_buffer *scratch)
{
    struct zn_log *log = edit->tally->log;
    if (log == NULL)
        return edit_again(edit, scanner, from, text, scratch);
    uint64_t base = log->source_base;
    size_t offset = edit->offset;
    size_t second = zn_log_count(&log->edits);
    log->source_base = log->output_base + from;
    edit->offset = 0;
    bool done = edit_again(edit, scanner, from, text, scratch);
    log->source_base = base;
    edit->offset = offset;
    zn_log_compose(log, first, second, base + offset - (log->output_base + from));
    return done;
}

/*
 * Goes through what was made of a paragraph, out[from ..), until nothing
 * changes any more: a stop that was found, or a space that went, may be what
 * another decision was waiting for.  Hardly any paragraph changes twice.
 */
static bool settle(struct zn_edit *edit, const struct zn_scanner *scanner, size_t from,
                   size_t first, struct zn_buffer *scratch)
{
    enum { TURNS_MAX = 4 };
    struct zn_buffer *out = edit->out;
    struct zn_buffer text;
    bool done = true;
    zn_buffer_init(&text, out->allocator);
    for (int turn = 0; done && edit->unsettled && turn < TURNS_MAX; turn++) {
        size_t length = out->length - from;
        text.length = 0;
        done = length <= UINT32_MAX && zn_buffer_append(&text, out->data + from, length) &&
               edit_again_logged(edit, scanner, from, first, &text, scratch);
    }
    zn_buffer_free(&text);
    return done;
}

/* What the scan must stop at, beyond what every paragraph may need. */
static unsigned wanted_marks(const struct zn_settings *settings)
{
    unsigned wanted = 0;
    if (settings->quotes == ZN_QUOTES_CURLY && zn_rule_is_on(settings, ZN_RULE_QUOTE_SHAPES))
        wanted |= ZN_SCAN_CORNER_QUOTES;
    if (settings->quotes == ZN_QUOTES_CORNER && zn_rule_is_on(settings, ZN_RULE_QUOTE_SHAPES))
        wanted |= ZN_SCAN_CURLY_QUOTES;
    if (zn_rule_is_on(settings, ZN_RULE_REPEATED_MARKS) ||
        zn_rule_is_on(settings, ZN_RULE_SINGLE_MARKS))
        wanted |= ZN_SCAN_REPEATED_MARKS;
    return wanted;
}

/* In Chinese alone: such marks change in every sentence, with Han or without. */
static bool is_chinese(const struct zn_makeup *makeup)
{
    /* Words of two small letters or more are at least as many as Han in English prose. */
    return makeup->is_simple && makeup->han != 0 && makeup->small <= 2 * makeup->han;
}

/*
 * Classifying a paragraph takes some ten times as long as scanning it, and in
 * traditional text nearly every quotation needs another shape: so a paragraph
 * that needs nothing else goes a short way.  `mark` is what the scan stopped at.
 */
static bool run_paragraph(struct zn_edit *edit, const struct zn_scanner *scanner,
                          const uint8_t *text, size_t length, const uint8_t *mark,
                          const struct zn_makeup *makeup, struct zn_buffer *scratch)
{
    struct zn_paragraph paragraph;
    bool is_such = false;
    bool repeats = (wanted_marks(edit->settings) & ZN_SCAN_REPEATED_MARKS) != 0;
    if (*mark == 0xE3 && !repeats && is_chinese(makeup) &&
        !zn_runs_cut_quotes(&paragraph, text, (uint32_t)length, (uint32_t)(mark - text),
                            makeup->has_curly, scanner, scratch, &is_such))
        return false;
    if (is_such)
        return zn_edit_quotes(edit, &paragraph);
    const struct zn_log *log = edit->tally->log;
    size_t first = log == NULL ? 0 : zn_log_count(&log->edits);
    size_t from = edit->out->length;
    return zn_runs_cut(&paragraph, text, (uint32_t)length, scanner, scratch) &&
           zn_edit_paragraph(edit, &paragraph) && settle(edit, scanner, from, first, scratch);
}

/* ---- The step ---------------------------------------------------------------- */

bool zn_punct_run(const struct zn_settings *settings, const uint8_t *text, size_t length,
                  struct zn_buffer *scratch, struct zn_tally *tally, struct zn_buffer *out)
{
    if (length == 0)
        return true;
    const struct zn_scanner *scanner = zn_scanner();
    unsigned wanted = wanted_marks(settings);
    struct zn_edit edit = {.settings = settings, .tally = tally, .out = out};
    const uint8_t *end = text + length;
    const uint8_t *copied = text;
    const uint8_t *from = text;
    while (from < end) {
        const uint8_t *mark = scanner->find_mark(text, from, end, wanted);
        if (mark == end)
            break;
        const uint8_t *start = scanner->find_paragraph_start(from, mark);
        struct zn_makeup makeup = {.is_simple = false};
        bool wide = true;
        if (*mark == 0xE3) { /* perhaps a quotation mark, perhaps nothing but them */
            from = scanner->weigh_paragraph(start, end, &makeup);
            wide = makeup.han != 0 || !makeup.is_simple;
        } else {
            from = scanner->find_paragraph_end(start, end, &wide);
        }
        if (!wide)
            continue; /* there is nothing Chinese in it */
        edit.offset = (size_t)(start - text);
        if (!zn_buffer_append(out, copied, (size_t)(start - copied)) ||
            !run_paragraph(&edit, scanner, start, (size_t)(from - start), mark, &makeup,
                           scratch))
            return false;
        copied = from;
    }
    return zn_buffer_append(out, copied, (size_t)(end - copied));
}
