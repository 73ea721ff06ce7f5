/* See shrink.h. */
#include "text/shrink.h"

#include "text/utf8.h"

/* An edit, its texts, and the list that what is left of it goes to. */
struct shrink {
    const zhnorm_edit *edit;
    const uint8_t *source;
    const uint8_t *output;
    struct zn_buffer *edits;
};

/* A part of an edit, by offsets into its texts. */
struct part {
    size_t source_from;
    size_t source_to;
    size_t output_from;
    size_t output_to;
};

/* How much of an entry's key lies beside the part is known as long as it all is. */
static bool add_part(const struct shrink *shrink, const struct part *part)
{
    zhnorm_edit edit = *shrink->edit;
    edit.source_offset += part->source_from;
    edit.output_offset += part->output_from;
    edit.source_length = (uint32_t)(part->source_to - part->source_from);
    edit.output_length = (uint32_t)(part->output_to - part->output_from);
    if ((edit.flags & ZHNORM_EDIT_ENTRY) != 0) {
        edit.entry_before = (uint16_t)part->source_from;
        edit.entry_behind = (uint16_t)(shrink->edit->source_length - part->source_to);
    }
    return zn_buffer_append(shrink->edits, &edit, sizeof edit);
}

/* ---- Cutting off the ends -------------------------------------------------------- */

/* The length of the character at `text`; what is not UTF-8 goes in maximal subparts. */
static size_t length_at(const uint8_t *text, size_t rest)
{
    return zn_utf8_maximal_subpart(text, rest);
}

/* Moves the start of a part behind what is the same at both starts. */
static void cut_start(const struct shrink *shrink, struct part *part)
{
    while (part->source_from < part->source_to && part->output_from < part->output_to) {
        const uint8_t *source = shrink->source + part->source_from;
        const uint8_t *output = shrink->output + part->output_from;
        size_t length = length_at(source, part->source_to - part->source_from);
        if (length != length_at(output, part->output_to - part->output_from) ||
            memcmp(source, output, length) != 0)
            return;
        part->source_from += length;
        part->output_from += length;
    }
}

/* Moves the end of a part before what is the same at both ends. */
static void cut_end(const struct shrink *shrink, struct part *part)
{
    size_t source = part->source_to;
    size_t output = part->output_to;
    while (source > part->source_from && output > part->output_from &&
           shrink->source[source - 1] == shrink->output[output - 1]) {
        source--;
        output--;
        if (!zn_utf8_is_continuation(shrink->source[source])) {
            part->source_to = source;
            part->output_to = output;
        }
    }
}

/* ---- Character by character ------------------------------------------------------- */

static size_t count_characters(const uint8_t *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length; count++)
        at += length_at(text + at, length - at);
    return count;
}

/* Have both texts the same number of characters? */
static bool is_even(const struct shrink *shrink)
{
    return count_characters(shrink->source, shrink->edit->source_length) ==
           count_characters(shrink->output, shrink->edit->output_length);
}

/* Adds the characters that are not the same, neighbours as one part. */
static bool divide(const struct shrink *shrink)
{
    const zhnorm_edit *edit = shrink->edit;
    struct part part = {0, 0, 0, 0};
    while (part.source_to < edit->source_length) {
        const uint8_t *source = shrink->source + part.source_to;
        const uint8_t *output = shrink->output + part.output_to;
        struct part next = part;
        next.source_to += length_at(source, edit->source_length - part.source_to);
        next.output_to += length_at(output, edit->output_length - part.output_to);
        bool same = next.source_to - part.source_to == next.output_to - part.output_to &&
                    memcmp(source, output, next.source_to - part.source_to) == 0;
        if (same) {
            if (part.source_from < part.source_to && !add_part(shrink, &part))
                return false;
            next.source_from = next.source_to;
            next.output_from = next.output_to;
        }
        part = next;
    }
    return part.source_from == part.source_to || add_part(shrink, &part);
}

bool zn_shrink(const zhnorm_edit *edit, const uint8_t *source, const uint8_t *output,
               struct zn_buffer *edits)
{
    struct shrink shrink = {edit, source, output, edits};
    if (is_even(&shrink))
        return divide(&shrink);
    struct part part = {0, edit->source_length, 0, edit->output_length};
    cut_start(&shrink, &part);
    cut_end(&shrink, &part);
    return add_part(&shrink, &part);
}
