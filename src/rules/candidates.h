/*
 * What an ambiguous character can become: every target that the tables have for
 * it, as it comes out at the end.  Knows nothing of what stands around it.
 */
#ifndef ZN_RULES_CANDIDATES_H
#define ZN_RULES_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/configuration.h"

/* More, or longer ones, are not told of. */
#define ZN_CANDIDATES_MOST 64u
#define ZN_CANDIDATE_SIZE_MOST 1024u /* bytes */

/* What an image says of one character. */
struct zn_candidates {
    uint32_t code_point;
    uint32_t first; /* offset in the names; the others follow it */
    uint32_t count; /* at least 2 */
};

/* Strings, no two of them equal. */
struct zn_strings {
    struct zn_buffer bytes; /* each ends with a NUL */
    size_t count;
};

struct zn_candidate_finder {
    const struct zn_rules *rules;
    struct zn_strings found;
    size_t base_count;       /* what the base alone can make of the character */
    struct zn_strings now;   /* what a stage is given */
    struct zn_strings next;  /* what it puts out */
    struct zn_strings begun; /* beginnings of outputs of the stage */
    struct zn_strings grown; /* the same, one match further */
};

void zn_candidate_finder_init(struct zn_candidate_finder *finder,
                              const struct zn_rules *rules);
void zn_candidate_finder_free(struct zn_candidate_finder *finder);

/*
 * Finds the candidates of a character whose outputs, by kind of paragraph, are
 * these: first what it becomes in plain text.  Fewer than two: there was no choice.
 * False: no memory.
 */
bool zn_candidates_find(struct zn_candidate_finder *finder, uint32_t code_point,
                        const struct zn_buffer *const outputs[ZN_PARAGRAPH_KINDS]);

#endif
