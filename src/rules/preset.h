/*
 * Preset files: a base configuration, a target, and corpus dictionaries by
 * name; the form is described in dicts/README.md.
 */
#ifndef ZN_RULES_PRESET_H
#define ZN_RULES_PRESET_H

#include <stddef.h>

#include "zhnorm/zhnorm.h"

#define ZN_PRESET_DICTS_MAX 16

/* The script and region that a configuration aims at. */
enum zn_target {
    ZN_TARGET_NONE, /* none in particular */
    ZN_TARGET_HANS,
    ZN_TARGET_HANT,
    ZN_TARGET_TW,
    ZN_TARGET_HK
};

struct zn_preset {
    const zhnorm_allocator *allocator;
    char *text; /* holds the strings */
    const char *name;
    const char *title;
    const char *base;
    enum zn_target target;
    const char *dicts[ZN_PRESET_DICTS_MAX]; /* later ones weigh more */
    size_t dict_count;
};

/* The target of OpenCC's configuration `name`, by its last letters: t2s, s2twp. */
enum zn_target zn_target_of_opencc(const char *name);

/* Parses `text` (copied). On failure nothing needs to be freed. */
int zn_preset_parse(struct zn_preset *preset, const char *text, size_t length,
                    const char *label, const zhnorm_allocator *allocator, zhnorm_error *error);

void zn_preset_free(struct zn_preset *preset);

#endif
