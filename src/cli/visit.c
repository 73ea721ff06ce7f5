/* See visit.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/visit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/converter.h"
#include "cli/detection.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/run_json.h"
#include "cli/stats.h"
#include "cli/trail.h"
#include "files/source.h"

#define PIECE_SIZE ((size_t)64 << 10)

/* What all inputs are read and converted with. */
struct session {
    const struct zn_cli_options *options;
    const struct zn_cli_visitor *visitor;
    zhnorm_converter *converter;
    struct zn_conversions conversions;
    struct zn_format_options format;
    struct zn_formatter *formatter;
    struct zn_source *source;
    char *pieces; /* two pieces of the text, and its head */
    struct zn_cli_stats stats;
    struct zn_cli_visit visit; /* the input in hand */
    struct zn_cli_fault fault; /* what is wrong with it */
    struct zn_trail trail;     /* how far it has been read */
    uint64_t skipped;          /* records of it that were wrong */
};

/* ---- Life ------------------------------------------------------------------------------ */

static int open_tools(struct session *session)
{
    const struct zn_cli_options *options = session->options;
    const struct zn_source_options source = {.encoding = options->formats.encoding,
                                             .bad_input = options->library.bad_input};
    zhnorm_error error = {0};

    session->format = zn_cli_formats_wanted(&options->formats);
    session->source = zn_source_new(&source);
    session->pieces = malloc(2 * PIECE_SIZE + ZHNORM_CHOICE_LOOK);
    if (session->source == NULL || session->pieces == NULL)
        return zn_cli_memory_error();
    if (zn_conversions_open(&session->conversions, session->converter, &options->library,
                            &error) != ZHNORM_OK ||
        zn_formatter_open(&session->formatter, &session->conversions, &session->format, true,
                          &error) != ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    return ZN_CLI_DONE;
}

/* To be closed in either case. */
static int open_session(struct session *session)
{
    int code =
        zn_cli_converter_open(session->options, session->visitor->record, &session->converter);

    if (code == ZN_CLI_DONE)
        code = zn_cli_stats_init(&session->stats, session->options);
    return code == ZN_CLI_DONE ? open_tools(session) : code;
}

static void close_session(struct session *session)
{
    zn_formatter_close(session->formatter);
    zn_conversions_close(&session->conversions);
    zhnorm_converter_free(session->converter);
    if (session->source != NULL)
        zn_source_free(session->source);
    free(session->pieces);
    zn_cli_stats_free(&session->stats);
}

/* ---- One input ---------------------------------------------------------------------------
 */

/*
 * The text that comes out is dropped; the visitor prints what it is after, and what cannot
 * be printed any more need not be read.
 */
static bool drop(void *context, const char *data, size_t length)
{
    (void)context;
    (void)data;
    (void)length;
    return ferror(stdout) == 0;
}

static void listen(void *context, const zhnorm_batch *batch)
{
    const struct session *session = context;

    session->visitor->listener(session->visitor->context, batch);
}

/* Says which record was wrong and is passed over. */
static void skip(void *context, const zhnorm_error *error)
{
    struct session *session = context;
    struct zn_cli_fault fault;

    zn_cli_fault_library(&fault, error);
    fault.line = error->line;
    (void)zn_cli_fault_print(&fault, session->visit.title);
    session->skipped++;
}

/* Keeps what is wrong with the source. */
static int fail_source(struct session *session, const zhnorm_error *error)
{
    if (error->status == ZHNORM_ERROR_STATE && error->system != 0) {
        errno = error->system;
        zn_cli_fault_system(&session->fault);
    } else {
        zn_cli_fault_library(&session->fault, error);
    }
    return zn_cli_fault_print(&session->fault, session->visit.title);
}

/* Keeps what is wrong with the text, unless it is that nothing can be printed. */
static int fail_text(struct session *session, const zhnorm_error *error)
{
    if (error->status == ZHNORM_ERROR_STATE)
        return ZN_CLI_IO;
    zn_trail_fault(&session->trail, error, &session->fault);
    return zn_cli_fault_print(&session->fault, session->visit.title);
}

/* Reads an open input to its end. */
static int read_input(struct session *session, int fd, const char *name)
{
    zhnorm_error error = {0};
    size_t length = 1;
    size_t turn = 0;
    bool chooses = session->conversions.chooses;

    zn_trail_begin(&session->trail, chooses ? session->pieces + 2 * PIECE_SIZE : NULL);
    if (zn_source_begin(session->source, fd, name, &error) != ZHNORM_OK)
        return fail_source(session, &error);
    while (length != 0) {
        char *piece = session->pieces + turn * PIECE_SIZE;
        if (zn_source_read(session->source, piece, PIECE_SIZE, &length, &error) != ZHNORM_OK)
            return fail_source(session, &error);
        zn_trail_add(&session->trail, piece, length);
        int status = length != 0 ? zn_formatter_feed(session->formatter, piece, length, &error)
                                 : zn_formatter_end(session->formatter, &error);
        if (status != ZHNORM_OK)
            return fail_text(session, &error);
        turn ^= 1;
    }
    return session->skipped == 0 ? ZN_CLI_DONE : ZN_CLI_TEXT;
}

static int visit_input(struct session *session, const char *name)
{
    const struct zn_format_sink sink = {drop, listen, skip, session};
    const struct zn_format_part whole = {.first = true, .last = true};
    struct zn_cli_input input;
    int code;

    session->fault = (struct zn_cli_fault){.code = ZN_CLI_DONE};
    session->skipped = 0;
    zn_formatter_reset_counts(session->formatter);
    zn_formatter_begin(
        session->formatter,
        zn_cli_formats_of(&session->options->formats, name, session->visit.is_standard),
        &whole, &sink);
    session->visitor->begin(session->visitor->context, &session->visit);
    if (zn_cli_input_try(&input, name)) {
        code = read_input(session, input.fd, name);
    } else {
        zn_cli_fault_system(&session->fault);
        code = zn_cli_fault_print(&session->fault, input.name);
    }
    zn_cli_input_close(&input);
    return session->visitor->end(session->visitor->context, &session->visit, code);
}

/* ---- All inputs ----------------------------------------------------------------------------
 */

/* Counts the input in hand. */
static int count(struct session *session, bool done)
{
    const struct zn_formatter *formatter = session->formatter;
    const char *choice = zn_formatter_choice(formatter);

    if (session->stats.form == ZN_CLI_STATS_TEXT && choice != NULL)
        zn_cli_detection_print_choice(stderr, session->visit.title, choice,
                                      zn_formatter_detection(formatter));
    return zn_cli_stats_add(&session->stats, zn_formatter_counts(formatter), choice, done);
}

static int visit_each(struct session *session)
{
    const struct zn_cli_options *options = session->options;
    struct zn_cli_visit *visit = &session->visit;
    int code = ZN_CLI_DONE;

    *visit = (struct zn_cli_visit){.converter = session->converter,
                                   .formatter = session->formatter,
                                   .fault = &session->fault};
    for (size_t i = 0; i < options->input_count && ferror(stdout) == 0; i++) {
        visit->index = i;
        visit->is_standard = zn_cli_is_standard(options->inputs[i]);
        visit->title = zn_cli_input_title(options->inputs[i]);
        int one = visit_input(session, options->inputs[i]);
        bool done = one == ZN_CLI_DONE || one == ZN_CLI_FOUND;
        code = zn_cli_worse(code, zn_cli_worse(one, count(session, done)));
    }
    return code;
}

int zn_cli_visit_all(const struct zn_cli_options *options,
                     const struct zn_cli_visitor *visitor)
{
    struct session session = {.options = options, .visitor = visitor};
    int code = zn_cli_formats_check(options);

    if (code == ZN_CLI_DONE)
        code = open_session(&session);
    if (code == ZN_CLI_DONE) {
        code = visit_each(&session);
        bool is_json = options->stats == ZN_CLI_STATS_JSON;
        json_t *run = is_json ? zn_cli_run_json(options) : NULL;
        code = zn_cli_worse(code, zn_cli_stats_print(&session.stats, run));
    }
    close_session(&session);
    return code;
}
