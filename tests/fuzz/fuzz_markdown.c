/*
 * Fuzzes Markdown: the first byte chooses the configuration, the rest is a file.  Without
 * conversion the file comes out as it is; with it, its structure does; and neither how it is
 * divided nor who listens makes a difference.
 */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

#include "formats/formatter.h"
#include "formats/front_matter.h"
#include "formats/markdown_check.h"
#include "formats/markdown_padding.h"
#include "rules/memory.h"

#define SOURCE_MAX ((size_t)16 << 10)
#define OUTPUT_MAX (16 * SOURCE_MAX)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct output {
    char text[OUTPUT_MAX + sizeof ZN_MARKDOWN_PADDING];
    size_t length;
    uint64_t source; /* what the batches have told of */
    uint64_t output;
};

static bool take(void *context, const char *data, size_t length)
{
    struct output *output = context;

    require(length <= OUTPUT_MAX - output->length, "the output is not many times as long");
    memcpy(output->text + output->length, data, length);
    output->length += length;
    return true;
}

static void listen(void *context, const zhnorm_batch *batch)
{
    struct output *output = context;

    require(batch->source_offset == output->source && batch->output_offset == output->output,
            "the batches lie behind one another");
    output->source += batch->source_length;
    output->output += batch->output_length;
}

/* Converts the file in pieces of `step` bytes. */
static int convert(struct zn_formatter *formatter, const char *source, size_t length,
                   size_t step, bool listens, struct output *output)
{
    struct zn_format_part part = {true, true, NULL};
    struct zn_format_sink sink = {take, listens ? listen : NULL, NULL, output};
    zhnorm_error error = {0};
    int status = ZHNORM_OK;

    output->length = 0;
    output->source = 0;
    output->output = 0;
    zn_formatter_begin(formatter, ZN_FORMAT_MARKDOWN, &part, &sink);
    for (size_t i = 0; i < length && status == ZHNORM_OK; i += step)
        status = zn_formatter_feed(formatter, source + i,
                                   length - i < step ? length - i : step, &error);
    if (status == ZHNORM_OK)
        status = zn_formatter_end(formatter, &error);
    require(status == ZHNORM_OK || status == ZHNORM_ERROR_INPUT,
            "only the input can be wrong");
    require(status == ZHNORM_OK || error.message[0] != '\0', "an error has a message");
    require(status != ZHNORM_OK || !listens ||
                (output->source == length && output->output == output->length),
            "the batches leave nothing out");
    return status;
}

/* Takes the colon from what begins a footnote; for md4c that would define a reference. */
static void hide_notes(char *text, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        size_t line = i;
        size_t end = i + 2;
        if (text[i] != '[' || text[i + 1] != '^')
            continue;
        while (line > 0 && strchr(" \t>", text[line - 1]) != NULL && text[line - 1] != '\0')
            line--;
        if (line > 0 && text[line - 1] != '\n' && text[line - 1] != '\r')
            continue;
        while (end < length && strchr(" \t\r\n[]", text[end]) == NULL)
            end++;
        if (end + 1 < length && text[end] == ']' && text[end + 1] == ':')
            text[end + 1] = 'x';
    }
}

/* The length of the byte order mark, which is no part of the text. */
static size_t mark_length(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* Whether what is behind the front matter has the same structure.  Both have room behind. */
static bool has_same_structure(char *source, size_t length, char *output, size_t output_length)
{
    size_t mark = mark_length(source, length);

    require(mark_length(output, output_length) == mark, "a byte order mark stays");
    source += mark;
    length -= mark;
    output += mark;
    output_length -= mark;
    size_t front = zn_front_matter_length(source, length, &zn_default_allocator);
    size_t output_front =
        front == 0 ? 0 : zn_front_matter_length(output, output_length, &zn_default_allocator);

    memcpy(source + length, ZN_MARKDOWN_PADDING, sizeof ZN_MARKDOWN_PADDING);
    memcpy(output + output_length, ZN_MARKDOWN_PADDING, sizeof ZN_MARKDOWN_PADDING);
    hide_notes(source, length);
    hide_notes(output, output_length);
    return (front == 0) == (output_front == 0) &&
           zn_markdown_is_alike(source + front, length - front, output + output_front,
                                output_length - output_front);
}

struct bench {
    zhnorm_converter *converter;
    struct zn_conversions conversions;
    struct zn_formatter *formatter;
};

static void open_bench(struct bench *bench, const char *config)
{
    static const struct zn_format_options format = {0};
    zhnorm_options options;

    zhnorm_options_init(&options);
    options.config = config;
    bool is_none = strcmp(config, "none") == 0;
    options.steps = is_none ? ZHNORM_STEPS_NONE : ZHNORM_STEPS_ARTICLE;
    options.bad_input = is_none ? ZHNORM_BAD_INPUT_PASS : ZHNORM_BAD_INPUT_REPLACE;
    require(zhnorm_compile(&options, &bench->converter, NULL) == ZHNORM_OK &&
                zn_conversions_open(&bench->conversions, bench->converter, &options, NULL) ==
                    ZHNORM_OK &&
                zn_formatter_open(&bench->formatter, &bench->conversions, &format, true,
                                  NULL) == ZHNORM_OK,
            "the configurations open");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const configs[] = {"none", "cn", "auto", "twp"};
    static struct output output;
    static struct output other;
    /* Compiling takes longer than all that is done with what it gives. */
    static struct bench benches[4];

    if (size == 0 || size > SOURCE_MAX)
        return 0;
    struct bench *bench = &benches[data[0] & 3];
    bool listens = (data[0] & 4) != 0;
    const char *source = (const char *)data + 1;
    size_t length = size - 1;
    if (bench->formatter == NULL)
        open_bench(bench, configs[data[0] & 3]);
    int status = convert(bench->formatter, source, length, length + 1, listens, &output);
    int again =
        convert(bench->formatter, source, length, 1 + (data[0] >> 3), !listens, &other);
    require(again == status &&
                (status != ZHNORM_OK || (other.length == output.length &&
                                         memcmp(other.text, output.text, output.length) == 0)),
            "how the file comes makes no difference");
    if (status == ZHNORM_OK && (data[0] & 3) == 0)
        require(output.length == length && memcmp(output.text, source, length) == 0,
                "without conversion the file is what it was");
    if (status == ZHNORM_OK) {
        memcpy(other.text, source, length);
        require(has_same_structure(other.text, length, output.text, output.length),
                "the structure is what it was");
    }
    return 0;
}
