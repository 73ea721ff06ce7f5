/*
 * What a page says of its own encoding: in an XML declaration, or in a <meta> of HTML.
 */
#ifndef ZN_FILES_DECLARED_H
#define ZN_FILES_DECLARED_H

#include "files/encoding.h"

/*
 * The encoding that the first 1,024 bytes of a file declare.  NULL: they declare none, or
 * one that is not among ours.
 */
const struct zn_encoding *zn_declared_encoding(const char *bytes, size_t length);

#endif
