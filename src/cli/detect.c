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
#include "zhnorm/zhnorm.h"

/* How much of a file is looked at: more tells nothing new. */
#define LOOK_SIZE ((size_t)1 << 20)

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
    const char *choice = zhnorm_converter_choice(detect->automatic, &detection);
    if (detect->json)
        return zn_cli_detection_print_json(stdout, input->name, &detection, choice);
    if (detect->names)
        printf("%s:\n", input->name);
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
            return zn_cli_print_help();
        if (option != 'j')
            return zn_cli_usage_error("detect: unknown option '%s'", arguments[optind - 1]);
        detect.json = true;
    }
    if (optind == count)
        return detect_all(&detect, 1, standard_only);
    return detect_all(&detect, count - optind, arguments + optind);
}
