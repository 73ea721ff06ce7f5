/*
 * Which attributes hold text.
 */
#ifndef ZN_FORMATS_HTML_ATTRIBUTES_H
#define ZN_FORMATS_HTML_ATTRIBUTES_H

#include <gumbo.h>

#include "formats/html_items.h"
#include "formats/html_page.h"

/* Adds those of an element. */
void zn_html_find_attributes(const struct zn_html_page *page, const GumboElement *element,
                             struct zn_html_items *items);

/*
 * The value of an attribute in the source, without its quotes.  False: it is not there, or
 * empty.
 */
bool zn_html_attribute_source(const struct zn_html_page *page, const GumboAttribute *attribute,
                              GumboStringPiece *value);

/* What a <meta> is about, by `name` or `property`; "" if it does not say. */
const char *zn_html_meta_name(const GumboElement *element);

#endif
