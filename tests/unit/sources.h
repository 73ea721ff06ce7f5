/* Reading bytes through a source, as a file or as a pipe gives them. */
#ifndef ZN_TEST_SOURCES_H
#define ZN_TEST_SOURCES_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/source.h"

#define READ_MOST ((size_t)1 << 20)

/* What a source made of a file. */
struct reading {
    int status; /* of the call that failed, or ZHNORM_OK */
    zhnorm_error error;
    char *text; /* what was delivered before it, and its length */
    size_t length;
    enum zn_codec codec;
    const char *encoding;
    uint64_t malformed;
    uint64_t taken;
};

/* A file with these bytes, at its beginning. */
static inline int file_of(const void *bytes, size_t length)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    int fd = dup(fileno(file));
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(pwrite(fd, bytes, length, 0), (ssize_t)length);
    return fd;
}

/* Reads a whole file in pieces of `size` bytes, with a source that may have served others. */
static inline struct reading read_with(struct zn_source *source, int fd, const char *name,
                                       size_t size)
{
    struct reading reading = {.status = ZHNORM_OK};
    size_t length = 1;

    reading.text = malloc(READ_MOST + 1);
    ck_assert_ptr_nonnull(reading.text);
    reading.status = zn_source_begin(source, fd, name, &reading.error);
    while (reading.status == ZHNORM_OK && length != 0) {
        ck_assert_uint_le(reading.length + size, READ_MOST);
        reading.status = zn_source_read(source, reading.text + reading.length, size, &length,
                                        &reading.error);
        ck_assert_uint_le(length, size);
        if (reading.status == ZHNORM_OK)
            reading.length += length;
    }
    reading.text[reading.length] = '\0';
    reading.codec = zn_source_codec(source);
    reading.encoding = zn_source_encoding(source);
    reading.malformed = zn_source_malformed(source);
    reading.taken = zn_source_taken(source);
    return reading;
}

/* Reads bytes as a file of this name would hold them. */
static inline struct reading read_bytes(const struct zn_source_options *options,
                                        const char *name, const void *bytes, size_t length,
                                        size_t size)
{
    struct zn_source *source = zn_source_new(options);
    ck_assert_ptr_nonnull(source);
    int fd = file_of(bytes, length);
    struct reading reading = read_with(source, fd, name, size);

    close(fd);
    zn_source_free(source);
    return reading;
}

static inline void reading_free(struct reading *reading)
{
    free(reading->text);
}

/* Fails unless the reading ended well and gave this text. */
static inline void assert_reads(const struct reading *reading, const char *text, size_t length)
{
    ck_assert_msg(reading->status == ZHNORM_OK, "%s", reading->error.message);
    ck_assert_msg(reading->length == length && memcmp(reading->text, text, length) == 0,
                  "wanted %zu bytes '%.60s', got %zu bytes '%.60s'", length, text,
                  reading->length, reading->text);
}

#endif
