/*
 * Running the text passes from tests: text in, text out, in memory of malloc.
 */
#ifndef ZN_TESTS_UNIT_PASSES_H
#define ZN_TESTS_UNIT_PASSES_H

#include <check.h>
#include <stdlib.h>

#include "text/form.h"
#include "text/punct.h"
#include "text/space.h"
#include "zhnorm/zhnorm.h"

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

/* Every default rule; quotation marks as on the mainland. */
static inline struct zn_settings passes_settings(void)
{
    return (struct zn_settings){zn_rules_of_steps(ZHNORM_STEPS_ARTICLE), ZN_QUOTES_CURLY};
}

/* A pass, or several, over `text`: appends what becomes of it to `out`. */
typedef void pass(const struct zn_settings *settings, const void *text, size_t length,
                  struct zn_buffer *out);

static inline void run_form(const struct zn_settings *settings, const void *text,
                            size_t length, struct zn_buffer *out)
{
    struct zn_buffer scratch;
    struct zn_tally tally = {.private_use = 0};
    zn_buffer_init(&scratch, passes_allocator());
    ck_assert(zn_form_run(settings, text, length, &scratch, &tally, out));
    zn_buffer_free(&scratch);
}

static inline void run_punct(const struct zn_settings *settings, const void *text,
                             size_t length, struct zn_buffer *out)
{
    struct zn_buffer scratch;
    struct zn_tally tally = {.private_use = 0};
    zn_buffer_init(&scratch, passes_allocator());
    ck_assert(zn_punct_run(settings, text, length, &scratch, &tally, out));
    zn_buffer_free(&scratch);
}

static inline void run_space(const struct zn_settings *settings, const void *text,
                             size_t length, struct zn_buffer *out)
{
    struct zn_space_state state;
    struct zn_tally tally = {.private_use = 0};
    zn_space_state_init(&state, passes_allocator());
    ck_assert(zn_space_run(settings, &state, text, length, true, &tally, out));
    zn_space_state_free(&state);
}

/* All steps, in their order. */
static inline void run_article(const struct zn_settings *settings, const void *text,
                               size_t length, struct zn_buffer *out)
{
    struct zn_buffer formed;
    struct zn_buffer marked;
    zn_buffer_init(&formed, passes_allocator());
    zn_buffer_init(&marked, passes_allocator());
    run_form(settings, text, length, &formed);
    run_punct(settings, formed.data, formed.length, &marked);
    run_space(settings, marked.data, marked.length, out);
    zn_buffer_free(&formed);
    zn_buffer_free(&marked);
}

#endif
