/*
 * The bytes of a file as UTF-8: decompressed and decoded as they are read, in constant
 * memory.  Knows nothing of names on a command line.
 */
#ifndef ZN_FILES_SOURCE_H
#define ZN_FILES_SOURCE_H

#include <sys/types.h>

#include "files/codec.h"

struct zn_source_options {
    /* "utf-8" or NULL: as it is; "auto"; or a name that zn_encoding_find knows. */
    const char *encoding;
    int32_t bad_input; /* enum zhnorm_bad_input: where the file cannot be decoded */
    /*
     * Is asked before each time that the file is read, which may wait there for the other
     * end of a pipe.  False: the file is given up, which is ZHNORM_ERROR_STATE with EINTR.
     * NULL: nobody asks.
     */
    bool (*wait)(void *context, int fd);
    void *context; /* the first parameter of `wait` */
};

struct zn_source;

/*
 * Makes a source that serves file after file.  `options` is copied.  NULL: no memory.
 */
struct zn_source *zn_source_new(const struct zn_source_options *options);
void zn_source_free(struct zn_source *source);

/*
 * Begins with a file that is open for reading and stays the caller's; reads its first bytes.
 * `name` decides the codec together with the first bytes: what is not compressed although its
 * name says so is an error.  Fails with ZHNORM_ERROR_STATE, and errno in error->system, when
 * it cannot be read, ZHNORM_ERROR_INPUT, ZHNORM_ERROR_NO_MEMORY.
 */
int zn_source_begin(struct zn_source *source, int fd, const char *name, zhnorm_error *error);

/*
 * Reads up to `size` bytes of UTF-8 (with encoding "utf-8": of whatever the file holds) into
 * `buffer`.  `*length` is 0 at the end only.  What was read before a failure is delivered by
 * the calls before.  Fails as zn_source_begin does; error->offset counts in the file's bytes,
 * decompressed but not yet decoded; the message names the offset, the bytes and the encoding,
 * or says what is wrong with the compressed file (damaged, cut short).
 */
int zn_source_read(struct zn_source *source, char *buffer, size_t size, size_t *length,
                   zhnorm_error *error);

enum zn_codec zn_source_codec(const struct zn_source *source);
/* What the file is encoded in, such as "UTF-8" or "BIG5-HKSCS".  Known from `begin` on. */
const char *zn_source_encoding(const struct zn_source *source);
/* What could not be decoded and was replaced or passed on, since `begin`. */
uint64_t zn_source_malformed(const struct zn_source *source);
/* Bytes of the file itself that have been read since `begin`. */
uint64_t zn_source_taken(const struct zn_source *source);

#endif
