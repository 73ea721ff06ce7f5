/*
 * zhnorm dict compile: compiles a configuration with dictionaries to a rulebook
 * image, a file that -c opens without compiling.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>

#include "cli/dict/dict.h"
#include "cli/message.h"
#include "cli/output.h"

static int write_file(const char *name, const char *data, size_t length)
{
    struct zn_cli_output output;
    int code = zn_cli_output_open(&output, name, zn_cli_output_mode());

    if (code != ZN_CLI_DONE)
        return code;
    code = zn_cli_output_write(&output, data, length);
    if (code == ZN_CLI_DONE)
        return zn_cli_output_commit(&output);
    zn_cli_output_discard(&output);
    return code;
}

/* Writes what a converter was compiled to. */
static int save(const zhnorm_converter *converter, const char *name)
{
    zhnorm_error error = {0};
    size_t length;
    int status = zhnorm_converter_save(converter, NULL, 0, &length, &error);

    if (status != ZHNORM_ERROR_SPACE)
        return zn_cli_library_error(NULL, &error);
    char *data = malloc(length);
    if (data == NULL)
        return zn_cli_memory_error();
    int code = zhnorm_converter_save(converter, data, length, &length, &error) == ZHNORM_OK
                   ? write_file(name, data, length)
                   : zn_cli_library_error(NULL, &error);
    free(data);
    return code;
}

static int compile(const struct zn_cli_dicts *dicts, const char *name)
{
    zhnorm_converter *converter;
    zhnorm_error error = {0};

    if (zhnorm_compile(&dicts->library, &converter, &error) != ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    int code = save(converter, name);
    zhnorm_converter_free(converter);
    return code;
}

int zn_cli_dict_compile(const struct zn_cli_dict_options *options)
{
    struct zn_cli_dicts dicts;

    if (options->name_count != 0)
        return zn_cli_command_error(
            "dict", "dict compile: a dictionary is named with -d, but there is '%s'",
            options->names[0]);
    if (options->output == NULL || options->output[0] == '\0')
        return zn_cli_command_error("dict", "dict compile: -o FILE is needed, such as my.zhr");
    int code = zn_cli_dicts_load(&dicts, options);
    if (code == ZN_CLI_DONE)
        code = compile(&dicts, options->output);
    zn_cli_dicts_free(&dicts);
    return code;
}
