/* See table.h. */
#include "text/terms/table.h"

#include <string.h>

#include "rules/memory.h"

#define BUCKETS 1024u   /* counts that are told apart when some must be dropped */
#define BUCKET_SHIFT 8u /* by how much they grow coarser when that is too few */

bool zn_sequences_init(struct zn_sequences *table, uint32_t slot_count,
                       const zhnorm_allocator *allocator)
{
    *table = (struct zn_sequences){.allocator = allocator, .slot_count = slot_count};
    table->slots = zn_allocate_zeroed(allocator, slot_count, sizeof *table->slots);
    return table->slots != NULL;
}

void zn_sequences_free(struct zn_sequences *table)
{
    if (table->allocator != NULL)
        zn_release(table->allocator, table->slots);
    *table = (struct zn_sequences){0};
}

static uint64_t mix(uint64_t word)
{
    word = (word ^ word >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return (word ^ word >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
}

/* The slot of a sequence, or the free one in which it would be. */
static struct zn_sequence *find_slot(const struct zn_sequences *table,
                                     const uint16_t units[ZN_SEQUENCE_MAX])
{
    uint64_t first;
    uint32_t second;
    memcpy(&first, units, sizeof first);
    memcpy(&second, units + 4, sizeof second);
    uint64_t hash = mix(first ^ mix(second)) >> 32;
    uint32_t at = (uint32_t)(hash * table->slot_count >> 32);
    while (table->slots[at].count != 0 &&
           memcmp(table->slots[at].units, units, sizeof table->slots[at].units) != 0)
        at = at + 1 == table->slot_count ? 0 : at + 1;
    return &table->slots[at];
}

/*
 * Finds the least count of which at most half of the table is left above it, in
 * steps of 2^shift.  False: it is beyond what the histogram tells apart.
 */
static bool find_limit(const struct zn_sequences *table, unsigned shift, uint32_t *limit)
{
    uint32_t histogram[BUCKETS] = {0};
    for (uint32_t i = 0; i < table->slot_count; i++) {
        uint32_t bucket = table->slots[i].count >> shift;
        if (table->slots[i].count != 0)
            histogram[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
    }
    uint32_t left = table->used;
    for (uint32_t bucket = 0; bucket < BUCKETS - 1; bucket++) {
        left -= histogram[bucket];
        if (left <= table->slot_count / 2) {
            *limit = ((bucket + 1) << shift) - 1;
            return true;
        }
    }
    return false;
}

/* Drops the rarest sequences; `scratch` holds the others in between. */
static void drop(struct zn_sequences *table, struct zn_sequence *scratch)
{
    uint32_t limit = 0;
    uint32_t kept = 0;
    unsigned shift = 0;
    while (!find_limit(table, shift, &limit))
        shift += BUCKET_SHIFT;
    for (uint32_t i = 0; i < table->slot_count; i++) {
        if (table->slots[i].count > limit)
            scratch[kept++] = table->slots[i];
    }
    memset(table->slots, 0, table->slot_count * sizeof *table->slots);
    for (uint32_t i = 0; i < kept; i++)
        *find_slot(table, scratch[i].units) = scratch[i];
    table->used = kept;
    table->dropped += limit;
}

void zn_sequences_add(struct zn_sequences *table, const struct zn_sequence *sequence,
                      uint32_t first_document, bool has_first, struct zn_sequence *scratch)
{
    struct zn_sequence *slot = find_slot(table, sequence->units);
    if (slot->count == 0) {
        *slot = *sequence;
        if (++table->used > table->slot_count / 8 * 7)
            drop(table, scratch);
        return;
    }
    uint32_t room = UINT32_MAX - slot->count;
    slot->count += sequence->count < room ? sequence->count : room;
    slot->left += sequence->left;
    slot->right += sequence->right;
    slot->stretches += sequence->stretches;
    /* A document may go on from chunk to chunk. */
    bool counted = has_first && slot->last_document == first_document;
    slot->documents += sequence->documents - (counted ? 1 : 0);
    slot->last_document = sequence->last_document;
}

struct zn_sequence *zn_sequences_find(const struct zn_sequences *table, const uint16_t *units,
                                      size_t count)
{
    uint16_t key[ZN_SEQUENCE_MAX] = {0};
    memcpy(key, units, count * sizeof *units);
    struct zn_sequence *slot = find_slot(table, key);
    return slot->count != 0 ? slot : NULL;
}

size_t zn_sequence_length(const struct zn_sequence *sequence)
{
    size_t length = ZN_SEQUENCE_MAX;
    while (length > 0 && sequence->units[length - 1] == 0)
        length--;
    return length;
}
