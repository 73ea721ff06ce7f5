/*
 * Converts one string of JSON: its text comes out as it would alone, and in the file it is
 * spelled as it was.  Knows nothing of the value around it.
 */
#ifndef ZN_FORMATS_JSON_STRING_H
#define ZN_FORMATS_JSON_STRING_H

#include "formats/emit.h"
#include "formats/json_spelling.h"

/* What the conversion of string after string needs. */
struct zn_json_strings {
    struct zn_emitter *emitter;
    struct zn_buffer text; /* what the string says */
    struct zn_buffer converted;
    struct zn_buffer spelled;
    struct zn_field field;
};

void zn_json_strings_init(struct zn_json_strings *strings, struct zn_emitter *emitter);
void zn_json_strings_free(struct zn_json_strings *strings);

/* Hands on a string, which is valid and given without its quotation marks, converted. */
int zn_json_convert_string(struct zn_json_strings *strings, const char *string, size_t length,
                           zhnorm_error *error);

#endif
