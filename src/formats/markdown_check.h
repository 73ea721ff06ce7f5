/*
 * Whether two pieces of Markdown have the same structure: the same blocks, spans, code and
 * addresses, with other words.
 */
#ifndef ZN_FORMATS_MARKDOWN_CHECK_H
#define ZN_FORMATS_MARKDOWN_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/*
 * False also where there was no memory to find out.  Behind both there is padding: see
 * markdown_padding.h.
 */
bool zn_markdown_is_alike(const char *one, size_t one_length, const char *other,
                          size_t other_length);

#endif
