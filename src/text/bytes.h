/*
 * The pass `utf8`: what becomes of bytes that are not UTF-8.  Either U+FFFD takes
 * their place, or they travel through the passes as lone surrogates, U+DC00 plus
 * the byte, which no valid text contains, and are put back at the end.
 */
#ifndef ZN_TEXT_BYTES_H
#define ZN_TEXT_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/log.h"

/*
 * Appends `text` to `out` with one U+FFFD for each maximal subpart of what is not
 * UTF-8, or with `escape` one surrogate for each of its bytes, and adds the number of
 * maximal subparts to `*malformed`.  `log` may be NULL.  O(length).  False: no memory.
 */
bool zn_bytes_mend(const uint8_t *text, size_t length, bool escape, struct zn_buffer *out,
                   uint64_t *malformed, struct zn_log *log);

/* Turns such surrogates back into bytes in out[from ..).  `log` may be NULL. */
void zn_bytes_restore(struct zn_buffer *out, size_t from, struct zn_log *log);

#endif
