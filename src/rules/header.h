/*
 * The header of a dictionary: comment lines of the form `# NAME: VALUE` before
 * its first entry.  Knows no name of any field.
 */
#ifndef ZN_RULES_HEADER_H
#define ZN_RULES_HEADER_H

#include <stddef.h>

/*
 * The value of a field, without blanks around it, within `text`; `*length`
 * receives its bytes.  NULL: there is no such field, or it is empty.  O(length
 * of the header).
 */
const char *zn_header_field(const char *text, size_t size, const char *name, size_t *length);

#endif
