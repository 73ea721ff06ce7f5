/*
 * What decides the outputs of a batch, as a number: two runs with the same digest make the
 * same of the same files.  It takes in the versions of the program and its data, the
 * configuration, dictionaries, steps, rules, formats and encodings.  Of dictionaries that are
 * files their bytes count, wherever they lie; a configuration that is a file counts with all
 * that was compiled of it, and so with the names of the files that it names.  Of a preset of
 * one's own that decides by the document, and with the engine `opencc`, only the bytes of the
 * configuration's own file count.
 */
#ifndef ZN_CLI_BATCH_DIGEST_H
#define ZN_CLI_BATCH_DIGEST_H

#include <stdint.h>

#include "cli/batch/settings.h"
#include "cli/options.h"

/* FNV-1a, 64 bits. */
struct zn_batch_digests {
    uint64_t options;       /* of all of it */
    uint64_t config;        /* of the bytes of -c, where that is a file */
    uint64_t *dictionaries; /* of the bytes of each -d, where that is a file */
};

/*
 * Makes the digests of a conversion; `converter` is what the options were compiled to.
 * Returns ZN_CLI_DONE or, having said what is wrong, another exit code.  To be freed in
 * either case.
 */
int zn_batch_digests_make(struct zn_batch_digests *digests,
                          const struct zn_cli_options *options,
                          const zhnorm_converter *converter);

void zn_batch_digests_free(struct zn_batch_digests *digests);

/*
 * The digest of the options together with what else makes a run another one, for its
 * journal: where the outputs go, and the shard.
 */
uint64_t zn_batch_digest_of_run(uint64_t options, const struct zn_batch_settings *settings);

/* Whether the name of a configuration or dictionary is that of a file. */
bool zn_batch_is_path(const char *name);

#define ZN_BATCH_DIGEST_SIZE 17 /* sixteen hexadecimal digits and a NUL byte */
void zn_batch_digest_text(uint64_t digest, char text[ZN_BATCH_DIGEST_SIZE]);

#endif
