/*
 * The build-time compiler: reads every OpenCC configuration that the installed
 * libopencc brings and zhnorm's own presets and dictionaries, compiles them,
 * and writes the archive that is embedded in the library.
 *
 *     zhnorm-embed DICTS-DIRECTORY OUTPUT
 *
 * Sections that several images have in common are written once.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/archive.h"
#include "rules/error.h"
#include "rules/file.h"
#include "rules/hash.h"
#include "rules/memory.h"
#include "rules/opencc/module.h"
#include "rules/preset.h"

#define NAMES_MAX 64
#define NAME_SIZE 64
#define PATH_SIZE 4096

struct names {
    char list[NAMES_MAX][NAME_SIZE];
    size_t count;
};

struct section_seen {
    uint64_t hash;
    uint32_t offset;
    uint32_t length;
};

struct embedder {
    struct zn_buffer archive;
    struct zn_buffer seen;           /* of struct section_seen */
    struct zn_buffer configurations; /* of struct zn_archive_configuration */
    struct zn_buffer tables;         /* of struct zn_archive_text */
    struct zn_buffer dictionaries;   /* of struct zn_archive_text */
    struct zn_opencc_installed *opencc;
    struct names presets;
    struct names dictionary_names;
    const char *dicts_directory;
};

static _Noreturn void die(const char *message)
{
    fprintf(stderr, "zhnorm-embed: %s\n", message);
    exit(1);
}

static void check(int status, const zhnorm_error *error)
{
    if (status != ZHNORM_OK)
        die(error->message);
}

static void check_memory(bool done)
{
    if (!done)
        die("out of memory");
}

/* ---- Writing ---------------------------------------------------------------------- */

static void align(struct embedder *embedder)
{
    static const uint8_t zeros[8] = {0};
    size_t rest = (0 - embedder->archive.length) & 7;
    check_memory(zn_buffer_append(&embedder->archive, zeros, rest));
}

/* Writes bytes, or finds the same ones written before; returns their offset. */
static uint32_t write_bytes(struct embedder *embedder, const void *bytes, size_t length)
{
    uint64_t hash = zn_hash(ZN_HASH_START, bytes, length);
    const struct section_seen *seen = (const void *)embedder->seen.data;
    for (size_t i = 0; i < embedder->seen.length / sizeof *seen; i++) {
        if (seen[i].hash == hash && seen[i].length == length &&
            memcmp(embedder->archive.data + seen[i].offset, bytes, length) == 0)
            return seen[i].offset;
    }
    align(embedder);
    struct section_seen new_section = {hash, (uint32_t)embedder->archive.length,
                                       (uint32_t)length};
    check_memory(zn_buffer_append(&embedder->archive, bytes, length) &&
                 zn_buffer_append(&embedder->seen, &new_section, sizeof new_section));
    if (embedder->archive.length > UINT32_MAX)
        die("the archive is larger than 4 GiB");
    return new_section.offset;
}

static uint32_t write_string(struct embedder *embedder, const char *string)
{
    return write_bytes(embedder, string, strlen(string) + 1);
}

/* Writes an image section by section; its header gets offsets in the archive. */
static uint32_t write_image(struct embedder *embedder, const struct zn_buffer *image)
{
    struct zn_image_header header;
    memcpy(&header, image->data, sizeof header);
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++) {
        struct zn_section *section = &header.sections[kind];
        section->offset =
            write_bytes(embedder, image->data + section->offset, section->length);
    }
    return write_bytes(embedder, &header, sizeof header);
}

static void write_text(struct embedder *embedder, struct zn_buffer *list, const char *name,
                       const char *text, size_t length)
{
    struct zn_archive_text entry = {.name = write_string(embedder, name),
                                    .text = write_bytes(embedder, text, length),
                                    .length = (uint32_t)length};
    check_memory(zn_buffer_append(list, &entry, sizeof entry));
}

/* ---- Finding ------------------------------------------------------------------------ */

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* The files of `directory` that end in `ending`, without it, sorted. */
static void list_names(const char *directory, const char *ending, struct names *names)
{
    DIR *handle = opendir(directory);
    if (handle == NULL) {
        fprintf(stderr, "zhnorm-embed: %s: %s\n", directory, strerror(errno));
        exit(1);
    }
    size_t ending_length = strlen(ending);
    for (const struct dirent *entry = readdir(handle); entry != NULL;
         entry = readdir(handle)) {
        size_t length = strlen(entry->d_name);
        if (length <= ending_length ||
            strcmp(entry->d_name + length - ending_length, ending) != 0)
            continue;
        if (names->count == NAMES_MAX || length - ending_length >= NAME_SIZE)
            die("too many presets or dictionaries, or too long a name");
        memcpy(names->list[names->count++], entry->d_name, length - ending_length);
    }
    closedir(handle);
    qsort(names->list, names->count, sizeof names->list[0], compare_names);
}

static void read_file(const char *directory, const char *name, const char *ending,
                      struct zn_buffer *contents)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s%s", directory, name, ending);
    zhnorm_error error;
    zn_buffer_init(contents, &zn_default_allocator);
    check(zn_file_read(path, ZHNORM_ERROR_CONFIG, contents, &error), &error);
}

/* ---- Configurations ------------------------------------------------------------------- */

static void compile_into(struct embedder *embedder, struct zn_archive_configuration *entry,
                         const struct zn_configuration_text *text,
                         const zhnorm_dict *const *dicts, size_t dict_count)
{
    zhnorm_error error;
    struct zn_images images;
    check(zn_images_compile(text, dicts, dict_count, &zn_default_allocator, &images, &error),
          &error);
    entry->image_count = (uint32_t)images.count;
    for (size_t i = 0; i < images.count; i++)
        entry->images[i] = write_image(embedder, &images.images[i]);
    zn_images_free(&images);
}

static void add_opencc_tables(struct embedder *embedder,
                              const struct zn_configuration_text *text)
{
    for (size_t i = 0; i < text->table_count; i++) {
        const struct zn_table_text *table = &text->tables[i];
        const struct zn_archive_text *known = (const void *)embedder->tables.data;
        size_t count = embedder->tables.length / sizeof *known;
        size_t at = 0;
        while (at < count &&
               strcmp((const char *)embedder->archive.data + known[at].name, table->name) != 0)
            at++;
        if (at == count)
            write_text(embedder, &embedder->tables, table->name, table->text, table->length);
        else if (known[at].length != table->length ||
                 memcmp(embedder->archive.data + known[at].text, table->text, table->length) !=
                     0)
            die("two dictionaries of OpenCC's have the same name");
    }
}

static void add_opencc_configuration(struct embedder *embedder, size_t number)
{
    const struct zn_opencc_configuration *configuration =
        embedder->opencc->configurations[number];
    struct zn_archive_configuration entry = {
        .name = write_string(embedder, embedder->opencc->names[number]),
        .description = write_string(embedder, configuration->title),
        .target = (uint32_t)zn_target_of_opencc(embedder->opencc->names[number]),
        .preset = write_string(embedder, ""),
        .chain = write_string(embedder, configuration->chain),
    };
    compile_into(embedder, &entry, &configuration->text, NULL, 0);
    add_opencc_tables(embedder, &configuration->text);
    check_memory(zn_buffer_append(&embedder->configurations, &entry, sizeof entry));
}

static const struct zn_opencc_configuration *find_opencc(const struct embedder *embedder,
                                                         const char *name)
{
    for (size_t i = 0; i < embedder->opencc->count; i++) {
        if (strcmp(embedder->opencc->names[i], name) == 0)
            return embedder->opencc->configurations[i];
    }
    fprintf(stderr, "zhnorm-embed: a preset's base '%s' is not installed\n", name);
    exit(1);
}

static void add_preset(struct embedder *embedder, const char *name)
{
    struct zn_buffer text;
    read_file(embedder->dicts_directory, name, ".preset", &text);
    zhnorm_error error;
    struct zn_preset preset;
    check(zn_preset_parse(&preset, (const char *)text.data, text.length, name,
                          &zn_default_allocator, &error),
          &error);
    if (preset.name == NULL || strcmp(preset.name, name) != 0)
        die("a preset's name is not that of its file");
    zhnorm_dict *dicts[ZN_PRESET_DICTS_MAX];
    for (size_t i = 0; i < preset.dict_count; i++) {
        struct zn_buffer contents;
        read_file(embedder->dicts_directory, preset.dicts[i], ".dict", &contents);
        check(zn_dictionary_parse((const char *)contents.data, contents.length,
                                  preset.dicts[i], ZN_DICTIONARY_CORPUS, &zn_default_allocator,
                                  &dicts[i], &error),
              &error);
        zn_buffer_free(&contents);
    }
    const struct zn_opencc_configuration *base = find_opencc(embedder, preset.base);
    check_memory(zn_buffer_append(&text, "", 1));
    struct zn_archive_configuration entry = {
        .name = write_string(embedder, name),
        .description = write_string(embedder, preset.title == NULL ? "" : preset.title),
        .target = (uint32_t)preset.target,
        .preset = write_string(embedder, (const char *)text.data),
        .chain = write_string(embedder, base->chain),
    };
    compile_into(embedder, &entry, &base->text, (const zhnorm_dict *const *)dicts,
                 preset.dict_count);
    check_memory(zn_buffer_append(&embedder->configurations, &entry, sizeof entry));
    for (size_t i = 0; i < preset.dict_count; i++)
        zn_dictionary_free(dicts[i]);
    zn_preset_free(&preset);
    zn_buffer_free(&text);
}

static void add_dictionary(struct embedder *embedder, const char *name)
{
    struct zn_buffer contents;
    read_file(embedder->dicts_directory, name, ".dict", &contents);
    zhnorm_error error;
    zhnorm_dict *dict;
    check(zn_dictionary_parse((const char *)contents.data, contents.length, name,
                              ZN_DICTIONARY_CORPUS, &zn_default_allocator, &dict, &error),
          &error);
    zn_dictionary_free(dict);
    write_text(embedder, &embedder->dictionaries, name, (const char *)contents.data,
               contents.length);
    zn_buffer_free(&contents);
}

static struct zn_archive_list write_list(struct embedder *embedder,
                                         const struct zn_buffer *list, size_t size)
{
    return (struct zn_archive_list){write_bytes(embedder, list->data, list->length),
                                    (uint32_t)(list->length / size)};
}

static void read_opencc(struct embedder *embedder, struct zn_archive *header)
{
    const struct zn_opencc_module *module = zn_opencc_module();
    zhnorm_error error;
    check(module->read_installed(&embedder->opencc, &error), &error);
    snprintf(header->opencc_version, sizeof header->opencc_version, "%s", module->version);
    snprintf(header->opencc_digest, sizeof header->opencc_digest, "%016llx",
             (unsigned long long)embedder->opencc->digest);
}

static void init(struct embedder *embedder)
{
    zn_buffer_init(&embedder->archive, &zn_default_allocator);
    zn_buffer_init(&embedder->seen, &zn_default_allocator);
    zn_buffer_init(&embedder->configurations, &zn_default_allocator);
    zn_buffer_init(&embedder->tables, &zn_default_allocator);
    zn_buffer_init(&embedder->dictionaries, &zn_default_allocator);
}

static void release(struct embedder *embedder)
{
    zn_buffer_free(&embedder->archive);
    zn_buffer_free(&embedder->seen);
    zn_buffer_free(&embedder->configurations);
    zn_buffer_free(&embedder->tables);
    zn_buffer_free(&embedder->dictionaries);
    zn_opencc_module()->release_installed(embedder->opencc);
}

static void write_archive(const struct embedder *embedder, const char *path)
{
    FILE *file = fopen(path, "wb");
    bool done = file != NULL && fwrite(embedder->archive.data, 1, embedder->archive.length,
                                       file) == embedder->archive.length;
    if (file != NULL && fclose(file) != 0)
        done = false;
    if (!done) {
        fprintf(stderr, "zhnorm-embed: %s: %s\n", path, strerror(errno));
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc != 3)
        die("usage: zhnorm-embed DICTS-DIRECTORY OUTPUT");
    struct embedder embedder = {.dicts_directory = argv[1]};
    init(&embedder);
    struct zn_archive header = {.padding = {0}};
    check_memory(zn_buffer_append(&embedder.archive, &header, sizeof header));
    read_opencc(&embedder, &header);
    list_names(argv[1], ".preset", &embedder.presets);
    list_names(argv[1], ".dict", &embedder.dictionary_names);
    for (size_t i = 0; i < embedder.presets.count; i++)
        add_preset(&embedder, embedder.presets.list[i]);
    for (size_t i = 0; i < embedder.opencc->count; i++)
        add_opencc_configuration(&embedder, i);
    for (size_t i = 0; i < embedder.dictionary_names.count; i++)
        add_dictionary(&embedder, embedder.dictionary_names.list[i]);
    header.configurations = write_list(&embedder, &embedder.configurations,
                                       sizeof(struct zn_archive_configuration));
    header.tables = write_list(&embedder, &embedder.tables, sizeof(struct zn_archive_text));
    header.dictionaries =
        write_list(&embedder, &embedder.dictionaries, sizeof(struct zn_archive_text));
    memcpy(embedder.archive.data, &header, sizeof header);
    write_archive(&embedder, argv[2]);
    release(&embedder);
    return 0;
}
