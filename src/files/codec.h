/*
 * Compressed files: which codec one has, and bytes through it, piece by piece.
 */
#ifndef ZN_FILES_CODEC_H
#define ZN_FILES_CODEC_H

#include "text/buffer.h"

enum zn_codec { ZN_CODEC_NONE, ZN_CODEC_GZIP, ZN_CODEC_ZSTD };

/* By the ending of a file's name, whichever case it has: ".gz" and ".zst"; else NONE. */
enum zn_codec zn_codec_of_name(const char *name);

/*
 * By the first bytes of a file, of which up to ZN_CODEC_MAGIC_MOST are needed.  `*open`, if
 * not NULL: whether they are too few to be sure that it is NONE.
 */
#define ZN_CODEC_MAGIC_MOST 4
enum zn_codec zn_codec_of_magic(const char *bytes, size_t length, bool *open);

/* Its name and the ending of its files, such as "gzip" and ".gz"; "" for NONE.  Static. */
const char *zn_codec_name(enum zn_codec codec);
const char *zn_codec_ending(enum zn_codec codec);

/* ---- Compressing ---------------------------------------------------------------- */

struct zn_compressor;

/* NULL: no memory.  The codec is not NONE. */
struct zn_compressor *zn_compressor_open(enum zn_codec codec);
void zn_compressor_close(struct zn_compressor *compressor);

/* Appends what comes out to `out`.  False: no memory. */
bool zn_compressor_add(struct zn_compressor *compressor, const char *data, size_t length,
                       struct zn_buffer *out);

/*
 * Ends the member (gzip) or frame (zstd): what comes next is another one.  Members that
 * follow one another are one file, so parts of a file may be compressed side by side.
 */
bool zn_compressor_end(struct zn_compressor *compressor, struct zn_buffer *out);

#endif
