/* See buffer.h. */
#include "text/buffer.h"

void zn_buffer_init(struct zn_buffer *buffer, const zhnorm_allocator *allocator)
{
    *buffer = (struct zn_buffer){.allocator = allocator};
}

void zn_buffer_free(struct zn_buffer *buffer)
{
    if (buffer->allocator != NULL)
        buffer->allocator->release(buffer->allocator->context, buffer->data);
    buffer->data = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
}

bool zn_buffer_grow(struct zn_buffer *buffer, size_t capacity)
{
    if (capacity <= buffer->capacity)
        return true;
    /* Growing by half keeps the cost per byte constant. */
    size_t wanted = buffer->capacity + buffer->capacity / 2;
    if (wanted < capacity)
        wanted = capacity;
    const zhnorm_allocator *allocator = buffer->allocator;
    uint8_t *data = allocator->reallocate(allocator->context, buffer->data, wanted);
    if (data == NULL)
        return false;
    buffer->data = data;
    buffer->capacity = wanted;
    return true;
}
