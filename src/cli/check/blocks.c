/* See blocks.h. */
#include "cli/check/blocks.h"

#include <stdbool.h>
#include <string.h>

static bool begins_line(const char *text, size_t offset)
{
    return offset == 0 || text[offset - 1] == '\n';
}

static bool both_begin_line(const struct zn_cli_diff *diff, struct zn_cli_point point)
{
    return begins_line(diff->source, point.source) && begins_line(diff->output, point.output);
}

/* Where edit `index` begins; behind the last one the ends of the texts. */
static struct zn_cli_point edit_start(const struct zn_cli_diff *diff, size_t index)
{
    if (index == diff->edit_count)
        return (struct zn_cli_point){diff->source_length, diff->output_length};
    const zhnorm_edit *edit = &diff->edits[index];
    return (struct zn_cli_point){(size_t)edit->source_offset, (size_t)edit->output_offset};
}

/* Where edit `index` ends. */
static struct zn_cli_point edit_end(const struct zn_cli_diff *diff, size_t index)
{
    struct zn_cli_point end = edit_start(diff, index);

    end.source += diff->edits[index].source_length;
    end.output += diff->edits[index].output_length;
    return end;
}

/*
 * Finds where the block that holds edit `first` ends: behind the edit if lines begin
 * there, else behind the first line feed that no edit touches.
 */
static void find_end(const struct zn_cli_diff *diff, size_t first, struct zn_cli_block *block)
{
    for (size_t i = first;; i++) {
        struct zn_cli_point end = edit_end(diff, i);
        struct zn_cli_point next = edit_start(diff, i + 1);
        block->edit_end = i + 1;
        block->end = end;
        if (both_begin_line(diff, end))
            return;
        const char *text = diff->source + end.source;
        const char *feed = memchr(text, '\n', next.source - end.source);
        size_t length = feed != NULL ? (size_t)(feed - text) + 1 : next.source - end.source;
        block->end = (struct zn_cli_point){end.source + length, end.output + length};
        if (feed != NULL || i + 1 == diff->edit_count)
            return;
    }
}

void zn_cli_block_find(const struct zn_cli_diff *diff, size_t first, struct zn_cli_point from,
                       struct zn_cli_block *block)
{
    struct zn_cli_point start = edit_start(diff, first);

    while (start.source > from.source && diff->source[start.source - 1] != '\n') {
        start.source--;
        start.output--;
    }
    block->start = start;
    block->first_edit = first;
    find_end(diff, first, block);
}
