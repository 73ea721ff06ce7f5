/*
 * The pass `form`: the steps `form` and `width`.  The same character gets one
 * code: it folds, then removes, then composes.  Carries no state between calls.
 * Knows nothing of sentences.
 */
#ifndef ZN_TEXT_FORM_H
#define ZN_TEXT_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/rule.h"

/*
 * Appends the normalised form of `text`, one or more paragraphs (or one piece
 * of a paragraph that was cut at a boundary, see below), to `out`, and adds to
 * `tally` what was changed or is worth knowing of.  The text is valid UTF-8,
 * but may hold lone surrogates in the form of UTF-8, which stay.  `scratch` is
 * working memory that the caller keeps between calls.
 *
 * O(length), whatever the text; `scratch` grows with the text only where
 * canonical composition has something to do, to a constant times its length.
 * False: no memory; `out` may hold a part.
 */
bool zn_form_run(const struct zn_settings *settings, const uint8_t *text, size_t length,
                 struct zn_buffer *scratch, struct zn_tally *tally, struct zn_buffer *out);

/* Could the pass change or count anything? Without it, there is no need to run it. */
bool zn_form_has_work(const uint8_t *text, size_t length);

/*
 * May a text be cut between these two code points, so that the pass gives the
 * same on the pieces as on the whole, for every set of rules?  A line end is a
 * boundary whatever follows.
 */
bool zn_form_is_boundary(uint32_t before, uint32_t behind);

#endif
