/*
 * The temporary files that a killed run has left behind: cleared in every directory that a
 * batch writes to, once.  Belongs to one thread at a time.
 */
#ifndef ZN_CLI_BATCH_LITTER_H
#define ZN_CLI_BATCH_LITTER_H

#include <stdint.h>

/* How many directories are remembered; one that is forgotten is only looked at again. */
#define ZN_LITTER_REMEMBERED 256

struct zn_litter {
    uint64_t cleared[ZN_LITTER_REMEMBERED]; /* by hash; 0: none */
};

/* Clears the directory of the file at `path`, unless that has been done. */
void zn_litter_clear_beside(struct zn_litter *litter, const char *path);

#endif
