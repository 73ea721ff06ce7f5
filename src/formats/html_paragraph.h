/*
 * Puts the text of a paragraph together from the items that belong to it.
 */
#ifndef ZN_FORMATS_HTML_PARAGRAPH_H
#define ZN_FORMATS_HTML_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/field.h"
#include "formats/html_items.h"
#include "formats/html_page.h"

/* The items from `from` up to, without, `to`; those of other paragraphs are passed over. */
struct zn_html_range {
    size_t from;
    size_t to;
};

/*
 * Fills the field with the text of paragraph `paragraph` in these items, without the white
 * space at both its ends.  Offsets count in the page.  False: there is no text in it.
 */
bool zn_html_paragraph(struct zn_field *field, const struct zn_html_page *page,
                       const struct zn_html_items *items, struct zn_html_range range,
                       uint32_t paragraph);

/* Fills the field with the value of an attribute; offsets count in the page. */
void zn_html_value(struct zn_field *field, const struct zn_html_page *page,
                   const struct zn_html_item *item);

/* Where the field begins and ends in the page. */
struct zn_html_range zn_html_extent(const struct zn_field *field);

#endif
