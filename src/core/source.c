/*
 * See source.h.  A name without '/' is looked up in the embedded archive; with
 * one it is a path: of an OpenCC configuration when it ends in ".json", else
 * of a preset.  An embedded configuration without dictionaries is used where
 * it lies; everything else is compiled.  A preset that decides by the document
 * gets the rules of all its choices.
 */
#include "core/source.h"

#include <stdio.h>
#include <string.h>

#include "core/choices.h"
#include "core/image.h"
#include "core/layers.h"
#include "rules/archive.h"
#include "rules/error.h"
#include "rules/image_file.h"
#include "rules/memory.h"

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text);
    size_t ending_length = strlen(ending);
    return length > ending_length && strcmp(text + length - ending_length, ending) == 0;
}

/* What is known of a configuration while a converter is made of it. */
struct source {
    const zhnorm_options *options;
    const zhnorm_allocator *allocator;
    zhnorm_error *error;
    const char *name;
    struct zn_ruleset *rules; /* what is made */
};

/* ---- Compiling ------------------------------------------------------------------- */

/* Compiles the layers, and the caller's dictionaries over them. */
static int compile(const struct source *source, const struct zn_layers *layers)
{
    const zhnorm_options *options = source->options;
    size_t count = layers->dict_count + options->dict_count;
    const zhnorm_dict **dicts =
        zn_allocate(layers->allocator, count, sizeof(const zhnorm_dict *));
    if (dicts == NULL)
        return zn_fail_memory(source->error);
    for (size_t i = 0; i < count; i++)
        dicts[i] =
            i < layers->dict_count ? layers->dicts[i] : options->dicts[i - layers->dict_count];
    int status = zn_layers_compile(layers, dicts, count, source->rules, source->error);
    zn_release(layers->allocator, dicts);
    return status;
}

/* Uses an embedded configuration where it lies. */
static int use_embedded(const struct source *source,
                        const struct zn_archive_configuration *configuration)
{
    const struct zn_archive *archive = zn_archive_get();
    for (uint32_t i = 0; i < configuration->image_count; i++) {
        const struct zn_image_header *header =
            zn_archive_at(archive, configuration->images[i]);
        if (!zn_image_is_ours(header))
            return zn_fail(source->error, ZHNORM_ERROR_CONFIG,
                           "%s: compiled for another kind of machine", source->name);
        zn_rulebook_open(&source->rules->rulebooks[i], archive, header);
    }
    source->rules->count = configuration->image_count;
    return ZHNORM_OK;
}

/* Can an embedded configuration be used where it lies?  NULL: there is none. */
static bool is_compiled(const struct source *source,
                        const struct zn_archive_configuration *configuration)
{
    return configuration != NULL && configuration->image_count != 0 &&
           source->options->dict_count == 0;
}

/* ---- Choices ------------------------------------------------------------------------ */

static bool is_preset(const char *name)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, name);
    return found != NULL && *zn_archive_string(archive, found->preset) != '\0';
}

/* Compiles the preset `name`, with the topics whose bits are set, as a choice of `by`. */
static int compile_choice(const struct source *source, const struct zn_layers *by,
                          unsigned topics)
{
    struct zn_layers layers;
    const struct zn_preset *chooser = &by->chooser;
    int status = zn_layers_open(&layers, source->name, true, source->allocator, source->error);
    if (status == ZHNORM_OK && layers.chooses)
        status = zn_fail(source->error, ZHNORM_ERROR_CONFIG,
                         "%s: '%s' decides by the document itself", by->name, source->name);
    for (size_t i = 0; status == ZHNORM_OK && i < chooser->topic_count; i++)
        if ((topics >> i & 1) != 0)
            status = zn_layers_add_dict(&layers, chooser->topics[i], source->error);
    if (status == ZHNORM_OK)
        status = compile(source, &layers);
    zn_layers_free(&layers);
    return status;
}

/* A choice: embedded as a whole, or a preset with topics that has to be compiled. */
static int open_choice(const struct source *source, const struct zn_layers *layers,
                       enum zn_origin origin, unsigned topics, struct zn_choice *choice)
{
    const struct zn_preset *chooser = &layers->chooser;
    char name[ZN_PATH_SIZE];
    int status = zn_layers_resolve(layers, chooser->choices[origin], name, source->error);
    if (status != ZHNORM_OK)
        return status;
    if (!zn_preset_choice_name(chooser, origin, topics, choice->name))
        return zn_fail(source->error, ZHNORM_ERROR_CONFIG, "%s: the name of '%s' is too long",
                       source->name, chooser->choices[origin]);
    if (!zn_is_path(name) && !is_preset(name))
        return zn_fail(source->error, ZHNORM_ERROR_CONFIG, "%s: '%s' is no preset",
                       source->name, name);
    struct source own = {.options = source->options,
                         .allocator = source->allocator,
                         .error = source->error,
                         .name = name,
                         .rules = &choice->rules};
    const struct zn_archive_configuration *whole =
        zn_archive_find_choice(zn_archive_get(), choice->name);
    return is_compiled(source, whole) ? use_embedded(&own, whole)
                                      : compile_choice(&own, layers, topics);
}

static int open_choices(const struct source *source, struct zn_layers *layers,
                        struct zn_choices **made)
{
    struct zn_choices *choices = zn_choices_new(source->allocator);
    if (choices == NULL)
        return zn_fail_memory(source->error);
    *made = choices;
    const struct zn_preset *chooser = &layers->chooser;
    int status = ZHNORM_OK;
    for (int i = 0; status == ZHNORM_OK && i < ZN_ORIGINS; i++) {
        enum zn_origin origin = (enum zn_origin)i;
        unsigned sets = zn_preset_topic_sets(chooser, origin);
        for (unsigned topics = 0; status == ZHNORM_OK && topics < sets; topics++)
            status = open_choice(source, layers, origin, topics,
                                 &choices->list[zn_choice_index(origin, topics)]);
    }
    /* What it chooses by goes with it. */
    choices->preset = layers->chooser;
    layers->chooser = (struct zn_preset){.text = NULL};
    return status;
}

/* ---- Opening ------------------------------------------------------------------------ */

static int open_layers(const struct source *source, enum zn_target *target,
                       struct zn_choices **choices)
{
    struct zn_layers layers;
    int status = zn_layers_open(&layers, source->name, true, source->allocator, source->error);
    *target = layers.target;
    if (status == ZHNORM_OK)
        status =
            layers.chooses ? open_choices(source, &layers, choices) : compile(source, &layers);
    zn_layers_free(&layers);
    return status;
}

static int open_engine(const struct source *source, struct zhnorm_converter *converter)
{
    const char *name = source->name;
    int status = zn_module_open(&converter->module, source->error);
    if (status != ZHNORM_OK)
        return status;
    char path[ZN_PATH_SIZE];
    int length = snprintf(
        path, sizeof path, "%s%s%s%s", zn_is_path(name) ? "" : converter->module->directory,
        zn_is_path(name) ? "" : "/", name, ends_with(name, ".json") ? "" : ".json");
    if (length < 0 || (size_t)length >= sizeof path)
        return zn_fail(source->error, ZHNORM_ERROR_CONFIG, "%s: the name is too long", name);
    return converter->module->open(path, &converter->engine, source->error);
}

int zn_source_open(struct zhnorm_converter *converter, const zhnorm_options *options,
                   struct zn_source_info *info, zhnorm_error *error)
{
    struct source source = {.options = options,
                            .allocator = &converter->allocator,
                            .error = error,
                            .name = options->config == NULL ? "cn" : options->config,
                            .rules = &converter->rules};
    if (zn_is_path(source.name) && zn_image_file_is_at(source.name))
        return zn_image_open_file(converter, source.name, options, info, error);
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *embedded =
        zn_archive_find_configuration(archive, source.name);
    info->target = embedded == NULL ? ZN_TARGET_NONE : (enum zn_target)embedded->target;
    info->is_opencc = embedded == NULL ? zn_is_opencc_file(source.name)
                                       : *zn_archive_string(archive, embedded->preset) == '\0';
    if (options->engine == ZHNORM_ENGINE_OPENCC) {
        if (!info->is_opencc || options->dict_count != 0)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                           "the engine 'opencc' takes only OpenCC's own configurations, "
                           "without dictionaries");
        return open_engine(&source, converter);
    }
    if (strcmp(source.name, "none") == 0 && options->dict_count == 0)
        return ZHNORM_OK;
    return is_compiled(&source, embedded)
               ? use_embedded(&source, embedded)
               : open_layers(&source, &info->target, &converter->choices);
}
