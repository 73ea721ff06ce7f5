/*
 * The encodings that Chinese text comes in: their names, and how their bytes form
 * characters.  Decodes nothing.
 */
#ifndef ZN_FILES_ENCODING_H
#define ZN_FILES_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

/* How an encoding's bytes form characters. */
enum zn_encoding_form {
    ZN_ENCODING_UTF8,
    ZN_ENCODING_UTF16,
    ZN_ENCODING_DOUBLE, /* ASCII, and a lead byte from 0x81 with a trail byte */
    ZN_ENCODING_FOUR    /* the same, and a lead byte with three bytes behind it */
};

struct zn_encoding {
    const char *name;  /* as a user names it */
    const char *iconv; /* as iconv names it */
    /* The encoding that has characters which `iconv`'s table lacks.  NULL: none. */
    const char *more;
    enum zn_encoding_form form;
    /*
     * ETEN's extensions of Big5, 0xC6A1 to 0xC8FE: `iconv`'s table has no characters for
     * them, though it decodes them, to private use.
     */
    bool lacks_eten;
    const char *mark; /* the byte order mark that a file may begin with, or "" */
};

/* The encoding of a name, whichever case it has.  NULL: there is none. */
const struct zn_encoding *zn_encoding_named(const char *name);

/*
 * The name by which iconv knows an encoding that a user names, whichever case it has:
 * utf-8, utf-16, utf-16le, utf-16be, big5, big5-hkscs, gbk, gb2312, gb18030.  NULL: none of
 * them. "auto" is no encoding.
 */
const char *zn_encoding_find(const char *name);

/* The names, with commas between them, for messages.  A static string. */
const char *zn_encoding_names(void);

/* The bytes of the longest mark. */
#define ZN_ENCODING_MARK_MOST ((size_t)4)

/*
 * The encoding itself, but for UTF-16 without an order of bytes the one of two that the
 * file's first bytes say, or else little-endian.
 */
const struct zn_encoding *zn_encoding_resolve(const struct zn_encoding *encoding,
                                              const char *bytes, size_t length);

/* The encoding whose mark a file begins with.  NULL: it has none. */
const struct zn_encoding *zn_encoding_marked(const char *bytes, size_t length);

/* The length of the mark that a file of this encoding begins with; 0: none. */
size_t zn_encoding_mark(const struct zn_encoding *encoding, const char *bytes, size_t length);

#endif
