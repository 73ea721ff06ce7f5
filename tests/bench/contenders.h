/*
 * What zhnorm-bench compares: ways to turn one text into another.  The program
 * times them and knows nothing of how they work.
 */
#ifndef ZHNORM_BENCH_CONTENDERS_H
#define ZHNORM_BENCH_CONTENDERS_H

#include <stddef.h>

/* What is measured, in the order of the table. */
enum contender_kind {
    CONTENDER_MEMCPY,
    CONTENDER_LIBOPENCC,
    CONTENDER_SCRIPT,
    CONTENDER_STEPS,
    CONTENDER_SCRIPT_EDITS, /* both again, listening to the edits */
    CONTENDER_STEPS_EDITS,
    CONTENDER_COUNT
};

struct contender {
    const char *name;
    const char *label;
    void *converter;
    size_t bytes; /* how much of the text it converts */
    /* Converts once into `buffer`; returns the result's length. */
    size_t (*run)(const struct contender *self, const char *text);
    char *buffer;
    size_t capacity;
};

/* The configuration of libopencc to hold CONFIG against: t2s for a preset. */
const char *contender_opencc_config(const char *config);

/*
 * Opens all of them for a configuration and a text of which libopencc, being
 * slow, converts only the first `opencc_bytes`.  Returns 0, or -1 after a
 * message on stderr; close what was opened in both cases.
 */
int contenders_open(struct contender *list, const char *config, const char *text,
                    size_t length, size_t opencc_bytes);
void contenders_close(struct contender *list);

/*
 * Seconds of processor time since some point in the past.  Not the clock on
 * the wall: libopencc takes long enough for other programs to get in between.
 */
double processor_seconds(void);

/* The best opening time in seconds of several tries; negative on failure. */
double time_opening_zhnorm(const char *config, unsigned tries);
double time_opening_opencc(const char *config, unsigned tries);

#endif
