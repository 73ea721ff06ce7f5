/*
 * zhnorm convert: compiles one converter and runs every input through it.
 * Knows where texts come from and go to, nothing of what happens to them.
 */
#define _POSIX_C_SOURCE 200809L

#include <getopt.h>
#include <stdbool.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/converter.h"
#include "cli/document.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/stats.h"
#include "cli/target.h"
#include "cli/values.h"

/* The options that only this command has. */
struct convert {
    const char *output; /* NULL: standard output */
    bool version;       /* only the version is wanted */
};

static int read_output(struct zn_cli_options *options, const char *value)
{
    struct convert *convert = options->own;

    if (value[0] == '\0')
        return zn_cli_usage_error("--output: the name is empty");
    convert->output = zn_cli_is_standard(value) ? NULL : value;
    return ZN_CLI_DONE;
}

static int read_engine(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word engines[] = {
        {"zhnorm", ZHNORM_ENGINE_ZHNORM}, {"opencc", ZHNORM_ENGINE_OPENCC}, {NULL, 0}};

    return zn_cli_read_word(options->command, "--engine", engines, value,
                            &options->library.engine);
}

static int read_version(struct zn_cli_options *options, const char *value)
{
    struct convert *convert = options->own;

    (void)value;
    convert->version = true;
    return ZN_CLI_DONE;
}

static const struct zn_cli_option own_options[] = {
    {"output", 'o', required_argument, read_output},
    {"engine", 0, required_argument, read_engine},
    {"version", 'V', no_argument, read_version},
    {NULL, 0, 0, NULL},
};

static const struct zn_cli_syntax syntax = {NULL, true, own_options};

/* Converts an open input to the file `path`. */
static int convert_to_file(struct zn_cli_session *session, const struct zn_cli_input *input,
                           const char *path)
{
    struct zn_cli_output output;
    int code = zn_cli_output_open(&output, path, input->mode);

    if (code != ZN_CLI_DONE)
        return code;
    code = zn_cli_document_convert(session, input->fd, input->name, &output);
    if (code == ZN_CLI_DONE)
        return zn_cli_output_commit(&output);
    zn_cli_output_discard(&output);
    return code;
}

/* Converts an open input to the file of its name in a directory. */
static int convert_to_directory(struct zn_cli_session *session,
                                const struct zn_cli_input *input, const char *directory)
{
    char *path = zn_cli_target_path(directory, input->name);

    if (path == NULL)
        return zn_cli_memory_error();
    int code = convert_to_file(session, input, path);
    free(path);
    return code;
}

/* Converts one input.  `standard` is standard output. */
static int convert_input(struct zn_cli_session *session, const char *name,
                         enum zn_cli_target target, const char *place,
                         struct zn_cli_output *standard)
{
    struct zn_cli_input input;

    /* Of an input that cannot be opened nothing is to be reported either. */
    zn_cli_session_reset(session);
    int code = zn_cli_input_open(&input, name);
    if (code == ZN_CLI_DONE) {
        if (target == ZN_CLI_TARGET_DIRECTORY)
            code = convert_to_directory(session, &input, place);
        else if (target == ZN_CLI_TARGET_FILE)
            code = convert_to_file(session, &input, place);
        else
            code = zn_cli_document_convert(session, input.fd, input.name, standard);
    }
    zn_cli_input_close(&input);
    return code;
}

/* Converts all inputs, whatever becomes of each.  Returns the exit code. */
static int convert_all(struct zn_cli_session *session, const struct zn_cli_options *options,
                       enum zn_cli_target target, struct zn_cli_stats *stats)
{
    const struct convert *convert = options->own;
    struct zn_cli_output standard;
    int code = ZN_CLI_DONE;

    zn_cli_output_standard(&standard);
    if (target == ZN_CLI_TARGET_DIRECTORY)
        code = zn_cli_target_create_directory(convert->output);
    if (code != ZN_CLI_DONE)
        return code;
    for (size_t i = 0; i < options->input_count && !standard.failed; i++) {
        int one =
            convert_input(session, options->inputs[i], target, convert->output, &standard);
        int counted =
            zn_cli_stats_add(stats, session->stream, zn_cli_input_title(options->inputs[i]),
                             one == ZN_CLI_DONE);
        code = zn_cli_worse(code, zn_cli_worse(one, counted));
    }
    /* A file system may only tell when it is closed that it took nothing. */
    if (target == ZN_CLI_TARGET_STANDARD && !standard.failed)
        code = zn_cli_worse(code, zn_cli_output_commit(&standard));
    return code;
}

/* Converts with a converter, which it frees, and prints what is to be known. */
static int convert_with(zhnorm_converter *converter, const struct zn_cli_options *options,
                        enum zn_cli_target target)
{
    struct zn_cli_session session;
    struct zn_cli_stats stats;
    int code = zn_cli_session_open(&session, converter);

    code = zn_cli_worse(code, zn_cli_stats_init(&stats, options));
    if (code == ZN_CLI_DONE) {
        code = convert_all(&session, options, target, &stats);
        code = zn_cli_worse(code, zn_cli_stats_print(&stats, options));
    }
    zn_cli_stats_free(&stats);
    zn_cli_session_close(&session);
    return code;
}

/* The counters know more of a conversion that keeps a record, which takes its time. */
static uint32_t record_of(const struct zn_cli_options *options)
{
    return options->stats != ZN_CLI_STATS_NONE &&
                   options->library.engine == ZHNORM_ENGINE_ZHNORM
               ? ZHNORM_RECORD_EDITS
               : ZHNORM_RECORD_NONE;
}

/* Does what the options say. */
static int run(const struct zn_cli_options *options)
{
    const struct convert *convert = options->own;
    enum zn_cli_target target;
    zhnorm_converter *converter = NULL;

    if (options->help)
        return zn_cli_print_help();
    if (convert->version)
        return zn_cli_print_version();
    int code = zn_cli_target_decide(options, convert->output, &target);
    if (code == ZN_CLI_DONE)
        code = zn_cli_converter_open(options, record_of(options), &converter);
    if (code == ZN_CLI_DONE)
        code = convert_with(converter, options, target);
    return code;
}

int zn_cli_convert(int count, char **arguments)
{
    struct convert convert = {0};
    struct zn_cli_options options;
    int code = zn_cli_options_read(&options, &syntax, &convert, count, arguments);

    if (code == ZN_CLI_DONE)
        code = run(&options);
    zn_cli_options_free(&options);
    return code;
}
