/*
 * The emitter from within: see emit.h for what the formats see of it.
 */
#ifndef ZN_FORMATS_EMITTER_H
#define ZN_FORMATS_EMITTER_H

#include "formats/emit.h"
#include "formats/splice.h"

/* Whether a stream keeps a record of edits. */
enum zn_recording { ZN_NOT_RECORDING, ZN_RECORDING, ZN_RECORDINGS };

struct zn_emitter {
    const struct zn_conversions *conversions;
    const zhnorm_allocator *allocator;
    int32_t bad_input;
    bool keep_going;
    bool counting;
    struct zn_format_sink sink;
    zhnorm_stream *streams[ZN_PURPOSES][ZN_RECORDINGS]; /* opened when first needed */

    /* What is on its way to the sink. */
    struct zn_buffer out;
    struct zn_buffer source; /* what it was made of; with a listener only */
    struct zn_buffer edits;  /* of zhnorm_edit; with a listener only */
    uint64_t source_offset;  /* of its beginning, in the file */
    uint64_t output_offset;
    uint64_t handed_on; /* source bytes since the file began */

    /* What was on its way when something began to be held back. */
    bool holds;
    struct zn_emitter_mark {
        size_t out;
        size_t source;
        size_t edits;
        uint64_t handed_on;
        zhnorm_stats stats;
        struct zn_buffer changes; /* of uint64_t, by rule */
    } mark;

    /* Of the text in hand. */
    struct zn_buffer text_edits; /* of zhnorm_edit */
    bool lost;                   /* there was no memory for some of them */
    struct zn_buffer converted;
    struct zn_splice_patches inner; /* what lies within it */

    const zhnorm_stream *whole; /* that the file goes through, if it is one text; or NULL */
    bool has_detection;         /* a document was decided about */
    zhnorm_detection detection;
    struct zn_format_counts counts;
};

bool zn_emitter_init(struct zn_emitter *emitter, const struct zn_conversions *conversions);
void zn_emitter_free(struct zn_emitter *emitter);

/* Begins a file. */
void zn_emitter_begin(struct zn_emitter *emitter, const struct zn_format_sink *sink);

/* Drops the fields within the next one that have been kept. */
void zn_emitter_forget_inner(struct zn_emitter *emitter);

/* Notes that source bytes have been dealt with, and hands on what there is enough of. */
int zn_emitter_hand_on(struct zn_emitter *emitter, const char *source, size_t length,
                       zhnorm_error *error);

/* Hands what is on its way to the sink. */
int zn_emitter_flush(struct zn_emitter *emitter, zhnorm_error *error);

/*
 * A stream for the next text, reset, and with the choice made for the document.  NULL: no
 * memory.  One that records tells its edits to emitter->text_edits.
 */
zhnorm_stream *zn_emitter_stream(struct zn_emitter *emitter, enum zn_purpose purpose,
                                 enum zn_recording recording, zhnorm_error *error);

/* Counts a text that a stream has just converted. */
void zn_emitter_count(struct zn_emitter *emitter, const zhnorm_stream *stream);

/* Writes to the sink at once.  For text that goes through in a stream. */
int zn_emitter_write(struct zn_emitter *emitter, const char *data, size_t length,
                     zhnorm_error *error);

#endif
