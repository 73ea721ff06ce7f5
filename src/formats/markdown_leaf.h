/*
 * A leaf of a Markdown document: the inline text of one paragraph, heading or table
 * cell, as items that lie behind one another in the source.  What lies between two
 * items is markup.
 */
#ifndef ZN_FORMATS_MARKDOWN_LEAF_H
#define ZN_FORMATS_MARKDOWN_LEAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zn_markdown_kind {
    ZN_MARKDOWN_TEXT,
    ZN_MARKDOWN_KEPT,   /* text that is a name elsewhere: the label of a reference */
    ZN_MARKDOWN_OBJECT, /* code, an address, a formula: nothing that is read as text */
    ZN_MARKDOWN_ESCAPE, /* a backslash and the mark that it makes a character */
    ZN_MARKDOWN_ENTITY,
    ZN_MARKDOWN_SOFT_BREAK, /* a line's end that is white space */
    ZN_MARKDOWN_HARD_BREAK, /* a line's end that stays one */
    ZN_MARKDOWN_TITLE       /* what is between the quotes of a link's title */
};

/* Offsets count in the document's body, in bytes. */
struct zn_markdown_item {
    uint32_t begin;
    uint32_t end;
    enum zn_markdown_kind kind;
};

struct zn_markdown_leaf {
    const char *source; /* the body */
    size_t length;
    const struct zn_markdown_item *items; /* ascending */
    size_t count;                         /* 1 at least */
    bool is_cell;                         /* of a table, so a pipe would end it */
    bool has_names; /* references are defined, and what is in brackets may become one */
};

#endif
