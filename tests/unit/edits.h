/*
 * What must hold of the edits of every conversion, for unit tests and fuzzing.
 */
#ifndef ZN_TESTS_UNIT_EDITS_H
#define ZN_TESTS_UNIT_EDITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "zhnorm/zhnorm.h"

/* A source, what became of it, and how. */
struct edited {
    const char *source;
    size_t source_length;
    const char *output;
    size_t output_length;
    const zhnorm_edit *edits;
    size_t count;
};

static inline bool edit_is_kept(const zhnorm_edit *edit)
{
    return (edit->flags & ZHNORM_EDIT_KEPT) != 0;
}

/* Are `length` bytes the same, from these offsets on? */
static inline bool edited_is_same(const struct edited *edited, uint64_t source,
                                  uint64_t output, uint64_t length)
{
    return source + length <= edited->source_length &&
           output + length <= edited->output_length &&
           (length == 0 ||
            memcmp(edited->source + source, edited->output + output, (size_t)length) == 0);
}

/* The bytes of the character at the start, or at the end, of a text that is UTF-8. */
static inline size_t edited_first(const char *text, size_t length)
{
    size_t size = 1;
    while (size < length && ((uint8_t)text[size] & 0xC0) == 0x80)
        size++;
    return size;
}

static inline size_t edited_last(const char *text, size_t length)
{
    size_t size = 1;
    while (size < length && ((uint8_t)text[length - size] & 0xC0) == 0x80)
        size++;
    return size;
}

/* Could a character at an end of the edit be left out of it? */
static inline bool edit_is_too_long(const struct edited *edited, const zhnorm_edit *edit)
{
    const char *source = edited->source + edit->source_offset;
    const char *output = edited->output + edit->output_offset;
    size_t source_length = edit->source_length;
    size_t output_length = edit->output_length;
    if (source_length == 0 || output_length == 0)
        return false;
    size_t first = edited_first(source, source_length);
    size_t last = edited_last(source, source_length);
    return (first == edited_first(output, output_length) &&
            memcmp(source, output, first) == 0) ||
           (last == edited_last(output, output_length) &&
            memcmp(source + source_length - last, output + output_length - last, last) == 0);
}

/* The steps that the rules of an edit belong to. */
static inline uint32_t edit_steps(const zhnorm_edit *edit)
{
    zhnorm_rule_info rule;
    uint32_t steps = 0;
    for (size_t i = 0; zhnorm_rule_at(i, &rule) == ZHNORM_OK; i++)
        steps |= (edit->rules >> i & 1) != 0 ? rule.step : 0;
    return steps;
}

/* What is wrong with an edit by itself; NULL: nothing. */
static inline const char *wrong_edit(const struct edited *edited, const zhnorm_edit *edit)
{
    uint64_t source_end = edit->source_offset + edit->source_length;
    bool same =
        edit->source_length == edit->output_length &&
        edited_is_same(edited, edit->source_offset, edit->output_offset, edit->source_length);
    bool script = (edit->passes & ZHNORM_PASS_SCRIPT) != 0;
    if (source_end > edited->source_length ||
        edit->output_offset + edit->output_length > edited->output_length)
        return "an edit lies outside the text";
    if (same != edit_is_kept(edit))
        return "an edit changes nothing, or a character that was kept changes";
    if (edit_is_kept(edit) && (!script || (edit->flags & ZHNORM_EDIT_AMBIGUOUS) == 0))
        return "what was kept is not ambiguous";
    if (!edit_is_kept(edit) && edit_is_too_long(edited, edit))
        return "an edit could be shorter";
    if (edit->passes == 0 || (edit->passes & ZHNORM_STEPS_ARTICLE) != edit_steps(edit))
        return "the steps of an edit are not those of its rules";
    if (script != (edit->dict != NULL) || (script && *edit->dict == '\0'))
        return "an edit of the script names no dictionary, or another one does";
    if (edit->entry_before > edit->source_offset ||
        edit->entry_behind > edited->source_length - source_end)
        return "the key of an entry lies outside the text";
    return NULL;
}

/* What is wrong with how the edits lead from the source to the output. */
static inline const char *wrong_path(const struct edited *edited)
{
    uint64_t source = 0;
    uint64_t output = 0;
    for (size_t i = 0; i < edited->count; i++) {
        const zhnorm_edit *edit = &edited->edits[i];
        if (edit->source_offset < source || edit->output_offset < output)
            return "edits overlap, or are not in order";
        if (edit->source_offset - source != edit->output_offset - output ||
            !edited_is_same(edited, source, output, edit->source_offset - source))
            return "the text between two edits is not the same";
        const char *wrong = wrong_edit(edited, edit);
        if (wrong != NULL)
            return wrong;
        source = edit->source_offset + edit->source_length;
        output = edit->output_offset + edit->output_length;
    }
    if (edited->source_length - source != edited->output_length - output ||
        !edited_is_same(edited, source, output, edited->source_length - source))
        return "the text behind the last edit is not the same";
    return NULL;
}

/* What is wrong with the map of one edge, to the source or to the output. */
static inline const char *wrong_map(const struct edited *edited, int edge, bool to_source)
{
    size_t from_length = to_source ? edited->output_length : edited->source_length;
    size_t to_length = to_source ? edited->source_length : edited->output_length;
    uint64_t last = 0;
    for (uint64_t at = 0; at <= from_length; at++) {
        uint64_t mapped = to_source
                              ? zhnorm_map_to_source(edited->edits, edited->count, at, edge)
                              : zhnorm_map_to_output(edited->edits, edited->count, at, edge);
        if (mapped < last || mapped > to_length)
            return "a map is not monotone, or leads outside the text";
        last = mapped;
    }
    return NULL;
}

/* What is wrong with the edits and their maps; NULL: nothing. */
static inline const char *wrong_edits(const struct edited *edited)
{
    const char *wrong = wrong_path(edited);
    for (int edge = ZHNORM_EDGE_START; wrong == NULL && edge <= ZHNORM_EDGE_END; edge++) {
        wrong = wrong_map(edited, edge, true);
        if (wrong == NULL)
            wrong = wrong_map(edited, edge, false);
    }
    return wrong;
}

#endif
