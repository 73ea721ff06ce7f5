/*
 * Reading the keys of an image back from its tables.
 */
#ifndef ZN_RULES_IMAGE_DUMP_H
#define ZN_RULES_IMAGE_DUMP_H

#include "rules/rulebook.h"

/*
 * Appends a line for each key that can be read back to `out`, in the form of a
 * dictionary and sorted by bytes.  Keys of one character that are put out as
 * they are, and what depends on the text behind a key, are not among them.  The image was
 * checked, and is its own origin.  Fails with ZHNORM_ERROR_NO_MEMORY.
 * O(size of the image * longest key).
 */
int zn_image_dump(const struct zn_image_header *header, const zhnorm_allocator *allocator,
                  struct zn_buffer *out);

#endif
