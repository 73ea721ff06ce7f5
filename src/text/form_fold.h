/*
 * The first stage of the pass `form`: folds characters to others, and removes
 * some.  Knows nothing of canonical composition but which characters take
 * part in it.
 */
#ifndef ZN_TEXT_FORM_FOLD_H
#define ZN_TEXT_FORM_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/rule.h"

/*
 * Appends `text` to `out`, folded.  `*composing` is where in `out` the first
 * character is that composition could change, or its length if there is none.
 * O(length).  False: no memory.
 */
bool zn_form_fold(const struct zn_settings *settings, const uint8_t *text, size_t length,
                  struct zn_tally *tally, struct zn_buffer *out, size_t *composing);

#endif
