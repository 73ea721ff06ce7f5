/*
 * What is to be done to a page, in the order of its source: the list that those make who look
 * at the tree, and that is then carried out.
 */
#ifndef ZN_FORMATS_HTML_ITEMS_H
#define ZN_FORMATS_HTML_ITEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"

enum zn_html_item_kind {
    ZN_HTML_TEXT,      /* part of a paragraph */
    ZN_HTML_STANDING,  /* something in a paragraph that is no text */
    ZN_HTML_ATTRIBUTE, /* a value */
    ZN_HTML_REPLACED   /* a declaration */
};

struct zn_html_item {
    uint32_t source; /* where it begins in the page */
    uint32_t length;
    /* The paragraph that a text, or what stands in it, belongs to. */
    uint32_t paragraph;
    uint8_t kind;      /* enum zn_html_item_kind */
    bool is_plain;     /* there are no tags in it, though it may look so */
    const char *value; /* text and attribute: decoded, and NUL-terminated */
    size_t output;     /* replaced: where what stands there instead begins in `strings` */
};

struct zn_html_items {
    struct zn_buffer items;   /* of zn_html_item */
    struct zn_buffer strings; /* NUL-terminated */
    uint32_t paragraphs;      /* numbers given so far */
    bool failed;              /* there was no memory for an item */
};

void zn_html_items_init(struct zn_html_items *items, const zhnorm_allocator *allocator);
void zn_html_items_free(struct zn_html_items *items);
void zn_html_items_reset(struct zn_html_items *items);

/* Lack of memory is noted. */
void zn_html_items_add(struct zn_html_items *items, const struct zn_html_item *item);
/* `output` of `output_length` bytes stands for `length` bytes at `source`. */
void zn_html_items_replace(struct zn_html_items *items, size_t source, size_t length,
                           const char *output, size_t output_length);

/* Puts them in the order of the source, and drops what begins within another. */
void zn_html_items_sort(struct zn_html_items *items);

static inline size_t zn_html_items_count(const struct zn_html_items *items)
{
    return items->items.length / sizeof(struct zn_html_item);
}

static inline struct zn_html_item *zn_html_items_at(const struct zn_html_items *items,
                                                    size_t index)
{
    return (struct zn_html_item *)(void *)items->items.data + index;
}

#endif
