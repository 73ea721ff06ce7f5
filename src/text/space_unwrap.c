/*
 * See space_unwrap.h.  A wrong join is worse than none: whatever could begin
 * or end a paragraph by itself stays as it is.
 */
#include "text/space_unwrap.h"

#include "text/character.h"
#include "text/utf8.h"

/* Nobody sets lines of less than sixteen Han characters. */
enum { WIDTH_MIN = 32 };

/* How far from the margin a full line may end: one full-width character. */
enum { MARGIN_SLACK = 2 };

/* ---- The line so far ----------------------------------------------------- */

static size_t columns_of(uint32_t code_point, enum zn_char_class class)
{
    switch (class) {
    case ZN_CHAR_EXTEND:
        return 0;
    case ZN_CHAR_HAN:
    case ZN_CHAR_KANA:
    case ZN_CHAR_HANGUL:
    case ZN_CHAR_CJK_STOP:
    case ZN_CHAR_CJK_OPEN:
    case ZN_CHAR_CJK_CLOSE:
    case ZN_CHAR_CJK_MARK:
        /* All but the half-width forms. */
        return code_point - 0xFF61u > 0xFFDCu - 0xFF61u ? 2 : 1;
    default:
        /* U+3000 and the full-width letters, digits and signs. */
        return code_point == 0x3000 || code_point - 0xFF01u <= 0xFF60u - 0xFF01u ? 2 : 1;
    }
}

/* Can it stand behind the end of a sentence and belong to it? */
static bool is_closing(uint32_t code_point, enum zn_char_class class)
{
    switch (code_point) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case 0x2019:
    case 0x201D:
        return true;
    default:
        return class == ZN_CHAR_CJK_CLOSE;
    }
}

/* The ASCII full stop too: who sets Chinese in ASCII marks ends sentences with it. */
static bool ends_sentence(uint32_t code_point)
{
    return zn_is_sentence_end(code_point) || code_point == '.' || code_point == 0x2026 ||
           code_point == 0x22EF;
}

static void take_visible(struct zn_unwrap *line, uint32_t code_point, enum zn_char_class class)
{
    if (!line->begun)
        line->single = code_point == '#' || code_point == '|';
    line->begun = true;
    line->worded |= class >= ZN_CHAR_HAN && class <= ZN_CHAR_DIGIT;
    if (ends_sentence(code_point))
        line->ended = true;
    else if (class != ZN_CHAR_EXTEND && !is_closing(code_point, class))
        line->ended = false;
}

void zn_unwrap_take(struct zn_unwrap *line, const uint8_t *text, const uint8_t *end)
{
    while (text < end) {
        uint32_t code_point;
        text += zn_utf8_decode(text, &code_point);
        enum zn_char_class class = zn_char_class(code_point);
        line->width += columns_of(code_point, class);
        if (class != ZN_CHAR_SPACE)
            take_visible(line, code_point, class);
    }
}

void zn_unwrap_next_line(struct zn_unwrap *line, bool joined)
{
    size_t margin = line->margin;
    if (joined && line->width > margin)
        margin = line->width;
    *line = (struct zn_unwrap){.margin = margin};
}

bool zn_unwrap_is_open(const struct zn_unwrap *line)
{
    /* A line of dashes or asterisks divides paragraphs. */
    if (line->width < WIDTH_MIN || !line->worded || line->single)
        return false;
    if (!line->ended)
        return true;
    return line->width + MARGIN_SLACK >= line->margin &&
           line->width <= line->margin + MARGIN_SLACK;
}

/* ---- How a line begins --------------------------------------------------- */

enum {
    NUMBER_MAX = 3 /* digits; a longer number is a year or a quantity */
};

/* The text at hand, code point by code point. */
struct reader {
    const uint8_t *at;
    const uint8_t *end;
    uint32_t code_point; /* at `at`, or NONE */
};

#define NONE UINT32_MAX

static void look(struct reader *reader)
{
    reader->code_point = NONE;
    if (reader->at < reader->end &&
        (size_t)(reader->end - reader->at) >= zn_utf8_length(*reader->at))
        zn_utf8_decode(reader->at, &reader->code_point);
}

static void go_on(struct reader *reader)
{
    reader->at += zn_utf8_length(*reader->at);
    look(reader);
}

/* Bullets, numbers in circles or brackets of their own, and signs of Markdown. */
static bool is_marker(uint32_t code_point)
{
    static const uint32_t singles[] = {
        '#',    '*',    '+',    '-',    '>',    '|',    0x00B7, 0x2013, 0x2022, 0x2023,
        0x2043, 0x2219, 0x25A0, 0x25A1, 0x25AA, 0x25B2, 0x25B6, 0x25BA, 0x25C6, 0x25C7,
        0x25CB, 0x25CE, 0x25CF, 0x2605, 0x2606, 0x30FB, 0xFF03, 0xFF0A, 0xFF0B, 0xFF0D};
    for (size_t i = 0; i < sizeof singles / sizeof singles[0]; i++)
        if (code_point == singles[i])
            return true;
    return code_point - 0x2460u <= 0x24FFu - 0x2460u || /* U+2460 to U+24FF: 1 in a circle */
           code_point - 0x2776u <= 0x2793u - 0x2776u || /* the same in white on black */
           code_point - 0x3220u <=
               0x3229u - 0x3220u ||                   /* the first ten numerals in brackets */
           code_point - 0x3280u <= 0x3289u - 0x3280u; /* the same in circles */
}

static bool is_numeral(uint32_t code_point)
{
    static const uint32_t numerals[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
                                        0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x96F6};
    for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
        if (code_point == numerals[i])
            return true;
    return zn_char_class(code_point) == ZN_CHAR_DIGIT;
}

/* Skips the number of a list's item: up to three numerals, or one ASCII letter. */
static size_t skip_number(struct reader *reader)
{
    size_t count = 0;
    for (; count <= NUMBER_MAX && is_numeral(reader->code_point); count++)
        go_on(reader);
    if (count == 0 && (reader->code_point | 0x20) - 'a' < 26) {
        go_on(reader);
        count = 1;
    }
    return count;
}

/* Behind the number and a full stop: no marker in 3.5, 1.2.3 or U.S. */
static enum zn_head head_behind_stop(const struct reader *reader, bool last)
{
    if (reader->code_point == NONE)
        return last ? ZN_HEAD_MARKER : ZN_HEAD_SHORT;
    enum zn_char_class class = zn_char_class(reader->code_point);
    bool inside =
        class == ZN_CHAR_DIGIT || (class == ZN_CHAR_LATIN && reader->code_point < 0x80);
    return inside ? ZN_HEAD_TEXT : ZN_HEAD_MARKER;
}

enum zn_head zn_unwrap_head(const uint8_t *text, const uint8_t *end, bool last)
{
    struct reader reader = {.at = text, .end = end};
    look(&reader);
    if (is_marker(reader.code_point))
        return ZN_HEAD_MARKER;
    bool bracket =
        reader.code_point == '(' || zn_char_class(reader.code_point) == ZN_CHAR_CJK_OPEN;
    if (bracket)
        go_on(&reader);
    size_t count = skip_number(&reader);
    if (count > NUMBER_MAX)
        return ZN_HEAD_TEXT;
    switch (reader.code_point) {
    case NONE:
        return last ? ZN_HEAD_TEXT : ZN_HEAD_SHORT;
    case ')':
    case 0xFF09: /* full-width closing bracket */
    case 0x3001: /* ideographic comma */
        return count != 0 ? ZN_HEAD_MARKER : ZN_HEAD_TEXT;
    case '.':
    case 0xFF0E: /* full-width full stop */
        if (count == 0)
            return ZN_HEAD_TEXT;
        go_on(&reader);
        return head_behind_stop(&reader, last);
    default:
        /* Brackets of another form, as in U+3014 1 U+3015. */
        return bracket && count != 0 && zn_char_class(reader.code_point) == ZN_CHAR_CJK_CLOSE
                   ? ZN_HEAD_MARKER
                   : ZN_HEAD_TEXT;
    }
}
