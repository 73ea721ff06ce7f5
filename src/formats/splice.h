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

/* The source, the text that was found in it, and what became of that. */
struct zn_splice {
    const char *source;
    size_t length;
    const struct zn_field *field;
    const zhnorm_edit *edits; /* of the text */
    size_t edit_count;
    const char *converted;
    zn_speller *speller; /* NULL: what is put in is written as it is */
    void *context;
};

/* False: no memory.  O(length + pieces + edits). */
bool zn_splice(const struct zn_splice *splice, const struct zn_splice_target *target);

#endif
