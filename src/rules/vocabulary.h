/*
 * What OpenCC's tables between the two scripts show of each: which characters
 * its texts hold, which only the other one has, and words of simplified text.
 * Knows nothing of the dictionaries that are checked against it.
 */
#ifndef ZN_RULES_VOCABULARY_H
#define ZN_RULES_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/configuration.h"
#include "rules/trie.h"

struct zn_vocabulary {
    const zhnorm_allocator *allocator;
    uint8_t *marks;       /* by code point */
    struct zn_trie words; /* of simplified text */
};

/*
 * Reads the tables between the scripts and those of Taiwan's and Hong Kong's
 * variants, as far as they are among `tables`.  To be freed in any case.
 * O(their size).
 */
int zn_vocabulary_init(struct zn_vocabulary *vocabulary, const struct zn_table_text *tables,
                       size_t count, const zhnorm_allocator *allocator, zhnorm_error *error);
void zn_vocabulary_free(struct zn_vocabulary *vocabulary);

/* Is it a character that only traditional text has? And only simplified text? */
bool zn_is_traditional_only(const struct zn_vocabulary *vocabulary, uint32_t code_point);
bool zn_is_simplified_only(const struct zn_vocabulary *vocabulary, uint32_t code_point);

/* Has simplified text, as far as the tables show, never this Han character? */
bool zn_is_never_simplified(const struct zn_vocabulary *vocabulary, uint32_t code_point);

/* Is it a whole word of simplified text? */
bool zn_is_simplified_word(const struct zn_vocabulary *vocabulary, const uint8_t *text,
                           size_t length);

#endif
