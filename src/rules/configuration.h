/*
 * What an OpenCC configuration means, as tries that the composer walks, and
 * the corpus dictionaries laid over it.
 *
 * A configuration comes as text, whether it was embedded at build time or
 * read by the OpenCC module: a description of its chain, one item a line,
 *
 *     normalization TABLE    zero or more, in order
 *     segmentation TABLE     at most one
 *     stage TABLE            one or more, in order
 *
 * where TABLE is a dictionary's name, `(A B C)` for a group in which the first
 * dictionary with any match wins, or `{A B C}` for one in which the longest
 * match wins; and the text of the dictionaries that it names.
 */
#ifndef ZN_RULES_CONFIGURATION_H
#define ZN_RULES_CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/dictionary.h"
#include "rules/trie.h"
#include "zhnorm/zhnorm.h"

#define ZN_STAGES_MAX 8

/* A dictionary of a configuration: OpenCC's plain text form. */
struct zn_table_text {
    const char *name;  /* as the chain writes it */
    const char *label; /* names it in messages: a path, or the name */
    const char *text;
    size_t length;
};

struct zn_configuration_text {
    const char *label; /* names the configuration in messages */
    const char *chain; /* NUL-terminated */
    const struct zn_table_text *tables;
    size_t table_count;
};

/* The value of an entry: bytes that belong to a dictionary's text. */
struct zn_value {
    const uint8_t *bytes;
    uint32_t length;
    uint32_t targets_length; /* of all targets of the key, the value being the first */
    uint32_t source;         /* the table or dictionary: index into the rules' names */
    bool is_key;             /* it is what it stands for: nothing changes */
    bool is_conditional;     /* for traditional paragraphs only */
};

/*
 * The rules of one pass over the text. The values in the tries are indexes
 * into `values`.
 */
struct zn_rules {
    const zhnorm_allocator *allocator;
    struct zn_trie corpus; /* empty without corpus dictionaries */
    struct zn_trie segmentation;
    struct zn_trie stages[ZN_STAGES_MAX];
    size_t stage_count;
    bool has_segmentation;
    struct zn_buffer values; /* of struct zn_value */
    struct zn_buffer names;  /* of const char *: who the tables and dictionaries are */
};

/* A configuration ready for composing. */
struct zn_configuration {
    const zhnorm_allocator *allocator;
    struct zn_rules normalization; /* stage_count 0 when there is none */
    struct zn_rules conversion;
    zhnorm_dict **tables; /* parsed dictionaries, which own the values' bytes */
    size_t table_count;
};

/*
 * Reads a configuration, whose text must outlive it.  On failure nothing needs to
 * be freed.
 * O(size of the dictionaries).
 */
int zn_configuration_init(struct zn_configuration *configuration,
                          const struct zn_configuration_text *text,
                          const zhnorm_allocator *allocator, zhnorm_error *error);

/*
 * Lays a corpus dictionary, which must outlive the rules, over those that are
 * there already.
 */
int zn_rules_add_corpus(struct zn_rules *rules, const zhnorm_dict *dict, zhnorm_error *error);

/* How a table or dictionary is called; see struct zn_value. */
static inline const char *zn_rules_name(const struct zn_rules *rules, uint32_t source)
{
    return ((const char *const *)(const void *)rules->names.data)[source];
}

static inline const struct zn_value *zn_rules_value(const struct zn_rules *rules,
                                                    uint32_t value)
{
    return (const struct zn_value *)(const void *)rules->values.data + value;
}

void zn_configuration_free(struct zn_configuration *configuration);

#endif
