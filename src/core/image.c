/*
 * See image.h.  A converter that was saved and loaded again converts as before,
 * but its options are those that it is loaded with.
 */
#include "core/image.h"

#include <stdio.h>

#include "rules/archive.h"
#include "rules/error.h"
#include "rules/file.h"
#include "rules/image_file.h"
#include "rules/memory.h"
#include "text/utf8.h"

/* ---- Loading -------------------------------------------------------------------------- */

static int check_options(const zhnorm_options *options, const char *label, zhnorm_error *error)
{
    if (options->dict_count != 0)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                       "%s: no dictionary can be laid over a rulebook image; lay it over the "
                       "configuration when that is compiled",
                       label);
    if (options->engine != ZHNORM_ENGINE_ZHNORM)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                       "%s: the engine 'opencc' takes no rulebook image", label);
    return ZHNORM_OK;
}

/* Opens the file that lies in the converter's first buffer of images. */
static int open_contents(struct zhnorm_converter *converter, const char *label,
                         struct zn_source_info *info, zhnorm_error *error)
{
    struct zn_images *images = &converter->rules.images;
    const struct zn_buffer *contents = &images->images[0];
    struct zn_image_file file;
    int status = zn_image_file_read(contents->data, contents->length, label,
                                    &converter->allocator, &file, error);
    if (status != ZHNORM_OK)
        return status;
    if (!zn_buffer_append(&images->sources, file.sources, strlen(file.sources) + 1))
        return zn_fail_memory(error);
    for (size_t i = 0; i < file.image_count; i++)
        zn_rulebook_open(&converter->rules.rulebooks[i], file.images[i], file.images[i]);
    converter->rules.count = file.image_count;
    snprintf(converter->name, sizeof converter->name, "%s", file.name);
    *info = (struct zn_source_info){file.is_opencc, file.target};
    return ZHNORM_OK;
}

/* Makes room for a file; what is in `images` from here on is freed with it. */
static struct zn_buffer *hold_contents(struct zhnorm_converter *converter)
{
    struct zn_images *images = &converter->rules.images;
    zn_buffer_init(&images->images[0], &converter->allocator);
    zn_buffer_init(&images->sources, &converter->allocator);
    images->count = 1;
    return &images->images[0];
}

int zn_image_open(struct zhnorm_converter *converter, const char *data, size_t length,
                  const char *label, const zhnorm_options *options,
                  struct zn_source_info *info, zhnorm_error *error)
{
    int status = check_options(options, label, error);
    if (status != ZHNORM_OK)
        return status;
    if (!zn_buffer_append(hold_contents(converter), data, length))
        return zn_fail_memory(error);
    return open_contents(converter, label, info, error);
}

int zn_image_open_file(struct zhnorm_converter *converter, const char *path,
                       const zhnorm_options *options, struct zn_source_info *info,
                       zhnorm_error *error)
{
    int status = check_options(options, path, error);
    if (status == ZHNORM_OK)
        status = zn_file_read(path, ZHNORM_ERROR_CONFIG, hold_contents(converter), error);
    return status == ZHNORM_OK ? open_contents(converter, path, info, error) : status;
}

/* ---- Saving ------------------------------------------------------------------------- */

/* The dictionaries that the text of an embedded preset names. */
static int add_preset_sources(const zhnorm_converter *converter, const char *text,
                              struct zn_buffer *sources, zhnorm_error *error)
{
    const struct zn_archive *archive = zn_archive_get();
    struct zn_preset preset;
    int status = zn_preset_parse(&preset, text, strlen(text), converter->name,
                                 &converter->allocator, error);
    if (status != ZHNORM_OK)
        return status;
    for (size_t i = 0; status == ZHNORM_OK && i < preset.dict_count; i++) {
        const struct zn_archive_text *dict =
            zn_archive_find_dictionary(archive, preset.dicts[i]);
        if (dict != NULL && !zn_source_add_dictionary(
                                sources, zn_archive_string(archive, dict->text), dict->length))
            status = zn_fail_memory(error);
    }
    zn_preset_free(&preset);
    return status;
}

/* What a configuration that is used where it is embedded was compiled from. */
static int add_embedded_sources(const zhnorm_converter *converter, struct zn_buffer *sources,
                                zhnorm_error *error)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, converter->name);
    int status = ZHNORM_OK;
    if (found != NULL) {
        const char *chain = zn_archive_string(archive, found->chain);
        const char *preset = zn_archive_string(archive, found->preset);
        if (!zn_source_add(sources, "chain", "-", 1, chain, strlen(chain)))
            status = zn_fail_memory(error);
        if (status == ZHNORM_OK && *preset != '\0')
            status = add_preset_sources(converter, preset, sources, error);
    }
    if (status == ZHNORM_OK && !zn_buffer_append(sources, "", 1))
        status = zn_fail_memory(error);
    return status;
}

/* Writes the file into `out`. */
static int save(const zhnorm_converter *converter, struct zn_buffer *out, zhnorm_error *error)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_buffer *known = &converter->rules.images.sources;
    char name[sizeof converter->name];
    struct zn_buffer sources;
    zn_buffer_init(&sources, &converter->allocator);
    int status =
        known->length != 0 ? ZHNORM_OK : add_embedded_sources(converter, &sources, error);
    snprintf(name, sizeof name, "%s", converter->name);
    name[zn_utf8_valid_prefix((const uint8_t *)name, strlen(name))] = '\0';
    if (status == ZHNORM_OK) {
        struct zn_image_file file = {
            .opencc_version = archive->opencc_version,
            .opencc_digest = archive->opencc_digest,
            .name = name,
            .sources = (const char *)(known->length != 0 ? known : &sources)->data,
            .target = converter->target,
            .is_opencc = converter->is_opencc,
        };
        status = zn_image_file_write(&file, converter->rules.rulebooks, converter->rules.count,
                                     out, error);
    }
    zn_buffer_free(&sources);
    return status;
}

int zhnorm_converter_save(const zhnorm_converter *converter, char *destination,
                          size_t capacity, size_t *written, zhnorm_error *error)
{
    *written = 0;
    if (converter->engine != NULL || converter->choices != NULL)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                       converter->engine != NULL
                           ? "a converter with the engine 'opencc' cannot be saved"
                           : "a converter that decides by the document cannot be saved");
    struct zn_buffer out;
    zn_buffer_init(&out, &converter->allocator);
    int status = save(converter, &out, error);
    if (status == ZHNORM_OK) {
        *written = out.length;
        if (out.length > capacity)
            status = zn_fail(error, ZHNORM_ERROR_SPACE, "%zu bytes are needed", out.length);
        else
            memcpy(destination, out.data, out.length);
    }
    zn_buffer_free(&out);
    return status;
}
