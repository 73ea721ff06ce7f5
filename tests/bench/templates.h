/*
 * The sentence patterns of zhnorm-bench-text.  A capital letter is a place for
 * a word; make-text.c says which letter draws from which list.
 */
#ifndef ZHNORM_BENCH_TEMPLATES_H
#define ZHNORM_BENCH_TEMPLATES_H

#include <stddef.h>

struct template_list {
    const char *const *items;
    size_t count;
};

/* One clause, without a mark at its end. */
extern const struct template_list templates_clauses;
/* What opens a quotation: "...:" is set by make-text.c. */
extern const struct template_list templates_speech;
/* A headline, without a mark at its end. */
extern const struct template_list templates_headlines;
/* A line under a headline: who reports, from where, when. */
extern const struct template_list templates_bylines;

#endif
