/* See html_paragraph.h. */
#include "formats/html_paragraph.h"

#include <string.h>

#include "formats/html_align.h"
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

/* ---- Items --------------------------------------------------------------------------- */

/* Adds a text up to `end`, where what comes next begins in the page. */
static bool add_text(struct zn_field *field, const struct zn_html_page *page,
                     const struct zn_html_item *item, size_t end)
{
    size_t length = end - item->source < item->length ? end - item->source : item->length;
    struct zn_html_text text = {.source = page->source + item->source,
                                .length = length,
                                .at = item->source,
                                .value = item->value,
                                .has_tags = !item->is_plain};

    return zn_html_align(field, &text);
}

/* What is no text, or is not understood, stands in the paragraph. */
static void add_standing(struct zn_field *field, size_t source)
{
    zn_field_pinned(field, ZN_FIELD_OBJECT, sizeof ZN_FIELD_OBJECT - 1, source, 0);
}

bool zn_html_paragraph(struct zn_field *field, const struct zn_html_page *page,
                       const struct zn_html_items *items, struct zn_html_range range,
                       uint32_t paragraph)
{
    size_t count = zn_html_items_count(items);
    bool has_text = false;

    zn_field_reset(field);
    for (size_t i = range.from; i < range.to; i++) {
        const struct zn_html_item *item = zn_html_items_at(items, i);
        size_t end = i + 1 < count ? item[1].source : page->length;
        if (item->paragraph != paragraph)
            continue;
        if (item->kind == ZN_HTML_TEXT && add_text(field, page, item, end))
            has_text = true;
        else if (item->kind == ZN_HTML_TEXT || item->kind == ZN_HTML_STANDING)
            add_standing(field, item->source);
    }
    if (!has_text)
        return false;
    trim_end(field);
    trim_start(field);
    return zn_field_piece_count(field) != 0 || field->failed;
}

void zn_html_value(struct zn_field *field, const struct zn_html_page *page,
                   const struct zn_html_item *item)
{
    zn_field_reset(field);
    (void)add_text(field, page, item, page->length);
}

struct zn_html_range zn_html_extent(const struct zn_field *field)
{
    const struct zn_field_piece *pieces = zn_field_pieces(field);
    const struct zn_field_piece *last = &pieces[zn_field_piece_count(field) - 1];

    return (struct zn_html_range){pieces[0].source, last->source + last->source_length};
}
