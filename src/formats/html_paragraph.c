/* See html_paragraph.h. */
#include "formats/html_paragraph.h"

#include <string.h>

#include "text/space_white.h"
#include "text/utf8.h"

static struct zn_field_piece *piece_at(const struct zn_field *field, size_t index)
{
    return (struct zn_field_piece *)(void *)field->pieces.data + index;
}

/* ---- White space at both ends -------------------------------------------------------- */

/* The length of the white space that a text begins with. */
static size_t white_prefix(const uint8_t *text, size_t length)
{
    const uint8_t *end = text + length;
    const uint8_t *at = text;
    size_t step;

    while (at < end &&
           ((step = zn_white_space(at, end)) != 0 || (step = zn_white_line_end(at, end)) != 0))
        at += step;
    return (size_t)(at - text);
}

/* The length of the white space that a text ends with. */
static size_t white_suffix(const uint8_t *text, size_t length)
{
    size_t at = length;

    while (at != 0) {
        size_t start = at - 1;
        while (start != 0 && at - start < ZN_UTF8_MAX && zn_utf8_is_continuation(text[start]))
            start--;
        if (white_prefix(text + start, at - start) != at - start)
            break;
        at = start;
    }
    return length - at;
}

static void trim_end(struct zn_field *field)
{
    size_t count = zn_field_piece_count(field);

    while (count != 0) {
        struct zn_field_piece *last = piece_at(field, count - 1);
        size_t white = white_suffix(field->text.data + last->text, last->text_length);
        if (white != last->text_length) {
            if (last->kind == ZN_PIECE_SAME) {
                last->text_length -= white;
                last->source_length -= white;
                field->text.length -= white;
            }
            break;
        }
        field->text.length = last->text;
        count--;
    }
    field->pieces.length = count * sizeof(struct zn_field_piece);
}

/* Takes the first `pieces` and the first `bytes` of the text away. */
static void drop_start(struct zn_field *field, size_t pieces, size_t bytes)
{
    size_t count = zn_field_piece_count(field) - pieces;

    if (bytes == 0)
        return;
    memmove(field->text.data, field->text.data + bytes, field->text.length - bytes);
    field->text.length -= bytes;
    memmove(piece_at(field, 0), piece_at(field, pieces),
            count * sizeof(struct zn_field_piece));
    field->pieces.length = count * sizeof(struct zn_field_piece);
    for (size_t i = 0; i < count; i++) {
        struct zn_field_piece *piece = piece_at(field, i);
        /* The first may have lost its beginning. */
        size_t lost = piece->text < bytes ? bytes - piece->text : 0;
        piece->text = piece->text + lost - bytes;
        piece->text_length -= lost;
        piece->source += lost;
        piece->source_length -= lost;
    }
}

static void trim_start(struct zn_field *field)
{
    size_t count = zn_field_piece_count(field);
    size_t i = 0;
    size_t bytes = 0;

    for (; i < count; i++) {
        const struct zn_field_piece *piece = piece_at(field, i);
        size_t white = white_prefix(field->text.data + piece->text, piece->text_length);
        if (white == piece->text_length || piece->kind == ZN_PIECE_SAME)
            bytes += white;
        if (white != piece->text_length)
            break;
    }
    drop_start(field, i, bytes);
}

/* ---- Parts --------------------------------------------------------------------------- */

/* The text of a part: what becomes of it takes some eighty times as much memory. */
#define PART_SIZE ((size_t)64 << 10)

void zn_html_read_paragraph(struct zn_html_reader *reader, const struct zn_html_page *page,
                            const struct zn_html_items *items, struct zn_html_range range,
                            uint32_t paragraph)
{
    *reader = (struct zn_html_reader){.page = page,
                                      .items = items,
                                      .range = range,
                                      .paragraph = paragraph,
                                      .text = {.value = ""}};
}

void zn_html_read_value(struct zn_html_reader *reader, const struct zn_html_page *page,
                        const struct zn_html_item *item)
{
    *reader = (struct zn_html_reader){.page = page,
                                      .text = {.source = page->source + item->source,
                                               .length = item->length,
                                               .at = item->source,
                                               .value = item->value},
                                      .is_value = true};
}

/* What is no text, or is not understood, stands in the paragraph. */
static void add_standing(struct zn_field *field, size_t source)
{
    zn_field_pinned(field, ZN_FIELD_OBJECT, sizeof ZN_FIELD_OBJECT - 1, source, 0);
}

/* The text of an item, which ends where the next one begins at the latest. */
static struct zn_html_text text_of(const struct zn_html_reader *reader, size_t index)
{
    const struct zn_html_item *item = zn_html_items_at(reader->items, index);
    size_t end =
        index + 1 < zn_html_items_count(reader->items) ? item[1].source : reader->page->length;
    size_t length = end - item->source;

    return (struct zn_html_text){.source = reader->page->source + item->source,
                                 .length = length < item->length ? length : item->length,
                                 .at = item->source,
                                 .value = item->value,
                                 .has_tags = !item->is_plain};
}

/* Goes to the next text; what stands before it is added.  False: there is none. */
static bool go_to_text(struct zn_html_reader *reader, struct zn_field *field)
{
    while (reader->range.from < reader->range.to) {
        size_t index = reader->range.from++;
        const struct zn_html_item *item = zn_html_items_at(reader->items, index);
        if (item->paragraph != reader->paragraph)
            continue;
        if (item->kind == ZN_HTML_STANDING)
            add_standing(field, item->source);
        if (item->kind == ZN_HTML_TEXT) {
            reader->text = text_of(reader, index);
            return true;
        }
    }
    return false;
}

/* Fills the field; `*is_last`: nothing is left.  False: what it holds is no text. */
static bool fill(struct zn_html_reader *reader, struct zn_field *field, bool *is_last)
{
    bool has_text = false;

    zn_field_reset(field);
    *is_last = false;
    while (!zn_html_is_full(field, PART_SIZE) && !*is_last) {
        if (*reader->text.value == '\0' && !go_to_text(reader, field)) {
            *is_last = true;
        } else if (zn_html_align(field, &reader->text, PART_SIZE)) {
            has_text = true;
        } else {
            if (!reader->is_value)
                add_standing(field, reader->text.at);
            reader->text.value = "";
        }
    }
    return has_text;
}

bool zn_html_read(struct zn_html_reader *reader, struct zn_field *field)
{
    bool is_last = false;

    while (!is_last) {
        if (!fill(reader, field, &is_last))
            continue;
        if (is_last && !reader->is_value)
            trim_end(field);
        if (!reader->has_begun && !reader->is_value)
            trim_start(field);
        reader->has_begun = true;
        if (zn_field_piece_count(field) != 0 || field->failed)
            return true;
    }
    return false;
}

struct zn_html_range zn_html_extent(const struct zn_field *field)
{
    const struct zn_field_piece *pieces = zn_field_pieces(field);
    const struct zn_field_piece *last = &pieces[zn_field_piece_count(field) - 1];

    return (struct zn_html_range){pieces[0].source, last->source + last->source_length};
}
