/*
 * Checking an image that comes from outside, before it is used: whatever its
 * bytes are, the pass that runs it must neither read nor write out of bounds,
 * nor put out what is not UTF-8, nor depend on how the text is divided.
 */
#ifndef ZN_RULES_IMAGE_CHECK_H
#define ZN_RULES_IMAGE_CHECK_H

#include <stddef.h>

#include "rules/rulebook.h"

/* What a wrong image is called; NULL: there is nothing wrong. */
struct zn_image_verdict {
    int status;         /* ZHNORM_OK, ZHNORM_ERROR_CONFIG or ZHNORM_ERROR_NO_MEMORY */
    const char *reason; /* a static string, with ZHNORM_ERROR_CONFIG */
};

/*
 * Checks an image of `length` bytes that begins with its header, which is also
 * its origin, at an address that is a multiple of eight.
 * O(length * longest text in it).
 */
struct zn_image_verdict zn_image_check(const void *image, size_t length,
                                       const zhnorm_allocator *allocator);

#endif
