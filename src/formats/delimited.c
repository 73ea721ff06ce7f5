/*
 * CSV and TSV: a record has fields, of which those in the chosen columns are converted.  A
 * record is read to its end before anything of it is handed on.
 */
#include "formats/delimited_field.h"
#include "formats/delimited_record.h"
#include "formats/driver.h"
#include "formats/records.h"
#include "rules/error.h"
#include "rules/memory.h"

struct delimited {
    struct zn_emitter *emitter;
    const struct zn_format_options *options;
    char separator;
    struct zn_records records;
    struct zn_delimited_columns columns;
    struct zn_delimited_record record; /* the one at hand */
    bool is_begun;                     /* what the options say of the columns is known */
    bool awaits_header;
    struct zn_delimited_converter converter;
    struct zn_buffer look; /* what decides about a document */
};

/* ---- Records ------------------------------------------------------------------------------
 */

/* The texts of a record, one after the other, as far as they are looked at. */
static bool collect_look(struct delimited *delimited, const char *record)
{
    struct zn_buffer *look = &delimited->look;
    const struct zn_delimited_field *fields = zn_delimited_fields(&delimited->record);
    size_t count = zn_delimited_field_count(&delimited->record);

    for (size_t i = 0; i < count && look->length < ZHNORM_CHOICE_LOOK; i++) {
        size_t length;
        const char *text =
            zn_delimited_text(&delimited->converter, record, &fields[i], &length);
        if (text == NULL || !zn_buffer_append(look, text, length) ||
            !zn_buffer_append(look, "\n", 1))
            return false;
    }
    return true;
}

/* All chosen fields of a record are one document. */
static int begin_document(struct delimited *delimited, const char *record, zhnorm_error *error)
{
    delimited->look.length = 0;
    if (zn_emit_chooses(delimited->emitter) && !collect_look(delimited, record))
        return zn_fail_memory(error);
    return zn_emit_document(delimited->emitter, (const char *)delimited->look.data,
                            delimited->look.length, error);
}

static int convert_fields(struct delimited *delimited, const char *record, size_t length,
                          zhnorm_error *error)
{
    const struct zn_delimited_field *fields = zn_delimited_fields(&delimited->record);
    size_t count = zn_delimited_field_count(&delimited->record);
    size_t at = 0;
    int status = count != 0 ? begin_document(delimited, record, error) : ZHNORM_OK;

    for (size_t i = 0; i < count && status == ZHNORM_OK; i++) {
        status = zn_emit_copy(delimited->emitter, record + at, fields[i].begin - at, error);
        if (status == ZHNORM_OK)
            status = zn_delimited_convert(&delimited->converter, record, &fields[i], error);
        at = fields[i].end;
    }
    if (status != ZHNORM_OK)
        return status;
    return zn_emit_copy(delimited->emitter, record + at, length - at, error);
}

static const char *what_is_wrong(const struct delimited *delimited)
{
    return delimited->record.wrong == ZN_DELIMITED_UNCLOSED
               ? "the '\"' that closes the field is missing"
               : "expected a separator or a line end behind the '\"' that closes the field";
}

/* Takes the header.  What is wrong with it cannot be passed over: the columns are unknown. */
static int take_header(struct delimited *delimited, const char *record, size_t length,
                       zhnorm_error *error)
{
    int status = ZHNORM_OK;

    if (delimited->record.wrong != ZN_DELIMITED_MORE) {
        status =
            zn_fail(error, ZHNORM_ERROR_INPUT, "the header: %s", what_is_wrong(delimited));
        if (error != NULL) {
            error->offset = delimited->records.offset + delimited->record.wrong_at;
            error->line = delimited->records.line;
        }
    } else if (!delimited->record.is_blank) {
        status = zn_delimited_choose_in(&delimited->columns, delimited->options, record,
                                        length, delimited->separator, error);
        delimited->awaits_header = false;
    }
    return status != ZHNORM_OK ? status
                               : zn_emit_copy(delimited->emitter, record, length, error);
}

static int convert_measured(struct delimited *delimited, const char *record, size_t length,
                            zhnorm_error *error)
{
    int status = ZHNORM_OK;

    if (delimited->record.failed)
        return zn_fail_memory(error);
    if (delimited->awaits_header)
        return take_header(delimited, record, length, error);
    if (delimited->record.wrong != ZN_DELIMITED_MORE)
        return zn_records_wrong(&delimited->records, record, length,
                                delimited->record.wrong_at, what_is_wrong(delimited), error);
    if (!zn_records_accept_bytes(&delimited->records, record, length, &status, error))
        return status;
    return convert_fields(delimited, record, length, error);
}

/* ---- Where records end ------------------------------------------------------------------
 */

static void reset_record(void *context)
{
    struct delimited *delimited = context;

    zn_delimited_record_reset(&delimited->record);
}

static size_t measure_record(void *context, const char *data, size_t length, bool final,
                             uint64_t *lines)
{
    struct delimited *delimited = context;

    return zn_delimited_measure(&delimited->record, &delimited->columns, delimited->separator,
                                data, length, final, lines);
}

static int convert_record(void *context, const char *record, size_t length,
                          zhnorm_error *error)
{
    struct delimited *delimited = context;
    int status = convert_measured(delimited, record, length, error);

    zn_delimited_record_reset(&delimited->record);
    return status;
}

static const struct zn_record_kind kind = {reset_record, measure_record, convert_record,
                                           zn_delimited_line};

/* ---- The driver ---------------------------------------------------------------------------
 */

static void *delimited_open(struct zn_emitter *emitter,
                            const struct zn_format_options *options, enum zn_format format)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);
    struct delimited *delimited = zn_allocate_zeroed(allocator, 1, sizeof *delimited);

    if (delimited == NULL)
        return NULL;
    delimited->emitter = emitter;
    delimited->options = options;
    delimited->separator = format == ZN_FORMAT_TSV ? '\t' : ',';
    zn_records_init(&delimited->records, emitter, &kind, delimited);
    zn_buffer_init(&delimited->columns.chosen, allocator);
    zn_delimited_record_init(&delimited->record, allocator);
    zn_delimited_converter_init(&delimited->converter, emitter, delimited->separator);
    zn_buffer_init(&delimited->look, allocator);
    return delimited;
}

static void delimited_close(void *state)
{
    struct delimited *delimited = state;

    zn_records_free(&delimited->records);
    zn_buffer_free(&delimited->columns.chosen);
    zn_delimited_record_free(&delimited->record);
    zn_delimited_converter_free(&delimited->converter);
    zn_buffer_free(&delimited->look);
    zn_release(zn_emit_allocator(delimited->emitter), delimited);
}

static void delimited_begin(void *state, const struct zn_format_part *part)
{
    struct delimited *delimited = state;

    delimited->awaits_header = zn_delimited_has_header(delimited->options);
    delimited->is_begun = delimited->awaits_header;
    delimited->columns.chosen.length = 0;
    zn_records_begin(&delimited->records, part);
}

/* Without a header, the columns are known before anything is read. */
static int begin_columns(struct delimited *delimited, zhnorm_error *error)
{
    if (delimited->is_begun)
        return ZHNORM_OK;
    delimited->is_begun = true;
    return zn_delimited_choose(&delimited->columns, delimited->options, error);
}

static int delimited_feed(void *state, const char *data, size_t length, zhnorm_error *error)
{
    struct delimited *delimited = state;
    int status = begin_columns(delimited, error);

    return status != ZHNORM_OK ? status
                               : zn_records_feed(&delimited->records, data, length, error);
}

static int delimited_end(void *state, zhnorm_error *error)
{
    struct delimited *delimited = state;

    return zn_records_end(&delimited->records, error);
}

const struct zn_format_driver zn_delimited_driver = {
    delimited_open, delimited_close, delimited_begin, delimited_feed, delimited_end};
