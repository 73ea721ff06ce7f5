/*
 * What a page says of its encoding: it is UTF-8 when it comes out, and has to say so.
 */
#ifndef ZN_FORMATS_HTML_DECLARATIONS_H
#define ZN_FORMATS_HTML_DECLARATIONS_H

#include <gumbo.h>

#include "formats/html_items.h"
#include "formats/html_page.h"

/* Adds the declaration of an element, <meta> or <style>, if it names another encoding. */
void zn_html_declare_encoding(const struct zn_html_page *page, const GumboElement *element,
                              struct zn_html_items *items);

/* The same for the one of XML that a page may begin with. */
void zn_html_declare_xml_encoding(const struct zn_html_page *page,
                                  struct zn_html_items *items);

#endif
