/* See join.h. */
#include "cli/report/join.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define KEPT_MOST ((size_t)8 << 10) /* bytes of the source */

/* Makes room for `count` elements.  False: no memory. */
static bool reserve(void **buffer, size_t *capacity, size_t count, size_t size)
{
    if (count <= *capacity)
        return true;
    void *longer = realloc(*buffer, 2 * count * size);
    if (longer == NULL)
        return false;
    *buffer = longer;
    *capacity = 2 * count;
    return true;
}

/* Puts a part of a batch into the buffers, behind what is there.  False: no memory. */
static bool append(struct zn_report_join *join, const zhnorm_batch *part)
{
    zhnorm_batch *kept = &join->kept;
    void *source = join->source;
    void *output = join->output;
    void *edits = join->edits;
    bool done =
        reserve(&source, &join->source_capacity, kept->source_length + part->source_length, 1);

    done = done && reserve(&output, &join->output_capacity,
                           kept->output_length + part->output_length, 1);
    done = done && reserve(&edits, &join->edit_capacity, kept->edit_count + part->edit_count,
                           sizeof *join->edits);
    join->source = source;
    join->output = output;
    join->edits = edits;
    if (!done)
        return false;
    if (part->source_length != 0)
        memmove(join->source + kept->source_length, part->source, part->source_length);
    if (part->output_length != 0)
        memmove(join->output + kept->output_length, part->output, part->output_length);
    if (part->edit_count != 0)
        memmove(join->edits + kept->edit_count, part->edits,
                part->edit_count * sizeof *join->edits);
    kept->source = join->source;
    kept->output = join->output;
    kept->edits = join->edits;
    kept->source_length += part->source_length;
    kept->output_length += part->output_length;
    kept->edit_count += part->edit_count;
    return true;
}

/* Where the last line begins that is not complete. */
static uint64_t last_line(const zhnorm_batch *batch)
{
    size_t at = batch->source_length;

    while (at > 0 && batch->source[at - 1] != '\n')
        at--;
    return batch->source_offset + at;
}

/* Where the source of the first `count` edits, and text up to `source`, ends in the output. */
static uint64_t output_end(const zhnorm_batch *batch, size_t count, uint64_t source)
{
    if (count == 0)
        return batch->output_offset + (source - batch->source_offset);
    const zhnorm_edit *last = &batch->edits[count - 1];
    return last->output_offset + last->output_length +
           (source - (last->source_offset + last->source_length));
}

/*
 * Divides a batch before its last line, or before an edit that reaches into it; not at
 * all where that is far back.
 */
static void divide(const zhnorm_batch *batch, zhnorm_batch *lines, zhnorm_batch *rest)
{
    uint64_t source_end = batch->source_offset + batch->source_length;
    uint64_t start = last_line(batch);
    size_t count = batch->edit_count;

    while (count != 0 && batch->edits[count - 1].source_offset >= start)
        count--;
    if (count != 0 &&
        batch->edits[count - 1].source_offset + batch->edits[count - 1].source_length > start)
        start = batch->edits[--count].source_offset;
    if (source_end - start > KEPT_MOST) {
        start = source_end;
        count = batch->edit_count;
    }

    uint64_t output = count == batch->edit_count && start == source_end
                          ? batch->output_offset + batch->output_length
                          : output_end(batch, count, start);
    *lines = *batch;
    lines->edit_count = count;
    lines->source_length = (size_t)(start - batch->source_offset);
    lines->output_length = (size_t)(output - batch->output_offset);
    *rest = *batch;
    rest->edit_count -= count;
    rest->source_length -= lines->source_length;
    rest->source_offset = start;
    rest->output_length -= lines->output_length;
    rest->output_offset = output;
    /* To NULL, where there are none or nothing, not even 0 may be added. */
    if (count != 0)
        rest->edits += count;
    if (lines->source_length != 0)
        rest->source += lines->source_length;
    if (lines->output_length != 0)
        rest->output += lines->output_length;
}

bool zn_report_join_add(struct zn_report_join *join, const zhnorm_batch *batch,
                        zn_report_lines *take, void *context)
{
    zhnorm_batch whole = *batch;
    zhnorm_batch lines;
    zhnorm_batch rest;

    if (join->kept.source_length != 0 || join->kept.edit_count != 0) {
        if (!append(join, batch))
            return false;
        whole = join->kept;
    }
    divide(&whole, &lines, &rest);
    if (lines.source_length != 0 && !take(context, &lines))
        return false;
    join->kept = (zhnorm_batch){.source_offset = rest.source_offset,
                                .output_offset = rest.output_offset};
    return append(join, &rest);
}

bool zn_report_join_end(struct zn_report_join *join, zn_report_lines *take, void *context)
{
    zhnorm_batch last = join->kept;

    join->kept = (zhnorm_batch){0};
    return (last.source_length == 0 && last.edit_count == 0) || take(context, &last);
}

void zn_report_join_free(struct zn_report_join *join)
{
    free(join->source);
    free(join->output);
    free(join->edits);
    *join = (struct zn_report_join){0};
}
