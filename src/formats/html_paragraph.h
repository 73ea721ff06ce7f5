/*
 * Puts the text of a paragraph together from the items that belong to it.
 */
#ifndef ZN_FORMATS_HTML_PARAGRAPH_H
#define ZN_FORMATS_HTML_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/field.h"
#include "formats/html_align.h"
#include "formats/html_items.h"
#include "formats/html_page.h"

/* The items from `from` up to, without, `to`; those of other paragraphs are passed over. */
struct zn_html_range {
    size_t from;
    size_t to;
};

/* Reads a text part by part, so that none takes much memory. */
struct zn_html_reader {
    const struct zn_html_page *page;
    const struct zn_html_items *items;
    struct zn_html_range range; /* what is left of them */
    uint32_t paragraph;
    struct zn_html_text text; /* what is left of the one in hand */
    bool is_value;            /* white space at its ends is part of it */
    bool has_begun;
};

/* To read a paragraph that has these items, without the white space at both its ends. */
void zn_html_read_paragraph(struct zn_html_reader *reader, const struct zn_html_page *page,
                            const struct zn_html_items *items, struct zn_html_range range,
                            uint32_t paragraph);
/* To read the value of an attribute. */
void zn_html_read_value(struct zn_html_reader *reader, const struct zn_html_page *page,
                        const struct zn_html_item *item);

/*
 * Fills the field with the next part, which has at least one piece unless memory was lacking;
 * mostly it is all.  Offsets count in the page.  False: there is no text left.
 */
bool zn_html_read(struct zn_html_reader *reader, struct zn_field *field);

/* Where the field begins and ends in the page. */
struct zn_html_range zn_html_extent(const struct zn_field *field);

#endif
