/* See image_file.h. */
#include "rules/image_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rules/error.h"
#include "rules/hash.h"
#include "rules/image_check.h"
#include "rules/memory.h"
#include "text/utf8.h"

#define ALIGNMENT 16u

static const char file_magic[ZHNORM_IMAGE_MAGIC_SIZE] = ZHNORM_IMAGE_MAGIC;

/* Where the checksum ends, and what it is of begins. */
#define CHECKED_FROM (offsetof(struct zn_image_file_header, checksum) + sizeof(uint64_t))

bool zn_image_file_is(const void *bytes, size_t length)
{
    return length >= sizeof file_magic && memcmp(bytes, file_magic, sizeof file_magic) == 0;
}

bool zn_image_file_is_at(const char *path)
{
    char start[sizeof file_magic];
    struct stat status;
    /* A pipe, which may hold a preset, must not even be opened twice. */
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    ssize_t got = read(descriptor, start, sizeof start);
    close(descriptor);
    return got == (ssize_t)sizeof start && zn_image_file_is(start, sizeof start);
}

/*
 * By words of eight bytes, for an image has some millions of bytes.  Each step
 * can be undone, so that no change of one word is missed.
 */
uint64_t zn_image_file_checksum(const void *bytes, size_t length)
{
    const uint8_t *at = (const uint8_t *)bytes + CHECKED_FROM;
    size_t rest = length - CHECKED_FROM;
    uint64_t hash = ZN_HASH_START;
    for (; rest >= sizeof hash; rest -= sizeof hash, at += sizeof hash) {
        uint64_t word;
        memcpy(&word, at, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return zn_hash(hash, at, rest);
}

/* ---- Writing ---------------------------------------------------------------------- */

static bool align(struct zn_buffer *out)
{
    static const uint8_t zeros[ALIGNMENT] = {0};
    return zn_buffer_append(out, zeros, (0 - out->length) & (ALIGNMENT - 1));
}

static bool write_string(struct zn_buffer *out, const char *string, uint32_t *offset)
{
    *offset = (uint32_t)out->length;
    return zn_buffer_append(out, string, strlen(string) + 1);
}

/* Writes an image with its sections behind it, wherever they lie now. */
static bool write_image(struct zn_buffer *out, const struct zn_rulebook *rulebook,
                        struct zn_section *place)
{
    if (!align(out))
        return false;
    size_t start = out->length;
    struct zn_image_header header = *rulebook->header;
    if (!zn_buffer_append(out, &header, sizeof header))
        return false;
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++) {
        struct zn_section *section = &header.sections[kind];
        const uint8_t *bytes = (const uint8_t *)rulebook->origin + section->offset;
        if (!align(out))
            return false;
        section->offset = (uint32_t)(out->length - start);
        if (!zn_buffer_append(out, bytes, section->length))
            return false;
    }
    memcpy(out->data + start, &header, sizeof header);
    *place = (struct zn_section){(uint32_t)start, (uint32_t)(out->length - start)};
    return out->length <= UINT32_MAX;
}

static bool write_parts(const struct zn_image_file *file, const struct zn_rulebook *rulebooks,
                        struct zn_image_file_header *header, struct zn_buffer *out)
{
    if (!zn_buffer_append(out, header, sizeof *header) ||
        !write_string(out, file->name, &header->name) ||
        !write_string(out, file->sources, &header->sources))
        return false;
    for (size_t i = 0; i < header->image_count; i++) {
        if (!write_image(out, &rulebooks[i], &header->images[i]))
            return false;
    }
    return align(out);
}

int zn_image_file_write(const struct zn_image_file *file, const struct zn_rulebook *rulebooks,
                        size_t count, struct zn_buffer *out, zhnorm_error *error)
{
    struct zn_image_file_header header = {
        .file_format = ZN_IMAGE_FILE_FORMAT,
        .image_format = ZN_IMAGE_FORMAT,
        .byte_order = ZN_IMAGE_BYTE_ORDER,
        .target = (uint32_t)file->target,
        .is_opencc = file->is_opencc,
        .image_count = (uint32_t)count,
    };
    memcpy(header.magic, file_magic, sizeof file_magic);
    snprintf(header.opencc_version, sizeof header.opencc_version, "%s", file->opencc_version);
    snprintf(header.opencc_digest, sizeof header.opencc_digest, "%s", file->opencc_digest);
    bool done = write_parts(file, rulebooks, &header, out);
    if (out->length > UINT32_MAX)
        return zn_fail(error, ZHNORM_ERROR_CONFIG, "%s: the rulebooks have more than 4 GiB",
                       file->name);
    if (!done)
        return zn_fail_memory(error);
    header.length = (uint32_t)out->length;
    memcpy(out->data, &header, sizeof header);
    header.checksum = zn_image_file_checksum(out->data, out->length);
    memcpy(out->data, &header, sizeof header);
    return ZHNORM_OK;
}

/* ---- Reading ---------------------------------------------------------------------- */

/* A file that is being read. */
struct reader {
    const uint8_t *bytes;
    size_t length;
    const char *label;
    zhnorm_error *error;
};

static int fail(const struct reader *reader, const char *reason)
{
    return zn_fail(reader->error, ZHNORM_ERROR_CONFIG,
                   "%s: the rulebook image cannot be used: %s", reader->label, reason);
}

static int check_header(const struct reader *reader, const struct zn_image_file_header *header)
{
    if (header->byte_order != ZN_IMAGE_BYTE_ORDER)
        return fail(reader, "it was made on a machine with another order of bytes");
    if (header->file_format != ZN_IMAGE_FILE_FORMAT || header->image_format != ZN_IMAGE_FORMAT)
        return fail(reader, "it was made by another release, in another format; compile it "
                            "again");
    if (header->length != reader->length)
        return fail(reader, "it is cut off, or something follows it");
    if (header->checksum != zn_image_file_checksum(reader->bytes, reader->length))
        return fail(reader, "its checksum is wrong, so it is damaged");
    if (header->target > ZN_TARGET_HK || header->is_opencc > 1 ||
        header->image_count > ZN_RULEBOOKS_MAX)
        return fail(reader, "its header holds impossible values");
    return ZHNORM_OK;
}

/* A string in the file, or NULL. */
static const char *string_at(const struct reader *reader, uint32_t offset)
{
    if (offset >= reader->length)
        return NULL;
    const char *string = (const char *)reader->bytes + offset;
    const char *end = memchr(string, '\0', reader->length - offset);
    if (end == NULL)
        return NULL;
    size_t length = (size_t)(end - string);
    return zn_utf8_valid_prefix((const uint8_t *)string, length) == length ? string : NULL;
}

static bool ends_within(const char *string, size_t size)
{
    return memchr(string, '\0', size) != NULL;
}

static int read_strings(const struct reader *reader, const struct zn_image_file_header *header,
                        struct zn_image_file *file)
{
    file->name = string_at(reader, header->name);
    file->sources = string_at(reader, header->sources);
    file->opencc_version = header->opencc_version;
    file->opencc_digest = header->opencc_digest;
    if (file->name == NULL || strlen(file->name) > ZN_IMAGE_FILE_NAME_MAX ||
        file->sources == NULL ||
        !ends_within(header->opencc_version, sizeof header->opencc_version) ||
        !ends_within(header->opencc_digest, sizeof header->opencc_digest))
        return fail(reader, "its header holds impossible values");
    return ZHNORM_OK;
}

static int read_image(const struct reader *reader, const struct zn_section *place,
                      const zhnorm_allocator *allocator, const struct zn_image_header **image)
{
    if (place->offset % ALIGNMENT != 0 || place->offset > reader->length ||
        place->length > reader->length - place->offset)
        return fail(reader, "an image lies outside the file");
    *image = (const void *)(reader->bytes + place->offset);
    struct zn_image_verdict verdict = zn_image_check(*image, place->length, allocator);
    if (verdict.status == ZHNORM_ERROR_NO_MEMORY)
        return zn_fail_memory(reader->error);
    return verdict.status == ZHNORM_OK ? ZHNORM_OK : fail(reader, verdict.reason);
}

int zn_image_file_read(const void *bytes, size_t length, const char *label,
                       const zhnorm_allocator *allocator, struct zn_image_file *file,
                       zhnorm_error *error)
{
    struct reader reader = {bytes, length, label, error};
    *file = (struct zn_image_file){.image_count = 0};
    if (!zn_image_file_is(bytes, length))
        return fail(&reader, "it is none");
    if (length < sizeof(struct zn_image_file_header))
        return fail(&reader, "it is cut off, or something follows it");
    const struct zn_image_file_header *header = bytes;
    int status = check_header(&reader, header);
    if (status == ZHNORM_OK)
        status = read_strings(&reader, header, file);
    for (size_t i = 0; status == ZHNORM_OK && i < header->image_count; i++)
        status = read_image(&reader, &header->images[i], allocator, &file->images[i]);
    file->image_count = header->image_count;
    file->target = (enum zn_target)header->target;
    file->is_opencc = header->is_opencc != 0;
    return status;
}
