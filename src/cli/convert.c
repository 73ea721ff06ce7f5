/*
 * zhnorm convert: compiles one converter and runs every input through it.
 * Knows where texts come from and go to, nothing of what happens to them.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/document.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/stats.h"
#include "cli/target.h"

/* An input that is open. */
struct source {
    const char *name; /* for messages */
    int fd;
    mode_t mode; /* for an output that does not exist yet */
};

/* The mode of a file that is created without any other one to go by. */
static mode_t default_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

/* Opens an input.  Returns ZN_CLI_DONE or ZN_CLI_IO. */
static int source_open(struct source *source, const char *name)
{
    struct stat status;
    bool is_standard = zn_cli_is_standard(name);

    source->name = is_standard ? "(standard input)" : name;
    source->fd = is_standard ? STDIN_FILENO : open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    source->mode = default_mode();
    if (source->fd < 0 || fstat(source->fd, &status) != 0)
        return zn_cli_system_error(source->name);
    if (S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return zn_cli_system_error(source->name);
    }
    /* The owner can always write the result, even of a text kept read-only. */
    if (S_ISREG(status.st_mode) && !is_standard)
        source->mode = (status.st_mode & 0777) | S_IWUSR;
    return ZN_CLI_DONE;
}

static void source_close(struct source *source)
{
    if (source->fd > STDERR_FILENO)
        close(source->fd);
}

/* Converts an open input to the file `path`. */
static int convert_to_file(struct zn_cli_session *session, const struct source *source,
                           const char *path)
{
    struct zn_cli_output output;
    int code = zn_cli_output_open(&output, path, source->mode);

    if (code != ZN_CLI_DONE)
        return code;
    code = zn_cli_document_convert(session, source->fd, source->name, &output);
    if (code == ZN_CLI_DONE)
        return zn_cli_output_commit(&output);
    zn_cli_output_discard(&output);
    return code;
}

/* Converts an open input to the file of its name in a directory. */
static int convert_to_directory(struct zn_cli_session *session, const struct source *source,
                                const char *directory)
{
    char *path = zn_cli_target_path(directory, source->name);

    if (path == NULL)
        return zn_cli_memory_error();
    int code = convert_to_file(session, source, path);
    free(path);
    return code;
}

/* Converts one input.  `standard` is standard output. */
static int convert_input(struct zn_cli_session *session, const char *name,
                         enum zn_cli_target target, const char *place,
                         struct zn_cli_output *standard)
{
    struct source source;
    int code = source_open(&source, name);

    if (code == ZN_CLI_DONE) {
        if (target == ZN_CLI_TARGET_DIRECTORY)
            code = convert_to_directory(session, &source, place);
        else if (target == ZN_CLI_TARGET_FILE)
            code = convert_to_file(session, &source, place);
        else
            code = zn_cli_document_convert(session, source.fd, source.name, standard);
    }
    source_close(&source);
    return code;
}

/* Converts all inputs, whatever becomes of each.  Returns the exit code. */
static int convert_all(struct zn_cli_session *session, const struct zn_cli_options *options,
                       enum zn_cli_target target, struct zn_cli_stats *stats)
{
    struct zn_cli_output standard;
    int code = ZN_CLI_DONE;

    zn_cli_output_standard(&standard);
    if (target == ZN_CLI_TARGET_DIRECTORY)
        code = zn_cli_target_create_directory(options->output);
    if (code != ZN_CLI_DONE)
        return code;
    for (size_t i = 0; i < options->input_count && !standard.failed; i++) {
        int one =
            convert_input(session, options->inputs[i], target, options->output, &standard);
        zn_cli_stats_add(stats, session->stream, one == ZN_CLI_DONE);
        code = zn_cli_worse(code, one);
    }
    /* A file system may only tell when it is closed that it took nothing. */
    if (target == ZN_CLI_TARGET_STANDARD && !standard.failed)
        code = zn_cli_worse(code, zn_cli_output_commit(&standard));
    return code;
}

static void free_dictionaries(zhnorm_dict **dictionaries, size_t count)
{
    for (size_t i = 0; i < count; i++)
        zhnorm_dict_free(dictionaries[i]);
    free(dictionaries);
}

/* Loads the dictionaries, each of which is tried, and compiles. */
static int compile(const struct zn_cli_options *options, zhnorm_converter **converter)
{
    size_t count = options->dictionary_count;
    zhnorm_dict **dictionaries = calloc(count + 1, sizeof *dictionaries);
    zhnorm_options library = options->library;
    zhnorm_error error = {0};
    int code = ZN_CLI_DONE;

    if (dictionaries == NULL)
        return zn_cli_memory_error();
    for (size_t i = 0; i < count; i++)
        if (zhnorm_dict_load(options->dictionaries[i], NULL, &dictionaries[i], &error) !=
            ZHNORM_OK)
            code = zn_cli_worse(code, zn_cli_library_error(NULL, &error));
    if (code == ZN_CLI_DONE) {
        library.dicts = (const zhnorm_dict *const *)dictionaries;
        library.dict_count = count;
        if (zhnorm_compile(&library, converter, &error) != ZHNORM_OK)
            code = zn_cli_library_error(NULL, &error);
    }
    free_dictionaries(dictionaries, count);
    return code;
}

/* Converts with a converter, which it frees, and prints what is to be known. */
static int convert_with(zhnorm_converter *converter, const struct zn_cli_options *options,
                        enum zn_cli_target target)
{
    struct zn_cli_session session;
    struct zn_cli_stats stats;
    int code = zn_cli_session_open(&session, converter);

    code = zn_cli_worse(code, zn_cli_stats_init(&stats));
    if (code == ZN_CLI_DONE) {
        code = convert_all(&session, options, target, &stats);
        if (options->stats)
            code = zn_cli_worse(code, zn_cli_stats_print(&stats));
    }
    zn_cli_stats_free(&stats);
    zn_cli_session_close(&session);
    return code;
}

/* Does what the options say. */
static int run(const struct zn_cli_options *options)
{
    enum zn_cli_target target;
    zhnorm_converter *converter = NULL;

    if (options->help)
        return zn_cli_print_help();
    if (options->version)
        return zn_cli_print_version();
    int code = zn_cli_target_decide(options, &target);
    if (code == ZN_CLI_DONE)
        code = compile(options, &converter);
    if (code == ZN_CLI_DONE)
        code = convert_with(converter, options, target);
    return code;
}

int zn_cli_convert(int count, char **arguments)
{
    struct zn_cli_options options;
    int code = zn_cli_options_read(&options, count, arguments);

    if (code == ZN_CLI_DONE)
        code = run(&options);
    zn_cli_options_free(&options);
    return code;
}
