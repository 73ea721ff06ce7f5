/* See memory.h. */
#include "rules/memory.h"

#include <stdlib.h>

static void *default_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void *default_reallocate(void *context, void *pointer, size_t size)
{
    (void)context;
    return realloc(pointer, size);
}

static void default_release(void *context, void *pointer)
{
    (void)context;
    free(pointer);
}

const zhnorm_allocator zn_default_allocator = {
    .allocate = default_allocate,
    .reallocate = default_reallocate,
    .release = default_release,
};
