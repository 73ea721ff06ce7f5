/*
 * The quotation marks in a field of CSV or TSV: within quotation marks, two stand for one.
 */
#ifndef ZN_FORMATS_DELIMITED_QUOTES_H
#define ZN_FORMATS_DELIMITED_QUOTES_H

#include "formats/field.h"

/* Appends what a quoted field says: one quotation mark for two.  False: no memory. */
bool zn_delimited_read(const char *source, size_t length, struct zn_buffer *text);

/* Appends a text as it is written in a quoted field.  False: no memory. */
bool zn_delimited_write(const char *text, size_t length, struct zn_buffer *out);

/* Adds the pieces of a field, in which quotation marks are doubled or not. */
void zn_delimited_take_pieces(struct zn_field *field, const char *source, size_t length,
                              bool has_doubled);

/* Whether a text must be written in quotation marks. */
bool zn_delimited_needs_quotes(const char *text, size_t length, char separator);

#endif
