/*
 * Blocks of the script pass: the phases that go over all of the text.  They are
 * where the time goes.  Knows the rulebook's filters and entries, and nothing of what
 * is decided at a candidate.
 */
#ifndef ZN_TEXT_SCRIPT_BLOCK_H
#define ZN_TEXT_SCRIPT_BLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "rules/rulebook.h"

#define ZN_BLOCK_SIZE ((size_t)4 << 10) /* bytes of text; stays in the first cache */
#define ZN_BLOCK_AHEAD ((size_t)10)     /* bytes that wide loads may read behind it */
#define ZN_BLOCK_SLACK ((size_t)64)     /* at least what wide stores may touch behind an end */

/*
 * A block is converted in phases.  The first gives every character what its
 * entry says, which never changes a length, and lists the places where
 * something else could happen; it has no branch that the text decides but for
 * the length of characters.  The second thins the list out, by the character
 * behind the pair; it has none either.  The third looks at these places in
 * order, and copies what lies between them.
 */
struct zn_block {
    const uint8_t *start;
    uint8_t copy[ZN_BLOCK_SIZE + ZN_BLOCK_SLACK];
    uint16_t candidates[ZN_BLOCK_SIZE]; /* places, counted from the start */
    size_t candidate_count;
};

/*
 * The first phase, over characters that begin before `stop`; reads up to seven
 * bytes from before it on.  Returns the place behind the last of them.
 */
size_t zn_block_copy(const struct zn_rulebook *rulebook, struct zn_block *block, size_t stop);

/*
 * The second phase: drops the pairs of three-byte characters that neither decide
 * anything nor are followed by the third character of a key.
 */
void zn_block_thin(const struct zn_rulebook *rulebook, struct zn_block *block);

#endif
