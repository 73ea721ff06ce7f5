/*
 * Making an edit small: what came out as it was does not belong to it.  Knows
 * nothing of where edits come from.
 */
#ifndef ZN_TEXT_SHRINK_H
#define ZN_TEXT_SHRINK_H

#include <stdbool.h>
#include <stdint.h>

#include "text/buffer.h"

/*
 * Appends to `edits` what is left of an edit between its source and its output.  If
 * both have as many characters, that is each run of those that differ; else all but
 * what is the same at the ends.  If they are the same, nothing is.  O(length).
 * False: no memory.
 */
bool zn_shrink(const zhnorm_edit *edit, const uint8_t *source, const uint8_t *output,
               struct zn_buffer *edits);

#endif
