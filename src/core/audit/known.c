/* See known.h. */
#include "core/audit/known.h"

#include <stdlib.h>
#include <string.h>

#include "rules/archive.h"
#include "rules/hash.h"

void zn_known_init(struct zn_known *known, const zhnorm_allocator *allocator)
{
    zn_buffer_init(&known->hashes, allocator);
}

void zn_known_free(struct zn_known *known)
{
    zn_buffer_free(&known->hashes);
}

/* Single characters are no terms anyway. */
static bool add_word(struct zn_known *known, const char *text, size_t length)
{
    uint64_t hash = zn_hash(ZN_HASH_START, text, length);
    return length <= 3 || zn_buffer_append(&known->hashes, &hash, sizeof hash);
}

/* Adds the fields of a line: a key, a tab, and one value or several. */
static bool add_line(struct zn_known *known, const char *line, size_t length, bool spaced)
{
    const char *end = line + length;
    while (line < end) {
        const char *stop = line;
        while (stop < end && *stop != '\t' && *stop != '\r' && !(spaced && *stop == ' '))
            stop++;
        if (!add_word(known, line, (size_t)(stop - line)))
            return false;
        line = stop + 1;
    }
    return true;
}

/* `spaced`: values are separated by spaces, as in OpenCC's tables. */
static bool add_lines(struct zn_known *known, const char *text, size_t length, bool spaced)
{
    const char *end = text + length;
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (stop == NULL)
            stop = end;
        if ((spaced || *text != '#') && !add_line(known, text, (size_t)(stop - text), spaced))
            return false;
        text = stop + 1;
    }
    return true;
}

static bool add_texts(struct zn_known *known, struct zn_archive_list texts, bool spaced)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *list = zn_archive_at(archive, texts.offset);
    for (uint32_t i = 0; i < texts.count; i++) {
        if (!add_lines(known, zn_archive_string(archive, list[i].text), list[i].length,
                       spaced))
            return false;
    }
    return true;
}

bool zn_known_add_archive(struct zn_known *known)
{
    const struct zn_archive *archive = zn_archive_get();
    return add_texts(known, archive->dictionaries, false) &&
           add_texts(known, archive->tables, true);
}

bool zn_known_add(struct zn_known *known, const zhnorm_dict *dict)
{
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    for (size_t i = 0; i < zn_dictionary_count(dict); i++) {
        if (!add_word(known, dict->text + entries[i].key, entries[i].key_length) ||
            !add_word(known, dict->text + entries[i].value, entries[i].value_length))
            return false;
    }
    return true;
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

void zn_known_complete(struct zn_known *known)
{
    if (known->hashes.length != 0)
        qsort(known->hashes.data, known->hashes.length / sizeof(uint64_t), sizeof(uint64_t),
              compare_hashes);
}

bool zn_known_has(const struct zn_known *known, const void *text, size_t length)
{
    uint64_t hash = zn_hash(ZN_HASH_START, text, length);
    return known->hashes.length != 0 &&
           bsearch(&hash, known->hashes.data, known->hashes.length / sizeof hash, sizeof hash,
                   compare_hashes) != NULL;
}
