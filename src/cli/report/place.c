/* See place.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/report/place.h"

#include <sys/stat.h>

#include "cli/message.h"
#include "cli/output.h"

/* The input that is the same file, or NULL. */
static const char *same_input(const struct stat *file, const struct zn_cli_options *options)
{
    struct stat input;

    for (size_t i = 0; i < options->input_count; i++)
        if (!zn_cli_is_standard(options->inputs[i]) && stat(options->inputs[i], &input) == 0 &&
            input.st_dev == file->st_dev && input.st_ino == file->st_ino)
            return options->inputs[i];
    return NULL;
}

int zn_report_place_check(const char *name, const struct zn_cli_options *options)
{
    struct zn_cli_output output;
    struct stat file;

    if (stat(name, &file) == 0) {
        const char *input = same_input(&file, options);
        if (input != NULL)
            return zn_cli_command_error("report", "the page would replace the input %s",
                                        input);
        if (!S_ISREG(file.st_mode) && !S_ISDIR(file.st_mode))
            return ZN_CLI_DONE; /* to open a pipe or device just to see would be noticed */
    }
    int code = zn_cli_output_open(&output, name, zn_cli_output_mode());
    if (code == ZN_CLI_DONE)
        zn_cli_output_discard(&output);
    return code;
}
