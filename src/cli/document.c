/*
 * Converting one text: see document.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/document.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/input.h"
#include "cli/message.h"
#include "cli/place.h"

#define BUFFER_SIZE ((size_t)64 << 10)

int zn_cli_session_open(struct zn_cli_session *session, zhnorm_converter *converter)
{
    zhnorm_error error = {0};

    *session = (struct zn_cli_session){.converter = converter};
    session->source = malloc(BUFFER_SIZE);
    session->result = malloc(BUFFER_SIZE);
    session->head = malloc(ZHNORM_CHOICE_LOOK);
    if (session->source == NULL || session->result == NULL || session->head == NULL)
        return zn_cli_memory_error();
    if (zhnorm_stream_open(converter, &session->stream, &error) != ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    return ZN_CLI_DONE;
}

void zn_cli_session_close(struct zn_cli_session *session)
{
    zhnorm_stream_free(session->stream);
    zhnorm_converter_free(session->converter);
    free(session->source);
    free(session->result);
    free(session->head);
}

void zn_cli_session_reset(struct zn_cli_session *session)
{
    zhnorm_stream_reset(session->stream);
    session->head_length = 0;
    session->wrong[0] = '\0';
}

int zn_cli_document_unread(struct zn_cli_session *session, const char *name)
{
    int saved = errno;

    (void)snprintf(session->wrong, sizeof session->wrong, "%s", strerror(saved));
    errno = saved;
    return zn_cli_system_error(name);
}

/* Keeps the beginning of the text, which the library may read before it converts any. */
static void keep_head(struct zn_cli_session *session, size_t length)
{
    size_t room = ZHNORM_CHOICE_LOOK - session->head_length;
    size_t kept = length < room ? length : room;

    memcpy(session->head + session->head_length, session->source, kept);
    session->head_length += kept;
}

/* Keeps what the library found wrong, for who lists texts that failed. */
static void keep_wrong(struct zn_cli_session *session, const zhnorm_error *error,
                       uint64_t line)
{
    if (error->status == ZHNORM_ERROR_INPUT)
        (void)snprintf(session->wrong, sizeof session->wrong,
                       "line %" PRIu64 ": not valid UTF-8 at byte offset %" PRIu64, line,
                       error->offset);
    else
        (void)snprintf(session->wrong, sizeof session->wrong, "%s",
                       error->message[0] != '\0' ? error->message
                                                 : zhnorm_status_string(error->status));
}

/*
 * Says what the library found wrong in the text.  A bad byte may lie in the head,
 * several buffers back, which the library converts only now.
 */
static int report(struct zn_cli_session *session, const char *name, const zhnorm_error *error,
                  const struct zn_cli_place *place, const zhnorm_input *input)
{
    static const struct zn_cli_place start = {0};
    const char *piece = input->data;
    size_t length = input->length;

    if (error->offset < session->head_length) {
        place = &start;
        piece = session->head;
        length = session->head_length;
    }
    keep_wrong(session, error, zn_cli_place_line(place, piece, length, error->offset));
    return zn_cli_place_error(place, piece, length, name, error);
}

/* Writes a piece of the result, or finds that nobody takes what a listener prints. */
static int deliver(struct zn_cli_output *output, const zhnorm_output *result)
{
    if (output != NULL)
        return zn_cli_output_write(output, result->data, result->position);
    return ferror(stdout) == 0 ? ZN_CLI_DONE : ZN_CLI_IO;
}

/* Converts a buffer of text; its length is 0 at the text's end. */
static int convert_buffer(struct zn_cli_session *session, size_t length, const char *name,
                          const struct zn_cli_place *place, struct zn_cli_output *output)
{
    zhnorm_input input = {.data = session->source, .length = length};
    int directive = length != 0 ? ZHNORM_CONTINUE : ZHNORM_END;
    int more = 0;

    do {
        zhnorm_output result = {.data = session->result, .capacity = BUFFER_SIZE};
        zhnorm_error error = {0};
        int status =
            zhnorm_stream_run(session->stream, &input, &result, directive, &more, &error);
        /* What was complete before the error is delivered before it is told. */
        int code = deliver(output, &result);
        if (status != ZHNORM_OK) {
            int wrong = report(session, name, &error, place, &input);
            return zn_cli_worse(code, wrong);
        }
        if (code != ZN_CLI_DONE)
            return code;
    } while (more);
    return ZN_CLI_DONE;
}

int zn_cli_document_convert(struct zn_cli_session *session, int fd, const char *name,
                            struct zn_cli_output *output)
{
    struct zn_cli_place place = {0};
    ssize_t length;

    do {
        if (output != NULL && !zn_cli_interrupt_wait(&output->interrupt, fd))
            return ZN_CLI_IO; /* the signal ends the program in a moment */
        length = zn_cli_input_read(fd, session->source, BUFFER_SIZE);
        if (length < 0)
            return zn_cli_document_unread(session, name);
        keep_head(session, (size_t)length);
        int code = convert_buffer(session, (size_t)length, name, &place, output);
        if (code != ZN_CLI_DONE)
            return code;
        zn_cli_place_advance(&place, session->source, (size_t)length);
    } while (length != 0);
    return ZN_CLI_DONE;
}
