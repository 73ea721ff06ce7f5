/*
 * A growable run of bytes over the caller's allocator: what the passes write
 * to.  Knows nothing of text.
 */
#ifndef ZN_TEXT_BUFFER_H
#define ZN_TEXT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "zhnorm/zhnorm.h"

struct zn_buffer {
    uint8_t *data;
    size_t length;
    size_t capacity;
    const zhnorm_allocator *allocator;
};

void zn_buffer_init(struct zn_buffer *buffer, const zhnorm_allocator *allocator);
void zn_buffer_free(struct zn_buffer *buffer);

/* Grows the capacity to at least `capacity` bytes. False: no memory. */
bool zn_buffer_grow(struct zn_buffer *buffer, size_t capacity);

/* Makes room for `more` bytes behind the ones there are. False: no memory. */
static inline bool zn_buffer_reserve(struct zn_buffer *buffer, size_t more)
{
    if (buffer->capacity - buffer->length >= more)
        return true;
    return more <= SIZE_MAX - buffer->length && zn_buffer_grow(buffer, buffer->length + more);
}

/* Appends bytes. False: no memory, and nothing was appended. */
static inline bool zn_buffer_append(struct zn_buffer *buffer, const void *bytes, size_t length)
{
    if (!zn_buffer_reserve(buffer, length))
        return false;
    if (length != 0)
        memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    return true;
}

#endif
