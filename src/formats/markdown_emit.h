/*
 * Hands a Markdown document out, with its leaves and its HTML converted.  What comes out of
 * each is parsed beside the source: where the structure is not the same, only the script of a
 * leaf is converted, and where that does not help either, it stays as it is.
 */
#ifndef ZN_FORMATS_MARKDOWN_EMIT_H
#define ZN_FORMATS_MARKDOWN_EMIT_H

#include "formats/emit.h"
#include "formats/markdown_html.h"
#include "formats/markdown_leaf.h"

struct zn_markdown_output {
    struct zn_emitter *emitter;
    struct zn_markdown_html html;
    const char *file; /* which the places of errors count in */
    char *body;
    size_t at; /* the body up to here has been handed on */
    struct zn_field field;
    struct zn_buffer converted; /* of a leaf without markup */
    struct zn_buffer before;    /* the lines of a leaf */
    struct zn_buffer behind;    /* the same as they come out */
    struct zn_buffer ranges;    /* of struct zn_markdown_range: what is opaque in them */
    zhnorm_error *error;
};

void zn_markdown_output_init(struct zn_markdown_output *output, struct zn_emitter *emitter,
                             const struct zn_format_options *options);
void zn_markdown_output_free(struct zn_markdown_output *output);

/* Begins a document, of whose file everything before `body` has been handed on. */
void zn_markdown_output_begin(struct zn_markdown_output *output, const char *file, char *body,
                              zhnorm_error *error);

/* For a zn_markdown_visitor, whose context is a zn_markdown_output. */
int zn_markdown_emit_leaf(void *context, const struct zn_markdown_leaf *leaf);
int zn_markdown_emit_html(void *context, size_t begin, size_t end, bool is_whole);

/* Hands on what lies before `offset` in the body as it is. */
int zn_markdown_copy_to(struct zn_markdown_output *output, size_t offset);

#endif
