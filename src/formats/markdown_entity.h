/*
 * Character references in Markdown.
 */
#ifndef ZN_FORMATS_MARKDOWN_ENTITY_H
#define ZN_FORMATS_MARKDOWN_ENTITY_H

#include <stddef.h>
#include <stdint.h>

/* What "&…;" stands for; 0 if that is not one character that matters to a text. */
uint32_t zn_markdown_entity(const char *entity, size_t length);

#endif
