/*
 * Writes what conversion puts into a Markdown document, with a backslash before a mark that
 * would be read as markup.
 */
#ifndef ZN_FORMATS_MARKDOWN_SPELL_H
#define ZN_FORMATS_MARKDOWN_SPELL_H

#include "formats/emit.h"
#include "formats/markdown_leaf.h"

struct zn_markdown_speller {
    const struct zn_markdown_leaf *leaf;
    size_t base;   /* where the field begins in the body */
    bool is_title; /* it is a title, between quotes */
};

/* A zn_speller; its context is a struct zn_markdown_speller. */
bool zn_markdown_spell(void *context, const struct zn_field_piece *piece, const char *text,
                       size_t length, struct zn_buffer *out);

#endif
