/* See field.h. */
#include "formats/field.h"

void zn_field_init(struct zn_field *field, const zhnorm_allocator *allocator)
{
    zn_buffer_init(&field->text, allocator);
    zn_buffer_init(&field->pieces, allocator);
    field->failed = false;
}

void zn_field_free(struct zn_field *field)
{
    zn_buffer_free(&field->text);
    zn_buffer_free(&field->pieces);
}

void zn_field_reset(struct zn_field *field)
{
    field->text.length = 0;
    field->pieces.length = 0;
    field->failed = false;
}

static void add(struct zn_field *field, const char *text, const struct zn_field_piece *piece)
{
    if (!zn_buffer_append(&field->pieces, piece, sizeof *piece) ||
        !zn_buffer_append(&field->text, text, piece->text_length))
        field->failed = true;
}

/* The piece before, if one at `source` only makes it longer; else NULL. */
static struct zn_field_piece *extensible(const struct zn_field *field, size_t source)
{
    size_t count = zn_field_piece_count(field);

    if (count == 0)
        return NULL;
    struct zn_field_piece *last =
        (struct zn_field_piece *)(void *)field->pieces.data + count - 1;
    bool continues = last->source + last->source_length == source;
    return last->kind == ZN_PIECE_SAME && continues ? last : NULL;
}

void zn_field_same(struct zn_field *field, const char *text, size_t length, size_t source)
{
    struct zn_field_piece *last;

    if (length == 0)
        return;
    last = extensible(field, source);
    if (last == NULL) {
        add(field, text,
            &(struct zn_field_piece){field->text.length, length, source, length,
                                     ZN_PIECE_SAME});
        return;
    }
    if (!zn_buffer_append(&field->text, text, length)) {
        field->failed = true;
        return;
    }
    last->text_length += length;
    last->source_length += length;
}

void zn_field_spelled(struct zn_field *field, const char *text, size_t length, size_t source,
                      size_t source_length)
{
    add(field, text,
        &(struct zn_field_piece){field->text.length, length, source, source_length,
                                 ZN_PIECE_SPELLED});
}

void zn_field_pinned(struct zn_field *field, const char *text, size_t length, size_t source,
                     size_t source_length)
{
    add(field, text,
        &(struct zn_field_piece){field->text.length, length, source, source_length,
                                 ZN_PIECE_PINNED});
}
