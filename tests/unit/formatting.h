/*
 * Runs files of any format through a formatter, in pieces of any size, with a listener or
 * without, and holds what comes out.
 */
#ifndef ZN_TESTS_UNIT_FORMATTING_H
#define ZN_TESTS_UNIT_FORMATTING_H

#include "formats/formatter.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORMATTING_ROOM 65536
#define FORMATTING_EDITS 1024
#define FORMATTING_SKIPPED 16

/* A configuration, and what is text in the files. */
struct formatting {
    zhnorm_converter *base;
    struct zn_conversions conversions;
    enum zn_format format;
    struct zn_format_options options;
};

struct formatted {
    int status;
    zhnorm_error error;
    char text[FORMATTING_ROOM];
    size_t length;
    zhnorm_edit edits[FORMATTING_EDITS];
    size_t edit_count;
    char source[FORMATTING_ROOM]; /* what the listener was told of */
    size_t source_length;
    size_t told_length; /* of the output */
    zhnorm_error skipped[FORMATTING_SKIPPED];
    size_t skipped_count;
    uint64_t documents;
    uint64_t malformed;
};

/* `dict` is the text of a corpus dictionary; NULL: none. */
static inline void formatting_open_with(struct formatting *formatting, const char *config,
                                        const char *dict, uint32_t steps, int32_t bad_input)
{
    zhnorm_options options;
    zhnorm_dict *parsed = NULL;

    zhnorm_options_init(&options);
    if (dict != NULL) {
        ck_assert_int_eq(zhnorm_dict_parse(dict, strlen(dict), NULL, NULL, &parsed, NULL),
                         ZHNORM_OK);
        options.dicts = (const zhnorm_dict *const *)&parsed;
        options.dict_count = 1;
    }
    options.config = config;
    options.steps = steps;
    options.bad_input = bad_input;
    ck_assert_int_eq(zhnorm_compile(&options, &formatting->base, NULL), ZHNORM_OK);
    ck_assert_int_eq(
        zn_conversions_open(&formatting->conversions, formatting->base, &options, NULL),
        ZHNORM_OK);
    formatting->format = ZN_FORMAT_TEXT;
    formatting->options = (struct zn_format_options){0};
    zhnorm_dict_free(parsed);
}

static inline void formatting_open(struct formatting *formatting, const char *config,
                                   uint32_t steps, int32_t bad_input)
{
    formatting_open_with(formatting, config, NULL, steps, bad_input);
}

static inline void formatting_close(struct formatting *formatting)
{
    zn_conversions_close(&formatting->conversions);
    zhnorm_converter_free(formatting->base);
}

static inline bool formatting_take(void *context, const char *data, size_t length)
{
    struct formatted *formatted = context;

    ck_assert_uint_le(length, FORMATTING_ROOM - formatted->length);
    memcpy(formatted->text + formatted->length, data, length);
    formatted->length += length;
    return true;
}

static inline void formatting_listen(void *context, const zhnorm_batch *batch)
{
    struct formatted *formatted = context;

    ck_assert_uint_eq(batch->source_offset, formatted->source_length);
    ck_assert_uint_eq(batch->output_offset, formatted->told_length);
    if (batch->source_length != 0)
        memcpy(formatted->source + formatted->source_length, batch->source,
               batch->source_length);
    formatted->source_length += batch->source_length;
    formatted->told_length += batch->output_length;
    ck_assert_uint_le(batch->edit_count, FORMATTING_EDITS - formatted->edit_count);
    if (batch->edit_count != 0)
        memcpy(formatted->edits + formatted->edit_count, batch->edits,
               batch->edit_count * sizeof *batch->edits);
    formatted->edit_count += batch->edit_count;
}

static inline void formatting_skip(void *context, const zhnorm_error *error)
{
    struct formatted *formatted = context;

    if (formatted->skipped_count < FORMATTING_SKIPPED)
        formatted->skipped[formatted->skipped_count] = *error;
    formatted->skipped_count++;
}

/* Feeds a file in pieces of `chunk` bytes, each from memory of its own. */
static inline int formatting_feed(struct zn_formatter *formatter, const char *data,
                                  size_t length, size_t chunk, zhnorm_error *error)
{
    int status = ZHNORM_OK;

    while (length != 0 && status == ZHNORM_OK) {
        size_t part = chunk < length ? chunk : length;
        char *copy = malloc(part);
        ck_assert_ptr_nonnull(copy);
        memcpy(copy, data, part);
        status = zn_formatter_feed(formatter, copy, part, error);
        free(copy);
        data += part;
        length -= part;
    }
    return status;
}

static inline void formatting_run(const struct formatting *formatting, const char *data,
                                  size_t length, size_t chunk, bool listens,
                                  struct formatted *formatted)
{
    struct zn_format_part part = {.first = true, .last = true};
    struct zn_format_sink sink = {formatting_take, listens ? formatting_listen : NULL,
                                  formatting_skip, formatted};
    struct zn_formatter *formatter = NULL;

    memset(formatted, 0, sizeof *formatted);
    ck_assert_int_eq(zn_formatter_open(&formatter, &formatting->conversions,
                                       &formatting->options, true, &formatted->error),
                     ZHNORM_OK);
    zn_formatter_begin(formatter, formatting->format, &part, &sink);
    formatted->status = formatting_feed(formatter, data, length, chunk, &formatted->error);
    if (formatted->status == ZHNORM_OK)
        formatted->status = zn_formatter_end(formatter, &formatted->error);
    formatted->documents = zn_formatter_counts(formatter)->documents;
    formatted->malformed = zn_formatter_counts(formatter)->stats.malformed;
    zn_formatter_close(formatter);
}

/* What the listener was told of is the file, and its edits make the output of it. */
static inline void formatting_check_edits(const struct formatted *formatted, const char *data,
                                          size_t length)
{
    size_t source = 0;
    size_t output = 0;

    ck_assert_uint_eq(formatted->source_length, length);
    ck_assert(length == 0 || memcmp(formatted->source, data, length) == 0);
    ck_assert_uint_eq(formatted->told_length, formatted->length);
    for (size_t i = 0; i < formatted->edit_count; i++) {
        const zhnorm_edit *edit = &formatted->edits[i];
        ck_assert_uint_ge(edit->source_offset, source);
        size_t same = (size_t)edit->source_offset - source;
        ck_assert_uint_eq(edit->output_offset, output + same);
        ck_assert(memcmp(data + source, formatted->text + output, same) == 0);
        source += same + edit->source_length;
        output += same + edit->output_length;
        ck_assert_uint_le(source, length);
    }
    ck_assert_uint_eq(length - source, formatted->length - output);
    ck_assert(memcmp(data + source, formatted->text + output, length - source) == 0);
}

static inline void formatting_compare(const struct formatted *formatted, const char *input,
                                      size_t chunk, const char *wanted, size_t wanted_length)
{
    ck_assert_msg(formatted->length == wanted_length &&
                      memcmp(formatted->text, wanted, wanted_length) == 0,
                  "input:\n%s\nin pieces of %zu bytes became\n%.*s\ninstead of\n%.*s", input,
                  chunk, (int)formatted->length, formatted->text, (int)wanted_length, wanted);
}

/* Converts a file in every division, with a listener as well, and compares what comes. */
static inline void formatting_expect(const struct formatting *formatting, const char *input,
                                     size_t length, const char *wanted, size_t wanted_length)
{
    static struct formatted formatted;

    for (size_t chunk = 1; chunk <= length + 1; chunk++) {
        formatting_run(formatting, input, length, chunk, false, &formatted);
        ck_assert_msg(formatted.status == ZHNORM_OK, "%s: %s", input, formatted.error.message);
        formatting_compare(&formatted, input, chunk, wanted, wanted_length);
    }
    for (size_t chunk = 1; chunk <= length + 1; chunk += 7) {
        formatting_run(formatting, input, length, chunk, true, &formatted);
        ck_assert_msg(formatted.status == ZHNORM_OK, "%s: %s", input, formatted.error.message);
        formatting_compare(&formatted, input, chunk, wanted, wanted_length);
        formatting_check_edits(&formatted, input, length);
    }
}

#endif
