/*
 * A file of a batch, as the walk hands it out.
 */
#ifndef ZN_CLI_BATCH_ITEM_H
#define ZN_CLI_BATCH_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"

/* The size is not known before the file is open. */
#define ZN_BATCH_SIZE_UNKNOWN UINT64_MAX

/*
 * An item owns its memory and keeps it from file to file: each thread has one of its own,
 * and what it holds stays until the thread asks for the next.
 */
struct zn_batch_item {
    struct zn_buffer path; /* with a NUL byte behind it; may hold any other byte */
    size_t below;          /* where the name begins that the file has in a batch, see below */
    uint64_t size;         /* or ZN_BATCH_SIZE_UNKNOWN */
    bool found;            /* met in a directory; else it was named */
    int code;              /* of an item that could not be had: the exit code */
};

void zn_batch_item_init(struct zn_batch_item *item);
void zn_batch_item_free(struct zn_batch_item *item);

/* To open it, and for messages.  "-" is standard input unless it was found. */
static inline const char *zn_batch_item_path(const struct zn_batch_item *item)
{
    return item->path.length != 0 ? (const char *)item->path.data : "";
}

/*
 * The name that the file has in this batch wherever its directory lies, and so the name of
 * its output in the directory of -o, and what decides about its shard.  If the command
 * line's one input is a directory: the path below it; else the path from the last part of
 * what was named on; of names from a list the whole of them, without slashes at the front.
 */
static inline const char *zn_batch_item_name(const struct zn_batch_item *item)
{
    return zn_batch_item_path(item) + item->below;
}

#endif
