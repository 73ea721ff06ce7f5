/*
 * Where a file can be cut so that its parts, converted by themselves, make up what the
 * whole would have been: behind the end of a line, and in a text only before a line that is
 * surely not blank, since blank lines count together across lines.
 */
#ifndef ZN_CLI_BATCH_CUT_H
#define ZN_CLI_BATCH_CUT_H

#include <stddef.h>

#include "formats/format.h"

/*
 * The last such place in `length` bytes of a file whose format is lined: the number of bytes
 * before it.  0: there is none.  O(length).
 */
size_t zn_cut_last(enum zn_format format, const char *data, size_t length);

#endif
