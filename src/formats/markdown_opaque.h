/*
 * What is no prose in Markdown though the dialect that is parsed does not know it: bare
 * addresses, formulae, footnote marks, shortcodes and templates, attributes, wiki links,
 * emoji names.  Knows nothing of blocks or spans.
 */
#ifndef ZN_FORMATS_MARKDOWN_OPAQUE_H
#define ZN_FORMATS_MARKDOWN_OPAQUE_H

#include "text/buffer.h"

/* A stretch of the source within one line. */
struct zn_markdown_range {
    uint32_t begin;
    uint32_t end;
    /*
     * The part of it that must not be parsed: its marks are none, and a footnote would be the
     * definition of a reference.  Brackets are parsed in any case, or are in pairs.
     */
    uint32_t hidden;
    uint32_t hidden_end;
    bool is_note; /* it begins the text of a footnote */
};

/*
 * Appends what there is in the source to `ranges` (of struct zn_markdown_range), in its
 * order.  False: no memory.  O(length).
 */
bool zn_markdown_find_opaque(const char *source, size_t length, struct zn_buffer *ranges);

#endif
