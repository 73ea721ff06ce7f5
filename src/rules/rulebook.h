/*
 * The compiled rulebook: flat tables that the script pass reads.
 *
 * A character is found by its code point, in pages of 64.  Its entry says what
 * to put out when nothing longer begins there.  A character that can begin
 * something longer has edges to further characters, in one array of slots
 * shared by all nodes: the child of a node by character c is at the node's base
 * plus the number of c, and is the node's own if the slot says so.  Every slot
 * has an outcome, that of the decision tree's node.
 *
 * Most pairs of neighbouring characters are no edge.  A filter, a set of bits
 * indexed by a hash of the pair, says so for nearly all of them, and is small
 * enough to stay in the cache where the slots are not.  Most pairs that are an
 * edge begin a longer key which does not follow: a second filter holds the
 * pairs whose own slot puts out something, and the edges to a third character.
 *
 * Beside the entries and the slots stand the numbers of their causes: which
 * tables and dictionaries decided.  Only who asks what was changed, and why,
 * reads them; they lie behind all that the pass needs to convert.
 *
 * An image is a header and sections addressed by their distance from an
 * origin, in the byte order of the machine that made it.  Images that lie
 * together share sections.
 */
#ifndef ZN_RULES_RULEBOOK_H
#define ZN_RULES_RULEBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/compose.h"
#include "text/utf8.h"

#define ZN_IMAGE_FORMAT 3
#define ZN_IMAGE_MAGIC "zhnorm\n"
#define ZN_IMAGE_BYTE_ORDER 0x01020304u

#define ZN_PAGE_BITS 6u
#define ZN_PAGE_SIZE (1u << ZN_PAGE_BITS)

/*
 * The entry of a character.  The lower 24 bits are what its three bytes must
 * be combined with by exclusive or, 0 for a copy; with ENTRY_OUTCOME they are
 * the offset of an outcome in the pool instead, in units of its alignment.
 */
#define ZN_ENTRY_OUTCOME_BIT 24u /* set: anything but three bytes for three */
#define ZN_ENTRY_OUTCOME (1u << ZN_ENTRY_OUTCOME_BIT)
#define ZN_ENTRY_VALUE_MASK 0x00FFFFFFu

#define ZN_NO_EDGES 0u         /* the base of a node that has none */
#define ZN_NO_OWNER UINT32_MAX /* the owner of a free slot: no node's base */

/* A slot belongs to the node whose base is `owner`. */
struct zn_slot {
    uint32_t owner;
    uint32_t base;    /* of its own edges, or ZN_NO_EDGES */
    uint32_t outcome; /* offset in the pool, or ZN_SLOT_AS_ENTRIES */
};

/*
 * The outcome of a slot is what the entries of its first characters say, none
 * of which has an outcome in the pool; the rest of the field is how many bytes
 * of the text they take.  So it is for nine matches in ten of s2t, where most
 * keys only keep shorter ones from matching.
 */
#define ZN_SLOT_AS_ENTRIES 0x80000000u

enum zn_section_kind {
    ZN_SECTION_PAGES,    /* uint16_t: page number by code point / 64 */
    ZN_SECTION_LEADS,    /* uint32_t: first place of a page, by two bytes */
    ZN_SECTION_ENTRIES,  /* uint32_t by page and code point % 64 */
    ZN_SECTION_BASES,    /* uint32_t, beside the entries; or ZN_NO_EDGES */
    ZN_SECTION_NUMBERS,  /* uint16_t, beside the entries: as a child */
    ZN_SECTION_EVIDENCE, /* uint64_t by page: bits of evidence */
    ZN_SECTION_FILTER,   /* uint32_t: bits of edges from first characters */
    ZN_SECTION_DEEP,     /* uint32_t, as many: bits of what such a pair decides or begins */
    ZN_SECTION_SLOTS,    /* struct zn_slot */
    ZN_SECTION_OUTCOMES, /* the pool */
    ZN_SECTION_CAUSES,   /* struct zn_cause */
    ZN_SECTION_PLACE_CAUSES, /* uint16_t, beside the entries: number of a cause */
    ZN_SECTION_SLOT_CAUSES,  /* uint16_t, beside the slots */
    ZN_SECTION_NAMES,        /* NUL-terminated strings; the first is empty */
    ZN_SECTION_CANDIDATES,   /* struct zn_candidates, by ascending code point */
    ZN_SECTION_COUNT
};

struct zn_section {
    uint32_t offset; /* from the origin */
    uint32_t length; /* bytes */
};

struct zn_image_header {
    char magic[8];
    uint32_t format;
    uint32_t byte_order;
    uint32_t max_output;   /* bytes of the longest output of one outcome */
    uint32_t max_growth;   /* bytes put out per byte consumed, rounded up */
    uint32_t filter_shift; /* what a hash is shifted by, for a place in a filter */
    uint32_t unused;       /* keeps the sections aligned; 0 */
    struct zn_section sections[ZN_SECTION_COUNT];
};

/* A rulebook in use: pointers into an image, which it does not own. */
struct zn_rulebook {
    const void *origin; /* of the image's sections */
    const struct zn_image_header *header;
    const uint16_t *pages;
    const uint32_t *leads;
    const uint32_t *entries;
    const uint32_t *bases;
    const uint32_t *filter;
    const uint32_t *deep;
    const uint16_t *numbers;
    const uint64_t *evidence;
    const struct zn_slot *slots;
    const uint8_t *outcomes;
    const struct zn_cause *causes;
    const uint16_t *place_causes; /* beside the entries: of what a character alone does */
    const uint16_t *slot_causes;  /* beside the slots */
    const char *names;
    const struct zn_candidates *candidates;
    uint32_t candidate_count; /* characters that have some */
    uint32_t filter_shift;
    uint32_t page_limit; /* code points from here on are copied */
    uint32_t max_output;
    uint32_t max_growth;
    bool is_large;          /* the slots do not stay in the nearer caches */
    uint64_t busy_ascii[2]; /* bits of the ASCII characters that are not just copied */
};

/* Was the image made in this format, on a machine with this byte order? */
bool zn_image_is_ours(const struct zn_image_header *header);

/* Opens an image that is trusted: embedded, or just built. O(1). */
void zn_rulebook_open(struct zn_rulebook *rulebook, const void *origin,
                      const struct zn_image_header *header);

/*
 * What an ambiguous character can become, as it comes out, the default first.
 * Fills at most `capacity` of `candidates`; the strings are the image's.  Returns
 * how many there are; 0: the character is not ambiguous.  O(log n).
 */
size_t zn_rulebook_candidates(const struct zn_rulebook *rulebook, uint32_t code_point,
                              const char **candidates, size_t capacity);

/*
 * Builds the image of a tree in `image`, header first, with the header as
 * origin.  Fails when there is no memory or the tree is too large; `label`
 * names the configuration in messages.
 */
int zn_image_build(const struct zn_decision_tree *tree, const char *label,
                   struct zn_buffer *image, zhnorm_error *error);

/*
 * The place of a three-byte character, from a word that holds its bytes, the
 * first one lowest.  Its first two bytes select the page through a table that
 * has gaps, because that takes fewer instructions than their code point does.
 */
#define ZN_LEAD_MASK 0x3F0Fu

static inline uint32_t zn_three_byte_place(const uint32_t *leads, uint32_t word)
{
    return leads[word & ZN_LEAD_MASK] | (word >> 16 & (ZN_PAGE_SIZE - 1));
}

/*
 * The bit of a character and the next one in the filter, from two words that
 * hold their bytes.  The highest bytes do not matter; of a character of another
 * length than three bytes only the first one may be there.
 */
#define ZN_FILTER_SHORT_MASK 0xFFu
#define ZN_FILTER_FACTOR_FIRST 0x9E3779B1u
#define ZN_FILTER_FACTOR_SECOND 0x85EBCA77u
#define ZN_FILTER_FACTOR_THIRD 0xC2B2AE3Du

/* Does a character of three bytes begin in the word? */
static inline bool zn_is_three_byte_lead(uint32_t word)
{
    return (word & 0xF0) == 0xE0;
}

/* What the filters take of the character that a word begins with. */
static inline uint32_t zn_filter_word(uint32_t word)
{
    return zn_is_three_byte_lead(word) ? word : word & ZN_FILTER_SHORT_MASK;
}

/* The same of a character by its code point. */
static inline uint32_t zn_filter_word_of(uint32_t code_point)
{
    uint8_t bytes[ZN_UTF8_MAX] = {0};
    zn_utf8_encode(code_point, bytes);
    return zn_filter_word((uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
                          (uint32_t)bytes[2] << 16);
}

static inline uint32_t zn_filter_bit(uint32_t word, uint32_t next, uint32_t shift)
{
    return ((word << 8) * ZN_FILTER_FACTOR_FIRST + (next << 8) * ZN_FILTER_FACTOR_SECOND) >>
           shift;
}

/* The bit of a pair that decides something, in the second filter. */
static inline uint32_t zn_deep_pair_bit(uint32_t word, uint32_t next, uint32_t shift)
{
    return ((word << 8) * ZN_FILTER_FACTOR_SECOND + (next << 8) * ZN_FILTER_FACTOR_FIRST) >>
           shift;
}

/* The bit of an edge from a pair to a third character. */
static inline uint32_t zn_deep_edge_bit(uint32_t word, uint32_t next, uint32_t third,
                                        uint32_t shift)
{
    return ((word << 8) * ZN_FILTER_FACTOR_SECOND + (next << 8) * ZN_FILTER_FACTOR_FIRST +
            (third << 8) * ZN_FILTER_FACTOR_THIRD) >>
           shift;
}

/* The place of a code point among the entries. */
static inline uint32_t zn_rulebook_place(const struct zn_rulebook *rulebook,
                                         uint32_t code_point)
{
    if (code_point >= rulebook->page_limit)
        return 0; /* page 0 is the page of characters without rules */
    return (uint32_t)rulebook->pages[code_point >> ZN_PAGE_BITS] << ZN_PAGE_BITS |
           (code_point & (ZN_PAGE_SIZE - 1));
}

#endif
