/*
 * See json_string.h.  There are three ways, the faster ones for what needs no more: a string
 * without escapes is converted where it lies; one whose spelling is that of a style is
 * decoded, converted, and written in this style again; any other is converted piece by piece.
 */
#include "formats/json_string.h"

#include <string.h>

#include "rules/error.h"

/* A text is spelled and handed on in parts of this size, since it may be long. */
#define PART_SIZE ((size_t)32 << 10)

void zn_json_strings_init(struct zn_json_strings *strings, struct zn_emitter *emitter)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);

    strings->emitter = emitter;
    zn_buffer_init(&strings->text, allocator);
    zn_buffer_init(&strings->converted, allocator);
    zn_buffer_init(&strings->spelled, allocator);
    zn_field_init(&strings->field, allocator);
}

void zn_json_strings_free(struct zn_json_strings *strings)
{
    zn_buffer_free(&strings->text);
    zn_buffer_free(&strings->converted);
    zn_buffer_free(&strings->spelled);
    zn_field_free(&strings->field);
}

/* ---- Whole --------------------------------------------------------------------------------
 */

/* The length of a part at `text` that cuts no character in two. */
static size_t part_length(const char *text, size_t length)
{
    size_t part = PART_SIZE;

    if (length <= part)
        return length;
    while (part > PART_SIZE / 2 && ((uint8_t)text[part] & 0xC0) == 0x80)
        part--;
    return part;
}

/* Hands on the converted text, spelled, in place of the string. */
static int hand_on(struct zn_json_strings *strings, struct zn_json_style style,
                   const char *string, size_t length, zhnorm_error *error)
{
    const char *text = (const char *)strings->converted.data;
    size_t left = strings->converted.length;
    int status = ZHNORM_OK;

    do {
        size_t part = part_length(text, left);
        strings->spelled.length = 0;
        if (!zn_json_spell(style, text, part, &strings->spelled))
            return zn_fail_memory(error);
        status = zn_emit_instead(strings->emitter, string, length,
                                 (const char *)strings->spelled.data, strings->spelled.length,
                                 error);
        string += length;
        length = 0;
        left -= part;
        if (left != 0)
            text += part;
    } while (status == ZHNORM_OK && left != 0);
    return status;
}

static int convert_whole(struct zn_json_strings *strings, struct zn_json_style style,
                         const char *text, size_t text_length, const char *string,
                         size_t length, zhnorm_error *error)
{
    strings->converted.length = 0;
    int status = zn_emit_convert(strings->emitter, ZN_PURPOSE_DOCUMENT, text, text_length,
                                 &strings->converted, error);

    return status != ZHNORM_OK ? status : hand_on(strings, style, string, length, error);
}

/* ---- Piece by piece -----------------------------------------------------------------------
 */

/* What the speller knows of the string at hand. */
struct spelling {
    struct zn_json_style style;
    const char *string;
};

static bool spell_piece(void *context, const struct zn_field_piece *piece, const char *text,
                        size_t length, struct zn_buffer *out)
{
    const struct spelling *spelling = context;
    struct zn_json_style style = spelling->style;

    if (piece->kind == ZN_PIECE_SPELLED)
        style =
            zn_json_style_at(style, spelling->string + piece->source, piece->source_length);
    return zn_json_spell(style, text, length, out);
}

static int convert_pieces(struct zn_json_strings *strings, struct zn_json_style style,
                          const char *string, size_t length, zhnorm_error *error)
{
    struct spelling spelling = {style, string};

    zn_field_reset(&strings->field);
    zn_json_take_pieces(&strings->field, string, length);
    return zn_emit_field(strings->emitter, ZN_PURPOSE_DOCUMENT, &strings->field, string,
                         length, spell_piece, &spelling, error);
}

/* ---- Which way ----------------------------------------------------------------------------
 */

/* Decodes a string with escapes into `text`.  False: no memory. */
static bool decode(struct zn_json_strings *strings, const char *string, size_t length,
                   struct zn_json_decoded *decoded)
{
    strings->text.length = 0;
    return zn_json_decode(string, length, &strings->text, decoded);
}

int zn_json_convert_string(struct zn_json_strings *strings, const char *string, size_t length,
                           zhnorm_error *error)
{
    struct zn_json_decoded decoded = {.is_regular = true};
    bool has_escapes = memchr(string, '\\', length) != NULL;

    if (has_escapes && !decode(strings, string, length, &decoded))
        return zn_fail_memory(error);
    if (!decoded.is_regular || !zn_emit_is_plain(strings->emitter))
        return convert_pieces(strings, decoded.style, string, length, error);
    if (!has_escapes)
        return convert_whole(strings, decoded.style, string, length, string, length, error);
    return convert_whole(strings, decoded.style, (const char *)strings->text.data,
                         strings->text.length, string, length, error);
}
