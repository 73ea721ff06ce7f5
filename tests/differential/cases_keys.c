/* Cases made from the keys of dictionaries; see cases.h. */
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void end_line(struct text *cases)
{
    text_append(cases, "\n", 1);
}

static void append_key(struct text *cases, const struct opencc_entry *entry)
{
    text_append(cases, entry->key, entry->key_length);
}

const struct opencc_entry *pick_phrase(const struct opencc_entries *entries, uint64_t *chance)
{
    const struct opencc_entry *entry = NULL;
    for (size_t tries = 0; tries < 40; tries++) {
        entry = &entries->items[below(chance, entries->count)];
        if (entry->key_length > sequence_length(entry->key[0]))
            break;
    }
    return entry;
}

void cases_alone(struct text *cases, const struct opencc_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        append_key(cases, &entries->items[i]);
        end_line(cases);
        text_append(cases, entries->items[i].value, entries->items[i].value_length);
        end_line(cases);
    }
}

void cases_cut(struct text *cases, const struct opencc_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct opencc_entry *entry = &entries->items[i];
        size_t from = sequence_length(entry->key[0]);
        while (from < entry->key_length) {
            text_append(cases, entry->key, from);
            end_line(cases);
            text_append(cases, entry->key + from, entry->key_length - from);
            end_line(cases);
            from += sequence_length(entry->key[from]);
        }
    }
}

void cases_glued(struct text *cases, const struct opencc_entries *entries, size_t count,
                 uint64_t *chance)
{
    for (size_t i = 0; i < count; i++) {
        size_t keys = 2 + below(chance, 2);
        for (size_t j = 0; j < keys; j++)
            append_key(cases, below(chance, 2) == 0
                                  ? pick_phrase(entries, chance)
                                  : &entries->items[below(chance, entries->count)]);
        end_line(cases);
    }
}

void cases_all_pairs(struct text *cases, const struct opencc_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        for (size_t j = 0; j < entries->count; j++) {
            append_key(cases, &entries->items[i]);
            append_key(cases, &entries->items[j]);
            end_line(cases);
        }
    }
}

/* ---- Keys that overlap ---- */

static int compare_keys(const void *left, const void *right)
{
    const struct opencc_entry *a = left;
    const struct opencc_entry *b = right;
    return strcmp(a->key, b->key);
}

/* The first sorted entry that is not below `start`. */
static size_t lower_bound(const struct opencc_entries *sorted, const char *start)
{
    size_t low = 0;
    size_t high = sorted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(sorted->items[middle].key, start) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Joins a key with one that begins with what it ends in; 0 if there is none. */
static int append_overlap(struct text *cases, const struct opencc_entries *sorted,
                          const struct opencc_entry *first, const char *end, uint64_t *chance)
{
    size_t shared = first->key_length - (size_t)(end - first->key);
    size_t from = lower_bound(sorted, end);
    size_t to = from;
    while (to < sorted->count && strncmp(sorted->items[to].key, end, shared) == 0)
        to++;
    if (to == from)
        return 0;
    const struct opencc_entry *second = &sorted->items[from + below(chance, to - from)];
    append_key(cases, first);
    text_append(cases, second->key + shared, second->key_length - shared);
    end_line(cases);
    return 1;
}

void cases_overlapping(struct text *cases, const struct opencc_entries *entries, size_t count,
                       uint64_t *chance)
{
    struct opencc_entries sorted = {malloc(entries->count * sizeof *entries->items + 1),
                                    entries->count};
    if (sorted.items == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    memcpy(sorted.items, entries->items, entries->count * sizeof *entries->items);
    qsort(sorted.items, sorted.count, sizeof *sorted.items, compare_keys);
    size_t made = 0;
    /* Dictionaries of single characters have no overlaps at all: give up then. */
    for (size_t tries = 0; made < count && tries < 4 * count; tries++) {
        const struct opencc_entry *first = &sorted.items[below(chance, sorted.count)];
        const char *end = first->key + sequence_length(first->key[0]);
        for (; *end != '\0'; end += sequence_length(*end))
            made += (size_t)append_overlap(cases, &sorted, first, end, chance);
    }
    free(sorted.items);
}
