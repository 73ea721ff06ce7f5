/*
 * The sequences of a corpus that have been counted so far, in a hash table of
 * fixed size.  When it is full, the rarer half is dropped, and by how much a
 * count can be too low from then on is remembered.
 */
#ifndef ZN_TEXT_TERMS_TABLE_H
#define ZN_TEXT_TERMS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

#define ZN_SEQUENCE_MIN 2 /* units of a sequence */
#define ZN_SEQUENCE_MAX 6

struct zn_sequence {
    uint16_t units[ZN_SEQUENCE_MAX]; /* 0 behind the last */
    uint32_t count;                  /* 0: a free slot; UINT32_MAX: that many or more */
    float left;                      /* sum over occurrences of the neighbours' entropy */
    float right;
    uint32_t documents;     /* in which it occurs */
    uint32_t stretches;     /* likewise; see chunk.h */
    uint32_t last_document; /* while counting */
};

struct zn_sequences {
    const zhnorm_allocator *allocator;
    struct zn_sequence *slots;
    uint32_t slot_count;
    uint32_t used;
    uint64_t dropped; /* the sum of what the counts of dropped ones may have been */
};

/* Makes an empty table. False: no memory. */
bool zn_sequences_init(struct zn_sequences *table, uint32_t slot_count,
                       const zhnorm_allocator *allocator);
void zn_sequences_free(struct zn_sequences *table);

/*
 * Adds the occurrences in a chunk to those that were counted before.
 * `first_document` is the chunk's first, and `has_first` says whether some of
 * the occurrences are in it.  O(1), but for dropping.
 */
void zn_sequences_add(struct zn_sequences *table, const struct zn_sequence *sequence,
                      uint32_t first_document, bool has_first, struct zn_sequence *scratch);

/* A sequence by its first `count` units; NULL: it is not in the table.  O(1). */
struct zn_sequence *zn_sequences_find(const struct zn_sequences *table, const uint16_t *units,
                                      size_t count);

/* The number of units. */
size_t zn_sequence_length(const struct zn_sequence *sequence);

#endif
