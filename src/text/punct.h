/*
 * The step `punct`: the width of punctuation marks.  Works on whole
 * paragraphs; carries no state between calls.  Knows nothing of script
 * conversion.  The policy and its sources stand with the rules in punct.c.
 */
#ifndef ZN_TEXT_PUNCT_H
#define ZN_TEXT_PUNCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"

/*
 * Appends the normalised form of valid UTF-8 `text`, one or more paragraphs
 * (or one piece of a paragraph that was too long), to `out`.  A paragraph may
 * have up to UINT32_MAX bytes.  O(length).  `scratch` is working memory that
 * the caller keeps between calls: at most 16 bytes for each byte of the
 * longest paragraph.  False: no memory.
 */
bool zn_punct_run(const uint8_t *text, size_t length, struct zn_buffer *scratch,
                  struct zn_buffer *out);

#endif
