/*
 * Divides a file into records, each of which is converted as a whole: what lies whole in the
 * bytes that come is taken from there, and only what they cut is copied.  Passes over a byte
 * order mark, counts lines, and sees to it that no record takes up the memory.  Knows nothing
 * of what a record is.
 */
#ifndef ZN_FORMATS_RECORDS_H
#define ZN_FORMATS_RECORDS_H

#include "formats/emit.h"

/*
 * A longer record is wrong.  Its text is held up to three times while it is converted, by
 * each thread, and the program is to stay within 64 MiB; 8 MiB are four long novels.
 */
#define ZN_RECORD_MOST ((size_t)8 << 20)

/* What kind of records a file has.  `context` is the format's state. */
struct zn_record_kind {
    /* Forgets a record that was begun, and begins with another. */
    void (*reset)(void *context);
    /*
     * The length of the record that `data` begins with, its line end included; 0: it goes on
     * behind.  Then it is called again with more behind the same bytes.  `final`: nothing
     * more comes.  `*lines` is how many line ends the record has.
     */
    size_t (*measure)(void *context, const char *data, size_t length, bool final,
                      uint64_t *lines);
    /* Hands on the record that was measured, converted. */
    int (*convert)(void *context, const char *record, size_t length, zhnorm_error *error);
    /* The length of the first line, its end included; 0: its end is not there yet. */
    size_t (*measure_line)(const char *data, size_t length, bool final);
};

struct zn_records {
    struct zn_emitter *emitter;
    const struct zn_record_kind *kind;
    void *context;
    struct zn_buffer pending; /* of a record that the input has cut */
    uint64_t offset;          /* of the record at hand, in the part */
    uint64_t line;            /* the same, from 1 */
    bool may_have_mark;       /* a byte order mark */
    bool is_passing;          /* the rest of a line is copied as it is */
};

void zn_records_init(struct zn_records *records, struct zn_emitter *emitter,
                     const struct zn_record_kind *kind, void *context);
void zn_records_free(struct zn_records *records);

void zn_records_begin(struct zn_records *records, const struct zn_format_part *part);
int zn_records_feed(struct zn_records *records, const char *data, size_t length,
                    zhnorm_error *error);
int zn_records_end(struct zn_records *records, zhnorm_error *error);

/*
 * The record at hand is wrong at a byte of it: hands it on as it is, or fails.
 */
int zn_records_wrong(struct zn_records *records, const char *record, size_t length, size_t at,
                     const char *message, zhnorm_error *error);

/*
 * Whether a record may be converted under the policy for bad input; else it is wrong, and
 * `*status` is what became of it.
 */
bool zn_records_accept_bytes(struct zn_records *records, const char *record, size_t length,
                             int *status, zhnorm_error *error);

#endif
