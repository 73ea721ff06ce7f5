/*
 * The formats of files: their names, and what is to be converted in each.  Knows
 * nothing of how that is found.
 */
#ifndef ZN_FORMATS_FORMAT_H
#define ZN_FORMATS_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zn_format {
    ZN_FORMAT_TEXT, /* the whole file */
    ZN_FORMAT_JSONL,
    ZN_FORMAT_CSV,
    ZN_FORMAT_TSV,
    ZN_FORMAT_HTML,
    ZN_FORMAT_MARKDOWN,
    ZN_FORMATS
};

/* Whether the first record of a CSV or TSV file names the columns. */
enum zn_header {
    ZN_HEADER_AUTO, /* it does if a column is chosen by name */
    ZN_HEADER_YES,
    ZN_HEADER_NO
};

/* What is text in a file, where its format leaves that open.  Nothing is copied. */
struct zn_format_options {
    const char *const *fields; /* JSON Lines: "title", "meta.title", "*" */
    size_t field_count;
    const char *const *columns; /* CSV, TSV: a name, or a number from 1 */
    size_t column_count;
    int32_t header;  /* enum zn_header */
    bool attributes; /* HTML: title, alt and their like as well */
    bool keep_going; /* a record that is wrong is copied as it is */
};

/* The format's name, such as "jsonl".  A static string. */
const char *zn_format_name(enum zn_format format);

/* The format of this name.  False: there is none. */
bool zn_format_find(const char *name, enum zn_format *format);

/*
 * The format of a file, by the ending of its name, whichever case it has; ".gz" and
 * ".zst" behind it are passed over.  ZN_FORMAT_TEXT where the ending says nothing.
 */
enum zn_format zn_format_of_file(const char *name);

/*
 * Whether a file, by the ending of its name, is of a format whose text is not to be had by
 * these: a program, data, a picture.  Converted as plain text it could be damaged.
 */
bool zn_format_is_foreign(const char *name);

/* Whether a file of this format may be cut at any line's end. */
bool zn_format_is_lined(enum zn_format format);

#endif
