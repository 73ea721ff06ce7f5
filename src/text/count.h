/*
 * Counting characters.  Knows nothing of what happens to them.
 */
#ifndef ZN_TEXT_COUNT_H
#define ZN_TEXT_COUNT_H

#include <stddef.h>
#include <stdint.h>

struct zn_count {
    uint64_t code_points; /* a maximal subpart that is not UTF-8 is one */
    uint64_t han;         /* Han characters among them */
};

/* Adds the characters of a text, which need not be valid.  O(length). */
void zn_count_add(struct zn_count *count, const uint8_t *text, size_t length);

#endif
