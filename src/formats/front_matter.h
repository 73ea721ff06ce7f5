/*
 * The front matter of a Markdown document: YAML between a line of three hyphens, before
 * which there are only blank lines, and another such line.  TOML between lines of three
 * plus signs is known, too, and never changed.  Knows nothing of Markdown.
 */
#ifndef ZN_FORMATS_FRONT_MATTER_H
#define ZN_FORMATS_FRONT_MATTER_H

#include "formats/emit.h"

/*
 * The length of the front matter that the source begins with, its two lines included; 0:
 * there is none.
 */
size_t zn_front_matter_length(const char *source, size_t length,
                              const zhnorm_allocator *allocator);

/*
 * Hands on the front matter, which is `length` bytes at `source`, with its string values
 * converted.  What is not YAML, or would not say the same any more, is handed on as it is.
 */
int zn_front_matter_emit(struct zn_emitter *emitter, const char *source, size_t length,
                         zhnorm_error *error);

/* Appends the string values to `text`, each with a line end.  False: no memory. */
bool zn_front_matter_text(const char *source, size_t length, struct zn_buffer *text);

#endif
