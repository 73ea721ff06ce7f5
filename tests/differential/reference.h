/*
 * The corpus layer's rule (see layer.c) written down a second time, as plainly
 * as can be and without regard to speed.  It shares nothing with zhnorm.
 */
#ifndef ZHNORM_DIFFERENTIAL_REFERENCE_H
#define ZHNORM_DIFFERENTIAL_REFERENCE_H

#include "opencc_entries.h"
#include "text.h"

#include <opencc/opencc.h>

#define STAGE_DICTS_MAX 4

/* What the test expects of a configuration: its first level. */
struct reference_shape {
    const char *config;
    const char *segmentation;
    /* The first stage: a group in which the first dictionary that has any
     * match at a position wins.  Ends with NULL. */
    const char *stage[STAGE_DICTS_MAX];
};

struct reference_base {
    const char *config;
    opencc_t opencc;
    struct opencc_entries segmentation;
    struct opencc_entries stage[STAGE_DICTS_MAX];
    size_t stage_count;
    struct opencc_entries keys; /* all of these in one list */
    size_t longest;             /* the longest key in bytes */
};

/* One corpus dictionary: entries in any order, no key twice. */
struct reference_layer {
    struct opencc_entries entries;
};

/* Whether the installed configuration begins with these dictionaries. */
int reference_shape_fits(const struct reference_shape *shape);

/* 0, or -1 after a message; close in both cases. */
int reference_base_open(struct reference_base *base, const struct reference_shape *shape);
void reference_base_close(struct reference_base *base);

/* Adds an entry; -1 if the key is there already. */
int reference_layer_add(struct reference_layer *layer, const struct text *key,
                        const struct text *value);
void reference_layer_append_key(const struct reference_layer *layer, struct text *text,
                                uint64_t *chance);
void reference_layer_free(struct reference_layer *layer);

/* Converts lines by the rule.  0, or -1 after a message. */
int reference_convert(const struct reference_base *base, const struct reference_layer *layers,
                      size_t count, const struct text *source, struct text *result);

#endif
