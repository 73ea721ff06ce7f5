/* The guarantees about edits: see guarantees.h. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "edits.h"
#include "guarantees.h"

/* The edits that a stream has told of. */
struct heard {
    zhnorm_edit edits[TEXT_MAX];
    size_t count;
    struct text source; /* of the batches, side by side */
    struct text output;
    bool in_order;
};

static void hear(void *context, const zhnorm_batch *batch)
{
    struct heard *heard = context;
    heard->in_order = heard->in_order && batch->source_offset == heard->source.length &&
                      batch->output_offset == heard->output.length;
    add(&heard->source, batch->source, batch->source_length);
    add(&heard->output, batch->output, batch->output_length);
    if (batch->edit_count > COUNT(heard->edits) - heard->count)
        ck_abort_msg("more than %zu edits", COUNT(heard->edits));
    if (batch->edit_count != 0)
        memcpy(heard->edits + heard->count, batch->edits,
               batch->edit_count * sizeof *batch->edits);
    heard->count += batch->edit_count;
}

static bool same_edit(const zhnorm_edit *a, const zhnorm_edit *b)
{
    return a->source_offset == b->source_offset && a->output_offset == b->output_offset &&
           a->source_length == b->source_length && a->output_length == b->output_length &&
           a->rules == b->rules && a->passes == b->passes && a->flags == b->flags &&
           a->entry_before == b->entry_before && a->entry_behind == b->entry_behind &&
           (a->dict == NULL) == (b->dict == NULL) &&
           (a->dict == NULL || strcmp(a->dict, b->dict) == 0);
}

/* A stream tells of the same edits, with all of the text. */
static bool hears_the_same(const struct setup *setup, const char *text,
                           const zhnorm_result *result, struct finding *finding)
{
    static struct heard heard;
    struct generator chance = {setup->chance | 1};
    zhnorm_converter *converter = compile(setup);
    zhnorm_stream *stream = NULL;
    struct text out = {.length = 0};
    size_t count;
    const zhnorm_edit *edits = zhnorm_result_edits(result, &count);
    heard.count = 0;
    heard.source.length = 0;
    heard.output.length = 0;
    heard.in_order = true;
    ck_assert_int_eq(zhnorm_stream_open(converter, &stream, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_listen(stream, hear, &heard, NULL), ZHNORM_OK);
    int status = stream_text(stream, &chance, text,
                             (size_t)zhnorm_result_stats(result).input_bytes, &out);
    bool holds = must(finding, "a stream can be fed", status == ZHNORM_OK) &&
                 must(finding, "the batches lie behind one another", heard.in_order) &&
                 same(finding, "the batches hold the source", text,
                      (size_t)zhnorm_result_stats(result).input_bytes, heard.source.data,
                      heard.source.length) &&
                 same(finding, "the batches hold the output", zhnorm_result_text(result),
                      zhnorm_result_length(result), heard.output.data, heard.output.length) &&
                 must(finding, "a stream tells of as many edits", heard.count == count);
    for (size_t i = 0; holds && i < count; i++)
        holds = must(finding, "a stream tells of the same edits",
                     same_edit(&edits[i], &heard.edits[i]));
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
    return holds;
}

/* Recording changes nothing of the output or of what is counted besides. */
static bool records_only(const struct setup *setup, const char *text, size_t length,
                         const zhnorm_result *result, struct finding *finding)
{
    struct setup silent = *setup;
    silent.record = ZHNORM_RECORD_NONE;
    zhnorm_result *wanted = convert(&silent, text, length);
    bool holds = same_text(finding, "recording changes nothing", wanted, result) &&
                 must(finding, "recording counts as many changes",
                      all_changes(wanted) == all_changes(result));
    zhnorm_result_free(wanted);
    return holds;
}

bool has_true_edits(const struct setup *setup, const char *text, size_t length,
                    struct finding *finding)
{
    zhnorm_result *result = convert(setup, text, length);
    if (result == NULL)
        return true;
    struct edited edited = {.source = text,
                            .source_length = length,
                            .output = zhnorm_result_text(result),
                            .output_length = zhnorm_result_length(result)};
    edited.edits = zhnorm_result_edits(result, &edited.count);
    const char *wrong = wrong_edits(&edited);
    bool holds = wrong == NULL || must(finding, wrong, false);
    holds = holds && records_only(setup, text, length, result, finding) &&
            hears_the_same(setup, text, result, finding);
    zhnorm_result_free(result);
    return holds;
}

/* ---- Texts ---------------------------------------------------------------------- */

/*
 * What conversion changes, and what stands in its way: keys and parts of keys,
 * characters that are ambiguous, some in a form that another step changes, and
 * characters that go.
 */
static const char *const fragments[] = {
    "曲里",   "曲",      "拐",       "后",   "方",   "后方",   "\u2F45", "干",     "\u2F32",
    "\u2F6F", "干净",    "干干净净", "发",   "头发", "面",     "\u2FAF", "乾",     "乾隆",
    "著",     "笑著",    "著述",     "評",   "軟體", "資料庫", "頭髮",   "瞭解",   "娘要",
    "嫁人",   "信息",    "信息技术", "社区", "麼",   "\uF902", "\uF905", "\u200B", "\uFEFF",
    "\u00AD", "e\u0301", "ｶﾞ",       "𩣑",   "瀋",   "裡面",   "么",     "台",
};

unsigned write_convertible(struct generator *generator, struct text *text)
{
    struct text plain = {.length = 0};
    unsigned paragraphs = write_damaged(generator, &plain);
    uint32_t seldom = 1 + generator_below(generator, 8);
    text->length = 0;
    for (size_t at = 0; at < plain.length; at++) {
        bool between = ((uint8_t)plain.data[at] & 0xC0) != 0x80;
        while (between && text->length < sizeof text->data / 2 &&
               generator_below(generator, seldom) == 0) {
            const char *fragment = fragments[generator_below(generator, COUNT(fragments))];
            add(text, fragment, strlen(fragment));
            between = generator_below(generator, 2) == 0;
        }
        if (text->length < sizeof text->data / 2)
            add(text, plain.data + at, 1);
    }
    return paragraphs;
}
