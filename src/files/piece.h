/* Bytes that are being taken: a stage moves `data` on by what it has used. */
#ifndef ZN_FILES_PIECE_H
#define ZN_FILES_PIECE_H

#include <stddef.h>

struct zn_piece {
    const char *data;
    size_t length;
};

static inline void zn_piece_advance(struct zn_piece *piece, size_t length)
{
    piece->data += length;
    piece->length -= length;
}

#endif
