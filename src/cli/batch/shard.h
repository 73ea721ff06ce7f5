/*
 * --shard K/N: the K-th of N parts of the inputs, so that N machines that see the same files
 * do each file once, without talking to each other.  A file belongs to one of them by a
 * hash of its name in the batch.  A large file that is made of lines is divided instead:
 * each part takes the K-th of N ranges of nearly the same size, and the results one after
 * another are the result of the whole.
 */
#ifndef ZN_CLI_BATCH_SHARD_H
#define ZN_CLI_BATCH_SHARD_H

#include <stdbool.h>
#include <stdint.h>

#include "formats/format.h"

#define ZN_BATCH_SHARDS_MOST 65536

/* From this size on a file of lines is divided. */
#define ZN_BATCH_SHARD_DIVIDES (UINT64_C(64) << 20)

struct zn_batch_shard {
    uint32_t index; /* from 1 */
    uint32_t count; /* 1: everything */
};

/* What a shard has of a file. */
struct zn_batch_share {
    struct zn_batch_shard of; /* which part it is, for the output's name; 1 of 1: the whole */
    uint64_t from;            /* the bytes of the file */
    uint64_t to;
};

/* Reads K/N; NULL: 1/1.  Returns ZN_CLI_DONE or, having said what is wrong, ZN_CLI_USAGE. */
int zn_batch_shard_read(const char *text, struct zn_batch_shard *shard);

/*
 * Whether files of this format and size are divided among shards.  The caller sees to it
 * that the file is regular, not converted in place, neither compressed nor in another
 * encoding, and that no rule joins lines (`unwrap`); whether it is compressed without saying
 * so by its name zn_batch_shard_cut finds out.
 */
bool zn_batch_shard_divides(const struct zn_batch_shard *shard, enum zn_format format,
                            uint64_t size);

/*
 * Whether an undivided file belongs to the shard, by its name in the batch.  The same for
 * all machines and releases: FNV-1a of the name's bytes, mixed, modulo N.
 */
bool zn_batch_shard_has(const struct zn_batch_shard *shard, const char *name);

/*
 * Finds the shard's range of an open file of `size` bytes that is divided; it may be empty.
 * Both ends are line ends; those of text lie, where there are such in the next MiB, between
 * two lines that are not blank, since the rules for blank lines look across them.  Of a file
 * that turns out to be compressed everything goes to the shard that its name belongs to:
 * share->of is 1 of 1 then, and the range is empty for the others.  Returns false, with
 * errno, when the file cannot be read.
 */
bool zn_batch_shard_cut(const struct zn_batch_shard *shard, int fd, enum zn_format format,
                        const char *name, uint64_t size, struct zn_batch_share *share);

#endif
