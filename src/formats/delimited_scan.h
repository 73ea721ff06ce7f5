/*
 * Reads the fields of CSV and TSV (RFC 4180) one after the other, and stops wherever the
 * input does.  A field may stand in quotation marks, where two of them mean one.  One that
 * does not begin with a quotation mark has no quotes: those in it stand for themselves.
 * A record ends with LF, CR LF or CR.
 */
#ifndef ZN_FORMATS_DELIMITED_SCAN_H
#define ZN_FORMATS_DELIMITED_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* A field: bytes from the record's start, without the quotation marks around it. */
struct zn_delimited_field {
    size_t begin;
    size_t end;
    bool is_quoted;
    bool has_doubled; /* quotation marks inside */
};

enum zn_delimited_event {
    ZN_DELIMITED_MORE,       /* the input ends within a field */
    ZN_DELIMITED_FIELD,      /* another one follows */
    ZN_DELIMITED_LAST_FIELD, /* the record ends at `at` */
    ZN_DELIMITED_UNCLOSED,   /* the input ends within quotation marks */
    ZN_DELIMITED_BEHIND      /* at `at` something follows a closing quotation mark */
};

struct zn_delimited_scan {
    size_t at;                       /* how far the record has been read */
    struct zn_delimited_field field; /* the last one */
    int phase;                       /* where in a field or line end that is */
};

/* Begins with a record. */
void zn_delimited_begin(struct zn_delimited_scan *scan);

/*
 * Reads one field of the record at `data`, which may have grown since the last call.
 * `final`: nothing more comes.
 */
enum zn_delimited_event zn_delimited_next(struct zn_delimited_scan *scan, const char *data,
                                          size_t length, bool final, char separator);

/* The length of the first line, its end included; 0: its end is not there yet. */
size_t zn_delimited_line(const char *data, size_t length, bool final);

#endif
