/*
 * The text of a YAML scalar, by the way it is written.
 */
#ifndef ZN_FORMATS_FRONT_MATTER_SCALAR_H
#define ZN_FORMATS_FRONT_MATTER_SCALAR_H

#include "formats/emit.h"

enum zn_scalar_style {
    ZN_SCALAR_PLAIN,
    ZN_SCALAR_SINGLE, /* in single quotes */
    ZN_SCALAR_DOUBLE, /* in double quotes */
    ZN_SCALAR_LITERAL,
    ZN_SCALAR_FOLDED
};

/* Fills the field with the scalar that is `length` bytes at `source`, quotes included. */
void zn_scalar_fill(struct zn_field *field, const char *source, size_t length,
                    enum zn_scalar_style style);

/* A zn_speller; its context is the style. */
bool zn_scalar_spell(void *context, const struct zn_field_piece *piece, const char *text,
                     size_t length, struct zn_buffer *out);

#endif
