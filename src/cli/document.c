/*
 * Converting one text: see document.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/document.h"

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
    session->source = malloc(2 * BUFFER_SIZE);
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
    session->fault = (struct zn_cli_fault){.code = ZN_CLI_DONE};
}

/* A piece of the text, in one half of the session's buffer. */
struct piece {
    struct zn_cli_place place; /* where it begins */
    char *data;
    size_t length; /* 0 at the text's end */
};

/* Keeps the beginning of the text, which the library may read before it converts any. */
static void keep_head(struct zn_cli_session *session, const struct piece *piece)
{
    size_t room = ZHNORM_CHOICE_LOOK - session->head_length;
    size_t kept = piece->length < room ? piece->length : room;

    memcpy(session->head + session->head_length, piece->data, kept);
    session->head_length += kept;
}

/*
 * Says what the library found wrong in the text.  A bad byte may lie in the head,
 * several pieces back, which the library converts only now, or in a line that began in
 * the piece before.
 */
static int report(struct zn_cli_session *session, const char *name, const zhnorm_error *error,
                  const struct piece *piece, const struct piece *before)
{
    const struct piece head = {.data = session->head, .length = session->head_length};

    if (error->offset < head.length)
        piece = &head;
    else if (error->offset < piece->place.offset)
        piece = before;
    zn_cli_place_fault(&piece->place, piece->data, piece->length, error, &session->fault);
    return zn_cli_fault_print(&session->fault, name);
}

/* Writes a piece of the result, or finds that nobody takes what a listener prints. */
static int deliver(struct zn_cli_output *output, const zhnorm_output *result)
{
    if (output != NULL)
        return zn_cli_output_write(output, result->data, result->position);
    return ferror(stdout) == 0 ? ZN_CLI_DONE : ZN_CLI_IO;
}

/* Converts a piece of the text. */
static int convert_piece(struct zn_cli_session *session, const struct piece *piece,
                         const struct piece *before, const char *name,
                         struct zn_cli_output *output)
{
    zhnorm_input input = {.data = piece->data, .length = piece->length};
    int directive = piece->length != 0 ? ZHNORM_CONTINUE : ZHNORM_END;
    int more = 0;

    do {
        zhnorm_output result = {.data = session->result, .capacity = BUFFER_SIZE};
        zhnorm_error error = {0};
        int status =
            zhnorm_stream_run(session->stream, &input, &result, directive, &more, &error);
        /* What was complete before the error is delivered before it is told. */
        int code = deliver(output, &result);
        if (status != ZHNORM_OK)
            return zn_cli_worse(code, report(session, name, &error, piece, before));
        if (code != ZN_CLI_DONE)
            return code;
    } while (more);
    return ZN_CLI_DONE;
}

/* Reads the piece behind another one. */
static int read_piece(struct zn_cli_session *session, int fd, const char *name,
                      struct piece *piece, const struct piece *before)
{
    ssize_t length = zn_cli_input_read(fd, piece->data, BUFFER_SIZE);

    if (length < 0) {
        zn_cli_fault_system(&session->fault);
        return zn_cli_fault_print(&session->fault, name);
    }
    piece->length = (size_t)length;
    piece->place = before->place;
    zn_cli_place_advance(&piece->place, before->data, before->length);
    keep_head(session, piece);
    return ZN_CLI_DONE;
}

int zn_cli_document_convert(struct zn_cli_session *session, int fd, const char *name,
                            struct zn_cli_output *output)
{
    struct piece pieces[2] = {{.data = session->source},
                              {.data = session->source + BUFFER_SIZE}};
    size_t now = 0;
    int code;

    do {
        now ^= 1;
        if (output != NULL && !zn_cli_interrupt_wait(&output->interrupt, fd))
            return ZN_CLI_IO; /* the signal ends the program in a moment */
        code = read_piece(session, fd, name, &pieces[now], &pieces[now ^ 1]);
        if (code == ZN_CLI_DONE)
            code = convert_piece(session, &pieces[now], &pieces[now ^ 1], name, output);
    } while (code == ZN_CLI_DONE && pieces[now].length != 0);
    return code;
}
