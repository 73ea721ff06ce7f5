/* See delimited_field.h. */
#include "formats/delimited_field.h"

#include <string.h>

#include "formats/delimited_quotes.h"
#include "rules/error.h"

void zn_delimited_converter_init(struct zn_delimited_converter *converter,
                                 struct zn_emitter *emitter, char separator)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);

    converter->emitter = emitter;
    converter->separator = separator;
    zn_buffer_init(&converter->text, allocator);
    zn_buffer_init(&converter->converted, allocator);
    zn_buffer_init(&converter->spelled, allocator);
    zn_field_init(&converter->pieces, allocator);
}

void zn_delimited_converter_free(struct zn_delimited_converter *converter)
{
    zn_buffer_free(&converter->text);
    zn_buffer_free(&converter->converted);
    zn_buffer_free(&converter->spelled);
    zn_field_free(&converter->pieces);
}

const char *zn_delimited_text(struct zn_delimited_converter *converter, const char *record,
                              const struct zn_delimited_field *field, size_t *length)
{
    struct zn_buffer *text = &converter->text;

    *length = field->end - field->begin;
    if (!field->has_doubled)
        return record + field->begin;
    text->length = 0;
    if (!zn_delimited_read(record + field->begin, *length, text))
        return NULL;
    *length = text->length;
    return (const char *)text->data;
}

/* zn_emit_convert or zn_emit_preview */
typedef int converting(struct zn_emitter *emitter, enum zn_purpose purpose, const char *text,
                       size_t length, struct zn_buffer *out, zhnorm_error *error);

/* Converts a field into `converted`. */
static int convert_text(struct zn_delimited_converter *converter, const char *record,
                        const struct zn_delimited_field *field, converting *convert,
                        zhnorm_error *error)
{
    size_t length;
    const char *text = zn_delimited_text(converter, record, field, &length);

    if (text == NULL)
        return zn_fail_memory(error);
    converter->converted.length = 0;
    return convert(converter->emitter, ZN_PURPOSE_DOCUMENT, text, length,
                   &converter->converted, error);
}

/* Whether the field had no quotation marks and what `converted` holds needs them. */
static bool gets_quotes(const struct zn_delimited_converter *converter,
                        const struct zn_delimited_field *field)
{
    return !field->is_quoted &&
           zn_delimited_needs_quotes((const char *)converter->converted.data,
                                     converter->converted.length, converter->separator);
}

/* Writes what `converted` holds into `spelled`, with quotation marks around it or without. */
static bool spell(struct zn_delimited_converter *converter, bool with_quotes)
{
    struct zn_buffer *spelled = &converter->spelled;
    size_t quotes = with_quotes ? 1 : 0;

    spelled->length = 0;
    return zn_buffer_append(spelled, "\"", quotes) &&
           zn_delimited_write((const char *)converter->converted.data,
                              converter->converted.length, spelled) &&
           zn_buffer_append(spelled, "\"", quotes);
}

static int convert_plain(struct zn_delimited_converter *converter, const char *record,
                         const struct zn_delimited_field *field, zhnorm_error *error)
{
    const struct zn_buffer *output = &converter->converted;
    int status = convert_text(converter, record, field, zn_emit_convert, error);

    if (status != ZHNORM_OK)
        return status;
    bool gets_new_quotes = gets_quotes(converter, field);
    bool has_quotes = output->length != 0 && memchr(output->data, '"', output->length) != NULL;
    if (gets_new_quotes || (field->is_quoted && has_quotes)) {
        if (!spell(converter, gets_new_quotes))
            return zn_fail_memory(error);
        output = &converter->spelled;
    }
    return zn_emit_instead(converter->emitter, record + field->begin,
                           field->end - field->begin, (const char *)output->data,
                           output->length, error);
}

/* ---- For whoever listens ------------------------------------------------------------------
 */

static bool spell_quoted(void *context, const struct zn_field_piece *piece, const char *text,
                         size_t length, struct zn_buffer *out)
{
    (void)context;
    (void)piece;
    return zn_delimited_write(text, length, out);
}

/*
 * A field that needs quotation marks from now on is told as one edit, since those inside it
 * are doubled as well.
 */
static int replace_field(struct zn_delimited_converter *converter, const char *record,
                         const struct zn_delimited_field *field, zhnorm_error *error)
{
    int status = convert_text(converter, record, field, zn_emit_convert, error);

    if (status != ZHNORM_OK)
        return status;
    if (!spell(converter, true))
        return zn_fail_memory(error);
    return zn_emit_replace(converter->emitter, record + field->begin,
                           field->end - field->begin, (const char *)converter->spelled.data,
                           converter->spelled.length, error);
}

static int convert_listened(struct zn_delimited_converter *converter, const char *record,
                            const struct zn_delimited_field *field, zhnorm_error *error)
{
    const char *source = record + field->begin;
    size_t length = field->end - field->begin;

    if (!field->is_quoted) {
        int status = convert_text(converter, record, field, zn_emit_preview, error);
        if (status != ZHNORM_OK)
            return status;
        if (gets_quotes(converter, field))
            return replace_field(converter, record, field, error);
    }
    zn_field_reset(&converter->pieces);
    zn_delimited_take_pieces(&converter->pieces, source, length, field->has_doubled);
    return zn_emit_field(converter->emitter, ZN_PURPOSE_DOCUMENT, &converter->pieces, source,
                         length, field->is_quoted ? spell_quoted : NULL, NULL, error);
}

int zn_delimited_convert(struct zn_delimited_converter *converter, const char *record,
                         const struct zn_delimited_field *field, zhnorm_error *error)
{
    return zn_emit_is_plain(converter->emitter)
               ? convert_plain(converter, record, field, error)
               : convert_listened(converter, record, field, error);
}
