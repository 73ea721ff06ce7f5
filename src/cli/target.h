/*
 * Which output belongs to which input: decided from the command line and what
 * stands in the file system, before anything is converted.
 */
#ifndef ZN_CLI_TARGET_H
#define ZN_CLI_TARGET_H

#include <stdbool.h>

#include "cli/batch/settings.h"
#include "cli/options.h"

enum zn_cli_target {
    ZN_CLI_TARGET_STANDARD,  /* all inputs to standard output, one after another */
    ZN_CLI_TARGET_FILE,      /* one input to one file */
    ZN_CLI_TARGET_DIRECTORY, /* every input to a file of its name in a directory */
    ZN_CLI_TARGET_IN_PLACE   /* every input to itself */
};

/*
 * Decides where the outputs go, and refuses what would lose a text: two inputs with one name
 * in a directory, or an input that standard output writes to.  Returns ZN_CLI_DONE or, having
 * said what is wrong, another exit code.
 */
int zn_cli_target_decide(const struct zn_cli_options *options,
                         const struct zn_batch_settings *settings, enum zn_cli_target *target);

/* Creates the directory where it is missing.  ZN_CLI_DONE or ZN_CLI_IO. */
int zn_cli_target_create_directory(const char *directory);

#endif
