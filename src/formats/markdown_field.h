/*
 * Makes the field of a leaf: what of its text may change, and what must stay since the
 * markup beside it would be read in another way.  That is foresight, to lose no paragraph to
 * a space; whether the markup has stayed the same, markdown_check.h tells.
 */
#ifndef ZN_FORMATS_MARKDOWN_FIELD_H
#define ZN_FORMATS_MARKDOWN_FIELD_H

#include "formats/field.h"
#include "formats/markdown_leaf.h"

/* Fills the field; its offsets count from the beginning of the leaf's first item. */
void zn_markdown_fill(struct zn_field *field, const struct zn_markdown_leaf *leaf);

/* The same for the title that an item is; the offsets count from its beginning. */
void zn_markdown_fill_title(struct zn_field *field, const struct zn_markdown_leaf *leaf,
                            const struct zn_markdown_item *title);

#endif
