/* See markdown_field.h. */
#include "formats/markdown_field.h"

#include "formats/markdown_entity.h"
#include "formats/markdown_mark.h"
#include "text/utf8.h"

/* The longest name of a reference, in characters that may take four bytes each. */
enum { NAME_MAX = 4 * 999 };

struct filler {
    struct zn_field *field;
    const char *source; /* of the body */
    size_t length;
    size_t base; /* where the field begins in it */
    size_t leaf_end;
    bool has_names;
    size_t name_end; /* what lies before may be a name */
};

/* The character at an offset, which may lie in bytes that are not UTF-8. */
static size_t read_character(const char *source, size_t length, uint32_t *code_point)
{
    const uint8_t *text = (const uint8_t *)source;
    size_t expected = text[0] < 0xC2 ? 1 : zn_utf8_length(text[0]);

    *code_point = 0xFFFD;
    if (expected > length || zn_utf8_valid_prefix_portable(text, expected) != expected)
        return zn_utf8_maximal_subpart(text, length);
    return zn_utf8_decode(text, code_point);
}

/*
 * The end of the text without the beginning of a character that is cut short there.  That
 * stays: with what comes next in the text it could make a character that nobody wrote.
 */
static size_t whole_end(const struct filler *filler, size_t begin, size_t end)
{
    size_t last = end;

    while (last > begin && end - last < ZN_UTF8_MAX - 1 &&
           zn_utf8_is_continuation((uint8_t)filler->source[last - 1]))
        last--;
    if (last == begin)
        return end;
    uint8_t lead = (uint8_t)filler->source[last - 1];
    return lead >= 0xC2 && zn_utf8_length(lead) > end - (last - 1) ? last - 1 : end;
}

static void same(const struct filler *filler, size_t begin, size_t end)
{
    end = whole_end(filler, begin, end);
    zn_field_same(filler->field, filler->source + begin, end - begin, begin - filler->base);
}

/* It stays, and is read as `text`. */
static void pin(const struct filler *filler, const char *text, size_t length, size_t begin,
                size_t end)
{
    if (end > begin)
        zn_field_pinned(filler->field, text, length, begin - filler->base, end - begin);
}

static void pin_itself(const struct filler *filler, size_t begin, size_t end)
{
    end = whole_end(filler, begin, end);
    pin(filler, filler->source + begin, end - begin, begin, end);
}

/* ---- Text ---------------------------------------------------------------------------- */

/* Whether the text before `offset` may be what begins a heading, a list or a quotation. */
static bool is_behind_marker(const struct filler *filler, size_t offset)
{
    enum { MARKER_MAX = 12 };
    size_t least = offset > MARKER_MAX ? offset - MARKER_MAX : 0;
    size_t i = offset;

    while (i > least && filler->source[i - 1] != ' ' && filler->source[i - 1] != '\t' &&
           filler->source[i - 1] != '\n') {
        char c = filler->source[i - 1];
        if (c == '\0' || strchr("#>*+-.)", c) == NULL) {
            /* A digit of either width. */
            bool is_wide = i > 2 && (unsigned char)filler->source[i - 3] == 0xEF;
            if (!(c >= '0' && c <= '9') && !is_wide)
                return false;
            i -= is_wide ? 2 : 0;
        }
        i--;
    }
    return i < offset && i > least;
}

static char byte_at(const struct filler *filler, size_t offset)
{
    return (char)(offset < filler->length ? filler->source[offset] : '\n');
}

static bool is_mark(char c)
{
    return c > ' ' && c < 0x7F && !zn_markdown_is_alphanumeric(c);
}

/*
 * Whether a run of white space and of what is not seen has to stay: were it shorter, what is
 * beside it could be markup, or be none any more.
 */
static bool must_stay(const struct filler *filler, size_t begin, size_t end, bool is_unseen)
{
    char left = (char)(begin > 0 ? filler->source[begin - 1] : '\n');
    char right = byte_at(filler, end);

    if (left == '\n' || right == '\n' || right == '\r')
        return is_unseen && (left & 0x80) == 0 && (right & 0x80) == 0;
    if (is_unseen && (left & 0x80) == 0 && (right & 0x80) == 0)
        return true;
    /* Between the brackets of two links, or before what would be a link's address. */
    if ((left == ']' || left == '!') && (right == '[' || right == '(' || right == ':'))
        return true;
    return zn_markdown_is_delimiter(left) || zn_markdown_is_delimiter(right) || left == '\\' ||
           (is_unseen && (is_mark(left) || is_mark(right))) || is_behind_marker(filler, begin);
}

/* White space and what is not seen from `offset` on; returns its end. */
static size_t run_end(const struct filler *filler, size_t offset, size_t end, bool *is_unseen)
{
    *is_unseen = false;
    while (offset < end) {
        uint32_t code_point;
        size_t length = read_character(filler->source + offset, end - offset, &code_point);
        bool unseen = zn_markdown_is_unseen(code_point);
        if (!unseen && !zn_markdown_is_white(code_point))
            break;
        *is_unseen = *is_unseen || unseen;
        offset += length;
    }
    return offset;
}

/* Bytes of text that are never looked at closer: no such character begins with them. */
static bool is_ordinary(char c)
{
    unsigned char byte = (unsigned char)c;

    return zn_markdown_is_alphanumeric(c) || (byte >= 0x80 && byte < 0xC2) ||
           (byte > 0xE3 && byte < 0xEF);
}

/* Adds text that may change, but for what has to stay in it. */
static void add_plain(const struct filler *filler, size_t begin, size_t end)
{
    size_t from = begin;
    size_t i = begin;

    while (i < end) {
        uint32_t code_point;
        bool is_unseen;
        if (is_ordinary(filler->source[i])) {
            i++;
            continue;
        }
        size_t next = i + read_character(filler->source + i, end - i, &code_point);
        size_t run = run_end(filler, i, end, &is_unseen);
        if (run > i) {
            next = run;
            if (must_stay(filler, i, run, is_unseen)) {
                same(filler, from, i);
                if (is_unseen)
                    pin_itself(filler, i, run);
                else
                    pin(filler, " ", 1, i, run);
                from = run;
            }
        } else if (code_point == '!' && byte_at(filler, next) == '[') {
            /* It is half of an image, and decides about the brackets. */
            same(filler, from, i);
            pin_itself(filler, i, next);
            from = next;
        } else if (code_point == '\\') {
            /* With another character behind it, it could become an escape. */
            if (next < end)
                next += read_character(filler->source + next, end - next, &code_point);
            same(filler, from, i);
            pin_itself(filler, i, next);
            from = next;
        } else if (zn_markdown_may_become_ascii(code_point)) {
            /* A piece of its own, so that the speller knows where it is. */
            same(filler, from, i);
            zn_field_spelled(filler->field, filler->source + i, next - i, i - filler->base,
                             next - i);
            from = next;
        }
        i = next;
    }
    same(filler, from, end);
}

/*
 * Adds text.  Where references are defined, text in brackets that is no reference could
 * become one, and stays.
 */
static void add_text(struct filler *filler, size_t begin, size_t end)
{
    while (begin < end) {
        size_t stop = end;
        if (begin < filler->name_end) {
            stop = filler->name_end < end ? filler->name_end : end;
            pin_itself(filler, begin, stop);
            begin = stop;
            continue;
        }
        const char *open =
            filler->has_names ? memchr(filler->source + begin, '[', end - begin) : NULL;
        if (open != NULL) {
            stop = (size_t)(open - filler->source) + 1;
            size_t left = filler->leaf_end - stop;
            const char *close = memchr(open + 1, ']', left < NAME_MAX ? left : NAME_MAX);
            if (close != NULL)
                filler->name_end = (size_t)(close - filler->source);
        }
        add_plain(filler, begin, stop);
        begin = stop;
    }
}

/* Takes white space off the edge of a block or line, where it is indentation. */
static void trim(const struct filler *filler, size_t *begin, size_t *end, bool at_begin,
                 bool at_end)
{
    uint32_t code_point;

    while (at_begin && *begin < *end) {
        size_t length = read_character(filler->source + *begin, *end - *begin, &code_point);
        if (!zn_markdown_is_white(code_point))
            break;
        *begin += length;
    }
    while (at_end && *begin < *end) {
        size_t last = *end - 1;
        while (last > *begin && zn_utf8_is_continuation((uint8_t)filler->source[last]))
            last--;
        read_character(filler->source + last, *end - last, &code_point);
        if (!zn_markdown_is_white(code_point))
            break;
        *end = last;
    }
}

/* ---- Items --------------------------------------------------------------------------- */

static bool is_break(const struct zn_markdown_item *item)
{
    return item->kind == ZN_MARKDOWN_SOFT_BREAK || item->kind == ZN_MARKDOWN_HARD_BREAK;
}

static void add_entity(const struct filler *filler, size_t begin, size_t end)
{
    uint8_t character[ZN_UTF8_MAX];
    uint32_t code_point = zn_markdown_entity(filler->source + begin, end - begin);

    if (code_point == 0)
        pin(filler, ZN_FIELD_OBJECT, strlen(ZN_FIELD_OBJECT), begin, end);
    else
        pin(filler, (const char *)character, zn_utf8_encode(code_point, character), begin,
            end);
}

static void add_item(struct filler *filler, const struct zn_markdown_leaf *leaf, size_t index)
{
    const struct zn_markdown_item *item = &leaf->items[index];
    size_t begin = item->begin;
    size_t end = item->end;

    switch (item->kind) {
    case ZN_MARKDOWN_TEXT:
        trim(filler, &begin, &end, index == 0 || is_break(item - 1),
             index + 1 == leaf->count || is_break(item + 1));
        add_text(filler, begin, end);
        break;
    case ZN_MARKDOWN_KEPT:
        pin_itself(filler, begin, end);
        break;
    case ZN_MARKDOWN_OBJECT:
        pin(filler, ZN_FIELD_OBJECT, strlen(ZN_FIELD_OBJECT), begin, end);
        break;
    case ZN_MARKDOWN_ESCAPE:
        pin(filler, filler->source + begin + 1, end - begin - 1, begin, end);
        break;
    case ZN_MARKDOWN_ENTITY:
        add_entity(filler, begin, end);
        break;
    case ZN_MARKDOWN_SOFT_BREAK:
        pin(filler, " ", 1, begin, end);
        break;
    case ZN_MARKDOWN_HARD_BREAK:
        pin(filler, "\n", 1, begin, end);
        break;
    case ZN_MARKDOWN_TITLE:
        break; /* a field of its own */
    }
}

void zn_markdown_fill(struct zn_field *field, const struct zn_markdown_leaf *leaf)
{
    struct filler filler = {.field = field,
                            .source = leaf->source,
                            .length = leaf->length,
                            .base = leaf->items[0].begin,
                            .leaf_end = leaf->items[leaf->count - 1].end,
                            .has_names = leaf->has_names};

    zn_field_reset(field);
    for (size_t i = 0; i < leaf->count; i++)
        add_item(&filler, leaf, i);
}

void zn_markdown_fill_title(struct zn_field *field, const struct zn_markdown_leaf *leaf,
                            const struct zn_markdown_item *title)
{
    struct filler filler = {
        .field = field, .source = leaf->source, .length = leaf->length, .base = title->begin};
    const char *source = leaf->source;
    size_t from = title->begin;

    zn_field_reset(field);
    for (size_t i = from; i < title->end; i++) {
        bool is_escape = source[i] == '\\' && i + 1 < title->end;
        if (!is_escape && source[i] != '&' && source[i] != '\n' && source[i] != '\r')
            continue;
        same(&filler, from, i);
        from = i + 1 + is_escape;
        pin_itself(&filler, i, from);
        i = from - 1;
    }
    same(&filler, from, title->end);
}
