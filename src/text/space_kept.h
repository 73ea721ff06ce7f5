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

/* Bytes of the source that were left out before offset `at` of what is kept. */
struct zn_space_gap {
    size_t at;
    size_t length;
};

/* White space as it was found, but for what was left out. All zero: none, no memory. */
struct zn_space_kept {
    struct zn_buffer text;
    struct zn_buffer gaps; /* of struct zn_space_gap, ascending */
    size_t gaps_read;      /* how many of them zn_space_kept_read has passed */
    size_t line;           /* where its last line begins in `text` */
    uint8_t line_ends;     /* up to the number that is enough */
    uint8_t spaces;        /* at the end of its last line: the same */
};

/*
 * Adds white space, from `*from` on; `*from` is where it ends, or the first
 * character that has no room.  Calls may divide it between any two code
 * points.  O(length).  False: no memory.
 */
bool zn_space_kept_add(struct zn_space_kept *kept, const struct zn_settings *settings,
                       const uint8_t **from, const uint8_t *end);

/*
 * How many bytes of the source the next bytes of `text` stand for, up to offset
 * `to`.  What was left out belongs to the bytes before it.  Offsets must ascend.
 */
size_t zn_space_kept_read(struct zn_space_kept *kept, size_t from, size_t to);

/* The rule by which something was left out, when there is no room for the rest. */
enum zn_rule zn_space_kept_rule(const struct zn_settings *settings);

/* Was anything left out? */
static inline bool zn_space_kept_has_gaps(const struct zn_space_kept *kept)
{
    return kept->gaps.length != 0;
}

void zn_space_kept_init(struct zn_space_kept *kept, const zhnorm_allocator *allocator);
/* Keeps nothing any more, but the memory. */
void zn_space_kept_clear(struct zn_space_kept *kept);
void zn_space_kept_free(struct zn_space_kept *kept);

#endif
