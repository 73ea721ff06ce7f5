/*
 * How text that is put into a page is spelled there: what would be markup as an entity.
 */
#ifndef ZN_FORMATS_HTML_SPELL_H
#define ZN_FORMATS_HTML_SPELL_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/field.h"

/* Both are zn_speller; the context is not looked at. */
bool zn_html_spell_text(void *context, const struct zn_field_piece *piece, const char *text,
                        size_t length, struct zn_buffer *out);
/* In an attribute's value, whether it has quotes or not. */
bool zn_html_spell_value(void *context, const struct zn_field_piece *piece, const char *text,
                         size_t length, struct zn_buffer *out);

#endif
