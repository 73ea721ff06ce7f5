/*
 * Where converted text goes: standard output, a device or pipe that is written
 * as it comes, or a file that appears only when it is complete.  Every
 * function that fails has said so on standard error.  Knows nothing of
 * conversion.
 */
#ifndef ZN_CLI_OUTPUT_H
#define ZN_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#include "cli/interrupt.h"
#include "cli/output_source.h"

/* The name of standard output in messages. */
#define ZN_CLI_STDOUT_NAME "(standard output)"

/* How a file came to be written: what may be done to what stands there. */
enum zn_cli_output_place {
    /* The user named it: a link is followed, a device or pipe written as it comes. */
    ZN_CLI_OUTPUT_NAMED,
    /* It was found: a link, a file that has several names, a device or pipe is refused. */
    ZN_CLI_OUTPUT_FOUND,
    /* The same with --force: the target of a link is replaced, and of a file with several
     * names the others keep what it was.  A device or pipe is refused. */
    ZN_CLI_OUTPUT_FORCED
};

/* What is asked of an output file. */
struct zn_cli_output_wishes {
    enum zn_cli_output_place place;
    mode_t mode;              /* of a file that is not there yet */
    bool keep_times;          /* it gets these times, of its last access and change: */
    struct timespec times[2]; /* as utimensat has them */
    /*
     * In place: the file that is converted and is to be replaced, which is still open.
     * Nothing is written before the first byte that differs from it, and nothing at all
     * where none does; its owner is kept where the system allows it.  NULL: none.
     */
    const struct zn_cli_output_source *source;
};

struct zn_cli_output {
    const char *name; /* for messages; the caller's */
    char *path;       /* the file to replace; NULL: written directly */
    char *temporary;  /* the file that is written until then; NULL: none yet, or none */
    int fd;
    bool failed;        /* nothing more can be written */
    bool unchanged;     /* after a commit: the file was as it should be and was left alone */
    struct stat status; /* after a commit: of the file that stands there now */
    uint64_t same;      /* in place: the bytes so far that the source has as well */
    mode_t mode;
    struct zn_cli_output_wishes wishes;
    struct zn_cli_interrupt interrupt;
};

/* The mode of a file that is created without any other one to go by.  Not thread-safe. */
mode_t zn_cli_output_mode(void);

/* Standard output as an output. */
void zn_cli_output_standard(struct zn_cli_output *output);

/*
 * Opens the output file `name`, which must outlive it.  A regular file is
 * written beside its place and moved there by zn_cli_output_commit; where
 * there is a file already it is followed if it is a link, and its mode is
 * kept.  A new file gets `mode`.  Until it is closed, the signals that end the program are
 * held back (see interrupt.h).  Returns ZN_CLI_DONE or ZN_CLI_IO.
 */
int zn_cli_output_open(struct zn_cli_output *output, const char *name, mode_t mode);

/*
 * The same with more to wish for, and without holding any signal back, which is the
 * caller's to do: so several threads may write files at once.  `wishes` is copied; the
 * source in it must outlive the output.  Extended attributes are not kept.
 */
int zn_cli_output_open_with(struct zn_cli_output *output, const char *name,
                            const struct zn_cli_output_wishes *wishes);

/*
 * Writes bytes, with at least one system call.  Returns ZN_CLI_DONE or ZN_CLI_IO.
 */
int zn_cli_output_write(struct zn_cli_output *output, const char *data, size_t length);

/*
 * Closes the output and puts the file into its place, when its bytes are on the disk.
 * After a failure the place is as it was before.  In place, it fails where another file
 * has taken the source's name meanwhile; whether the source's own bytes have changed is the
 * caller's to see.  Returns ZN_CLI_DONE or ZN_CLI_IO.
 */
int zn_cli_output_commit(struct zn_cli_output *output);

/* Closes the output and leaves the file's place as it was before. */
void zn_cli_output_discard(struct zn_cli_output *output);

/*
 * Waits until the names in a directory ("" is the current one) are on the disk: a file's
 * bytes are there when it is committed, but its new name is only behind this, and until
 * then a machine that stops may come back with the old file, whole.  Returns ZN_CLI_DONE or
 * ZN_CLI_IO.
 */
int zn_cli_output_sync_directory(const char *directory);

/*
 * Flushes and closes stdout after a command that prints through stdio.
 * Returns ZN_CLI_DONE or ZN_CLI_IO.
 */
int zn_cli_stdout_close(void);

#endif
