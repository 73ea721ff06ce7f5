/*
 * Where the output of a file goes in the directory of -o: to the file's name in the batch
 * (zn_batch_item_name).  Knows nothing of how it is written.
 */
#ifndef ZN_CLI_BATCH_MIRROR_H
#define ZN_CLI_BATCH_MIRROR_H

#include <sys/stat.h>

#include "cli/batch/item.h"
#include "cli/batch/settings.h"
#include "cli/batch/shard.h"

/*
 * Refuses, before anything is converted, inputs of which two would be written to one file,
 * which have no name, or which are or lie in the directory that is written to.  The
 * directory must have been made.  Returns ZN_CLI_DONE or, having said what is wrong,
 * another exit code.
 */
int zn_batch_mirror_check(const struct zn_batch_settings *settings, const char *const *inputs,
                          size_t input_count);

/* The outputs of one thread. */
struct zn_batch_mirror {
    const char *directory;
    struct zn_buffer path; /* of the output that was asked for last */
    struct zn_buffer made; /* the directory that it lies in */
};

void zn_batch_mirror_init(struct zn_batch_mirror *mirror, const char *directory);
void zn_batch_mirror_free(struct zn_batch_mirror *mirror);

/*
 * The path of a file's output, whose directories it makes.  A part of a file (`share`, NULL:
 * the file is whole) gets a name of its own, such as `articles.2-of-8.jsonl.gz`.  `*path` is
 * valid until the next call.  Returns ZN_CLI_DONE or, having said what is wrong, another
 * exit code: a name that leads out of the directory is refused.
 */
int zn_batch_mirror_path(struct zn_batch_mirror *mirror, const struct zn_batch_item *item,
                         const struct zn_batch_share *share, const char **path);

/* Only its name, without making anything: for a look at what is there. */
int zn_batch_mirror_look(struct zn_batch_mirror *mirror, const struct zn_batch_item *item,
                         const struct zn_batch_share *share, const char **path);

/*
 * Refuses to write a file's output over the file itself, whatever it is called there.
 * `source` is what fstat says of the file.  Returns ZN_CLI_DONE or, having said so,
 * ZN_CLI_USAGE.
 */
int zn_batch_mirror_differs(const char *path, const struct zn_batch_item *item,
                            const struct stat *source);

#endif
