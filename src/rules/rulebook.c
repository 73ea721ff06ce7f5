/* Opening images; see rulebook.h. */
#include "rules/rulebook.h"

#include <string.h>

#define NEAR_CACHE ((uint32_t)128 << 10) /* bytes */

static const char image_magic[8] = ZN_IMAGE_MAGIC;

bool zn_image_is_ours(const struct zn_image_header *header)
{
    return memcmp(header->magic, image_magic, sizeof image_magic) == 0 &&
           header->format == ZN_IMAGE_FORMAT && header->byte_order == ZN_IMAGE_BYTE_ORDER;
}

static const void *section(const void *origin, const struct zn_image_header *header,
                           enum zn_section_kind kind)
{
    return (const uint8_t *)origin + header->sections[kind].offset;
}

static const struct zn_candidates *find_candidates(const struct zn_rulebook *rulebook,
                                                   uint32_t code_point)
{
    uint32_t low = 0;
    uint32_t high = rulebook->candidate_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (rulebook->candidates[middle].code_point < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_found =
        low < rulebook->candidate_count && rulebook->candidates[low].code_point == code_point;
    return is_found ? &rulebook->candidates[low] : NULL;
}

size_t zn_rulebook_candidates(const struct zn_rulebook *rulebook, uint32_t code_point,
                              const char **candidates, size_t capacity)
{
    const struct zn_candidates *found = find_candidates(rulebook, code_point);
    if (found == NULL)
        return 0;
    const char *name = rulebook->names + found->first;
    for (size_t i = 0; i < found->count && i < capacity; i++) {
        candidates[i] = name;
        name += strlen(name) + 1;
    }
    return found->count;
}

void zn_rulebook_open(struct zn_rulebook *rulebook, const void *origin,
                      const struct zn_image_header *header)
{
    *rulebook = (struct zn_rulebook){
        .origin = origin,
        .header = header,
        .pages = section(origin, header, ZN_SECTION_PAGES),
        .leads = section(origin, header, ZN_SECTION_LEADS),
        .entries = section(origin, header, ZN_SECTION_ENTRIES),
        .bases = section(origin, header, ZN_SECTION_BASES),
        .filter = section(origin, header, ZN_SECTION_FILTER),
        .deep = section(origin, header, ZN_SECTION_DEEP),
        .numbers = section(origin, header, ZN_SECTION_NUMBERS),
        .evidence = section(origin, header, ZN_SECTION_EVIDENCE),
        .slots = section(origin, header, ZN_SECTION_SLOTS),
        .outcomes = section(origin, header, ZN_SECTION_OUTCOMES),
        .causes = section(origin, header, ZN_SECTION_CAUSES),
        .place_causes = section(origin, header, ZN_SECTION_PLACE_CAUSES),
        .slot_causes = section(origin, header, ZN_SECTION_SLOT_CAUSES),
        .names = section(origin, header, ZN_SECTION_NAMES),
        .candidates = section(origin, header, ZN_SECTION_CANDIDATES),
        .candidate_count = header->sections[ZN_SECTION_CANDIDATES].length /
                           (uint32_t)sizeof(struct zn_candidates),
        .page_limit = header->sections[ZN_SECTION_PAGES].length / (uint32_t)sizeof(uint16_t) *
                      ZN_PAGE_SIZE,
        .max_output = header->max_output,
        .max_growth = header->max_growth,
        .is_large = header->sections[ZN_SECTION_SLOTS].length > NEAR_CACHE,
        .filter_shift = header->filter_shift,
    };
    for (uint32_t ascii = 0; ascii < 0x80; ascii++) {
        uint32_t place = zn_rulebook_place(rulebook, ascii);
        if (rulebook->entries[place] != 0 || rulebook->bases[place] != ZN_NO_EDGES)
            rulebook->busy_ascii[ascii / 64] |= UINT64_C(1) << ascii % 64;
    }
}
