/*
 * A text as it stands in a file: the characters that are to be converted, and where in
 * the source each of them comes from.  What lies between two pieces in the source is
 * markup: it is not part of the text, and stays.
 */
#ifndef ZN_FORMATS_FIELD_H
#define ZN_FORMATS_FIELD_H

#include "text/buffer.h"

enum zn_piece_kind {
    ZN_PIECE_SAME,    /* the same bytes in both */
    ZN_PIECE_SPELLED, /* one character, spelled otherwise in the source: "\u4e2d", "&amp;" */
    ZN_PIECE_PINNED   /* it stands for something in the source that stays whatever happens */
};

struct zn_field_piece {
    size_t text; /* where it begins in the text */
    size_t text_length;
    size_t source; /* where it begins in the source */
    size_t source_length;
    enum zn_piece_kind kind;
};

struct zn_field {
    struct zn_buffer text;   /* UTF-8 */
    struct zn_buffer pieces; /* of zn_field_piece: ascending, without gaps in the text */
    bool failed;             /* there was no memory for a piece */
};

void zn_field_init(struct zn_field *field, const zhnorm_allocator *allocator);
void zn_field_free(struct zn_field *field);
/* Empties it for another text. */
void zn_field_reset(struct zn_field *field);

/*
 * Adds a piece behind those that there are, in the text and in the source.  `source` is
 * where it lies there.  Lack of memory is noted and told when the field is emitted.
 */
void zn_field_same(struct zn_field *field, const char *text, size_t length, size_t source);
void zn_field_spelled(struct zn_field *field, const char *text, size_t length, size_t source,
                      size_t source_length);
/*
 * `text` is what stands for it while the text is converted.  ZN_FIELD_OBJECT for what is
 * neither Han nor Latin nor a mark (code, an image); " " for a line's end that is white
 * space like any other; "\n" for one that ends a paragraph.
 */
void zn_field_pinned(struct zn_field *field, const char *text, size_t length, size_t source,
                     size_t source_length);

#define ZN_FIELD_OBJECT "\xEF\xBF\xBC" /* U+FFFC */

static inline size_t zn_field_piece_count(const struct zn_field *field)
{
    return field->pieces.length / sizeof(struct zn_field_piece);
}

static inline const struct zn_field_piece *zn_field_pieces(const struct zn_field *field)
{
    return (const struct zn_field_piece *)(const void *)field->pieces.data;
}

#endif
