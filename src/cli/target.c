/*
 * Where outputs go: see target.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/target.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch/mirror.h"
#include "cli/message.h"

/* Whether `name` can only be a directory, or is one. */
static bool is_directory(const char *name)
{
    struct stat status;

    return name[strlen(name) - 1] == '/' ||
           (stat(name, &status) == 0 && S_ISDIR(status.st_mode));
}

/* Refuses standard input where the output takes the input's place. */
static int check_in_place(const struct zn_cli_options *options,
                          const struct zn_batch_settings *settings)
{
    if (settings->output != NULL)
        return zn_cli_usage_error("-i and -o exclude each other");
    if (settings->files_from != NULL)
        return ZN_CLI_DONE;
    for (size_t i = 0; i < options->input_count; i++)
        if (zn_cli_is_standard(options->inputs[i]))
            return zn_cli_usage_error("standard input cannot be converted in place");
    return ZN_CLI_DONE;
}

/* Whether there is one input, and that is no directory whose files are meant. */
static bool is_one_file(const struct zn_cli_options *options,
                        const struct zn_batch_settings *settings)
{
    struct stat status;

    return options->input_count == 1 && settings->files_from == NULL &&
           !(settings->recursive && stat(options->inputs[0], &status) == 0 &&
             S_ISDIR(status.st_mode));
}

/* Refuses an input that standard output writes to: it would never end. */
static int check_not_output(const struct zn_cli_options *options)
{
    struct stat output;
    struct stat input;

    if (fstat(STDOUT_FILENO, &output) != 0 || !S_ISREG(output.st_mode))
        return ZN_CLI_DONE;
    for (size_t i = 0; i < options->input_count; i++) {
        const char *name = options->inputs[i];
        bool is_standard = zn_cli_is_standard(name);
        int found = is_standard ? fstat(STDIN_FILENO, &input) : stat(name, &input);
        if (found == 0 && input.st_dev == output.st_dev && input.st_ino == output.st_ino)
            return zn_cli_usage_error("'%s' is both an input and the standard output",
                                      is_standard ? "standard input" : name);
    }
    return ZN_CLI_DONE;
}

int zn_cli_target_decide(const struct zn_cli_options *options,
                         const struct zn_batch_settings *settings, enum zn_cli_target *target)
{
    if (settings->in_place) {
        *target = ZN_CLI_TARGET_IN_PLACE;
        return check_in_place(options, settings);
    }
    if (settings->output == NULL) {
        *target = ZN_CLI_TARGET_STANDARD;
        return check_not_output(options);
    }
    if (is_one_file(options, settings) && !is_directory(settings->output)) {
        *target = ZN_CLI_TARGET_FILE;
        return ZN_CLI_DONE;
    }
    *target = ZN_CLI_TARGET_DIRECTORY;
    return settings->files_from != NULL
               ? ZN_CLI_DONE
               : zn_batch_mirror_check(settings, options->inputs, options->input_count);
}

int zn_cli_target_create_directory(const char *directory)
{
    struct stat status;

    if (mkdir(directory, 0777) == 0)
        return ZN_CLI_DONE;
    if (errno != EEXIST || stat(directory, &status) != 0)
        return zn_cli_system_error(directory);
    if (S_ISDIR(status.st_mode))
        return ZN_CLI_DONE;
    errno = ENOTDIR;
    return zn_cli_system_error(directory);
}
