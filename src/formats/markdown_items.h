/*
 * Puts together the items of a leaf as a parser comes upon them.  A parser tells of text
 * in the order of the source, but where a link ends only what comes next can show.
 */
#ifndef ZN_FORMATS_MARKDOWN_ITEMS_H
#define ZN_FORMATS_MARKDOWN_ITEMS_H

#include "formats/markdown_leaf.h"
#include "formats/markdown_tag.h"
#include "text/buffer.h"

struct zn_markdown_items {
    const char *source; /* the body */
    uint32_t length;
    uint32_t at;             /* everything before is dealt with */
    struct zn_buffer items;  /* of struct zn_markdown_item */
    struct zn_buffer ranges; /* of struct zn_markdown_range: what is opaque in the body */
    size_t range;            /* the first that does not end before `at` */
    struct zn_buffer links;  /* of struct zn_markdown_open_link: those that are open */
    bool is_autolink;        /* in an address in angle brackets */
    /* The link that ended last, as long as it may have ended earlier than it looks. */
    bool has_tail;
    uint32_t tail;
    uint32_t tail_end;
    size_t tail_first; /* its first item */
    size_t tail_count; /* items up to `tail` */
    /* In an element that is not converted. */
    size_t excluded; /* how many of that name are open */
    struct zn_markdown_name element;
    bool failed; /* no memory */
};

struct zn_markdown_open_link {
    size_t first; /* its first item */
    bool is_image;
};

void zn_markdown_items_init(struct zn_markdown_items *items,
                            const zhnorm_allocator *allocator);
void zn_markdown_items_free(struct zn_markdown_items *items);

/* Begins a document, of which everything up to `at` is dealt with. */
void zn_markdown_items_begin(struct zn_markdown_items *items, const char *source,
                             uint32_t length);

/* Begins another leaf. */
void zn_markdown_items_reset(struct zn_markdown_items *items);

void zn_markdown_add_text(struct zn_markdown_items *items, uint32_t begin, uint32_t end);
void zn_markdown_add_object(struct zn_markdown_items *items, uint32_t begin, uint32_t end);
void zn_markdown_add_entity(struct zn_markdown_items *items, uint32_t begin, uint32_t end);
void zn_markdown_add_html(struct zn_markdown_items *items, uint32_t begin, uint32_t end);
/* A NUL stands somewhere behind what came last. */
void zn_markdown_add_null(struct zn_markdown_items *items);
/* A line ends there. */
void zn_markdown_add_break(struct zn_markdown_items *items, bool is_hard);

void zn_markdown_open_link(struct zn_markdown_items *items, bool is_image);
/* `reach`: how long its destination and title may be in the source. */
void zn_markdown_close_link(struct zn_markdown_items *items, size_t reach);

/* Makes names of the texts of links that are open: for a leaf that has to be divided. */
void zn_markdown_give_up_links(struct zn_markdown_items *items);

static inline size_t zn_markdown_item_count(const struct zn_markdown_items *items)
{
    return items->items.length / sizeof(struct zn_markdown_item);
}

#endif
