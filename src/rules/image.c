/*
 * Building the image of a decision tree; see rulebook.h for its tables.
 * Characters that are children are numbered by how often they are, so that the
 * edges of a node lie close together; nodes are placed parents first, each at
 * the first base that leaves its edges free slots and that no other has.
 */
#include <stdlib.h>

#include "rules/error.h"
#include "rules/image_causes.h"
#include "rules/memory.h"
#include "rules/rulebook.h"
#include "text/utf8.h"

#define CODE_POINTS 0x110000u
#define PAGE_COUNT (CODE_POINTS >> ZN_PAGE_BITS)

/* With so many bits an edge, about one pair in FILTER_BITS_PER_EDGE is mistaken. */
#define FILTER_BITS_PER_EDGE 64u
#define FILTER_BITS_LEAST 9u
#define FILTER_BITS_MOST 19u /* more drive the slots out of the second cache */

#define TRIES_MOST 16384u /* of slots in one search; see find_base() */

struct builder {
    const struct zn_decision_tree *tree;
    const zhnorm_allocator *allocator;
    struct zn_buffer sections[ZN_SECTION_COUNT];
    uint32_t *counts;  /* by code point: how often it is a child */
    uint16_t *numbers; /* by code point: its number as a child, 0: never */
    uint16_t *pages;   /* by code point / 64, 0: no rules */
    uint32_t last_number;
    uint32_t page_count;
    uint32_t search_start; /* where the search for several slots begins */
    uint32_t filter_shift;
    bool too_large;                 /* for the offsets of an image */
    struct zn_buffer next_free;     /* uint32_t by slot: itself if free, else a later one */
    struct zn_buffer bases_used;    /* a bit for each base that a node has */
    struct zn_buffer queue;         /* of struct placement: nodes to place */
    struct zn_buffer slot_outcomes; /* uint32_t by node: what its slot says */
};

struct placement {
    uint32_t node; /* of the tree */
    uint32_t slot; /* where its base goes; roots: the place of the character */
    bool is_root;
};

struct ranked {
    uint32_t code_point;
    uint32_t count;
};

static void *section_data(const struct builder *builder, enum zn_section_kind kind)
{
    return builder->sections[kind].data;
}

static uint32_t three_bytes(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
}

/* Makes a section `bytes` long, what is new being zero. */
static bool extend(struct zn_buffer *section, size_t bytes)
{
    if (bytes <= section->length)
        return true;
    if (!zn_buffer_reserve(section, bytes - section->length))
        return false;
    memset(section->data + section->length, 0, bytes - section->length);
    section->length = bytes;
    return true;
}

/* ---- Numbers of children ---------------------------------------------------------- */

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return (left->code_point > right->code_point) - (left->code_point < right->code_point);
}

static bool number_children(struct builder *builder)
{
    const struct zn_decision_tree *tree = builder->tree;
    size_t total = tree->decisions.length / sizeof(struct zn_decision);
    for (size_t i = 0; i < total; i++) {
        for (uint32_t child = zn_decision_at(tree, (uint32_t)i)->first_child;
             child != ZN_NO_NODE; child = zn_decision_at(tree, child)->next_sibling)
            builder->counts[zn_decision_at(tree, child)->code_point]++;
    }
    struct zn_buffer list;
    zn_buffer_init(&list, builder->allocator);
    bool done = true;
    for (uint32_t point = 0; done && point < CODE_POINTS; point++) {
        struct ranked ranked = {point, builder->counts[point]};
        if (ranked.count != 0)
            done = zn_buffer_append(&list, &ranked, sizeof ranked);
    }
    struct ranked *each = (struct ranked *)(void *)list.data;
    size_t count = list.length / sizeof *each;
    if (count != 0)
        qsort(each, count, sizeof *each, compare_ranked);
    for (size_t i = 0; done && i < count && i < UINT16_MAX; i++)
        builder->numbers[each[i].code_point] = (uint16_t)(i + 1);
    builder->last_number = (uint32_t)count;
    zn_buffer_free(&list);
    return done;
}

/* ---- Pages ------------------------------------------------------------------------ */

static void use_page(struct builder *builder, uint32_t code_point)
{
    uint16_t *page = &builder->pages[code_point >> ZN_PAGE_BITS];
    if (*page == 0)
        *page = (uint16_t)builder->page_count++;
}

static uint32_t place_of(const struct builder *builder, uint32_t code_point)
{
    return (uint32_t)builder->pages[code_point >> ZN_PAGE_BITS] << ZN_PAGE_BITS |
           (code_point & (ZN_PAGE_SIZE - 1));
}

static bool lay_out_pages(struct builder *builder)
{
    const struct zn_decision_tree *tree = builder->tree;
    builder->page_count = 1;
    use_page(builder, 0); /* ASCII has pages of its own, so that they can be scanned */
    use_page(builder, ZN_PAGE_SIZE);
    size_t total = tree->decisions.length / sizeof(struct zn_decision);
    for (size_t i = 0; i < total; i++)
        use_page(builder, zn_decision_at(tree, (uint32_t)i)->code_point);
    uint32_t limit = 0;
    for (uint32_t page = 0; page < PAGE_COUNT; page++) {
        if (builder->pages[page] != 0)
            limit = page + 1;
    }
    size_t places = (size_t)builder->page_count << ZN_PAGE_BITS;
    struct zn_buffer *sections = builder->sections;
    return zn_buffer_append(&sections[ZN_SECTION_PAGES], builder->pages,
                            limit * sizeof *builder->pages) &&
           extend(&sections[ZN_SECTION_LEADS], (ZN_LEAD_MASK + 1) * sizeof(uint32_t)) &&
           extend(&sections[ZN_SECTION_ENTRIES], places * sizeof(uint32_t)) &&
           extend(&sections[ZN_SECTION_BASES], places * sizeof(uint32_t)) &&
           extend(&sections[ZN_SECTION_NUMBERS], places * sizeof(uint16_t)) &&
           extend(&sections[ZN_SECTION_PLACE_CAUSES], places * sizeof(uint16_t)) &&
           extend(&sections[ZN_SECTION_EVIDENCE], builder->page_count * sizeof(uint64_t));
}

static void fill_pages(struct builder *builder)
{
    uint16_t *numbers = section_data(builder, ZN_SECTION_NUMBERS);
    for (uint32_t point = 0; point < CODE_POINTS; point++) {
        if (builder->numbers[point] != 0)
            numbers[place_of(builder, point)] = builder->numbers[point];
    }
    uint32_t *leads = section_data(builder, ZN_SECTION_LEADS);
    for (uint32_t point = 0x800; point < 0x10000; point += ZN_PAGE_SIZE) {
        uint8_t bytes[ZN_UTF8_MAX];
        zn_utf8_encode(point, bytes);
        leads[three_bytes(bytes) & ZN_LEAD_MASK] = place_of(builder, point);
    }
    uint64_t *evidence = section_data(builder, ZN_SECTION_EVIDENCE);
    const uint32_t *points = (const uint32_t *)(const void *)builder->tree->evidence.data;
    for (size_t i = 0; i < builder->tree->evidence.length / sizeof *points; i++) {
        uint32_t place = place_of(builder, points[i]);
        evidence[place >> ZN_PAGE_BITS] |= UINT64_C(1) << (place & (ZN_PAGE_SIZE - 1));
    }
}

/* ---- Entries ---------------------------------------------------------------------- */

/* What a root's outcome makes of its entry. */
static uint32_t entry_of(const struct zn_decision_tree *tree, const struct zn_decision *root)
{
    struct zn_outcome outcome;
    memcpy(&outcome, tree->outcomes.data + root->outcome, sizeof outcome);
    const uint8_t *output = tree->outcomes.data + root->outcome + sizeof outcome;
    uint8_t bytes[ZN_UTF8_MAX];
    size_t length = zn_utf8_encode(root->code_point, bytes);
    if (outcome.consumed == length && outcome.length == length) {
        if (memcmp(bytes, output, length) == 0)
            return 0;
        if (length == 3)
            return three_bytes(bytes) ^ three_bytes(output);
    }
    return ZN_ENTRY_OUTCOME | root->outcome / ZN_OUTCOME_ALIGNMENT;
}

static bool fill_entries(struct builder *builder)
{
    const struct zn_decision_tree *tree = builder->tree;
    uint32_t *entries = section_data(builder, ZN_SECTION_ENTRIES);
    uint16_t *causes = section_data(builder, ZN_SECTION_PLACE_CAUSES);
    for (uint32_t root = tree->first_root; root != ZN_NO_NODE;
         root = zn_decision_at(tree, root)->next_sibling) {
        const struct zn_decision *decision = zn_decision_at(tree, root);
        uint32_t place = place_of(builder, decision->code_point);
        entries[place] = entry_of(tree, decision);
        causes[place] = (uint16_t)decision->cause;
        struct placement placement = {root, place, true};
        if (decision->first_child != ZN_NO_NODE &&
            !zn_buffer_append(&builder->queue, &placement, sizeof placement))
            return false;
    }
    return true;
}

/* ---- What slots say --------------------------------------------------------------- */

/* Puts out `point` as its entry says; 0: its entry has an outcome in the pool. */
static size_t put_entry(const struct builder *builder, uint32_t point,
                        uint8_t bytes[ZN_UTF8_MAX])
{
    const uint32_t *entries = section_data(builder, ZN_SECTION_ENTRIES);
    uint32_t entry = entries[place_of(builder, point)];
    if ((entry & ZN_ENTRY_OUTCOME) != 0)
        return 0;
    size_t length = zn_utf8_encode(point, bytes);
    for (size_t i = 0; i < 3; i++)
        bytes[i] ^= (uint8_t)(entry >> (8 * i));
    return length;
}

/* Is an outcome what the entries of the characters that it consumes say? */
static bool is_as_entries(const struct builder *builder, const uint32_t *path, uint32_t offset)
{
    const uint8_t *record = builder->tree->outcomes.data + offset;
    struct zn_outcome outcome;
    memcpy(&outcome, record, sizeof outcome);
    if (outcome.consumed != outcome.length)
        return false;
    for (size_t at = 0; at < outcome.length; path++) {
        uint8_t bytes[ZN_UTF8_MAX];
        size_t length = put_entry(builder, *path, bytes);
        if (length == 0 || memcmp(record + sizeof outcome + at, bytes, length) != 0)
            return false;
        at += length;
    }
    return true;
}

/* Notes what the slot of a node and of all below it says; `path` is its text. */
static void fill_slot_outcomes(struct builder *builder, uint32_t node,
                               uint32_t path[ZN_DEPTH_MAX], size_t depth)
{
    const struct zn_decision *decision = zn_decision_at(builder->tree, node);
    uint32_t *outcomes = (uint32_t *)(void *)builder->slot_outcomes.data;
    path[depth] = decision->code_point;
    outcomes[node] = decision->outcome;
    if (is_as_entries(builder, path, decision->outcome)) {
        struct zn_outcome outcome;
        memcpy(&outcome, builder->tree->outcomes.data + decision->outcome, sizeof outcome);
        outcomes[node] = ZN_SLOT_AS_ENTRIES | outcome.consumed;
    }
    for (uint32_t child = decision->first_child; child != ZN_NO_NODE;
         child = zn_decision_at(builder->tree, child)->next_sibling)
        fill_slot_outcomes(builder, child, path, depth + 1);
}

static bool fill_all_slot_outcomes(struct builder *builder)
{
    const struct zn_decision_tree *tree = builder->tree;
    size_t count = tree->decisions.length / sizeof(struct zn_decision);
    if (!extend(&builder->slot_outcomes, count * sizeof(uint32_t)))
        return false;
    uint32_t path[ZN_DEPTH_MAX] = {0};
    for (uint32_t root = tree->first_root; root != ZN_NO_NODE;
         root = zn_decision_at(tree, root)->next_sibling)
        fill_slot_outcomes(builder, root, path, 0);
    return true;
}

/* ---- Slots ------------------------------------------------------------------------ */

static bool base_is_used(const struct builder *builder, uint32_t base)
{
    size_t byte = base / 8;
    return byte < builder->bases_used.length &&
           (builder->bases_used.data[byte] >> (base % 8) & 1) != 0;
}

static bool use_base(struct builder *builder, uint32_t base)
{
    if (!extend(&builder->bases_used, base / 8 + 1))
        return false;
    builder->bases_used.data[base / 8] |= (uint8_t)(1u << (base % 8));
    return true;
}

static uint32_t slot_count(const struct builder *builder)
{
    return (uint32_t)(builder->sections[ZN_SECTION_SLOTS].length / sizeof(struct zn_slot));
}

/* The first free slot from `slot` on; beyond the last one all are free. */
static uint32_t next_free(struct builder *builder, uint32_t slot)
{
    uint32_t *next = (uint32_t *)(void *)builder->next_free.data;
    uint32_t count = slot_count(builder);
    uint32_t found = slot;
    while (found < count && next[found] != found)
        found = next[found];
    /* What was passed over is passed over at once the next time. */
    while (slot < count && slot != found) {
        uint32_t following = next[slot];
        next[slot] = found;
        slot = following;
    }
    return found;
}

static bool slot_is_free(const struct builder *builder, uint32_t slot)
{
    const uint32_t *next = (const uint32_t *)(const void *)builder->next_free.data;
    return slot >= slot_count(builder) || next[slot] == slot;
}

static uint32_t child_number(const struct builder *builder, uint32_t child)
{
    return builder->numbers[zn_decision_at(builder->tree, child)->code_point];
}

static bool fits(const struct builder *builder, uint32_t first_child, uint32_t base)
{
    if (base_is_used(builder, base))
        return false;
    for (uint32_t child = first_child; child != ZN_NO_NODE;
         child = zn_decision_at(builder->tree, child)->next_sibling) {
        if (!slot_is_free(builder, base + child_number(builder, child)))
            return false;
    }
    return true;
}

/*
 * A base for edges to a list of children.  A node with one child takes the
 * first free slot; the search for several together begins where it last took
 * long, so that it does not try the same few holes again and again.
 */
static uint32_t find_base(struct builder *builder, uint32_t first_child)
{
    uint32_t lowest = UINT32_MAX;
    uint32_t count = 0;
    for (uint32_t child = first_child; child != ZN_NO_NODE;
         child = zn_decision_at(builder->tree, child)->next_sibling) {
        uint32_t number = child_number(builder, child);
        lowest = number < lowest ? number : lowest;
        count++;
    }
    uint32_t start = count == 1 ? 1 : builder->search_start;
    uint32_t slot = next_free(builder, start > lowest ? start : lowest + 1);
    uint32_t tries = 0;
    for (; !fits(builder, first_child, slot - lowest); tries++)
        slot = next_free(builder, slot + 1);
    if (count != 1 && tries > TRIES_MOST)
        builder->search_start = slot;
    return slot - lowest;
}

/* Makes the slots reach as far as a look-up from `base` can. */
static bool extend_slots(struct builder *builder, uint32_t base)
{
    struct zn_buffer *section = &builder->sections[ZN_SECTION_SLOTS];
    uint32_t count = slot_count(builder);
    size_t needed = (size_t)base + builder->last_number + 1;
    if (!extend(section, needed * sizeof(struct zn_slot)) ||
        !extend(&builder->sections[ZN_SECTION_SLOT_CAUSES], needed * sizeof(uint16_t)) ||
        !extend(&builder->next_free, needed * sizeof(uint32_t)))
        return false;
    struct zn_slot *slots = section_data(builder, ZN_SECTION_SLOTS);
    uint32_t *next = (uint32_t *)(void *)builder->next_free.data;
    for (size_t i = count; i < needed; i++) {
        slots[i].owner = ZN_NO_OWNER;
        next[i] = (uint32_t)i;
    }
    return true;
}

/* Places the edges of one node and queues the children that have edges. */
static bool place_edges(struct builder *builder, struct placement placement)
{
    const struct zn_decision_tree *tree = builder->tree;
    uint32_t first = zn_decision_at(tree, placement.node)->first_child;
    uint32_t base = find_base(builder, first);
    if (!use_base(builder, base) || !extend_slots(builder, base))
        return false;
    struct zn_slot *slots = section_data(builder, ZN_SECTION_SLOTS);
    uint16_t *causes = section_data(builder, ZN_SECTION_SLOT_CAUSES);
    uint32_t *bases = section_data(builder, ZN_SECTION_BASES);
    const uint32_t *outcomes = (const uint32_t *)(const void *)builder->slot_outcomes.data;
    if (placement.is_root)
        bases[placement.slot] = base;
    else
        slots[placement.slot].base = base;
    for (uint32_t child = first; child != ZN_NO_NODE;
         child = zn_decision_at(tree, child)->next_sibling) {
        uint32_t slot = base + child_number(builder, child);
        slots[slot].owner = base;
        ((uint32_t *)(void *)builder->next_free.data)[slot] = slot + 1;
        slots[slot].outcome = outcomes[child];
        causes[slot] = (uint16_t)zn_decision_at(tree, child)->cause;
        struct placement next = {child, slot, false};
        if (zn_decision_at(tree, child)->first_child != ZN_NO_NODE &&
            !zn_buffer_append(&builder->queue, &next, sizeof next))
            return false;
    }
    return true;
}

static bool place_all(struct builder *builder)
{
    builder->search_start = 1;
    if (!extend_slots(builder, ZN_NO_EDGES))
        return false;
    for (size_t at = 0; at < builder->queue.length; at += sizeof(struct placement)) {
        struct placement placement;
        memcpy(&placement, builder->queue.data + at, sizeof placement);
        if (!place_edges(builder, placement))
            return false;
    }
    return true;
}

/* ---- The filter ------------------------------------------------------------------- */

static uint32_t count_edges(const struct zn_decision_tree *tree)
{
    uint32_t count = 0;
    for (uint32_t root = tree->first_root; root != ZN_NO_NODE;
         root = zn_decision_at(tree, root)->next_sibling) {
        for (uint32_t child = zn_decision_at(tree, root)->first_child; child != ZN_NO_NODE;
             child = zn_decision_at(tree, child)->next_sibling)
            count++;
    }
    return count;
}

static void set_bit(uint32_t *filter, uint32_t bit)
{
    filter[bit / 32] |= 1u << (bit % 32);
}

/* Notes in the second filter what the pair whose node is `node` decides or begins. */
static void fill_deep(struct builder *builder, uint32_t word, uint32_t next, uint32_t node)
{
    const struct zn_decision_tree *tree = builder->tree;
    const uint32_t *outcomes = (const uint32_t *)(const void *)builder->slot_outcomes.data;
    uint32_t *deep = section_data(builder, ZN_SECTION_DEEP);
    uint32_t shift = builder->filter_shift;
    if (outcomes[node] != (ZN_SLOT_AS_ENTRIES | 3u))
        set_bit(deep, zn_deep_pair_bit(word, next, shift));
    for (uint32_t child = zn_decision_at(tree, node)->first_child; child != ZN_NO_NODE;
         child = zn_decision_at(tree, child)->next_sibling) {
        uint32_t third = zn_filter_word_of(zn_decision_at(tree, child)->code_point);
        set_bit(deep, zn_deep_edge_bit(word, next, third, shift));
    }
}

static bool fill_filter(struct builder *builder)
{
    const struct zn_decision_tree *tree = builder->tree;
    uint32_t count = count_edges(tree);
    uint32_t bits = FILTER_BITS_LEAST;
    while (bits < FILTER_BITS_MOST && (1u << bits) / FILTER_BITS_PER_EDGE < count)
        bits++;
    builder->filter_shift = 32 - bits;
    if (!extend(&builder->sections[ZN_SECTION_FILTER], (size_t)1 << (bits - 3)) ||
        !extend(&builder->sections[ZN_SECTION_DEEP], (size_t)1 << (bits - 3)))
        return false;
    uint32_t *filter = section_data(builder, ZN_SECTION_FILTER);
    for (uint32_t root = tree->first_root; root != ZN_NO_NODE;
         root = zn_decision_at(tree, root)->next_sibling) {
        uint32_t word = zn_filter_word_of(zn_decision_at(tree, root)->code_point);
        for (uint32_t child = zn_decision_at(tree, root)->first_child; child != ZN_NO_NODE;
             child = zn_decision_at(tree, child)->next_sibling) {
            uint32_t next = zn_filter_word_of(zn_decision_at(tree, child)->code_point);
            set_bit(filter, zn_filter_bit(word, next, builder->filter_shift));
            if (zn_is_three_byte_lead(word) && zn_is_three_byte_lead(next))
                fill_deep(builder, word, next, child);
        }
    }
    return true;
}

/* ---- The image -------------------------------------------------------------------- */

static bool write_image(struct builder *builder, struct zn_buffer *image)
{
    struct zn_image_header header = {
        .magic = ZN_IMAGE_MAGIC,
        .format = ZN_IMAGE_FORMAT,
        .byte_order = ZN_IMAGE_BYTE_ORDER,
        .max_output = builder->tree->max_output,
        .max_growth = builder->tree->max_growth,
        .filter_shift = builder->filter_shift,
    };
    image->length = 0;
    if (!extend(image, sizeof header))
        return false;
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++) {
        const struct zn_buffer *section = &builder->sections[kind];
        header.sections[kind] =
            (struct zn_section){(uint32_t)image->length, (uint32_t)section->length};
        if (!zn_buffer_append(image, section->data, section->length) ||
            !extend(image, (image->length + 7) / 8 * 8))
            return false;
    }
    memcpy(image->data, &header, sizeof header);
    builder->too_large = image->length > UINT32_MAX;
    return true;
}

static bool build(struct builder *builder, struct zn_buffer *image)
{
    return number_children(builder) && lay_out_pages(builder) && fill_entries(builder) &&
           fill_all_slot_outcomes(builder) && place_all(builder) && fill_filter(builder) &&
           zn_image_write_causes(builder->tree, builder->sections) &&
           zn_buffer_append(&builder->sections[ZN_SECTION_OUTCOMES],
                            builder->tree->outcomes.data, builder->tree->outcomes.length) &&
           extend(&builder->sections[ZN_SECTION_OUTCOMES],
                  builder->tree->outcomes.length + ZN_OUTCOME_WIDE) &&
           (fill_pages(builder), write_image(builder, image));
}

static void free_builder(struct builder *builder)
{
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++)
        zn_buffer_free(&builder->sections[kind]);
    zn_buffer_free(&builder->next_free);
    zn_buffer_free(&builder->bases_used);
    zn_buffer_free(&builder->queue);
    zn_buffer_free(&builder->slot_outcomes);
    zn_release(builder->allocator, builder->counts);
    zn_release(builder->allocator, builder->numbers);
    zn_release(builder->allocator, builder->pages);
}

int zn_image_build(const struct zn_decision_tree *tree, const char *label,
                   struct zn_buffer *image, zhnorm_error *error)
{
    const zhnorm_allocator *allocator = tree->decisions.allocator;
    struct builder builder = {.tree = tree, .allocator = allocator};
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++)
        zn_buffer_init(&builder.sections[kind], allocator);
    zn_buffer_init(&builder.next_free, allocator);
    zn_buffer_init(&builder.bases_used, allocator);
    zn_buffer_init(&builder.queue, allocator);
    zn_buffer_init(&builder.slot_outcomes, allocator);
    builder.counts = zn_allocate_zeroed(allocator, CODE_POINTS, sizeof *builder.counts);
    builder.numbers = zn_allocate_zeroed(allocator, CODE_POINTS, sizeof *builder.numbers);
    builder.pages = zn_allocate_zeroed(allocator, PAGE_COUNT, sizeof *builder.pages);
    bool done = builder.counts != NULL && builder.numbers != NULL && builder.pages != NULL &&
                build(&builder, image);
    int status = ZHNORM_OK;
    if (!done)
        status = zn_fail_memory(error);
    else if (builder.too_large)
        status =
            zn_fail(error, ZHNORM_ERROR_CONFIG, "%s: the rulebook has more than 4 GiB", label);
    else if (builder.last_number > UINT16_MAX)
        status = zn_fail(error, ZHNORM_ERROR_CONFIG,
                         "%s: more than %u different characters stand inside keys", label,
                         (unsigned)UINT16_MAX);
    free_builder(&builder);
    return status;
}
