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
#include "text/rule.h"
#include "text/space_kept.h"
#include "text/space_unwrap.h"

/* What a call leaves for the next. */
struct zn_space_state {
    struct zn_space_kept kept; /* white space that is not decided yet */
    uint64_t position;         /* bytes of the document that have been written */
    struct zn_unwrap line;     /* with the rule `unwrap`: the line so far */
    /* With the rule `unwrap`: the line behind `kept`, as far as it was seen. */
    uint8_t head[ZN_UNWRAP_HEAD_MAX];
    uint8_t head_length;
    uint8_t side; /* enum zn_side: what the last visible character is to a space */
    bool started; /* a visible character has been seen */
    bool passing; /* the white space is too much to keep, and is written as found */
};

void zn_space_state_init(struct zn_space_state *state, const zhnorm_allocator *allocator);
/* Begins another document. */
void zn_space_state_reset(struct zn_space_state *state);
void zn_space_state_free(struct zn_space_state *state);

/*
 * Appends the normalised form of valid UTF-8 `text` to `out`; `last` says that
 * the document ends here.  Calls may divide the text between any two code
 * points.  All calls for a document have the same settings, in which the rules
 * `add-latin-spaces` and `remove-latin-spaces` are not both on.  O(length).
 * False: no memory; the document cannot be gone on with.
 *
 * White space that is too much to be kept (see space_kept.h) comes out as it
 * was found.
 *
 * A second run over the result changes nothing, whatever the rules, with one
 * exception: `unwrap` is meant to be run once, for it tells paragraphs by
 * indents, and they are gone afterwards.
 */
bool zn_space_run(const struct zn_settings *settings, struct zn_space_state *state,
                  const uint8_t *text, size_t length, bool last, struct zn_tally *tally,
                  struct zn_buffer *out);

#endif
