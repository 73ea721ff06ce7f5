/*
 * See script_block.h.  tests/bench/README.md says what was measured.
 */
#include "text/script_block.h"

#include "text/utf8.h"
#include "text/word.h"

/* A hot loop in a function of its own has the registers to itself. */
#if defined(__GNUC__)
#define NOT_INLINE __attribute__((noinline))
#else
#define NOT_INLINE
#endif

/* What the first phase keeps in registers, whatever it writes. */
struct tables {
    const uint32_t *leads;
    const uint32_t *entries;
    const uint32_t *filter;
    uint32_t filter_shift;
};

static inline uint32_t bit_of(const uint32_t *bits, uint32_t bit)
{
    return bits[bit / 32] >> (bit % 32) & 1;
}

/* 1 if the pair of three-byte characters can be an edge; 0 for most others. */
static inline uint32_t may_be_edge(const struct tables *tables, uint32_t word, uint32_t next)
{
    return bit_of(tables->filter, zn_filter_bit(word, next, tables->filter_shift));
}

/*
 * The first phase over three-byte characters, from place `at` of the block up
 * to the last one that another follows.  Returns the place behind it.
 */
static NOT_INLINE size_t copy_three_bytes(const struct tables tables, struct zn_block *block,
                                          size_t at, size_t stop)
{
    const uint8_t *text = block->start;
    uint8_t *copy = block->copy;
    uint16_t *candidate = block->candidates + block->candidate_count;
    uint32_t word = zn_load_32(text + at);
    uint32_t next = zn_load_32(text + at + 3);
    while (zn_is_three_byte_lead(next) && at < stop) {
        uint32_t entry = tables.entries[zn_three_byte_place(tables.leads, word)];
        zn_store_32(copy + at, word ^ entry);
        *candidate = (uint16_t)at;
        candidate += may_be_edge(&tables, word, next) | entry >> ZN_ENTRY_OUTCOME_BIT;
        at += 3;
        word = next;
        next = zn_load_32(text + at + 3);
    }
    block->candidate_count = (size_t)(candidate - block->candidates);
    return at;
}

/* The first phase for one character of any length, whatever follows it. */
static size_t copy_one(const struct zn_rulebook *rulebook, const struct tables *tables,
                       struct zn_block *block, size_t at)
{
    uint32_t code_point;
    size_t length = zn_utf8_decode(block->start + at, &code_point);
    uint32_t place = zn_rulebook_place(rulebook, code_point);
    uint32_t entry = rulebook->entries[place];
    uint32_t word = zn_load_32(block->start + at);
    zn_store_32(block->copy + at, word ^ entry);
    bool is_candidate = rulebook->bases[place] != ZN_NO_EDGES;
    if (is_candidate) {
        uint32_t next = zn_load_32(block->start + at + length);
        is_candidate = may_be_edge(tables, zn_filter_word(word), zn_filter_word(next)) != 0;
    }
    if (is_candidate || (entry & ZN_ENTRY_OUTCOME) != 0)
        block->candidates[block->candidate_count++] = (uint16_t)at;
    return at + length;
}

static inline bool is_busy_ascii(const struct zn_rulebook *rulebook, uint8_t byte)
{
    return (rulebook->busy_ascii[byte / 64] >> byte % 64 & 1) != 0;
}

size_t zn_block_copy(const struct zn_rulebook *rulebook, struct zn_block *block, size_t stop)
{
    const struct tables tables = {rulebook->leads, rulebook->entries, rulebook->filter,
                                  rulebook->filter_shift};
    const uint8_t *text = block->start;
    size_t at = 0;
    while (at < stop) {
        if (text[at] < 0x80 && !is_busy_ascii(rulebook, text[at])) {
            block->copy[at] = text[at];
            at++;
            continue;
        }
        if (zn_is_three_byte_lead(text[at]))
            at = copy_three_bytes(tables, block, at, stop);
        if (at < stop)
            at = copy_one(rulebook, &tables, block, at);
    }
    return at;
}

void zn_block_thin(const struct zn_rulebook *rulebook, struct zn_block *block)
{
    const uint32_t *deep = rulebook->deep;
    const uint32_t shift = rulebook->filter_shift;
    uint16_t *candidates = block->candidates;
    size_t kept = 0;
    for (size_t i = 0; i < block->candidate_count; i++) {
        /* The first phase wrote as many as it counted. */
        // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign)
        uint16_t place = candidates[i];
        const uint8_t *at = block->start + place;
        uint32_t word = zn_load_32(at);
        uint32_t next = zn_load_32(at + 3);
        uint32_t third = zn_filter_word(zn_load_32(at + 6));
        uint32_t entry = rulebook->entries[zn_three_byte_place(rulebook->leads, word)];
        uint32_t is_long = zn_is_three_byte_lead(word);
        uint32_t is_next_long = zn_is_three_byte_lead(next);
        candidates[kept] = place;
        kept += ((is_long & is_next_long) ^ 1u) | entry >> ZN_ENTRY_OUTCOME_BIT |
                bit_of(deep, zn_deep_pair_bit(word, next, shift)) |
                bit_of(deep, zn_deep_edge_bit(word, next, third, shift));
    }
    block->candidate_count = kept;
}
