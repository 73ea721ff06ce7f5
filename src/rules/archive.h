/*
 * What is embedded in the library: the compiled configurations, and the texts
 * that they were compiled from, so that dictionaries can be laid over them at
 * run time.  One block of bytes in the byte order of the machine it was built
 * for; every place in it is an offset from its start.  Made at build time by
 * src/tools/embed.c.
 */
#ifndef ZN_RULES_ARCHIVE_H
#define ZN_RULES_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/compile.h"
#include "rules/evidence.h"
#include "rules/preset.h"

struct zn_archive_list {
    uint32_t offset;
    uint32_t count;
};

struct zn_archive {
    char opencc_version[16];
    char opencc_digest[17];
    char padding[3];
    uint32_t listed; /* how many of the configurations users can name */
    /* Presets first, then OpenCC's; then the choices of presets, "cn it". */
    struct zn_archive_list configurations;
    struct zn_archive_list tables;       /* the dictionaries of OpenCC */
    struct zn_archive_list dictionaries; /* corpus dictionaries */
    /* Evidence: sets of words whose numbers are those of the items. */
    uint32_t evidence_words;
    uint32_t evidence_characters;
    uint32_t evidence_texts;
    struct zn_archive_list evidence; /* struct zn_evidence_item */
    struct zn_archive_list topics;   /* uint32_t: names, NUL-terminated */
};

struct zn_archive_text {
    uint32_t name; /* NUL-terminated */
    uint32_t text;
    uint32_t length;
};

struct zn_archive_configuration {
    uint32_t name; /* NUL-terminated, like the next */
    uint32_t description;
    uint32_t target;                   /* enum zn_target */
    uint32_t preset;                   /* the text of the preset; empty: OpenCC's own */
    uint32_t chain;                    /* what it is compiled from; presets: their base's */
    uint32_t image_count;              /* none for a preset without script conversion */
    uint32_t images[ZN_RULEBOOKS_MAX]; /* struct zn_image_header */
};

/* The embedded archive. */
const struct zn_archive *zn_archive_get(void);

static inline const void *zn_archive_at(const struct zn_archive *archive, uint32_t offset)
{
    return (const uint8_t *)archive + offset;
}

static inline const char *zn_archive_string(const struct zn_archive *archive, uint32_t offset)
{
    return zn_archive_at(archive, offset);
}

static inline const struct zn_archive_configuration *
zn_archive_configuration_at(const struct zn_archive *archive, uint32_t index)
{
    const struct zn_archive_configuration *list =
        zn_archive_at(archive, archive->configurations.offset);
    return &list[index];
}

/*
 * The configuration `name` of those that users can name; OpenCC's may end in
 * ".json".  NULL: there is none.
 */
const struct zn_archive_configuration *
zn_archive_find_configuration(const struct zn_archive *archive, const char *name);

/* The same, or the choice `name` of a preset. */
const struct zn_archive_configuration *zn_archive_find_choice(const struct zn_archive *archive,
                                                              const char *name);

/* The corpus dictionary `name`; NULL: there is none. */
const struct zn_archive_text *zn_archive_find_dictionary(const struct zn_archive *archive,
                                                         const char *name);

#endif
