/* See html_spell.h. */
#include "formats/html_spell.h"

#include <string.h>

static const char *text_entity(char byte)
{
    switch (byte) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    default:
        return NULL;
    }
}

static const char *value_entity(char byte)
{
    switch (byte) {
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '`':
        return "&#96;";
    case '=':
        return "&#61;";
    case ' ':
        return "&#32;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\f':
        return "&#12;";
    case '\r':
        return "&#13;";
    default:
        return text_entity(byte);
    }
}

static bool spell(const char *text, size_t length, const char *(*entity)(char byte),
                  struct zn_buffer *out)
{
    size_t from = 0;

    for (size_t i = 0; i < length; i++) {
        const char *spelled = entity(text[i]);
        if (spelled == NULL)
            continue;
        if (!zn_buffer_append(out, text + from, i - from) ||
            !zn_buffer_append(out, spelled, strlen(spelled)))
            return false;
        from = i + 1;
    }
    return zn_buffer_append(out, text + from, length - from);
}

bool zn_html_spell_text(void *context, const struct zn_field_piece *piece, const char *text,
                        size_t length, struct zn_buffer *out)
{
    (void)context;
    (void)piece;
    return spell(text, length, text_entity, out);
}

bool zn_html_spell_value(void *context, const struct zn_field_piece *piece, const char *text,
                         size_t length, struct zn_buffer *out)
{
    (void)context;
    (void)piece;
    return spell(text, length, value_entity, out);
}
