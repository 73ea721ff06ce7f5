/*
 * The file form of compiled rulebooks: what a converter needs besides its
 * options, so that it can be opened without compiling.  A header, two strings
 * and the images, in the byte order of the machine that made them.
 */
#ifndef ZN_RULES_IMAGE_FILE_H
#define ZN_RULES_IMAGE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/compile.h"
#include "rules/preset.h"

#define ZN_IMAGE_FILE_FORMAT 1
#define ZN_IMAGE_FILE_NAME_MAX 255 /* bytes of a configuration's name */

/* What a file begins with; offsets count from there. */
struct zn_image_file_header {
    char magic[ZHNORM_IMAGE_MAGIC_SIZE];
    uint32_t file_format;
    uint32_t image_format;
    uint32_t byte_order;
    uint32_t length;         /* bytes of the file */
    uint64_t checksum;       /* of everything behind it */
    char opencc_version[16]; /* of the tables that are embedded in the maker */
    char opencc_digest[24];
    uint32_t target;    /* enum zn_target */
    uint32_t is_opencc; /* 1: OpenCC's own, or in its form; else 0 */
    uint32_t name;      /* NUL-terminated, like the next */
    uint32_t sources;   /* a line for each: kind, name, digest */
    uint32_t image_count;
    uint32_t unused; /* 0 */
    struct zn_section images[ZN_RULEBOOKS_MAX];
};

/* What is in a file; the strings and images are where the file lies. */
struct zn_image_file {
    const char *opencc_version;
    const char *opencc_digest;
    const char *name; /* of the configuration */
    const char *sources;
    enum zn_target target;
    bool is_opencc;
    size_t image_count;
    const struct zn_image_header *images[ZN_RULEBOOKS_MAX];
};

/* Do these bytes begin as a file of images does? */
bool zn_image_file_is(const void *bytes, size_t length);

/* The same of the regular file at `path`; false where it cannot be read. */
bool zn_image_file_is_at(const char *path);

/*
 * Appends the file of `rulebooks` to `out`, which must be empty; `file` holds
 * all but the images.  Fails when there is no memory or it would have more than
 * 4 GiB.  O(size of the images).
 */
int zn_image_file_write(const struct zn_image_file *file, const struct zn_rulebook *rulebooks,
                        size_t count, struct zn_buffer *out, zhnorm_error *error);

/*
 * Checks a file whole and finds what is in it.  `bytes` must stay while `file`
 * is in use, and lie at a multiple of eight.  `label` names it in messages.
 * Fails with ZHNORM_ERROR_CONFIG or ZHNORM_ERROR_NO_MEMORY.  O(length).
 */
int zn_image_file_read(const void *bytes, size_t length, const char *label,
                       const zhnorm_allocator *allocator, struct zn_image_file *file,
                       zhnorm_error *error);

/* The checksum of a file, whose header may still lack it.  For tests as well. */
uint64_t zn_image_file_checksum(const void *bytes, size_t length);

#endif
