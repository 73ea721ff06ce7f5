/*
 * The second stage of the pass `form`: Unicode's normalisation form C, for all
 * but CJK compatibility ideographs, which are a rule of their own.  Knows
 * nothing of the other foldings.
 */
#ifndef ZN_TEXT_FORM_COMPOSE_H
#define ZN_TEXT_FORM_COMPOSE_H

#include <stdbool.h>

#include "text/buffer.h"
#include "text/rule.h"

/*
 * Appends the text in `scratch` to `out`, composed.  Uses memory of `scratch`
 * behind the text.  O(length).  False: no memory.
 */
bool zn_form_compose(struct zn_buffer *scratch, struct zn_tally *tally, struct zn_buffer *out);

#endif
