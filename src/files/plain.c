/* See plain.h. */
#include "files/plain.h"

#include <errno.h>
#include <unistd.h>

#include "rules/error.h"

/* The bytes that are read at a time, unless they go straight to the caller. */
#define RAW_SIZE ((size_t)64 << 10)

bool zn_plain_open(struct zn_plain *plain, zn_plain_wait *wait, void *context)
{
    *plain = (struct zn_plain){.wait = wait, .context = context, .fd = -1};
    return zn_window_open(&plain->raw, RAW_SIZE);
}

void zn_plain_close(struct zn_plain *plain)
{
    zn_window_close(&plain->raw);
    zn_decompressor_free(plain->decompressor);
}

/* Fails for what `code`, an errno, says. */
static int fail_system(int code, zhnorm_error *error)
{
    char text[128];

    if (strerror_r(code, text, sizeof text) != 0)
        text[0] = '\0';
    zn_fail(error, ZHNORM_ERROR_STATE, "%s", text);
    error->system = code;
    return ZHNORM_ERROR_STATE;
}

/* Reads bytes of the file; `*length` is 0 at its end. */
static int read_file(struct zn_plain *plain, char *buffer, size_t size, size_t *length,
                     zhnorm_error *error)
{
    ssize_t got;

    *length = 0;
    if (plain->is_read)
        return ZHNORM_OK;
    do {
        if (plain->wait != NULL && !plain->wait(plain->context, plain->fd))
            return fail_system(EINTR, error);
        got = read(plain->fd, buffer, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return fail_system(errno, error);
    plain->is_read = got == 0;
    plain->taken += (uint64_t)got;
    *length = (size_t)got;
    return ZHNORM_OK;
}

/* Reads more bytes of the file behind those that wait. */
static int fill(struct zn_plain *plain, zhnorm_error *error)
{
    size_t room;
    size_t length;
    char *buffer = zn_window_room(&plain->raw, &room);
    int status = read_file(plain, buffer, room, &length, error);

    zn_window_add(&plain->raw, length);
    return status;
}

/* ---- Beginning ------------------------------------------------------------------------ */

/* Fails unless the file is compressed as its name says. */
static int check_codec(const struct zn_plain *plain, const char *name, zhnorm_error *error)
{
    enum zn_codec named = zn_codec_of_name(name);

    if (named == ZN_CODEC_NONE || named == plain->codec)
        return ZHNORM_OK;
    if (plain->codec == ZN_CODEC_NONE)
        return zn_fail(error, ZHNORM_ERROR_INPUT,
                       "the name ends in %s, but the file is not compressed by %s",
                       zn_codec_ending(named), zn_codec_name(named));
    return zn_fail(error, ZHNORM_ERROR_INPUT,
                   "the name ends in %s, but the file is compressed by %s",
                   zn_codec_ending(named), zn_codec_name(plain->codec));
}

static int begin_decompressing(struct zn_plain *plain, zhnorm_error *error)
{
    if (plain->decompressor == NULL)
        plain->decompressor = zn_decompressor_new();
    if (plain->decompressor == NULL ||
        !zn_decompressor_begin(plain->decompressor, plain->codec))
        return zn_fail_memory(error);
    return ZHNORM_OK;
}

int zn_plain_begin(struct zn_plain *plain, int fd, const char *name, zhnorm_error *error)
{
    bool is_open = true;
    int status = ZHNORM_OK;

    plain->fd = fd;
    plain->taken = 0;
    plain->is_read = false;
    plain->is_ended = false;
    plain->codec = ZN_CODEC_NONE;
    plain->failure.status = ZHNORM_OK;
    zn_window_clear(&plain->raw);
    while (status == ZHNORM_OK && is_open && !plain->is_read) {
        status = fill(plain, error);
        struct zn_piece head = zn_window_piece(&plain->raw);
        plain->codec = zn_codec_of_magic(head.data, head.length, &is_open);
    }
    if (status == ZHNORM_OK)
        status = check_codec(plain, name, error);
    if (status == ZHNORM_OK && plain->codec != ZN_CODEC_NONE)
        status = begin_decompressing(plain, error);
    return status;
}

/* ---- Reading ---------------------------------------------------------------------------- */

/* Gives what was read to find the codec, then reads straight into the caller's buffer. */
static int read_raw(struct zn_plain *plain, char *buffer, size_t size, size_t *length,
                    zhnorm_error *error)
{
    *length = zn_window_deliver(&plain->raw, buffer, size);
    return *length != 0 ? ZHNORM_OK : read_file(plain, buffer, size, length, error);
}

static int read_compressed(struct zn_plain *plain, char *buffer, size_t size, size_t *length,
                           zhnorm_error *error)
{
    for (;;) {
        struct zn_piece in = zn_window_piece(&plain->raw);
        size_t before = in.length;
        bool is_last = plain->is_read;
        int status = zn_decompressor_run(plain->decompressor, &in, is_last, buffer, size,
                                         length, error);
        zn_window_take(&plain->raw, before - in.length);
        if (status == ZHNORM_OK && *length == 0 && !is_last)
            status = fill(plain, error);
        else
            return status;
        if (status != ZHNORM_OK)
            return status;
    }
}

int zn_plain_read(struct zn_plain *plain, char *buffer, size_t size, size_t *length,
                  zhnorm_error *error)
{
    int status = plain->failure.status;

    *length = 0;
    if (plain->is_ended)
        return ZHNORM_OK;
    if (status != ZHNORM_OK) {
        *error = plain->failure;
        return status;
    }
    status = plain->codec != ZN_CODEC_NONE
                 ? read_compressed(plain, buffer, size, length, error)
                 : read_raw(plain, buffer, size, length, error);
    if (status != ZHNORM_OK && *length != 0) {
        plain->failure = *error;
        return ZHNORM_OK;
    }
    plain->is_ended = status == ZHNORM_OK && *length == 0;
    return status;
}
