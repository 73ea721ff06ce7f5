/*
 * The files of a batch one after the other: those that the command line names, in its
 * order, those of a list (--files0-from) as it is read, and with -r those in directories,
 * in the order in which the file system has them.  Memory stays the same for any number of
 * files.  One walk is used by one thread at a time.
 *
 * In directories, symbolic links are followed to files, but not to directories, so there
 * is no way in circles; devices, pipes and sockets are passed over and counted, and so are
 * links to what is no file.  The program's own temporary files, the journal, and the
 * directory of -o with all that is in it are no inputs.
 */
#ifndef ZN_CLI_BATCH_WALK_H
#define ZN_CLI_BATCH_WALK_H

#include "cli/batch/item.h"
#include "cli/batch/settings.h"

struct zn_batch_walk;

/* How many directories may lie in one another. */
#define ZN_BATCH_DEPTH_MOST 256

struct zn_batch_walk_wishes {
    const struct zn_batch_settings *settings;
    const char *const *inputs; /* none with settings->files_from */
    size_t input_count;
    bool sizes;   /* the sizes of all files are wanted, at one system call each */
    bool foreign; /* files of other formats are taken as well, and version control's */
    bool quiet;   /* what is wrong is not said, for another walk says it */
    /*
     * Is asked before each time that the list is read, which may be a pipe.  False: the
     * walk ends there.  NULL: nobody asks.
     */
    bool (*wait)(void *context, int fd);
    void *context; /* the first parameter of `wait` */
};

/*
 * Begins a walk.  The directory of -o and the journal, if there are any, must have been
 * made.  `wishes` is copied; what it points to must outlive the walk.  Returns ZN_CLI_DONE
 * or, having said what is wrong, another exit code; then *walk is NULL.
 */
int zn_batch_walk_open(struct zn_batch_walk **walk, const struct zn_batch_walk_wishes *wishes);

/* NULL is allowed. */
void zn_batch_walk_close(struct zn_batch_walk *walk);

enum zn_batch_next {
    ZN_BATCH_FILE,  /* the item is a file, or what else was named */
    ZN_BATCH_WRONG, /* the item could not be had: said already, item->code is its exit code */
    ZN_BATCH_END    /* there are no more; asked again, it says so again */
};

/*
 * Fills the item with the next file.  A directory that cannot be read, for instance, is
 * ZN_BATCH_WRONG, and the walk goes on behind it.
 */
enum zn_batch_next zn_batch_walk_next(struct zn_batch_walk *walk, struct zn_batch_item *item);

/* What was found and passed over so far. */
struct zn_batch_passed_over {
    uint64_t special; /* devices, pipes, sockets, and links to directories */
    uint64_t foreign; /* files of formats that are not known: see zn_format_is_foreign */
};

struct zn_batch_passed_over zn_batch_walk_passed_over(const struct zn_batch_walk *walk);

#endif
