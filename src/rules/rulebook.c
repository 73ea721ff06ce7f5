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
