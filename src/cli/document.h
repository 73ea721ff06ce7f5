/*
 * One text from an open file through the converter to an output, in constant
 * memory.  Knows nothing of names on the command line.
 */
#ifndef ZN_CLI_DOCUMENT_H
#define ZN_CLI_DOCUMENT_H

#include "cli/fault.h"
#include "cli/output.h"
#include "zhnorm/zhnorm.h"

/* What every text is converted with; serves one text after the other. */
struct zn_cli_session {
    zhnorm_converter *converter;
    zhnorm_stream *stream;
    char *source; /* two pieces of the text */
    char *result;
    char *head; /* the beginning of the text, for telling lines in it */
    size_t head_length;
    struct zn_cli_fault fault; /* of the text, where converting it went wrong */
};

/*
 * Prepares a session for a converter, which it then owns, also on failure.
 * Returns ZN_CLI_DONE or, having said what is wrong, another exit code.
 */
int zn_cli_session_open(struct zn_cli_session *session, zhnorm_converter *converter);

void zn_cli_session_close(struct zn_cli_session *session);

/* Forgets the text before: what comes next is another one. */
void zn_cli_session_reset(struct zn_cli_session *session);

/*
 * Converts what `fd` holds, a text of its own since the session was reset.  `name` stands for
 * it in messages.  With NULL for `output`, the text that comes out is dropped; a listener
 * prints what it is after, and what cannot be printed any more need not be read.
 * Returns ZN_CLI_DONE or, having said what is wrong, another exit code.
 */
int zn_cli_document_convert(struct zn_cli_session *session, int fd, const char *name,
                            struct zn_cli_output *output);

#endif
