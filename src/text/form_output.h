/*
 * What a stage of the pass `form` writes to: the text as it was, but where it
 * is replaced.  Knows nothing of why.
 */
#ifndef ZN_TEXT_FORM_OUTPUT_H
#define ZN_TEXT_FORM_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/rule.h"

struct zn_form_output {
    const uint8_t *text; /* what the stage reads */
    size_t copied;       /* how much of it is written, or replaced */
    struct zn_buffer *out;
    struct zn_tally *tally;
};

/*
 * Writes `code_points` for text[from .. to), by `rule`, behind all text before
 * it that is not written yet.  The only place where the pass changes text.
 * False: no memory.
 */
bool zn_form_replace(struct zn_form_output *output, size_t from, size_t to,
                     const uint32_t *code_points, size_t count, enum zn_rule rule);

/* Writes what is not written yet of text[0 .. to). False: no memory. */
bool zn_form_copy(struct zn_form_output *output, size_t to);

#endif
