/* See audit_base.h. */
#include "core/audit_base.h"

#include <stdio.h>
#include <string.h>

#include "core/source.h"
#include "rules/archive.h"
#include "rules/error.h"
#include "rules/file.h"
#include "rules/image_file.h"
#include "rules/memory.h"

#define PATH_SIZE 4096
#define JSON ".json"

/* What is known while a base is opened. */
struct opening {
    struct zn_audit_base *base;
    const zhnorm_options *options;
    zhnorm_error *error;
    const char *name; /* of the configuration */
    const struct zn_archive_configuration *embedded;
};

static bool is_path(const char *name)
{
    return strchr(name, '/') != NULL;
}

static bool is_json(const char *name)
{
    size_t length = strlen(name);
    return length >= sizeof JSON && strcmp(name + length - (sizeof JSON - 1), JSON) == 0;
}

/* ---- The tables --------------------------------------------------------------------- */

static int use_embedded_tables(struct opening *opening, const char *chain)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *list = zn_archive_at(archive, archive->tables.offset);
    uint32_t count = archive->tables.count;
    struct zn_audit_base *base = opening->base;
    base->tables = zn_allocate(base->allocator, count, sizeof *base->tables);
    if (base->tables == NULL)
        return zn_fail_memory(opening->error);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = zn_archive_string(archive, list[i].name);
        base->tables[i] = (struct zn_table_text){
            name, name, zn_archive_string(archive, list[i].text), list[i].length};
    }
    base->text = (struct zn_configuration_text){opening->name, chain, base->tables, count};
    return ZHNORM_OK;
}

static int use_file_tables(struct opening *opening, const char *path)
{
    struct zn_audit_base *base = opening->base;
    int status = zn_module_open(&base->module, opening->error);
    if (status == ZHNORM_OK)
        status = base->module->read(path, &base->file, opening->error);
    if (status == ZHNORM_OK)
        base->text = base->file->text;
    return status;
}

/* ---- Presets ------------------------------------------------------------------------ */

/* A name in a preset: embedded, or a path beside the preset's own file. */
static int resolve(const struct opening *opening, const char *name, char path[PATH_SIZE])
{
    const char *slash = strrchr(opening->name, '/');
    bool beside = slash != NULL && is_path(name) && name[0] != '/';
    int directory = beside ? (int)(slash + 1 - opening->name) : 0;
    int length = snprintf(path, PATH_SIZE, "%.*s%s", directory, opening->name, name);
    if (length < 0 || length >= PATH_SIZE)
        return zn_fail(opening->error, ZHNORM_ERROR_CONFIG, "%s: the name of '%s' is too long",
                       opening->name, name);
    return ZHNORM_OK;
}

static int use_base(struct opening *opening, const struct zn_preset *preset)
{
    const struct zn_archive *archive = zn_archive_get();
    char name[PATH_SIZE];
    int status = resolve(opening, preset->base, name);
    if (status != ZHNORM_OK)
        return status;
    if (is_path(name))
        return use_file_tables(opening, name);
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, name);
    if (found == NULL || *zn_archive_string(archive, found->preset) != '\0')
        return zn_fail(opening->error, ZHNORM_ERROR_CONFIG,
                       "%s: the base '%s' is no configuration of OpenCC's", opening->name,
                       name);
    return use_embedded_tables(opening, zn_archive_string(archive, found->chain));
}

static int load_dicts(struct opening *opening, const struct zn_preset *preset)
{
    struct zn_audit_base *base = opening->base;
    int status = ZHNORM_OK;
    for (size_t i = 0; status == ZHNORM_OK && i < preset->dict_count; i++) {
        char name[PATH_SIZE];
        zhnorm_dict *dict = NULL;
        status = resolve(opening, preset->dicts[i], name);
        if (status == ZHNORM_OK)
            status = zhnorm_dict_load(name, base->allocator, &dict, opening->error);
        if (status == ZHNORM_OK)
            base->dicts[base->own_count++] = dict;
    }
    return status;
}

static int use_preset(struct opening *opening, const char *text, size_t length)
{
    struct zn_preset preset;
    int status = zn_preset_parse(&preset, text, length, opening->name,
                                 opening->base->allocator, opening->error);
    if (status != ZHNORM_OK)
        return status;
    opening->base->target = preset.target;
    if (preset.base == NULL)
        status = zn_fail(opening->error, ZHNORM_ERROR_CONFIG,
                         "%s: decides by the document; an audit needs one preset, such as "
                         "those that it chooses from",
                         opening->name);
    if (status == ZHNORM_OK)
        status = load_dicts(opening, &preset);
    if (status == ZHNORM_OK)
        status = use_base(opening, &preset);
    zn_preset_free(&preset);
    return status;
}

static int use_preset_file(struct opening *opening)
{
    if (zn_image_file_is_at(opening->name))
        return zn_fail(opening->error, ZHNORM_ERROR_CONFIG,
                       "%s: a compiled rulebook does not hold what it was compiled from; an "
                       "audit needs the configuration itself",
                       opening->name);
    struct zn_buffer text;
    zn_buffer_init(&text, opening->base->allocator);
    int status = zn_file_read(opening->name, ZHNORM_ERROR_CONFIG, &text, opening->error);
    if (status == ZHNORM_OK)
        status = use_preset(opening, (const char *)text.data, text.length);
    zn_buffer_free(&text);
    return status;
}

const char *zn_audit_target_name(enum zn_target target)
{
    static const char *const names[] = {[ZN_TARGET_NONE] = "",
                                        [ZN_TARGET_HANS] = "hans",
                                        [ZN_TARGET_HANT] = "hant",
                                        [ZN_TARGET_TW] = "tw",
                                        [ZN_TARGET_HK] = "hk"};
    return names[target];
}

/* ---- Opening ------------------------------------------------------------------------ */

/* A file of OpenCC's by its name, such as "/usr/share/opencc/t2s.json": "t2s". */
static int use_json(struct opening *opening)
{
    const char *name = strrchr(opening->name, '/') + 1;
    char stem[PATH_SIZE];
    int length =
        snprintf(stem, sizeof stem, "%.*s", (int)(strlen(name) - (sizeof JSON - 1)), name);
    if (length > 0 && length < PATH_SIZE)
        opening->base->target = zn_target_of_opencc(stem);
    return use_file_tables(opening, opening->name);
}

/* Finds the text of the configuration, and loads the dictionaries of a preset. */
static int find_text(struct opening *opening)
{
    const struct zn_archive *archive = zn_archive_get();
    if (is_path(opening->name))
        return is_json(opening->name) ? use_json(opening) : use_preset_file(opening);
    if (strcmp(opening->name, "none") == 0)
        return use_embedded_tables(opening, "");
    const struct zn_archive_configuration *found =
        zn_archive_find_configuration(archive, opening->name);
    if (found == NULL)
        return zn_fail(opening->error, ZHNORM_ERROR_CONFIG,
                       "unknown configuration '%s'; a path must contain a '/'", opening->name);
    opening->embedded = found;
    opening->base->target = (enum zn_target)found->target;
    const char *preset = zn_archive_string(archive, found->preset);
    if (*preset != '\0')
        return use_preset(opening, preset, strlen(preset));
    return use_embedded_tables(opening, zn_archive_string(archive, found->chain));
}

bool zn_audit_is_evidence(const struct zn_audit_base *base, uint32_t code_point)
{
    if (base->rulebook_count == 0)
        return false;
    const struct zn_rulebook *rulebook = &base->rulebooks[base->rulebook_count - 1];
    uint32_t place = zn_rulebook_place(rulebook, code_point);
    uint64_t bits = rulebook->evidence[place >> ZN_PAGE_BITS];
    return (bits >> (place & (ZN_PAGE_SIZE - 1)) & 1) != 0;
}

static void find_evidence(struct zn_audit_base *base)
{
    for (uint32_t point = 0x4E00; point < 0xA000 && base->evidence == 0; point++)
        base->evidence = zn_audit_is_evidence(base, point) ? point : 0;
}

static int open_rulebooks(struct opening *opening)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_configuration *embedded = opening->embedded;
    struct zn_audit_base *base = opening->base;
    if (opening->options->dict_count == 0 && embedded != NULL && embedded->image_count != 0) {
        base->rulebook_count = embedded->image_count;
        for (uint32_t i = 0; i < embedded->image_count; i++)
            zn_rulebook_open(&base->rulebooks[i], archive,
                             zn_archive_at(archive, embedded->images[i]));
        return ZHNORM_OK;
    }
    int status = zn_images_compile(&base->text, base->dicts, base->dict_count, base->allocator,
                                   &base->images, opening->error);
    if (status != ZHNORM_OK)
        return status;
    base->rulebook_count = base->images.count;
    for (size_t i = 0; i < base->images.count; i++) {
        const void *image = base->images.images[i].data;
        zn_rulebook_open(&base->rulebooks[i], image, image);
    }
    return ZHNORM_OK;
}

static int read_sources(struct opening *opening)
{
    struct zn_audit_base *base = opening->base;
    const zhnorm_options *options = opening->options;
    int status = find_text(opening);
    base->dict_count = base->own_count;
    if (status != ZHNORM_OK)
        return status;
    for (size_t i = 0; i < options->dict_count; i++)
        base->dicts[base->dict_count++] = options->dicts[i];
    status = zn_configuration_init(&base->configuration, &base->text, base->allocator,
                                   opening->error);
    for (size_t i = 0; status == ZHNORM_OK && i < base->dict_count; i++)
        status = zn_rules_add_corpus(&base->configuration.conversion, base->dicts[i],
                                     opening->error);
    return status;
}

int zn_audit_base_open(struct zn_audit_base *base, const zhnorm_options *options,
                       const zhnorm_allocator *allocator, zhnorm_error *error)
{
    struct opening opening = {.base = base,
                              .options = options,
                              .error = error,
                              .name = options->config == NULL ? "cn" : options->config};
    *base = (struct zn_audit_base){.allocator = allocator};
    base->dicts = zn_allocate(allocator, options->dict_count + ZN_PRESET_DICTS_MAX,
                              sizeof(const zhnorm_dict *));
    if (base->dicts == NULL)
        return zn_fail_memory(error);
    int status = read_sources(&opening);
    if (status == ZHNORM_OK)
        status = open_rulebooks(&opening);
    if (status == ZHNORM_OK)
        find_evidence(base);
    if (status != ZHNORM_OK)
        zn_audit_base_free(base);
    return status;
}

void zn_audit_base_free_sources(struct zn_audit_base *base)
{
    if (base->configuration.allocator != NULL)
        zn_configuration_free(&base->configuration);
    for (size_t i = 0; i < base->own_count; i++)
        zn_dictionary_free((zhnorm_dict *)base->dicts[i]);
    zn_release(base->allocator, base->dicts);
    zn_release(base->allocator, base->tables);
    if (base->file != NULL)
        base->module->release(base->file);
    base->dicts = NULL;
    base->tables = NULL;
    base->dict_count = 0;
    base->own_count = 0;
    base->file = NULL;
}

void zn_audit_base_free(struct zn_audit_base *base)
{
    if (base->allocator == NULL)
        return;
    zn_audit_base_free_sources(base);
    if (base->images.count != 0)
        zn_images_free(&base->images);
    *base = (struct zn_audit_base){0};
}
