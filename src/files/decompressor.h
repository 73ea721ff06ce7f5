/*
 * Decompressing files, piece by piece, in constant memory.  Opens and reads nothing.
 */
#ifndef ZN_FILES_DECOMPRESSOR_H
#define ZN_FILES_DECOMPRESSOR_H

#include "files/codec.h"
#include "files/piece.h"

/*
 * The binary logarithm of the widest window of a zstd file: 16 MiB, which two threads can
 * have at the same time.  All that `zstd` makes without --ultra or --long needs 8.
 */
#define ZN_ZSTD_WINDOW_LOG 24

struct zn_decompressor;

/* Serves file after file.  NULL: no memory. */
struct zn_decompressor *zn_decompressor_new(void);
void zn_decompressor_free(struct zn_decompressor *decompressor);

/* Begins with a file.  False: no memory. */
bool zn_decompressor_begin(struct zn_decompressor *decompressor, enum zn_codec codec);

/*
 * Takes bytes of the file and gives up to `size` (at least 1) of what they hold.  Uses all of
 * `in` unless `out` is full.  `is_last`: no bytes follow `in`; then `*length` is 0 at the
 * file's end only.  What came before a failure is in `out`.  Fails with ZHNORM_ERROR_INPUT,
 * whose message says what is wrong and at which byte of the file, and with
 * ZHNORM_ERROR_NO_MEMORY.
 */
int zn_decompressor_run(struct zn_decompressor *decompressor, struct zn_piece *in,
                        bool is_last, char *out, size_t size, size_t *length,
                        zhnorm_error *error);

#endif
