/*
 * Preset files: a base configuration, a target, and corpus dictionaries by
 * name; or, of a preset that decides by the document, the presets to choose
 * from.  The form is described in dicts/README.md.
 */
#ifndef ZN_RULES_PRESET_H
#define ZN_RULES_PRESET_H

#include <stdbool.h>
#include <stddef.h>

#include "zhnorm/zhnorm.h"

#define ZN_PRESET_DICTS_MAX 16
#define ZN_PRESET_TOPICS_MAX 3
#define ZN_CHOICE_NAME_SIZE 256

/* The script and region that a configuration aims at. */
enum zn_target {
    ZN_TARGET_NONE, /* none in particular */
    ZN_TARGET_HANS,
    ZN_TARGET_HANT,
    ZN_TARGET_TW,
    ZN_TARGET_HK
};

/*
 * Where a document comes from, as far as a preset can be chosen by that.  Those
 * whose words are of a known region can have topics.
 */
enum zn_origin {
    ZN_ORIGIN_SIMPLIFIED, /* it is in simplified script already */
    ZN_ORIGIN_TAIWAN,
    ZN_ORIGIN_HONG_KONG,
    ZN_ORIGIN_OTHER, /* another one, or unknown */
    ZN_ORIGINS
};

struct zn_preset {
    const zhnorm_allocator *allocator;
    char *text; /* holds the strings */
    const char *name;
    const char *title;
    const char *base; /* NULL: it chooses */
    enum zn_target target;
    const char *dicts[ZN_PRESET_DICTS_MAX]; /* later ones weigh more */
    size_t dict_count;
    const char *choices[ZN_ORIGINS];          /* presets, or all NULL */
    const char *topics[ZN_PRESET_TOPICS_MAX]; /* dictionaries to be laid over the choice */
    size_t topic_count;
};

/* How many sets of topics there are for an origin, the empty one included. */
static inline unsigned zn_preset_topic_sets(const struct zn_preset *preset,
                                            enum zn_origin origin)
{
    bool region = origin == ZN_ORIGIN_TAIWAN || origin == ZN_ORIGIN_HONG_KONG;
    return region ? 1u << preset->topic_count : 1;
}

/* "hans", "hant", "tw", "hk", or "" for none in particular.  A static string. */
const char *zn_target_name(enum zn_target target);

/* The target of OpenCC's configuration `name`, by its last letters: t2s, s2twp. */
enum zn_target zn_target_of_opencc(const char *name);

/* Parses `text` (copied). On failure nothing needs to be freed. */
int zn_preset_parse(struct zn_preset *preset, const char *text, size_t length,
                    const char *label, const zhnorm_allocator *allocator, zhnorm_error *error);

void zn_preset_free(struct zn_preset *preset);

/*
 * The name of a choice with the topics whose bits are set, such as "cn it":
 * that of a preset and of dictionaries.  False: it is too long.
 */
bool zn_preset_choice_name(const struct zn_preset *preset, enum zn_origin origin,
                           unsigned topics, char name[ZN_CHOICE_NAME_SIZE]);

#endif
