/* See visit.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/visit.h"

#include <stdio.h>

#include "cli/converter.h"
#include "cli/document.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/stats.h"

/* Reads one input to its end, or as far as it can be. */
static int visit_one(struct zn_cli_session *session, const struct zn_cli_visitor *visitor,
                     const struct zn_cli_visit *visit, const char *name)
{
    struct zn_cli_input input;

    zn_cli_session_reset(session);
    visitor->begin(visitor->context, visit);
    int code;
    if (zn_cli_input_try(&input, name)) {
        code = zn_cli_document_convert(session, input.fd, input.name, NULL);
    } else {
        zn_cli_fault_system(&session->fault);
        code = zn_cli_fault_print(&session->fault, input.name);
    }
    zn_cli_input_close(&input);
    return visitor->end(visitor->context, visit, code);
}

static int visit_each(struct zn_cli_session *session, const struct zn_cli_options *options,
                      const struct zn_cli_visitor *visitor, struct zn_cli_stats *stats)
{
    struct zn_cli_visit place = {
        .converter = session->converter, .stream = session->stream, .fault = &session->fault};
    zhnorm_error error = {0};
    int code = ZN_CLI_DONE;

    if (zhnorm_stream_listen(session->stream, visitor->listener, visitor->context, &error) !=
        ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    for (size_t i = 0; i < options->input_count && ferror(stdout) == 0; i++) {
        place.index = i;
        place.is_standard = zn_cli_is_standard(options->inputs[i]);
        place.title = zn_cli_input_title(options->inputs[i]);
        int one = visit_one(session, visitor, &place, options->inputs[i]);
        bool done = one == ZN_CLI_DONE || one == ZN_CLI_FOUND;
        int counted = zn_cli_stats_add(stats, session->stream, place.title, done);
        code = zn_cli_worse(code, zn_cli_worse(one, counted));
    }
    return code;
}

int zn_cli_visit_all(const struct zn_cli_options *options,
                     const struct zn_cli_visitor *visitor)
{
    struct zn_cli_session session;
    struct zn_cli_stats stats;
    zhnorm_converter *converter = NULL;
    int code = zn_cli_converter_open(options, visitor->record, &converter);

    if (code != ZN_CLI_DONE)
        return code;
    code = zn_cli_session_open(&session, converter);
    code = zn_cli_worse(code, zn_cli_stats_init(&stats, options));
    if (code == ZN_CLI_DONE) {
        code = visit_each(&session, options, visitor, &stats);
        code = zn_cli_worse(code, zn_cli_stats_print(&stats, options));
    }
    zn_cli_stats_free(&stats);
    zn_cli_session_close(&session);
    return code;
}
