/*
 * Finds where the characters of a decoded text stand in the source.  Gumbo says where a text
 * begins and ends; in between it has decoded entities and line ends, and dropped tags that
 * belong nowhere.  Knows nothing of elements.
 */
#ifndef ZN_FORMATS_HTML_ALIGN_H
#define ZN_FORMATS_HTML_ALIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/field.h"

/* A text as it stands in the source, or what is left of it. */
struct zn_html_text {
    const char *source;
    size_t length;
    size_t at;         /* where it begins for the field */
    const char *value; /* decoded, and NUL-terminated */
    bool has_tags;     /* `<` may begin a tag in it */
};

/* Whether a field's text has come to `limit` bytes, which are 4096 at least, or near to them
 * and to a full stop. */
bool zn_html_is_full(const struct zn_field *field, size_t limit);

/*
 * Adds the pieces of a text to the field until that is full; the rest stays in `text`.  False:
 * source and value do not agree; then nothing has been added.  Bytes that are not UTF-8 are
 * part of the text as they are. Characters that the source spells by an entity are pinned, and
 * so is a run of white space that holds a line end; and so is what could become a tag or an
 * entity if it changed. O(length).
 */
bool zn_html_align(struct zn_field *field, struct zn_html_text *text, size_t limit);

#endif
