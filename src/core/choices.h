/*
 * The choices of a preset that decides by the document: which rules fit a
 * document of unknown origin, and what they are called.
 */
#ifndef ZN_CORE_CHOICES_H
#define ZN_CORE_CHOICES_H

#include "core/converter.h"
#include "rules/preset.h"

struct zn_choice {
    char name[ZN_CHOICE_NAME_SIZE]; /* such as "tw2cn it" */
    struct zn_ruleset rules;
};

struct zn_choices {
    const zhnorm_allocator *allocator;
    struct zn_preset preset;                                   /* which it owns */
    struct zn_choice list[ZN_ORIGINS << ZN_PRESET_TOPICS_MAX]; /* by origin, then topics */
};

/* The place of a choice in the list; topics as bits. */
static inline size_t zn_choice_index(enum zn_origin origin, unsigned topics)
{
    return (size_t)origin << ZN_PRESET_TOPICS_MAX | topics;
}

/* Choices that are still to be made, and a preset to be set.  NULL: no memory. */
struct zn_choices *zn_choices_new(const zhnorm_allocator *allocator);
void zn_choices_free(struct zn_choices *choices);

/* What fits a document. */
const struct zn_choice *zn_choices_find(const struct zn_choices *choices,
                                        const zhnorm_detection *detection);

#endif
