/*
 * Making an edit small: what came out as it was does not belong to it.  Knows
 * nothing of where edits come from.
 */
#ifndef ZN_CORE_SHRINK_H
#define ZN_CORE_SHRINK_H

#include <stdbool.h>
#include <stdint.h>

#include "text/buffer.h"

/*
 * Appends to `edits` what is left of an edit between its source and its output:
 * nothing if they are the same and nobody wants to know.  What a dictionary put out
 * for as many characters is divided where some of them are the same; of all else
 * only the ends are cut off.  O(length).  False: no memory.
 */
bool zn_shrink(const zhnorm_edit *edit, const uint8_t *source, const uint8_t *output,
               struct zn_buffer *edits);

#endif
