/*
 * Printing what configurations hold.  What is printed has the form of a corpus
 * dictionary, but of several tables it need not be one: a key may stand in two
 * of them.
 */
#include <stdio.h>
#include <string.h>

#include "core/layers.h"
#include "rules/error.h"
#include "rules/file.h"
#include "rules/header.h"
#include "rules/image_dump.h"
#include "rules/image_file.h"
#include "rules/memory.h"

/* Where the text goes. */
struct writer {
    zhnorm_write *write;
    void *context;
    bool ended; /* nobody wants more */
};

static void put(struct writer *writer, const char *text, size_t length)
{
    if (!writer->ended && length != 0)
        writer->ended = writer->write(writer->context, text, length) != 0;
}

static void put_string(struct writer *writer, const char *text)
{
    put(writer, text, strlen(text));
}

/* A comment line of its own for every line of `text`, with `name` before it. */
static void put_comments(struct writer *writer, const char *name, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        put_string(writer, "# ");
        put_string(writer, name);
        put(writer, text, length);
        put_string(writer, "\n");
        text += length + (text[length] != '\0');
    }
}

/* ---- Dictionaries and tables -------------------------------------------------------- */

static void put_entry(struct writer *writer, const zhnorm_dict *dict,
                      const struct zn_entry *entry)
{
    const char *key = dict->text + entry->key;
    const char *value = dict->text + entry->value;
    bool is_alone = entry->flags == 0 && entry->key_length == entry->value_length &&
                    memcmp(key, value, entry->key_length) == 0;
    put(writer, key, entry->key_length);
    if (!is_alone) {
        put_string(writer, "\t");
        put(writer, value, entry->value_length);
    }
    put_string(writer, (entry->flags & ZN_ENTRY_TRADITIONAL_ONLY) != 0 ? "\ttraditional-only\n"
                                                                       : "\n");
}

static void put_entries(struct writer *writer, const zhnorm_dict *dict)
{
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    for (size_t i = 0; !writer->ended && i < zn_dictionary_count(dict); i++)
        put_entry(writer, dict, &entries[i]);
}

static void put_dictionary(struct writer *writer, const zhnorm_dict *dict)
{
    size_t length;
    const char *name = zn_header_field(dict->text, dict->length, "name", &length);
    put_string(writer, "\n# dictionary ");
    put(writer, name == NULL ? "-" : name, name == NULL ? 1 : length);
    put_string(writer, "\n");
    put_entries(writer, dict);
}

static int put_table(struct writer *writer, const struct zn_table_text *table,
                     const zhnorm_allocator *allocator, zhnorm_error *error)
{
    zhnorm_dict *dict;
    int status = zn_dictionary_parse(table->text, table->length, table->label,
                                     ZN_DICTIONARY_OPENCC, allocator, &dict, error);
    if (status != ZHNORM_OK)
        return status;
    put_string(writer, "\n# table ");
    put_string(writer, table->name);
    put_string(writer, "\n");
    put_entries(writer, dict);
    zn_dictionary_free(dict);
    return ZHNORM_OK;
}

/* Does the chain name the table? */
static bool is_named(const char *chain, const char *name)
{
    static const char between[] = " (){}\n";
    size_t length = strlen(name);
    for (const char *at = chain; *at != '\0';) {
        size_t word = strcspn(at, between);
        if (word == length && memcmp(at, name, length) == 0)
            return true;
        at += word;
        at += strspn(at, between);
    }
    return false;
}

static int dump_layers(struct writer *writer, const char *config,
                       const zhnorm_allocator *allocator, zhnorm_error *error)
{
    struct zn_layers layers;
    int status = zn_layers_open(&layers, config, false, allocator, error);
    if (status == ZHNORM_OK) {
        put_comments(writer, "configuration ", config);
        put_comments(writer, "", layers.base.chain);
        for (size_t i = layers.dict_count; i > 0; i--) /* what weighs most comes first */
            put_dictionary(writer, layers.dicts[i - 1]);
    }
    for (size_t i = 0; status == ZHNORM_OK && i < layers.base.table_count; i++) {
        const struct zn_table_text *table = &layers.base.tables[i];
        if (!writer->ended && is_named(layers.base.chain, table->name))
            status = put_table(writer, table, allocator, error);
    }
    zn_layers_free(&layers);
    return status;
}

/* ---- Images ------------------------------------------------------------------------- */

static int put_image(struct writer *writer, const struct zn_image_header *image,
                     const zhnorm_allocator *allocator, zhnorm_error *error)
{
    struct zn_buffer text;
    zn_buffer_init(&text, allocator);
    int status = zn_image_dump(image, allocator, &text);
    if (status == ZHNORM_OK)
        put(writer, (const char *)text.data, text.length);
    else
        status = zn_fail_memory(error);
    zn_buffer_free(&text);
    return status;
}

static int put_file(struct writer *writer, const struct zn_image_file *file,
                    const zhnorm_allocator *allocator, zhnorm_error *error)
{
    put_comments(writer, "configuration ", file->name);
    put_comments(writer, "opencc ", file->opencc_version);
    put_comments(writer, "opencc-digest ", file->opencc_digest);
    put_comments(writer, "source ", file->sources);
    int status = ZHNORM_OK;
    for (size_t i = 0; status == ZHNORM_OK && i < file->image_count; i++) {
        put_string(writer, "\n");
        if (file->image_count > 1)
            put_string(writer, i == 0 ? "# normalization\n" : "# conversion\n");
        status = put_image(writer, file->images[i], allocator, error);
    }
    return status;
}

static int dump_image(struct writer *writer, const char *path,
                      const zhnorm_allocator *allocator, zhnorm_error *error)
{
    struct zn_buffer contents;
    struct zn_image_file file;
    zn_buffer_init(&contents, allocator);
    int status = zn_file_read(path, ZHNORM_ERROR_CONFIG, &contents, error);
    if (status == ZHNORM_OK)
        status =
            zn_image_file_read(contents.data, contents.length, path, allocator, &file, error);
    if (status == ZHNORM_OK)
        status = put_file(writer, &file, allocator, error);
    zn_buffer_free(&contents);
    return status;
}

int zhnorm_config_dump(const char *config, const zhnorm_allocator *allocator,
                       zhnorm_write *write, void *context, zhnorm_error *error)
{
    struct writer writer = {write, context, false};
    if (allocator == NULL)
        allocator = &zn_default_allocator;
    if (config == NULL)
        config = "cn";
    return strchr(config, '/') != NULL && zn_image_file_is_at(config)
               ? dump_image(&writer, config, allocator, error)
               : dump_layers(&writer, config, allocator, error);
}
