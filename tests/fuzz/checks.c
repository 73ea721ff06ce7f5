/* The checks that the harnesses share; see checks.h. */
#include "checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/edits.h"

void require(int condition, const char *message)
{
    if (condition)
        return;
    fprintf(stderr, "does not hold: %s\n", message);
    abort();
}

/* How many bytes follow a lead byte, and the range of the first of them. */
static int followers(unsigned char lead, unsigned *low, unsigned *high)
{
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80)
        return 0;
    if (lead < 0xC2 || lead > 0xF4)
        return -1;
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

int is_utf8(const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned low;
        unsigned high;
        int count = followers((unsigned char)data[i], &low, &high);
        if (count < 0 || (size_t)count > length - i - 1)
            return 0;
        for (; count > 0; count--) {
            unsigned char byte = (unsigned char)data[++i];
            if (byte < low || byte > high)
                return 0;
            low = 0x80;
            high = 0xBF;
        }
    }
    return 1;
}

static void *take(size_t size)
{
    void *memory = malloc(size + 1);
    require(memory != NULL, "there is memory");
    return memory;
}

/* The caller's buffer, with exactly what is needed and with one byte less. */
static void check_capacities(const zhnorm_converter *converter, const char *source,
                             size_t length, const zhnorm_result *result)
{
    size_t needed = zhnorm_result_length(result);
    size_t written = 0;
    char *buffer = take(needed);
    int status = zhnorm_convert(converter, source, length, buffer, needed, &written, NULL);
    require(status == ZHNORM_OK, "what is needed suffices");
    require(written == needed, "what is needed is written");
    require(memcmp(buffer, zhnorm_result_text(result), needed) == 0,
            "a buffer receives the result");
    if (needed > 0) {
        status = zhnorm_convert(converter, source, length, buffer, needed - 1, &written, NULL);
        require(status == ZHNORM_ERROR_SPACE, "a byte less does not suffice");
        require(written == needed, "a small buffer is told what is needed");
    }
    free(buffer);
}

struct streamed {
    char *data;
    size_t length;
    size_t capacity;
    int status;
    zhnorm_error error;
    zhnorm_edit *edits; /* that it has told of, if a record is kept */
    size_t edit_count;
};

static void hear(void *context, const zhnorm_batch *batch)
{
    struct streamed *streamed = context;
    if (batch->edit_count == 0)
        return;
    size_t count = streamed->edit_count + batch->edit_count;
    streamed->edits = realloc(streamed->edits, count * sizeof *streamed->edits);
    require(streamed->edits != NULL, "there is memory");
    memcpy(streamed->edits + streamed->edit_count, batch->edits,
           batch->edit_count * sizeof *batch->edits);
    streamed->edit_count = count;
}

/* A stream tells of the same edits; names lie where they are embedded. */
static void check_edits(const char *source, size_t length, const zhnorm_result *result,
                        const struct streamed *streamed)
{
    struct edited edited = {.source = source,
                            .source_length = length,
                            .output = zhnorm_result_text(result),
                            .output_length = zhnorm_result_length(result)};
    edited.edits = zhnorm_result_edits(result, &edited.count);
    require(edited.edits != NULL || edited.count == 0, "no edits are none");
    if (edited.edits == NULL && zhnorm_result_stats(result).code_points == 0)
        return; /* no record is kept, or the text is empty */
    const char *wrong = wrong_edits(&edited);
    require(wrong == NULL, wrong);
    require(edited.count == streamed->edit_count, "a stream tells of as many edits");
    require(edited.count == 0 || memcmp(edited.edits, streamed->edits,
                                        edited.count * sizeof *edited.edits) == 0,
            "a stream tells of the same edits");
}

static uint32_t next_random(uint32_t *chance)
{
    *chance = *chance * 1664525 + 1013904223;
    return *chance >> 16;
}

static void feed(zhnorm_stream *stream, zhnorm_input *input, int directive, uint32_t *chance,
                 struct streamed *streamed)
{
    int more = 1;
    while (more && streamed->status == ZHNORM_OK) {
        size_t room = next_random(chance) % 200;
        if (streamed->capacity - streamed->length < room) {
            streamed->capacity = streamed->capacity * 2 + room;
            streamed->data = realloc(streamed->data, streamed->capacity);
            require(streamed->data != NULL, "there is memory");
        }
        zhnorm_output output = {streamed->data, streamed->length + room, streamed->length};
        streamed->status =
            zhnorm_stream_run(stream, input, &output, directive, &more, &streamed->error);
        require(output.position >= streamed->length && output.position <= output.capacity,
                "a stream writes where there is room");
        streamed->length = output.position;
    }
    require(streamed->status != ZHNORM_OK || input->position == input->length,
            "a stream takes its input whole");
}

static void stream_text(const zhnorm_converter *converter, const char *source, size_t length,
                        uint32_t chance, struct streamed *streamed)
{
    zhnorm_stream *stream = NULL;
    uint32_t limit = 1 + next_random(&chance) % 300;
    require(zhnorm_stream_open(converter, &stream, NULL) == ZHNORM_OK, "a stream opens");
    zhnorm_stream_listen(stream, hear, streamed, NULL); /* refused if no record is kept */
    for (size_t done = 0; done < length && streamed->status == ZHNORM_OK;) {
        size_t size = next_random(&chance) % (limit + 1);
        size_t left = length - done;
        zhnorm_input input = {source + done, size < left ? size : left, 0};
        feed(stream, &input, ZHNORM_CONTINUE, &chance, streamed);
        done += input.length;
    }
    zhnorm_input end = {NULL, 0, 0};
    if (streamed->status == ZHNORM_OK)
        feed(stream, &end, ZHNORM_END, &chance, streamed);
    zhnorm_stream_free(stream);
}

zhnorm_result *convert_every_way(const zhnorm_converter *converter, const char *source,
                                 size_t length, uint32_t chance)
{
    zhnorm_result *result = NULL;
    zhnorm_error error;
    struct streamed streamed = {.status = ZHNORM_OK};
    int status = zhnorm_convert_result(converter, source, length, &result, &error);
    require(status == ZHNORM_OK || status == ZHNORM_ERROR_INPUT,
            "a text is converted or refused");
    require((status == ZHNORM_OK) == (result != NULL), "a result comes with success only");
    stream_text(converter, source, length, chance, &streamed);
    require(streamed.status == status, "a stream has the one-shot's status");
    if (status == ZHNORM_OK) {
        require(streamed.length == zhnorm_result_length(result), "a stream gives as much");
        require(streamed.length == 0 ||
                    memcmp(streamed.data, zhnorm_result_text(result), streamed.length) == 0,
                "a stream gives the one-shot's bytes");
        check_capacities(converter, source, length, result);
        check_edits(source, length, result, &streamed);
    } else {
        require(error.offset < length, "the bad byte is in the input");
        require(is_utf8(source, (size_t)error.offset), "the text before the bad byte is good");
        require(streamed.error.offset == error.offset, "a stream names the same bad byte");
    }
    free(streamed.data);
    free(streamed.edits);
    return result;
}
