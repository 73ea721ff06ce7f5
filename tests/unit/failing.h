/*
 * An allocator that fails on purpose, and counts what is not released.
 */
#ifndef ZN_TEST_FAILING_H
#define ZN_TEST_FAILING_H

#include <stddef.h>
#include <stdlib.h>

#include "zhnorm/zhnorm.h"

struct memory {
    size_t calls;   /* allocations asked for */
    size_t fail_at; /* the call that fails, from 1; 0 for none */
    size_t live;    /* allocations not released */
};

static inline int memory_fails(struct memory *memory)
{
    memory->calls++;
    return memory->calls == memory->fail_at;
}

static inline void *memory_allocate(void *context, size_t size)
{
    struct memory *memory = context;
    void *pointer = memory_fails(memory) ? NULL : malloc(size);
    memory->live += pointer != NULL;
    return pointer;
}

static inline void *memory_reallocate(void *context, void *pointer, size_t size)
{
    struct memory *memory = context;
    void *grown = memory_fails(memory) ? NULL : realloc(pointer, size);
    memory->live += pointer == NULL && grown != NULL;
    return grown;
}

static inline void memory_release(void *context, void *pointer)
{
    struct memory *memory = context;
    memory->live -= pointer != NULL;
    free(pointer);
}

/* The allocator over `memory`. */
static inline zhnorm_allocator failing_allocator(struct memory *memory)
{
    return (zhnorm_allocator){memory_allocate, memory_reallocate, memory_release, memory};
}

#endif
