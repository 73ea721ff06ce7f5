/*
 * Allocation through the caller's allocator, with the size checked for
 * overflow.
 */
#ifndef ZN_RULES_MEMORY_H
#define ZN_RULES_MEMORY_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "zhnorm/zhnorm.h"

/* malloc, realloc and free. */
extern const zhnorm_allocator zn_default_allocator;

/* `count` objects of `size` bytes, not cleared; NULL: no memory. */
static inline void *zn_allocate(const zhnorm_allocator *allocator, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    size_t bytes = count * size;
    return allocator->allocate(allocator->context, bytes == 0 ? 1 : bytes);
}

/* The same, every byte zero. */
static inline void *zn_allocate_zeroed(const zhnorm_allocator *allocator, size_t count,
                                       size_t size)
{
    void *pointer = zn_allocate(allocator, count, size);
    if (pointer != NULL)
        memset(pointer, 0, count * size);
    return pointer;
}

static inline void zn_release(const zhnorm_allocator *allocator, void *pointer)
{
    allocator->release(allocator->context, pointer);
}

#endif
