/*
 * Hands a page out, with its texts converted.
 */
#ifndef ZN_FORMATS_HTML_EMIT_H
#define ZN_FORMATS_HTML_EMIT_H

#include "formats/emit.h"
#include "formats/field.h"
#include "formats/html_items.h"
#include "formats/html_page.h"

/* What is used for one page after the other. */
struct zn_html_output {
    struct zn_emitter *emitter;
    struct zn_field field;      /* the paragraph in hand */
    struct zn_field inner;      /* a text within it */
    struct zn_buffer converted; /* of a paragraph without tags */
    struct zn_buffer last;      /* of uint32_t: by paragraph, the last of its items */
};

void zn_html_output_init(struct zn_html_output *output, struct zn_emitter *emitter);
void zn_html_output_free(struct zn_html_output *output);

/*
 * Begins a document, and tells what the page says, as far as a configuration looks that
 * decides by it.  To be called before, unless the page is part of a document.
 */
int zn_html_begin_document(struct zn_html_output *output, const struct zn_html_items *items,
                           zhnorm_error *error);

/* O(length of the page, and what converting it takes).  The items must be sorted. */
int zn_html_emit(struct zn_html_output *output, const struct zn_html_page *page,
                 const struct zn_html_items *items, zhnorm_error *error);

#endif
