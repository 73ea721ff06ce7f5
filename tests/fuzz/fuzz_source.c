/*
 * Fuzzes files as they are read: compressed or not, in every encoding or one that is guessed,
 * with every policy.  The first byte chooses encoding and policy, the second the sizes of the
 * pieces; the rest is the file, or, if a bit says so, what is compressed into it.  However it
 * is divided, the same text comes before the same end.
 */
#define _GNU_SOURCE /* memfd_create */

#include "checks.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "files/source.h"
#include "rules/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define BUFFER_SIZE 4096

/* A small file can hold a great deal of zeroes. */
#define TEXT_MOST ((size_t)4 << 20)

static int file_of(const uint8_t *bytes, size_t length)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    require(fd >= 0, "a file can be made");
    require(pwrite(fd, bytes, length, 0) == (ssize_t)length, "a file can be written");
    return fd;
}

/* What reading a file came to. */
struct reading {
    struct zn_buffer text;
    int status;
    uint64_t offset;
    uint64_t malformed;
};

/* Reads the file in pieces of at most `most` bytes, by chance. */
static struct reading read_all(struct zn_source *source, int fd, size_t most, uint32_t chance)
{
    char buffer[BUFFER_SIZE];
    struct reading reading = {.status = ZHNORM_OK};
    zhnorm_error error = {0};
    size_t length = 1;

    zn_buffer_init(&reading.text, &zn_default_allocator);
    require(lseek(fd, 0, SEEK_SET) == 0, "a file can be read again");
    reading.status = zn_source_begin(source, fd, "fuzz", &error);
    while (reading.status == ZHNORM_OK && length != 0 && reading.text.length < TEXT_MOST) {
        chance = chance * 1664525u + 1013904223u;
        size_t size = 1 + (chance >> 8) % most;
        reading.status = zn_source_read(source, buffer, size, &length, &error);
        require(length <= size, "no more comes than there is room for");
        if (reading.status == ZHNORM_OK)
            require(zn_buffer_append(&reading.text, buffer, length), "there is memory");
    }
    require(reading.status == ZHNORM_OK || reading.status == ZHNORM_ERROR_INPUT,
            "only the file can be wrong");
    require(reading.status == ZHNORM_OK || error.message[0] != '\0', "an error has a message");
    reading.offset = error.offset;
    reading.malformed = zn_source_malformed(source);
    return reading;
}

static void check(const struct zn_source_options *options, const uint8_t *bytes, size_t length,
                  uint8_t chance)
{
    struct zn_source *source = zn_source_new(options);
    int fd = file_of(bytes, length);
    require(source != NULL, "there is memory");

    struct reading one = read_all(source, fd, BUFFER_SIZE, chance);
    struct reading other = read_all(source, fd, 1 + (size_t)chance % 100, chance);
    size_t shorter = one.text.length < other.text.length ? one.text.length : other.text.length;
    require(shorter == 0 || memcmp(one.text.data, other.text.data, shorter) == 0,
            "the same text comes");
    if (one.text.length < TEXT_MOST && other.text.length < TEXT_MOST) {
        require(one.text.length == other.text.length, "as much text comes");
        require(one.status == other.status, "it ends the same way");
        require(one.offset == other.offset, "it is wrong at the same byte");
        require(one.malformed == other.malformed, "as much is wrong");
    }
    if (strcmp(zn_source_encoding(source), "UTF-8") != 0 &&
        options->bad_input != ZHNORM_BAD_INPUT_PASS && one.text.length < TEXT_MOST)
        require(is_utf8((const char *)one.text.data, one.text.length), "the text is UTF-8");
    zn_buffer_free(&one.text);
    zn_buffer_free(&other.text);
    close(fd);
    zn_source_free(source);
}

/* Compresses the bytes as two members, and reads that. */
static void check_compressed(const struct zn_source_options *options, enum zn_codec codec,
                             const uint8_t *bytes, size_t length, uint8_t chance)
{
    struct zn_compressor *compressor = zn_compressor_open(codec);
    struct zn_buffer file;
    size_t half = length / 2;

    zn_buffer_init(&file, &zn_default_allocator);
    require(
        compressor != NULL &&
            zn_compressor_add(compressor, (const char *)bytes, half, &file) &&
            zn_compressor_end(compressor, &file) &&
            zn_compressor_add(compressor, (const char *)bytes + half, length - half, &file) &&
            zn_compressor_end(compressor, &file),
        "there is memory");
    check(options, file.data, file.length, chance);
    zn_buffer_free(&file);
    zn_compressor_close(compressor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {"auto",     "utf-8",    "utf-16",
                                            "utf-16le", "utf-16be", "big5",
                                            "gbk",      "gb18030",  "big5-hkscs"};
    static const size_t count = sizeof encodings / sizeof encodings[0];

    if (size < 2)
        return 0;
    struct zn_source_options options = {
        .encoding = encodings[(data[0] & 0x0F) % count],
        .bad_input = (data[0] >> 4 & 3) % 3,
    };
    enum zn_codec codec = data[0] >> 6 == 2   ? ZN_CODEC_GZIP
                          : data[0] >> 6 == 3 ? ZN_CODEC_ZSTD
                                              : ZN_CODEC_NONE;
    if (codec != ZN_CODEC_NONE)
        check_compressed(&options, codec, data + 2, size - 2, data[1]);
    else
        check(&options, data + 2, size - 2, data[1]);
    return 0;
}
