/*
 * zhnorm audit: reads a corpus and prints what a writer of dictionaries should
 * look at.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/audit/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

#include "cli/commands.h"
#include "cli/dictionaries.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/place.h"

#define BUFFER_SIZE ((size_t)64 << 10)

static const char usage[] =
    "Usage: zhnorm audit [-c CONFIG] [-d DICT]... [OPTION]... [FILE]...\n"
    "\n"
    "Reads a corpus of any size, each FILE a document, and lists, most frequent first,\n"
    "what a writer of dictionaries should look at. Without FILE, or where FILE is -, it\n"
    "reads standard input.\n"
    "\n"
    "  ambiguous  characters with several targets, where no phrase decided\n"
    "  regional   words of shipped dictionaries that are not in use, left as they are\n"
    "  terms      sequences that look like words, and that no dictionary has\n"
    "  leftover   characters of the other script in the output\n"
    "\n"
    "  -c, --config CONFIG      the configuration (default: cn): a name that 'zhnorm\n"
    "                           configs' lists, none, or a file (a name with a /)\n"
    "  -d, --dict DICT          lay a dictionary over it: a name or a file (a name with\n"
    "                           a /); may be repeated, later ones weigh more\n"
    "      --kind LIST          only these kinds, with commas between them\n"
    "      --top N              at most N of each kind (default: 50)\n"
    "      --contexts N         at most N contexts of each, up to 16 (default: 3)\n"
    "      --min-count N        only what occurs N times (default: 1; terms: 4)\n"
    "      --format FORMAT      text (default), json (JSON Lines), or skeleton: a\n"
    "                           dictionary to be filled in\n"
    "      --memory BYTES       what may be taken for counting (default: 64M; K, M and G\n"
    "                           are understood)\n"
    "      --bad-input POLICY   where the input is not UTF-8: reject (default), replace\n"
    "                           with U+FFFD, or pass: both read on and count\n"
    "  -h, --help               print this help\n"
    "\n"
    "Exit codes: 0 done, 2 wrong usage, 3 input or output failed, 4 an input is not\n"
    "UTF-8, 5 a configuration or dictionary is missing or wrong. All inputs are tried,\n"
    "and what could be read is listed.\n";

/* Reads until the buffer is full or the input ends.  -1: an error; see errno. */
static ssize_t fill(int fd, char *buffer)
{
    size_t length = 0;

    while (length < BUFFER_SIZE) {
        ssize_t got = zn_cli_input_read(fd, buffer + length, BUFFER_SIZE - length);
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

static int audit_open_input(zhnorm_audit *audit, const struct zn_cli_input *input,
                            char *buffer)
{
    struct zn_cli_place place = {0};
    zhnorm_error error = {0};

    for (;;) {
        ssize_t got = fill(input->fd, buffer);
        if (got < 0)
            return zn_cli_system_error(input->name);
        size_t length = (size_t)got;
        int status = zhnorm_audit_feed(audit, buffer, length, &error);
        if (status == ZHNORM_OK && length < BUFFER_SIZE)
            status = zhnorm_audit_end_document(audit, &error);
        if (status != ZHNORM_OK)
            return zn_cli_place_error(&place, buffer, length, input->name, &error);
        if (length < BUFFER_SIZE)
            return ZN_CLI_DONE;
        zn_cli_place_advance(&place, buffer, length);
    }
}

/* Reads one input; one that can be opened is a document, whatever is wrong with it. */
static int audit_input(zhnorm_audit *audit, struct zn_cli_audit_options *options, size_t index,
                       char *buffer)
{
    struct zn_cli_input input;
    int code = zn_cli_input_open(&input, options->conversion.inputs[index]);

    if (code == ZN_CLI_DONE) {
        options->documents[options->document_count++] = index;
        code = audit_open_input(audit, &input, buffer);
        if (zhnorm_audit_stats(audit).documents < options->document_count)
            (void)zhnorm_audit_end_document(audit, NULL);
    }
    zn_cli_input_close(&input);
    return code;
}

static int print(const zhnorm_audit *audit, const struct zn_cli_audit_options *options)
{
    int code = ZN_CLI_DONE;

    if (options->format == ZN_CLI_AUDIT_TEXT)
        zn_cli_audit_print_text(stdout, audit, options);
    else if (options->format == ZN_CLI_AUDIT_SKELETON)
        zn_cli_audit_print_skeleton(stdout, audit, options);
    else
        code = zn_cli_audit_print_json(stdout, audit, options);
    return zn_cli_worse(code, zn_cli_stdout_close());
}

/* Reads all inputs, whatever becomes of each, and prints the findings. */
static int audit_all(zhnorm_audit *audit, struct zn_cli_audit_options *options)
{
    char *buffer = malloc(BUFFER_SIZE);
    zhnorm_error error = {0};
    int code = ZN_CLI_DONE;

    if (buffer == NULL)
        return zn_cli_memory_error();
    for (size_t i = 0; i < options->conversion.input_count; i++)
        code = zn_cli_worse(code, audit_input(audit, options, i, buffer));
    free(buffer);
    if (zhnorm_audit_finish(audit, &error) != ZHNORM_OK)
        return zn_cli_worse(code, zn_cli_library_error(NULL, &error));
    return zn_cli_worse(code, print(audit, options));
}

/* Opens an audit with the dictionaries. */
static int open_audit(struct zn_cli_audit_options *options,
                      const struct zn_cli_dictionaries *dictionaries, zhnorm_audit **audit)
{
    zhnorm_error error = {0};

    zn_cli_dictionaries_use(dictionaries, &options->conversion.library);
    options->library.conversion = &options->conversion.library;
    if (zhnorm_audit_open(&options->library, audit, &error) != ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    return ZN_CLI_DONE;
}

static int run(struct zn_cli_audit_options *options)
{
    struct zn_cli_dictionaries dictionaries;
    zhnorm_audit *audit = NULL;
    int code = zn_cli_dictionaries_load(&dictionaries, options->conversion.dictionaries,
                                        options->conversion.dictionary_count);

    if (code == ZN_CLI_DONE)
        code = open_audit(options, &dictionaries, &audit);
    zn_cli_dictionaries_free(&dictionaries);
    if (code == ZN_CLI_DONE)
        code = audit_all(audit, options);
    zhnorm_audit_free(audit);
    return code;
}

int zn_cli_audit(int count, char **arguments)
{
    struct zn_cli_audit_options options;
    int code = zn_cli_audit_options_read(&options, count, arguments);

    if (code == ZN_CLI_DONE && options.conversion.help) {
        fputs(usage, stdout);
        code = zn_cli_stdout_close();
    } else if (code == ZN_CLI_DONE) {
        code = run(&options);
    }
    zn_cli_audit_options_free(&options);
    return code;
}
