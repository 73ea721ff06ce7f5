/*
 * Where outputs go: see target.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/target.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/message.h"

/* The part of a name behind its last slash. */
static const char *base_name(const char *name)
{
    const char *slash = strrchr(name, '/');

    return slash != NULL ? slash + 1 : name;
}

/* Whether `name` can only be a directory, or is one. */
static bool is_directory(const char *name)
{
    struct stat status;

    return name[strlen(name) - 1] == '/' ||
           (stat(name, &status) == 0 && S_ISDIR(status.st_mode));
}

/* Orders inputs by their base names. */
static int compare_base_names(const void *one, const void *other)
{
    return strcmp(base_name(*(const char *const *)one),
                  base_name(*(const char *const *)other));
}

/* Refuses two inputs that would become the same file in a directory. */
static int check_base_names(const struct zn_cli_options *options, const char *output)
{
    size_t count = options->input_count;
    const char **sorted = malloc(count * sizeof *sorted);
    int code = ZN_CLI_DONE;

    if (sorted == NULL)
        return zn_cli_memory_error();
    memcpy(sorted, options->inputs, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_base_names);
    for (size_t i = 1; i < count && code == ZN_CLI_DONE; i++)
        if (compare_base_names(&sorted[i - 1], &sorted[i]) == 0)
            code = zn_cli_usage_error("'%s' and '%s' would both be written to '%s' in '%s'",
                                      sorted[i - 1], sorted[i], base_name(sorted[i]), output);
    free(sorted);
    return code;
}

/* Refuses standard input where the output's name comes from the input's. */
static int check_has_names(const struct zn_cli_options *options, const char *output)
{
    for (size_t i = 0; i < options->input_count; i++)
        if (zn_cli_is_standard(options->inputs[i]))
            return zn_cli_usage_error("standard input has no name for its output in "
                                      "the directory '%s'",
                                      output);
    return ZN_CLI_DONE;
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

int zn_cli_target_decide(const struct zn_cli_options *options, const char *output,
                         enum zn_cli_target *target)
{
    if (output == NULL) {
        *target = ZN_CLI_TARGET_STANDARD;
        return check_not_output(options);
    }
    if (options->input_count == 1 && !is_directory(output)) {
        *target = ZN_CLI_TARGET_FILE;
        return ZN_CLI_DONE;
    }
    *target = ZN_CLI_TARGET_DIRECTORY;
    int code = check_has_names(options, output);
    return code != ZN_CLI_DONE ? code : check_base_names(options, output);
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

char *zn_cli_target_path(const char *directory, const char *input)
{
    const char *name = base_name(input);
    size_t directory_length = strlen(directory);
    size_t name_length = strlen(name);
    char *path = malloc(directory_length + 1 + name_length + 1);

    if (path == NULL)
        return NULL;
    memcpy(path, directory, directory_length);
    if (path[directory_length - 1] != '/')
        path[directory_length++] = '/';
    memcpy(path + directory_length, name, name_length + 1);
    return path;
}
