/*
 * What parsing a Markdown document takes, found out beforehand: md4c has no limits of its
 * own, and some documents make it take very long, or very much memory.
 */
#ifndef ZN_FORMATS_MARKDOWN_COST_H
#define ZN_FORMATS_MARKDOWN_COST_H

#include <stddef.h>

/* What is too much about a document, as a sentence without its subject; NULL: nothing is. */
const char *zn_markdown_too_much(const char *source, size_t length);

#endif
