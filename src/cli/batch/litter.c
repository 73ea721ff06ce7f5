/* See litter.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/litter.h"

#include <stdlib.h>
#include <string.h>

#include "cli/temporary.h"
#include "rules/hash.h"

void zn_litter_clear_beside(struct zn_litter *litter, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    uint64_t hash = zn_hash(ZN_HASH_START, path, length);
    uint64_t *remembered = &litter->cleared[hash % ZN_LITTER_REMEMBERED];

    if (*remembered == hash)
        return;
    char *directory = strndup(path, length);
    if (directory == NULL)
        return; /* another file in it will ask again */
    zn_cli_temporary_clear(directory);
    free(directory);
    *remembered = hash;
}
