/* See layers.h. */
#include "core/layers.h"

#include <stdio.h>
#include <string.h>

#include "core/source.h"
#include "rules/archive.h"
#include "rules/error.h"
#include "rules/file.h"
#include "rules/memory.h"

bool zn_is_opencc_file(const char *name)
{
    static const char ending[] = ".json";
    size_t length = strlen(name);
    return zn_is_path(name) && length >= sizeof ending &&
           strcmp(name + length - (sizeof ending - 1), ending) == 0;
}

/* ---- Bases ------------------------------------------------------------------------ */

/* All embedded tables, of which `chain` names some. */
static int use_tables(struct zn_layers *layers, const char *chain, zhnorm_error *error)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *list = zn_archive_at(archive, archive->tables.offset);
    uint32_t count = archive->tables.count;
    layers->tables = zn_allocate(layers->allocator, count, sizeof *layers->tables);
    if (layers->tables == NULL)
        return zn_fail_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = zn_archive_string(archive, list[i].name);
        layers->tables[i] = (struct zn_table_text){
            name, name, zn_archive_string(archive, list[i].text), list[i].length};
    }
    layers->base = (struct zn_configuration_text){layers->name, chain, layers->tables, count};
    return ZHNORM_OK;
}

/* The target of a file of OpenCC's, by its name, such as "t2s.json". */
static enum zn_target target_of_file(const char *path)
{
    char name[32] = "";
    const char *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1;
    size_t length = strcspn(file, ".");
    if (length >= sizeof name)
        return ZN_TARGET_NONE;
    memcpy(name, file, length);
    return zn_target_of_opencc(name);
}

static int use_file(struct zn_layers *layers, const char *path, zhnorm_error *error)
{
    struct zn_opencc_configuration *file;
    int status = zn_module_open(&layers->module, error);
    if (status == ZHNORM_OK)
        status = layers->module->read(path, &file, error);
    if (status != ZHNORM_OK)
        return status;
    layers->file = file;
    layers->base = file->text;
    return ZHNORM_OK;
}

/* ---- Presets ---------------------------------------------------------------------- */

int zn_layers_resolve(const struct zn_layers *layers, const char *name,
                      char path[ZN_PATH_SIZE], zhnorm_error *error)
{
    const char *slash = strrchr(layers->name, '/');
    bool is_beside = slash != NULL && name[0] != '/' && zn_is_path(name);
    int directory = is_beside ? (int)(slash + 1 - layers->name) : 0;
    int length = snprintf(path, ZN_PATH_SIZE, "%.*s%s", directory, layers->name, name);
    if (length < 0 || length >= ZN_PATH_SIZE)
        return zn_fail(error, ZHNORM_ERROR_CONFIG, "%s: the name of '%s' is too long",
                       layers->name, name);
    return ZHNORM_OK;
}

static int use_base(struct zn_layers *layers, const char *name, zhnorm_error *error)
{
    char base[ZN_PATH_SIZE];
    int status = zn_layers_resolve(layers, name, base, error);
    if (status != ZHNORM_OK)
        return status;
    if (zn_is_path(base))
        return use_file(layers, base, error);
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, base);
    if (found == NULL || *zn_archive_string(archive, found->preset) != '\0')
        return zn_fail(error, ZHNORM_ERROR_CONFIG,
                       "%s: the base '%s' is no configuration of OpenCC's", layers->name,
                       base);
    return use_tables(layers, zn_archive_string(archive, found->chain), error);
}

int zn_layers_add_dict(struct zn_layers *layers, const char *name, zhnorm_error *error)
{
    char path[ZN_PATH_SIZE];
    int status = zn_layers_resolve(layers, name, path, error);
    if (status == ZHNORM_OK)
        status = zhnorm_dict_load(path, layers->allocator, &layers->dicts[layers->dict_count],
                                  error);
    layers->dict_count += status == ZHNORM_OK;
    return zn_fail_within(error, status, layers->name);
}

static int use_parsed(struct zn_layers *layers, const struct zn_preset *preset,
                      zhnorm_error *error)
{
    int status = use_base(layers, preset->base, error);
    for (size_t i = 0; status == ZHNORM_OK && i < preset->dict_count; i++)
        status = zn_layers_add_dict(layers, preset->dicts[i], error);
    return status;
}

static int use_preset(struct zn_layers *layers, const char *text, size_t length,
                      zhnorm_error *error)
{
    struct zn_preset *preset = &layers->chooser;
    int status = zn_preset_parse(preset, text, length, layers->name, layers->allocator, error);
    if (status != ZHNORM_OK)
        return status;
    layers->target = preset->target;
    if (preset->base != NULL)
        status = use_parsed(layers, preset, error);
    else if (!layers->chooses)
        status = zn_fail(error, ZHNORM_ERROR_CONFIG,
                         "%s: it decides by the document, and has no rules of its own",
                         layers->name);
    layers->chooses = preset->base == NULL;
    return status;
}

static int use_preset_file(struct zn_layers *layers, zhnorm_error *error)
{
    struct zn_buffer text;
    zn_buffer_init(&text, layers->allocator);
    int status = zn_file_read(layers->name, ZHNORM_ERROR_CONFIG, &text, error);
    if (status == ZHNORM_OK && zn_image_file_is(text.data, text.length))
        status = zn_fail(error, ZHNORM_ERROR_CONFIG,
                         "%s: a rulebook image has no layers; name what it was compiled from",
                         layers->name);
    if (status == ZHNORM_OK)
        status = use_preset(layers, (const char *)text.data, text.length, error);
    zn_buffer_free(&text);
    return status;
}

/* ---- The whole -------------------------------------------------------------------- */

int zn_layers_open(struct zn_layers *layers, const char *name, bool may_choose,
                   const zhnorm_allocator *allocator, zhnorm_error *error)
{
    *layers = (struct zn_layers){.allocator = allocator, .name = name, .chooses = may_choose};
    if (zn_is_path(name) && !zn_is_opencc_file(name))
        return use_preset_file(layers, error);
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, name);
    const char *preset = found == NULL ? "" : zn_archive_string(archive, found->preset);
    if (*preset != '\0')
        return use_preset(layers, preset, strlen(preset), error);
    layers->chooses = false;
    if (zn_is_opencc_file(name)) {
        layers->target = target_of_file(name);
        return use_file(layers, name, error);
    }
    if (strcmp(name, "none") == 0)
        return use_tables(layers, "", error);
    if (found == NULL)
        return zn_fail(error, ZHNORM_ERROR_CONFIG,
                       "unknown configuration '%s'; a path must contain a '/'", name);
    layers->target = (enum zn_target)found->target;
    return use_tables(layers, zn_archive_string(archive, found->chain), error);
}

void zn_layers_free(struct zn_layers *layers)
{
    for (size_t i = 0; i < layers->dict_count; i++)
        zn_dictionary_free(layers->dicts[i]);
    if (layers->file != NULL)
        layers->module->release(layers->file);
    zn_preset_free(&layers->chooser);
    zn_release(layers->allocator, layers->tables);
}

int zn_layers_compile(const struct zn_layers *layers, const zhnorm_dict *const *dicts,
                      size_t count, struct zn_ruleset *rules, zhnorm_error *error)
{
    int status = zn_images_compile(&layers->base, dicts, count, layers->allocator,
                                   &rules->images, error);
    if (status != ZHNORM_OK)
        return status;
    for (size_t i = 0; i < rules->images.count; i++) {
        const void *image = rules->images.images[i].data;
        zn_rulebook_open(&rules->rulebooks[i], image, image);
    }
    rules->count = rules->images.count;
    return ZHNORM_OK;
}
