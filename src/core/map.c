/*
 * Finding one's way between source and output by edits, and counting in other
 * units than bytes.
 */
#include <stdbool.h>
#include <stddef.h>

#include "text/utf8.h"
#include "zhnorm/zhnorm.h"

/* ---- Maps ------------------------------------------------------------------------- */

/* Where an edit lies in one of the two texts. */
struct span {
    uint64_t from;
    uint64_t to;
};

static struct span span_of(const zhnorm_edit *edit, bool output)
{
    return output
               ? (struct span){edit->output_offset, edit->output_offset + edit->output_length}
               : (struct span){edit->source_offset, edit->source_offset + edit->source_length};
}

/*
 * How many edits lie before an offset: those that end there, too, but for an end
 * those only that do not begin there.
 */
static size_t count_before(const zhnorm_edit *edits, size_t count, uint64_t offset,
                           bool output, int edge)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct span span = span_of(&edits[middle], output);
        bool before = edge == ZHNORM_EDGE_END ? span.to <= offset && span.from < offset
                                              : span.to <= offset;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Maps an offset into the output, or else into the source, to the other text. */
static uint64_t map(const zhnorm_edit *edits, size_t count, uint64_t offset, bool output,
                    int edge)
{
    size_t before = count_before(edits, count, offset, output, edge);
    if (before < count && span_of(&edits[before], output).from < offset) {
        struct span other = span_of(&edits[before], !output);
        return edge == ZHNORM_EDGE_END ? other.to : other.from;
    }
    if (before == 0)
        return offset;
    return span_of(&edits[before - 1], !output).to +
           (offset - span_of(&edits[before - 1], output).to);
}

uint64_t zhnorm_map_to_source(const zhnorm_edit *edits, size_t count, uint64_t output_offset,
                              int edge)
{
    return map(edits, count, output_offset, true, edge);
}

uint64_t zhnorm_map_to_output(const zhnorm_edit *edits, size_t count, uint64_t source_offset,
                              int edge)
{
    return map(edits, count, source_offset, false, edge);
}

/* ---- Units ------------------------------------------------------------------------ */

/* A place in a text, counted in every unit. */
struct place {
    uint64_t units[ZHNORM_UNIT_UTF16 + 1];
};

/* The place behind the character that begins at `place`. */
static struct place behind(const uint8_t *text, size_t length, struct place place)
{
    size_t at = (size_t)place.units[ZHNORM_UNIT_BYTE];
    size_t bytes = zn_utf8_maximal_subpart(text + at, length - at);
    /* Only a whole sequence of four bytes stands for a code point above U+FFFF. */
    bool is_pair = bytes == ZN_UTF8_MAX;
    place.units[ZHNORM_UNIT_BYTE] += bytes;
    place.units[ZHNORM_UNIT_CODE_POINT] += 1;
    place.units[ZHNORM_UNIT_UTF16] += is_pair ? 2 : 1;
    return place;
}

static bool is_unit(int unit)
{
    return unit >= ZHNORM_UNIT_BYTE && unit <= ZHNORM_UNIT_UTF16;
}

/* Goes through a text, and tells of offsets that do not descend. */
struct counter {
    const uint8_t *text;
    size_t length;
    struct place place;
    int from;
    int to;
};

static uint64_t convert(struct counter *counter, uint64_t offset)
{
    while (counter->place.units[ZHNORM_UNIT_BYTE] < counter->length) {
        struct place next = behind(counter->text, counter->length, counter->place);
        if (next.units[counter->from] > offset)
            break;
        counter->place = next;
    }
    return counter->place.units[counter->to];
}

int zhnorm_offsets_convert(const char *text, size_t length, uint64_t *offsets, size_t count,
                           int from, int to)
{
    if (!is_unit(from) || !is_unit(to))
        return ZHNORM_ERROR_ARGUMENT;
    for (size_t i = 1; i < count; i++) {
        if (offsets[i] < offsets[i - 1])
            return ZHNORM_ERROR_ARGUMENT;
    }
    struct counter counter = {(const uint8_t *)text, length, {{0}}, from, to};
    for (size_t i = 0; i < count; i++)
        offsets[i] = convert(&counter, offsets[i]);
    return ZHNORM_OK;
}

/* Does a span begin where the last one ended or later, and end within `length`? */
static bool follows(struct span span, uint64_t last, uint64_t length)
{
    return span.from >= last && span.from <= span.to && span.to <= length;
}

/* Do the edits ascend and lie within the texts, with the keys of their entries? */
static bool are_in_order(const zhnorm_edit *edits, size_t count, size_t source_length,
                         size_t output_length)
{
    struct span source = {0, 0};
    struct span output = {0, 0};
    for (size_t i = 0; i < count; i++) {
        uint64_t source_end = source.to;
        uint64_t output_end = output.to;
        source = span_of(&edits[i], false);
        output = span_of(&edits[i], true);
        if (!follows(source, source_end, source_length) ||
            !follows(output, output_end, output_length) ||
            edits[i].entry_before > source.from ||
            edits[i].entry_behind > source_length - source.to)
            return false;
    }
    return true;
}

/* How many of `bytes` bytes at `text` are in a unit. */
static uint16_t measure(const uint8_t *text, size_t bytes, int unit)
{
    struct place place = {{0}};
    while (place.units[ZHNORM_UNIT_BYTE] < bytes)
        place = behind(text, bytes, place);
    return (uint16_t)place.units[unit];
}

static void convert_edit(zhnorm_edit *edit, struct counter *source, struct counter *output)
{
    const uint8_t *text = source->text + edit->source_offset;
    uint64_t source_end = edit->source_offset + edit->source_length;
    uint64_t output_end = edit->output_offset + edit->output_length;
    edit->entry_before = measure(text - edit->entry_before, edit->entry_before, source->to);
    edit->entry_behind = measure(text + edit->source_length, edit->entry_behind, source->to);
    edit->source_offset = convert(source, edit->source_offset);
    edit->source_length = (uint32_t)(convert(source, source_end) - edit->source_offset);
    edit->output_offset = convert(output, edit->output_offset);
    edit->output_length = (uint32_t)(convert(output, output_end) - edit->output_offset);
}

int zhnorm_edits_convert(zhnorm_edit *edits, size_t count, const char *source,
                         size_t source_length, const char *output, size_t output_length,
                         int unit)
{
    if (!is_unit(unit) || !are_in_order(edits, count, source_length, output_length))
        return ZHNORM_ERROR_ARGUMENT;
    struct counter in = {
        (const uint8_t *)source, source_length, {{0}}, ZHNORM_UNIT_BYTE, unit};
    struct counter out = {
        (const uint8_t *)output, output_length, {{0}}, ZHNORM_UNIT_BYTE, unit};
    for (size_t i = 0; i < count; i++)
        convert_edit(&edits[i], &in, &out);
    return ZHNORM_OK;
}
