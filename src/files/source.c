/* See source.h. */
#include "files/source.h"

#include <stdlib.h>

#include "files/decoder.h"
#include "files/guess.h"
#include "files/plain.h"
#include "rules/error.h"

/* The bytes that are decoded at a time. */
#define HEAD_SIZE ZN_GUESS_LOOK
/* What is decoded at a time for a caller who has room for less than one character. */
#define SMALL_SIZE ((size_t)256)

struct zn_source {
    const struct zn_encoding *wanted; /* NULL: it is guessed */
    int32_t bad_input;
    struct zn_plain plain;
    const struct zn_encoding *encoding; /* of the file at hand */
    bool is_decoding;

    /* Made when they are needed, and kept. */
    struct zn_window head;  /* bytes that were looked at, or are to be decoded */
    struct zn_window small; /* decoded bytes for which the caller had no room */
    struct zn_decoder *decoder;
    struct zn_guess *guess;
};

struct zn_source *zn_source_new(const struct zn_source_options *options)
{
    const char *name = options->encoding != NULL ? options->encoding : "utf-8";
    struct zn_source *source = calloc(1, sizeof *source);

    if (source == NULL)
        return NULL;
    source->wanted = zn_encoding_named(name);
    source->bad_input = options->bad_input;
    if (zn_plain_open(&source->plain, options->wait, options->context))
        return source;
    zn_source_free(source);
    return NULL;
}

void zn_source_free(struct zn_source *source)
{
    if (source == NULL)
        return;
    zn_plain_close(&source->plain);
    zn_window_close(&source->head);
    zn_window_close(&source->small);
    zn_decoder_free(source->decoder);
    zn_guess_free(source->guess);
    free(source);
}

/* ---- Beginning ------------------------------------------------------------------------ */

/* Makes what only some sources need.  False: no memory. */
static bool prepare(struct zn_source *source)
{
    bool is_guessing = source->wanted == NULL;

    if (!is_guessing && source->wanted->form == ZN_ENCODING_UTF8)
        return true;
    if (source->head.data == NULL && !zn_window_open(&source->head, HEAD_SIZE))
        return false;
    if (is_guessing && source->guess == NULL)
        source->guess = zn_guess_new();
    return !is_guessing || source->guess != NULL;
}

/* Reads more bytes behind those in the head. */
static int fill(struct zn_source *source, zhnorm_error *error)
{
    size_t room;
    size_t length;
    char *buffer = zn_window_room(&source->head, &room);
    int status = zn_plain_read(&source->plain, buffer, room, &length, error);

    zn_window_add(&source->head, length);
    return status;
}

/*
 * Has as many bytes in the head as are wanted, unless there are fewer.  What is wrong behind
 * them is told when they are delivered.
 */
static int look_ahead(struct zn_source *source, size_t wanted, zhnorm_error *error)
{
    int status = ZHNORM_OK;

    while (status == ZHNORM_OK && zn_window_piece(&source->head).length < wanted &&
           !source->plain.is_ended)
        status = fill(source, error);
    if (status == ZHNORM_OK || zn_window_piece(&source->head).length == 0)
        return status;
    source->plain.failure = *error;
    return ZHNORM_OK;
}

/* Finds out what the file is encoded in, by its first bytes if need be. */
static int find_encoding(struct zn_source *source, zhnorm_error *error)
{
    if (source->wanted == NULL) {
        int status = look_ahead(source, ZN_GUESS_LOOK, error);
        struct zn_piece head = zn_window_piece(&source->head);
        return status != ZHNORM_OK
                   ? status
                   : zn_guess_encoding(source->guess, head.data, head.length,
                                       source->plain.is_ended, &source->encoding, error);
    }
    if (source->wanted->form == ZN_ENCODING_UTF8)
        return ZHNORM_OK;
    int status = look_ahead(source, ZN_ENCODING_MARK_MOST, error);
    struct zn_piece head = zn_window_piece(&source->head);
    source->encoding = zn_encoding_resolve(source->wanted, head.data, head.length);
    return status;
}

/* Begins to decode, behind the byte order mark. */
static int begin_decoding(struct zn_source *source, zhnorm_error *error)
{
    struct zn_piece head = zn_window_piece(&source->head);
    size_t mark = zn_encoding_mark(source->encoding, head.data, head.length);

    if (source->decoder == NULL)
        source->decoder = zn_decoder_new();
    if (source->decoder == NULL ||
        (source->small.data == NULL && !zn_window_open(&source->small, SMALL_SIZE)))
        return zn_fail_memory(error);
    zn_window_take(&source->head, mark);
    source->is_decoding = true;
    return zn_decoder_begin(source->decoder, source->encoding, source->bad_input, mark, error);
}

int zn_source_begin(struct zn_source *source, int fd, const char *name, zhnorm_error *error)
{
    zhnorm_error ours; /* the caller's may be NULL */

    if (error == NULL)
        error = &ours;
    source->encoding = zn_encoding_named("utf-8");
    source->is_decoding = false;
    zn_window_clear(&source->head);
    zn_window_clear(&source->small);
    if (!prepare(source))
        return zn_fail_memory(error);
    int status = zn_plain_begin(&source->plain, fd, name, error);
    if (status == ZHNORM_OK)
        status = find_encoding(source, error);
    if (status == ZHNORM_OK && source->encoding->form != ZN_ENCODING_UTF8)
        status = begin_decoding(source, error);
    return status;
}

/* ---- Delivering ---------------------------------------------------------------------------
 */

/* Decodes into a buffer that has room enough; `*length` is 0 at the end. */
static int decode(struct zn_source *source, char *buffer, size_t size, size_t *length,
                  zhnorm_error *error)
{
    for (;;) {
        struct zn_piece in = zn_window_piece(&source->head);
        size_t before = in.length;
        bool is_last = source->plain.is_ended;
        int status =
            zn_decoder_run(source->decoder, &in, is_last, buffer, size, length, error);
        zn_window_take(&source->head, before - in.length);
        /* What cannot be decoded cannot be decoded next time either. */
        if (*length != 0)
            return ZHNORM_OK;
        if (status == ZHNORM_OK && !is_last)
            status = fill(source, error);
        else
            return status;
        if (status != ZHNORM_OK)
            return status;
    }
}

/* Decodes for a caller who may have no room for even one character. */
static int read_decoded(struct zn_source *source, char *buffer, size_t size, size_t *length,
                        zhnorm_error *error)
{
    *length = zn_window_deliver(&source->small, buffer, size);
    if (*length != 0)
        return ZHNORM_OK;
    if (size >= ZN_DECODER_ROOM_LEAST)
        return decode(source, buffer, size, length, error);
    size_t room;
    char *small = zn_window_room(&source->small, &room);
    int status = decode(source, small, room, length, error);
    zn_window_add(&source->small, *length);
    *length = zn_window_deliver(&source->small, buffer, size);
    return status;
}

int zn_source_read(struct zn_source *source, char *buffer, size_t size, size_t *length,
                   zhnorm_error *error)
{
    zhnorm_error ours; /* the caller's may be NULL */

    if (error == NULL)
        error = &ours;
    if (source->is_decoding)
        return read_decoded(source, buffer, size, length, error);
    *length = zn_window_deliver(&source->head, buffer, size);
    if (*length != 0)
        return ZHNORM_OK;
    return zn_plain_read(&source->plain, buffer, size, length, error);
}

enum zn_codec zn_source_codec(const struct zn_source *source)
{
    return source->plain.codec;
}

const char *zn_source_encoding(const struct zn_source *source)
{
    return source->encoding->iconv;
}

uint64_t zn_source_malformed(const struct zn_source *source)
{
    return source->is_decoding ? zn_decoder_malformed(source->decoder) : 0;
}

uint64_t zn_source_taken(const struct zn_source *source)
{
    return source->plain.taken;
}
