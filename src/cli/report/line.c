/* See line.h. */
#include "cli/report/line.h"

#include <stdint.h>

#include "cli/change.h"
#include "cli/json.h"
#include "cli/report/text.h"

/* How much of a line is shown, in bytes of the source, and how much of one change. */
#define LINE_MOST 1200
#define LEAD_MOST 90 /* before the change that matters, in a line that is longer */
#define CHANGE_MOST 240

enum cut { CUT_BEFORE = 1, CUT_BEHIND = 2 };

/* Pieces that are being put together. */
struct pieces {
    struct zn_report_causes *causes;
    json_t *list;   /* NULL: no memory */
    const char *at; /* what lies before it in the source is in the list */
};

static json_t *append_text(json_t *list, struct zn_cli_span span)
{
    return zn_cli_json_append(list, zn_report_string(span.text, span.length, CHANGE_MOST));
}

/* [before, after, set, flags], and key and value where the entry is longer. */
static json_t *change_json(struct zn_report_causes *causes, const struct zn_cli_change *change)
{
    uint32_t set = zn_report_causes_set(causes, change->edit);
    json_t *list = set != UINT32_MAX ? json_array() : NULL;

    list = append_text(list, change->before);
    list = append_text(list, change->after);
    list = zn_cli_json_append(list, json_integer(set));
    list = zn_cli_json_append(list, json_integer(change->edit->flags));
    if (!change->has_entry || change->key.length == change->before.length)
        return list;
    list = append_text(list, change->key);
    return append_text(list, change->value);
}

/* Appends the text that stayed before `end`, unless there is none. */
static void append_kept(struct pieces *pieces, const char *end)
{
    if (pieces->at != end)
        pieces->list = zn_cli_json_append(
            pieces->list, zn_report_string(pieces->at, (size_t)(end - pieces->at), SIZE_MAX));
}

static void append_change(void *context, const struct zn_cli_change *change)
{
    struct pieces *pieces = context;

    append_kept(pieces, change->before.text);
    pieces->list = zn_cli_json_append(pieces->list, change_json(pieces->causes, change));
    pieces->at = change->before.text + change->before.length;
}

/* Where an edit begins in the source of its batch. */
static size_t start_of(const zhnorm_batch *batch, size_t edit)
{
    return (size_t)(batch->edits[edit].source_offset - batch->source_offset);
}

static size_t end_of(const zhnorm_batch *batch, size_t edit)
{
    return start_of(batch, edit) + batch->edits[edit].source_length;
}

/* Where a character begins at or before `at`. */
static size_t character_start(const zhnorm_batch *batch, size_t at)
{
    while (at > 0 && ((unsigned char)batch->source[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* The part of a stretch that is shown, with `focus` in it; it divides no edit. */
static struct zn_report_stretch
shown_part(const zhnorm_batch *batch, const struct zn_report_stretch *stretch, size_t focus)
{
    struct zn_report_stretch part = *stretch;

    if (stretch->source_end - stretch->source_start <= LINE_MOST)
        return part;
    if (start_of(batch, focus) - stretch->source_start > LEAD_MOST) {
        part.source_start = character_start(batch, start_of(batch, focus) - LEAD_MOST);
        while (end_of(batch, part.first) <= part.source_start && part.first < focus)
            part.first++;
        if (start_of(batch, part.first) < part.source_start)
            part.source_start = start_of(batch, part.first);
    }
    if (stretch->source_end - part.source_start > LINE_MOST) {
        part.source_end = character_start(batch, part.source_start + LINE_MOST);
        while (part.end - 1 > focus && start_of(batch, part.end - 1) >= part.source_end)
            part.end--;
        if (end_of(batch, part.end - 1) > part.source_end)
            part.source_end = end_of(batch, part.end - 1);
    }
    return part;
}

json_t *zn_report_line(struct zn_report_causes *causes, const zhnorm_batch *batch,
                       const struct zn_report_stretch *stretch, size_t focus, int *cut)
{
    struct zn_report_stretch part = shown_part(batch, stretch, focus);
    zhnorm_batch shown = *batch;
    struct zn_cli_walk walk;
    struct pieces pieces = {causes, json_array(), batch->source + part.source_start};

    shown.edits += part.first;
    shown.edit_count = part.end - part.first;
    shown.source += part.source_start;
    shown.source_length = part.source_end - part.source_start;
    shown.source_offset += part.source_start;
    zn_cli_walk_init(&walk);
    zn_cli_walk_batch(&walk, &shown, append_change, &pieces);
    append_kept(&pieces, shown.source + shown.source_length);
    *cut = (part.source_start > stretch->source_start ? CUT_BEFORE : 0) |
           (part.source_end < stretch->source_end ? CUT_BEHIND : 0);
    return pieces.list;
}
