/*
 * A trie over code points that is built while a rulebook is compiled.  Every
 * node can carry two values: what a key means in any paragraph, and what it
 * means in a paragraph of traditional text.
 */
#ifndef ZN_RULES_TRIE_H
#define ZN_RULES_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"

#define ZN_TRIE_ROOT 0u
#define ZN_TRIE_NONE 0u /* no node: the root is nobody's child */
#define ZN_TRIE_NO_VALUE UINT32_MAX

/* The kind of paragraph that a match is looked for in. */
enum zn_paragraph_kind { ZN_PLAIN, ZN_TRADITIONAL, ZN_PARAGRAPH_KINDS };

struct zn_trie_node {
    uint32_t code_point;
    uint32_t first_child;
    uint32_t next_sibling;
    uint32_t values[ZN_PARAGRAPH_KINDS];
};

struct zn_trie {
    struct zn_buffer nodes; /* of struct zn_trie_node; the first is the root */
    uint32_t *slots;        /* hash table of edges: the child's number, 0 is free */
    size_t slot_count;      /* a power of two */
    uint32_t *parents;      /* for each node, beside `nodes` */
    size_t parent_capacity;
};

/* Makes an empty trie. False: no memory. */
bool zn_trie_init(struct zn_trie *trie, const zhnorm_allocator *allocator);
void zn_trie_free(struct zn_trie *trie);

/* The node of `key`, made if need be; ZN_TRIE_NONE: no memory. */
uint32_t zn_trie_insert(struct zn_trie *trie, const uint8_t *key, size_t length);

/* The child of `parent` by `code_point`, or ZN_TRIE_NONE. O(1). */
uint32_t zn_trie_child(const struct zn_trie *trie, uint32_t parent, uint32_t code_point);

/* A node by its number. Pointers move when a key is inserted. */
static inline struct zn_trie_node *zn_trie_node(const struct zn_trie *trie, uint32_t node)
{
    return (struct zn_trie_node *)(void *)trie->nodes.data + node;
}

#endif
