/*
 * Goes through a page's tree and finds what is to be done to it: the texts, by paragraph, and
 * what attributes and declarations ask for.
 */
#ifndef ZN_FORMATS_HTML_WALK_H
#define ZN_FORMATS_HTML_WALK_H

#include <stdbool.h>

#include "formats/html_items.h"
#include "formats/html_page.h"

struct zn_html_wishes {
    bool attributes;    /* title, alt and their like as well */
    const char *target; /* see zn_emit_target */
};

/* O(nodes log nodes), and without recursion.  False: no memory. */
bool zn_html_walk(const struct zn_html_page *page, const struct zn_html_wishes *wishes,
                  struct zn_html_items *items);

#endif
