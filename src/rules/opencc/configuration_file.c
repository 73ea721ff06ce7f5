/*
 * See configuration_file.h.  A dictionary is looked for beside the
 * configuration that names it, then where OpenCC's own are installed; never in
 * the current directory.
 */
#include "rules/opencc/configuration_file.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "rules/error.h"
#include "rules/file.h"
#include "rules/memory.h"
#include "rules/opencc/dictionary_file.h"

/* From 1.4, dictionaries marked so are left out of conversions. */
#define SKIPS_TOFU (ZN_OPENCC_VERSION_NUMBER >= 10400)

struct reader {
    const char *path;
    zhnorm_error *error;
    struct zn_buffer chain;  /* text */
    struct zn_buffer tables; /* of struct zn_table_text */
    bool keep_tofu;          /* a segmentation takes every dictionary */
};

static int fail(const struct reader *reader, const char *what)
{
    return zn_fail(reader->error, ZHNORM_ERROR_CONFIG, "%s: %s", reader->path, what);
}

static bool append_text(struct zn_buffer *buffer, const char *text)
{
    return zn_buffer_append(buffer, text, strlen(text));
}

static size_t table_count(const struct reader *reader)
{
    return reader->tables.length / sizeof(struct zn_table_text);
}

static struct zn_table_text *tables(const struct reader *reader)
{
    return (struct zn_table_text *)(void *)reader->tables.data;
}

/* ---- Finding dictionaries --------------------------------------------------------- */

static char *join(const char *directory, size_t directory_length, const char *file)
{
    size_t length = directory_length + strlen(file) + 2;
    char *path = malloc(length);
    if (path != NULL)
        snprintf(path, length, "%.*s/%s", (int)directory_length, directory, file);
    return path;
}

/* The path of dictionary `file`, malloc'ed; NULL and an error otherwise. */
static char *find_file(const struct reader *reader, const char *file)
{
    if (file[0] == '/')
        return strdup(file);
    const char *slash = strrchr(reader->path, '/');
    if (slash != NULL) {
        char *beside = join(reader->path, (size_t)(slash - reader->path), file);
        if (beside == NULL || access(beside, F_OK) == 0)
            return beside;
        free(beside);
    }
    return join(ZN_OPENCC_DATA_DIR, strlen(ZN_OPENCC_DATA_DIR), file);
}

/*
 * A name for a dictionary in the chain: the file's own where it is made of
 * letters and digits, so that a chain can be read.
 */
static char *name_for(const struct reader *reader, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *stem = slash == NULL ? path : slash + 1;
    size_t length = strcspn(stem, ".");
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789_-";
    bool plain = length != 0 && strspn(stem, letters) == length;
    for (size_t i = 0; plain && i < table_count(reader); i++)
        plain = strncmp(tables(reader)[i].name, stem, length) != 0 ||
                tables(reader)[i].name[length] != '\0';
    if (plain)
        return strndup(stem, length);
    char number[32];
    snprintf(number, sizeof number, "table.%zu", table_count(reader));
    return strdup(number);
}

static int read_text_file(const struct reader *reader, const char *path, char **text,
                          size_t *length)
{
    struct zn_buffer contents;
    zn_buffer_init(&contents, &zn_default_allocator);
    int status = zn_file_read(path, ZHNORM_ERROR_DICT, &contents, reader->error);
    if (status != ZHNORM_OK) {
        zn_buffer_free(&contents);
        return status;
    }
    *text = (char *)contents.data;
    *length = contents.length;
    return ZHNORM_OK;
}

static int read_dictionary(const struct reader *reader, const char *type, const char *path,
                           char **text, size_t *length)
{
    if (strcmp(type, "text") == 0)
        return read_text_file(reader, path, text, length);
    if (strcmp(type, "ocd2") != 0)
        return zn_fail(reader->error, ZHNORM_ERROR_CONFIG,
                       "%s: dictionary type '%s' is not supported; expected 'ocd2', 'text' or "
                       "'group'",
                       reader->path, type);
    char message[256];
    if (zn_read_ocd2(path, text, length, message, sizeof message) != 0)
        return zn_fail(reader->error, ZHNORM_ERROR_DICT, "%s: %s", path, message);
    return ZHNORM_OK;
}

/* Takes ownership of `path`, `name` and `text`. */
static int add_table(struct reader *reader, char *path, char *name, char *text, size_t length)
{
    struct zn_table_text table = {name, path, text, length};
    if (path != NULL && name != NULL &&
        zn_buffer_append(&reader->tables, &table, sizeof table))
        return ZHNORM_OK;
    free(path);
    free(name);
    free(text);
    return zn_fail_memory(reader->error);
}

static int write_dictionary(struct reader *reader, const char *type, const char *file)
{
    char *path = find_file(reader, file);
    if (path == NULL)
        return zn_fail_memory(reader->error);
    for (size_t i = 0; i < table_count(reader); i++) {
        if (strcmp(tables(reader)[i].label, path) != 0)
            continue;
        free(path);
        return append_text(&reader->chain, tables(reader)[i].name)
                   ? ZHNORM_OK
                   : zn_fail_memory(reader->error);
    }
    char *text = NULL;
    size_t length = 0;
    int status = read_dictionary(reader, type, path, &text, &length);
    if (status != ZHNORM_OK) {
        free(path);
        return status;
    }
    status = add_table(reader, path, name_for(reader, path), text, length);
    if (status == ZHNORM_OK &&
        !append_text(&reader->chain, tables(reader)[table_count(reader) - 1].name))
        status = zn_fail_memory(reader->error);
    return status;
}

/* ---- The JSON -------------------------------------------------------------------------- */

static bool is_skipped(const struct reader *reader, const json_t *dict)
{
    return SKIPS_TOFU && !reader->keep_tofu &&
           json_is_true(json_object_get(dict, "may_output_tofu"));
}

static int write_table(struct reader *reader, const json_t *dict);

static int write_group(struct reader *reader, const json_t *dict)
{
    const json_t *members = json_object_get(dict, "dicts");
    const char *policy = json_string_value(json_object_get(dict, "match_policy"));
    bool longest_wins = policy != NULL && strcmp(policy, "union") == 0;
    if (!json_is_array(members))
        return fail(reader, "a group has no array 'dicts'");
    if (policy != NULL && !longest_wins && strcmp(policy, "short_circuit") != 0)
        return zn_fail(reader->error, ZHNORM_ERROR_CONFIG,
                       "%s: match_policy '%s' is not supported; expected 'short_circuit' or "
                       "'union'",
                       reader->path, policy);
    if (!append_text(&reader->chain, longest_wins ? "{" : "("))
        return zn_fail_memory(reader->error);
    for (size_t i = 0; i < json_array_size(members); i++) {
        const json_t *member = json_array_get(members, i);
        if (is_skipped(reader, member))
            continue;
        int status = write_table(reader, member);
        if (status != ZHNORM_OK)
            return status;
        if (!append_text(&reader->chain, " "))
            return zn_fail_memory(reader->error);
    }
    return append_text(&reader->chain, longest_wins ? "}" : ")")
               ? ZHNORM_OK
               : zn_fail_memory(reader->error);
}

static int write_table(struct reader *reader, const json_t *dict)
{
    const char *type = json_string_value(json_object_get(dict, "type"));
    if (type == NULL)
        return fail(reader, "a dictionary has no string 'type'");
    if (strcmp(type, "group") == 0)
        return write_group(reader, dict);
    const char *file = json_string_value(json_object_get(dict, "file"));
    if (file == NULL || file[0] == '\0')
        return fail(reader, "a dictionary has no string 'file'");
    return write_dictionary(reader, type, file);
}

static int write_item(struct reader *reader, const char *item, const json_t *holder)
{
    const json_t *dict = json_object_get(holder, "dict");
    if (!json_is_object(dict))
        return zn_fail(reader->error, ZHNORM_ERROR_CONFIG, "%s: a %s has no object 'dict'",
                       reader->path, item);
    if (is_skipped(reader, dict))
        return ZHNORM_OK;
    if (!append_text(&reader->chain, item) || !append_text(&reader->chain, " "))
        return zn_fail_memory(reader->error);
    int status = write_table(reader, dict);
    if (status == ZHNORM_OK && !append_text(&reader->chain, "\n"))
        status = zn_fail_memory(reader->error);
    return status;
}

static int write_items(struct reader *reader, const char *item, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        int status = write_item(reader, item, json_array_get(list, i));
        if (status != ZHNORM_OK)
            return status;
    }
    return ZHNORM_OK;
}

static int write_segmentation(struct reader *reader, const json_t *segmentation)
{
    if (segmentation == NULL)
        return ZHNORM_OK;
    const char *type = json_string_value(json_object_get(segmentation, "type"));
    if (type == NULL || strcmp(type, "mmseg") != 0)
        return fail(reader, "the segmentation's type is not supported; expected 'mmseg'");
    reader->keep_tofu = true;
    int status = write_item(reader, "segmentation", segmentation);
    reader->keep_tofu = false;
    return status;
}

static int write_chain(struct reader *reader, const json_t *root)
{
    const json_t *stages = json_object_get(root, "conversion_chain");
    if (!json_is_array(stages))
        return fail(reader, "no array 'conversion_chain'");
    int status = write_items(reader, "normalization", json_object_get(root, "normalization"));
    if (status == ZHNORM_OK)
        status = write_segmentation(reader, json_object_get(root, "segmentation"));
    if (status == ZHNORM_OK)
        status = write_items(reader, "stage", stages);
    return status;
}

/* ---- The result ---------------------------------------------------------------------------
 */

static void free_tables(struct zn_table_text *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free((char *)list[i].name);
        free((char *)list[i].label);
        free((char *)list[i].text);
    }
    free(list);
}

static struct zn_opencc_configuration *result_of(struct reader *reader, const json_t *root)
{
    const char *title = json_string_value(json_object_get(root, "name"));
    struct zn_opencc_configuration *result = calloc(1, sizeof *result);
    if (result == NULL || !zn_buffer_append(&reader->chain, "", 1)) {
        free(result);
        return NULL;
    }
    result->title = strdup(title == NULL ? "" : title);
    result->label = strdup(reader->path);
    result->chain = (char *)reader->chain.data;
    result->tables = tables(reader);
    result->text = (struct zn_configuration_text){result->label, result->chain, result->tables,
                                                  table_count(reader)};
    zn_buffer_init(&reader->chain, &zn_default_allocator);
    zn_buffer_init(&reader->tables, &zn_default_allocator);
    if (result->title != NULL && result->label != NULL)
        return result;
    zn_opencc_release(result);
    return NULL;
}

static int load(const char *path, json_t **root, zhnorm_error *error)
{
    struct zn_buffer contents;
    zn_buffer_init(&contents, &zn_default_allocator);
    int status = zn_file_read(path, ZHNORM_ERROR_CONFIG, &contents, error);
    if (status == ZHNORM_OK) {
        json_error_t problem;
        *root = json_loadb((const char *)contents.data, contents.length, 0, &problem);
        uint64_t line = problem.line > 0 ? (uint64_t)problem.line : 1;
        if (*root == NULL)
            status = zn_fail_at(error, ZHNORM_ERROR_CONFIG, path, line,
                                "not a JSON object: %s", problem.text);
    }
    zn_buffer_free(&contents);
    return status;
}

int zn_opencc_read(const char *path, struct zn_opencc_configuration **configuration,
                   zhnorm_error *error)
{
    *configuration = NULL;
    struct reader reader = {.path = path, .error = error};
    zn_buffer_init(&reader.chain, &zn_default_allocator);
    zn_buffer_init(&reader.tables, &zn_default_allocator);
    json_t *root = NULL;
    int status = load(path, &root, error);
    if (status != ZHNORM_OK)
        return status;
    status = write_chain(&reader, root);
    if (status == ZHNORM_OK) {
        *configuration = result_of(&reader, root);
        if (*configuration == NULL)
            status = zn_fail_memory(error);
    }
    json_decref(root);
    zn_buffer_free(&reader.chain);
    free_tables(tables(&reader), table_count(&reader));
    return status;
}

void zn_opencc_release(struct zn_opencc_configuration *configuration)
{
    if (configuration == NULL)
        return;
    free_tables(configuration->tables, configuration->text.table_count);
    free(configuration->title);
    free(configuration->label);
    free(configuration->chain);
    free(configuration);
}
