/*
 * Which output belongs to which input: decided from the command line and what
 * stands in the file system, before anything is converted.
 */
#ifndef ZN_CLI_TARGET_H
#define ZN_CLI_TARGET_H

#include <stdbool.h>

#include "cli/options.h"

enum zn_cli_target {
    ZN_CLI_TARGET_STANDARD, /* all inputs to standard output, one after another */
    ZN_CLI_TARGET_FILE,     /* one input to one file */
    ZN_CLI_TARGET_DIRECTORY /* every input to a file of its name in a directory */
};

/*
 * Decides where the outputs go, `output` being NULL for standard output, and refuses what
 * would lose a text: two inputs with one name in a directory, or an input that standard output
 * writes to. Returns ZN_CLI_DONE or, having said what is wrong, another exit code.
 */
int zn_cli_target_decide(const struct zn_cli_options *options, const char *output,
                         enum zn_cli_target *target);

/* Creates the directory where it is missing.  ZN_CLI_DONE or ZN_CLI_IO. */
int zn_cli_target_create_directory(const char *directory);

/* DIRECTORY/NAME with the last part of an input's name.  NULL: no memory. */
char *zn_cli_target_path(const char *directory, const char *input);

#endif
