/*
 * JSON Lines: a JSON value on each line, in which the chosen strings are converted.  A line
 * is read to its end before anything of it is handed on.
 */
#include <stdio.h>
#include <string.h>

#include "formats/driver.h"
#include "formats/json_scan.h"
#include "formats/json_string.h"
#include "formats/records.h"
#include "rules/error.h"
#include "rules/memory.h"

struct jsonl {
    struct zn_emitter *emitter;
    const struct zn_format_options *options;
    struct zn_records records;
    struct zn_json_paths paths;
    struct zn_json_scan scan;
    struct zn_json_strings strings;
    struct zn_buffer look; /* what decides about a document */
    size_t searched;       /* how much of the line at hand has no line end */
};

/* ---- Lines that are right -----------------------------------------------------------------
 */

/* The texts of a line, one after the other, as far as they are looked at. */
static bool collect_look(struct jsonl *jsonl, const char *line)
{
    struct zn_json_decoded decoded;
    const struct zn_json_span *spans = zn_json_scan_spans(&jsonl->scan);
    size_t count = zn_json_scan_count(&jsonl->scan);

    for (size_t i = 0; i < count && jsonl->look.length < ZHNORM_CHOICE_LOOK; i++)
        if (!zn_json_decode(line + spans[i].begin, spans[i].end - spans[i].begin, &jsonl->look,
                            &decoded) ||
            !zn_buffer_append(&jsonl->look, "\n", 1))
            return false;
    return true;
}

/* All chosen strings of a line are one document. */
static int begin_document(struct jsonl *jsonl, const char *line, zhnorm_error *error)
{
    jsonl->look.length = 0;
    if (zn_emit_chooses(jsonl->emitter) && !collect_look(jsonl, line))
        return zn_fail_memory(error);
    return zn_emit_document(jsonl->emitter, (const char *)jsonl->look.data, jsonl->look.length,
                            error);
}

static int convert_strings(struct jsonl *jsonl, const char *line, size_t length,
                           zhnorm_error *error)
{
    const struct zn_json_span *spans = zn_json_scan_spans(&jsonl->scan);
    size_t count = zn_json_scan_count(&jsonl->scan);
    size_t at = 0;
    int status = count != 0 ? begin_document(jsonl, line, error) : ZHNORM_OK;

    for (size_t i = 0; i < count && status == ZHNORM_OK; i++) {
        status = zn_emit_copy(jsonl->emitter, line + at, spans[i].begin - at, error);
        if (status == ZHNORM_OK)
            status = zn_json_convert_string(&jsonl->strings, line + spans[i].begin,
                                            spans[i].end - spans[i].begin, error);
        at = spans[i].end;
    }
    if (status != ZHNORM_OK)
        return status;
    return zn_emit_copy(jsonl->emitter, line + at, length - at, error);
}

/* ---- Lines that are wrong -----------------------------------------------------------------
 */

static int refuse_line(struct jsonl *jsonl, const char *line, size_t length,
                       zhnorm_error *error)
{
    const struct zn_json_scan *scan = &jsonl->scan;
    char message[ZHNORM_ERROR_MESSAGE_SIZE];
    size_t column = 1;

    for (size_t i = 0; i < scan->wrong_at; i++)
        column += ((uint8_t)line[i] & 0xC0) != 0x80;
    snprintf(message, sizeof message, "column %zu: expected %s", column, scan->expected);
    return zn_records_wrong(&jsonl->records, line, length, scan->wrong_at, message, error);
}

/* ---- Lines of the file --------------------------------------------------------------------
 */

static int convert_line(void *context, const char *line, size_t length, zhnorm_error *error)
{
    struct jsonl *jsonl = context;
    size_t inside = length - (line[length - 1] == '\n');
    int status = ZHNORM_OK;

    jsonl->searched = 0;
    if (!zn_records_accept_bytes(&jsonl->records, line, length, &status, error))
        return status;
    switch (zn_json_scan_run(&jsonl->scan, &jsonl->paths, line, inside)) {
    case ZN_JSON_RIGHT:
        return convert_strings(jsonl, line, length, error);
    case ZN_JSON_EMPTY:
        return zn_emit_copy(jsonl->emitter, line, length, error);
    case ZN_JSON_WRONG:
        return refuse_line(jsonl, line, length, error);
    case ZN_JSON_NO_MEMORY:
        break;
    }
    return zn_fail_memory(error);
}

static size_t measure_line(const char *data, size_t length, bool final)
{
    const char *end = memchr(data, '\n', length);

    if (end != NULL)
        return (size_t)(end - data) + 1;
    return final ? length : 0;
}

static size_t measure_record(void *context, const char *data, size_t length, bool final,
                             uint64_t *lines)
{
    struct jsonl *jsonl = context;
    size_t searched = jsonl->searched;
    size_t rest = measure_line(data + searched, length - searched, false);

    jsonl->searched = length;
    *lines = 1;
    if (rest != 0)
        return searched + rest;
    return final ? length : 0;
}

static void reset_line(void *context)
{
    struct jsonl *jsonl = context;

    jsonl->searched = 0;
}

static const struct zn_record_kind kind = {reset_line, measure_record, convert_line,
                                           measure_line};

/* ---- The driver ---------------------------------------------------------------------------
 */

static void jsonl_close(void *state)
{
    struct jsonl *jsonl = state;

    zn_records_free(&jsonl->records);
    zn_json_paths_free(&jsonl->paths);
    zn_json_scan_free(&jsonl->scan);
    zn_json_strings_free(&jsonl->strings);
    zn_buffer_free(&jsonl->look);
    zn_release(zn_emit_allocator(jsonl->emitter), jsonl);
}

static void *jsonl_open(struct zn_emitter *emitter, const struct zn_format_options *options,
                        enum zn_format format)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);
    struct jsonl *jsonl = zn_allocate_zeroed(allocator, 1, sizeof *jsonl);

    (void)format;
    if (jsonl == NULL)
        return NULL;
    jsonl->emitter = emitter;
    jsonl->options = options;
    zn_records_init(&jsonl->records, emitter, &kind, jsonl);
    zn_json_paths_init(&jsonl->paths, allocator);
    zn_json_scan_init(&jsonl->scan, allocator);
    zn_json_strings_init(&jsonl->strings, emitter);
    zn_buffer_init(&jsonl->look, allocator);
    if (zn_json_paths_build(&jsonl->paths, options->fields, options->field_count))
        return jsonl;
    jsonl_close(jsonl);
    return NULL;
}

static void jsonl_begin(void *state, const struct zn_format_part *part)
{
    struct jsonl *jsonl = state;

    zn_records_begin(&jsonl->records, part);
}

static int check_fields(const struct zn_format_options *options, zhnorm_error *error)
{
    for (size_t i = 0; i < options->field_count; i++) {
        const char *wrong = zn_json_field_error(options->fields[i]);
        if (wrong != NULL)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "the field '%s': %s",
                           options->fields[i], wrong);
    }
    return ZHNORM_OK;
}

static int jsonl_feed(void *state, const char *data, size_t length, zhnorm_error *error)
{
    struct jsonl *jsonl = state;
    int status = check_fields(jsonl->options, error);

    if (status != ZHNORM_OK)
        return status;
    return zn_records_feed(&jsonl->records, data, length, error);
}

static int jsonl_end(void *state, zhnorm_error *error)
{
    struct jsonl *jsonl = state;

    return zn_records_end(&jsonl->records, error);
}

const struct zn_format_driver zn_jsonl_driver = {jsonl_open, jsonl_close, jsonl_begin,
                                                 jsonl_feed, jsonl_end};
