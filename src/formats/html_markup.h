/*
 * Tags and entities within a text, as far as it takes to step over them.
 */
#ifndef ZN_FORMATS_HTML_MARKUP_H
#define ZN_FORMATS_HTML_MARKUP_H

#include <stddef.h>

/*
 * The length of the tag, comment or declaration that the `<` at `at` begins; 0: it is a
 * character like any other.
 */
size_t zn_html_markup_length(const char *at, const char *end);

struct zn_html_entity {
    size_t length;       /* in the source; 0: there is none */
    size_t value_length; /* in the decoded text */
};

/*
 * The entity that the `&` at `at` begins, of which `value` is the decoded text from there on.
 */
struct zn_html_entity zn_html_entity(const char *at, const char *end, const char *value);

#endif
