/*
 * zhnorm dict: finds the command for dictionaries and reads its options.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/dict/dict.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/output.h"

/* A command, and which options it takes. */
struct command {
    const char *name;
    const char *full_name;
    const char *options; /* short ones, and j for --json */
    int (*run)(const struct zn_cli_dict_options *options);
};

static const struct command commands[] = {
    {"check", "dict check", "cdj", zn_cli_dict_check},
    {"compile", "dict compile", "cdo", zn_cli_dict_compile},
    {"dump", "dict dump", "c", zn_cli_dict_dump},
    {"list", "dict list", "j", zn_cli_dict_list},
};

static const char usage[] =
    "Usage: zhnorm dict check [-c CONFIG] [-d DICT]... [--json] FILE...\n"
    "       zhnorm dict compile [-c CONFIG] [-d DICT]... -o FILE\n"
    "       zhnorm dict dump -c CONFIG | DICT | FILE\n"
    "       zhnorm dict list [--json]\n"
    "\n"
    "check    reads dictionaries, and the tests beside them (NAME.test for NAME.dict),\n"
    "         and says what is wrong with them over CONFIG (default: what their field\n"
    "         'target' asks for: hans, tw, hk or hant)\n"
    "compile  compiles CONFIG (default: cn) with dictionaries to a rulebook image, best\n"
    "         called NAME.zhr, which 'zhnorm -c ./NAME.zhr' opens without compiling\n"
    "dump     prints what a configuration, a dictionary or a rulebook image holds; a FILE\n"
    "         is a configuration if it ends in .preset or .json\n"
    "list     lists the dictionaries that are shipped\n"
    "\n"
    "  -c, --config CONFIG   a configuration: a name that 'zhnorm configs' lists, or a\n"
    "                        file (a name with a /)\n"
    "  -d, --dict DICT       lay a dictionary over it: a name or a file (a name with a /);\n"
    "                        may be repeated, later ones weigh more\n"
    "  -o, --output FILE     the image to write; it appears only when it is complete\n"
    "      --json            print JSON Lines\n"
    "\n"
    "Exit codes: 0 done, 1 a dictionary must be mended, 2 wrong usage, 3 input or\n"
    "output failed, 5 a configuration or dictionary cannot be read.\n";

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'c'}, {"dict", required_argument, NULL, 'd'},
    {"output", required_argument, NULL, 'o'}, {"json", no_argument, NULL, 'j'},
    {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
};

/* Says what is wrong with the option that getopt_long read last. */
static int option_error(const char *command, int found, const char *argument)
{
    bool is_long = strncmp(argument, "--", 2) == 0;
    char letter[] = {'-', (char)optopt, '\0'};
    const char *option = is_long ? argument : letter;

    if (found == ':')
        return zn_cli_command_error("dict", "%s: option '%s' needs a value", command, option);
    return zn_cli_command_error("dict", "%s: unknown option '%s'", command, option);
}

/* An option that other commands have. */
static int refuse_option(const char *command, int letter)
{
    const struct option *each = long_options;

    while (each->val != letter)
        each++;
    return zn_cli_command_error("dict", "%s: the option '--%s' belongs to other commands",
                                command, each->name);
}

static int read_option(struct zn_cli_dict_options *options, const struct command *command,
                       int found, const char *argument)
{
    if (found == '?' || found == ':')
        return option_error(options->command, found, argument);
    if (found == 'h') {
        options->help = true;
        return ZN_CLI_DONE;
    }
    if (strchr(command->options, found) == NULL)
        return refuse_option(options->command, found);
    switch (found) {
    case 'c':
        options->config = optarg;
        break;
    case 'd':
        options->dictionaries[options->dictionary_count++] = optarg;
        break;
    case 'o':
        options->output = optarg;
        break;
    default: /* 'j' */
        options->json = true;
        break;
    }
    return ZN_CLI_DONE;
}

static int read_options(struct zn_cli_dict_options *options, const struct command *command,
                        int count, char **arguments)
{
    int found;

    *options = (struct zn_cli_dict_options){.command = command->full_name};
    options->dictionaries = calloc((size_t)count + 1, sizeof *options->dictionaries);
    if (options->dictionaries == NULL)
        return zn_cli_memory_error();
    opterr = 0;
    while ((found = getopt_long(count, arguments, ":c:d:o:h", long_options, NULL)) != -1) {
        int code = read_option(options, command, found, arguments[optind - 1]);
        if (code != ZN_CLI_DONE)
            return code;
    }
    options->names = arguments + optind;
    options->name_count = (size_t)(count - optind);
    return ZN_CLI_DONE;
}

static int print_usage(void)
{
    fputs(usage, stdout);
    return zn_cli_stdout_close();
}

static int run(const struct command *command, int count, char **arguments)
{
    struct zn_cli_dict_options options;
    int code = read_options(&options, command, count, arguments);

    if (code == ZN_CLI_DONE)
        code = options.help ? print_usage() : command->run(&options);
    free(options.dictionaries);
    return code;
}

int zn_cli_dict(int count, char **arguments)
{
    if (count < 2)
        return zn_cli_command_error("dict", "dict: expected check, compile, dump or list");
    if (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "-h") == 0)
        return print_usage();
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(arguments[1], commands[i].name) == 0)
            return run(&commands[i], count - 1, arguments + 1);
    return zn_cli_command_error("dict", "dict: '%s' is not one of: check, compile, dump, list",
                                arguments[1]);
}

int zn_cli_dicts_load(struct zn_cli_dicts *dicts, const struct zn_cli_dict_options *options)
{
    int code = zn_cli_dictionaries_load(&dicts->own, options->dictionaries,
                                        options->dictionary_count);

    zhnorm_options_init(&dicts->library);
    dicts->library.config = options->config;
    zn_cli_dictionaries_use(&dicts->own, &dicts->library);
    return code;
}

void zn_cli_dicts_free(struct zn_cli_dicts *dicts)
{
    zn_cli_dictionaries_free(&dicts->own);
}
