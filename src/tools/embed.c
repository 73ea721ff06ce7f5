/*
 * The build-time compiler: reads every OpenCC configuration that the installed
 * libopencc brings and zhnorm's own presets and dictionaries, compiles them,
 * collects evidence for telling texts apart, and writes the archive that is
 * embedded in the library.
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

#include "rules/error.h"
#include "rules/file.h"
#include "rules/memory.h"
#include "rules/preset.h"
#include "tools/embed.h"

/* ---- Finding ------------------------------------------------------------------------ */

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* The files of `directory` that end in `ending`, without it, sorted. */
static void list_names(const char *directory, const char *ending, struct zn_embed_names *names)
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
            zn_embed_die("too many presets or dictionaries, or too long a name");
        memcpy(names->list[names->count++], entry->d_name, length - ending_length);
    }
    closedir(handle);
    qsort(names->list, names->count, sizeof names->list[0], compare_names);
}

void zn_embed_read_file(const char *directory, const char *name, const char *ending,
                        struct zn_buffer *contents)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s%s", directory, name, ending);
    zhnorm_error error;
    zn_buffer_init(contents, &zn_default_allocator);
    zn_embed_check(zn_file_read(path, ZHNORM_ERROR_CONFIG, contents, &error), &error);
}

/* ---- Configurations ------------------------------------------------------------------- */

static void compile_into(struct zn_embedder *embedder, struct zn_archive_configuration *entry,
                         const struct zn_configuration_text *text,
                         const zhnorm_dict *const *dicts, size_t dict_count)
{
    zhnorm_error error;
    struct zn_images images;
    zn_embed_check(
        zn_images_compile(text, dicts, dict_count, &zn_default_allocator, &images, &error),
        &error);
    entry->image_count = (uint32_t)images.count;
    for (size_t i = 0; i < images.count; i++)
        entry->images[i] = zn_embed_write_image(embedder, &images.images[i]);
    zn_images_free(&images);
}

static void add_opencc_tables(struct zn_embedder *embedder,
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
            zn_embed_write_text(embedder, &embedder->tables, table->name, table->text,
                                table->length);
        else if (known[at].length != table->length ||
                 memcmp(embedder->archive.data + known[at].text, table->text, table->length) !=
                     0)
            zn_embed_die("two dictionaries of OpenCC's have the same name");
    }
}

static void add_opencc_configuration(struct zn_embedder *embedder, size_t number)
{
    const struct zn_opencc_configuration *configuration =
        embedder->opencc->configurations[number];
    struct zn_archive_configuration entry = {
        .name = zn_embed_write_string(embedder, embedder->opencc->names[number]),
        .description = zn_embed_write_string(embedder, configuration->title),
        .target = (uint32_t)zn_target_of_opencc(embedder->opencc->names[number]),
        .preset = zn_embed_write_string(embedder, ""),
        .chain = zn_embed_write_string(embedder, configuration->chain),
    };
    compile_into(embedder, &entry, &configuration->text, NULL, 0);
    add_opencc_tables(embedder, &configuration->text);
    zn_embed_check_memory(zn_buffer_append(&embedder->configurations, &entry, sizeof entry));
}

static const struct zn_opencc_configuration *find_opencc(const struct zn_embedder *embedder,
                                                         const char *name)
{
    for (size_t i = 0; i < embedder->opencc->count; i++) {
        if (strcmp(embedder->opencc->names[i], name) == 0)
            return embedder->opencc->configurations[i];
    }
    fprintf(stderr, "zhnorm-embed: a preset's base '%s' is not installed\n", name);
    exit(1);
}

static zhnorm_dict *read_dictionary(const struct zn_embedder *embedder, const char *name)
{
    struct zn_buffer contents;
    zhnorm_error error;
    zhnorm_dict *dict;
    zn_embed_read_file(embedder->dicts_directory, name, ".dict", &contents);
    zn_embed_check(zn_dictionary_parse((const char *)contents.data, contents.length, name,
                                       ZN_DICTIONARY_CORPUS, &zn_default_allocator, &dict,
                                       &error),
                   &error);
    zn_buffer_free(&contents);
    return dict;
}

/* Compiles a preset with these topics laid over it. */
static void compile_preset(struct zn_embedder *embedder, const struct zn_preset *preset,
                           const char *const *topics, size_t topic_count,
                           struct zn_archive_configuration *entry)
{
    zhnorm_dict *dicts[ZN_PRESET_DICTS_MAX + ZN_PRESET_TOPICS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < preset->dict_count; i++)
        dicts[count++] = read_dictionary(embedder, preset->dicts[i]);
    for (size_t i = 0; i < topic_count; i++)
        dicts[count++] = read_dictionary(embedder, topics[i]);
    const struct zn_opencc_configuration *base = find_opencc(embedder, preset->base);
    entry->chain = zn_embed_write_string(embedder, base->chain);
    compile_into(embedder, entry, &base->text, (const zhnorm_dict *const *)dicts, count);
    for (size_t i = 0; i < count; i++)
        zn_dictionary_free(dicts[i]);
}

static void parse_preset(const struct zn_embedder *embedder, const char *name,
                         struct zn_preset *preset, struct zn_buffer *text)
{
    zhnorm_error error;
    zn_embed_read_file(embedder->dicts_directory, name, ".preset", text);
    zn_embed_check(zn_preset_parse(preset, (const char *)text->data, text->length, name,
                                   &zn_default_allocator, &error),
                   &error);
    if (preset->name == NULL || strcmp(preset->name, name) != 0)
        zn_embed_die("a preset's name is not that of its file");
    zn_embed_check_memory(zn_buffer_append(text, "", 1));
}

static void add_preset(struct zn_embedder *embedder, const char *name)
{
    struct zn_buffer text;
    struct zn_preset preset;
    parse_preset(embedder, name, &preset, &text);
    struct zn_archive_configuration entry = {
        .name = zn_embed_write_string(embedder, name),
        .description =
            zn_embed_write_string(embedder, preset.title == NULL ? "" : preset.title),
        .target = (uint32_t)preset.target,
        .preset = zn_embed_write_string(embedder, (const char *)text.data),
        .chain = zn_embed_write_string(embedder, ""),
    };
    if (preset.base != NULL)
        compile_preset(embedder, &preset, NULL, 0, &entry);
    zn_embed_check_memory(zn_buffer_append(&embedder->configurations, &entry, sizeof entry));
    zn_preset_free(&preset);
    zn_buffer_free(&text);
}

/* A preset that another one may choose, with the topics whose bits are set. */
static void add_choice(struct zn_embedder *embedder, const struct zn_preset *chooser,
                       enum zn_origin origin, unsigned topics)
{
    struct zn_buffer text;
    struct zn_preset preset;
    char name[ZN_CHOICE_NAME_SIZE];
    const char *chosen[ZN_PRESET_TOPICS_MAX];
    size_t count = 0;
    if (!zn_preset_choice_name(chooser, origin, topics, name))
        zn_embed_die("the name of a preset's choice is too long");
    for (size_t i = 0; i < chooser->topic_count; i++)
        if ((topics >> i & 1) != 0)
            chosen[count++] = chooser->topics[i];
    parse_preset(embedder, chooser->choices[origin], &preset, &text);
    struct zn_archive_configuration entry = {
        .name = zn_embed_write_string(embedder, name),
        .description = zn_embed_write_string(embedder, ""),
        .target = (uint32_t)preset.target,
        .preset = zn_embed_write_string(embedder, (const char *)text.data),
    };
    compile_preset(embedder, &preset, chosen, count, &entry);
    zn_embed_check_memory(zn_buffer_append(&embedder->configurations, &entry, sizeof entry));
    zn_preset_free(&preset);
    zn_buffer_free(&text);
}

/* All choices of a preset but those that are presets themselves. */
static void add_choices(struct zn_embedder *embedder, const char *name)
{
    struct zn_buffer text;
    struct zn_preset preset;
    parse_preset(embedder, name, &preset, &text);
    for (int origin = 0; preset.base == NULL && origin < ZN_ORIGINS; origin++) {
        for (unsigned topics = 1;
             topics < zn_preset_topic_sets(&preset, (enum zn_origin)origin); topics++)
            add_choice(embedder, &preset, (enum zn_origin)origin, topics);
    }
    zn_preset_free(&preset);
    zn_buffer_free(&text);
}

static void add_dictionary(struct zn_embedder *embedder, const char *name)
{
    zhnorm_error error;
    zhnorm_dict *dict = read_dictionary(embedder, name);
    zn_embed_write_text(embedder, &embedder->dictionaries, name, dict->text, dict->length);
    zn_embed_check(zn_evidence_add_dictionary(&embedder->evidence, dict, name, &error),
                   &error);
    zn_dictionary_free(dict);
}

/* ---- The whole ------------------------------------------------------------------------- */

static struct zn_archive_list write_list(struct zn_embedder *embedder,
                                         const struct zn_buffer *list, size_t size)
{
    return (struct zn_archive_list){zn_embed_write_bytes(embedder, list->data, list->length),
                                    (uint32_t)(list->length / size)};
}

static void read_opencc(struct zn_embedder *embedder, struct zn_archive *header)
{
    const struct zn_opencc_module *module = zn_opencc_module();
    zhnorm_error error;
    zn_embed_check(module->read_installed(&embedder->opencc, &error), &error);
    snprintf(header->opencc_version, sizeof header->opencc_version, "%s", module->version);
    snprintf(header->opencc_digest, sizeof header->opencc_digest, "%016llx",
             (unsigned long long)embedder->opencc->digest);
}

static void init(struct zn_embedder *embedder)
{
    zn_buffer_init(&embedder->archive, &zn_default_allocator);
    zn_buffer_init(&embedder->seen, &zn_default_allocator);
    zn_buffer_init(&embedder->configurations, &zn_default_allocator);
    zn_buffer_init(&embedder->tables, &zn_default_allocator);
    zn_buffer_init(&embedder->dictionaries, &zn_default_allocator);
    zn_embed_check_memory(zn_evidence_init(&embedder->evidence, &zn_default_allocator));
}

static void release(struct zn_embedder *embedder)
{
    zn_buffer_free(&embedder->archive);
    zn_buffer_free(&embedder->seen);
    zn_buffer_free(&embedder->configurations);
    zn_buffer_free(&embedder->tables);
    zn_buffer_free(&embedder->dictionaries);
    zn_evidence_free(&embedder->evidence);
    zn_opencc_module()->release_installed(embedder->opencc);
}

static void write_archive(const struct zn_embedder *embedder, const char *path)
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
        zn_embed_die("usage: zhnorm-embed DICTS-DIRECTORY OUTPUT");
    struct zn_embedder embedder = {.dicts_directory = argv[1]};
    init(&embedder);
    struct zn_archive header = {.padding = {0}};
    zn_embed_check_memory(zn_buffer_append(&embedder.archive, &header, sizeof header));
    read_opencc(&embedder, &header);
    list_names(argv[1], ".preset", &embedder.presets);
    list_names(argv[1], ".dict", &embedder.dictionary_names);
    list_names(argv[1], ".evidence", &embedder.evidence_names);
    for (size_t i = 0; i < embedder.presets.count; i++)
        add_preset(&embedder, embedder.presets.list[i]);
    for (size_t i = 0; i < embedder.opencc->count; i++)
        add_opencc_configuration(&embedder, i);
    header.listed =
        (uint32_t)(embedder.configurations.length / sizeof(struct zn_archive_configuration));
    for (size_t i = 0; i < embedder.presets.count; i++)
        add_choices(&embedder, embedder.presets.list[i]);
    zhnorm_dict *script = zn_embed_parse_table(&embedder, "TSCharacters");
    zn_embed_check_memory(zn_evidence_use_script(&embedder.evidence, script));
    for (size_t i = 0; i < embedder.dictionary_names.count; i++)
        add_dictionary(&embedder, embedder.dictionary_names.list[i]);
    for (size_t i = 0; i < embedder.evidence_names.count; i++)
        zn_embed_add_evidence_list(&embedder, embedder.evidence_names.list[i]);
    zn_embed_add_characters(&embedder);
    zn_embed_write_evidence(&embedder, &header);
    header.configurations = write_list(&embedder, &embedder.configurations,
                                       sizeof(struct zn_archive_configuration));
    header.tables = write_list(&embedder, &embedder.tables, sizeof(struct zn_archive_text));
    header.dictionaries =
        write_list(&embedder, &embedder.dictionaries, sizeof(struct zn_archive_text));
    memcpy(embedder.archive.data, &header, sizeof header);
    write_archive(&embedder, argv[2]);
    zn_dictionary_free(script);
    release(&embedder);
    return 0;
}
