/* FNV-1a, 64 bits: for hash tables and for digests of tables. */
#ifndef ZN_RULES_HASH_H
#define ZN_RULES_HASH_H

#include <stddef.h>
#include <stdint.h>

#define ZN_HASH_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t zn_hash(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

#endif
