/*
 * What an audit counts: characters and words that it knows in advance, each
 * with its occurrences and some of the places where it stands.  Knows nothing of
 * how they are found.
 */
#ifndef ZN_CORE_AUDIT_ITEMS_H
#define ZN_CORE_AUDIT_ITEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/trie.h"
#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

#define ZN_AUDIT_REACH 8 /* characters of a context on each side */
#define ZN_AUDIT_REACH_BYTES (ZN_AUDIT_REACH * 4)
#define ZN_AUDIT_CONTEXTS_MAX 32u

/* A place where an item stands. */
struct zn_audit_place {
    uint64_t document;
    uint8_t before_length;
    uint8_t after_length;
    uint8_t before[ZN_AUDIT_REACH_BYTES];
    uint8_t after[ZN_AUDIT_REACH_BYTES];
};

/*
 * Places spread evenly over the corpus: every `step`th occurrence is kept;
 * when the list is full, every second is dropped and the step doubled.
 */
struct zn_audit_places {
    struct zn_audit_place *list; /* NULL: none yet */
    uint32_t count;
    uint64_t step;
    uint64_t seen;
};

/* A value that an item could get; strings are offsets. */
struct zn_audit_value {
    uint32_t text;
    uint32_t source; /* the table or dictionary that has it */
    uint32_t next;   /* the item's next value, or ZN_AUDIT_NONE */
};

#define ZN_AUDIT_NONE UINT32_MAX

struct zn_audit_item {
    uint32_t kind;                   /* ZHNORM_AUDIT_*; 0: found, but of no interest */
    bool silent[ZN_PARAGRAPH_KINDS]; /* likewise, in paragraphs of this kind */
    uint32_t text;                   /* offset of a string */
    uint32_t values;
    uint32_t outputs[ZN_PARAGRAPH_KINDS]; /* what the configuration makes of it */
    uint64_t counts[ZN_PARAGRAPH_KINDS];
    uint64_t documents;
    uint64_t last_document; /* 1 more than its number */
    struct zn_audit_places places;
};

struct zn_audit_items {
    const zhnorm_allocator *allocator;
    struct zn_buffer strings; /* NUL-terminated */
    struct zn_buffer values;
    struct zn_buffer items;
    uint32_t places_most; /* kept of each item */
    size_t place_memory;  /* bytes that may still be taken for places */
};

void zn_audit_items_init(struct zn_audit_items *items, uint32_t contexts, size_t place_memory,
                         const zhnorm_allocator *allocator);
void zn_audit_items_free(struct zn_audit_items *items);

static inline uint32_t zn_audit_item_count(const struct zn_audit_items *items)
{
    return (uint32_t)(items->items.length / sizeof(struct zn_audit_item));
}

static inline struct zn_audit_item *zn_audit_item(const struct zn_audit_items *items,
                                                  uint32_t number)
{
    return (struct zn_audit_item *)(void *)items->items.data + number;
}

static inline const struct zn_audit_value *zn_audit_value(const struct zn_audit_items *items,
                                                          uint32_t number)
{
    return (const struct zn_audit_value *)(const void *)items->values.data + number;
}

static inline const char *zn_audit_string(const struct zn_audit_items *items, uint32_t offset)
{
    return (const char *)items->strings.data + offset;
}

/* These give ZN_AUDIT_NONE when there is no memory. */
uint32_t zn_audit_add_string(struct zn_audit_items *items, const void *bytes, size_t length);
uint32_t zn_audit_add_item(struct zn_audit_items *items, uint32_t kind, const void *text,
                           size_t length);

/* Adds a value that the item has not got yet, behind the others.  False: no memory. */
bool zn_audit_add_value(struct zn_audit_items *items, uint32_t item, const void *text,
                        size_t length, const char *source, size_t source_length);

/* A text within its paragraph, of which a part is an occurrence. */
struct zn_audit_occurrence {
    const uint8_t *from; /* the paragraph */
    const uint8_t *to;
    const uint8_t *start; /* the occurrence */
    const uint8_t *end;
    uint64_t document;
};

/*
 * Offers a place; it is kept if it is its turn, its context is a new one, and
 * there is memory left for places.  False: no memory at all.
 */
bool zn_audit_offer(struct zn_audit_items *items, struct zn_audit_places *places,
                    const struct zn_audit_occurrence *occurrence);

/* Counts an occurrence in a paragraph of this kind.  False: no memory. */
bool zn_audit_count(struct zn_audit_items *items, uint32_t item, enum zn_paragraph_kind kind,
                    const struct zn_audit_occurrence *occurrence);

#endif
