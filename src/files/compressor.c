/*
 * Compressing: see codec.h.  The same bytes always give the same file: no name and no time
 * is in it.
 */
#include "files/codec.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "files/gzip.h"

/* Room that is made for what comes out, at the least. */
#define ROOM ((size_t)16 << 10)

struct zn_compressor {
    enum zn_codec codec;
    z_stream gzip;
    ZSTD_CCtx *zstd;
};

static bool open_gzip(struct zn_compressor *compressor)
{
    static const int memory = 8; /* zlib's default */

    return deflateInit2(&compressor->gzip, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                        ZN_GZIP_WINDOW_BITS, memory, Z_DEFAULT_STRATEGY) == Z_OK;
}

static bool open_zstd(struct zn_compressor *compressor)
{
    compressor->zstd = ZSTD_createCCtx();
    return compressor->zstd != NULL &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(compressor->zstd, ZSTD_c_checksumFlag, 1));
}

struct zn_compressor *zn_compressor_open(enum zn_codec codec)
{
    struct zn_compressor *compressor = calloc(1, sizeof *compressor);

    if (compressor == NULL)
        return NULL;
    compressor->codec = codec;
    if (codec == ZN_CODEC_GZIP ? open_gzip(compressor) : open_zstd(compressor))
        return compressor;
    zn_compressor_close(compressor);
    return NULL;
}

void zn_compressor_close(struct zn_compressor *compressor)
{
    if (compressor == NULL)
        return;
    if (compressor->codec == ZN_CODEC_GZIP)
        deflateEnd(&compressor->gzip);
    ZSTD_freeCCtx(compressor->zstd);
    free(compressor);
}

/* Runs zlib until it has taken the bytes, and has finished if it is to. */
static bool run_gzip(z_stream *stream, const char *data, size_t length, int flush,
                     struct zn_buffer *out)
{
    int status;

    do {
        size_t given = length < UINT_MAX ? length : UINT_MAX;
        if (!zn_buffer_reserve(out, ROOM))
            return false;
        size_t room = out->capacity - out->length;
        room = room < UINT_MAX ? room : UINT_MAX;
        stream->next_in = (z_const Bytef *)data;
        stream->avail_in = (uInt)given;
        stream->next_out = out->data + out->length;
        stream->avail_out = (uInt)room;
        status = deflate(stream, given == length ? flush : Z_NO_FLUSH);
        data += given - stream->avail_in;
        length -= given - stream->avail_in;
        out->length += room - stream->avail_out;
    } while (length != 0 || (flush == Z_FINISH && status != Z_STREAM_END) ||
             stream->avail_out == 0);
    return true;
}

static bool run_zstd(ZSTD_CCtx *context, const char *data, size_t length,
                     ZSTD_EndDirective directive, struct zn_buffer *out)
{
    ZSTD_inBuffer in = {data, length, 0};
    size_t left;

    do {
        if (!zn_buffer_reserve(out, ROOM))
            return false;
        ZSTD_outBuffer into = {out->data, out->capacity, out->length};
        left = ZSTD_compressStream2(context, &into, &in, directive);
        if (ZSTD_isError(left))
            return false; /* there is no other cause: its own buffers are made on use */
        out->length = into.pos;
    } while (in.pos < in.size || (directive == ZSTD_e_end && left != 0));
    return true;
}

bool zn_compressor_add(struct zn_compressor *compressor, const char *data, size_t length,
                       struct zn_buffer *out)
{
    if (length == 0)
        return true;
    if (compressor->codec == ZN_CODEC_GZIP)
        return run_gzip(&compressor->gzip, data, length, Z_NO_FLUSH, out);
    return run_zstd(compressor->zstd, data, length, ZSTD_e_continue, out);
}

bool zn_compressor_end(struct zn_compressor *compressor, struct zn_buffer *out)
{
    if (compressor->codec == ZN_CODEC_GZIP)
        return run_gzip(&compressor->gzip, "", 0, Z_FINISH, out) &&
               deflateReset(&compressor->gzip) == Z_OK;
    return run_zstd(compressor->zstd, NULL, 0, ZSTD_e_end, out);
}
