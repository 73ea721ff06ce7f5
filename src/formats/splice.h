/*
 * Puts the edits of a text into the source that it was taken from.
 */
#ifndef ZN_FORMATS_SPLICE_H
#define ZN_FORMATS_SPLICE_H

#include "formats/emit.h"
#include "formats/field.h"

/* Where the result goes. */
struct zn_splice_target {
    struct zn_buffer *out;   /* what is made of the source is appended */
    struct zn_buffer *edits; /* of zhnorm_edit: those of the source; NULL: not wanted */
    uint64_t source_offset;  /* of the source in its file */
    uint64_t output_offset;  /* of out->data[0] in the file that comes out */
};

/* A stretch of the source that is no text of the field, and what became of it. */
struct zn_splice_patch {
    size_t source;
    size_t source_length;
    size_t output; /* where it begins in zn_splice_patches.output */
    size_t output_length;
    size_t edit; /* the first of its edits in zn_splice_patches.edits */
    size_t edit_count;
};

/* Ascending, and none overlaps another or a piece that is text. */
struct zn_splice_patches {
    struct zn_buffer patches; /* of zn_splice_patch */
    struct zn_buffer output;
    struct zn_buffer edits; /* of zhnorm_edit: in the source, and in `output` */
};

/* The source, the text that was found in it, and what became of that. */
struct zn_splice {
    const char *source;
    size_t length;
    const struct zn_field *field;
    const zhnorm_edit *edits; /* of the text */
    size_t edit_count;
    const char *converted;
    const struct zn_splice_patches *patches; /* NULL: none */
    zn_speller *speller;                     /* NULL: what is put in is written as it is */
    void *context;
};

/* False: no memory.  O(length + pieces + edits). */
bool zn_splice(const struct zn_splice *splice, const struct zn_splice_target *target);

#endif
