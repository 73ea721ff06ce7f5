/* See html_items.h. */
#include "formats/html_items.h"

#include <stdlib.h>

void zn_html_items_init(struct zn_html_items *items, const zhnorm_allocator *allocator)
{
    zn_buffer_init(&items->items, allocator);
    zn_buffer_init(&items->strings, allocator);
    items->paragraphs = 0;
    items->failed = false;
}

void zn_html_items_free(struct zn_html_items *items)
{
    zn_buffer_free(&items->items);
    zn_buffer_free(&items->strings);
}

void zn_html_items_reset(struct zn_html_items *items)
{
    items->items.length = 0;
    items->strings.length = 0;
    items->paragraphs = 0;
    items->failed = false;
}

void zn_html_items_add(struct zn_html_items *items, const struct zn_html_item *item)
{
    if (!zn_buffer_append(&items->items, item, sizeof *item))
        items->failed = true;
}

void zn_html_items_replace(struct zn_html_items *items, size_t source, size_t length,
                           const char *output, size_t output_length)
{
    struct zn_html_item item = {.source = (uint32_t)source,
                                .length = (uint32_t)length,
                                .kind = ZN_HTML_REPLACED,
                                .output = items->strings.length};

    if (!zn_buffer_append(&items->strings, output, output_length) ||
        !zn_buffer_append(&items->strings, "", 1)) {
        items->failed = true;
        return;
    }
    zn_html_items_add(items, &item);
}

/* By place; what stands there before what lies in it. */
static int compare(const void *left, const void *right)
{
    const struct zn_html_item *a = left;
    const struct zn_html_item *b = right;

    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return (a->kind != ZN_HTML_STANDING) - (b->kind != ZN_HTML_STANDING);
}

void zn_html_items_sort(struct zn_html_items *items)
{
    size_t count = zn_html_items_count(items);
    size_t kept = 0;
    uint32_t end = 0; /* of those that are kept, but for what stands in a paragraph */

    if (count == 0)
        return;
    struct zn_html_item *all = zn_html_items_at(items, 0);
    qsort(all, count, sizeof *all, compare);
    for (size_t i = 0; i < count; i++) {
        if (all[i].source < end || (kept != 0 && all[i].source == all[kept - 1].source &&
                                    all[i].kind == all[kept - 1].kind))
            continue;
        if (all[i].kind != ZN_HTML_STANDING && all[i].kind != ZN_HTML_TEXT)
            end = all[i].source + all[i].length;
        all[kept++] = all[i];
    }
    items->items.length = kept * sizeof *all;
}
