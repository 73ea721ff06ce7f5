/* See record.h. */
#include "core/record.h"

#include "text/shrink.h"

/* ---- Passes ----------------------------------------------------------------------- */

struct zn_log *zn_record_begin(struct zn_record *record, unsigned stage, size_t start)
{
    struct zn_stage_record *each = &record->stages[stage];
    struct zn_log *log = &each->composer.second;
    log->source_base = each->source_total;
    log->output_base = each->output_total - start;
    return log;
}

void zn_record_end(struct zn_record *record, unsigned stage, size_t length,
                   size_t output_length, uint64_t held)
{
    struct zn_stage_record *each = &record->stages[stage];
    each->source_total += length;
    each->output_total += output_length;
    each->held = held;
    each->ran = true;
}

/* ---- Composing -------------------------------------------------------------------- */

/* How far the composed edits reach, and in which buffer the next ones go. */
struct reach {
    uint64_t source;
    uint64_t output;
    uint64_t total; /* what the stages so far have put out */
};

/* The list that the edits composed behind `stage` go to. */
static struct zn_buffer *list_behind(struct zn_record *record, unsigned stages, unsigned stage)
{
    for (unsigned next = stage + 1; next < ZN_STAGES; next++)
        if ((stages >> next & 1) != 0)
            return &record->stages[next].composer.first;
    return &record->composed;
}

static bool compose_stage(struct zn_record *record, unsigned stages, unsigned stage, bool last,
                          struct reach *reach)
{
    struct zn_stage_record *each = &record->stages[stage];
    if (!each->ran) { /* the text went past it */
        uint64_t length = reach->total - each->source_total;
        each->source_total += length;
        each->output_total += length;
    }
    each->ran = false;
    uint64_t limit = each->source_total - each->held;
    uint64_t done;
    if (reach->output < limit)
        limit = reach->output;
    if (each->composer.second.failed ||
        !zn_composer_run(&each->composer, limit, last, list_behind(record, stages, stage),
                         &done))
        return false;
    reach->source = done + each->composer.source_shift;
    reach->output = done + each->composer.output_shift;
    reach->total = each->output_total;
    return true;
}

/* ---- Handing out ------------------------------------------------------------------- */

/* Counts the edits, and takes from them what nobody outside has to know. */
static void finish_edits(struct zn_record *record, zhnorm_edit *edits, size_t count)
{
    uint64_t kept = 0;
    uint64_t script = 0;
    uint64_t ambiguous = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_kept = (edits[i].flags & ZHNORM_EDIT_KEPT) != 0;
        kept += is_kept;
        script += !is_kept & ((edits[i].passes & ZHNORM_PASS_SCRIPT) != 0);
        ambiguous += (edits[i].flags & ZHNORM_EDIT_AMBIGUOUS) != 0;
        edits[i].flags &= (uint16_t)~ZN_EDIT_EXACT;
    }
    record->edit_count += count - kept;
    record->script_changes += script;
    record->ambiguous += ambiguous;
}

/* The text of a window at a position; it has no memory while it is empty. */
static const uint8_t *text_at(const struct zn_window *window, uint64_t position)
{
    return window->text.data == NULL ? (const uint8_t *)""
                                     : window->text.data + (position - window->offset);
}

/* Drops the text of a window before the position `to`. */
static void advance(struct zn_window *window, uint64_t to)
{
    size_t length = (size_t)(to - window->offset);
    window->offset = to;
    if (length == 0)
        return;
    window->text.length -= length;
    memmove(window->text.data, window->text.data + length, window->text.length);
}

/* Counts and hands out the edits and the text as far as they reach. */
static void hand_out(struct zn_record *record, const struct reach *reach)
{
    zhnorm_batch batch = {
        .edits = zn_log_edits(&record->edits),
        .edit_count = zn_log_count(&record->edits),
        .source = (const char *)text_at(&record->source, record->source.offset),
        .source_length = (size_t)(reach->source - record->source.offset),
        .source_offset = record->source.offset,
        .output = (const char *)text_at(&record->output, record->output.offset),
        .output_length = (size_t)(reach->output - record->output.offset),
        .output_offset = record->output.offset,
    };
    zn_count_add(&record->count, (const uint8_t *)batch.source, batch.source_length);
    finish_edits(record, zn_log_edits(&record->edits), batch.edit_count);
    if (record->listener != NULL && batch.source_length + batch.output_length != 0)
        record->listener(record->context, &batch);
    record->edits.length = 0;
    advance(&record->source, reach->source);
    advance(&record->output, reach->output);
}

/* How many edits from `edits` on are as small as they can be. */
static size_t count_exact(const zhnorm_edit *edits, size_t count)
{
    size_t exact = 0;
    while (exact < count && (edits[exact].flags & ZN_EDIT_EXACT) != 0)
        exact++;
    return exact;
}

/* Makes the composed edits small; most are so already. */
static bool shrink_all(struct zn_record *record)
{
    const zhnorm_edit *edit = zn_log_edits(&record->composed);
    size_t count = zn_log_count(&record->composed);
    for (;;) {
        size_t exact = count_exact(edit, count);
        if (!zn_buffer_append(&record->edits, edit, exact * sizeof *edit))
            return false;
        count -= exact;
        if (count == 0)
            break;
        edit += exact;
        if (!zn_shrink(edit, text_at(&record->source, edit->source_offset),
                       text_at(&record->output, edit->output_offset), &record->edits))
            return false;
        edit++;
        count--;
    }
    record->composed.length = 0;
    return true;
}

bool zn_record_take(struct zn_record *record, unsigned stages, const uint8_t *source,
                    size_t source_length, const uint8_t *output, size_t output_length,
                    bool last)
{
    if (!zn_buffer_append(&record->source.text, source, source_length) ||
        !zn_buffer_append(&record->output.text, output, output_length))
        return false;
    uint64_t total = record->source.offset + record->source.text.length;
    struct reach reach = {total, total, total};
    for (unsigned stage = 0; stage < ZN_STAGES; stage++)
        if ((stages >> stage & 1) != 0 && !compose_stage(record, stages, stage, last, &reach))
            return false;
    if (!shrink_all(record))
        return false;
    hand_out(record, &reach);
    return true;
}

/* ---- Life --------------------------------------------------------------------------- */

void zn_record_init(struct zn_record *record, const zhnorm_converter *converter)
{
    const zhnorm_allocator *allocator = &converter->allocator;
    *record = (struct zn_record){.wanted = (converter->record & ZHNORM_RECORD_EDITS) != 0};
    for (int i = 0; i < ZN_STAGES; i++) {
        zn_composer_init(&record->stages[i].composer, allocator);
        record->stages[i].composer.second.kept = (converter->record & ZHNORM_RECORD_KEPT) != 0;
    }
    zn_buffer_init(&record->composed, allocator);
    zn_buffer_init(&record->edits, allocator);
    zn_buffer_init(&record->source.text, allocator);
    zn_buffer_init(&record->output.text, allocator);
}

static void reset_stage(struct zn_stage_record *stage)
{
    zn_composer_reset(&stage->composer);
    *stage = (struct zn_stage_record){.composer = stage->composer};
}

static void reset_window(struct zn_window *window)
{
    window->text.length = 0;
    window->offset = 0;
}

void zn_record_reset(struct zn_record *record)
{
    for (int i = 0; i < ZN_STAGES; i++)
        reset_stage(&record->stages[i]);
    record->composed.length = 0;
    record->edits.length = 0;
    reset_window(&record->source);
    reset_window(&record->output);
    record->count = (struct zn_count){0, 0};
    record->edit_count = 0;
    record->script_changes = 0;
    record->ambiguous = 0;
}

void zn_record_free(struct zn_record *record)
{
    for (int i = 0; i < ZN_STAGES; i++)
        zn_composer_free(&record->stages[i].composer);
    zn_buffer_free(&record->composed);
    zn_buffer_free(&record->edits);
    zn_buffer_free(&record->source.text);
    zn_buffer_free(&record->output.text);
}
