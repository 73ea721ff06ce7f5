/*
 * Which columns of a CSV or TSV file are chosen, by name or by number.  Knows the header and
 * nothing of the records behind it.
 */
#ifndef ZN_FORMATS_DELIMITED_COLUMNS_H
#define ZN_FORMATS_DELIMITED_COLUMNS_H

#include "formats/format.h"
#include "text/buffer.h"

struct zn_delimited_columns {
    struct zn_buffer chosen; /* of size_t: ascending, each once, from 0 */
};

/* Whether the first record names the columns. */
bool zn_delimited_has_header(const struct zn_format_options *options);

/*
 * Finds the columns where there is no header.  Fails with ZHNORM_ERROR_ARGUMENT where a name
 * is among them, and with ZHNORM_ERROR_NO_MEMORY.
 */
int zn_delimited_choose(struct zn_delimited_columns *columns,
                        const struct zn_format_options *options, zhnorm_error *error);

/*
 * Finds them in a header, a whole and valid record.  Fails with ZHNORM_ERROR_ARGUMENT where
 * it lacks one, or has a name twice.
 */
int zn_delimited_choose_in(struct zn_delimited_columns *columns,
                           const struct zn_format_options *options, const char *header,
                           size_t length, char separator, zhnorm_error *error);

static inline size_t zn_delimited_column_count(const struct zn_delimited_columns *columns)
{
    return columns->chosen.length / sizeof(size_t);
}

static inline const size_t *zn_delimited_column(const struct zn_delimited_columns *columns)
{
    return (const size_t *)(const void *)columns->chosen.data;
}

#endif
