/*
 * Finds the text in a Markdown document: its leaves, and its blocks of HTML, in their
 * order.  md4c knows the structure and says where text lies; this file's business is to
 * know what is text and what only looks like it.  Converts nothing.
 */
#ifndef ZN_FORMATS_MARKDOWN_PARSE_H
#define ZN_FORMATS_MARKDOWN_PARSE_H

#include "formats/markdown_leaf.h"
#include "text/buffer.h"

struct zn_markdown_visitor {
    /* Not 0: the document is given up. */
    int (*leaf)(void *context, const struct zn_markdown_leaf *leaf);
    /*
     * A block of HTML, `begin` to `end` of the body; `is_whole`: there is nothing in it that
     * is not HTML, such as the marks of a quotation.
     */
    int (*html)(void *context, size_t begin, size_t end, bool is_whole);
    void *context;
};

enum {
    ZN_MARKDOWN_NO_MEMORY = -1,
    ZN_MARKDOWN_TOO_MUCH = -2 /* it says little with much: that would take too long */
};

struct zn_markdown_parser;

/* NULL: no memory. */
struct zn_markdown_parser *zn_markdown_parser_open(const zhnorm_allocator *allocator);
void zn_markdown_parser_close(struct zn_markdown_parser *parser);

/*
 * 0, what the visitor gave it up with, or one of the numbers above.  `length` < 2 GiB, and
 * behind them is padding: see markdown_padding.h.
 */
int zn_markdown_parse(struct zn_markdown_parser *parser, const char *source, size_t length,
                      const struct zn_markdown_visitor *visitor);

#endif
