/* Collecting: see terms.h.  select.c chooses what is a term. */
#include "text/terms/terms.h"

#include "rules/memory.h"
#include "text/character.h"
#include "text/utf8.h"

/*
 * A slot of the table for so many units of a chunk, at least.  What sorting the
 * chunk needs is also what dropping from the table needs: three quarters of two
 * places for a slot, where half a sequence is wanted.
 */
#define UNITS_PER_SLOT 2u
#define SLOTS_LEAST 64u
#define SLOTS_MOST (1u << 30)

bool zn_terms_init(struct zn_terms *terms, size_t memory, const zhnorm_allocator *allocator)
{
    size_t fixed = zn_units_memory() + ZN_CHUNK_MEMORY + ((size_t)64 << 10);
    size_t slot_memory =
        sizeof(struct zn_sequence) + UNITS_PER_SLOT * (size_t)ZN_CHUNK_UNIT_MEMORY;
    size_t slots = memory > fixed ? (memory - fixed) / slot_memory : 0;
    *terms = (struct zn_terms){0};
    if (slots > SLOTS_MOST)
        slots = SLOTS_MOST;
    if (slots < SLOTS_LEAST)
        slots = SLOTS_LEAST;
    uint32_t slot_count = (uint32_t)slots;
    return zn_units_init(&terms->units, allocator) &&
           zn_chunk_init(&terms->chunk, slot_count * UNITS_PER_SLOT, allocator) &&
           zn_sequences_init(&terms->table, slot_count, allocator);
}

_Static_assert(sizeof(struct zn_sequence) / 2 <
                   UNITS_PER_SLOT * sizeof(struct zn_chunk_place) * 3 / 4,
               "dropping needs more memory than sorting");

void zn_terms_free(struct zn_terms *terms)
{
    zn_units_free(&terms->units);
    zn_chunk_free(&terms->chunk);
    zn_sequences_free(&terms->table);
}

void zn_terms_flush(struct zn_terms *terms)
{
    if (terms->chunk.place_count == 0)
        return;
    zn_chunk_count(&terms->chunk, &terms->units, &terms->table);
    terms->flushes++;
}

void zn_terms_add(struct zn_terms *terms, const uint8_t *text, size_t length)
{
    const uint8_t *end = text + length;
    struct zn_chunk *chunk = &terms->chunk;
    uint32_t last = ZN_UNIT_BREAK;
    while (text < end) {
        bool after_han = last >= ZN_UNIT_FIRST && !zn_unit_is_word(&terms->units, last);
        uint32_t unit = zn_units_next(&terms->units, &text, end, after_han);
        if (unit != ZN_UNIT_BREAK || last != ZN_UNIT_BREAK)
            zn_chunk_add(chunk, unit);
        last = unit;
        if (chunk->count + 2 >= chunk->capacity) {
            zn_chunk_add(chunk, ZN_UNIT_BREAK);
            zn_terms_flush(terms);
            last = ZN_UNIT_BREAK;
        }
    }
    if (last != ZN_UNIT_BREAK)
        zn_chunk_add(chunk, ZN_UNIT_BREAK);
}

void zn_terms_end_document(struct zn_terms *terms)
{
    zn_chunk_end_document(&terms->chunk);
}

uint64_t zn_terms_error(const struct zn_terms *terms)
{
    /* What occurs once in a chunk is not counted; in a corpus of one chunk it is no term. */
    uint64_t uncounted = terms->flushes > 1 ? terms->flushes : 0;
    return terms->table.dropped + uncounted;
}
