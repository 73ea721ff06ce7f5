/* Looking things up in the archive; see archive.h. */
#include "rules/archive.h"

#include <string.h>

/* The bytes, from embedded.S. */
extern const struct zn_archive zn_embedded_archive;

const struct zn_archive *zn_archive_get(void)
{
    return &zn_embedded_archive;
}

/* Is `name` the name of a configuration?  OpenCC's may end in ".json". */
static bool is_called(const struct zn_archive *archive,
                      const struct zn_archive_configuration *configuration, const char *name)
{
    const char *own = zn_archive_string(archive, configuration->name);
    size_t length = strlen(own);
    if (strncmp(own, name, length) != 0)
        return false;
    bool is_preset = *zn_archive_string(archive, configuration->preset) != '\0';
    return name[length] == '\0' || (!is_preset && strcmp(name + length, ".json") == 0);
}

static const struct zn_archive_configuration *find(const struct zn_archive *archive,
                                                   const char *name, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct zn_archive_configuration *each = zn_archive_configuration_at(archive, i);
        if (is_called(archive, each, name))
            return each;
    }
    return NULL;
}

const struct zn_archive_configuration *
zn_archive_find_configuration(const struct zn_archive *archive, const char *name)
{
    return find(archive, name, archive->listed);
}

const struct zn_archive_configuration *zn_archive_find_choice(const struct zn_archive *archive,
                                                              const char *name)
{
    return find(archive, name, archive->configurations.count);
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
