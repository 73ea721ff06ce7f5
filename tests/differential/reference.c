/* The corpus layer, slowly; see reference.h. */
#include "reference.h"

#include "installed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The base ---- */

int reference_shape_fits(const struct reference_shape *shape)
{
    struct installed_dicts dicts;
    if (installed_dicts(shape->config, &dicts) != 0 ||
        strcmp(dicts.names[0], shape->segmentation) != 0)
        return 0;
    for (size_t i = 0; shape->stage[i] != NULL; i++)
        if (i + 1 >= dicts.count || strcmp(dicts.names[i + 1], shape->stage[i]) != 0)
            return 0;
    return 1;
}

static int compare_entries(const void *left, const void *right)
{
    const struct opencc_entry *a = left;
    const struct opencc_entry *b = right;
    return strcmp(a->key, b->key);
}

static int read_sorted(struct reference_base *base, struct opencc_entries *entries,
                       const char *name)
{
    if (installed_entries(name, entries) != 0 || installed_entries(name, &base->keys) != 0)
        return -1;
    qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].key_length > base->longest)
            base->longest = entries->items[i].key_length;
    return 0;
}

int reference_base_open(struct reference_base *base, const struct reference_shape *shape)
{
    memset(base, 0, sizeof *base);
    base->config = shape->config;
    base->opencc = installed_open(shape->config);
    if (base->opencc == NULL ||
        read_sorted(base, &base->segmentation, shape->segmentation) != 0)
        return -1;
    for (size_t i = 0; shape->stage[i] != NULL; i++) {
        base->stage_count = i + 1;
        if (read_sorted(base, &base->stage[i], shape->stage[i]) != 0)
            return -1;
    }
    return 0;
}

void reference_base_close(struct reference_base *base)
{
    if (base->opencc != NULL)
        opencc_close(base->opencc);
    opencc_entries_free(&base->segmentation);
    for (size_t i = 0; i < base->stage_count; i++)
        opencc_entries_free(&base->stage[i]);
    opencc_entries_free(&base->keys);
}

/* Whether a sorted dictionary has just this key. */
static int has_key(const struct opencc_entries *sorted, const char *key, size_t length)
{
    size_t low = 0;
    size_t high = sorted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct opencc_entry *entry = &sorted->items[middle];
        size_t common = entry->key_length < length ? entry->key_length : length;
        int order = memcmp(entry->key, key, common);
        if (order == 0 && entry->key_length == length)
            return 1;
        if (order < 0 || (order == 0 && entry->key_length < length))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* The length of the longest key that the text begins with; 0 for none. */
static size_t longest_key(const struct reference_base *base,
                          const struct opencc_entries *sorted, const char *text, size_t left)
{
    size_t longest = 0;
    size_t length = 0;
    while (length < left && length < base->longest) {
        length += sequence_length(text[length]);
        if (has_key(sorted, text, length))
            longest = length;
    }
    return longest;
}

/* How far the unmatched run that begins here goes, as far as it matters. */
static size_t run_length(const struct reference_base *base, const char *text, size_t left)
{
    size_t length = sequence_length(text[0]);
    while (length < left && length < base->longest) {
        if (longest_key(base, &base->segmentation, text + length, left - length) > 0)
            return length;
        length += sequence_length(text[length]);
    }
    return length < left ? length : left;
}

/* The base's first-level key at this position; one character where none is. */
static size_t first_level(const struct reference_base *base, const char *text, size_t left)
{
    size_t length = longest_key(base, &base->segmentation, text, left);
    size_t run = length == 0 ? run_length(base, text, left) : 0;
    for (size_t i = 0; i < base->stage_count && length == 0; i++)
        length = longest_key(base, &base->stage[i], text, run);
    return length > 0 ? length : sequence_length(text[0]);
}

/* ---- The layer ---- */

static char *copy_of(const struct text *text)
{
    char *copy = malloc(text->length + 1);
    if (copy == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    memcpy(copy, text->data, text->length);
    copy[text->length] = '\0';
    return copy;
}

int reference_layer_add(struct reference_layer *layer, const struct text *key,
                        const struct text *value)
{
    struct opencc_entries *entries = &layer->entries;
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].key_length == key->length &&
            memcmp(entries->items[i].key, key->data, key->length) == 0)
            return -1;
    struct opencc_entry entry = {copy_of(key), key->length, copy_of(value), value->length};
    void *grown = realloc(entries->items, (entries->count + 1) * sizeof entry);
    if (grown == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    entries->items = grown;
    entries->items[entries->count++] = entry;
    return 0;
}

void reference_layer_append_key(const struct reference_layer *layer, struct text *text,
                                uint64_t *chance)
{
    const struct opencc_entries *entries = &layer->entries;
    const struct opencc_entry *entry = &entries->items[below(chance, entries->count)];
    text_append(text, entry->key, entry->key_length);
}

void reference_layer_free(struct reference_layer *layer)
{
    opencc_entries_free(&layer->entries);
}

/* The longest corpus key here; of equally long ones that of the last layer. */
static const struct opencc_entry *corpus_match(const struct reference_layer *layers,
                                               size_t count, const char *text, size_t left)
{
    const struct opencc_entry *best = NULL;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < layers[i].entries.count; j++) {
            const struct opencc_entry *entry = &layers[i].entries.items[j];
            if (entry->key_length <= left &&
                memcmp(entry->key, text, entry->key_length) == 0 &&
                (best == NULL || entry->key_length >= best->key_length))
                best = entry;
        }
    }
    return best;
}

/* ---- Converting ---- */

/*
 * A line is stretches with corpus values between them: one stretch more than
 * values.  The stretches of all lines are gathered, one a line, and converted
 * together.
 */
struct plan {
    struct text stretches;
    const struct opencc_entry **values; /* NULL ends a line */
    size_t count;
    size_t capacity;
};

static void plan_end_stretch(struct plan *plan, const struct opencc_entry *value)
{
    text_string(&plan->stretches, "\n");
    if (plan->count == plan->capacity) {
        plan->capacity = plan->capacity * 2 + 64;
        void *grown = realloc(plan->values, plan->capacity * sizeof *plan->values);
        if (grown == NULL) {
            fprintf(stderr, "out of memory\n");
            exit(1);
        }
        plan->values = grown;
    }
    plan->values[plan->count++] = value;
}

static void plan_line(struct plan *plan, const struct reference_base *base,
                      const struct reference_layer *layers, size_t count, const char *line,
                      size_t length)
{
    size_t at = 0;
    while (at < length) {
        const struct opencc_entry *corpus =
            corpus_match(layers, count, line + at, length - at);
        size_t own = first_level(base, line + at, length - at);
        if (corpus != NULL && corpus->key_length >= own) {
            plan_end_stretch(plan, corpus);
            at += corpus->key_length;
        } else {
            text_append(&plan->stretches, line + at, own);
            at += own;
        }
    }
    plan_end_stretch(plan, NULL);
}

static void put_together(const struct plan *plan, const struct text *converted,
                         struct text *result)
{
    const char *next = converted->data;
    size_t left = converted->length;
    for (size_t i = 0; i < plan->count; i++) {
        size_t length = line_length(next, left);
        text_append(result, next, length);
        next += length + 1;
        left -= length + 1;
        if (plan->values[i] != NULL)
            text_append(result, plan->values[i]->value, plan->values[i]->value_length);
        else
            text_string(result, "\n");
    }
}

int reference_convert(const struct reference_base *base, const struct reference_layer *layers,
                      size_t count, const struct text *source, struct text *result)
{
    struct plan plan = {{NULL, 0, 0}, NULL, 0, 0};
    struct text converted = {NULL, 0, 0};
    for (size_t at = 0; at < source->length;) {
        size_t length = line_length(source->data + at, source->length - at);
        plan_line(&plan, base, layers, count, source->data + at, length);
        at += length + 1;
    }
    int failed = installed_convert(base->opencc, &plan.stretches, &converted);
    if (failed == 0)
        put_together(&plan, &converted, result);
    text_free(&converted);
    text_free(&plan.stretches);
    free(plan.values);
    return failed;
}
