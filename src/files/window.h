/* A buffer of fixed size that is filled at its end and emptied from its beginning. */
#ifndef ZN_FILES_WINDOW_H
#define ZN_FILES_WINDOW_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "files/piece.h"

struct zn_window {
    char *data; /* NULL: not open */
    size_t size;
    size_t begin;
    size_t end;
};

/* False: no memory. */
static inline bool zn_window_open(struct zn_window *window, size_t size)
{
    *window = (struct zn_window){.data = malloc(size), .size = size};
    return window->data != NULL;
}

static inline void zn_window_close(struct zn_window *window)
{
    free(window->data);
}

static inline void zn_window_clear(struct zn_window *window)
{
    window->begin = 0;
    window->end = 0;
}

/* What is in it. */
static inline struct zn_piece zn_window_piece(const struct zn_window *window)
{
    struct zn_piece piece = {window->data, window->end - window->begin};

    if (piece.length != 0)
        piece.data += window->begin;
    return piece;
}

/* Where more can be put, and how much. */
static inline char *zn_window_room(struct zn_window *window, size_t *room)
{
    size_t length = window->end - window->begin;

    if (window->begin != 0)
        memmove(window->data, window->data + window->begin, length);
    window->begin = 0;
    window->end = length;
    *room = window->size - length;
    return window->data + length;
}

/* `length` bytes have been put there. */
static inline void zn_window_add(struct zn_window *window, size_t length)
{
    window->end += length;
}

/* The first `length` bytes are done with. */
static inline void zn_window_take(struct zn_window *window, size_t length)
{
    window->begin += length;
}

/* Moves up to `size` bytes out of it; returns how many. */
static inline size_t zn_window_deliver(struct zn_window *window, char *buffer, size_t size)
{
    struct zn_piece piece = zn_window_piece(window);
    size_t length = piece.length < size ? piece.length : size;

    if (length != 0)
        memcpy(buffer, piece.data, length);
    zn_window_take(window, length);
    return length;
}

#endif
