/*
 * Reads YAML with libyaml: where its string values are, and what it says beside them.
 */
#ifndef ZN_FORMATS_FRONT_MATTER_YAML_H
#define ZN_FORMATS_FRONT_MATTER_YAML_H

#include "formats/front_matter_scalar.h"

struct zn_yaml_value {
    size_t begin; /* bytes */
    size_t end;
    enum zn_scalar_style style;
};

struct zn_yaml {
    struct zn_buffer values; /* of zn_yaml_value: strings that may change, ascending */
    uint64_t digest;         /* of its structure, its keys and what may not change */
    bool is_mapping;         /* its root is one, or there is nothing */
};

void zn_yaml_init(struct zn_yaml *yaml, const zhnorm_allocator *allocator);
void zn_yaml_free(struct zn_yaml *yaml);

/* False: it is not YAML, or there was no memory. */
bool zn_yaml_read(struct zn_yaml *yaml, const char *source, size_t length);

static inline size_t zn_yaml_count(const struct zn_yaml *yaml)
{
    return yaml->values.length / sizeof(struct zn_yaml_value);
}

static inline const struct zn_yaml_value *zn_yaml_values(const struct zn_yaml *yaml)
{
    return (const struct zn_yaml_value *)(const void *)yaml->values.data;
}

#endif
