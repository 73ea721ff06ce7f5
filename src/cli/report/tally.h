/*
 * How often each of some texts occurs, in bounded memory: when the table is full,
 * what was rarest is dropped, and every count knows by how much it may be too low
 * since (lossy counting, Manku and Motwani 2002).  Nothing depends on chance.
 */
#ifndef ZN_CLI_REPORT_TALLY_H
#define ZN_CLI_REPORT_TALLY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Contexts of an item at most. */
#define ZN_REPORT_CONTEXTS 5

/* What is counted: two texts and a number that tells equal ones apart. */
struct zn_report_key {
    const char *before;
    size_t before_length;
    const char *after;
    size_t after_length;
    uint32_t number;
};

struct zn_report_item {
    char *text; /* before, then after */
    struct zn_report_key key;
    uint64_t count;
    uint64_t missed; /* occurrences before the first that is counted, at most */
    uint64_t files;  /* in which it occurs */
    uint64_t file;   /* the last of them, from 1 */
    json_t *contexts[ZN_REPORT_CONTEXTS];
    uint64_t context_files[ZN_REPORT_CONTEXTS]; /* the file of each, from 1 */
    uint64_t context_texts[ZN_REPORT_CONTEXTS]; /* the hash of each one's text */
    size_t context_count;
    json_t *note; /* what its owner wants to remember of it; may be NULL */
};

struct zn_report_tally {
    struct zn_report_item *items;
    size_t count;
    size_t capacity;  /* of items */
    size_t most;      /* items, before some are dropped */
    uint32_t *places; /* by hash: the number of an item and one, or 0 */
    size_t place_count;
    uint64_t missed; /* occurrences of something that is not in the table, at most */
};

/* Begins empty, with room for up to `most` items, which is a power of 2. */
void zn_report_tally_init(struct zn_report_tally *tally, size_t most);
void zn_report_tally_free(struct zn_report_tally *tally);

/*
 * Counts an occurrence in file number `file`, from 1 on and never less than before.
 * Returns the item, which is valid until the next call.  NULL: no memory.
 */
struct zn_report_item *zn_report_tally_add(struct zn_report_tally *tally,
                                           const struct zn_report_key *key, uint64_t file);

/*
 * Whether there is room for a context from file number `file`, if only because one of two
 * from the same file can give way.
 */
bool zn_report_item_has_room(const struct zn_report_item *item, uint64_t file);

/* Whether there is a context of which the text has this hash. */
bool zn_report_item_has(const struct zn_report_item *item, uint64_t text);

/* Adds a context for which there is room, which it takes. */
void zn_report_item_context(struct zn_report_item *item, uint64_t file, uint64_t text,
                            json_t *context);

/* Sorts the items, most frequent first; nothing can be added any more. */
void zn_report_tally_sort(struct zn_report_tally *tally);

#endif
