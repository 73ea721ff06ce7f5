/*
 * Which characters belong to one script only, as OpenCC's tables and the
 * dictionaries have them.
 */
#ifndef ZN_CORE_AUDIT_SIDES_H
#define ZN_CORE_AUDIT_SIDES_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/dictionary.h"

#define ZN_SIDES_END 0x34000u /* no Han characters are assigned from here on */

/* By code point: bits of enum zn_side. */
struct zn_sides {
    const zhnorm_allocator *allocator;
    uint8_t *bits;
};

enum zn_side { ZN_SIDE_SIMPLIFIED = 1, ZN_SIDE_TRADITIONAL = 2 };

/* Reads the tables in the archive.  False: no memory. */
bool zn_sides_init(struct zn_sides *sides, const zhnorm_allocator *allocator);
void zn_sides_free(struct zn_sides *sides);

/* Notes the values of a dictionary's entries as of this side. */
void zn_sides_add_values(struct zn_sides *sides, const zhnorm_dict *dict, enum zn_side side);

/* Has only this script the character, as far as is known? */
static inline bool zn_sides_is_only(const struct zn_sides *sides, uint32_t code_point,
                                    enum zn_side side)
{
    return code_point < ZN_SIDES_END && sides->bits[code_point] == (uint8_t)side;
}

#endif
