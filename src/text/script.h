/*
 * The script pass: runs a rulebook over text.  Knows the rulebook's tables and
 * nothing of where they come from.
 */
#ifndef ZN_TEXT_SCRIPT_H
#define ZN_TEXT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/rulebook.h"
#include "text/buffer.h"
#include "text/log.h"

/* What a call leaves for the next one in the same document. */
struct zn_script_state {
    struct zn_buffer tail; /* text whose matching a cut left open */
    bool traditional;      /* the paragraph that was cut is traditional */
};

void zn_script_state_init(struct zn_script_state *state, const zhnorm_allocator *allocator);
void zn_script_state_reset(struct zn_script_state *state);
void zn_script_state_free(struct zn_script_state *state);

/*
 * Appends the conversion of valid UTF-8 `text` to `out`.  `cut`: its last
 * paragraph goes on in the next call, so what could still be matched there is
 * held back, and entries for traditional paragraphs see no further; else the
 * text ends with a paragraph.  `log` may be NULL; where
 * memory for it is lacking, it says so itself.  O(length).  False: no memory.
 */
bool zn_script_run(const struct zn_rulebook *rulebook, struct zn_script_state *state,
                   const uint8_t *text, size_t length, bool cut, struct zn_log *log,
                   struct zn_buffer *out);

#endif
