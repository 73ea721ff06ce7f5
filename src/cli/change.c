/* See change.h. */
#include "cli/change.h"

/*
 * Grows a piece by what lies beside it in `whole`.  False: it would no longer lie
 * within that.
 */
static bool grow(struct zn_cli_span *piece, const char *whole, size_t length, size_t before,
                 size_t behind)
{
    size_t start = (size_t)(piece->text - whole);

    if (before > start || behind > length - start - piece->length)
        return false;
    piece->text -= before;
    piece->length += before + behind;
    return true;
}

/* Finds the entry that decided about a change whose pieces are known. */
static void find_entry(struct zn_cli_change *change)
{
    const zhnorm_edit *edit = change->edit;
    const zhnorm_batch *batch = change->batch;

    change->key = change->before;
    change->value = change->after;
    change->has_entry = (edit->flags & ZHNORM_EDIT_ENTRY) != 0 && edit->source_length != 0 &&
                        grow(&change->key, batch->source, batch->source_length,
                             edit->entry_before, edit->entry_behind) &&
                        grow(&change->value, batch->output, batch->output_length,
                             edit->entry_before, edit->entry_behind);
}

void zn_cli_walk_init(struct zn_cli_walk *walk)
{
    *walk = (struct zn_cli_walk){.output = 0};
    zn_cli_cursor_init(&walk->source);
}

/* Goes over text that is the same in source and output. */
static void pass_over(struct zn_cli_walk *walk, const char *text, size_t length)
{
    uint64_t before = walk->source.characters;

    zn_cli_cursor_advance(&walk->source, text, length);
    walk->output += walk->source.characters - before;
}

/* Goes over an edit, filling in where it begins and ends. */
static void pass_edit(struct zn_cli_walk *walk, struct zn_cli_change *change)
{
    struct zn_cli_cursor output;

    change->start = walk->source;
    change->output_start = walk->output;
    zn_cli_cursor_advance(&walk->source, change->before.text, change->before.length);
    zn_cli_cursor_init(&output);
    zn_cli_cursor_advance(&output, change->after.text, change->after.length);
    walk->output += output.characters;
    change->end = walk->source;
    change->output_end = walk->output;
}

void zn_cli_walk_batch(struct zn_cli_walk *walk, const zhnorm_batch *batch,
                       zn_cli_change_seen *seen, void *context)
{
    size_t at = 0; /* in the batch's source */

    for (size_t i = 0; i < batch->edit_count; i++) {
        const zhnorm_edit *edit = &batch->edits[i];
        size_t start = (size_t)(edit->source_offset - batch->source_offset);
        size_t output = (size_t)(edit->output_offset - batch->output_offset);
        struct zn_cli_change change = {
            .edit = edit,
            .batch = batch,
            .before = {batch->source + start, edit->source_length},
            .after = {batch->output + output, edit->output_length},
        };
        pass_over(walk, batch->source + at, start - at);
        pass_edit(walk, &change);
        find_entry(&change);
        seen(context, &change);
        at = start + edit->source_length;
    }
    pass_over(walk, batch->source + at, batch->source_length - at);
}
