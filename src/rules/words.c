/* See words.h. */
#include "rules/words.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

/* ---- Building ---------------------------------------------------------------------- */

struct builder {
    const struct zn_trie *trie;
    struct zn_buffer nodes;  /* of struct zn_word_node */
    struct zn_buffer pages;  /* of uint16_t */
    struct zn_buffer firsts; /* of uint32_t */
};

static size_t node_count(const struct builder *builder)
{
    return builder->nodes.length / sizeof(struct zn_word_node);
}

static struct zn_word_node *node_at(const struct builder *builder, size_t number)
{
    return (struct zn_word_node *)(void *)builder->nodes.data + number;
}

static int compare_children(const void *a, const void *b)
{
    const struct zn_word_node *left = a;
    const struct zn_word_node *right = b;
    return left->code_point < right->code_point ? -1 : left->code_point > right->code_point;
}

/* Until the children of a node are added, `children` is its number in the trie. */
static bool add_children(struct builder *builder, uint32_t parent, uint32_t *count)
{
    size_t first = node_count(builder);
    for (uint32_t child = zn_trie_node(builder->trie, parent)->first_child;
         child != ZN_TRIE_NONE; child = zn_trie_node(builder->trie, child)->next_sibling) {
        const struct zn_trie_node *from = zn_trie_node(builder->trie, child);
        struct zn_word_node node = {.code_point = from->code_point,
                                    .number = from->values[ZN_PLAIN],
                                    .children = child};
        if (!zn_buffer_append(&builder->nodes, &node, sizeof node))
            return false;
    }
    *count = (uint32_t)(node_count(builder) - first);
    qsort(node_at(builder, first), *count, sizeof(struct zn_word_node), compare_children);
    return node_count(builder) < UINT32_MAX;
}

/* All nodes, breadth first, so that children lie together; node 0 is none. */
static bool add_nodes(struct builder *builder, uint32_t *root_count)
{
    static const struct zn_word_node none = {.number = ZN_TRIE_NO_VALUE};
    if (!zn_buffer_append(&builder->nodes, &none, sizeof none) ||
        !add_children(builder, ZN_TRIE_ROOT, root_count))
        return false;
    for (size_t i = 1; i < node_count(builder); i++) {
        uint32_t count;
        uint32_t first = (uint32_t)node_count(builder);
        if (!add_children(builder, node_at(builder, i)->children, &count))
            return false;
        node_at(builder, i)->children = first;
        node_at(builder, i)->child_count = count;
    }
    return true;
}

/* The first characters by pages; page 0 is empty. */
static bool add_pages(struct builder *builder, uint32_t root_count)
{
    static const uint32_t empty[ZN_WORDS_PAGE_SIZE] = {0};
    uint32_t last = root_count == 0 ? 0 : node_at(builder, root_count)->code_point;
    size_t page_count = (last >> ZN_WORDS_PAGE_BITS) + 1;
    if (!zn_buffer_append(&builder->firsts, empty, sizeof empty) ||
        !zn_buffer_reserve(&builder->pages, page_count * sizeof(uint16_t)))
        return false;
    builder->pages.length = page_count * sizeof(uint16_t);
    uint16_t *pages = (uint16_t *)(void *)builder->pages.data;
    memset(pages, 0, builder->pages.length);
    for (uint32_t i = 1; i <= root_count; i++) {
        uint32_t point = node_at(builder, i)->code_point;
        uint16_t *page = &pages[point >> ZN_WORDS_PAGE_BITS];
        if (*page == 0) {
            *page = (uint16_t)(builder->firsts.length / sizeof empty);
            if (!zn_buffer_append(&builder->firsts, empty, sizeof empty))
                return false;
        }
        uint32_t *firsts = (uint32_t *)(void *)builder->firsts.data;
        firsts[(size_t)*page * ZN_WORDS_PAGE_SIZE + (point & (ZN_WORDS_PAGE_SIZE - 1))] = i;
    }
    return true;
}

static bool append_part(struct zn_buffer *block, const struct zn_buffer *part,
                        uint32_t *offset)
{
    static const uint8_t zeros[sizeof(uint32_t)] = {0};
    size_t rest = (0 - block->length) & (sizeof zeros - 1);
    if (!zn_buffer_append(block, zeros, rest))
        return false;
    *offset = (uint32_t)block->length;
    return zn_buffer_append(block, part->data, part->length) && block->length <= UINT32_MAX;
}

static bool write_block(const struct builder *builder, struct zn_buffer *block)
{
    struct zn_words_header header = {.page_count =
                                         (uint32_t)(builder->pages.length / sizeof(uint16_t))};
    if (!zn_buffer_append(block, &header, sizeof header) ||
        !append_part(block, &builder->pages, &header.pages) ||
        !append_part(block, &builder->firsts, &header.firsts) ||
        !append_part(block, &builder->nodes, &header.nodes))
        return false;
    memcpy(block->data, &header, sizeof header);
    return true;
}

bool zn_words_build(const struct zn_trie *trie, struct zn_buffer *block)
{
    struct builder builder = {.trie = trie};
    uint32_t root_count;
    zn_buffer_init(&builder.nodes, block->allocator);
    zn_buffer_init(&builder.pages, block->allocator);
    zn_buffer_init(&builder.firsts, block->allocator);
    bool done = add_nodes(&builder, &root_count) && add_pages(&builder, root_count) &&
                write_block(&builder, block);
    zn_buffer_free(&builder.nodes);
    zn_buffer_free(&builder.pages);
    zn_buffer_free(&builder.firsts);
    return done;
}

/* ---- Finding ------------------------------------------------------------------------- */

void zn_words_open(struct zn_words *words, const void *block)
{
    const struct zn_words_header *header = block;
    const uint8_t *start = block;
    *words = (struct zn_words){
        .page_count = header->page_count,
        .pages = (const uint16_t *)(const void *)(start + header->pages),
        .firsts = (const uint32_t *)(const void *)(start + header->firsts),
        .nodes = (const struct zn_word_node *)(const void *)(start + header->nodes)};
}

static const struct zn_word_node *first_node(const struct zn_words *words, uint32_t point)
{
    uint32_t page = point >> ZN_WORDS_PAGE_BITS;
    if (page >= words->page_count)
        return words->nodes;
    return &words->nodes[words->firsts[words->pages[page] * ZN_WORDS_PAGE_SIZE +
                                       (point & (ZN_WORDS_PAGE_SIZE - 1))]];
}

/* The child by a code point, or node 0. */
static const struct zn_word_node *child_node(const struct zn_words *words,
                                             const struct zn_word_node *node, uint32_t point)
{
    const struct zn_word_node *low = &words->nodes[node->children];
    size_t count = node->child_count;
    while (count > 1) {
        size_t half = count / 2;
        low += low[half].code_point <= point ? half : 0;
        count -= half;
    }
    return count == 1 && low->code_point == point ? low : words->nodes;
}

size_t zn_words_match(const struct zn_words *words, const uint8_t *text, const uint8_t *end,
                      uint32_t *number)
{
    uint32_t point;
    size_t length = 0;
    const uint8_t *at = text + zn_utf8_decode(text, &point);
    for (const struct zn_word_node *node = first_node(words, point); node != words->nodes;) {
        if (node->number != ZN_TRIE_NO_VALUE) {
            *number = node->number;
            length = (size_t)(at - text);
        }
        if (at == end || node->child_count == 0)
            break;
        at += zn_utf8_decode(at, &point);
        node = child_node(words, node, point);
    }
    return length;
}
