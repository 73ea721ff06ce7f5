/*
 * Going through the tables of an image the other way round: from a slot back to
 * the text that leads to it.  For checking an image and for printing one; the
 * pass over the text never needs it.
 */
#ifndef ZN_RULES_IMAGE_WALK_H
#define ZN_RULES_IMAGE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/rulebook.h"

/* Who has a base: nobody, a character, or a slot (its number). */
#define ZN_HOLDER_NONE UINT32_MAX
#define ZN_HOLDER_CHARACTER 0x80000000u /* the rest is the code point */

/* A character without a number, or a number without a character. */
#define ZN_NO_CHARACTER UINT32_MAX

struct zn_image_walk {
    const zhnorm_allocator *allocator;
    struct zn_rulebook rulebook;
    uint32_t page_count;
    uint32_t slot_count;
    uint32_t last_number;
    uint32_t *characters; /* by page: the first code point that has it */
    uint32_t *numbered;   /* by number: the code point */
    uint32_t *holders;    /* by base */
};

/*
 * Prepares a walk over an image whose sections have been checked to lie in it
 * and to be of the right sizes, and whose pages are all there.  Fails with
 * ZHNORM_ERROR_NO_MEMORY, and with ZHNORM_ERROR_CONFIG if one page, number or
 * base has two owners or a base lies outside the slots.  O(size of the image).
 * To be freed in any case.
 */
int zn_image_walk_init(struct zn_image_walk *walk, const struct zn_image_header *header,
                       const zhnorm_allocator *allocator);
void zn_image_walk_free(struct zn_image_walk *walk);

/* Does the slot belong to a node? */
static inline bool zn_image_slot_is_used(const struct zn_image_walk *walk, uint32_t slot)
{
    return walk->rulebook.slots[slot].owner != ZN_NO_OWNER;
}

/*
 * The text of a slot that is used: `path` receives its code points.  Returns
 * how many there are; 0: no text of at most ZN_DEPTH_MAX leads to it.
 */
size_t zn_image_path(const struct zn_image_walk *walk, uint32_t slot,
                     uint32_t path[ZN_DEPTH_MAX]);

#endif
