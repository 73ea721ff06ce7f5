/*
 * See html_arena.h.  Small blocks lie in one region, of which the system gives only what is
 * touched; large ones are the allocator's, so that it can have them back.
 */
#include "formats/html_arena.h"

#include <stdint.h>
#include <string.h>

#include "rules/memory.h"

/* Before every block in the region.  Gumbo keeps nothing that needs a stricter alignment. */
struct header {
    uint64_t size; /* what was asked for */
};

struct zn_html_block {
    struct zn_html_block *next;
    struct zn_html_block **link; /* what points to it */
    size_t size;
    uint64_t bytes[];
};

/* The size of a block for `size` bytes. */
static size_t round_up(size_t size)
{
    return (size + (size == 0) + 7) & ~(size_t)7;
}

void zn_html_arena_init(struct zn_html_arena *arena, const zhnorm_allocator *allocator)
{
    memset(arena, 0, sizeof *arena);
    arena->allocator = allocator;
}

void zn_html_arena_reset(struct zn_html_arena *arena)
{
    while (arena->large != NULL) {
        struct zn_html_block *block = arena->large;
        arena->large = block->next;
        zn_release(arena->allocator, block);
    }
    memset(arena->spare, 0, sizeof arena->spare);
    arena->limit = ZN_HTML_NO_LIMIT;
    arena->deepest = NULL;
    arena->used = 0;
    arena->large_size = 0;
    arena->last_node = NULL;
    arena->attributes = 0;
}

void zn_html_arena_free(struct zn_html_arena *arena)
{
    zn_html_arena_reset(arena);
    zn_release(arena->allocator, arena->region);
    arena->region = NULL;
}

/*
 * Leaves the parse.  Gumbo has no other way out, and needs none: what it holds is in the
 * arena.
 */
static _Noreturn void leave(struct zn_html_arena *arena, enum zn_html_limit limit)
{
    arena->limit = limit;
    longjmp(arena->limit_reached, 1);
}

static bool is_in_region(const struct zn_html_arena *arena, const void *pointer)
{
    uintptr_t at = (uintptr_t)pointer;
    uintptr_t start = (uintptr_t)arena->region;

    return at >= start && at < start + arena->used;
}

/*
 * Looks how deep the node lies that was made last: by now it has its parent.  Nodes are told
 * by their size.  Whatever else has that size has no parents there, or the nodes below it:
 * so it is read like one without harm.
 */
static void check_depth(struct zn_html_arena *arena)
{
    const GumboNode *node = arena->last_node;

    for (size_t depth = 0; node != NULL && is_in_region(arena, node); depth++) {
        if (depth > ZN_HTML_MAX_DEPTH) {
            arena->deepest = arena->last_node;
            leave(arena, ZN_HTML_DEPTH);
        }
        node = node->parent;
    }
}

static void *take_large(struct zn_html_arena *arena, size_t size)
{
    if (size > ZN_HTML_TREE_SIZE || arena->used + arena->large_size + size > ZN_HTML_TREE_SIZE)
        leave(arena, ZN_HTML_TREE);
    struct zn_html_block *block =
        zn_allocate(arena->allocator, 1, sizeof(struct zn_html_block) + size);
    if (block == NULL)
        leave(arena, ZN_HTML_NO_MEMORY);
    *block = (struct zn_html_block){.next = arena->large, .link = &arena->large, .size = size};
    if (block->next != NULL)
        block->next->link = &block->next;
    arena->large = block;
    arena->large_size += size;
    return block->bytes;
}

static void *take_from_region(struct zn_html_arena *arena, size_t size)
{
    size_t whole = sizeof(struct header) + round_up(size);

    if (arena->region == NULL)
        arena->region = zn_allocate(arena->allocator, 1, ZN_HTML_TREE_SIZE);
    if (arena->region == NULL)
        leave(arena, ZN_HTML_NO_MEMORY);
    if (arena->used + arena->large_size + whole > ZN_HTML_TREE_SIZE)
        leave(arena, ZN_HTML_TREE);
    char *block = arena->region + arena->used + sizeof(struct header);
    arena->used += whole;
    return block;
}

static void *take_small(struct zn_html_arena *arena, size_t size)
{
    void **spare = &arena->spare[round_up(size) / 8];
    void *block = *spare;

    if (block == NULL)
        block = take_from_region(arena, size);
    else
        memcpy(spare, block, sizeof *spare);
    ((struct header *)block)[-1].size = size;
    memset(block, 0, round_up(size));
    return block;
}

static void *allocate(void *context, size_t size)
{
    struct zn_html_arena *arena = context;

    if (size > ZN_HTML_SMALL_SIZE)
        return take_large(arena, size);
    void *block = take_small(arena, size);
    if (size == sizeof(GumboNode)) {
        check_depth(arena);
        arena->last_node = block;
        arena->attributes = 0;
    } else if (size == sizeof(GumboAttribute) &&
               ++arena->attributes > ZN_HTML_MAX_ATTRIBUTES) {
        leave(arena, ZN_HTML_ATTRIBUTES);
    }
    return block;
}

static void release_large(struct zn_html_arena *arena, void *pointer)
{
    char *start = (char *)pointer - offsetof(struct zn_html_block, bytes);
    struct zn_html_block *block = (struct zn_html_block *)(void *)start;

    *block->link = block->next;
    if (block->next != NULL)
        block->next->link = block->link;
    arena->large_size -= block->size;
    zn_release(arena->allocator, block);
}

static void release(void *context, void *pointer)
{
    struct zn_html_arena *arena = context;

    if (pointer == NULL)
        return;
    if (!is_in_region(arena, pointer)) {
        release_large(arena, pointer);
        return;
    }
    size_t size = ((const struct header *)pointer)[-1].size;
    void **spare = &arena->spare[round_up(size) / 8];
    memcpy(pointer, spare, sizeof *spare);
    *spare = pointer;
    if (size == sizeof(GumboAttribute) && arena->attributes != 0)
        arena->attributes--;
    if (pointer == arena->last_node)
        arena->last_node = NULL;
}

void zn_html_arena_serve(struct zn_html_arena *arena, GumboOptions *options)
{
    options->allocator = allocate;
    options->deallocator = release;
    options->userdata = arena;
}
