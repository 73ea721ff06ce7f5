/*
 * Running the text passes from tests: text in, text out, in memory of malloc.
 */
#ifndef ZN_TESTS_UNIT_PASSES_H
#define ZN_TESTS_UNIT_PASSES_H

#include <check.h>
#include <stdlib.h>

#include "text/punct.h"
#include "text/space.h"

static inline void *passes_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static inline void *passes_reallocate(void *context, void *pointer, size_t size)
{
    (void)context;
    return realloc(pointer, size);
}

static inline void passes_release(void *context, void *pointer)
{
    (void)context;
    free(pointer);
}

static inline const zhnorm_allocator *passes_allocator(void)
{
    static const zhnorm_allocator allocator = {passes_allocate, passes_reallocate,
                                               passes_release, NULL};
    return &allocator;
}

/* Each appends what it makes of `text` to `out`. */
static inline void run_punct(const void *text, size_t length, struct zn_buffer *out)
{
    struct zn_buffer scratch;
    zn_buffer_init(&scratch, passes_allocator());
    ck_assert(zn_punct_run(text, length, &scratch, out));
    zn_buffer_free(&scratch);
}

static inline void run_space(const void *text, size_t length, struct zn_buffer *out)
{
    struct zn_space_state state = {0};
    ck_assert(zn_space_run(&state, text, length, true, out));
}

static inline void run_article(const void *text, size_t length, struct zn_buffer *out)
{
    struct zn_buffer marks;
    zn_buffer_init(&marks, passes_allocator());
    run_punct(text, length, &marks);
    run_space(marks.data, marks.length, out);
    zn_buffer_free(&marks);
}

#endif
