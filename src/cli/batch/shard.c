/* See shard.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/shard.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "files/codec.h"
#include "rules/hash.h"

/* How far behind the place where a range should end a better one is looked for. */
#define LOOK (UINT64_C(1) << 20)

enum { BLOCK = 65536 };

/* Reads digits up to `end`.  False: there are none, or they are too many. */
static bool read_number(const char *text, const char *end, uint32_t *number)
{
    *number = 0;
    if (text == end || end - text > 5)
        return false;
    for (; text < end; text++) {
        if (*text < '0' || *text > '9')
            return false;
        *number = *number * 10 + (uint32_t)(*text - '0');
    }
    return true;
}

int zn_batch_shard_read(const char *text, struct zn_batch_shard *shard)
{
    *shard = (struct zn_batch_shard){1, 1};
    if (text == NULL)
        return ZN_CLI_DONE;
    const char *slash = strchr(text, '/');
    if (slash != NULL && read_number(text, slash, &shard->index) &&
        read_number(slash + 1, text + strlen(text), &shard->count) && shard->index >= 1 &&
        shard->index <= shard->count && shard->count <= ZN_BATCH_SHARDS_MOST)
        return ZN_CLI_DONE;
    return zn_cli_usage_error("--shard: '%s' is not K/N with 1 <= K <= N <= %d", text,
                              ZN_BATCH_SHARDS_MOST);
}

bool zn_batch_shard_divides(const struct zn_batch_shard *shard, enum zn_format format,
                            uint64_t size)
{
    return shard->count > 1 && zn_format_is_lined(format) && size >= ZN_BATCH_SHARD_DIVIDES;
}

bool zn_batch_shard_has(const struct zn_batch_shard *shard, const char *name)
{
    uint64_t hash = zn_hash(ZN_HASH_START, name, strlen(name));

    /* The low bits of FNV-1a depend on few bits of the name: mix (MurmurHash3's way). */
    hash = (hash ^ hash >> 33) * UINT64_C(0xff51afd7ed558ccd);
    hash = (hash ^ hash >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    hash ^= hash >> 33;
    return hash % shard->count == shard->index - 1;
}

/* ---- Dividing -----------------------------------------------------------------------------
 */

/* Where a file is divided; the same for both shards that meet there. */
struct cut {
    bool text;      /* the format is text: better between lines that are not blank */
    uint64_t limit; /* how far to look for that */
    uint64_t first; /* the first line end, or 0: not found yet */
    uint64_t good;  /* a line end with ink in the line before it, or 0 */
    bool ink;       /* the line that is read has some */
    uint64_t place; /* what was found, or 0 */
};

/*
 * Whether a byte can only be part of a character that is seen: ASCII beyond the space, or the
 * first byte of one from U+4000 on but U+F000 to U+FFFF.  All white space lies elsewhere, and
 * hardly a line that is not blank has none of these.
 */
static bool is_ink(uint8_t byte)
{
    return (byte > ' ' && byte < 0x7F) || (byte >= 0xE4 && byte <= 0xEE) ||
           (byte >= 0xF0 && byte <= 0xF4);
}

/* Takes the byte before offset `end`. */
static void take(struct cut *cut, uint8_t byte, uint64_t end)
{
    if (byte == '\n') {
        bool begun = cut->first != 0;
        cut->good = begun && cut->ink ? end : 0;
        cut->ink = false;
        if (!begun)
            cut->first = end;
        if (!cut->text)
            cut->place = end;
    } else if (cut->first != 0 && !cut->ink && is_ink(byte)) {
        cut->ink = true;
        cut->place = cut->good;
    }
    if (cut->first != 0 && end >= cut->limit && cut->place == 0)
        cut->place = cut->first;
}

/* Reads up to `size` bytes at an offset.  Their number, 0 at the end, or -1: see errno. */
static ssize_t read_at(int fd, uint8_t *block, size_t size, uint64_t offset)
{
    ssize_t length;

    do
        length = pread(fd, block, size, (off_t)offset);
    while (length < 0 && errno == EINTR);
    return length;
}

/* The place nearest behind `target` where the file is divided.  False: see errno. */
static bool find_cut(int fd, enum zn_format format, uint64_t size, uint64_t target,
                     uint64_t *place)
{
    uint8_t block[BLOCK];
    struct cut cut = {.text = format == ZN_FORMAT_TEXT, .limit = target + LOOK};

    *place = target;
    if (target == 0 || target >= size)
        return true;
    /* A line may end right there. */
    for (uint64_t offset = target - 1; cut.place == 0 && offset < size;) {
        ssize_t length = read_at(fd, block, sizeof block, offset);
        if (length < 0)
            return false;
        if (length == 0)
            break;
        for (ssize_t i = 0; i < length && cut.place == 0; i++)
            take(&cut, block[i], ++offset);
    }
    *place = cut.place != 0 ? cut.place : cut.first != 0 ? cut.first : size;
    if (*place > size)
        *place = size;
    return true;
}

/* The beginning of range `index`, from 0, if lines had no length. */
static uint64_t target_of(uint64_t size, uint32_t index, uint32_t count)
{
    return size / count * index + size % count * index / count;
}

bool zn_batch_shard_cut(const struct zn_batch_shard *shard, int fd, enum zn_format format,
                        const char *name, uint64_t size, struct zn_batch_share *share)
{
    uint8_t magic[ZN_CODEC_MAGIC_MOST];
    ssize_t length = read_at(fd, magic, sizeof magic, 0);

    if (length < 0)
        return false;
    if (zn_codec_of_magic((const char *)magic, (size_t)length, NULL) != ZN_CODEC_NONE) {
        *share = (struct zn_batch_share){.of = {1, 1}};
        share->to = zn_batch_shard_has(shard, name) ? size : 0;
        return true;
    }
    share->of = *shard;
    return find_cut(fd, format, size, target_of(size, shard->index - 1, shard->count),
                    &share->from) &&
           find_cut(fd, format, size, target_of(size, shard->index, shard->count), &share->to);
}
