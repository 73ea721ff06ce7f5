/*
 * See html_emit.h.  The items are gone through in the order of the source.  What belongs to
 * something else than the paragraph in hand, but lies in it, is converted first and handed on
 * with it.
 */
#include "formats/html_emit.h"

#include <string.h>

#include "formats/html_paragraph.h"
#include "formats/html_spell.h"
#include "rules/error.h"

#define NO_TEXT UINT32_MAX /* in `last`: of this paragraph there is no text left */

struct run {
    struct zn_html_output *output;
    const struct zn_html_page *page;
    const struct zn_html_items *items;
    size_t count;
    size_t item; /* the first that has not been dealt with */
    size_t at;   /* how much of the page has been handed on */
    zhnorm_error *error;
};

/* Where a text goes: to the page itself, or into the paragraph that has this extent. */
struct place {
    const struct zn_html_range *paragraph; /* NULL: the page */
};

void zn_html_output_init(struct zn_html_output *output, struct zn_emitter *emitter)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);

    output->emitter = emitter;
    zn_field_init(&output->field, allocator);
    zn_field_init(&output->inner, allocator);
    zn_buffer_init(&output->converted, allocator);
    zn_buffer_init(&output->last, allocator);
}

void zn_html_output_free(struct zn_html_output *output)
{
    zn_field_free(&output->field);
    zn_field_free(&output->inner);
    zn_buffer_free(&output->converted);
    zn_buffer_free(&output->last);
}

static const struct zn_html_item *item_at(const struct run *run, size_t index)
{
    return zn_html_items_at(run->items, index);
}

static bool is_of_paragraph(const struct zn_html_item *item, uint32_t paragraph)
{
    return (item->kind == ZN_HTML_TEXT || item->kind == ZN_HTML_STANDING) &&
           item->paragraph == paragraph;
}

/* Hands the page on as it is, up to an offset. */
static int copy(struct run *run, size_t to)
{
    size_t from = run->at;

    run->at = to;
    return from == to ? ZHNORM_OK
                      : zn_emit_copy(run->output->emitter, run->page->source + from, to - from,
                                     run->error);
}

/* ---- Fields -------------------------------------------------------------------------- */

/* Makes offsets in the page offsets from the field's beginning. */
static void rebase(struct zn_field *field, size_t start)
{
    struct zn_field_piece *pieces = (struct zn_field_piece *)(void *)field->pieces.data;

    for (size_t i = 0; i < zn_field_piece_count(field); i++)
        pieces[i].source -= start;
}

/*
 * A paragraph without tags, where nobody asks for edits.  It holds neither `<` nor `>` nor
 * `&`: those that come out are new.
 */
static int emit_plain(struct run *run, const struct zn_field *field, const char *source)
{
    struct zn_html_output *output = run->output;
    struct zn_buffer *converted = &output->converted;
    size_t length = field->text.length;

    converted->length = 0;
    int status = zn_emit_convert(output->emitter, ZN_PURPOSE_BLOCK, source, length, converted,
                                 run->error);
    if (status != ZHNORM_OK)
        return status;
    const char *text = (const char *)converted->data;
    size_t text_length = converted->length;
    if (text_length != 0 &&
        (memchr(text, '<', text_length) != NULL || memchr(text, '>', text_length) != NULL ||
         memchr(text, '&', text_length) != NULL)) {
        /* Spelled behind what it is made of. */
        if (!zn_buffer_reserve(converted, text_length * 5) ||
            !zn_html_spell_text(NULL, NULL, (const char *)converted->data, text_length,
                                converted))
            return zn_fail_memory(run->error);
        text = (const char *)converted->data + text_length;
        text_length = converted->length - text_length;
    }
    return zn_emit_instead(output->emitter, source, length, text, text_length, run->error);
}

static bool is_plain(const struct run *run, const struct zn_field *field)
{
    return zn_emit_is_plain(run->output->emitter) && zn_field_piece_count(field) == 1 &&
           zn_field_pieces(field)->kind == ZN_PIECE_SAME &&
           memchr(field->text.data, '>', field->text.length) == NULL;
}

/* Converts a field of the page and hands it on, or keeps it for the paragraph around it. */
static int emit_field(struct run *run, struct zn_field *field, enum zn_purpose purpose,
                      struct place place)
{
    struct zn_emitter *emitter = run->output->emitter;

    if (field->failed)
        return zn_fail_memory(run->error);
    struct zn_html_range extent = zn_html_extent(field);
    size_t length = extent.to - extent.from;
    const char *source = run->page->source + extent.from;
    zn_speller *speller =
        purpose == ZN_PURPOSE_ATTRIBUTE ? zn_html_spell_value : zn_html_spell_text;

    rebase(field, extent.from);
    if (place.paragraph != NULL)
        return zn_emit_inner_field(emitter, purpose, field, source, length,
                                   extent.from - place.paragraph->from, speller, NULL,
                                   run->error);
    int status = copy(run, extent.from);
    if (status != ZHNORM_OK)
        return status;
    run->at = extent.to;
    if (purpose == ZN_PURPOSE_BLOCK && is_plain(run, field))
        return emit_plain(run, field, source);
    return zn_emit_field(emitter, purpose, field, source, length, speller, NULL, run->error);
}

/* ---- What is not of the paragraph in hand -------------------------------------------- */

/* Hands on all parts of a text that lies within one stretch. */
static int emit_parts(struct run *run, struct zn_html_reader *reader, enum zn_purpose purpose,
                      struct place place)
{
    struct zn_field *field = &run->output->inner;
    int status = ZHNORM_OK;

    while (status == ZHNORM_OK && zn_html_read(reader, field))
        status = emit_field(run, field, purpose, place);
    return status;
}

static int emit_value(struct run *run, const struct zn_html_item *item, struct place place)
{
    struct zn_html_reader reader;

    zn_html_read_value(&reader, run->page, item);
    return emit_parts(run, &reader, ZN_PURPOSE_ATTRIBUTE, place);
}

static int emit_replaced(struct run *run, const struct zn_html_item *item, struct place place)
{
    struct zn_emitter *emitter = run->output->emitter;
    const char *string = (const char *)run->items->strings.data + item->output;

    if (place.paragraph != NULL)
        return zn_emit_inner_replace(emitter, item->length,
                                     item->source - place.paragraph->from, string,
                                     strlen(string), run->error);
    int status = copy(run, item->source);
    if (status != ZHNORM_OK)
        return status;
    run->at = item->source + item->length;
    return zn_emit_replace(emitter, run->page->source + item->source, item->length, string,
                           strlen(string), run->error);
}

/* Items of another paragraph that follow one another, up to `end`: a text of their own. */
static int emit_stretch(struct run *run, size_t end, struct place place)
{
    struct zn_html_reader reader;
    uint32_t paragraph = item_at(run, run->item)->paragraph;
    struct zn_html_range range = {run->item, run->item};

    while (range.to < run->count && item_at(run, range.to)->source < end &&
           is_of_paragraph(item_at(run, range.to), paragraph))
        range.to++;
    run->item = range.to;
    zn_html_read_paragraph(&reader, run->page, run->items, range, paragraph);
    return emit_parts(run, &reader, ZN_PURPOSE_BLOCK, place);
}

/* Deals with the items up to `end` that are not of a paragraph. */
static int emit_others(struct run *run, uint32_t paragraph, size_t end, struct place place)
{
    int status = ZHNORM_OK;

    while (status == ZHNORM_OK && run->item < run->count) {
        const struct zn_html_item *item = item_at(run, run->item);
        if (item->source >= end)
            break;
        if (is_of_paragraph(item, paragraph)) {
            run->item++;
        } else if (item->kind == ZN_HTML_ATTRIBUTE) {
            run->item++;
            status = emit_value(run, item, place);
        } else if (item->kind == ZN_HTML_REPLACED) {
            run->item++;
            status = emit_replaced(run, item, place);
        } else {
            status = emit_stretch(run, end, place);
        }
    }
    return status;
}

/* ---- Paragraphs ---------------------------------------------------------------------- */

/* A part of a paragraph, with what lies before it and in it. */
static int emit_part(struct run *run, struct zn_field *field, uint32_t paragraph)
{
    if (field->failed)
        return zn_fail_memory(run->error);
    struct zn_html_range extent = zn_html_extent(field);
    int status = emit_others(run, paragraph, extent.from, (struct place){NULL});
    if (status == ZHNORM_OK)
        status = emit_others(run, paragraph, extent.to, (struct place){&extent});
    return status == ZHNORM_OK ? emit_field(run, field, ZN_PURPOSE_BLOCK, (struct place){NULL})
                               : status;
}

/* The paragraph that the next item belongs to; if it has no text, that item alone. */
static int emit_paragraph(struct run *run)
{
    struct zn_field *field = &run->output->field;
    struct zn_html_reader reader;
    size_t item = run->item;
    uint32_t paragraph = item_at(run, item)->paragraph;
    uint32_t *last = (uint32_t *)(void *)run->output->last.data + paragraph;
    int status = ZHNORM_OK;

    if (*last != NO_TEXT) {
        struct zn_html_range range = {item, *last + (size_t)1};
        *last = NO_TEXT;
        zn_html_read_paragraph(&reader, run->page, run->items, range, paragraph);
        while (status == ZHNORM_OK && zn_html_read(&reader, field))
            status = emit_part(run, field, paragraph);
    }
    run->item += run->item == item;
    return status;
}

static int emit_next(struct run *run)
{
    const struct zn_html_item *item = item_at(run, run->item);

    switch ((enum zn_html_item_kind)item->kind) {
    case ZN_HTML_ATTRIBUTE:
        run->item++;
        return emit_value(run, item, (struct place){NULL});
    case ZN_HTML_REPLACED:
        run->item++;
        return emit_replaced(run, item, (struct place){NULL});
    default:
        return emit_paragraph(run);
    }
}

/* Notes the last item of each paragraph. */
static bool find_last(struct run *run)
{
    struct zn_buffer *last = &run->output->last;
    size_t size = run->items->paragraphs * sizeof(uint32_t);

    last->length = 0;
    if (!zn_buffer_reserve(last, size))
        return false;
    for (size_t i = 0; i < run->count; i++) {
        const struct zn_html_item *item = item_at(run, i);
        if (is_of_paragraph(item, item->paragraph))
            ((uint32_t *)(void *)last->data)[item->paragraph] = (uint32_t)i;
    }
    last->length = size;
    return true;
}

/* ---- The page ------------------------------------------------------------------------ */

int zn_html_begin_document(struct zn_html_output *output, const struct zn_html_items *items,
                           zhnorm_error *error)
{
    struct zn_emitter *emitter = output->emitter;
    struct zn_buffer *text = &output->converted;
    size_t count = zn_html_items_count(items);
    uint32_t paragraph = 0;
    bool has_memory = true;

    text->length = 0;
    for (size_t i = 0; zn_emit_chooses(emitter) && i < count && has_memory; i++) {
        const struct zn_html_item *item = zn_html_items_at(items, i);
        if (item->kind != ZN_HTML_TEXT)
            continue;
        if (item->paragraph != paragraph)
            has_memory = zn_buffer_append(text, "\n", 1);
        paragraph = item->paragraph;
        if (!has_memory || !zn_buffer_append(text, item->value, strlen(item->value)))
            return zn_fail_memory(error);
        if (text->length >= ZHNORM_CHOICE_LOOK)
            break;
    }
    return zn_emit_document(emitter, (const char *)text->data, text->length, error);
}

int zn_html_emit(struct zn_html_output *output, const struct zn_html_page *page,
                 const struct zn_html_items *items, zhnorm_error *error)
{
    struct run run = {.output = output,
                      .page = page,
                      .items = items,
                      .count = zn_html_items_count(items),
                      .error = error};

    if (!find_last(&run))
        return zn_fail_memory(error);
    int status = ZHNORM_OK;
    while (status == ZHNORM_OK && run.item < run.count)
        status = emit_next(&run);
    return status == ZHNORM_OK ? copy(&run, page->length) : status;
}
