/*
 * A dictionary in memory: the corpus dictionaries that users write and the
 * tables of OpenCC configurations, both read from text.  Knows nothing of how
 * the entries are matched.
 */
#ifndef ZN_RULES_DICTIONARY_H
#define ZN_RULES_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

/* Limits that keep every size in an image small; beyond them is an error. */
#define ZN_KEY_MAX 255     /* code points of a key */
#define ZN_VALUE_MAX 16383 /* bytes of a value */

enum zn_entry_flag {
    /* Fires only in a paragraph that holds a character no simplified text has, and
     * there before an entry of the same key without the flag. */
    ZN_ENTRY_TRADITIONAL_ONLY = 1
};

/* One entry; offsets count from the start of the dictionary's text. */
struct zn_entry {
    uint32_t key;
    uint32_t key_length;
    uint32_t value; /* the first value */
    uint32_t value_length;
    uint32_t values_length; /* of all values, which lie behind the first, after a space each */
    uint32_t line;
    uint32_t flags;
};

struct zhnorm_dict {
    const zhnorm_allocator *allocator;
    zhnorm_allocator allocator_copy;
    char *text; /* the file as it was read */
    size_t length;
    /* What the header calls it, else the last part of its label, else "-". */
    char *name;               /* NUL-terminated */
    struct zn_buffer entries; /* of struct zn_entry, in the file's order */
};

enum zn_dictionary_form {
    /* A corpus dictionary, whose header may name OpenCC's form. */
    ZN_DICTIONARY_CORPUS,
    /* The plain text of an OpenCC table: no comments, several values. */
    ZN_DICTIONARY_OPENCC
};

static inline size_t zn_dictionary_count(const zhnorm_dict *dict)
{
    return dict->entries.length / sizeof(struct zn_entry);
}

static inline const struct zn_entry *zn_dictionary_entries(const zhnorm_dict *dict)
{
    return (const struct zn_entry *)(const void *)dict->entries.data;
}

/*
 * Parses `text` (copied).  `label` names it in messages, and may be NULL.  O(length).  On
 * failure *dict is NULL.
 */
int zn_dictionary_parse(const char *text, size_t length, const char *label,
                        enum zn_dictionary_form form, const zhnorm_allocator *allocator,
                        zhnorm_dict **dict, zhnorm_error *error);

/* Is told what zn_dictionary_parse() would pass over, and each line that is wrong. */
struct zn_dictionary_listener {
    void *context;
    /* The error names file and line, and so does its message. */
    void (*wrong)(void *context, const zhnorm_error *error);
    /* The entry repeats one in an earlier line. */
    void (*repeated)(void *context, uint32_t line, uint32_t earlier, const char *key,
                     size_t length);
};

/*
 * Like zn_dictionary_parse() of a corpus dictionary, but goes on behind a wrong
 * line to the end, and tells of each; `error` gets the first.
 */
int zn_dictionary_parse_telling(const char *text, size_t length, const char *label,
                                const struct zn_dictionary_listener *listener,
                                const zhnorm_allocator *allocator, zhnorm_dict **dict,
                                zhnorm_error *error);

/* Frees a dictionary. NULL is allowed. */
void zn_dictionary_free(zhnorm_dict *dict);

#endif
