/* The one-shot functions: a stream that is fed once. */
#include <string.h>

#include "core/stream.h"
#include "rules/error.h"
#include "rules/memory.h"

/* Where output goes that the caller has no room for, to learn its length. */
#define OVERFLOW_SIZE 4096

struct zhnorm_result {
    zhnorm_allocator allocator;
    struct zn_buffer text; /* with a NUL byte behind it */
    zhnorm_stats stats;
    uint64_t changes[ZN_RULES];
    char choice[ZN_CHOICE_NAME_SIZE]; /* empty: none was made */
    zhnorm_detection detection;
    struct zn_buffer edits; /* of zhnorm_edit */
    struct zn_buffer names; /* of dictionaries, unless they are embedded */
    bool lost;              /* edits for which there was no memory */
};

static int convert_to_buffer(struct zhnorm_stream *stream, const char *source, size_t length,
                             char *destination, size_t capacity, size_t *written,
                             zhnorm_error *error)
{
    char overflow[OVERFLOW_SIZE];
    zhnorm_input input = {source, length, 0};
    zhnorm_output output = {destination, capacity, 0};
    size_t total = 0;
    for (;;) {
        int more;
        int status = zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, error);
        if (status != ZHNORM_OK)
            return status;
        total += output.position;
        if (!more)
            break;
        output = (zhnorm_output){overflow, sizeof overflow, 0};
    }
    *written = total;
    if (total > capacity)
        return zn_fail(error, ZHNORM_ERROR_SPACE, "the result needs %zu bytes of room", total);
    return ZHNORM_OK;
}

int zhnorm_convert(const zhnorm_converter *converter, const char *source, size_t length,
                   char *destination, size_t capacity, size_t *written, zhnorm_error *error)
{
    *written = 0;
    struct zhnorm_stream stream;
    zn_stream_init(&stream, converter);
    int status =
        convert_to_buffer(&stream, source, length, destination, capacity, written, error);
    zn_stream_release(&stream);
    return status;
}

/* ---- Edits ------------------------------------------------------------------------ */

static void take_edits(void *context, const zhnorm_batch *batch)
{
    struct zhnorm_result *result = context;
    if (!zn_buffer_append(&result->edits, batch->edits,
                          batch->edit_count * sizeof *batch->edits))
        result->lost = true;
}

/* Makes the names in the edits that lie in `from` those of its copy at `to`. */
static void move_names(struct zhnorm_result *result, const char *from, size_t length,
                       const char *to)
{
    zhnorm_edit *edits = zn_log_edits(&result->edits);
    for (size_t i = 0; i < zn_log_count(&result->edits); i++) {
        const char *name = edits[i].dict;
        if (name != NULL && (uintptr_t)name - (uintptr_t)from < length)
            edits[i].dict = to + (name - from);
    }
}

/*
 * The edits name dictionaries where the rulebooks lie.  Those that are embedded stay
 * for ever; of others the result, which may outlive the converter, keeps a copy.
 */
static bool keep_names(struct zhnorm_result *result, const struct zn_ruleset *rules)
{
    size_t total = 0;
    if (rules->images.count == 0 || result->edits.length == 0)
        return true;
    for (size_t i = 0; i < rules->count; i++)
        total += rules->rulebooks[i].header->sections[ZN_SECTION_NAMES].length;
    if (!zn_buffer_reserve(&result->names, total))
        return false;
    for (size_t i = 0; i < rules->count; i++) {
        const struct zn_rulebook *rulebook = &rules->rulebooks[i];
        size_t length = rulebook->header->sections[ZN_SECTION_NAMES].length;
        const char *copy = (const char *)result->names.data + result->names.length;
        zn_buffer_append(&result->names, rulebook->names, length);
        move_names(result, rulebook->names, length, copy);
    }
    return true;
}

/* ---- Results ---------------------------------------------------------------------- */

static int convert_to_result(struct zhnorm_stream *stream, const char *source, size_t length,
                             struct zhnorm_result *result, zhnorm_error *error)
{
    struct zn_buffer *text = &result->text;
    zhnorm_input input = {source, length, 0};
    /* Most conversions keep the length; the NUL byte needs one more. */
    if (!zn_buffer_reserve(text, length < SIZE_MAX ? length + 1 : length))
        return zn_fail_memory(error);
    for (int more = 1; more != 0;) {
        zhnorm_output output = {(char *)text->data, text->capacity, text->length};
        int status = zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, error);
        text->length = output.position;
        if (status != ZHNORM_OK)
            return status;
        if (more != 0 && !zn_buffer_reserve(text, OVERFLOW_SIZE))
            return zn_fail_memory(error);
    }
    if (!zn_buffer_append(text, "", 1) || result->lost ||
        !keep_names(result, stream->chain.rules))
        return zn_fail_memory(error);
    result->stats = zhnorm_stream_stats(stream);
    memcpy(result->changes, stream->chain.tally.changes, sizeof result->changes);
    if (stream->selection.choice != NULL) {
        memcpy(result->choice, stream->selection.choice->name, sizeof result->choice);
        result->detection = stream->selection.detection;
    }
    return ZHNORM_OK;
}

int zhnorm_convert_result(const zhnorm_converter *converter, const char *source, size_t length,
                          zhnorm_result **result, zhnorm_error *error)
{
    *result = NULL;
    struct zhnorm_result *made = zn_allocate(&converter->allocator, 1, sizeof *made);
    if (made == NULL)
        return zn_fail_memory(error);
    *made = (struct zhnorm_result){.allocator = converter->allocator};
    zn_buffer_init(&made->text, &made->allocator);
    zn_buffer_init(&made->edits, &made->allocator);
    zn_buffer_init(&made->names, &made->allocator);
    struct zhnorm_stream stream;
    zn_stream_init(&stream, converter);
    stream.chain.record.listener = take_edits;
    stream.chain.record.context = made;
    int status = convert_to_result(&stream, source, length, made, error);
    zn_stream_release(&stream);
    if (status == ZHNORM_OK)
        *result = made;
    else
        zhnorm_result_free(made);
    return status;
}

const char *zhnorm_result_text(const zhnorm_result *result)
{
    return (const char *)result->text.data;
}

size_t zhnorm_result_length(const zhnorm_result *result)
{
    return result->text.length - 1;
}

zhnorm_stats zhnorm_result_stats(const zhnorm_result *result)
{
    return result->stats;
}

uint64_t zhnorm_result_changes(const zhnorm_result *result, size_t index)
{
    return index < ZN_RULES ? result->changes[index] : 0;
}

const zhnorm_edit *zhnorm_result_edits(const zhnorm_result *result, size_t *count)
{
    *count = zn_log_count(&result->edits);
    return zn_log_edits(&result->edits);
}

const char *zhnorm_result_choice(const zhnorm_result *result)
{
    return result->choice[0] == '\0' ? NULL : result->choice;
}

const zhnorm_detection *zhnorm_result_detection(const zhnorm_result *result)
{
    return result->choice[0] == '\0' ? NULL : &result->detection;
}

void zhnorm_result_free(zhnorm_result *result)
{
    if (result == NULL)
        return;
    zhnorm_allocator allocator = result->allocator;
    zn_buffer_free(&result->text);
    zn_buffer_free(&result->edits);
    zn_buffer_free(&result->names);
    zn_release(&allocator, result);
}
