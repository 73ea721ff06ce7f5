/* See emit.h: life, the way to the sink, and documents. */
#include "formats/emitter.h"

#include <string.h>

#include "core/converter.h"
#include "rules/error.h"
#include "rules/memory.h"
#include "text/log.h"

#define FLUSH_SIZE ((size_t)64 << 10)

/* ---- Life ------------------------------------------------------------------------------ */

bool zn_emitter_init(struct zn_emitter *emitter, const struct zn_conversions *conversions)
{
    const zhnorm_allocator *allocator = &zn_default_allocator;

    *emitter = (struct zn_emitter){.conversions = conversions,
                                   .allocator = allocator,
                                   .bad_input = conversions->base->bad_input};
    zn_buffer_init(&emitter->out, allocator);
    zn_buffer_init(&emitter->source, allocator);
    zn_buffer_init(&emitter->edits, allocator);
    zn_buffer_init(&emitter->text_edits, allocator);
    zn_buffer_init(&emitter->converted, allocator);
    zn_buffer_init(&emitter->inner.patches, allocator);
    zn_buffer_init(&emitter->inner.output, allocator);
    zn_buffer_init(&emitter->inner.edits, allocator);
    zn_buffer_init(&emitter->mark.changes, allocator);
    emitter->counts.changes =
        zn_allocate_zeroed(allocator, zhnorm_rule_count(), sizeof *emitter->counts.changes);
    return emitter->counts.changes != NULL;
}

void zn_emitter_free(struct zn_emitter *emitter)
{
    for (size_t i = 0; i < ZN_PURPOSES; i++)
        for (size_t j = 0; j < ZN_RECORDINGS; j++)
            zhnorm_stream_free(emitter->streams[i][j]);
    zn_buffer_free(&emitter->out);
    zn_buffer_free(&emitter->source);
    zn_buffer_free(&emitter->edits);
    zn_buffer_free(&emitter->text_edits);
    zn_buffer_free(&emitter->converted);
    zn_buffer_free(&emitter->inner.patches);
    zn_buffer_free(&emitter->inner.output);
    zn_buffer_free(&emitter->inner.edits);
    zn_buffer_free(&emitter->mark.changes);
    zn_release(emitter->allocator, emitter->counts.changes);
}

void zn_emitter_forget_inner(struct zn_emitter *emitter)
{
    emitter->inner.patches.length = 0;
    emitter->inner.output.length = 0;
    emitter->inner.edits.length = 0;
}

void zn_emitter_begin(struct zn_emitter *emitter, const struct zn_format_sink *sink)
{
    emitter->sink = *sink;
    emitter->out.length = 0;
    emitter->source.length = 0;
    emitter->edits.length = 0;
    emitter->source_offset = 0;
    emitter->output_offset = 0;
    emitter->handed_on = 0;
    emitter->holds = false;
    emitter->has_detection = false;
    emitter->whole = NULL;
    zn_emitter_forget_inner(emitter);
}

/* ---- To the sink ----------------------------------------------------------------------- */

int zn_emitter_write(struct zn_emitter *emitter, const char *data, size_t length,
                     zhnorm_error *error)
{
    emitter->counts.stats.output_bytes += length;
    if (length != 0 && !emitter->sink.write(emitter->sink.context, data, length))
        return zn_fail(error, ZHNORM_ERROR_STATE, "the output cannot be written");
    return ZHNORM_OK;
}

int zn_emitter_flush(struct zn_emitter *emitter, zhnorm_error *error)
{
    struct zn_buffer *out = &emitter->out;
    int status = zn_emitter_write(emitter, (const char *)out->data, out->length, error);

    /* A text that goes through in a stream tells of its edits itself. */
    if (status == ZHNORM_OK && emitter->sink.listener != NULL && emitter->source.length != 0) {
        zhnorm_batch batch = {.edits = zn_log_edits(&emitter->edits),
                              .edit_count = zn_log_count(&emitter->edits),
                              .source = (const char *)emitter->source.data,
                              .source_length = emitter->source.length,
                              .source_offset = emitter->source_offset,
                              .output = out->length != 0 ? (const char *)out->data : "",
                              .output_length = out->length,
                              .output_offset = emitter->output_offset};
        emitter->sink.listener(emitter->sink.context, &batch);
    }
    emitter->source_offset = emitter->handed_on;
    emitter->output_offset += out->length;
    emitter->source.length = 0;
    emitter->edits.length = 0;
    out->length = 0;
    return status;
}

int zn_emitter_hand_on(struct zn_emitter *emitter, const char *source, size_t length,
                       zhnorm_error *error)
{
    emitter->handed_on += length;
    if (emitter->sink.listener != NULL && !zn_buffer_append(&emitter->source, source, length))
        return zn_fail_memory(error);
    return emitter->holds || emitter->out.length < FLUSH_SIZE
               ? ZHNORM_OK
               : zn_emitter_flush(emitter, error);
}

int zn_emit_hold(struct zn_emitter *emitter, zhnorm_error *error)
{
    struct zn_emitter_mark *mark = &emitter->mark;

    mark->changes.length = 0;
    if (!zn_buffer_append(&mark->changes, emitter->counts.changes,
                          zhnorm_rule_count() * sizeof *emitter->counts.changes))
        return zn_fail_memory(error);
    mark->out = emitter->out.length;
    mark->source = emitter->source.length;
    mark->edits = emitter->edits.length;
    mark->handed_on = emitter->handed_on;
    mark->stats = emitter->counts.stats;
    emitter->holds = true;
    return ZHNORM_OK;
}

const char *zn_emit_held(const struct zn_emitter *emitter, size_t *length)
{
    *length = emitter->out.length - emitter->mark.out;
    return (const char *)emitter->out.data + emitter->mark.out;
}

void zn_emit_withdraw(struct zn_emitter *emitter)
{
    const struct zn_emitter_mark *mark = &emitter->mark;

    emitter->out.length = mark->out;
    emitter->source.length = mark->source;
    emitter->edits.length = mark->edits;
    emitter->handed_on = mark->handed_on;
    emitter->counts.stats = mark->stats;
    memcpy(emitter->counts.changes, mark->changes.data, mark->changes.length);
}

int zn_emit_release(struct zn_emitter *emitter, zhnorm_error *error)
{
    emitter->holds = false;
    return emitter->out.length < FLUSH_SIZE ? ZHNORM_OK : zn_emitter_flush(emitter, error);
}

int zn_emit_copy(struct zn_emitter *emitter, const char *source, size_t length,
                 zhnorm_error *error)
{
    if (!zn_buffer_append(&emitter->out, source, length))
        return zn_fail_memory(error);
    return zn_emitter_hand_on(emitter, source, length, error);
}

int zn_emit_instead(struct zn_emitter *emitter, const char *source, size_t length,
                    const char *output, size_t output_length, zhnorm_error *error)
{
    if (!zn_buffer_append(&emitter->out, output, output_length))
        return zn_fail_memory(error);
    return zn_emitter_hand_on(emitter, source, length, error);
}

int zn_emit_replace(struct zn_emitter *emitter, const char *source, size_t length,
                    const char *output, size_t output_length, zhnorm_error *error)
{
    zhnorm_edit edit = {.source_offset = emitter->handed_on,
                        .source_length = (uint32_t)length,
                        .output_offset = emitter->output_offset + emitter->out.length,
                        .output_length = (uint32_t)output_length};

    if (emitter->sink.listener != NULL &&
        !zn_buffer_append(&emitter->edits, &edit, sizeof edit))
        return zn_fail_memory(error);
    return zn_emit_instead(emitter, source, length, output, output_length, error);
}

/* ---- Documents ---------------------------------------------------------------------------
 */

int zn_emit_document(struct zn_emitter *emitter, const char *text, size_t length,
                     zhnorm_error *error)
{
    emitter->counts.documents++;
    if (!emitter->conversions->chooses)
        return ZHNORM_OK;
    /* Who listens learns of the edits of one document while that is what was decided about. */
    int status = emitter->sink.listener != NULL ? zn_emitter_flush(emitter, error) : ZHNORM_OK;
    if (status != ZHNORM_OK)
        return status;
    if (length > ZHNORM_CHOICE_LOOK)
        length = ZHNORM_CHOICE_LOOK;
    emitter->has_detection = true;
    return zhnorm_detect(text, length, emitter->allocator, &emitter->detection, error);
}

bool zn_emit_chooses(const struct zn_emitter *emitter)
{
    return emitter->conversions->chooses;
}

int zn_emit_wrong(struct zn_emitter *emitter, uint64_t offset, uint64_t line,
                  const char *message, zhnorm_error *error)
{
    zhnorm_error wrong;

    (void)zn_fail(&wrong, ZHNORM_ERROR_INPUT, "%s", message);
    wrong.offset = offset;
    wrong.line = line;
    if (emitter->keep_going) {
        emitter->counts.skipped++;
        if (emitter->sink.skipped != NULL)
            emitter->sink.skipped(emitter->sink.context, &wrong);
        return ZHNORM_OK;
    }
    if (error != NULL)
        *error = wrong;
    return ZHNORM_ERROR_INPUT;
}

const zhnorm_allocator *zn_emit_allocator(const struct zn_emitter *emitter)
{
    return emitter->allocator;
}

int32_t zn_emit_bad_input(const struct zn_emitter *emitter)
{
    return emitter->bad_input;
}

const char *zn_emit_target(const struct zn_emitter *emitter)
{
    return emitter->conversions->target;
}
