/*
 * The blocks of a diff: as few whole lines as hold an edit, or several that share
 * lines.  A block begins and ends where a line begins both in the source and in the
 * output, or at the ends of both.
 */
#ifndef ZN_CLI_BLOCKS_H
#define ZN_CLI_BLOCKS_H

#include <stddef.h>

#include "cli/check/hunks.h"

/* A place in both texts. */
struct zn_cli_point {
    size_t source;
    size_t output;
};

struct zn_cli_block {
    struct zn_cli_point start;
    struct zn_cli_point end;
    size_t first_edit;
    size_t edit_end;
};

/*
 * Finds the block of edit `first`.  The block before ends at `from` and does not hold
 * that edit; without one it is the beginning of both texts.
 */
void zn_cli_block_find(const struct zn_cli_diff *diff, size_t first, struct zn_cli_point from,
                       struct zn_cli_block *block);

#endif
