/*
 * From a configuration's text and corpus dictionaries to rulebook images.
 */
#ifndef ZN_RULES_COMPILE_H
#define ZN_RULES_COMPILE_H

#include <stddef.h>

#include "rules/configuration.h"
#include "rules/rulebook.h"

/* A configuration's `normalization`, where it has one, comes before the rest. */
#define ZN_RULEBOOKS_MAX 2

/* The images of one configuration, in the order in which they are run. */
struct zn_images {
    struct zn_buffer images[ZN_RULEBOOKS_MAX];
    size_t count;
    struct zn_buffer sources; /* what they were compiled from; see zn_source_add() */
};

/*
 * Appends a line that names a source of images: "KIND NAME DIGEST", where the
 * digest is of its text, in 16 hexadecimal digits.  False: no memory.
 */
bool zn_source_add(struct zn_buffer *sources, const char *kind, const char *name,
                   size_t name_length, const void *text, size_t length);

/* The same for a corpus dictionary, by the name in its header. */
bool zn_source_add_dictionary(struct zn_buffer *sources, const char *text, size_t length);

/*
 * Compiles.  `dicts` are laid over the configuration in order, later ones
 * weighing more.  O(size of all dictionaries).  On failure nothing needs to be
 * freed.
 */
int zn_images_compile(const struct zn_configuration_text *text,
                      const zhnorm_dict *const *dicts, size_t dict_count,
                      const zhnorm_allocator *allocator, struct zn_images *images,
                      zhnorm_error *error);

void zn_images_free(struct zn_images *images);

#endif
