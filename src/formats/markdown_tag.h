/*
 * Tags of HTML that stand in the midst of Markdown's text.
 */
#ifndef ZN_FORMATS_MARKDOWN_TAG_H
#define ZN_FORMATS_MARKDOWN_TAG_H

#include <stdbool.h>
#include <stddef.h>

enum zn_markdown_tag {
    ZN_MARKDOWN_TAG_NONE,     /* a comment, or nothing that the text is divided by */
    ZN_MARKDOWN_TAG_BREAK,    /* <br> */
    ZN_MARKDOWN_TAG_OBJECT,   /* something that is shown in the line: <img> */
    ZN_MARKDOWN_TAG_EXCLUDED, /* what is in it is not converted: <code> */
};

/* The name of an element, lower case, cut off where it is longer. */
struct zn_markdown_name {
    char text[16];
    bool closes; /* </name> */
};

/* Reads the tag that begins at `tag`, a less-than sign. */
enum zn_markdown_tag zn_markdown_read_tag(const char *tag, size_t length,
                                          struct zn_markdown_name *name);

#endif
