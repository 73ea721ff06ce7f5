/*
 * Running rules the slow and plain way over a short text, to learn what
 * happens up to the next place at which everything starts afresh.  This file
 * is the one definition of what a configuration with corpus dictionaries
 * means; the composer asks it, and the compiled tables repeat its answers.
 */
#ifndef ZN_RULES_RUN_H
#define ZN_RULES_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/configuration.h"

/* An output of more code points than this is refused. */
#define ZN_OUTPUT_MAX UINT16_MAX

/* A growable run of code points. */
struct zn_points {
    struct zn_buffer buffer; /* of uint32_t */
};

static inline size_t zn_points_count(const struct zn_points *points)
{
    return points->buffer.length / sizeof(uint32_t);
}

static inline uint32_t *zn_points_data(const struct zn_points *points)
{
    return (uint32_t *)(void *)points->buffer.data;
}

/* A match that had a part in a step. */
struct zn_part {
    uint32_t value; /* of the entry that matched */
    uint32_t at;    /* where in the source the text that it matched comes from */
    uint32_t level; /* 0: before all stages, then one more than the number of the stage */
    bool changes;   /* it put out something else than it matched */
    bool is_single; /* it matched one character */
};

/* Which code points an earlier stage must see to begin an output with another. */
struct zn_sources {
    struct zn_buffer edges; /* of struct zn_source_edge, sorted */
};

struct zn_runner {
    const struct zn_rules *rules;
    struct zn_sources sources[ZN_STAGES_MAX]; /* of each stage's outputs */
    /* Input of each stage, with the place in the source where each begins. */
    struct zn_points levels[ZN_STAGES_MAX + 1];
    struct zn_points marks[ZN_STAGES_MAX + 1];
    size_t cursors[ZN_STAGES_MAX + 1];
    uint32_t last_marks[ZN_STAGES_MAX + 1]; /* of what each stage has taken */
    struct zn_points output;
    struct zn_buffer parts; /* of struct zn_part */
    bool is_final;          /* a corpus entry decided */
    /* Code points that, coming next in the source, could change the answer. */
    struct zn_points wanted;
    int status; /* ZHNORM_OK; NO_MEMORY; CONFIG: an output is too long */
};

bool zn_runner_init(struct zn_runner *runner, const struct zn_rules *rules);
void zn_runner_free(struct zn_runner *runner);

/*
 * Runs over `count` code points (at least 1) that are followed by a character
 * of which no key holds anything.  Returns how many code points are consumed
 * up to the next fresh start; `output` holds what was put out, `parts` what had a
 * part in it, `wanted` grows by the characters that could go on from here.  0: see
 * the runner's status.
 */
size_t zn_runner_step(struct zn_runner *runner, const uint32_t *source, size_t count,
                      enum zn_paragraph_kind kind);

/* Adds the characters that an outcome could begin with to `wanted`. */
bool zn_runner_first_characters(struct zn_runner *runner);

#endif
