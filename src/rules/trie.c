/* See trie.h. */
#include "rules/trie.h"

#include "rules/memory.h"
#include "text/utf8.h"

static size_t node_count(const struct zn_trie *trie)
{
    return trie->nodes.length / sizeof(struct zn_trie_node);
}

static size_t slot_of(const struct zn_trie *trie, uint32_t parent, uint32_t code_point)
{
    uint64_t edge = (uint64_t)parent << 21 | code_point;
    return (size_t)((edge * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (trie->slot_count - 1);
}

static void place(struct zn_trie *trie, uint32_t node)
{
    size_t at = slot_of(trie, trie->parents[node], zn_trie_node(trie, node)->code_point);
    while (trie->slots[at] != 0)
        at = (at + 1) & (trie->slot_count - 1);
    trie->slots[at] = node;
}

/* Keeps the hash table at most half full. */
static bool grow_slots(struct zn_trie *trie)
{
    size_t count = node_count(trie);
    if (count * 2 < trie->slot_count)
        return true;
    size_t slot_count = trie->slot_count == 0 ? 64 : trie->slot_count * 2;
    uint32_t *slots = zn_allocate_zeroed(trie->nodes.allocator, slot_count, sizeof *slots);
    if (slots == NULL)
        return false;
    zn_release(trie->nodes.allocator, trie->slots);
    trie->slots = slots;
    trie->slot_count = slot_count;
    for (uint32_t node = 1; node < count; node++)
        place(trie, node);
    return true;
}

static bool grow_parents(struct zn_trie *trie)
{
    if (node_count(trie) < trie->parent_capacity)
        return true;
    const zhnorm_allocator *allocator = trie->nodes.allocator;
    size_t capacity = trie->parent_capacity == 0 ? 64 : trie->parent_capacity * 2;
    if (capacity > SIZE_MAX / sizeof *trie->parents)
        return false;
    uint32_t *parents =
        allocator->reallocate(allocator->context, trie->parents, capacity * sizeof *parents);
    if (parents == NULL)
        return false;
    trie->parents = parents;
    trie->parent_capacity = capacity;
    return true;
}

static uint32_t add_node(struct zn_trie *trie, uint32_t parent, uint32_t code_point)
{
    size_t number = node_count(trie);
    if (number >= UINT32_MAX || !grow_slots(trie) || !grow_parents(trie))
        return ZN_TRIE_NONE;
    struct zn_trie_node node = {.code_point = code_point,
                                .values = {ZN_TRIE_NO_VALUE, ZN_TRIE_NO_VALUE}};
    if (number != 0)
        node.next_sibling = zn_trie_node(trie, parent)->first_child;
    if (!zn_buffer_append(&trie->nodes, &node, sizeof node))
        return ZN_TRIE_NONE;
    trie->parents[number] = parent;
    if (number != 0) {
        zn_trie_node(trie, parent)->first_child = (uint32_t)number;
        place(trie, (uint32_t)number);
    }
    return (uint32_t)number;
}

bool zn_trie_init(struct zn_trie *trie, const zhnorm_allocator *allocator)
{
    *trie = (struct zn_trie){0};
    zn_buffer_init(&trie->nodes, allocator);
    add_node(trie, ZN_TRIE_ROOT, 0);
    return node_count(trie) == 1;
}

void zn_trie_free(struct zn_trie *trie)
{
    const zhnorm_allocator *allocator = trie->nodes.allocator;
    if (allocator == NULL)
        return;
    zn_release(allocator, trie->slots);
    zn_release(allocator, trie->parents);
    zn_buffer_free(&trie->nodes);
    *trie = (struct zn_trie){0};
}

uint32_t zn_trie_child(const struct zn_trie *trie, uint32_t parent, uint32_t code_point)
{
    for (size_t at = slot_of(trie, parent, code_point);;
         at = (at + 1) & (trie->slot_count - 1)) {
        uint32_t node = trie->slots[at];
        if (node == 0)
            return ZN_TRIE_NONE;
        if (trie->parents[node] == parent &&
            zn_trie_node(trie, node)->code_point == code_point)
            return node;
    }
}

uint32_t zn_trie_insert(struct zn_trie *trie, const uint8_t *key, size_t length)
{
    uint32_t node = ZN_TRIE_ROOT;
    for (size_t i = 0; i < length;) {
        uint32_t code_point;
        i += zn_utf8_decode(key + i, &code_point);
        uint32_t child = zn_trie_child(trie, node, code_point);
        if (child == ZN_TRIE_NONE)
            child = add_node(trie, node, code_point);
        if (child == ZN_TRIE_NONE)
            return ZN_TRIE_NONE;
        node = child;
    }
    return node;
}
