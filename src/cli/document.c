/*
 * Converting one text: see document.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/document.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/input.h"
#include "cli/message.h"

#define BUFFER_SIZE ((size_t)64 << 10)
/* How far the library may read a text before it converts the first byte. */
#define HEAD_SIZE ((size_t)64 << 10)

/* What is to be known of a text to say where in it something is. */
struct place {
    uint64_t offset; /* bytes before the buffer */
    uint64_t lines;  /* line feeds before the buffer */
};

int zn_cli_session_open(struct zn_cli_session *session, zhnorm_converter *converter)
{
    zhnorm_error error = {0};

    *session = (struct zn_cli_session){.converter = converter};
    session->source = malloc(BUFFER_SIZE);
    session->result = malloc(BUFFER_SIZE);
    session->head = malloc(HEAD_SIZE);
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

static uint64_t count_lines(const char *text, size_t length)
{
    const char *end = text + length;
    uint64_t lines = 0;

    while ((text = memchr(text, '\n', (size_t)(end - text))) != NULL) {
        lines++;
        text++;
    }
    return lines;
}

/* Keeps the beginning of the text. */
static void keep_head(struct zn_cli_session *session, size_t length)
{
    size_t room = HEAD_SIZE - session->head_length;
    size_t kept = length < room ? length : room;

    memcpy(session->head + session->head_length, session->source, kept);
    session->head_length += kept;
}

/*
 * Says what the library found wrong in the text.  The bad byte is in the head,
 * or in the buffer, or begins a sequence that the buffer before ended in the
 * middle of: there is no line feed between that and this buffer.
 */
static int report(const struct zn_cli_session *session, const char *name,
                  const zhnorm_error *error, const struct place *place,
                  const zhnorm_input *input)
{
    if (error->status != ZHNORM_ERROR_INPUT)
        return zn_cli_library_error(name, error);
    uint64_t line = place->lines + 1;
    if (error->offset < session->head_length)
        line = 1 + count_lines(session->head, (size_t)error->offset);
    else if (error->offset > place->offset && error->offset - place->offset <= input->length)
        line += count_lines(input->data, (size_t)(error->offset - place->offset));
    zn_cli_message("%s:%" PRIu64 ": not valid UTF-8 at byte offset %" PRIu64, name, line,
                   error->offset);
    return ZN_CLI_TEXT;
}

/* Converts a buffer of text; its length is 0 at the text's end. */
static int convert_buffer(struct zn_cli_session *session, size_t length, const char *name,
                          const struct place *place, struct zn_cli_output *output)
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
        int code = zn_cli_output_write(output, result.data, result.position);
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
    struct place place = {0};
    ssize_t length;

    zhnorm_stream_reset(session->stream);
    session->head_length = 0;
    do {
        if (!zn_cli_interrupt_wait(&output->interrupt, fd))
            return ZN_CLI_IO; /* the signal ends the program in a moment */
        length = zn_cli_input_read(fd, session->source, BUFFER_SIZE);
        if (length < 0)
            return zn_cli_system_error(name);
        keep_head(session, (size_t)length);
        int code = convert_buffer(session, (size_t)length, name, &place, output);
        if (code != ZN_CLI_DONE)
            return code;
        place.offset += (uint64_t)length;
        place.lines += count_lines(session->source, (size_t)length);
    } while (length != 0);
    return ZN_CLI_DONE;
}
