/* See causes.h. */
#include "rules/causes.h"

#include "text/utf8.h"

/* Causes without names but with flags, for which there always is a number. */
#define NAMELESS_MOST 3u

static const char unnamed[] = "-";

bool zn_causes_init(struct zn_causes *causes, const zhnorm_allocator *allocator)
{
    struct zn_cause nothing = {.names = {0}};
    uint32_t first;
    zn_intern_init(&causes->list, allocator);
    zn_intern_init(&causes->names, allocator);
    zn_buffer_init(&causes->sources, allocator);
    zn_buffer_init(&causes->named, allocator);
    zn_buffer_init(&causes->name, allocator);
    causes->last_name = 0;
    return zn_intern_add(&causes->names, "", 1, &first) &&
           zn_intern_add(&causes->list, &nothing, sizeof nothing, &first);
}

void zn_causes_free(struct zn_causes *causes)
{
    zn_intern_free(&causes->list);
    zn_intern_free(&causes->names);
    zn_buffer_free(&causes->sources);
    zn_buffer_free(&causes->named);
    zn_buffer_free(&causes->name);
}

/* ---- Names ------------------------------------------------------------------------ */

static bool add_source(struct zn_buffer *sources, uint32_t source)
{
    const uint32_t *known = (const uint32_t *)(const void *)sources->data;
    for (size_t i = 0; i < sources->length / sizeof *known; i++) {
        if (known[i] == source)
            return true;
    }
    return zn_buffer_append(sources, &source, sizeof source);
}

/* Collects who had a part, stage by stage; with `changes` only who changed something. */
static bool collect_sources(struct zn_causes *causes, const struct zn_runner *runner,
                            bool changes)
{
    const struct zn_part *parts = (const struct zn_part *)(const void *)runner->parts.data;
    size_t count = runner->parts.length / sizeof *parts;
    for (size_t level = 0; level <= runner->rules->stage_count; level++) {
        for (size_t i = 0; i < count; i++) {
            if (parts[i].level != level || (changes && !parts[i].changes))
                continue;
            const struct zn_value *value = zn_rules_value(runner->rules, parts[i].value);
            if (!add_source(&causes->sources, value->source))
                return false;
        }
    }
    return true;
}

/* Appends one name.  What would not end up as one word of UTF-8 is left out of it. */
static bool append_name(struct zn_buffer *text, const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || zn_utf8_valid_prefix((const uint8_t *)name, length) != length) {
        name = unnamed;
        length = sizeof unnamed - 1;
    }
    size_t start = text->length;
    if (!(start == 0 || zn_buffer_append(text, " ", 1)) ||
        !zn_buffer_append(text, name, length))
        return false;
    for (size_t i = text->length - length; i < text->length; i++) {
        if (text->data[i] <= ' ' || text->data[i] == 0x7F)
            text->data[i] = '-';
    }
    return true;
}

/* Names the sources that have been collected. */
static bool name_sources(struct zn_causes *causes, const struct zn_rules *rules)
{
    const uint32_t *sources = (const uint32_t *)(const void *)causes->sources.data;
    causes->name.length = 0;
    for (size_t i = 0; i < causes->sources.length / sizeof *sources; i++) {
        if (!append_name(&causes->name, zn_rules_name(rules, sources[i])))
            return false;
    }
    struct zn_buffer last = causes->named;
    causes->named = causes->sources;
    causes->sources = last;
    return zn_buffer_append(&causes->name, "", 1) &&
           zn_intern_add(&causes->names, causes->name.data, causes->name.length,
                         &causes->last_name);
}

bool zn_causes_name(struct zn_causes *causes, const struct zn_runner *runner, uint32_t *name)
{
    *name = 0;
    causes->sources.length = 0;
    if (runner->parts.length == 0)
        return true;
    if (!collect_sources(causes, runner, true) ||
        (causes->sources.length == 0 && !collect_sources(causes, runner, false)))
        return false;
    bool is_same = causes->sources.length == causes->named.length &&
                   memcmp(causes->sources.data, causes->named.data, causes->named.length) == 0;
    if (!is_same && !name_sources(causes, runner->rules))
        return false;
    *name = causes->last_name;
    return true;
}

/* ---- Numbers ---------------------------------------------------------------------- */

bool zn_causes_add(struct zn_causes *causes, struct zn_cause cause, uint32_t *number)
{
    uint32_t offset;
    if (causes->list.count >= ZN_CAUSES_MOST - NAMELESS_MOST &&
        !zn_intern_has(&causes->list, &cause, sizeof cause))
        memset(cause.names, 0, sizeof cause.names);
    if (!zn_intern_add(&causes->list, &cause, sizeof cause, &offset))
        return false;
    *number = offset / (uint32_t)sizeof cause;
    return true;
}
