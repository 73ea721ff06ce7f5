/*
 * The step `punct`: marks as a mainland editor sets them.  Works on whole
 * paragraphs; carries no state between calls.  Knows nothing of script
 * conversion.  What each rule is for, and its source, stands in rule.c.
 */
#ifndef ZN_TEXT_PUNCT_H
#define ZN_TEXT_PUNCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/rule.h"

/*
 * Appends the normalised form of valid UTF-8 `text`, one or more paragraphs
 * (or one piece of a paragraph that was too long), to `out`.  A paragraph may
 * have up to UINT32_MAX bytes.  O(length).  `scratch` is working memory that
 * the caller keeps between calls: at most 16 bytes for each byte of the
 * longest paragraph.  False: no memory.
 */
bool zn_punct_run(const struct zn_settings *settings, const uint8_t *text, size_t length,
                  struct zn_buffer *scratch, struct zn_tally *tally, struct zn_buffer *out);

#endif
