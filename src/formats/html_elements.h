/*
 * What HTML's elements are to the text around and within them.  Knows nothing of pages.
 */
#ifndef ZN_FORMATS_HTML_ELEMENTS_H
#define ZN_FORMATS_HTML_ELEMENTS_H

#include <gumbo.h>

enum zn_html_role {
    ZN_HTML_INLINE, /* its text is part of the paragraph around it; unknown elements as well */
    ZN_HTML_BLOCK,  /* the paragraph ends before it and behind it */
    ZN_HTML_ASIDE,  /* a text of its own, within a paragraph that goes on behind it */
    /* Something that stands in the paragraph; what it holds is an aside. */
    ZN_HTML_FIGURE,
    ZN_HTML_OBJECT, /* the same, and what it holds is no text */
    ZN_HTML_HIDDEN, /* nothing that a reader sees */
    ZN_HTML_CODE,   /* part of the paragraph, but no text */
    ZN_HTML_LISTING /* a block, but no text */
};

enum zn_html_role zn_html_role(const GumboElement *element);

#endif
