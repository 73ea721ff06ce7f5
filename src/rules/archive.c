/* Looking things up in the archive; see archive.h. */
#include "rules/archive.h"

#include <string.h>

/* The bytes, from embedded.S. */
extern const struct zn_archive zn_embedded_archive;

const struct zn_archive *zn_archive_get(void)
{
    return &zn_embedded_archive;
}

const struct zn_archive_configuration *
zn_archive_find_configuration(const struct zn_archive *archive, const char *name)
{
    size_t length = strlen(name);
    static const char ending[] = ".json";
    if (length > sizeof ending - 1 && strcmp(name + length - (sizeof ending - 1), ending) == 0)
        length -= sizeof ending - 1;
    for (uint32_t i = 0; i < archive->configurations.count; i++) {
        const struct zn_archive_configuration *each = zn_archive_configuration_at(archive, i);
        const char *each_name = zn_archive_string(archive, each->name);
        if (strlen(each_name) == length && memcmp(each_name, name, length) == 0)
            return each;
    }
    return NULL;
}

const struct zn_archive_text *zn_archive_find_dictionary(const struct zn_archive *archive,
                                                         const char *name)
{
    const struct zn_archive_text *list = zn_archive_at(archive, archive->dictionaries.offset);
    for (uint32_t i = 0; i < archive->dictionaries.count; i++) {
        if (strcmp(zn_archive_string(archive, list[i].name), name) == 0)
            return &list[i];
    }
    return NULL;
}
