/*
 * The step `space`: spaces inside a line, line ends, blank lines.  Carries the
 * white space that has not been written yet, so that its result does not
 * depend on how the text is divided into calls.  Knows nothing of punctuation
 * marks but which characters they are.
 */
#ifndef ZN_TEXT_SPACE_H
#define ZN_TEXT_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"

/* What a call leaves for the next. All zero at the start of a document. */
struct zn_space_state {
    uint8_t line_ends; /* not written yet: 0, 1, or 2 for any greater number */
    bool space;        /* a space since the last visible character or line end */
    bool after_cr;     /* the text so far ends with CR: a LF belongs to it */
    bool started;      /* a visible character has been written */
    bool line_ended;   /* the text so far ends with a line end */
    uint8_t side;      /* what the last visible character is to a space behind it */
};

/*
 * Appends the normalised form of valid UTF-8 `text` to `out`; `last` says that
 * the document ends here.  Calls may divide the text between any two code
 * points.  O(length).  False: no memory.
 */
bool zn_space_run(struct zn_space_state *state, const uint8_t *text, size_t length, bool last,
                  struct zn_buffer *out);

#endif
