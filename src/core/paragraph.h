/*
 * Cutting source bytes into paragraphs, and paragraphs that are too long into
 * pieces.  Works on bytes that may not be valid UTF-8.
 */
#ifndef ZN_CORE_PARAGRAPH_H
#define ZN_CORE_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The place behind the first end of a paragraph in text[from .. length), or 0.
 * `final`: no more text follows; without it a CR at the very end does not
 * count, for a LF may belong to it.  `from` is at a character.  O(length - from).
 */
size_t zn_paragraph_first_end(const uint8_t *text, size_t from, size_t length, bool final);

/* The place behind the last end of a paragraph in text[0 .. length), or 0. */
size_t zn_paragraph_last_end(const uint8_t *text, size_t length, bool final);

/*
 * Where to cut a paragraph of which the first `limit` bytes hold no end, so
 * that the place depends on these bytes alone: behind the last sentence end,
 * else at the last boundary between Han and something else, else at the last
 * place where the form pass may be cut; each looked for in the second half, so
 * that cutting stays linear.  O(limit).
 */
size_t zn_paragraph_cut(const uint8_t *text, size_t limit);

#endif
