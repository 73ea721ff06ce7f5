/* See emit.h: converting texts, and putting them into their source. */
#include "formats/emitter.h"

#include <string.h>

#include "formats/splice.h"
#include "rules/error.h"
#include "text/log.h"

static void take_edits(void *context, const zhnorm_batch *batch)
{
    struct zn_emitter *emitter = context;

    if (!zn_buffer_append(&emitter->text_edits, batch->edits,
                          batch->edit_count * sizeof *batch->edits))
        emitter->lost = true;
}

/* Opens the stream that is missing. */
static zhnorm_stream *open_stream(struct zn_emitter *emitter, enum zn_purpose purpose,
                                  enum zn_recording recording, zhnorm_error *error)
{
    const zhnorm_converter *converter = recording == ZN_RECORDING
                                            ? emitter->conversions->recording[purpose]
                                            : emitter->conversions->plain[purpose];
    zhnorm_stream *stream = NULL;

    if (zhnorm_stream_open(converter, &stream, error) != ZHNORM_OK)
        return NULL;
    emitter->streams[purpose][recording] = stream;
    return stream;
}

zhnorm_stream *zn_emitter_stream(struct zn_emitter *emitter, enum zn_purpose purpose,
                                 enum zn_recording recording, zhnorm_error *error)
{
    zhnorm_stream *stream = emitter->streams[purpose][recording];

    if (stream == NULL)
        stream = open_stream(emitter, purpose, recording, error);
    else
        zhnorm_stream_reset(stream);
    if (stream == NULL)
        return NULL;
    /* Neither can fail before the text has begun. */
    if (recording == ZN_RECORDING)
        (void)zhnorm_stream_listen(stream, take_edits, emitter, error);
    if (emitter->has_detection)
        (void)zhnorm_stream_choose(stream, &emitter->detection, error);
    return stream;
}

void zn_emitter_count(struct zn_emitter *emitter, const zhnorm_stream *stream)
{
    zhnorm_stats one = zhnorm_stream_stats(stream);
    zhnorm_stats *sum = &emitter->counts.stats;

    sum->malformed += one.malformed;
    sum->forced_cuts += one.forced_cuts;
    if (!emitter->counting)
        return;
    sum->private_use += one.private_use;
    sum->replacements += one.replacements;
    sum->unassigned += one.unassigned;
    sum->code_points += one.code_points;
    sum->han += one.han;
    sum->edits += one.edits;
    sum->script_changes += one.script_changes;
    sum->ambiguous += one.ambiguous;
    sum->nanoseconds += one.nanoseconds;
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        emitter->counts.changes[i] += zhnorm_stream_changes(stream, i);
}

/* Converts a text whole, behind what `out` holds. */
static int convert(struct zn_emitter *emitter, zhnorm_stream *stream, const char *text,
                   size_t length, struct zn_buffer *out, zhnorm_error *error)
{
    zhnorm_input input = {text, length, 0};
    size_t before = out->length;
    int more = 1;

    while (more != 0) {
        /* Most texts keep their length or become shorter. */
        size_t room = length - input.position + (length >> 4) + 64;
        if (!zn_buffer_reserve(out, room)) {
            out->length = before;
            return zn_fail_memory(error);
        }
        zhnorm_output output = {(char *)out->data, out->capacity, out->length};
        int status = zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, error);
        out->length = status == ZHNORM_OK ? output.position : before;
        if (status != ZHNORM_OK)
            return status;
    }
    zn_emitter_count(emitter, stream);
    return ZHNORM_OK;
}

int zn_emit_convert(struct zn_emitter *emitter, enum zn_purpose purpose, const char *text,
                    size_t length, struct zn_buffer *out, zhnorm_error *error)
{
    zhnorm_stream *stream = zn_emitter_stream(emitter, purpose, ZN_NOT_RECORDING, error);

    return stream == NULL ? ZHNORM_ERROR_NO_MEMORY
                          : convert(emitter, stream, text, length, out, error);
}

int zn_emit_preview(struct zn_emitter *emitter, enum zn_purpose purpose, const char *text,
                    size_t length, struct zn_buffer *out, zhnorm_error *error)
{
    struct zn_format_counts counts = emitter->counts;
    bool counting = emitter->counting;

    emitter->counting = false;
    int status = zn_emit_convert(emitter, purpose, text, length, out, error);
    emitter->counting = counting;
    emitter->counts = counts;
    return status;
}

/* Makes an error at a byte of the text one at the byte of the source. */
static int fail_in_source(const struct zn_emitter *emitter, const struct zn_field *field,
                          zhnorm_error *error)
{
    const struct zn_field_piece *pieces = zn_field_pieces(field);
    size_t i = 0;

    if (error == NULL || error->status != ZHNORM_ERROR_INPUT)
        return error == NULL ? ZHNORM_ERROR_INPUT : error->status;
    while (i + 1 < zn_field_piece_count(field) &&
           pieces[i].text + pieces[i].text_length <= error->offset)
        i++;
    uint64_t offset = emitter->handed_on + pieces[i].source + (error->offset - pieces[i].text);
    unsigned byte = field->text.data[error->offset];
    int status = zn_fail(error, ZHNORM_ERROR_INPUT, "byte %llu (0x%02X) is not valid UTF-8",
                         (unsigned long long)offset, byte);
    error->offset = offset;
    return status;
}

/* Converts the text with its edits into emitter->converted and ->text_edits. */
static int convert_recording(struct zn_emitter *emitter, enum zn_purpose purpose,
                             const struct zn_field *field, zhnorm_error *error)
{
    zhnorm_stream *stream = zn_emitter_stream(emitter, purpose, ZN_RECORDING, error);
    zhnorm_error local = {0};

    if (stream == NULL)
        return ZHNORM_ERROR_NO_MEMORY;
    emitter->converted.length = 0;
    emitter->text_edits.length = 0;
    emitter->lost = false;
    int status = convert(emitter, stream, (const char *)field->text.data, field->text.length,
                         &emitter->converted, &local);
    if (status != ZHNORM_OK) {
        status = fail_in_source(emitter, field, &local);
        if (error != NULL)
            *error = local;
    }
    return status;
}

/* Converts a text and puts what became of it into its source, which goes to `target`. */
static int convert_field(struct zn_emitter *emitter, enum zn_purpose purpose,
                         struct zn_splice *splice, struct zn_splice_target *target,
                         zhnorm_error *error)
{
    if (splice->field->failed)
        return zn_fail_memory(error);
    int status = convert_recording(emitter, purpose, splice->field, error);
    if (status != ZHNORM_OK)
        return status;
    splice->edits = zn_log_edits(&emitter->text_edits);
    splice->edit_count = zn_log_count(&emitter->text_edits);
    splice->converted = (const char *)emitter->converted.data;
    if (emitter->sink.listener == NULL)
        target->edits = NULL;
    return emitter->lost || !zn_splice(splice, target) ? zn_fail_memory(error) : ZHNORM_OK;
}

int zn_emit_field(struct zn_emitter *emitter, enum zn_purpose purpose,
                  const struct zn_field *field, const char *source, size_t length,
                  zn_speller *speller, void *context, zhnorm_error *error)
{
    struct zn_splice splice = {.source = source,
                               .length = length,
                               .field = field,
                               .patches = &emitter->inner,
                               .speller = speller,
                               .context = context};
    struct zn_splice_target target = {.out = &emitter->out,
                                      .edits = &emitter->edits,
                                      .source_offset = emitter->handed_on,
                                      .output_offset = emitter->output_offset};
    int status = convert_field(emitter, purpose, &splice, &target, error);

    zn_emitter_forget_inner(emitter);
    return status != ZHNORM_OK ? status : zn_emitter_hand_on(emitter, source, length, error);
}

/* Notes what has been added to the output and the edits of the inner stretches. */
static int add_patch(struct zn_emitter *emitter, size_t at, size_t length, size_t output,
                     size_t edit, zhnorm_error *error)
{
    struct zn_splice_patches *inner = &emitter->inner;
    struct zn_splice_patch patch = {.source = at,
                                    .source_length = length,
                                    .output = output,
                                    .output_length = inner->output.length - output,
                                    .edit = edit,
                                    .edit_count = zn_log_count(&inner->edits) - edit};

    return zn_buffer_append(&inner->patches, &patch, sizeof patch) ? ZHNORM_OK
                                                                   : zn_fail_memory(error);
}

int zn_emit_inner_field(struct zn_emitter *emitter, enum zn_purpose purpose,
                        const struct zn_field *field, const char *source, size_t length,
                        size_t at, zn_speller *speller, void *context, zhnorm_error *error)
{
    struct zn_splice_patches *inner = &emitter->inner;
    struct zn_splice splice = {.source = source,
                               .length = length,
                               .field = field,
                               .speller = speller,
                               .context = context};
    struct zn_splice_target target = {
        .out = &inner->output, .edits = &inner->edits, .source_offset = at};
    size_t output = inner->output.length;
    size_t edit = zn_log_count(&inner->edits);
    int status = convert_field(emitter, purpose, &splice, &target, error);

    return status != ZHNORM_OK ? status : add_patch(emitter, at, length, output, edit, error);
}

int zn_emit_inner_replace(struct zn_emitter *emitter, size_t length, size_t at,
                          const char *output, size_t output_length, zhnorm_error *error)
{
    struct zn_splice_patches *inner = &emitter->inner;
    size_t before = inner->output.length;
    size_t first = zn_log_count(&inner->edits);
    zhnorm_edit edit = {.source_offset = at,
                        .source_length = (uint32_t)length,
                        .output_offset = before,
                        .output_length = (uint32_t)output_length};

    if (!zn_buffer_append(&inner->output, output, output_length) ||
        (emitter->sink.listener != NULL &&
         !zn_buffer_append(&inner->edits, &edit, sizeof edit)))
        return zn_fail_memory(error);
    return add_patch(emitter, at, length, before, first, error);
}

bool zn_emit_is_plain(const struct zn_emitter *emitter)
{
    return emitter->sink.listener == NULL;
}
