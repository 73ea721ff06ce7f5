/*
 * Converts files of any format, one after the other: takes a file's bytes as they
 * come, finds the text in them, has that converted and hands the file out again, in
 * which nothing else has changed.  Belongs to one thread at a time.  Opens nothing
 * and prints nothing.
 */
#ifndef ZN_FORMATS_FORMATTER_H
#define ZN_FORMATS_FORMATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/conversions.h"
#include "formats/format.h"
#include "zhnorm/zhnorm.h"

/* Where a converted file goes. */
struct zn_format_sink {
    /* Takes the next bytes.  False: no more can be taken, and the file is given up. */
    bool (*write)(void *context, const char *data, size_t length);
    /*
     * The edits of the file, as zhnorm_stream_listen gives those of a text: offsets
     * count in the file's bytes.  NULL: nobody asks.
     */
    zhnorm_listener *listener;
    /*
     * With zn_format_options.keep_going: a record was wrong and has been copied as it
     * is.  NULL: nobody asks.
     */
    void (*skipped)(void *context, const zhnorm_error *error);
    void *context; /* the first parameter of all three */
};

/* Which part of a file is coming.  Whole files are both. */
struct zn_format_part {
    bool first; /* it begins with the file's first byte */
    bool last;  /* it ends with the file's last byte */
    /* What the file was taken for, with a configuration that decides by the document: to
     * be kept for the parts behind the first; NULL: find out. */
    const zhnorm_detection *detection;
};

/* What a formatter has counted since it was opened or its counters were reset. */
struct zn_format_counts {
    zhnorm_stats stats; /* of the files: their bytes, and what was found in their text */
    uint64_t *changes;  /* by rule: zhnorm_rule_count() sums */
    uint64_t documents; /* texts that were converted: one a file, record or page */
    uint64_t skipped;   /* records that were wrong and copied as they are */
};

struct zn_formatter;

/*
 * Makes a formatter.  `conversions` and what `options` points to must outlive it.
 * `counting`: everything in zn_format_counts is wanted; else only documents and skipped,
 * and malformed and forced_cuts of the stats.  Fails with ZHNORM_ERROR_NO_MEMORY.
 */
int zn_formatter_open(struct zn_formatter **formatter,
                      const struct zn_conversions *conversions,
                      const struct zn_format_options *options, bool counting,
                      zhnorm_error *error);

/* NULL is allowed. */
void zn_formatter_close(struct zn_formatter *formatter);

/*
 * Begins a file, or a part of one that was cut at a line's end; what was left of the one
 * before is forgotten.  `sink` is copied.  A part of a text that is not the last must end
 * with a line end.
 */
void zn_formatter_begin(struct zn_formatter *formatter, enum zn_format format,
                        const struct zn_format_part *part, const struct zn_format_sink *sink);

/*
 * Takes the next bytes of the file, divided in any way, and its end.  All text before a
 * failure is delivered as far as the format allows: complete paragraphs of a text, records
 * of JSON Lines and CSV; of HTML and Markdown nothing.  After a failure only `begin` and
 * `close` may be called.
 *
 * Fails with ZHNORM_ERROR_INPUT where the file is wrong: error->offset counts from the
 * part's beginning, and error->line, from 1 there, is set for formats of records (0: not
 * known); with ZHNORM_ERROR_NO_MEMORY; with ZHNORM_ERROR_STATE when `write` said false; and
 * with ZHNORM_ERROR_ARGUMENT where the options do not fit the file (a column that its
 * header does not have).
 */
int zn_formatter_feed(struct zn_formatter *formatter, const char *data, size_t length,
                      zhnorm_error *error);
int zn_formatter_end(struct zn_formatter *formatter, zhnorm_error *error);

const struct zn_format_counts *zn_formatter_counts(const struct zn_formatter *formatter);
void zn_formatter_reset_counts(struct zn_formatter *formatter);

/*
 * With a configuration that decides by the document: what it has taken for the last text,
 * as zhnorm_stream_choice and zhnorm_stream_detection have it; else NULL.  Valid until the
 * next file begins.
 */
const char *zn_formatter_choice(const struct zn_formatter *formatter);
const zhnorm_detection *zn_formatter_detection(const struct zn_formatter *formatter);

#endif
