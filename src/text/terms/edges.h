/*
 * Characters with which no term begins or ends: particles, pronouns,
 * conjunctions and the like, in both scripts.  A list of grammar, not of words.
 */
#ifndef ZN_TEXT_TERMS_EDGES_H
#define ZN_TEXT_TERMS_EDGES_H

#include <stdbool.h>
#include <stdint.h>

#include "text/terms/units.h"

enum zn_edge { ZN_EDGE_FIRST, ZN_EDGE_LAST };

bool zn_is_edge(const uint8_t unit[ZN_UNIT_SIZE], enum zn_edge edge);

/* Whether two characters are a number and a measure word: 一種, 兩個. */
bool zn_is_quantity(const uint8_t first[ZN_UNIT_SIZE], const uint8_t second[ZN_UNIT_SIZE]);

#endif
