/*
 * Classes of characters as Markdown needs them.
 */
#ifndef ZN_FORMATS_MARKDOWN_MARK_H
#define ZN_FORMATS_MARKDOWN_MARK_H

#include <stdbool.h>
#include <stdint.h>

static inline bool zn_markdown_is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* What opens or closes emphasis, by what is beside it. */
static inline bool zn_markdown_is_delimiter(char c)
{
    return c == '*' || c == '_' || c == '~';
}

/* White space inside a line. */
bool zn_markdown_is_white(uint32_t code_point);

/* What nobody sees, and conversion may take out. */
bool zn_markdown_is_unseen(uint32_t code_point);

/* Whether conversion may make it an ASCII mark. */
bool zn_markdown_may_become_ascii(uint32_t code_point);

#endif
