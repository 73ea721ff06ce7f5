/*
 * A growable run of bytes in which equal pieces stand once.  Knows nothing of
 * what the pieces are; no piece may be the beginning of another.
 */
#ifndef ZN_RULES_INTERN_H
#define ZN_RULES_INTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"

struct zn_intern {
    struct zn_buffer bytes;
    struct zn_buffer slots; /* a hash table of the pieces */
    size_t count;           /* of pieces */
};

void zn_intern_init(struct zn_intern *intern, const zhnorm_allocator *allocator);
void zn_intern_free(struct zn_intern *intern);

/* Is the piece there? */
bool zn_intern_has(const struct zn_intern *intern, const void *piece, size_t length);

/*
 * Finds a piece, or appends it if it is not there.  `*offset` receives its place
 * among the bytes.  False: no memory.  O(length).
 */
bool zn_intern_add(struct zn_intern *intern, const void *piece, size_t length,
                   uint32_t *offset);

#endif
