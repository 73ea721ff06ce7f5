/*
 * Converts one field of CSV or TSV: its text comes out as it would alone, and it keeps its
 * quotation marks, or their absence, wherever what comes out can be written so.
 */
#ifndef ZN_FORMATS_DELIMITED_FIELD_H
#define ZN_FORMATS_DELIMITED_FIELD_H

#include "formats/delimited_scan.h"
#include "formats/emit.h"

/* What the conversion of field after field needs. */
struct zn_delimited_converter {
    struct zn_emitter *emitter;
    char separator;
    struct zn_buffer text; /* what the field says */
    struct zn_buffer converted;
    struct zn_buffer spelled;
    struct zn_field pieces;
};

void zn_delimited_converter_init(struct zn_delimited_converter *converter,
                                 struct zn_emitter *emitter, char separator);
void zn_delimited_converter_free(struct zn_delimited_converter *converter);

/*
 * What a field says: in the record itself where that can be, else in converter->text.  NULL:
 * no memory.
 */
const char *zn_delimited_text(struct zn_delimited_converter *converter, const char *record,
                              const struct zn_delimited_field *field, size_t *length);

/* Hands on the field, which is not empty, converted. */
int zn_delimited_convert(struct zn_delimited_converter *converter, const char *record,
                         const struct zn_delimited_field *field, zhnorm_error *error);

#endif
