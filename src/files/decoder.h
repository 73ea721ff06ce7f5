/*
 * Decoding to UTF-8, piece by piece, by iconv.  Opens and reads nothing.
 */
#ifndef ZN_FILES_DECODER_H
#define ZN_FILES_DECODER_H

#include "files/encoding.h"
#include "files/piece.h"
#include "zhnorm/zhnorm.h"

/* The least room that decoding needs. */
#define ZN_DECODER_ROOM_LEAST ((size_t)64)

struct zn_decoder;

/* Serves file after file.  NULL: no memory. */
struct zn_decoder *zn_decoder_new(void);
void zn_decoder_free(struct zn_decoder *decoder);

/*
 * Begins with a file, whose offsets count from `offset`.  `encoding` is neither UTF-8 nor
 * "utf-16", which is one of two.  Fails with ZHNORM_ERROR_NO_MEMORY, or ZHNORM_ERROR_STATE
 * where the system's iconv does not know the encoding.
 */
int zn_decoder_begin(struct zn_decoder *decoder, const struct zn_encoding *encoding,
                     int32_t bad_input, uint64_t offset, zhnorm_error *error);

/*
 * Decodes what of `in` is whole characters, as far as `size` bytes (ZN_DECODER_ROOM_LEAST
 * or more) have room for them; what it leaves is to come again with more behind it.
 * `is_last`: nothing follows `in`; then `*length` is 0 only when all is decoded.  What came
 * before a failure is in `out`.  Fails with ZHNORM_ERROR_INPUT, see zn_source_read.
 */
int zn_decoder_run(struct zn_decoder *decoder, struct zn_piece *in, bool is_last, char *out,
                   size_t size, size_t *length, zhnorm_error *error);

/* What could not be decoded and was replaced or passed on, since `begin`. */
uint64_t zn_decoder_malformed(const struct zn_decoder *decoder);

#endif
