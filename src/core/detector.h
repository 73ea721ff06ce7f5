/*
 * Counting evidence in a text, and what it comes to.  Knows classes of
 * evidence and their thresholds, no word of any language.
 */
#ifndef ZN_CORE_DETECTOR_H
#define ZN_CORE_DETECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/archive.h"
#include "zhnorm/zhnorm.h"

struct zn_detector {
    struct zn_words words;
    struct zn_words characters;
    const struct zn_evidence_item *items;
    const char *texts;
    const uint32_t *topics; /* offsets of their names in the archive */
    size_t topic_count;
    uint32_t *counts;       /* by item */
    struct zn_buffer found; /* of uint32_t: the items whose counts are not 0 */
    uint64_t bytes;
    uint64_t han;
};

/* False: no memory. */
bool zn_detector_init(struct zn_detector *detector, const zhnorm_allocator *allocator);
void zn_detector_reset(struct zn_detector *detector);
void zn_detector_free(struct zn_detector *detector);

/*
 * Counts the evidence in the next part of a text.  Words and characters are not
 * looked for across parts.  O(length).  False: no memory.
 */
bool zn_detector_run(struct zn_detector *detector, const uint8_t *text, size_t length);

/* What the evidence so far comes to. O(kinds of evidence found). */
void zn_detector_decide(const struct zn_detector *detector, zhnorm_detection *detection);

#endif
