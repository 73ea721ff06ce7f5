/* See decompressor.h. */
#include "files/decompressor.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "files/gzip.h"
#include "rules/error.h"

struct zn_decompressor {
    enum zn_codec codec;
    bool has_gzip; /* `gzip` has been made */
    z_stream gzip;
    ZSTD_DCtx *zstd;
    size_t zstd_wants; /* bytes that it asked for */
    bool is_full;      /* zstd: the last call had no room left for all that there was */
    uint64_t taken;    /* bytes of the file */
    bool is_within;    /* a member or frame has begun and has not ended */
    bool has_any;      /* one has ended */
    bool is_in_zeroes; /* gzip: what follows the last member is padding */
};

/* RFC 8878: what stands before a block. */
#define ZSTD_BLOCK_HEADER ((size_t)3)

#define FOREIGN_TEXT "something else follows the compressed data"

/* What one call of a codec came to. */
enum outcome {
    GOES_ON,
    ENDED,   /* a member or frame */
    FOREIGN, /* something else stands where one should begin */
    DAMAGED,
    TOO_WIDE, /* it needs more memory than is given */
    NO_MEMORY
};

struct zn_decompressor *zn_decompressor_new(void)
{
    return calloc(1, sizeof(struct zn_decompressor));
}

void zn_decompressor_free(struct zn_decompressor *decompressor)
{
    if (decompressor == NULL)
        return;
    if (decompressor->has_gzip)
        inflateEnd(&decompressor->gzip);
    ZSTD_freeDCtx(decompressor->zstd);
    free(decompressor);
}

static bool begin_gzip(struct zn_decompressor *decompressor)
{
    if (decompressor->has_gzip)
        return inflateReset(&decompressor->gzip) == Z_OK;
    decompressor->gzip = (z_stream){.next_in = NULL};
    decompressor->has_gzip = inflateInit2(&decompressor->gzip, ZN_GZIP_WINDOW_BITS) == Z_OK;
    return decompressor->has_gzip;
}

static bool begin_zstd(struct zn_decompressor *decompressor)
{
    if (decompressor->zstd == NULL)
        decompressor->zstd = ZSTD_createDCtx();
    return decompressor->zstd != NULL &&
           !ZSTD_isError(ZSTD_DCtx_reset(decompressor->zstd, ZSTD_reset_session_only)) &&
           !ZSTD_isError(ZSTD_DCtx_setParameter(decompressor->zstd, ZSTD_d_windowLogMax,
                                                ZN_ZSTD_WINDOW_LOG));
}

bool zn_decompressor_begin(struct zn_decompressor *decompressor, enum zn_codec codec)
{
    decompressor->codec = codec;
    decompressor->taken = 0;
    decompressor->is_within = false;
    decompressor->has_any = false;
    decompressor->is_in_zeroes = false;
    decompressor->is_full = false;
    return codec == ZN_CODEC_GZIP ? begin_gzip(decompressor) : begin_zstd(decompressor);
}

/* Fails: the file is wrong at the byte that comes next. */
static int fail(const struct zn_decompressor *decompressor, const char *what,
                zhnorm_error *error)
{
    return zn_fail(error, ZHNORM_ERROR_INPUT, "the %s file is damaged at its byte %llu: %s",
                   zn_codec_name(decompressor->codec), (unsigned long long)decompressor->taken,
                   what);
}

/*
 * Passes over zero bytes behind the last member, which fill a tape's block.  Whatever else
 * stands there is an error: it may be text that was damaged.
 */
static int skip_zeroes(struct zn_decompressor *decompressor, struct zn_piece *in,
                       zhnorm_error *error)
{
    while (in->length != 0 && in->data[0] == '\0') {
        decompressor->is_in_zeroes = true;
        decompressor->taken++;
        zn_piece_advance(in, 1);
    }
    if (in->length != 0 && decompressor->is_in_zeroes)
        return fail(decompressor, FOREIGN_TEXT, error);
    return ZHNORM_OK;
}

/* Runs zlib once over `in` and gives what comes out. */
static enum outcome run_gzip(struct zn_decompressor *decompressor, struct zn_piece *in,
                             char *out, size_t size, size_t *length, const char **what)
{
    z_stream *stream = &decompressor->gzip;
    size_t given = in->length < UINT_MAX ? in->length : UINT_MAX;
    size_t room = size < UINT_MAX ? size : UINT_MAX;

    stream->next_in = (z_const Bytef *)in->data;
    stream->avail_in = (uInt)given;
    stream->next_out = (Bytef *)out;
    stream->avail_out = (uInt)room;
    int status = inflate(stream, Z_NO_FLUSH);
    zn_piece_advance(in, given - stream->avail_in);
    *length = room - stream->avail_out;
    *what = stream->msg != NULL ? stream->msg : "it cannot be decompressed";
    if (status == Z_STREAM_END)
        return inflateReset(stream) == Z_OK ? ENDED : NO_MEMORY;
    if (status == Z_OK || status == Z_BUF_ERROR)
        return GOES_ON;
    if (status == Z_MEM_ERROR)
        return NO_MEMORY;
    return stream->total_in <= 2 ? FOREIGN : DAMAGED; /* its mark has two bytes */
}

/* What an error of libzstd means. */
static enum outcome zstd_error(size_t result)
{
    switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_memory_allocation:
        return NO_MEMORY;
    case ZSTD_error_frameParameter_windowTooLarge:
        return TOO_WIDE;
    case ZSTD_error_prefix_unknown:
        return FOREIGN;
    default:
        return DAMAGED;
    }
}

/*
 * How many bytes libzstd may have at once.  When it finds an error, it says nothing of what it
 * has written in the same call; so no call may write and come to the next part of a frame.
 */
static size_t zstd_portion(const struct zn_decompressor *decompressor, size_t length)
{
    size_t most = decompressor->zstd_wants;

    if (!decompressor->is_within)
        most = 1; /* or it would decompress a small frame in one go */
    else if (decompressor->is_full)
        most = 0; /* first what had no room */
    else if (most > ZSTD_BLOCK_HEADER)
        most -= ZSTD_BLOCK_HEADER; /* it wants a block and the header of the next one */
    return length < most ? length : most;
}

/* The same with libzstd. */
static enum outcome run_zstd(struct zn_decompressor *decompressor, struct zn_piece *in,
                             char *out, size_t size, size_t *length, const char **what)
{
    ZSTD_inBuffer from = {in->data, zstd_portion(decompressor, in->length), 0};
    ZSTD_outBuffer into = {out, size, 0};
    size_t left = ZSTD_decompressStream(decompressor->zstd, &into, &from);

    zn_piece_advance(in, from.pos);
    *length = into.pos;
    *what = ZSTD_getErrorName(left);
    if (ZSTD_isError(left))
        return zstd_error(left);
    decompressor->zstd_wants = left;
    decompressor->is_full = into.pos == into.size;
    return left == 0 ? ENDED : GOES_ON;
}

/* Fails for what the codec came to. */
static int fail_for(const struct zn_decompressor *decompressor, enum outcome outcome,
                    const char *what, zhnorm_error *error)
{
    if (outcome == NO_MEMORY)
        return zn_fail_memory(error);
    if (outcome == TOO_WIDE)
        return zn_fail(
            error, ZHNORM_ERROR_INPUT,
            "the zstd file takes a window of more than %d MiB to decompress; it was "
            "made with --ultra or --long",
            (1 << ZN_ZSTD_WINDOW_LOG) >> 20);
    if (outcome == FOREIGN && decompressor->has_any)
        what = FOREIGN_TEXT;
    return fail(decompressor, what, error);
}

/* Runs the codec once.  `*length` is what came out. */
static int run_once(struct zn_decompressor *decompressor, struct zn_piece *in, char *out,
                    size_t size, size_t *length, zhnorm_error *error)
{
    size_t before = in->length;
    const char *what = "";
    enum outcome outcome = decompressor->codec == ZN_CODEC_GZIP
                               ? run_gzip(decompressor, in, out, size, length, &what)
                               : run_zstd(decompressor, in, out, size, length, &what);

    decompressor->taken += before - in->length;
    if (outcome > ENDED)
        return fail_for(decompressor, outcome, what, error);
    decompressor->is_within = outcome == GOES_ON;
    decompressor->has_any = decompressor->has_any || outcome == ENDED;
    return ZHNORM_OK;
}

int zn_decompressor_run(struct zn_decompressor *decompressor, struct zn_piece *in,
                        bool is_last, char *out, size_t size, size_t *length,
                        zhnorm_error *error)
{
    *length = 0;
    while (*length < size) {
        int status = ZHNORM_OK;
        if (decompressor->codec == ZN_CODEC_GZIP && decompressor->has_any &&
            !decompressor->is_within)
            status = skip_zeroes(decompressor, in, error);
        if (status != ZHNORM_OK)
            return status;
        /* A member that has not ended may hold back what had no room. */
        if (in->length == 0 && !decompressor->is_within)
            break;
        bool is_waiting = decompressor->is_full; /* it could not go on yet */
        size_t before = in->length;
        size_t given = 0;
        status = run_once(decompressor, in, out + *length, size - *length, &given, error);
        *length += given;
        if (status != ZHNORM_OK)
            return status;
        if (in->length == before && given == 0 && !is_waiting)
            break; /* it wants more */
    }
    if (is_last && *length == 0 && (decompressor->is_within || !decompressor->has_any))
        return zn_fail(error, ZHNORM_ERROR_INPUT, "the %s file is cut short at its byte %llu",
                       zn_codec_name(decompressor->codec),
                       (unsigned long long)decompressor->taken);
    return ZHNORM_OK;
}
