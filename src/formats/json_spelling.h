/*
 * How the text of a JSON string is spelled: decoding it, telling by which style it was
 * written, and writing text in a style.  Strings are given without their quotation marks and
 * are valid; text is UTF-8, or as bad as the raw bytes of its string.
 */
#ifndef ZN_FORMATS_JSON_SPELLING_H
#define ZN_FORMATS_JSON_SPELLING_H

#include "formats/field.h"

/*
 * A style has one spelling for each text: '"', '\' and control characters are escaped, in the
 * short form where there is one, and everything else stands for itself, but for:
 */
struct zn_json_style {
    bool escapes_all;   /* all that is not ASCII, and U+007F, as "\u4e2d" */
    bool has_upper;     /* "\u4E2D" */
    bool escapes_slash; /* "\/" */
};

struct zn_json_decoded {
    struct zn_json_style style; /* the string's, or the one that fits it best */
    bool is_regular;            /* writing the text in this style gives the string again */
};

/* Appends the text of a string to `text`.  False: no memory. */
bool zn_json_decode(const char *string, size_t length, struct zn_buffer *text,
                    struct zn_json_decoded *decoded);

/*
 * Appends the spelling of a text to `out`, which gets room for six times as much: a long text
 * is best spelled in parts, between two characters.  False: no memory.
 */
bool zn_json_spell(struct zn_json_style style, const char *text, size_t length,
                   struct zn_buffer *out);

/* Adds the pieces of a string to a field; a lone surrogate is pinned. */
void zn_json_take_pieces(struct zn_field *field, const char *string, size_t length);

/*
 * The style for what takes the place of a piece of a string: "\u4e2d" and "\/" stay escapes,
 * and all else follows the style of the string.
 */
struct zn_json_style zn_json_style_at(struct zn_json_style style, const char *piece,
                                      size_t length);

#endif
