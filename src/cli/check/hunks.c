/* See hunks.h.  Blocks with few lines between them make up a hunk. */
#include "cli/check/hunks.h"

#include <stdint.h>
#include <string.h>

#include "cli/check/blocks.h"
#include "cli/color.h"
#include "cli/message.h"
#include "cli/visible.h"
#include "rules/memory.h"
#include "text/buffer.h"

#define CONTEXT 3 /* lines before and behind a hunk */

/* A hunk that is being gathered. */
struct hunk {
    struct zn_buffer blocks;   /* of struct zn_cli_block */
    struct zn_cli_point lines; /* lines before the first block */
    struct zn_cli_point limit; /* the end of the block before it */
};

/* ---- Lines ------------------------------------------------------------------------ */

/* The lines in a text; a last one without a line feed is one as well. */
static size_t count_lines(const char *text, size_t start, size_t end)
{
    size_t lines = 0;

    while (start < end) {
        const char *feed = memchr(text + start, '\n', end - start);
        start = feed != NULL ? (size_t)(feed - text) + 1 : end;
        lines++;
    }
    return lines;
}

/* Where up to CONTEXT lines before `end` begin, but not before `start`. */
static size_t context_start(const char *text, size_t start, size_t end)
{
    for (size_t lines = 0; end > start && lines < CONTEXT; lines++) {
        end--;
        while (end > start && text[end - 1] != '\n')
            end--;
    }
    return end;
}

/* Where up to CONTEXT lines from `start` on end, but not behind `end`. */
static size_t context_end(const char *text, size_t start, size_t end)
{
    for (size_t lines = 0; start < end && lines < CONTEXT; lines++) {
        const char *feed = memchr(text + start, '\n', end - start);
        start = feed != NULL ? (size_t)(feed - text) + 1 : end;
    }
    return start;
}

/* ---- Printing --------------------------------------------------------------------- */

/* One side of a diff, as far as printing differs. */
struct side {
    char sign;
    const char *text;
    bool is_source;
    enum zn_cli_style style;
};

/* The bytes of an edit on one side. */
static void edit_range(const zhnorm_edit *edit, bool is_source, size_t *start, size_t *end)
{
    *start = (size_t)(is_source ? edit->source_offset : edit->output_offset);
    *end = *start + (is_source ? edit->source_length : edit->output_length);
}

/*
 * Finds the next bytes that edits from `*index` on changed, of a line of which
 * `*start` to `end` are left: edits without anything between them are one.  False:
 * there are none.
 */
static bool next_mark(const struct zn_cli_diff *diff, const struct side *side,
                      const struct zn_cli_block *block, size_t *index, size_t *start,
                      size_t *end)
{
    size_t line_end = *end;
    bool found = false;

    for (; *index < block->edit_end; (*index)++) {
        size_t from;
        size_t to;
        edit_range(&diff->edits[*index], side->is_source, &from, &to);
        if (to <= *start || from == to)
            continue;
        if (from >= line_end || (found && from > *end))
            break;
        *start = found || from < *start ? *start : from;
        *end = to < line_end ? to : line_end;
        found = true;
        if (to > line_end) /* it goes on in the next line */
            break;
    }
    return found && *start < *end;
}

/*
 * Prints a piece of a line.  Colour is for a reader, who is to see every character and
 * whose terminal none may steer; without it a diff is for patch.
 */
static void print_piece(FILE *out, bool color, const char *text, size_t length)
{
    if (color)
        (void)zn_cli_glyphs_print(out, text, length, SIZE_MAX);
    else
        fwrite(text, 1, length, out);
}

/* Prints a line without its line feed, with marks where edits changed it. */
static void print_marked(FILE *out, const struct zn_cli_diff *diff, const struct side *side,
                         const struct zn_cli_block *block, size_t start, size_t end)
{
    size_t index = block->first_edit;
    size_t from = start;
    size_t to = end;

    while (next_mark(diff, side, block, &index, &from, &to)) {
        print_piece(out, true, side->text + start, from - start);
        zn_cli_style_begin(out, true, ZN_CLI_STYLE_MARKED);
        print_piece(out, true, side->text + from, to - from);
        zn_cli_style_end(out, true, ZN_CLI_STYLE_MARKED);
        start = to;
        from = to;
        to = end;
    }
    print_piece(out, true, side->text + start, end - start);
}

/* Ends a line; only the last line of a text may have no line feed. */
static void end_line(FILE *out, bool has_feed)
{
    fputs(has_feed ? "\n" : "\n\\ No newline at end of file\n", out);
}

/* Prints the lines of a block on one side. */
static void print_side(FILE *out, const struct zn_cli_diff *diff, const struct side *side,
                       const struct zn_cli_block *block)
{
    size_t start = side->is_source ? block->start.source : block->start.output;
    size_t end = side->is_source ? block->end.source : block->end.output;

    while (start < end) {
        const char *feed = memchr(side->text + start, '\n', end - start);
        size_t line_end = feed != NULL ? (size_t)(feed - side->text) : end;
        zn_cli_style_begin(out, diff->color, side->style);
        fputc(side->sign, out);
        if (diff->color)
            print_marked(out, diff, side, block, start, line_end);
        else
            print_piece(out, false, side->text + start, line_end - start);
        zn_cli_style_end(out, diff->color, side->style);
        end_line(out, feed != NULL);
        start = feed != NULL ? line_end + 1 : end;
    }
}

/* Prints lines that are the same on both sides. */
static void print_context(FILE *out, const struct zn_cli_diff *diff, size_t start, size_t end)
{
    while (start < end) {
        const char *text = diff->source + start;
        const char *feed = memchr(text, '\n', end - start);
        size_t length = feed != NULL ? (size_t)(feed - text) : end - start;
        fputc(' ', out);
        print_piece(out, diff->color, text, length);
        end_line(out, feed != NULL);
        start += length + (feed != NULL ? 1 : 0);
    }
}

static void print_block(FILE *out, const struct zn_cli_diff *diff,
                        const struct zn_cli_block *block)
{
    const struct side sides[] = {{'-', diff->source, true, ZN_CLI_STYLE_BEFORE},
                                 {'+', diff->output, false, ZN_CLI_STYLE_AFTER}};

    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++)
        print_side(out, diff, &sides[i], block);
}

/* Prints where a hunk is on one side: of no line, the number of the one before. */
static void print_range(FILE *out, char sign, size_t before, size_t lines)
{
    fprintf(out, "%c%zu", sign, lines != 0 ? before + 1 : before);
    if (lines != 1)
        fprintf(out, ",%zu", lines);
}

static const struct zn_cli_block *hunk_blocks(const struct hunk *hunk, size_t *count)
{
    *count = hunk->blocks.length / sizeof(struct zn_cli_block);
    return (const struct zn_cli_block *)(const void *)hunk->blocks.data;
}

/* Prints a hunk, behind which the source stays as it is up to `limit`. */
static void print_hunk(FILE *out, const struct zn_cli_diff *diff, const struct hunk *hunk,
                       size_t limit)
{
    size_t count;
    const struct zn_cli_block *blocks = hunk_blocks(hunk, &count);
    const struct zn_cli_block *last = &blocks[count - 1];
    size_t start = context_start(diff->source, hunk->limit.source, blocks[0].start.source);
    size_t end = context_end(diff->source, last->end.source, limit);
    size_t lead = count_lines(diff->source, start, blocks[0].start.source);
    size_t trail = count_lines(diff->source, last->end.source, end);

    zn_cli_style_begin(out, diff->color, ZN_CLI_STYLE_HUNK);
    fputs("@@ ", out);
    print_range(out, '-', hunk->lines.source - lead,
                lead + count_lines(diff->source, blocks[0].start.source, last->end.source) +
                    trail);
    fputc(' ', out);
    print_range(out, '+', hunk->lines.output - lead,
                lead + count_lines(diff->output, blocks[0].start.output, last->end.output) +
                    trail);
    fputs(" @@", out);
    zn_cli_style_end(out, diff->color, ZN_CLI_STYLE_HUNK);
    fputc('\n', out);
    for (size_t i = 0; i < count; i++) {
        print_context(out, diff, start, blocks[i].start.source);
        print_block(out, diff, &blocks[i]);
        start = blocks[i].end.source;
    }
    print_context(out, diff, start, end);
}

/* Begins a hunk behind the one that has been printed. */
static void next_hunk(const struct zn_cli_diff *diff, struct hunk *hunk)
{
    size_t count;
    const struct zn_cli_block *blocks = hunk_blocks(hunk, &count);

    if (count == 0)
        return;
    struct zn_cli_point start = blocks[0].start;
    hunk->limit = blocks[count - 1].end;
    hunk->lines.source += count_lines(diff->source, start.source, hunk->limit.source);
    hunk->lines.output += count_lines(diff->output, start.output, hunk->limit.output);
    hunk->blocks.length = 0;
}

int zn_cli_hunks_print(FILE *out, const struct zn_cli_diff *diff)
{
    struct hunk hunk = {.lines = {0, 0}};
    struct zn_cli_block block = {.end = {0, 0}};
    bool has_memory = true;

    zn_buffer_init(&hunk.blocks, &zn_default_allocator);
    for (size_t i = 0; i < diff->edit_count && has_memory; i = block.edit_end) {
        struct zn_cli_point before = block.end;
        zn_cli_block_find(diff, i, before, &block);
        size_t between = count_lines(diff->source, before.source, block.start.source);
        if (hunk.blocks.length == 0 || between > (size_t)2 * CONTEXT) {
            if (hunk.blocks.length != 0)
                print_hunk(out, diff, &hunk, block.start.source);
            next_hunk(diff, &hunk);
            hunk.lines.source += between;
            hunk.lines.output += between;
        }
        has_memory = zn_buffer_append(&hunk.blocks, &block, sizeof block);
    }
    if (has_memory)
        print_hunk(out, diff, &hunk, diff->source_length);
    zn_buffer_free(&hunk.blocks);
    return has_memory ? ZN_CLI_DONE : zn_cli_memory_error();
}
