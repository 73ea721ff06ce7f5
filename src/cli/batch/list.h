/*
 * The names in the list of --files0-from, one after the other as they are read: NUL bytes
 * are between them.  Knows nothing of what they name.
 */
#ifndef ZN_CLI_BATCH_LIST_H
#define ZN_CLI_BATCH_LIST_H

#include "cli/batch/walk.h"

struct zn_batch_names;

/* No path of a file is as long. */
#define ZN_BATCH_NAME_MOST 65536

/*
 * Opens the list; "-" is standard input.  `wishes` must outlive it.  Returns ZN_CLI_DONE or,
 * having said what is wrong, another exit code; then *names is NULL.
 */
int zn_batch_names_open(struct zn_batch_names **names,
                        const struct zn_batch_walk_wishes *wishes);

/* NULL is allowed. */
void zn_batch_names_close(struct zn_batch_names *names);

/*
 * The next name, in item->path.  ZN_BATCH_WRONG for one that is empty, too long, or of
 * another kind than those before where outputs are named by them: an absolute one among
 * relative ones, or the reverse, could take the other's place.
 */
enum zn_batch_next zn_batch_names_next(struct zn_batch_names *names,
                                       struct zn_batch_item *item);

#endif
