/*
 * See image_check.h.  What the script pass (text/script.c) takes for granted is
 * checked in the order in which one check can rely on another: the sections,
 * then the outcomes, then the tables of characters, then the slots.
 *
 * Of each slot the text that leads to it is known, for every page, number and
 * base has one owner only.  So is, then, how much an outcome may consume, and
 * that following edges ends.
 */
#include "rules/image_check.h"

#include "rules/image_check_causes.h"
#include "rules/image_walk.h"
#include "rules/memory.h"
#include "text/character.h"
#include "text/utf8.h"

#define PAGES_MOST (0x110000u >> ZN_PAGE_BITS)
#define SECTION_ALIGNMENT 8u
#define FILTER_BITS_MOST 31u
#define FILTER_BITS_LEAST 5u

struct checker {
    const struct zn_image_header *header;
    size_t length;
    struct zn_image_walk walk;
    struct zn_buffer starts; /* a bit for each place in the pool where an outcome begins */
};

/* Each check gives the reason why the image is refused, or NULL. */
typedef const char *check_function(struct checker *checker);

static uint32_t length_of(const struct checker *checker, enum zn_section_kind kind)
{
    return checker->header->sections[kind].length;
}

static const void *data_of(const struct checker *checker, enum zn_section_kind kind)
{
    return (const uint8_t *)checker->header + checker->header->sections[kind].offset;
}

/* ---- Sections -------------------------------------------------------------------- */

static const char *check_header(struct checker *checker)
{
    const struct zn_image_header *header = checker->header;
    if (checker->length < sizeof *header || !zn_image_is_ours(header))
        return "an image has no header";
    if (header->max_output > UINT16_MAX || header->max_growth == 0 ||
        header->max_growth > UINT16_MAX)
        return "the header names impossible sizes of outputs";
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++) {
        const struct zn_section *section = &header->sections[kind];
        if (section->offset % SECTION_ALIGNMENT != 0 || section->offset < sizeof *header ||
            section->offset > checker->length ||
            section->length > checker->length - section->offset)
            return "a section lies outside the image";
    }
    return NULL;
}

/* The sections that lie beside the pages all have as many of them. */
static const char *check_lengths(struct checker *checker)
{
    static const uint32_t page_sizes[ZN_SECTION_COUNT] = {
        [ZN_SECTION_ENTRIES] = ZN_PAGE_SIZE * sizeof(uint32_t),
        [ZN_SECTION_BASES] = ZN_PAGE_SIZE * sizeof(uint32_t),
        [ZN_SECTION_NUMBERS] = ZN_PAGE_SIZE * sizeof(uint16_t),
        [ZN_SECTION_EVIDENCE] = sizeof(uint64_t),
        [ZN_SECTION_PLACE_CAUSES] = ZN_PAGE_SIZE * sizeof(uint16_t),
    };
    uint64_t count = length_of(checker, ZN_SECTION_EVIDENCE) / sizeof(uint64_t);
    if (count == 0 || count > PAGES_MOST + 1)
        return "there are no pages, or too many";
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++) {
        if (page_sizes[kind] != 0 &&
            length_of(checker, (enum zn_section_kind)kind) != count * page_sizes[kind])
            return "the sections differ in their number of pages";
    }
    uint32_t pages = length_of(checker, ZN_SECTION_PAGES);
    uint32_t slots = length_of(checker, ZN_SECTION_SLOTS);
    if (pages % sizeof(uint16_t) != 0 || pages / sizeof(uint16_t) > PAGES_MOST ||
        length_of(checker, ZN_SECTION_LEADS) != (ZN_LEAD_MASK + 1) * sizeof(uint32_t) ||
        slots == 0 || slots % sizeof(struct zn_slot) != 0)
        return "a section has a wrong length";
    uint32_t shift = checker->header->filter_shift;
    if (shift > 32 - FILTER_BITS_LEAST || shift < 32 - FILTER_BITS_MOST ||
        length_of(checker, ZN_SECTION_FILTER) != (UINT32_C(1) << (32 - shift)) / 8 ||
        length_of(checker, ZN_SECTION_DEEP) != length_of(checker, ZN_SECTION_FILTER))
        return "a filter has a wrong length";
    return NULL;
}

static const char *check_causes(struct checker *checker)
{
    return zn_image_check_causes(checker->header);
}

static const char *check_pages(struct checker *checker)
{
    const uint16_t *pages = data_of(checker, ZN_SECTION_PAGES);
    size_t limit = length_of(checker, ZN_SECTION_PAGES) / sizeof *pages;
    size_t count = length_of(checker, ZN_SECTION_EVIDENCE) / sizeof(uint64_t);
    for (size_t i = 0; i < limit; i++) {
        if (pages[i] >= count)
            return "a page is missing";
    }
    return NULL;
}

/* ---- Outcomes ---------------------------------------------------------------------- */

static void mark_start(struct checker *checker, size_t offset)
{
    size_t unit = offset / ZN_OUTCOME_ALIGNMENT;
    checker->starts.data[unit / 8] |= (uint8_t)(1u << (unit % 8));
}

static bool is_start(const struct checker *checker, uint32_t offset)
{
    size_t unit = offset / ZN_OUTCOME_ALIGNMENT;
    return offset % ZN_OUTCOME_ALIGNMENT == 0 && unit / 8 < checker->starts.length &&
           (checker->starts.data[unit / 8] >> (unit % 8) & 1) != 0;
}

static struct zn_outcome outcome_at(const struct checker *checker, size_t offset)
{
    struct zn_outcome outcome;
    memcpy(&outcome, (const uint8_t *)data_of(checker, ZN_SECTION_OUTCOMES) + offset,
           sizeof outcome);
    return outcome;
}

/* `previous` says whether this must be the second half of a conditional outcome. */
static const char *check_outcome(const struct checker *checker, size_t offset, size_t end,
                                 bool *second)
{
    if (end - offset < sizeof(struct zn_outcome))
        return "the outcomes do not end where they should";
    struct zn_outcome outcome = outcome_at(checker, offset);
    bool is_conditional = (outcome.consumed & ZN_OUTCOME_CONDITIONAL) != 0;
    uint32_t consumed = outcome.consumed & ~ZN_OUTCOME_CONDITIONAL;
    const uint8_t *output =
        (const uint8_t *)data_of(checker, ZN_SECTION_OUTCOMES) + offset + sizeof outcome;
    if (end - offset < zn_outcome_size(outcome))
        return "the outcomes do not end where they should";
    if (consumed == 0 || outcome.length == 0 || outcome.length > checker->header->max_output ||
        outcome.length > consumed * checker->header->max_growth)
        return "an outcome has an impossible size";
    if (is_conditional && *second)
        return "an outcome has two conditions";
    if (zn_utf8_valid_prefix(output, outcome.length) != outcome.length)
        return "an outcome is not UTF-8";
    *second = is_conditional;
    return NULL;
}

/*
 * Outcomes lie behind one another from the start of the pool to a padding that
 * wide loads may read.
 */
static const char *check_outcomes(struct checker *checker)
{
    uint32_t length = length_of(checker, ZN_SECTION_OUTCOMES);
    if (length < ZN_OUTCOME_WIDE)
        return "the outcomes are not padded";
    size_t end = length - ZN_OUTCOME_WIDE;
    bool second = false;
    for (size_t offset = 0; offset < end;) {
        const char *reason = check_outcome(checker, offset, end, &second);
        if (reason != NULL)
            return reason;
        mark_start(checker, offset);
        offset += zn_outcome_size(outcome_at(checker, offset));
    }
    return second ? "an outcome lacks its second half" : NULL;
}

/*
 * Do outcomes begin at `offset` that consume whole characters of a text?
 * `lengths` holds how many bytes its first characters have.
 */
static bool fits_text(const struct checker *checker, uint32_t offset, const uint16_t *lengths,
                      size_t count)
{
    for (bool more = true; more;) {
        if (!is_start(checker, offset))
            return false;
        struct zn_outcome outcome = outcome_at(checker, offset);
        uint32_t consumed = outcome.consumed & ~ZN_OUTCOME_CONDITIONAL;
        size_t i = 0;
        while (i < count && lengths[i] != consumed)
            i++;
        if (i == count)
            return false;
        more = (outcome.consumed & ZN_OUTCOME_CONDITIONAL) != 0;
        offset += (uint32_t)zn_outcome_size(outcome);
    }
    return true;
}

/* ---- Characters -------------------------------------------------------------------- */

static bool is_surrogate(uint32_t code_point)
{
    return code_point - 0xD800u < 0x800;
}

/* Characters that no key may hold: they end a paragraph or stand for bad bytes. */
static bool is_outside_keys(uint32_t code_point)
{
    return zn_is_paragraph_end(code_point) || is_surrogate(code_point);
}

/* Does an entry turn the character into another of three bytes? */
static bool is_exchange(uint32_t code_point, uint32_t entry)
{
    uint8_t bytes[ZN_UTF8_MAX];
    size_t length = zn_utf8_encode(code_point, bytes);
    if (length != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        bytes[i] ^= (uint8_t)(entry >> (8 * i));
    return zn_utf8_length(bytes[0]) == 3 && zn_utf8_valid_prefix(bytes, 3) == 3;
}

static bool is_good_entry(const struct checker *checker, uint32_t code_point, uint32_t entry)
{
    if (entry == 0)
        return true;
    if ((entry & ~ZN_ENTRY_VALUE_MASK) == 0)
        return is_exchange(code_point, entry);
    uint8_t bytes[ZN_UTF8_MAX];
    uint16_t length = (uint16_t)zn_utf8_encode(code_point, bytes);
    uint32_t offset = (entry & ZN_ENTRY_VALUE_MASK) * ZN_OUTCOME_ALIGNMENT;
    return (entry & ~ZN_ENTRY_VALUE_MASK) == ZN_ENTRY_OUTCOME &&
           fits_text(checker, offset, &length, 1);
}

static const char *check_character(struct checker *checker, uint32_t code_point,
                                   uint32_t place)
{
    const struct zn_rulebook *rulebook = &checker->walk.rulebook;
    uint32_t entry = rulebook->entries[place];
    bool is_idle =
        entry == 0 && rulebook->bases[place] == ZN_NO_EDGES && rulebook->numbers[place] == 0;
    if (!is_idle && is_outside_keys(code_point))
        return "a key holds what no key can hold";
    return is_good_entry(checker, code_point, entry) ? NULL : "an entry is wrong";
}

static const char *check_characters(struct checker *checker)
{
    const struct zn_image_walk *walk = &checker->walk;
    for (uint32_t i = 0; i < ZN_PAGE_SIZE; i++) {
        if (walk->rulebook.entries[i] != 0 || walk->rulebook.bases[i] != ZN_NO_EDGES ||
            walk->rulebook.numbers[i] != 0 || walk->rulebook.evidence[0] != 0)
            return "characters without rules have some";
    }
    for (uint32_t page = 1; page < walk->page_count; page++) {
        if (walk->characters[page] == ZN_NO_CHARACTER)
            continue;
        for (uint32_t i = 0; i < ZN_PAGE_SIZE; i++) {
            const char *reason =
                check_character(checker, walk->characters[page] + i, page * ZN_PAGE_SIZE + i);
            if (reason != NULL)
                return reason;
        }
    }
    return NULL;
}

/* Both ways to the place of a three-byte character must lead there. */
static const char *check_leads(struct checker *checker)
{
    const struct zn_rulebook *rulebook = &checker->walk.rulebook;
    for (uint32_t i = 0; i <= ZN_LEAD_MASK; i++) {
        if (rulebook->leads[i] % ZN_PAGE_SIZE != 0 ||
            rulebook->leads[i] / ZN_PAGE_SIZE >= checker->walk.page_count)
            return "a page is missing";
    }
    for (uint32_t point = 0x800; point < 0x10000; point += ZN_PAGE_SIZE) {
        uint8_t bytes[ZN_UTF8_MAX];
        zn_utf8_encode(point, bytes);
        uint32_t word = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
        if (rulebook->leads[word & ZN_LEAD_MASK] != zn_rulebook_place(rulebook, point))
            return "the two tables of pages differ";
    }
    return NULL;
}

/* ---- Slots ---------------------------------------------------------------------------- */

/* The bytes that the first 1, 2, ... characters of a text take. */
static void measure(const uint32_t *path, size_t count, uint16_t lengths[ZN_DEPTH_MAX])
{
    uint16_t length = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t bytes[ZN_UTF8_MAX];
        length = (uint16_t)(length + zn_utf8_encode(path[i], bytes));
        lengths[i] = length;
    }
}

/* Is an outcome as the entries of the first characters say, none in the pool? */
static bool fits_entries(const struct checker *checker, uint32_t consumed,
                         const uint32_t *path, const uint16_t *lengths, size_t count)
{
    const struct zn_rulebook *rulebook = &checker->walk.rulebook;
    if (consumed > checker->header->max_output)
        return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t entry = rulebook->entries[zn_rulebook_place(rulebook, path[i])];
        if ((entry & ZN_ENTRY_OUTCOME) != 0)
            return false;
        if (lengths[i] == consumed)
            return true;
    }
    return false;
}

static bool has_bit(const uint32_t *filter, uint32_t bit)
{
    return (filter[bit / 32] >> (bit % 32) & 1) != 0;
}

/*
 * The pass asks the first filter before it follows an edge from a first
 * character, and the second one before it decides by a pair of three bytes each
 * or follows an edge from it.
 */
static bool passes_filters(const struct checker *checker, const uint32_t *path, size_t count,
                           uint32_t outcome)
{
    const struct zn_rulebook *rulebook = &checker->walk.rulebook;
    uint32_t shift = checker->header->filter_shift;
    uint32_t words[2] = {zn_filter_word_of(path[0]), zn_filter_word_of(path[1])};
    bool is_pair = zn_is_three_byte_lead(words[0]) && zn_is_three_byte_lead(words[1]);
    if (count == 2)
        return has_bit(rulebook->filter, zn_filter_bit(words[0], words[1], shift)) &&
               (!is_pair || outcome == (ZN_SLOT_AS_ENTRIES | 3u) ||
                has_bit(rulebook->deep, zn_deep_pair_bit(words[0], words[1], shift)));
    if (count != 3 || !is_pair)
        return true;
    uint32_t third = zn_filter_word_of(path[2]);
    return has_bit(rulebook->deep, zn_deep_edge_bit(words[0], words[1], third, shift));
}

static const char *check_slot(const struct checker *checker, uint32_t slot)
{
    uint32_t path[ZN_DEPTH_MAX];
    uint16_t lengths[ZN_DEPTH_MAX];
    size_t count = zn_image_path(&checker->walk, slot, path);
    if (count == 0)
        return "a slot belongs to nobody";
    measure(path, count, lengths);
    uint32_t outcome = checker->walk.rulebook.slots[slot].outcome;
    bool is_good =
        (outcome & ZN_SLOT_AS_ENTRIES) != 0
            ? fits_entries(checker, outcome & ~ZN_SLOT_AS_ENTRIES, path, lengths, count)
            : fits_text(checker, outcome, lengths, count);
    if (!is_good)
        return "a slot has a wrong outcome";
    return passes_filters(checker, path, count, outcome) ? NULL : "a filter lacks an edge";
}

static const char *check_slots(struct checker *checker)
{
    const struct zn_image_walk *walk = &checker->walk;
    if (walk->last_number >= walk->slot_count)
        return "there are too few slots";
    for (uint32_t slot = 0; slot < walk->slot_count; slot++) {
        if (!zn_image_slot_is_used(walk, slot))
            continue;
        const char *reason = check_slot(checker, slot);
        if (reason != NULL)
            return reason;
    }
    return NULL;
}

/* ---- The whole ------------------------------------------------------------------------- */

static const char *run(struct checker *checker, check_function *const *checks, size_t count)
{
    const char *reason = NULL;
    for (size_t i = 0; reason == NULL && i < count; i++)
        reason = checks[i](checker);
    return reason;
}

static struct zn_image_verdict refuse(const char *reason)
{
    return (struct zn_image_verdict){reason == NULL ? ZHNORM_OK : ZHNORM_ERROR_CONFIG, reason};
}

/* What needs memory, once the sections are known to be right. */
static struct zn_image_verdict check_tables(struct checker *checker,
                                            const zhnorm_allocator *allocator)
{
    static check_function *const checks[] = {check_outcomes, check_characters, check_leads,
                                             check_slots};
    size_t units = length_of(checker, ZN_SECTION_OUTCOMES) / ZN_OUTCOME_ALIGNMENT;
    zn_buffer_init(&checker->starts, allocator);
    struct zn_image_verdict verdict = {ZHNORM_ERROR_NO_MEMORY, NULL};
    int status = zn_image_walk_init(&checker->walk, checker->header, allocator);
    if (status == ZHNORM_ERROR_CONFIG) {
        verdict = refuse("a page, a number or a base has two owners, or lies outside");
    } else if (status == ZHNORM_OK && zn_buffer_reserve(&checker->starts, units / 8 + 1)) {
        checker->starts.length = units / 8 + 1;
        memset(checker->starts.data, 0, checker->starts.length);
        verdict = refuse(run(checker, checks, sizeof checks / sizeof checks[0]));
    }
    zn_image_walk_free(&checker->walk);
    zn_buffer_free(&checker->starts);
    return verdict;
}

struct zn_image_verdict zn_image_check(const void *image, size_t length,
                                       const zhnorm_allocator *allocator)
{
    static check_function *const checks[] = {check_header, check_lengths, check_causes,
                                             check_pages};
    struct checker checker = {.header = image, .length = length};
    const char *reason = run(&checker, checks, sizeof checks / sizeof checks[0]);
    return reason == NULL ? check_tables(&checker, allocator) : refuse(reason);
}
