/*
 * The layers of a configuration one by one: the base, as the text that it is
 * compiled from, and the corpus dictionaries over it.  Finds them by name, in
 * the archive or in files, and compiles a base with dictionaries over it.
 */
#ifndef ZN_CORE_LAYERS_H
#define ZN_CORE_LAYERS_H

#include <stdbool.h>
#include <string.h>

#include "core/converter.h"
#include "rules/preset.h"

#define ZN_PATH_SIZE 4096

struct zn_layers {
    const zhnorm_allocator *allocator;
    const char *name; /* the configuration's, as it was given */
    enum zn_target target;
    struct zn_configuration_text base;
    struct zn_table_text *tables;          /* of an embedded base; else NULL */
    struct zn_opencc_configuration *file;  /* what a base that is a file lies in; else NULL */
    const struct zn_opencc_module *module; /* that read it */
    zhnorm_dict *dicts[ZN_PRESET_DICTS_MAX + ZN_PRESET_TOPICS_MAX]; /* later ones weigh more */
    size_t dict_count;
    /* Instead of all that, of a preset that decides by the document. */
    bool chooses;
    struct zn_preset chooser;
};

/*
 * Finds the layers of what zhnorm_options.config names, rulebook images
 * excepted; a preset that decides by the document is an error unless
 * `may_choose`.  `name` must stay.  To be freed in any case.
 */
int zn_layers_open(struct zn_layers *layers, const char *name, bool may_choose,
                   const zhnorm_allocator *allocator, zhnorm_error *error);

/* Lays a dictionary over the others, by its name as a preset has it. */
int zn_layers_add_dict(struct zn_layers *layers, const char *name, zhnorm_error *error);

/* A name in a preset: embedded, or a path beside the preset's own file. */
int zn_layers_resolve(const struct zn_layers *layers, const char *name,
                      char path[ZN_PATH_SIZE], zhnorm_error *error);

static inline bool zn_is_path(const char *name)
{
    return strchr(name, '/') != NULL;
}

/*
 * Compiles the base, with dictionaries over it in order, which need not be those of
 * the layers.  On failure nothing needs to be freed.
 */
int zn_layers_compile(const struct zn_layers *layers, const zhnorm_dict *const *dicts,
                      size_t count, struct zn_ruleset *rules, zhnorm_error *error);

/* Is it a file in OpenCC's form, by its name? */
bool zn_is_opencc_file(const char *name);

void zn_layers_free(struct zn_layers *layers);

#endif
