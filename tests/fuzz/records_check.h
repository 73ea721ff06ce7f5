/*
 * What must hold of a file of records and what was made of it: shared by nobody but
 * fuzz_records, which it keeps short.
 */
#ifndef ZHNORM_FUZZ_RECORDS_CHECK_H
#define ZHNORM_FUZZ_RECORDS_CHECK_H

#include <stddef.h>

/*
 * Of JSON Lines in which the strings of the field `field` were chosen: our reader and jansson
 * agree about every line; as many lines come out; those that were right are, and nothing but
 * chosen strings differs.
 */
void check_jsonl(const char *source, size_t source_length, const char *output,
                 size_t output_length, const char *field);

/*
 * Of CSV or TSV without anything wrong in it, of which column `column` was chosen (from 0):
 * the output has nothing wrong in it, the same records, and in other columns the same fields.
 */
void check_delimited(const char *source, size_t source_length, const char *output,
                     size_t output_length, char separator, size_t column);

/* Whether a reader finds anything wrong in CSV or TSV. */
int is_delimited(const char *source, size_t length, char separator);

#endif
