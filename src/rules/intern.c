/* See intern.h.  The hash table is open and at most half full. */
#include "rules/intern.h"

#include "rules/hash.h"

#define SLOTS_LEAST ((size_t)64)

struct slot {
    uint32_t hash;
    uint32_t place; /* the offset of the piece plus one; 0: the slot is free */
};

void zn_intern_init(struct zn_intern *intern, const zhnorm_allocator *allocator)
{
    zn_buffer_init(&intern->bytes, allocator);
    zn_buffer_init(&intern->slots, allocator);
    intern->count = 0;
}

void zn_intern_free(struct zn_intern *intern)
{
    zn_buffer_free(&intern->bytes);
    zn_buffer_free(&intern->slots);
}

static size_t slot_count(const struct zn_buffer *slots)
{
    return slots->length / sizeof(struct slot);
}

static struct slot *slots_of(const struct zn_buffer *slots)
{
    return (struct slot *)(void *)slots->data;
}

static struct slot *free_slot(const struct zn_buffer *slots, uint32_t hash)
{
    size_t mask = slot_count(slots) - 1;
    size_t at = hash & mask;
    while (slots_of(slots)[at].place != 0)
        at = (at + 1) & mask;
    return &slots_of(slots)[at];
}

/* Makes the table twice as large before it is more than half full. */
static bool make_room(struct zn_intern *intern)
{
    size_t count = slot_count(&intern->slots);
    if (intern->count * 2 < count)
        return true;
    size_t wanted = count == 0 ? SLOTS_LEAST : count * 2;
    struct zn_buffer larger;
    zn_buffer_init(&larger, intern->slots.allocator);
    if (!zn_buffer_reserve(&larger, wanted * sizeof(struct slot)))
        return false;
    larger.length = wanted * sizeof(struct slot);
    memset(larger.data, 0, larger.length);
    for (size_t i = 0; i < count; i++) {
        struct slot slot = slots_of(&intern->slots)[i];
        if (slot.place != 0)
            *free_slot(&larger, slot.hash) = slot;
    }
    zn_buffer_free(&intern->slots);
    intern->slots = larger;
    return true;
}

static bool is_at(const struct zn_intern *intern, uint32_t offset, const void *piece,
                  size_t length)
{
    return intern->bytes.length - offset >= length &&
           memcmp(intern->bytes.data + offset, piece, length) == 0;
}

/* The slot of a piece, or the free one where it belongs. */
static struct slot *find_slot(const struct zn_intern *intern, uint32_t hash, const void *piece,
                              size_t length)
{
    struct slot *slots = slots_of(&intern->slots);
    size_t mask = slot_count(&intern->slots) - 1;
    size_t at = hash & mask;
    while (slots[at].place != 0 &&
           !(slots[at].hash == hash && is_at(intern, slots[at].place - 1, piece, length)))
        at = (at + 1) & mask;
    return &slots[at];
}

static uint32_t hash_of(const void *piece, size_t length)
{
    uint64_t hash = zn_hash(ZN_HASH_START, piece, length);
    return (uint32_t)(hash ^ hash >> 32);
}

bool zn_intern_has(const struct zn_intern *intern, const void *piece, size_t length)
{
    return intern->count != 0 &&
           find_slot(intern, hash_of(piece, length), piece, length)->place != 0;
}

bool zn_intern_add(struct zn_intern *intern, const void *piece, size_t length,
                   uint32_t *offset)
{
    uint32_t hash = hash_of(piece, length);
    if (!make_room(intern))
        return false;
    struct slot *slot = find_slot(intern, hash, piece, length);
    if (slot->place == 0) {
        size_t start = intern->bytes.length;
        if (start >= UINT32_MAX - length || !zn_buffer_append(&intern->bytes, piece, length))
            return false;
        *slot = (struct slot){hash, (uint32_t)start + 1};
        intern->count++;
    }
    *offset = slot->place - 1;
    return true;
}
