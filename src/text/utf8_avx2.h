/*
 * UTF-8 validation with AVX2, chosen at run time.  Where the processor or the
 * compiler lacks it, no block counts as checked and the portable validator
 * does everything.
 */
#ifndef ZN_TEXT_UTF8_AVX2_H
#define ZN_TEXT_UTF8_AVX2_H

#include <stddef.h>
#include <stdint.h>

/*
 * The length of a prefix of `text`, a multiple of 32 bytes, that holds no
 * error except that its last sequence may be cut short.  0 without AVX2.
 */
size_t zn_utf8_avx2_valid_blocks(const uint8_t *text, size_t length);

#endif
