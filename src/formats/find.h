/*
 * Finds the bytes at which the formats of records must stop, 16 at a time where the
 * processor has SSE2, and by words of eight bytes elsewhere.  Knows nothing of what the
 * bytes mean.  Nothing outside `at` to `end` is read.
 */
#ifndef ZN_FORMATS_FIND_H
#define ZN_FORMATS_FIND_H

#include <stdint.h>

/*
 * The first byte that does not stand for itself in a string of JSON: '"', '\', or a control
 * character below U+0020.  `end`: there is none.
 */
const uint8_t *zn_find_json_stop(const uint8_t *at, const uint8_t *end);

/* The first byte that ends a field without quotation marks: `separator`, CR or LF. */
const uint8_t *zn_find_field_end(const uint8_t *at, const uint8_t *end, uint8_t separator);

/* Their twins for any processor. */
const uint8_t *zn_find_json_stop_portable(const uint8_t *at, const uint8_t *end);
const uint8_t *zn_find_field_end_portable(const uint8_t *at, const uint8_t *end,
                                          uint8_t separator);

#endif
