/*
 * Plain text: the whole file is one text, which goes through a stream in constant memory.
 *
 * A part that is not the file's last ends in the midst of the text: what the step `space`
 * does to the blank lines there must be what it would do before another line.  So such a
 * part is given one more line, which is taken off the result again.
 */
#include "formats/driver.h"
#include "formats/emitter.h"
#include "rules/error.h"
#include "rules/memory.h"

#define OUTPUT_SIZE ((size_t)64 << 10)

/* No rule changes it, and every paragraph is converted by itself. */
static const char line_behind[] = "a\n";
enum { LINE_BEHIND_SIZE = sizeof line_behind - 1 };

struct text {
    struct zn_emitter *emitter;
    struct zn_format_part part;
    zhnorm_stream *stream; /* of the file in hand; NULL: it has not begun */
    char output[OUTPUT_SIZE];
};

static void *text_open(struct zn_emitter *emitter, const struct zn_format_options *options,
                       enum zn_format format)
{
    struct text *text = zn_allocate(zn_emit_allocator(emitter), 1, sizeof *text);

    (void)options;
    (void)format;
    if (text != NULL)
        text->emitter = emitter;
    return text;
}

static void text_close(void *state)
{
    struct text *text = state;

    zn_release(zn_emit_allocator(text->emitter), text);
}

static void text_begin(void *state, const struct zn_format_part *part)
{
    struct text *text = state;

    text->part = *part;
    text->stream = NULL;
}

/* Opens the stream when the first bytes come, for it can fail. */
static int begin_stream(struct text *text, zhnorm_error *error)
{
    struct zn_emitter *emitter = text->emitter;
    bool listens = emitter->sink.listener != NULL;

    if (text->part.first)
        emitter->counts.documents++;
    if (text->part.detection != NULL) {
        emitter->detection = *text->part.detection;
        emitter->has_detection = true;
    }
    text->stream = zn_emitter_stream(emitter, ZN_PURPOSE_DOCUMENT,
                                     listens ? ZN_RECORDING : ZN_NOT_RECORDING, error);
    if (text->stream == NULL)
        return ZHNORM_ERROR_NO_MEMORY;
    emitter->whole = text->stream;
    return listens ? zhnorm_stream_listen(text->stream, emitter->sink.listener,
                                          emitter->sink.context, error)
                   : ZHNORM_OK;
}

/* Converts the next bytes to the sink. */
static int run(struct text *text, const char *data, size_t length, int directive,
               zhnorm_error *error)
{
    zhnorm_input input = {data, length, 0};
    int more = 1;

    while (more != 0) {
        zhnorm_output output = {text->output, OUTPUT_SIZE, 0};
        int status = zhnorm_stream_run(text->stream, &input, &output, directive, &more, error);
        /* What was complete before a failure is delivered and counted. */
        int written = zn_emitter_write(text->emitter, text->output, output.position, error);
        if (status != ZHNORM_OK) {
            zn_emitter_count(text->emitter, text->stream);
            return status;
        }
        if (written != ZHNORM_OK)
            return written;
    }
    return ZHNORM_OK;
}

static int text_feed(void *state, const char *data, size_t length, zhnorm_error *error)
{
    struct text *text = state;
    int status = text->stream == NULL ? begin_stream(text, error) : ZHNORM_OK;

    return status != ZHNORM_OK ? status : run(text, data, length, ZHNORM_CONTINUE, error);
}

/* Ends a part as if the line behind it were the text's last, which is not written. */
static int end_before_line(struct text *text, zhnorm_error *error)
{
    struct zn_buffer *rest = &text->emitter->converted;
    zhnorm_input input = {line_behind, LINE_BEHIND_SIZE, 0};
    int more = 1;

    rest->length = 0;
    while (more != 0) {
        if (!zn_buffer_reserve(rest, OUTPUT_SIZE))
            return zn_fail_memory(error);
        zhnorm_output output = {(char *)rest->data, rest->capacity, rest->length};
        int status =
            zhnorm_stream_run(text->stream, &input, &output, ZHNORM_END, &more, error);
        rest->length = output.position;
        if (status != ZHNORM_OK)
            return status;
    }
    return zn_emitter_write(text->emitter, (const char *)rest->data,
                            rest->length - LINE_BEHIND_SIZE, error);
}

/* Takes the line behind a part from the counters again. */
static void uncount_line(zhnorm_stats *stats)
{
    if (stats->code_points != 0)
        stats->code_points -= LINE_BEHIND_SIZE;
}

static int text_end(void *state, zhnorm_error *error)
{
    struct text *text = state;
    struct zn_emitter *emitter = text->emitter;
    int status = text->stream == NULL ? begin_stream(text, error) : ZHNORM_OK;

    if (status == ZHNORM_OK)
        status = text->part.last ? run(text, "", 0, ZHNORM_END, error)
                                 : end_before_line(text, error);
    if (status != ZHNORM_OK)
        return status;
    zn_emitter_count(emitter, text->stream);
    if (!text->part.last)
        uncount_line(&emitter->counts.stats);
    return ZHNORM_OK;
}

const struct zn_format_driver zn_text_driver = {text_open, text_close, text_begin, text_feed,
                                                text_end};
