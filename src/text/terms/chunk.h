/*
 * A chunk of the corpus as a row of units, and the counting of every sequence
 * in it that occurs more than once, with what stands beside it.
 */
#ifndef ZN_TEXT_TERMS_CHUNK_H
#define ZN_TEXT_TERMS_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/terms/table.h"
#include "text/terms/units.h"

#define ZN_CHUNK_MARGIN 8u /* breaks around the row, so that no look-ahead leaves it */

/*
 * The row is also divided into stretches of so many units, whatever the documents:
 * a term gathers in a few of them, where a common word is spread.
 */
#define ZN_STRETCH_BITS 10u

/* A place in the row, to be sorted by the units from there on. */
struct zn_chunk_place {
    uint64_t key;
    uint32_t at;
    uint32_t document; /* counted from the chunk's first */
};

struct zn_chunk {
    const zhnorm_allocator *allocator;
    uint16_t *units; /* with breaks before the first and behind the last */
    struct zn_chunk_place *places;
    struct zn_chunk_place *scratch;
    uint32_t *neighbours; /* by unit: how often it stands at one side; all 0 between uses */
    uint32_t capacity;    /* units */
    uint32_t count;       /* units that are there */
    uint32_t place_count;
    uint64_t stretches;      /* of the chunks that were counted */
    uint32_t first_document; /* the number of the first document in the chunk */
    uint32_t document;       /* of the current one, counted from that */
    bool document_used;      /* some place is in it, here or in an earlier chunk */
};

/* Makes room for `capacity` units. False: no memory. */
bool zn_chunk_init(struct zn_chunk *chunk, uint32_t capacity,
                   const zhnorm_allocator *allocator);
void zn_chunk_free(struct zn_chunk *chunk);

/* The bytes that a chunk takes for each unit, and besides. */
#define ZN_CHUNK_UNIT_MEMORY (sizeof(uint16_t) + 2 * sizeof(struct zn_chunk_place))
#define ZN_CHUNK_MEMORY (ZN_UNITS_MAX * sizeof(uint32_t))

/* Adds a unit or a break, for which there must be room. */
static inline void zn_chunk_add(struct zn_chunk *chunk, uint32_t unit)
{
    uint16_t *to = chunk->units + ZN_CHUNK_MARGIN + chunk->count;
    *to = (uint16_t)unit;
    /* A sequence begins at every unit that another one follows. */
    if (unit >= ZN_UNIT_FIRST && to[-1] >= ZN_UNIT_FIRST) {
        struct zn_chunk_place *place = &chunk->places[chunk->place_count++];
        place->at = ZN_CHUNK_MARGIN + chunk->count - 1;
        place->document = chunk->document;
        chunk->document_used = true;
    }
    chunk->count++;
}

/* What is added from now on is of another document. */
static inline void zn_chunk_end_document(struct zn_chunk *chunk)
{
    /* One of which nothing could be counted needs no number of its own. */
    if (chunk->document_used)
        chunk->document++;
    chunk->document_used = false;
}

/* Of the memory that sorting needs, the part that serves for counting then. */
static inline size_t zn_chunk_stamp_places(uint32_t capacity)
{
    size_t stamps = (size_t)capacity + (capacity >> ZN_STRETCH_BITS) + 1;
    return stamps * sizeof(uint32_t) / sizeof(struct zn_chunk_place) + 1;
}

/*
 * Counts what is in the chunk into the table, whose own scratch memory must fit
 * in the rest of what sorting needs, and empties the chunk.  O(count) but for the sorting
 * of long repetitions.
 */
void zn_chunk_count(struct zn_chunk *chunk, const struct zn_units *units,
                    struct zn_sequences *table);

#endif
