/*
 * Fuzzes JSON Lines, CSV and TSV.  The first byte chooses the format and the policies, the
 * second the configuration, the third how the file is divided; the rest is the file, in which
 * the field "text" or the second column is chosen.
 */
#include "checks.h"
#include "formats/formatter.h"
#include "records_check.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 3, LARGEST = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
    char *data;
    size_t length;
    size_t capacity;
};

struct setup {
    enum zn_format format;
    struct zn_format_options options;
    int32_t bad_input;
    int changes_nothing; /* neither the script nor the steps */
    zhnorm_converter *converter;
    struct zn_conversions conversions;
};

/* What came out, and what was told of it. */
struct outcome {
    int status;
    zhnorm_error error;
    struct bytes output;
    struct bytes again; /* the same, put together from the edits */
    uint64_t skipped;
    uint64_t documents;
};

static void append(struct bytes *bytes, const char *data, size_t length)
{
    if (bytes->capacity - bytes->length < length) {
        bytes->capacity = 2 * (bytes->length + length);
        char *grown = realloc(bytes->data, bytes->capacity);
        if (grown == NULL)
            abort();
        bytes->data = grown;
    }
    if (length != 0)
        memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
}

static void free_outcome(struct outcome *outcome)
{
    free(outcome->output.data);
    free(outcome->again.data);
}

/* ---- Running ------------------------------------------------------------------------------
 */

static void open_setup(struct setup *setup, const uint8_t *header)
{
    static const char *const fields[] = {"text"};
    static const char *const columns[] = {"2"};
    static const enum zn_format formats[] = {ZN_FORMAT_JSONL, ZN_FORMAT_CSV, ZN_FORMAT_TSV,
                                             ZN_FORMAT_JSONL};
    static const char *const configs[] = {"none", "none", "tw2s", "cn", "s2twp", "auto"};
    zhnorm_options options;
    size_t config = header[1] % (sizeof configs / sizeof configs[0]);
    zhnorm_options_init(&options);
    options.config = configs[config];
    options.steps = config == 0 ? ZHNORM_STEPS_NONE : ZHNORM_STEPS_ARTICLE;
    options.bad_input = header[0] >> 2 & 3;
    if (options.bad_input > ZHNORM_BAD_INPUT_PASS)
        options.bad_input = ZHNORM_BAD_INPUT_REJECT;
    *setup = (struct setup){.format = formats[header[0] & 3],
                            .bad_input = options.bad_input,
                            .changes_nothing = config == 0};
    setup->options.fields = fields;
    setup->options.field_count = 1;
    setup->options.columns = columns;
    setup->options.column_count = 1;
    setup->options.keep_going = (header[0] & 0x10) != 0;
    require(zhnorm_compile(&options, &setup->converter, NULL) == ZHNORM_OK &&
                zn_conversions_open(&setup->conversions, setup->converter, &options, NULL) ==
                    ZHNORM_OK,
            "the configuration compiles");
}

static void close_setup(struct setup *setup)
{
    zn_conversions_close(&setup->conversions);
    zhnorm_converter_free(setup->converter);
}

static bool take(void *context, const char *data, size_t length)
{
    struct outcome *outcome = context;
    append(&outcome->output, data, length);
    return true;
}

/* Makes the output of the source and the edits, but for what the edits put there. */
static void listen(void *context, const zhnorm_batch *batch)
{
    struct outcome *outcome = context;
    size_t at = 0;
    require(batch->output_offset == outcome->again.length, "batches follow one another");
    for (size_t i = 0; i < batch->edit_count; i++) {
        const zhnorm_edit *edit = &batch->edits[i];
        require(edit->source_offset >= batch->source_offset + at, "edits are in order");
        size_t start = (size_t)(edit->source_offset - batch->source_offset);
        require(start + edit->source_length <= batch->source_length, "edits are in the file");
        if (start != at)
            append(&outcome->again, batch->source + at, start - at);
        require(edit->output_offset == outcome->again.length, "edits know where they are");
        if (edit->output_length != 0)
            append(&outcome->again,
                   batch->output + (size_t)(edit->output_offset - batch->output_offset),
                   edit->output_length);
        at = start + edit->source_length;
    }
    if (batch->source_length != at)
        append(&outcome->again, batch->source + at, batch->source_length - at);
}

static void skip(void *context, const zhnorm_error *error)
{
    struct outcome *outcome = context;
    require(error->status == ZHNORM_ERROR_INPUT && error->line != 0, "a place is told");
    outcome->skipped++;
}

/* Feeds pieces of `chunk` bytes, each from memory of its own. */
static void run(const struct setup *setup, const char *data, size_t length, size_t chunk,
                bool listens, struct outcome *outcome)
{
    struct zn_format_part part = {.first = true, .last = true};
    struct zn_format_sink sink = {take, listens ? listen : NULL, skip, outcome};
    struct zn_formatter *formatter = NULL;
    memset(outcome, 0, sizeof *outcome);
    require(zn_formatter_open(&formatter, &setup->conversions, &setup->options, true, NULL) ==
                ZHNORM_OK,
            "there is memory");
    zn_formatter_begin(formatter, setup->format, &part, &sink);
    for (size_t at = 0; at < length && outcome->status == ZHNORM_OK; at += chunk) {
        size_t piece = length - at < chunk ? length - at : chunk;
        char *copy = malloc(piece);
        if (copy == NULL)
            abort();
        memcpy(copy, data + at, piece);
        outcome->status = zn_formatter_feed(formatter, copy, piece, &outcome->error);
        free(copy);
    }
    if (outcome->status == ZHNORM_OK)
        outcome->status = zn_formatter_end(formatter, &outcome->error);
    outcome->documents = zn_formatter_counts(formatter)->documents;
    require(zn_formatter_counts(formatter)->skipped == outcome->skipped,
            "records are counted");
    zn_formatter_close(formatter);
}

/* ---- What must hold -----------------------------------------------------------------------
 */

static int is_same(const struct bytes *bytes, const char *data, size_t length)
{
    return bytes->length == length && (length == 0 || memcmp(bytes->data, data, length) == 0);
}

static void compare(const struct outcome *one, const struct outcome *two)
{
    require(one->status == two->status && one->error.offset == two->error.offset &&
                one->error.line == two->error.line,
            "the division does not decide about success");
    require(one->skipped == two->skipped && one->documents == two->documents,
            "the same records are counted");
    require(is_same(&one->output, two->output.data, two->output.length), "the same comes out");
}

static void check_content(const struct setup *setup, const char *data, size_t length,
                          const struct bytes *output)
{
    const char *out = output->length != 0 ? output->data : "";
    char separator = setup->format == ZN_FORMAT_TSV ? '\t' : ',';
    if (setup->changes_nothing && setup->bad_input != ZHNORM_BAD_INPUT_REPLACE)
        require(is_same(output, data, length), "nothing to do changes nothing");
    /* A line that is not UTF-8 is not like what jansson or the policy make of it. */
    if (!is_utf8(data, length))
        return;
    require(is_utf8(out, output->length), "the output is UTF-8");
    if (setup->format == ZN_FORMAT_JSONL)
        check_jsonl(data, length, out, output->length, "text");
    else if (is_delimited(data, length, separator))
        check_delimited(data, length, out, output->length, separator, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct setup setup;
    struct outcome whole;
    struct outcome divided;
    struct outcome listened;
    if (size < HEADER || size > LARGEST)
        return 0;
    open_setup(&setup, data);
    const char *file = (const char *)data + HEADER;
    size_t length = size - HEADER;
    run(&setup, file, length, length + 1, false, &whole);
    run(&setup, file, length, 1 + data[2] % 61, false, &divided);
    run(&setup, file, length, 1 + data[2], true, &listened);
    require(whole.status == ZHNORM_OK || whole.status == ZHNORM_ERROR_INPUT,
            "nothing but the file can be wrong");
    require(whole.status == ZHNORM_OK || !setup.options.keep_going,
            "where it is wanted, the rest is converted");
    compare(&whole, &divided);
    compare(&whole, &listened);
    require(is_same(&listened.again, whole.output.data, whole.output.length),
            "source and edits make the output");
    if (whole.status == ZHNORM_OK)
        check_content(&setup, file, length, &whole.output);
    free_outcome(&whole);
    free_outcome(&divided);
    free_outcome(&listened);
    close_setup(&setup);
    return 0;
}
