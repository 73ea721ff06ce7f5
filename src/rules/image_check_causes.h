/*
 * Checking the sections of an image that say what decided, and what ambiguous
 * characters can become.  Knows nothing of what the image does to a text.
 */
#ifndef ZN_RULES_IMAGE_CHECK_CAUSES_H
#define ZN_RULES_IMAGE_CHECK_CAUSES_H

#include "rules/rulebook.h"

/*
 * The reason why an image is refused, as a static string, or NULL.  Its sections
 * have been checked to lie in it, and those beside the pages to have the right
 * length.  O(length of the sections).
 */
const char *zn_image_check_causes(const struct zn_image_header *header);

#endif
