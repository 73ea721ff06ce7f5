/*
 * A sample of the text of a corpus, spread evenly over it, in fixed memory: where
 * the contexts of terms come from, which nobody knows before the corpus ends.
 */
#ifndef ZN_CORE_AUDIT_SAMPLE_H
#define ZN_CORE_AUDIT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

#define ZN_SAMPLE_SEGMENT ((size_t)32 << 10) /* bytes that are kept together */
#define ZN_SAMPLE_PIECES 64                  /* of text in a segment, at most */

/* Text of one document; a segment's end may cut its first and last paragraph. */
struct zn_sample_piece {
    uint64_t document;
    uint32_t start;
    uint32_t length;
};

struct zn_sample_segment {
    uint8_t *text;
    uint32_t length;
    uint32_t piece_count;
    struct zn_sample_piece pieces[ZN_SAMPLE_PIECES];
};

struct zn_sample {
    const zhnorm_allocator *allocator;
    struct zn_sample_segment *segments;
    uint8_t *texts;
    uint32_t capacity;
    uint32_t count;   /* segments that are kept; the last one is being filled */
    uint64_t step;    /* every `step`th segment is kept */
    uint64_t skipped; /* bytes of the segments between two that are kept, so far */
    bool full;        /* the last segment is; what follows is skipped */
};

/* Takes about `memory` bytes.  False: no memory. */
bool zn_sample_init(struct zn_sample *sample, size_t memory,
                    const zhnorm_allocator *allocator);
void zn_sample_free(struct zn_sample *sample);

/*
 * Offers valid UTF-8, which goes on what was offered of the document before.  What
 * is kept does not depend on how it is divided.  O(length).
 */
void zn_sample_add(struct zn_sample *sample, const uint8_t *text, size_t length,
                   uint64_t document);

#endif
