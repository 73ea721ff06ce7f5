/*
 * zhnorm detect: says of each file which script it is in, where its words come
 * from and what it is about.
 */
#define _POSIX_C_SOURCE 200809L

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/detection.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/visible.h"
#include "zhnorm/zhnorm.h"

/* How much of a file is looked at: more tells nothing new.  The help says so. */
#define LOOK_SIZE ((size_t)1 << 20)

static const char usage[] =
    "Usage: zhnorm detect [--json] [FILE]...\n"
    "\n"
    "Says of each FILE which script it is in, which region its words come from, which\n"
    "topics it is about, and by what. It looks at the first 1 MiB; the line 'auto' says\n"
    "what -c auto takes the file for, which goes by the first 64 KiB. Without FILE, or\n"
    "where FILE is -, it reads standard input.\n"
    "\n"
    "      --json   print JSON Lines\n"
    "  -h, --help   print this help\n"
    "\n"
    "Exit codes: 0 done, 2 wrong usage, 3 input or output failed. All inputs are tried.\n";

struct detect {
    bool json;
    bool names;                  /* there are several files */
    zhnorm_converter *automatic; /* what says which preset fits */
    char *text;                  /* LOOK_SIZE bytes */
};

/* Reads the beginning of an input.  Returns ZN_CLI_DONE or ZN_CLI_IO. */
static int read_text(const struct zn_cli_input *input, char *text, size_t *length)
{
    ssize_t got;

    *length = 0;
    do {
        got = zn_cli_input_read(input->fd, text + *length, LOOK_SIZE - *length);
        if (got < 0)
            return zn_cli_system_error(input->name);
        *length += (size_t)got;
    } while (got != 0 && *length < LOOK_SIZE);
    return ZN_CLI_DONE;
}

/*
 * What `auto` takes a text for, which goes by less of it than was looked at.
 * Returns NULL after an error.
 */
static const char *choose(const struct detect *detect, size_t length,
                          const zhnorm_detection *whole, zhnorm_error *error)
{
    zhnorm_detection beginning;

    if (length <= ZHNORM_CHOICE_LOOK)
        return zhnorm_converter_choice(detect->automatic, whole);
    if (zhnorm_detect(detect->text, ZHNORM_CHOICE_LOOK, NULL, &beginning, error) != ZHNORM_OK)
        return NULL;
    return zhnorm_converter_choice(detect->automatic, &beginning);
}

static int detect_open(const struct detect *detect, const struct zn_cli_input *input)
{
    size_t length;
    zhnorm_detection detection;
    zhnorm_error error = {0};
    int code = read_text(input, detect->text, &length);

    if (code != ZN_CLI_DONE)
        return code;
    if (zhnorm_detect(detect->text, length, NULL, &detection, &error) != ZHNORM_OK)
        return zn_cli_library_error(input->name, &error);
    const char *choice = choose(detect, length, &detection, &error);
    if (choice == NULL)
        return zn_cli_library_error(input->name, &error);
    if (detect->json)
        return zn_cli_detection_print_json(stdout, input->name, &detection, choice);
    if (detect->names) {
        zn_cli_visible_print(stdout, input->name);
        printf(":\n");
    }
    zn_cli_detection_print(stdout, &detection, choice);
    return ZN_CLI_DONE;
}

static int detect_file(const struct detect *detect, const char *name)
{
    struct zn_cli_input input;
    int code = zn_cli_input_open(&input, name);

    if (code == ZN_CLI_DONE)
        code = detect_open(detect, &input);
    zn_cli_input_close(&input);
    return code;
}

static int detect_all(struct detect *detect, int count, char **names)
{
    zhnorm_options options;
    zhnorm_error error = {0};
    int code = ZN_CLI_DONE;

    zhnorm_options_init(&options);
    options.config = "auto";
    detect->text = malloc(LOOK_SIZE);
    if (detect->text == NULL)
        code = zn_cli_memory_error();
    else if (zhnorm_compile(&options, &detect->automatic, &error) != ZHNORM_OK)
        code = zn_cli_library_error(NULL, &error);
    if (code == ZN_CLI_DONE) {
        detect->names = count > 1;
        for (int i = 0; i < count; i++)
            code = zn_cli_worse(code, detect_file(detect, names[i]));
        code = zn_cli_worse(code, zn_cli_stdout_close());
    }
    zhnorm_converter_free(detect->automatic);
    free(detect->text);
    return code;
}

static int print_usage(void)
{
    fputs(usage, stdout);
    return zn_cli_stdout_close();
}

int zn_cli_detect(int count, char **arguments)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'}, {"help", no_argument, NULL, 'h'}, {0}};
    static char standard[] = "-";
    static char *standard_only[] = {standard};
    struct detect detect = {0};
    int option;

    opterr = 0;
    while ((option = getopt_long(count, arguments, ":h", options, NULL)) != -1) {
        if (option == 'h')
            return print_usage();
        if (option != 'j')
            return zn_cli_command_error("detect", "detect: unknown option '%s'",
                                        arguments[optind - 1]);
        detect.json = true;
    }
    if (optind == count)
        return detect_all(&detect, 1, standard_only);
    return detect_all(&detect, count - optind, arguments + optind);
}
