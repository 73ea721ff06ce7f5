/*
 * Converts the files of a batch side by side.  Each thread asks for something to do: the
 * next file, or the next part of a large one that is being cut, and does it to its end;
 * nobody hands work out.
 */
#ifndef ZN_CLI_BATCH_BATCH_H
#define ZN_CLI_BATCH_BATCH_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/batch/delivery.h"
#include "cli/batch/digest.h"
#include "cli/batch/journal.h"
#include "cli/batch/settings.h"
#include "cli/batch/shard.h"
#include "cli/batch/stop.h"
#include "cli/batch/summary.h"
#include "cli/batch/walk.h"
#include "cli/target.h"
#include "formats/conversions.h"

struct zn_cut_file;

/* What all threads share. */
struct zn_batch {
    /* Only read while the threads run: */
    const struct zn_cli_options *options;
    const struct zn_batch_settings *settings;
    enum zn_cli_target target;
    const struct zn_conversions *conversions;
    struct zn_format_options format;
    struct zn_batch_shard shard;
    struct zn_batch_journal *journal; /* NULL: none */
    mode_t mode;                      /* of outputs whose inputs have none */
    size_t threads;
    bool cuts;        /* large files may be cut */
    bool lines_apart; /* no rule joins lines */
    bool counts;      /* the counters are wanted */
    bool tidies;      /* what killed runs have left behind is cleared */

    struct zn_stop stop;
    struct zn_summary summary;
    struct zn_standard standard;

    pthread_mutex_t lock; /* of the rest: */
    pthread_cond_t changed;
    struct zn_batch_walk *walk;
    bool walked;             /* there are no more files */
    uint64_t items;          /* that the walk has had */
    uint64_t tickets;        /* files among them, which have been handed out */
    size_t opening;          /* files in hand of which nobody knows yet whether they are cut */
    struct zn_cut_file *cut; /* those that are and have not been read to their end */
};

/*
 * Converts everything that the options ask for.  `digests` are looked at where a journal is
 * kept or the counters are wanted as JSON.  A signal that interrupts it ends the program when
 * all is tidied up.  Returns the exit code.
 */
int zn_batch_run(const struct zn_cli_options *options,
                 const struct zn_batch_settings *settings, enum zn_cli_target target,
                 const struct zn_conversions *conversions,
                 const struct zn_batch_digests *digests);

/*
 * A walk over the same files that only counts.  NULL: they cannot be walked twice, or there is
 * no memory.
 */
struct zn_batch_walk *zn_batch_count_walk(struct zn_batch *batch);

/* Whether a file of this format is one document; else it holds many. */
bool zn_batch_is_document(enum zn_format format);

#endif
