/* Writing the archive, in which equal parts stand once: see embed.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/hash.h"
#include "tools/embed.h"

struct section_seen {
    uint64_t hash;
    uint32_t offset;
    uint32_t length;
};

_Noreturn void zn_embed_die(const char *message)
{
    fprintf(stderr, "zhnorm-embed: %s\n", message);
    exit(1);
}

void zn_embed_check(int status, const zhnorm_error *error)
{
    if (status != ZHNORM_OK)
        zn_embed_die(error->message);
}

void zn_embed_check_memory(bool done)
{
    if (!done)
        zn_embed_die("out of memory");
}

static void align(struct zn_embedder *embedder)
{
    static const uint8_t zeros[8] = {0};
    size_t rest = (0 - embedder->archive.length) & 7;
    zn_embed_check_memory(zn_buffer_append(&embedder->archive, zeros, rest));
}

uint32_t zn_embed_write_bytes(struct zn_embedder *embedder, const void *bytes, size_t length)
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
    zn_embed_check_memory(zn_buffer_append(&embedder->archive, bytes, length) &&
                          zn_buffer_append(&embedder->seen, &new_section, sizeof new_section));
    if (embedder->archive.length > UINT32_MAX)
        zn_embed_die("the archive is larger than 4 GiB");
    return new_section.offset;
}

uint32_t zn_embed_write_string(struct zn_embedder *embedder, const char *string)
{
    return zn_embed_write_bytes(embedder, string, strlen(string) + 1);
}

uint32_t zn_embed_write_image(struct zn_embedder *embedder, const struct zn_buffer *image)
{
    struct zn_image_header header;
    memcpy(&header, image->data, sizeof header);
    for (int kind = 0; kind < ZN_SECTION_COUNT; kind++) {
        struct zn_section *section = &header.sections[kind];
        section->offset =
            zn_embed_write_bytes(embedder, image->data + section->offset, section->length);
    }
    return zn_embed_write_bytes(embedder, &header, sizeof header);
}

void zn_embed_write_text(struct zn_embedder *embedder, struct zn_buffer *list,
                         const char *name, const char *text, size_t length)
{
    struct zn_archive_text entry = {.name = zn_embed_write_string(embedder, name),
                                    .text = zn_embed_write_bytes(embedder, text, length),
                                    .length = (uint32_t)length};
    zn_embed_check_memory(zn_buffer_append(list, &entry, sizeof entry));
}
