/*
 * The bytes of a file, decompressed where they are compressed, in constant memory.  Knows
 * nothing of what they mean.
 */
#ifndef ZN_FILES_PLAIN_H
#define ZN_FILES_PLAIN_H

#include "files/decompressor.h"
#include "files/window.h"

/* May wait for a file to have something to read.  False: it is given up. */
typedef bool zn_plain_wait(void *context, int fd);

struct zn_plain {
    zn_plain_wait *wait; /* NULL: reading waits */
    void *context;
    int fd;
    uint64_t taken; /* bytes of the file that have been read */
    bool is_read;   /* its end has been seen */
    bool is_ended;  /* all has been given */
    enum zn_codec codec;
    zhnorm_error failure; /* what is told when all before it is given; status OK: none */
    struct zn_window raw; /* bytes of the file */
    struct zn_decompressor *decompressor; /* NULL: none was needed yet */
};

/* Serves file after file.  False: no memory; zn_plain_close is allowed. */
bool zn_plain_open(struct zn_plain *plain, zn_plain_wait *wait, void *context);
void zn_plain_close(struct zn_plain *plain);

/* Begins with a file and finds out how it is compressed: see zn_source_begin. */
int zn_plain_begin(struct zn_plain *plain, int fd, const char *name, zhnorm_error *error);

/*
 * Reads up to `size` bytes; `*length` is 0 at the end, which is_ended says from then on.
 * What comes before a failure is given by the calls before.  Fails as zn_source_read does.
 */
int zn_plain_read(struct zn_plain *plain, char *buffer, size_t size, size_t *length,
                  zhnorm_error *error);

#endif
