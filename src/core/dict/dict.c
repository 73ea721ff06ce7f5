/* Dictionaries of the public API: loading them, and what is in them. */
#include <string.h>

#include "rules/archive.h"
#include "rules/dictionary.h"
#include "rules/error.h"
#include "rules/file.h"
#include "rules/header.h"
#include "rules/memory.h"

/* ---- Loading ------------------------------------------------------------------------ */

int zhnorm_dict_parse(const char *text, size_t length, const char *label,
                      const zhnorm_allocator *allocator, zhnorm_dict **dict,
                      zhnorm_error *error)
{
    return zn_dictionary_parse(text, length, label, ZN_DICTIONARY_CORPUS, allocator, dict,
                               error);
}

static int load_file(const char *path, const zhnorm_allocator *allocator, zhnorm_dict **dict,
                     zhnorm_error *error)
{
    struct zn_buffer text;
    zn_buffer_init(&text, allocator);
    int status = zn_file_read(path, ZHNORM_ERROR_DICT, &text, error);
    if (status == ZHNORM_OK)
        status = zhnorm_dict_parse((const char *)text.data, text.length, path, allocator, dict,
                                   error);
    zn_buffer_free(&text);
    return status;
}

int zhnorm_dict_load(const char *name, const zhnorm_allocator *allocator, zhnorm_dict **dict,
                     zhnorm_error *error)
{
    *dict = NULL;
    if (allocator == NULL)
        allocator = &zn_default_allocator;
    if (strchr(name, '/') != NULL)
        return load_file(name, allocator, dict, error);
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *found = zn_archive_find_dictionary(archive, name);
    if (found == NULL)
        return zn_fail(error, ZHNORM_ERROR_DICT,
                       "unknown dictionary '%s'; a path must contain a '/'", name);
    return zhnorm_dict_parse(zn_archive_string(archive, found->text), found->length, name,
                             allocator, dict, error);
}

void zhnorm_dict_free(zhnorm_dict *dict)
{
    zn_dictionary_free(dict);
}

/* ---- Looking into one ----------------------------------------------------------------- */

size_t zhnorm_dict_entry_count(const zhnorm_dict *dict)
{
    return zn_dictionary_count(dict);
}

int zhnorm_dict_entry_at(const zhnorm_dict *dict, size_t index, zhnorm_dict_entry *entry)
{
    if (index >= zn_dictionary_count(dict))
        return ZHNORM_ERROR_ARGUMENT;
    const struct zn_entry *found = &zn_dictionary_entries(dict)[index];
    *entry = (zhnorm_dict_entry){
        .key = dict->text + found->key,
        .key_length = found->key_length,
        .value = dict->text + found->value,
        .value_length = found->value_length,
        .line = found->line,
        .traditional_only = (found->flags & ZN_ENTRY_TRADITIONAL_ONLY) != 0,
    };
    return ZHNORM_OK;
}

const char *zhnorm_dict_field(const zhnorm_dict *dict, const char *name, size_t *length)
{
    return zn_header_field(dict->text, dict->length, name, length);
}

/* ---- Shipped dictionaries -------------------------------------------------------------- */

/* The entries of a text that has been found right: lines that hold something. */
static size_t count_entries(const char *text, size_t length)
{
    size_t count = 0;
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t line = end == NULL ? length : (size_t)(end - text);
        count += line != 0 && text[0] != '#' && text[0] != '\r';
        size_t skip = end == NULL ? line : line + 1;
        text += skip;
        length -= skip;
    }
    return count;
}

size_t zhnorm_dict_count(void)
{
    return zn_archive_get()->dictionaries.count;
}

int zhnorm_dict_at(size_t index, zhnorm_dict_info *info)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *list = zn_archive_at(archive, archive->dictionaries.offset);
    if (index >= archive->dictionaries.count)
        return ZHNORM_ERROR_ARGUMENT;
    const char *text = zn_archive_string(archive, list[index].text);
    size_t length = list[index].length;
    *info = (zhnorm_dict_info){.name = zn_archive_string(archive, list[index].name),
                               .entry_count = count_entries(text, length)};
    info->title = zn_header_field(text, length, "title", &info->title_length);
    info->target = zn_header_field(text, length, "target", &info->target_length);
    /* An empty string stands for what is not there. */
    info->title = info->title == NULL ? "" : info->title;
    info->target = info->target == NULL ? "" : info->target;
    return ZHNORM_OK;
}
