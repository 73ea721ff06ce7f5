/*
 * The end of a link or an image in the source: what stands behind its text.
 */
#ifndef ZN_FORMATS_MARKDOWN_LINK_H
#define ZN_FORMATS_MARKDOWN_LINK_H

#include <stdbool.h>
#include <stddef.h>

struct zn_markdown_tail {
    size_t begin; /* behind the bracket that ends the text */
    size_t end;
    bool is_name; /* the text names the reference: [text] or [text][] */
    /* What is between the quotes of the title; empty if there is none. */
    size_t title;
    size_t title_end;
};

/*
 * Reads the end of a link whose text ends at `offset` or has only markup behind it,
 * looking at no more than `length` bytes of the source.  False: there is none.
 */
bool zn_markdown_read_tail(const char *source, size_t length, size_t offset,
                           struct zn_markdown_tail *tail);

#endif
