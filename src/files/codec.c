/* See codec.h. */
#include "files/codec.h"

#include <strings.h>

struct codec {
    enum zn_codec codec;
    const char *name;
    const char *ending;
};

static const struct codec codecs[] = {
    {ZN_CODEC_NONE, "", ""},
    {ZN_CODEC_GZIP, "gzip", ".gz"},
    {ZN_CODEC_ZSTD, "zstd", ".zst"},
};

/* The bytes that a compressed file begins with, as far as the mask has ones. */
struct magic {
    enum zn_codec codec;
    size_t length;
    uint8_t bytes[ZN_CODEC_MAGIC_MOST];
    uint8_t mask[ZN_CODEC_MAGIC_MOST];
};

static const struct magic magics[] = {
    /* RFC 1952: its only method, deflate, is the third byte. */
    {ZN_CODEC_GZIP, 3, {0x1F, 0x8B, 0x08}, {0xFF, 0xFF, 0xFF}},
    /* RFC 8878: a frame, and a frame to be skipped. */
    {ZN_CODEC_ZSTD, 4, {0x28, 0xB5, 0x2F, 0xFD}, {0xFF, 0xFF, 0xFF, 0xFF}},
    {ZN_CODEC_ZSTD, 4, {0x50, 0x2A, 0x4D, 0x18}, {0xF0, 0xFF, 0xFF, 0xFF}},
};

const char *zn_codec_name(enum zn_codec codec)
{
    return codecs[codec].name;
}

const char *zn_codec_ending(enum zn_codec codec)
{
    return codecs[codec].ending;
}

enum zn_codec zn_codec_of_name(const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 1; i < sizeof codecs / sizeof codecs[0]; i++) {
        size_t ending = strlen(codecs[i].ending);
        if (length > ending && strcasecmp(name + length - ending, codecs[i].ending) == 0)
            return codecs[i].codec;
    }
    return ZN_CODEC_NONE;
}

/* How many of the first bytes are those of the magic. */
static size_t agreeing(const struct magic *magic, const char *bytes, size_t length)
{
    size_t i = 0;

    while (i < length && i < magic->length &&
           ((uint8_t)bytes[i] & magic->mask[i]) == magic->bytes[i])
        i++;
    return i;
}

enum zn_codec zn_codec_of_magic(const char *bytes, size_t length, bool *open)
{
    bool is_open = false;
    enum zn_codec found = ZN_CODEC_NONE;

    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        size_t count = agreeing(&magics[i], bytes, length);
        if (count == magics[i].length)
            found = magics[i].codec;
        else if (count == length)
            is_open = true;
    }
    if (open != NULL)
        *open = is_open && found == ZN_CODEC_NONE;
    return found;
}
