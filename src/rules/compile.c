/* See compile.h. */
#include "rules/compile.h"

#include <stdio.h>

#include "rules/error.h"
#include "rules/hash.h"
#include "rules/header.h"

/* ---- Sources ---------------------------------------------------------------------- */

bool zn_source_add(struct zn_buffer *sources, const char *kind, const char *name,
                   size_t name_length, const void *text, size_t length)
{
    char digest[32];
    int size = snprintf(digest, sizeof digest, " %016llx\n",
                        (unsigned long long)zn_hash(ZN_HASH_START, text, length));
    return zn_buffer_append(sources, kind, strlen(kind)) &&
           zn_buffer_append(sources, " ", 1) && zn_buffer_append(sources, name, name_length) &&
           zn_buffer_append(sources, digest, (size_t)size);
}

bool zn_source_add_dictionary(struct zn_buffer *sources, const char *text, size_t length)
{
    static const char unnamed[] = "-";
    size_t name_length;
    const char *name = zn_header_field(text, length, "name", &name_length);
    return name == NULL
               ? zn_source_add(sources, "dictionary", unnamed, 1, text, length)
               : zn_source_add(sources, "dictionary", name, name_length, text, length);
}

/* The chain, the tables that it names, and the dictionaries over it. */
static bool add_sources(const struct zn_configuration_text *text,
                        const struct zn_configuration *configuration,
                        const zhnorm_dict *const *dicts, size_t dict_count,
                        struct zn_buffer *sources)
{
    bool done = zn_source_add(sources, "chain", "-", 1, text->chain, strlen(text->chain));
    for (size_t i = 0; done && i < text->table_count; i++) {
        const struct zn_table_text *table = &text->tables[i];
        if (configuration->tables[i] != NULL)
            done = zn_source_add(sources, "table", table->name, strlen(table->name),
                                 table->text, table->length);
    }
    for (size_t i = 0; done && i < dict_count; i++)
        done = zn_source_add_dictionary(sources, dicts[i]->text, dicts[i]->length);
    return done && zn_buffer_append(sources, "", 1);
}

/* ---- Compiling ---------------------------------------------------------------------- */

static int compile_rules(const struct zn_rules *rules, const char *label,
                         struct zn_images *images, zhnorm_error *error)
{
    struct zn_decision_tree tree;
    int status = zn_compose(rules, label, &tree, error);
    if (status != ZHNORM_OK)
        return status;
    struct zn_buffer *image = &images->images[images->count++];
    zn_buffer_init(image, rules->allocator);
    status = zn_image_build(&tree, label, image, error);
    zn_decision_tree_free(&tree);
    return status;
}

int zn_images_compile(const struct zn_configuration_text *text,
                      const zhnorm_dict *const *dicts, size_t dict_count,
                      const zhnorm_allocator *allocator, struct zn_images *images,
                      zhnorm_error *error)
{
    *images = (struct zn_images){.count = 0};
    zn_buffer_init(&images->sources, allocator);
    struct zn_configuration configuration;
    int status = zn_configuration_init(&configuration, text, allocator, error);
    if (status != ZHNORM_OK)
        return status;
    for (size_t i = 0; status == ZHNORM_OK && i < dict_count; i++)
        status = zn_rules_add_corpus(&configuration.conversion, dicts[i], error);
    if (status == ZHNORM_OK &&
        !add_sources(text, &configuration, dicts, dict_count, &images->sources))
        status = zn_fail_memory(error);
    if (status == ZHNORM_OK && configuration.normalization.stage_count != 0)
        status = compile_rules(&configuration.normalization, text->label, images, error);
    if (status == ZHNORM_OK)
        status = compile_rules(&configuration.conversion, text->label, images, error);
    zn_configuration_free(&configuration);
    if (status != ZHNORM_OK)
        zn_images_free(images);
    return status;
}

void zn_images_free(struct zn_images *images)
{
    for (size_t i = 0; i < images->count; i++)
        zn_buffer_free(&images->images[i]);
    zn_buffer_free(&images->sources);
    images->count = 0;
}
