/* See markdown_spell.h. */
#include "formats/markdown_spell.h"

#include "formats/markdown_mark.h"
#include "text/utf8.h"

/* A mark that is put in, and what stands beside it in the source. */
struct place {
    const char *source;
    size_t begin; /* the first byte that it takes the place of */
    size_t end;
    size_t first; /* of the leaf */
    size_t length;
    bool is_known; /* it is one character for one */
};

static char before(const struct place *place)
{
    return (char)(place->begin > 0 ? place->source[place->begin - 1] : '\n');
}

static char behind(const struct place *place)
{
    return (char)(place->end < place->length ? place->source[place->end] : '\n');
}

/* A letter, a digit, or a character that is not ASCII (it may be a full-width letter). */
static bool is_word(char c)
{
    return zn_markdown_is_alphanumeric(c) || (c & 0x80) != 0;
}

/* Whether a wide mark that becomes another one ends at `offset`. */
static bool is_behind_wide_mark(const struct place *place, size_t offset)
{
    uint32_t code_point = 0;

    if (offset < place->first + 3 || (unsigned char)place->source[offset - 3] != 0xEF)
        return false;
    zn_utf8_decode((const uint8_t *)place->source + offset - 3, &code_point);
    return zn_markdown_may_become_ascii(code_point);
}

/* Whether there are only blanks before it, and marks that begin a line or may come to. */
static bool is_at_line_start(const struct place *place)
{
    size_t i = place->begin;
    bool is_before = true;

    while (i > place->first && is_before) {
        char c = place->source[i - 1];
        if (c != '\0' && strchr(" \t>#+-=", c) != NULL)
            i--;
        else if (is_behind_wide_mark(place, i))
            i -= 3;
        else
            is_before = false;
    }
    return i <= place->first || place->source[i - 1] == '\n';
}

static bool is_markup(const struct zn_markdown_speller *speller, const struct place *place,
                      char c)
{
    if (!place->is_known)
        return c != '\0' && strchr("\\`*_[]<|~&#", c) != NULL;
    switch (c) {
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '~':
        return true;
    case '|':
        return speller->leaf->is_cell;
    case '_':
        return !is_word(before(place)) || !is_word(behind(place));
    case '\\':
        return !zn_markdown_is_alphanumeric(behind(place)) && behind(place) != ' ';
    case '&':
        return is_word(behind(place)) || behind(place) == '#';
    case '@':
        return is_word(before(place)) && is_word(behind(place));
    case '#':
        return is_at_line_start(place) || before(place) == ' ' || before(place) == '#';
    case '+':
    case '-':
    case '=':
    case '>':
        return is_at_line_start(place);
    default:
        return false;
    }
}

bool zn_markdown_spell(void *context, const struct zn_field_piece *piece, const char *text,
                       size_t length, struct zn_buffer *out)
{
    const struct zn_markdown_speller *speller = context;
    struct place place = {.source = speller->leaf->source,
                          .begin = speller->base + piece->source,
                          .end = speller->base + piece->source + piece->source_length,
                          .first = speller->leaf->items[0].begin,
                          .length = speller->leaf->length,
                          .is_known = piece->kind == ZN_PIECE_SPELLED && length == 1};

    for (size_t i = 0; i < length; i++) {
        bool is_quote =
            speller->is_title && text[i] != '\0' && strchr("\"')(", text[i]) != NULL;
        if ((is_quote || is_markup(speller, &place, text[i])) &&
            !zn_buffer_append(out, "\\", 1))
            return false;
        if (!zn_buffer_append(out, text + i, 1))
            return false;
    }
    return true;
}
