/*
 * The memory of a page's tree, which gumbo makes.  Gumbo does not look whether it got
 * memory, and frees a tree by recursion: so its memory has a limit of its own, at which the
 * parse is left, and goes all at once.  Knows of gumbo only which of its parts make it slow.
 */
#ifndef ZN_FORMATS_HTML_ARENA_H
#define ZN_FORMATS_HTML_ARENA_H

#include <gumbo.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "zhnorm/zhnorm.h"

/* Why a parse was left. */
enum zn_html_limit {
    ZN_HTML_NO_LIMIT,
    ZN_HTML_NO_MEMORY, /* the allocator gave none */
    ZN_HTML_TREE,      /* the tree takes more than ZN_HTML_TREE_SIZE */
    ZN_HTML_DEPTH,     /* elements lie more than ZN_HTML_MAX_DEPTH deep */
    ZN_HTML_ATTRIBUTES /* a tag has more than ZN_HTML_MAX_ATTRIBUTES attributes */
};

#define ZN_HTML_TREE_SIZE ((size_t)14 << 20)
/* Gumbo goes through all open elements for many a tag, and through a tag's attributes for
 * each of them. */
#define ZN_HTML_MAX_DEPTH 1000
#define ZN_HTML_MAX_ATTRIBUTES 250

/* The sizes up to this one are kept apart for use again. */
#define ZN_HTML_SMALL_SIZE ((size_t)4096)

struct zn_html_block;

struct zn_html_arena {
    const zhnorm_allocator *allocator;
    jmp_buf limit_reached; /* set by who calls gumbo; reached with `limit` */
    enum zn_html_limit limit;
    const GumboNode *deepest; /* with ZN_HTML_DEPTH */
    char *region;             /* of ZN_HTML_TREE_SIZE bytes; NULL: not yet needed */
    size_t used;              /* bytes of it that have been touched */
    size_t large_size;        /* of the blocks that are not in it */
    struct zn_html_block *large;
    void *spare[ZN_HTML_SMALL_SIZE / 8 + 1]; /* freed blocks of the region, by size */
    const GumboNode *last_node;
    size_t attributes; /* since the last node */
};

void zn_html_arena_init(struct zn_html_arena *arena, const zhnorm_allocator *allocator);
void zn_html_arena_free(struct zn_html_arena *arena);

/* Forgets what there is, for another page. */
void zn_html_arena_reset(struct zn_html_arena *arena);

/* Makes gumbo take its memory here. */
void zn_html_arena_serve(struct zn_html_arena *arena, GumboOptions *options);

#endif
