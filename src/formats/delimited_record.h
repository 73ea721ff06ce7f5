/*
 * A record of CSV or TSV: where it ends, what is wrong with it, and where the chosen fields
 * are in it.
 */
#ifndef ZN_FORMATS_DELIMITED_RECORD_H
#define ZN_FORMATS_DELIMITED_RECORD_H

#include "formats/delimited_columns.h"
#include "formats/delimited_scan.h"

struct zn_delimited_record {
    struct zn_buffer fields;       /* of zn_delimited_field: chosen, and not empty */
    bool is_blank;                 /* there is nothing but a line end */
    enum zn_delimited_event wrong; /* UNCLOSED or BEHIND; MORE: nothing is wrong */
    size_t wrong_at;
    bool failed; /* there was no memory for a field */
    /* How far it has been read: */
    struct zn_delimited_scan scan;
    size_t column;      /* of the next field */
    size_t next_chosen; /* among the chosen columns, the next to come */
    size_t searched;    /* of a wrong one: so much of it has no line end */
};

void zn_delimited_record_init(struct zn_delimited_record *record,
                              const zhnorm_allocator *allocator);
void zn_delimited_record_free(struct zn_delimited_record *record);
/* Begins with a record. */
void zn_delimited_record_reset(struct zn_delimited_record *record);

/*
 * As zn_record_kind.measure.  Of a record that is wrong, the length is that of its first
 * line, lest a quotation mark too many takes the rest of the file.
 */
size_t zn_delimited_measure(struct zn_delimited_record *record,
                            const struct zn_delimited_columns *columns, char separator,
                            const char *data, size_t length, bool final, uint64_t *lines);

static inline size_t zn_delimited_field_count(const struct zn_delimited_record *record)
{
    return record->fields.length / sizeof(struct zn_delimited_field);
}

static inline const struct zn_delimited_field *
zn_delimited_fields(const struct zn_delimited_record *record)
{
    return (const struct zn_delimited_field *)(const void *)record->fields.data;
}

#endif
