/*
 * What sequences are made of: Han characters, and Latin words that touch them
 * (5G in 5G基地台), as numbers.  0 is the place where a sequence cannot go on, 1 a
 * run of digits, which is a neighbour like others but no part of a sequence.
 */
#ifndef ZN_TEXT_TERMS_UNITS_H
#define ZN_TEXT_TERMS_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

#define ZN_UNIT_BREAK 0u
#define ZN_UNIT_DIGITS 1u
#define ZN_UNIT_FIRST 2u /* of those that make up sequences */
#define ZN_UNIT_SIZE 8   /* bytes of the longest unit */
#define ZN_UNITS_MAX 65536u

struct zn_units {
    const zhnorm_allocator *allocator;
    uint16_t *characters;           /* by code point: the number, or 0 */
    uint16_t *words;                /* hash table of Latin words: the number, 0 is free */
    uint8_t *sightings;             /* by hash: how often a word without number was seen */
    uint8_t (*texts)[ZN_UNIT_SIZE]; /* by number; shorter ones end with NUL */
    uint64_t *counts;               /* by number: occurrences */
    uint64_t total;                 /* of all occurrences */
    uint32_t count;                 /* of numbers, with those of breaks and digits */
    uint32_t word_count;
};

/* Makes an empty set. False: no memory. */
bool zn_units_init(struct zn_units *units, const zhnorm_allocator *allocator);
void zn_units_free(struct zn_units *units);

/* The bytes that any set takes. */
size_t zn_units_memory(void);

/*
 * The next unit of valid UTF-8 in `*at` to `end`, or a break, behind which
 * `*at` is moved.  `after_han`: the unit before it is a Han character.
 */
uint32_t zn_units_next(struct zn_units *units, const uint8_t **at, const uint8_t *end,
                       bool after_han);

static inline bool zn_unit_is_word(const struct zn_units *units, uint32_t unit)
{
    return unit >= ZN_UNIT_FIRST && units->texts[unit][0] < 0x80;
}

/* Writes the bytes of a unit to `out`, and returns how many. */
size_t zn_unit_text(const struct zn_units *units, uint32_t unit, char out[ZN_UNIT_SIZE]);

#endif
