/* See html_align.h. */
#include "formats/html_align.h"

#include <stdint.h>
#include <string.h>

#include "formats/html_markup.h"
#include "text/space_white.h"
#include "text/utf8.h"

#define REPLACEMENT \
    "\xEF\xBF\xBD" /* what gumbo makes of characters that a page must not have */
#define REPLACEMENT_SIZE 3

struct walk {
    struct zn_field *field;
    const struct zn_html_text *text;
    const char *at;    /* in the source */
    const char *end;   /* of the source */
    const char *value; /* the decoded text from there on */
    size_t limit;      /* of the field's text */
    bool fragile;      /* what follows could become part of a tag or an entity */
};

static size_t place(const struct walk *walk)
{
    return walk->text->at + (size_t)(walk->at - walk->text->source);
}

static void add_same(struct walk *walk, size_t length)
{
    zn_field_same(walk->field, walk->at, length, place(walk));
    walk->at += length;
}

static void add_pinned(struct walk *walk, const char *text, size_t text_length, size_t length)
{
    zn_field_pinned(walk->field, text, text_length, place(walk), length);
    walk->at += length;
}

static bool has_replacement(const struct walk *walk)
{
    return strncmp(walk->value, REPLACEMENT, REPLACEMENT_SIZE) == 0;
}

/* ---- White space --------------------------------------------------------------------- */

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r';
}

/* Whether the field ends with white space that is pinned. */
static bool is_behind_pinned_white(const struct walk *walk)
{
    size_t count = zn_field_piece_count(walk->field);

    if (count == 0)
        return false;
    const struct zn_field_piece *last = &zn_field_pieces(walk->field)[count - 1];
    return last->kind == ZN_PIECE_PINNED && last->text_length == 1 &&
           walk->field->text.data[last->text] == ' ';
}

/*
 * The length of the white space at `at`, which is decoded as `value`; 0: there is none, or
 * they do not agree.
 */
static size_t white_length(const char *at, const char *end, const char *value)
{
    size_t length =
        is_white(*at) ? 1 : zn_white_space((const uint8_t *)at, (const uint8_t *)end);

    if (*at == '\r')
        return *value == '\n';
    return strncmp(at, value, length) == 0 ? length : 0;
}

/* A run of white space: pinned whole if it has to do with a line end, else text. */
static bool align_white(struct walk *walk)
{
    const char *to = walk->at;
    bool is_layout = is_behind_pinned_white(walk);

    while (to < walk->end) {
        if (*to == '\r' && to + 1 < walk->end && to[1] == '\n')
            to++; /* one line end, which is decoded as LF */
        size_t length = white_length(to, walk->end, walk->value);
        if (length == 0)
            break;
        is_layout = is_layout || *to == '\n' || *to == '\r';
        to += length;
        walk->value += length;
    }
    if (to == walk->at)
        return false;
    if (is_layout)
        add_pinned(walk, " ", 1, (size_t)(to - walk->at));
    else
        add_same(walk, (size_t)(to - walk->at));
    walk->fragile = false;
    return true;
}

/* ---- Characters ---------------------------------------------------------------------- */

/* What is looked at by itself: white space, NUL, what may begin markup. */
static bool is_special(const char *at, const char *end)
{
    return *at == '\0' || *at == '<' || *at == '&' || is_white(*at) ||
           zn_white_space((const uint8_t *)at, (const uint8_t *)end) != 0;
}

/* The length of the character at `at`, or of the bytes there that are none. */
static size_t character_length(const char *at, const char *end)
{
    const uint8_t *text = (const uint8_t *)at;
    size_t left = (size_t)(end - at);
    size_t length = text[0] < 0xC2 ? 1 : text[0] < 0xF5 ? zn_utf8_length(text[0]) : 1;

    if (length <= left && zn_utf8_valid_prefix_portable(text, length) == length)
        return length;
    return zn_utf8_maximal_subpart(text, left);
}

/*
 * Whether a character may be, or become, part of a tag or an entity that `<` or `&` before it
 * begins: letters, digits and their full-width forms, and what is invisible between them.
 */
static bool is_fragile(const char *character, size_t length)
{
    uint8_t lead = (uint8_t)character[0];

    if (length == 1)
        return lead < ' ' || lead >= 0x7F || (lead >= '0' && lead <= '9') ||
               (lead >= 'A' && lead <= 'Z') || (lead >= 'a' && lead <= 'z') ||
               strchr("#;/!?", lead) != NULL;
    return lead < 0xE2 || (lead == 0xE2 && (uint8_t)character[1] < 0xBA) || lead >= 0xEF;
}

/* One character that is no markup. */
static bool align_character(struct walk *walk)
{
    size_t length = character_length(walk->at, walk->end);

    if (strncmp(walk->at, walk->value, length) == 0)
        walk->value += length;
    else if (has_replacement(walk))
        walk->value += REPLACEMENT_SIZE;
    else
        return false;
    walk->fragile = walk->fragile && is_fragile(walk->at, length);
    if (walk->fragile)
        add_pinned(walk, walk->at, length, length);
    else
        add_same(walk, length);
    return true;
}

#define STOP "\xE3\x80\x82" /* U+3002 */
#define STOP_SIZE 3
#define STOP_DISTANCE 4096 /* how long before the limit a full stop is as good */

/* Where a text is cut: behind the first full stop near the limit; `to` if there is none. */
static const char *cut(const struct walk *walk, const char *to)
{
    size_t length = walk->field->text.length;
    size_t near = walk->limit - STOP_DISTANCE;
    const char *at = length < near ? walk->at + (near - length) : walk->at;

    for (; to - at >= STOP_SIZE; at++)
        if (memcmp(at, STOP, STOP_SIZE) == 0)
            return at + STOP_SIZE;
    return to;
}

bool zn_html_is_full(const struct zn_field *field, size_t limit)
{
    const struct zn_buffer *text = &field->text;

    if (text->length + STOP_DISTANCE < limit)
        return false;
    return text->length >= limit ||
           (text->length >= STOP_SIZE &&
            memcmp(text->data + text->length - STOP_SIZE, STOP, STOP_SIZE) == 0);
}

/* The characters up to the next special one, as far as both agree and there is room. */
static bool align_characters(struct walk *walk)
{
    size_t room = walk->limit - walk->field->text.length;
    const char *end = (size_t)(walk->end - walk->at) > room ? walk->at + room : walk->end;
    const char *to = walk->at;
    const char *value = walk->value;

    while (to < end && *to == *value && !is_special(to, walk->end)) {
        to++;
        value++;
    }
    /* Where they do not agree may be in the midst of a character, and so may the limit. */
    if (to < walk->end)
        while (to != walk->at && zn_utf8_is_continuation((uint8_t)*to))
            to--;
    if (walk->field->text.length + (size_t)(to - walk->at) + STOP_DISTANCE >= walk->limit)
        to = cut(walk, to);
    if (to == walk->at || walk->fragile)
        return align_character(walk);
    walk->value += to - walk->at;
    add_same(walk, (size_t)(to - walk->at));
    return true;
}

/* ---- Markup -------------------------------------------------------------------------- */

static bool align_entity(struct walk *walk)
{
    struct zn_html_entity entity = zn_html_entity(walk->at, walk->end, walk->value);

    if (entity.length == 0) {
        if (*walk->value != '&')
            return false;
        entity = (struct zn_html_entity){1, 1};
    }
    walk->fragile = walk->at[entity.length - 1] != ';';
    add_pinned(walk, walk->value, entity.value_length, entity.length);
    walk->value += entity.value_length;
    return true;
}

static bool align_less_than(struct walk *walk)
{
    size_t length = walk->text->has_tags ? zn_html_markup_length(walk->at, walk->end) : 0;

    if (length != 0) {
        walk->at += length;
        walk->fragile = false;
        return true;
    }
    if (*walk->value != '<')
        return false;
    walk->value++;
    add_pinned(walk, "<", 1, 1);
    walk->fragile = true;
    return true;
}

/* Gumbo drops NULs among tags, and replaces them where there are none. */
static bool align_nul(struct walk *walk)
{
    if (!walk->text->has_tags && has_replacement(walk))
        walk->value += REPLACEMENT_SIZE;
    walk->at++;
    return true;
}

static bool align_next(struct walk *walk)
{
    switch (*walk->at) {
    case '\0':
        return align_nul(walk);
    case '<':
        return align_less_than(walk);
    case '&':
        return align_entity(walk);
    default:
        return is_special(walk->at, walk->end) ? align_white(walk) : align_characters(walk);
    }
}

/* ---- The whole ----------------------------------------------------------------------- */

/* What a field was before a text was added. */
struct mark {
    size_t text;
    size_t pieces;
    struct zn_field_piece last;
};

static struct mark set_mark(const struct zn_field *field)
{
    struct mark mark = {.text = field->text.length, .pieces = field->pieces.length};
    size_t count = zn_field_piece_count(field);

    if (count != 0)
        mark.last = zn_field_pieces(field)[count - 1];
    return mark;
}

static void go_back(struct zn_field *field, const struct mark *mark)
{
    field->text.length = mark->text;
    field->pieces.length = mark->pieces;
    if (mark->pieces != 0)
        memcpy(field->pieces.data + mark->pieces - sizeof mark->last, &mark->last,
               sizeof mark->last);
}

bool zn_html_align(struct zn_field *field, struct zn_html_text *text, size_t limit)
{
    struct walk walk = {.field = field,
                        .text = text,
                        .at = text->source,
                        .end = text->source + text->length,
                        .value = text->value,
                        .limit = limit};
    struct mark mark = set_mark(field);

    while (*walk.value != '\0' && !zn_html_is_full(field, limit)) {
        if (walk.at == walk.end || !align_next(&walk)) {
            go_back(field, &mark);
            return false;
        }
    }
    text->at = place(&walk);
    text->length = (size_t)(walk.end - walk.at);
    text->source = walk.at;
    text->value = walk.value;
    return true;
}
