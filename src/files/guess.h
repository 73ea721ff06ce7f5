/*
 * What a file is encoded in, by its beginning.  Opens and reads nothing.
 */
#ifndef ZN_FILES_GUESS_H
#define ZN_FILES_GUESS_H

#include "files/encoding.h"
#include "zhnorm/zhnorm.h"

/* How many bytes of a file are looked at. */
#define ZN_GUESS_LOOK ((size_t)64 << 10)

struct zn_guess;

/* Serves file after file.  NULL: no memory. */
struct zn_guess *zn_guess_new(void);
void zn_guess_free(struct zn_guess *guess);

/*
 * Guesses by the first bytes of a file; `is_whole`: there are no more.  In this order:
 *  - the byte order mark says it;
 *  - UTF-8, where all of it is valid and holds no NUL;
 *  - of the encodings in which all of it can be decoded the one in which it reads most like
 *    Chinese; what a page declares, and what uchardet takes it for, is preferred;
 *  - UTF-8, where it reads like Chinese in none, or reads better with its errors.
 * `*encoding` is never "utf-16".  Fails with ZHNORM_ERROR_NO_MEMORY.
 */
int zn_guess_encoding(struct zn_guess *guess, const char *bytes, size_t length, bool is_whole,
                      const struct zn_encoding **encoding, zhnorm_error *error);

#endif
