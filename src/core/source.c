/*
 * See source.h.  A name without '/' is looked up in the embedded archive; with
 * one it is a path: of an OpenCC configuration when it ends in ".json", else
 * of a preset.  An embedded configuration without dictionaries is used where
 * it lies; everything else is compiled.
 */
#include "core/source.h"

#include <stdio.h>
#include <string.h>

#include "rules/archive.h"
#include "rules/error.h"
#include "rules/file.h"
#include "rules/memory.h"
#include "rules/preset.h"

#define PATH_SIZE 4096

/* What is known of a configuration while a converter is made of it. */
struct source {
    struct zhnorm_converter *converter;
    const zhnorm_options *options;
    zhnorm_error *error;
    const char *name;
};

static bool is_path(const char *name)
{
    return strchr(name, '/') != NULL;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text);
    size_t ending_length = strlen(ending);
    return length > ending_length && strcmp(text + length - ending_length, ending) == 0;
}

/* ---- Compiling ------------------------------------------------------------------- */

static int use_images(const struct source *source)
{
    struct zhnorm_converter *converter = source->converter;
    for (size_t i = 0; i < converter->images.count; i++) {
        const void *image = converter->images.images[i].data;
        zn_rulebook_open(&converter->rulebooks[i], image, image);
    }
    converter->rulebook_count = converter->images.count;
    return ZHNORM_OK;
}

/* Compiles `text` with the dictionaries of a preset, then the caller's. */
static int compile(const struct source *source, const struct zn_configuration_text *text,
                   zhnorm_dict *const *preset_dicts, size_t preset_count)
{
    struct zhnorm_converter *converter = source->converter;
    const zhnorm_options *options = source->options;
    size_t count = preset_count + options->dict_count;
    const zhnorm_dict **dicts =
        zn_allocate(&converter->allocator, count, sizeof(const zhnorm_dict *));
    if (dicts == NULL)
        return zn_fail_memory(source->error);
    for (size_t i = 0; i < count; i++)
        dicts[i] = i < preset_count ? preset_dicts[i] : options->dicts[i - preset_count];
    int status = zn_images_compile(text, dicts, count, &converter->allocator,
                                   &converter->images, source->error);
    zn_release(&converter->allocator, dicts);
    return status == ZHNORM_OK ? use_images(source) : status;
}

/* The embedded tables as the text that the compiler reads. */
static int compile_embedded(const struct source *source, const char *chain,
                            zhnorm_dict *const *preset_dicts, size_t preset_count)
{
    const struct zn_archive *archive = zn_archive_get();
    const zhnorm_allocator *allocator = &source->converter->allocator;
    const struct zn_archive_text *list = zn_archive_at(archive, archive->tables.offset);
    uint32_t count = archive->tables.count;
    struct zn_table_text *tables = zn_allocate(allocator, count, sizeof *tables);
    if (tables == NULL)
        return zn_fail_memory(source->error);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = zn_archive_string(archive, list[i].name);
        tables[i] = (struct zn_table_text){
            name, name, zn_archive_string(archive, list[i].text), list[i].length};
    }
    struct zn_configuration_text text = {source->name, chain, tables, count};
    int status = compile(source, &text, preset_dicts, preset_count);
    zn_release(allocator, tables);
    return status;
}

static int compile_file(const struct source *source, const char *path,
                        zhnorm_dict *const *preset_dicts, size_t preset_count)
{
    const struct zn_opencc_module *module;
    int status = zn_module_open(&module, source->error);
    if (status != ZHNORM_OK)
        return status;
    struct zn_opencc_configuration *configuration;
    status = module->read(path, &configuration, source->error);
    if (status != ZHNORM_OK)
        return status;
    status = compile(source, &configuration->text, preset_dicts, preset_count);
    module->release(configuration);
    return status;
}

/* ---- Presets ----------------------------------------------------------------------- */

/* A name in a preset: embedded, or a path beside the preset's own file. */
static int resolve(const struct source *source, const char *name, char path[PATH_SIZE])
{
    const char *slash = strrchr(source->name, '/');
    int directory = slash == NULL || name[0] == '/' || !is_path(name)
                        ? 0
                        : (int)(slash + 1 - source->name);
    int length = snprintf(path, PATH_SIZE, "%.*s%s", directory, source->name, name);
    if (length < 0 || length >= PATH_SIZE)
        return zn_fail(source->error, ZHNORM_ERROR_CONFIG, "%s: the name of '%s' is too long",
                       source->name, name);
    return ZHNORM_OK;
}

static int compile_base(const struct source *source, const struct zn_preset *preset,
                        zhnorm_dict *const *dicts)
{
    char base[PATH_SIZE];
    int status = resolve(source, preset->base, base);
    if (status != ZHNORM_OK)
        return status;
    if (is_path(base))
        return compile_file(source, base, dicts, preset->dict_count);
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, base);
    if (found == NULL || *zn_archive_string(archive, found->preset) != '\0')
        return zn_fail(source->error, ZHNORM_ERROR_CONFIG,
                       "%s: the base '%s' is no configuration of OpenCC's", source->name,
                       base);
    return compile_embedded(source, zn_archive_string(archive, found->chain), dicts,
                            preset->dict_count);
}

static int compile_preset(const struct source *source, const char *text, size_t length,
                          enum zn_target *target)
{
    const zhnorm_allocator *allocator = &source->converter->allocator;
    struct zn_preset preset;
    int status =
        zn_preset_parse(&preset, text, length, source->name, allocator, source->error);
    if (status != ZHNORM_OK)
        return status;
    *target = preset.target;
    zhnorm_dict *dicts[ZN_PRESET_DICTS_MAX] = {NULL};
    for (size_t i = 0; status == ZHNORM_OK && i < preset.dict_count; i++) {
        char name[PATH_SIZE];
        status = resolve(source, preset.dicts[i], name);
        if (status == ZHNORM_OK)
            status = zhnorm_dict_load(name, allocator, &dicts[i], source->error);
    }
    if (status == ZHNORM_OK)
        status = compile_base(source, &preset, dicts);
    for (size_t i = 0; i < preset.dict_count; i++)
        zn_dictionary_free(dicts[i]);
    zn_preset_free(&preset);
    return status;
}

static int compile_preset_file(const struct source *source, enum zn_target *target)
{
    struct zn_buffer text;
    zn_buffer_init(&text, &source->converter->allocator);
    int status = zn_file_read(source->name, ZHNORM_ERROR_CONFIG, &text, source->error);
    if (status == ZHNORM_OK)
        status = compile_preset(source, (const char *)text.data, text.length, target);
    zn_buffer_free(&text);
    return status;
}

/* ---- Opening ------------------------------------------------------------------------ */

static int open_embedded(const struct source *source,
                         const struct zn_archive_configuration *configuration,
                         enum zn_target *target)
{
    const struct zn_archive *archive = zn_archive_get();
    const char *preset = zn_archive_string(archive, configuration->preset);
    if (source->options->dict_count != 0 && *preset != '\0')
        return compile_preset(source, preset, strlen(preset), target);
    if (source->options->dict_count != 0)
        return compile_embedded(source, zn_archive_string(archive, configuration->chain), NULL,
                                0);
    struct zhnorm_converter *converter = source->converter;
    for (uint32_t i = 0; i < configuration->image_count; i++) {
        const struct zn_image_header *header =
            zn_archive_at(archive, configuration->images[i]);
        if (!zn_image_is_ours(header))
            return zn_fail(source->error, ZHNORM_ERROR_CONFIG,
                           "%s: compiled for another kind of machine", source->name);
        zn_rulebook_open(&converter->rulebooks[i], archive, header);
    }
    converter->rulebook_count = configuration->image_count;
    return ZHNORM_OK;
}

static int open_engine(const struct source *source)
{
    struct zhnorm_converter *converter = source->converter;
    const char *name = source->name;
    int status = zn_module_open(&converter->module, source->error);
    if (status != ZHNORM_OK)
        return status;
    char path[PATH_SIZE];
    int length = snprintf(
        path, sizeof path, "%s%s%s%s", is_path(name) ? "" : converter->module->directory,
        is_path(name) ? "" : "/", name, ends_with(name, ".json") ? "" : ".json");
    if (length < 0 || (size_t)length >= sizeof path)
        return zn_fail(source->error, ZHNORM_ERROR_CONFIG, "%s: the name is too long", name);
    return converter->module->open(path, &converter->engine, source->error);
}

int zn_source_open(struct zhnorm_converter *converter, const zhnorm_options *options,
                   struct zn_source_info *info, zhnorm_error *error)
{
    struct source source = {converter, options, error,
                            options->config == NULL ? "cn" : options->config};
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *embedded = NULL;
    bool path = is_path(source.name);
    bool none = strcmp(source.name, "none") == 0;
    if (!path && !none) {
        embedded = zn_archive_find_configuration(archive, source.name);
        if (embedded == NULL)
            return zn_fail(error, ZHNORM_ERROR_CONFIG,
                           "unknown configuration '%s'; a path must contain a '/'",
                           source.name);
    }
    info->target = embedded == NULL ? ZN_TARGET_NONE : (enum zn_target)embedded->target;
    info->is_opencc = path ? ends_with(source.name, ".json")
                           : !none && *zn_archive_string(archive, embedded->preset) == '\0';
    if (options->engine == ZHNORM_ENGINE_OPENCC) {
        if (!info->is_opencc || options->dict_count != 0)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                           "the engine 'opencc' takes only OpenCC's own configurations, "
                           "without dictionaries");
        return open_engine(&source);
    }
    if (none && options->dict_count != 0) /* dictionaries alone, over nothing */
        return compile_embedded(&source, "", NULL, 0);
    if (none)
        return ZHNORM_OK;
    if (embedded != NULL)
        return open_embedded(&source, embedded, &info->target);
    return info->is_opencc ? compile_file(&source, source.name, NULL, 0)
                           : compile_preset_file(&source, &info->target);
}
