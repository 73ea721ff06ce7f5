/* See tally.h. */
#include "cli/report/tally.h"

#include <stdlib.h>
#include <string.h>

#include "rules/hash.h"

void zn_report_tally_init(struct zn_report_tally *tally, size_t most)
{
    *tally = (struct zn_report_tally){.most = most};
}

static void item_free(struct zn_report_item *item)
{
    free(item->text);
    for (size_t i = 0; i < item->context_count; i++)
        json_decref(item->contexts[i]);
    json_decref(item->note);
}

void zn_report_tally_free(struct zn_report_tally *tally)
{
    for (size_t i = 0; i < tally->count; i++)
        item_free(&tally->items[i]);
    free(tally->items);
    free(tally->places);
    *tally = (struct zn_report_tally){0};
}

static uint64_t hash_of(const struct zn_report_key *key)
{
    uint64_t hash = zn_hash(ZN_HASH_START, &key->number, sizeof key->number);

    hash = zn_hash(hash, &key->before_length, sizeof key->before_length);
    hash = zn_hash(hash, key->before, key->before_length);
    return zn_hash(hash, key->after, key->after_length);
}

static bool is_same(const struct zn_report_key *one, const struct zn_report_key *other)
{
    return one->number == other->number && one->before_length == other->before_length &&
           one->after_length == other->after_length &&
           memcmp(one->before, other->before, one->before_length) == 0 &&
           memcmp(one->after, other->after, one->after_length) == 0;
}

/* The place of a key: that of its item, or the empty one where it belongs. */
static uint32_t *find_place(const struct zn_report_tally *tally,
                            const struct zn_report_key *key)
{
    size_t mask = tally->place_count - 1;
    size_t at = (size_t)hash_of(key) & mask;

    while (tally->places[at] != 0 && !is_same(&tally->items[tally->places[at] - 1].key, key))
        at = (at + 1) & mask;
    return &tally->places[at];
}

/* Enters all items anew. */
static void enter_all(struct zn_report_tally *tally)
{
    memset(tally->places, 0, tally->place_count * sizeof *tally->places);
    for (size_t i = 0; i < tally->count; i++)
        *find_place(tally, &tally->items[i].key) = (uint32_t)i + 1;
}

static int compare_numbers(const void *one, const void *other)
{
    uint64_t a = *(const uint64_t *)one;
    uint64_t b = *(const uint64_t *)other;

    return a < b ? -1 : a > b;
}

/* What half of the items occur at most.  False: no memory. */
static bool find_median(const struct zn_report_tally *tally, uint64_t *median)
{
    uint64_t *bounds = malloc(tally->count * sizeof *bounds);

    if (bounds == NULL)
        return false;
    for (size_t i = 0; i < tally->count; i++)
        bounds[i] = tally->items[i].count + tally->items[i].missed;
    qsort(bounds, tally->count, sizeof *bounds, compare_numbers);
    *median = bounds[tally->count / 2];
    free(bounds);
    return true;
}

/* Drops at least half of the items, the rarest.  False: no memory. */
static bool drop_rare(struct zn_report_tally *tally)
{
    size_t kept = 0;

    if (!find_median(tally, &tally->missed))
        return false;
    for (size_t i = 0; i < tally->count; i++) {
        if (tally->items[i].count + tally->items[i].missed <= tally->missed)
            item_free(&tally->items[i]);
        else
            tally->items[kept++] = tally->items[i];
    }
    tally->count = kept;
    enter_all(tally);
    return true;
}

static bool grow(struct zn_report_tally *tally)
{
    size_t capacity = tally->capacity != 0 ? 2 * tally->capacity : 64;
    struct zn_report_item *items = realloc(tally->items, capacity * sizeof *items);

    if (items == NULL)
        return false;
    tally->items = items;
    uint32_t *places = realloc(tally->places, 2 * capacity * sizeof *places);
    if (places == NULL)
        return false;
    tally->places = places;
    tally->place_count = 2 * capacity;
    tally->capacity = capacity;
    enter_all(tally);
    return true;
}

/* Adds an item that has not been counted yet.  NULL: no memory. */
static struct zn_report_item *add_item(struct zn_report_tally *tally,
                                       const struct zn_report_key *key)
{
    size_t length = key->before_length + key->after_length;
    char *text = malloc(length + 1);

    if (text == NULL)
        return NULL;
    memcpy(text, key->before, key->before_length);
    memcpy(text + key->before_length, key->after, key->after_length);
    struct zn_report_item *item = &tally->items[tally->count];
    *item = (struct zn_report_item){.text = text, .key = *key, .missed = tally->missed};
    item->key.before = text;
    item->key.after = text + key->before_length;
    *find_place(tally, key) = (uint32_t)++tally->count;
    return item;
}

/* Makes room for one more item.  False: no memory. */
static bool make_room(struct zn_report_tally *tally)
{
    if (tally->count == tally->most)
        return drop_rare(tally);
    return tally->count < tally->capacity || grow(tally);
}

struct zn_report_item *zn_report_tally_add(struct zn_report_tally *tally,
                                           const struct zn_report_key *key, uint64_t file)
{
    uint32_t place = tally->place_count != 0 ? *find_place(tally, key) : 0;
    struct zn_report_item *item;

    if (place != 0) {
        item = &tally->items[place - 1];
    } else {
        item = make_room(tally) ? add_item(tally, key) : NULL;
        if (item == NULL)
            return NULL;
    }
    item->count++;
    if (item->file != file)
        item->files++;
    item->file = file;
    return item;
}

/* A context that is not the only one from its file, the latest; or their number. */
static size_t find_spare(const struct zn_report_item *item)
{
    for (size_t i = item->context_count; i-- > 1;)
        for (size_t k = 0; k < i; k++)
            if (item->context_files[i] == item->context_files[k])
                return i;
    return item->context_count;
}

bool zn_report_item_has(const struct zn_report_item *item, uint64_t text)
{
    for (size_t i = 0; i < item->context_count; i++)
        if (item->context_texts[i] == text)
            return true;
    return false;
}

bool zn_report_item_has_room(const struct zn_report_item *item, uint64_t file)
{
    if (item->context_count < ZN_REPORT_CONTEXTS)
        return true;
    for (size_t i = 0; i < item->context_count; i++)
        if (item->context_files[i] == file)
            return false;
    return find_spare(item) < item->context_count;
}

void zn_report_item_context(struct zn_report_item *item, uint64_t file, uint64_t text,
                            json_t *context)
{
    if (item->context_count == ZN_REPORT_CONTEXTS) {
        size_t spare = find_spare(item);
        json_decref(item->contexts[spare]);
        item->context_count--;
        for (size_t i = spare; i < item->context_count; i++) {
            item->contexts[i] = item->contexts[i + 1];
            item->context_files[i] = item->context_files[i + 1];
            item->context_texts[i] = item->context_texts[i + 1];
        }
    }
    item->contexts[item->context_count] = context;
    item->context_texts[item->context_count] = text;
    item->context_files[item->context_count++] = file;
}

/* The texts decide between equally frequent items, so that the order is certain. */
static int compare_items(const void *one, const void *other)
{
    const struct zn_report_item *a = one;
    const struct zn_report_item *b = other;
    size_t a_length = a->key.before_length + a->key.after_length;
    size_t b_length = b->key.before_length + b->key.after_length;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    int order = memcmp(a->text, b->text, a_length < b_length ? a_length : b_length);
    if (order != 0)
        return order;
    if (a_length != b_length)
        return a_length < b_length ? -1 : 1;
    if (a->key.before_length != b->key.before_length)
        return a->key.before_length < b->key.before_length ? -1 : 1;
    return a->key.number < b->key.number ? -1 : a->key.number > b->key.number;
}

void zn_report_tally_sort(struct zn_report_tally *tally)
{
    if (tally->count != 0)
        qsort(tally->items, tally->count, sizeof *tally->items, compare_items);
}
