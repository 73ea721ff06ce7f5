/*
 * White space that the step `space` cannot decide yet, because more of it may
 * follow.  Its memory is bounded.  Knows which rules shorten it, not what is
 * written.
 */
#ifndef ZN_TEXT_SPACE_KEPT_H
#define ZN_TEXT_SPACE_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/rule.h"

/*
 * The most bytes that are kept.  Of a run of spaces that becomes one, and of
 * blank lines that become one or none, only what tells them from a single one
 * counts: with the default rules there is always room.
 */
#define ZN_SPACE_KEPT_MAX ((size_t)64 * 1024)

/* White space as it was found, but for what was left out. All zero: none, no memory. */
struct zn_space_kept {
    struct zn_buffer text;
    size_t left_out;   /* bytes */
    size_t line;       /* where its last line begins in `text` */
    uint8_t line_ends; /* up to the number that is enough */
    uint8_t spaces;    /* at the end of its last line: the same */
};

/*
 * Adds white space, from `*from` on; `*from` is where it ends, or the first
 * character that has no room.  Calls may divide it between any two code
 * points.  O(length).  False: no memory.
 */
bool zn_space_kept_add(struct zn_space_kept *kept, const struct zn_settings *settings,
                       const uint8_t **from, const uint8_t *end);

/* The rule by which something was left out, when there is no room for the rest. */
enum zn_rule zn_space_kept_rule(const struct zn_settings *settings);

/* Keeps nothing any more, but the memory. */
void zn_space_kept_clear(struct zn_space_kept *kept);

#endif
