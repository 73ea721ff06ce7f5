/* See choices.h. */
#include "core/choices.h"

#include <string.h>

#include "rules/memory.h"

struct zn_choices *zn_choices_new(const zhnorm_allocator *allocator)
{
    struct zn_choices *choices = zn_allocate_zeroed(allocator, 1, sizeof *choices);
    if (choices != NULL)
        choices->allocator = allocator;
    return choices;
}

void zn_choices_free(struct zn_choices *choices)
{
    if (choices == NULL)
        return;
    for (size_t i = 0; i < sizeof choices->list / sizeof choices->list[0]; i++)
        zn_images_free(&choices->list[i].rules.images);
    zn_preset_free(&choices->preset);
    zn_release(choices->allocator, choices);
}

static enum zn_origin origin_of(const zhnorm_detection *detection)
{
    if (detection->script == ZHNORM_SCRIPT_SIMPLIFIED)
        return ZN_ORIGIN_SIMPLIFIED;
    if (detection->script != ZHNORM_SCRIPT_TRADITIONAL)
        return ZN_ORIGIN_OTHER;
    switch (detection->region) {
    case ZHNORM_REGION_TAIWAN:
        return ZN_ORIGIN_TAIWAN;
    case ZHNORM_REGION_HONG_KONG:
        return ZN_ORIGIN_HONG_KONG;
    default:
        return ZN_ORIGIN_OTHER;
    }
}

/* The topics of the preset that the document shows, as bits. */
static unsigned topics_of(const struct zn_preset *preset, const zhnorm_detection *detection)
{
    unsigned topics = 0;
    for (size_t i = 0; i < preset->topic_count; i++)
        for (size_t j = 0; j < detection->topic_count; j++)
            if (strcmp(preset->topics[i], detection->topics[j]) == 0)
                topics |= 1u << i;
    return topics;
}

const char *zhnorm_converter_choice(const zhnorm_converter *converter,
                                    const zhnorm_detection *detection)
{
    if (converter->choices == NULL)
        return NULL;
    return zn_choices_find(converter->choices, detection)->name;
}

const struct zn_choice *zn_choices_find(const struct zn_choices *choices,
                                        const zhnorm_detection *detection)
{
    enum zn_origin origin = origin_of(detection);
    bool has_topics = zn_preset_topic_sets(&choices->preset, origin) > 1;
    unsigned topics = has_topics ? topics_of(&choices->preset, detection) : 0;
    return &choices->list[zn_choice_index(origin, topics)];
}
