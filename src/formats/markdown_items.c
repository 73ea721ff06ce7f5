/* See markdown_items.h. */
#include "formats/markdown_items.h"

#include "formats/markdown_link.h"
#include "formats/markdown_opaque.h"

/* The markup between two texts that is looked through for the beginning of an image. */
enum { MARKUP_MAX = 4096 };

void zn_markdown_items_init(struct zn_markdown_items *items, const zhnorm_allocator *allocator)
{
    *items = (struct zn_markdown_items){0};
    zn_buffer_init(&items->items, allocator);
    zn_buffer_init(&items->ranges, allocator);
    zn_buffer_init(&items->links, allocator);
}

void zn_markdown_items_free(struct zn_markdown_items *items)
{
    zn_buffer_free(&items->items);
    zn_buffer_free(&items->ranges);
    zn_buffer_free(&items->links);
}

void zn_markdown_items_begin(struct zn_markdown_items *items, const char *source,
                             uint32_t length)
{
    items->source = source;
    items->length = length;
    items->at = 0;
    items->range = 0;
    items->failed = false;
    zn_markdown_items_reset(items);
}

void zn_markdown_items_reset(struct zn_markdown_items *items)
{
    items->items.length = 0;
    items->links.length = 0;
    items->is_autolink = false;
    items->has_tail = false;
    items->excluded = 0;
}

static struct zn_markdown_item *item_array(struct zn_markdown_items *items)
{
    return (struct zn_markdown_item *)(void *)items->items.data;
}

/* Whether the item that came last is of this kind. */
static bool is_last(struct zn_markdown_items *items, enum zn_markdown_kind kind)
{
    size_t count = zn_markdown_item_count(items);

    return count != 0 && item_array(items)[count - 1].kind == kind;
}

static struct zn_markdown_item *last_item(struct zn_markdown_items *items)
{
    return item_array(items) + zn_markdown_item_count(items) - 1;
}

/* Text from item `first` on names something elsewhere. */
static void keep_from(struct zn_markdown_items *items, size_t first)
{
    size_t count = zn_markdown_item_count(items);

    for (size_t i = first; i < count; i++)
        if (item_array(items)[i].kind == ZN_MARKDOWN_TEXT)
            item_array(items)[i].kind = ZN_MARKDOWN_KEPT;
}

/* What looked like the end of a link is text: the link ended before it, and is a name. */
static void take_tail_back(struct zn_markdown_items *items)
{
    items->has_tail = false;
    items->at = items->tail;
    items->items.length = items->tail_count * sizeof(struct zn_markdown_item);
    keep_from(items, items->tail_first);
}

/*
 * Prepares for something that begins at `begin`.  False: that has been dealt with, since
 * the parser does not keep to the order of the source.
 */
static bool arrive(struct zn_markdown_items *items, uint32_t begin)
{
    if (items->has_tail && begin >= items->tail && begin < items->tail_end)
        take_tail_back(items);
    items->has_tail = items->has_tail && begin < items->tail_end;
    return begin >= items->at;
}

static void add(struct zn_markdown_items *items, uint32_t begin, uint32_t end,
                enum zn_markdown_kind kind)
{
    struct zn_markdown_item item = {begin, end, kind};

    if (!zn_buffer_append(&items->items, &item, sizeof item))
        items->failed = true;
    items->at = end;
}

void zn_markdown_add_object(struct zn_markdown_items *items, uint32_t begin, uint32_t end)
{
    if (!arrive(items, begin))
        return;
    if (is_last(items, ZN_MARKDOWN_OBJECT)) {
        last_item(items)->end = end;
        items->at = end;
    } else {
        add(items, begin, end, ZN_MARKDOWN_OBJECT);
    }
}

/* ---- Text --------------------------------------------------------------------------- */

static bool is_ascii_mark(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* Adds text, and in its place what is opaque in it. */
static void add_prose(struct zn_markdown_items *items, uint32_t begin, uint32_t end)
{
    const struct zn_markdown_range *ranges =
        (const struct zn_markdown_range *)(const void *)items->ranges.data;
    size_t count = items->ranges.length / sizeof *ranges;

    while (items->range < count && ranges[items->range].end <= begin)
        items->range++;
    for (size_t i = items->range; i < count && ranges[i].begin < end; i++) {
        uint32_t from = ranges[i].begin > begin ? ranges[i].begin : begin;
        uint32_t to = ranges[i].end < end ? ranges[i].end : end;
        /* A note's text is a paragraph of its own. */
        if (ranges[i].is_note && from == begin && is_last(items, ZN_MARKDOWN_SOFT_BREAK))
            last_item(items)->kind = ZN_MARKDOWN_HARD_BREAK;
        if (from > begin)
            add(items, begin, from, ZN_MARKDOWN_TEXT);
        zn_markdown_add_object(items, from, to);
        begin = to;
    }
    if (begin < end)
        add(items, begin, end, ZN_MARKDOWN_TEXT);
}

void zn_markdown_add_text(struct zn_markdown_items *items, uint32_t begin, uint32_t end)
{
    const char *source = items->source;

    if (!arrive(items, begin))
        return;
    if (items->links.length != 0 && begin > items->at && source[begin - 1] == '<')
        items->is_autolink = true;
    if (items->excluded != 0 || items->is_autolink)
        zn_markdown_add_object(items, begin, end);
    else if (end - begin == 1 && begin > items->at && source[begin - 1] == '\\' &&
             is_ascii_mark(source[begin]))
        add(items, begin - 1, end, ZN_MARKDOWN_ESCAPE);
    else
        add_prose(items, begin, end);
}

void zn_markdown_add_entity(struct zn_markdown_items *items, uint32_t begin, uint32_t end)
{
    if (items->excluded != 0)
        zn_markdown_add_object(items, begin, end);
    else if (arrive(items, begin))
        add(items, begin, end, ZN_MARKDOWN_ENTITY);
}

void zn_markdown_add_null(struct zn_markdown_items *items)
{
    const char *place = memchr(items->source + items->at, '\0', items->length - items->at);

    if (place != NULL) {
        uint32_t begin = (uint32_t)(place - items->source);
        zn_markdown_add_object(items, begin, begin + 1);
    }
}

void zn_markdown_add_break(struct zn_markdown_items *items, bool is_hard)
{
    const char *source = items->source;
    uint32_t end = items->at;

    while (end < items->length && source[end] != '\n' && source[end] != '\r')
        end++;
    uint32_t begin = end;
    while (begin > items->at && (source[begin - 1] == ' ' || source[begin - 1] == '\t'))
        begin--;
    if (is_hard && begin > items->at && source[begin - 1] == '\\')
        begin--;
    if (end < items->length)
        end +=
            source[end] == '\r' && end + 1 < items->length && source[end + 1] == '\n' ? 2 : 1;
    if (items->excluded != 0)
        zn_markdown_add_object(items, begin, end);
    else
        add(items, begin, end, is_hard ? ZN_MARKDOWN_HARD_BREAK : ZN_MARKDOWN_SOFT_BREAK);
}

/* ---- HTML --------------------------------------------------------------------------- */

/* A tag of the element that is not converted. */
static void count_element(struct zn_markdown_items *items, const struct zn_markdown_name *name)
{
    if (strcmp(name->text, items->element.text) == 0)
        items->excluded = name->closes ? items->excluded - 1 : items->excluded + 1;
}

void zn_markdown_add_html(struct zn_markdown_items *items, uint32_t begin, uint32_t end)
{
    struct zn_markdown_name name = {{0}, false};
    enum zn_markdown_tag tag = ZN_MARKDOWN_TAG_NONE;

    if (!arrive(items, begin))
        return;
    bool is_tag = items->source[begin] == '<';
    if (is_tag)
        tag = zn_markdown_read_tag(items->source + begin, items->length - begin, &name);
    if (items->excluded != 0) {
        zn_markdown_add_object(items, begin, end);
        if (is_tag)
            count_element(items, &name);
    } else if (tag == ZN_MARKDOWN_TAG_EXCLUDED && !name.closes) {
        items->excluded = 1;
        items->element = name;
        zn_markdown_add_object(items, begin, end);
    } else if (tag == ZN_MARKDOWN_TAG_BREAK) {
        add(items, begin, end, ZN_MARKDOWN_HARD_BREAK);
    } else if (tag == ZN_MARKDOWN_TAG_OBJECT) {
        zn_markdown_add_object(items, begin, end);
    }
    items->at = end;
}

/* ---- Links -------------------------------------------------------------------------- */

void zn_markdown_open_link(struct zn_markdown_items *items, bool is_image)
{
    uint32_t at = items->at;
    uint32_t left = items->length - at;
    uint32_t limit = at + (left < MARKUP_MAX ? left : MARKUP_MAX);

    if (is_image) {
        /* An image stands between the words; a link is some of them. */
        while (at + 1 < limit && !(items->source[at] == '!' && items->source[at + 1] == '['))
            at++;
        if (at + 1 < limit)
            zn_markdown_add_object(items, at, at + 2);
    }
    struct zn_markdown_open_link link = {zn_markdown_item_count(items), is_image};
    if (!zn_buffer_append(&items->links, &link, sizeof link))
        items->failed = true;
}

/* Adds what stands behind the text of a link. */
static void add_tail(struct zn_markdown_items *items, const struct zn_markdown_tail *tail,
                     const struct zn_markdown_open_link *link)
{
    items->has_tail = true;
    items->tail = (uint32_t)tail->begin;
    items->tail_end = (uint32_t)tail->end;
    items->tail_first = link->first;
    if (link->is_image)
        add(items, (uint32_t)tail->begin - 1, (uint32_t)tail->begin, ZN_MARKDOWN_OBJECT);
    items->tail_count = zn_markdown_item_count(items);
    if (tail->title < tail->title_end && items->excluded == 0)
        add(items, (uint32_t)tail->title, (uint32_t)tail->title_end, ZN_MARKDOWN_TITLE);
    items->at = (uint32_t)tail->end;
    if (tail->is_name)
        keep_from(items, link->first);
}

void zn_markdown_close_link(struct zn_markdown_items *items, size_t reach)
{
    struct zn_markdown_tail tail;
    struct zn_markdown_open_link link;

    if (items->links.length < sizeof link)
        return;
    items->links.length -= sizeof link;
    memcpy(&link, items->links.data + items->links.length, sizeof link);
    if (items->is_autolink) {
        items->is_autolink = false;
        return;
    }
    size_t left = items->length - items->at;
    size_t limit = items->at + (reach < left ? reach : left);
    if (zn_markdown_read_tail(items->source, limit, items->at, &tail))
        add_tail(items, &tail, &link);
    else
        keep_from(items, link.first);
}

void zn_markdown_give_up_links(struct zn_markdown_items *items)
{
    struct zn_markdown_open_link *links =
        (struct zn_markdown_open_link *)(void *)items->links.data;
    size_t count = items->links.length / sizeof *links;

    if (count != 0)
        keep_from(items, links[0].first);
    for (size_t i = 0; i < count; i++)
        links[i].first = 0;
    items->has_tail = false;
}
