/*
 * The encodings that Chinese text comes in, decoded to UTF-8 by iconv, and guessed by
 * uchardet, whose guess counts only if the text can be decoded so.
 */
#ifndef ZN_FILES_ENCODING_H
#define ZN_FILES_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The name by which iconv knows an encoding that a user names, whichever case it has:
 * utf-8, utf-16, utf-16le, utf-16be, big5, big5-hkscs, gbk, gb2312, gb18030.  NULL: none of
 * them. "auto" is no encoding.
 */
const char *zn_encoding_find(const char *name);

/* The names, with commas between them, for messages.  A static string. */
const char *zn_encoding_names(void);

#endif
