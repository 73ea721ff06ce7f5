/* See front_matter_scalar.h. */
#include "formats/front_matter_scalar.h"

#include <stdio.h>

#include "text/utf8.h"

struct scalar {
    struct zn_field *field;
    const char *source;
    size_t end; /* of what is between the quotes */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static void same(const struct scalar *scalar, size_t begin, size_t end)
{
    zn_field_same(scalar->field, scalar->source + begin, end - begin, begin);
}

static void pin(const struct scalar *scalar, const char *text, size_t begin, size_t end)
{
    zn_field_pinned(scalar->field, text, strlen(text), begin, end - begin);
}

/* ---- Line ends ----------------------------------------------------------------------- */

/*
 * Line ends and the blanks around them from `begin` on, which are white space in the text,
 * or with `keeps_lines` a line end each.  Returns where they end.
 */
static size_t fold(const struct scalar *scalar, size_t begin, bool keeps_lines)
{
    size_t i = begin;
    size_t lines = 0;

    for (; i < scalar->end && (is_blank(scalar->source[i]) || is_line_end(scalar->source[i]));
         i++)
        lines += scalar->source[i] == '\n';
    if (i < scalar->end)
        pin(scalar, lines > 1 || keeps_lines ? "\n" : " ", begin, i);
    return i;
}

/* Whether the blanks at `offset` end the line. */
static bool ends_line(const struct scalar *scalar, size_t offset)
{
    while (offset < scalar->end && is_blank(scalar->source[offset]))
        offset++;
    return offset == scalar->end || is_line_end(scalar->source[offset]);
}

/* ---- Escapes ------------------------------------------------------------------------- */

/* A character that is written as hexadecimal digits behind `offset`; 0: that is none. */
static uint32_t read_number(const struct scalar *scalar, size_t offset, size_t digits)
{
    uint32_t number = 0;

    if (scalar->end - offset < digits)
        return 0;
    for (size_t i = offset; i < offset + digits; i++) {
        char c = scalar->source[i];
        uint32_t value = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                                : 16;
        if (value == 16)
            return 0;
        number = number << 4 | value;
    }
    return number > 0x10FFFF || (number >= 0xD800 && number < 0xE000) ? 0 : number;
}

/* The escape at `offset`; returns its end. */
static size_t add_escape(const struct scalar *scalar, size_t offset)
{
    char kind = (char)(offset + 1 < scalar->end ? scalar->source[offset + 1] : '\0');
    size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    uint32_t code_point = digits != 0 ? read_number(scalar, offset + 2, digits) : 0;
    uint8_t character[ZN_UTF8_MAX];
    size_t end = offset + 2 < scalar->end ? offset + 2 : scalar->end;

    if (code_point >= 0x80) {
        end = offset + 2 + digits;
        zn_field_spelled(scalar->field, (const char *)character,
                         zn_utf8_encode(code_point, character), offset, end - offset);
    } else if (kind == '"' || kind == '\\' || kind == '/') {
        pin(scalar, (char[]){kind, '\0'}, offset, end);
    } else if (kind == 'n') {
        pin(scalar, "\n", offset, end);
    } else if (is_line_end(kind)) {
        while (end < scalar->end &&
               (is_blank(scalar->source[end]) || is_line_end(scalar->source[end])))
            end++;
        pin(scalar, ZN_FIELD_OBJECT, offset, end);
    } else {
        pin(scalar, ZN_FIELD_OBJECT, offset, end);
    }
    return end;
}

/* ---- The styles ---------------------------------------------------------------------- */

/* Plain and in quotes: lines are folded. */
static void fill_flow(const struct scalar *scalar, size_t begin, enum zn_scalar_style style)
{
    size_t from = begin;
    size_t i = begin;

    while (i < scalar->end) {
        char c = scalar->source[i];
        size_t next = i + 1;
        bool is_escape = style == ZN_SCALAR_DOUBLE && c == '\\';
        bool is_quote = style == ZN_SCALAR_SINGLE && c == '\'' && next < scalar->end;
        bool is_fold = is_line_end(c) || (is_blank(c) && ends_line(scalar, i));
        if (is_escape || is_quote || is_fold)
            same(scalar, from, i);
        if (is_escape) {
            next = add_escape(scalar, i);
        } else if (is_quote) {
            next = i + 2;
            pin(scalar, "'", i, next);
        } else if (is_fold) {
            next = fold(scalar, i, false);
        }
        if (is_escape || is_quote || is_fold)
            from = next;
        i = next;
    }
    same(scalar, from, scalar->end);
}

/* Of a block: lines behind the one with its indicator. */
static void fill_block(const struct scalar *scalar, enum zn_scalar_style style)
{
    size_t i = 0;

    while (i < scalar->end && !is_line_end(scalar->source[i]))
        i++;
    while (i < scalar->end && (is_blank(scalar->source[i]) || is_line_end(scalar->source[i])))
        i++;
    while (i < scalar->end) {
        size_t begin = i;
        while (i < scalar->end && !is_line_end(scalar->source[i]))
            i++;
        same(scalar, begin, i);
        i = fold(scalar, i, style == ZN_SCALAR_LITERAL);
    }
}

void zn_scalar_fill(struct zn_field *field, const char *source, size_t length,
                    enum zn_scalar_style style)
{
    struct scalar scalar = {field, source, length};
    bool is_quoted = style == ZN_SCALAR_SINGLE || style == ZN_SCALAR_DOUBLE;

    zn_field_reset(field);
    if (is_quoted) {
        scalar.end = length < 2 ? 1 : length - 1;
        fill_flow(&scalar, 1, style);
    } else if (style == ZN_SCALAR_PLAIN) {
        fill_flow(&scalar, 0, style);
    } else {
        fill_block(&scalar, style);
    }
}

/* Writes a character as an escape, if it is one in the source. */
static bool spell_number(const struct zn_field_piece *piece, const char *text, size_t length,
                         struct zn_buffer *out)
{
    char escape[16];

    for (size_t i = 0; i < length;) {
        uint32_t code_point;
        i += zn_utf8_decode((const uint8_t *)text + i, &code_point);
        bool is_long = code_point > 0xFFFF || piece->source_length > 6;
        int size = snprintf(escape, sizeof escape, is_long ? "\\U%08x" : "\\u%04x",
                            (unsigned)code_point);
        if (!zn_buffer_append(out, escape, (size_t)size))
            return false;
    }
    return true;
}

bool zn_scalar_spell(void *context, const struct zn_field_piece *piece, const char *text,
                     size_t length, struct zn_buffer *out)
{
    enum zn_scalar_style style = *(const enum zn_scalar_style *)context;

    if (piece->kind == ZN_PIECE_SPELLED)
        return spell_number(piece, text, length, out);
    for (size_t i = 0; i < length; i++) {
        bool is_double = style == ZN_SCALAR_DOUBLE && (text[i] == '"' || text[i] == '\\');
        bool is_single = style == ZN_SCALAR_SINGLE && text[i] == '\'';
        if ((is_double && !zn_buffer_append(out, "\\", 1)) ||
            (is_single && !zn_buffer_append(out, "'", 1)) ||
            !zn_buffer_append(out, text + i, 1))
            return false;
    }
    return true;
}
