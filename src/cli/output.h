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
#include <sys/types.h>

#include "cli/interrupt.h"

struct zn_cli_output {
    const char *name; /* for messages; the caller's */
    char *path;       /* the file to replace; NULL: written directly */
    char *temporary;  /* the file that is written until then */
    int fd;
    bool failed; /* nothing more can be written */
    struct zn_cli_interrupt interrupt;
};

/* The name of standard output in messages. */
#define ZN_CLI_STDOUT_NAME "(standard output)"

/* The mode of a file that is created without any other one to go by. */
mode_t zn_cli_output_mode(void);

/* Standard output as an output. */
void zn_cli_output_standard(struct zn_cli_output *output);

/*
 * Opens the output file `name`, which must outlive it.  A regular file is
 * written beside its place and moved there by zn_cli_output_commit; where
 * there is a file already it is followed if it is a link, and its mode is
 * kept.  A new file gets `mode`.  Returns ZN_CLI_DONE or ZN_CLI_IO.
 */
int zn_cli_output_open(struct zn_cli_output *output, const char *name, mode_t mode);

/* Writes bytes.  Returns ZN_CLI_DONE or ZN_CLI_IO. */
int zn_cli_output_write(struct zn_cli_output *output, const char *data, size_t length);

/*
 * Closes the output and puts the file into its place.  After a failure the
 * place is as it was before.  Returns ZN_CLI_DONE or ZN_CLI_IO.
 */
int zn_cli_output_commit(struct zn_cli_output *output);

/* Closes the output and leaves the file's place as it was before. */
void zn_cli_output_discard(struct zn_cli_output *output);

/*
 * Flushes and closes stdout after a command that prints through stdio.
 * Returns ZN_CLI_DONE or ZN_CLI_IO.
 */
int zn_cli_stdout_close(void);

#endif
