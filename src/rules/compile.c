/* See compile.h. */
#include "rules/compile.h"

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
    struct zn_configuration configuration;
    int status = zn_configuration_init(&configuration, text, allocator, error);
    if (status != ZHNORM_OK)
        return status;
    for (size_t i = 0; status == ZHNORM_OK && i < dict_count; i++)
        status = zn_rules_add_corpus(&configuration.conversion, dicts[i], error);
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
    images->count = 0;
}
