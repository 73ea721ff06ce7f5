/* See items.h. */
#include "core/audit/items.h"

#include <string.h>

#include "rules/memory.h"
#include "text/utf8.h"

/* As many again are collected, so that the list is never thinned below what is wanted. */
#define COLLECTED_FOR_EACH 2u

void zn_audit_items_init(struct zn_audit_items *items, uint32_t contexts, size_t place_memory,
                         const zhnorm_allocator *allocator)
{
    *items = (struct zn_audit_items){.allocator = allocator,
                                     .places_most = contexts * COLLECTED_FOR_EACH,
                                     .place_memory = place_memory};
    zn_buffer_init(&items->strings, allocator);
    zn_buffer_init(&items->values, allocator);
    zn_buffer_init(&items->items, allocator);
}

void zn_audit_items_free(struct zn_audit_items *items)
{
    if (items->allocator == NULL)
        return;
    for (uint32_t i = 0; i < zn_audit_item_count(items); i++)
        zn_release(items->allocator, zn_audit_item(items, i)->places.list);
    zn_buffer_free(&items->strings);
    zn_buffer_free(&items->values);
    zn_buffer_free(&items->items);
    *items = (struct zn_audit_items){0};
}

uint32_t zn_audit_add_string(struct zn_audit_items *items, const void *bytes, size_t length)
{
    struct zn_buffer *strings = &items->strings;
    size_t start = strings->length;
    if (start > ZN_AUDIT_NONE - 1 || !zn_buffer_reserve(strings, length + 1))
        return ZN_AUDIT_NONE;
    zn_buffer_append(strings, bytes, length);
    zn_buffer_append(strings, "", 1);
    return (uint32_t)start;
}

uint32_t zn_audit_add_item(struct zn_audit_items *items, uint32_t kind, const void *text,
                           size_t length)
{
    struct zn_audit_item item = {
        .kind = kind, .values = ZN_AUDIT_NONE, .outputs = {ZN_AUDIT_NONE, ZN_AUDIT_NONE}};
    uint32_t number = zn_audit_item_count(items);
    item.text = zn_audit_add_string(items, text, length);
    if (item.text == ZN_AUDIT_NONE || !zn_buffer_append(&items->items, &item, sizeof item))
        return ZN_AUDIT_NONE;
    return number;
}

static bool is_string(const struct zn_audit_items *items, uint32_t offset, const void *text,
                      size_t length)
{
    const char *string = zn_audit_string(items, offset);
    return strlen(string) == length && memcmp(string, text, length) == 0;
}

bool zn_audit_add_value(struct zn_audit_items *items, uint32_t item, const void *text,
                        size_t length, const char *source, size_t source_length)
{
    /* Each dictionary is named, of tables the first. */
    bool by_source = zn_audit_item(items, item)->kind == ZHNORM_AUDIT_REGIONAL;
    uint32_t last = ZN_AUDIT_NONE;
    for (uint32_t at = zn_audit_item(items, item)->values; at != ZN_AUDIT_NONE;
         at = zn_audit_value(items, at)->next) {
        const struct zn_audit_value *value = zn_audit_value(items, at);
        if (is_string(items, value->text, text, length) &&
            (!by_source || is_string(items, value->source, source, source_length)))
            return true;
        last = at;
    }
    struct zn_audit_value value = {.next = ZN_AUDIT_NONE};
    uint32_t number = (uint32_t)(items->values.length / sizeof value);
    value.text = zn_audit_add_string(items, text, length);
    value.source = zn_audit_add_string(items, source, source_length);
    if (value.text == ZN_AUDIT_NONE || value.source == ZN_AUDIT_NONE ||
        !zn_buffer_append(&items->values, &value, sizeof value))
        return false;
    if (last == ZN_AUDIT_NONE)
        zn_audit_item(items, item)->values = number;
    else
        ((struct zn_audit_value *)(void *)items->values.data)[last].next = number;
    return true;
}

/* ---- Places ------------------------------------------------------------------------- */

static uint8_t copy_before(const struct zn_audit_occurrence *occurrence, uint8_t *to)
{
    const uint8_t *at = occurrence->start;
    for (int i = 0; i < ZN_AUDIT_REACH && at > occurrence->from; i++) {
        do
            at--;
        while (zn_utf8_is_continuation(*at));
    }
    size_t length = (size_t)(occurrence->start - at);
    memcpy(to, at, length);
    return (uint8_t)length;
}

static uint8_t copy_after(const struct zn_audit_occurrence *occurrence, uint8_t *to)
{
    const uint8_t *at = occurrence->end;
    for (int i = 0; i < ZN_AUDIT_REACH && at < occurrence->to; i++)
        at += zn_utf8_length(*at);
    size_t length = (size_t)(at - occurrence->end);
    memcpy(to, occurrence->end, length);
    return (uint8_t)length;
}

static bool is_new(const struct zn_audit_places *places, const struct zn_audit_place *place)
{
    for (uint32_t i = 0; i < places->count; i++) {
        const struct zn_audit_place *other = &places->list[i];
        if (other->before_length == place->before_length &&
            other->after_length == place->after_length &&
            memcmp(other->before, place->before, place->before_length) == 0 &&
            memcmp(other->after, place->after, place->after_length) == 0)
            return false;
    }
    return true;
}

/* Makes the list.  False: no memory. */
static bool make_list(struct zn_audit_items *items, struct zn_audit_places *places)
{
    places->list = zn_allocate(items->allocator, items->places_most, sizeof *places->list);
    if (places->list == NULL)
        return false;
    items->place_memory -= items->places_most * sizeof *places->list;
    places->step = 1;
    return true;
}

static void thin_out(struct zn_audit_places *places)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < places->count; i += 2)
        places->list[kept++] = places->list[i];
    places->count = kept;
    places->step *= 2;
}

bool zn_audit_offer(struct zn_audit_items *items, struct zn_audit_places *places,
                    const struct zn_audit_occurrence *occurrence)
{
    struct zn_audit_place place = {.document = occurrence->document};
    if (places->list == NULL) {
        size_t size = items->places_most * sizeof *places->list;
        if (size == 0 || size > items->place_memory)
            return true;
        if (!make_list(items, places))
            return false;
    }
    if (places->seen++ % places->step != 0)
        return true;
    place.before_length = copy_before(occurrence, place.before);
    place.after_length = copy_after(occurrence, place.after);
    if (!is_new(places, &place))
        return true;
    if (places->count == items->places_most)
        thin_out(places);
    places->list[places->count++] = place;
    return true;
}

bool zn_audit_count(struct zn_audit_items *items, uint32_t number, enum zn_paragraph_kind kind,
                    const struct zn_audit_occurrence *occurrence)
{
    struct zn_audit_item *item = zn_audit_item(items, number);
    if (item->kind == 0 || item->silent[kind])
        return true;
    item->counts[kind]++;
    if (item->last_document != occurrence->document + 1) {
        item->last_document = occurrence->document + 1;
        item->documents++;
    }
    return zn_audit_offer(items, &item->places, occurrence);
}
