/*
 * The words that dictionaries and tables hold, by their hashes: what is no new
 * term.  A word that is not among them is taken for one that is once in about
 * 10^14 questions.
 */
#ifndef ZN_CORE_AUDIT_KNOWN_H
#define ZN_CORE_AUDIT_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/dictionary.h"
#include "text/buffer.h"

struct zn_known {
    struct zn_buffer hashes; /* of uint64_t; sorted once it is complete */
};

void zn_known_init(struct zn_known *known, const zhnorm_allocator *allocator);
void zn_known_free(struct zn_known *known);

/* Adds keys and values of all dictionaries and tables in the archive.  False: no memory. */
bool zn_known_add_archive(struct zn_known *known);

/* Adds keys and values of a dictionary.  False: no memory. */
bool zn_known_add(struct zn_known *known, const zhnorm_dict *dict);

/* Nothing is added from here on. */
void zn_known_complete(struct zn_known *known);

bool zn_known_has(const struct zn_known *known, const void *text, size_t length);

#endif
