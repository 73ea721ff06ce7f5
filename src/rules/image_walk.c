/* See image_walk.h. */
#include "rules/image_walk.h"

#include "rules/memory.h"

static bool fill(uint32_t **table, size_t count, uint32_t value,
                 const zhnorm_allocator *allocator)
{
    *table = zn_allocate(allocator, count, sizeof **table);
    for (size_t i = 0; *table != NULL && i < count; i++)
        (*table)[i] = value;
    return *table != NULL;
}

static uint32_t find_last_number(const struct zn_image_walk *walk)
{
    uint32_t last = 0;
    for (size_t i = 0; i < (size_t)walk->page_count << ZN_PAGE_BITS; i++) {
        if (walk->rulebook.numbers[i] > last)
            last = walk->rulebook.numbers[i];
    }
    return last;
}

/* Gives every page that is in use its characters. Page 0 has none. */
static bool own_pages(struct zn_image_walk *walk)
{
    const struct zn_rulebook *rulebook = &walk->rulebook;
    for (uint32_t i = 0; i < rulebook->page_limit >> ZN_PAGE_BITS; i++) {
        uint32_t page = rulebook->pages[i];
        if (page != 0 && walk->characters[page] != ZN_NO_CHARACTER)
            return false;
        if (page != 0)
            walk->characters[page] = i << ZN_PAGE_BITS;
    }
    return true;
}

static bool own_numbers(struct zn_image_walk *walk)
{
    for (uint32_t page = 1; page < walk->page_count; page++) {
        for (uint32_t i = 0; i < ZN_PAGE_SIZE; i++) {
            uint32_t number = walk->rulebook.numbers[(page << ZN_PAGE_BITS) + i];
            bool is_owned = walk->numbered[number] != ZN_NO_CHARACTER;
            if (number == 0)
                continue;
            if (is_owned || walk->characters[page] == ZN_NO_CHARACTER)
                return false;
            walk->numbered[number] = walk->characters[page] + i;
        }
    }
    return true;
}

/* Every look-up from a base must stay within the slots. */
static bool own_base(struct zn_image_walk *walk, uint32_t base, uint32_t holder)
{
    if (base == ZN_NO_EDGES)
        return true;
    if ((uint64_t)base + walk->last_number >= walk->slot_count ||
        walk->holders[base] != ZN_HOLDER_NONE)
        return false;
    walk->holders[base] = holder;
    return true;
}

static bool own_bases(struct zn_image_walk *walk)
{
    const struct zn_rulebook *rulebook = &walk->rulebook;
    for (uint32_t page = 1; page < walk->page_count; page++) {
        for (uint32_t i = 0; i < ZN_PAGE_SIZE; i++) {
            uint32_t base = rulebook->bases[(page << ZN_PAGE_BITS) + i];
            bool is_known = walk->characters[page] != ZN_NO_CHARACTER;
            uint32_t holder = ZN_HOLDER_CHARACTER | (walk->characters[page] + i);
            if (base != ZN_NO_EDGES && !(is_known && own_base(walk, base, holder)))
                return false;
        }
    }
    for (uint32_t slot = 0; slot < walk->slot_count; slot++) {
        if (zn_image_slot_is_used(walk, slot) &&
            !own_base(walk, rulebook->slots[slot].base, slot))
            return false;
    }
    return true;
}

int zn_image_walk_init(struct zn_image_walk *walk, const struct zn_image_header *header,
                       const zhnorm_allocator *allocator)
{
    const struct zn_section *sections = header->sections;
    *walk = (struct zn_image_walk){
        .allocator = allocator,
        .page_count = (uint32_t)(sections[ZN_SECTION_EVIDENCE].length / sizeof(uint64_t)),
        .slot_count = (uint32_t)(sections[ZN_SECTION_SLOTS].length / sizeof(struct zn_slot)),
    };
    zn_rulebook_open(&walk->rulebook, header, header);
    walk->last_number = find_last_number(walk);
    if (!fill(&walk->characters, walk->page_count, ZN_NO_CHARACTER, allocator) ||
        !fill(&walk->numbered, (size_t)walk->last_number + 1, ZN_NO_CHARACTER, allocator) ||
        !fill(&walk->holders, walk->slot_count, ZN_HOLDER_NONE, allocator))
        return ZHNORM_ERROR_NO_MEMORY;
    bool one_owner_each = own_pages(walk) && own_numbers(walk) && own_bases(walk);
    return one_owner_each ? ZHNORM_OK : ZHNORM_ERROR_CONFIG;
}

void zn_image_walk_free(struct zn_image_walk *walk)
{
    zn_release(walk->allocator, walk->characters);
    zn_release(walk->allocator, walk->numbered);
    zn_release(walk->allocator, walk->holders);
}

/* The character that leads from a base to a slot. */
static uint32_t edge_to(const struct zn_image_walk *walk, uint32_t base, uint32_t slot)
{
    uint32_t number = slot - base;
    if (slot <= base || number > walk->last_number)
        return ZN_NO_CHARACTER;
    return walk->numbered[number];
}

size_t zn_image_path(const struct zn_image_walk *walk, uint32_t slot,
                     uint32_t path[ZN_DEPTH_MAX])
{
    size_t at = ZN_DEPTH_MAX; /* it is filled from its end */
    for (uint32_t holder = slot; (holder & ZN_HOLDER_CHARACTER) == 0;) {
        uint32_t base = walk->rulebook.slots[holder].owner;
        uint32_t character = edge_to(walk, base, holder);
        if (at == 1 || character == ZN_NO_CHARACTER || base == ZN_NO_EDGES ||
            walk->holders[base] == ZN_HOLDER_NONE)
            return 0;
        path[--at] = character;
        holder = walk->holders[base];
        if ((holder & ZN_HOLDER_CHARACTER) != 0)
            path[--at] = holder & ~ZN_HOLDER_CHARACTER;
    }
    size_t count = ZN_DEPTH_MAX - at;
    memmove(path, path + at, count * sizeof *path);
    return count;
}
