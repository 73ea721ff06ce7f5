/*
 * See form_compose.h.  Only sequences that composition could change are looked
 * at: a character that composes, with the one before it and all that compose
 * behind it.  They are decomposed, ordered and composed again as the Unicode
 * Standard has it (section 3.11).
 *
 * Each sequence goes to utf8proc by itself: its composition swallows a U+11A7
 * behind a Hangul syllable, which is not canonical, and never in one sequence
 * with that syllable.  The canonical order is made here, for utf8proc's takes
 * quadratic time.
 */
#include "text/form_compose.h"

#include <utf8proc.h>

#include "text/form_output.h"
#include "text/scan.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum {
    DECOMPOSED_MAX = 4, /* code points: the most that one decomposes to */
    SHORT_RUN = 16      /* combining marks that are sorted by insertion */
};

struct compose {
    struct zn_buffer *scratch; /* the text, then code points from `room` on */
    size_t length;
    size_t room; /* aligned for code points */
    struct zn_form_output output;
};

/* ---- Memory --------------------------------------------------------------------- */

/* Where the code points are. They move when room is made. */
static utf8proc_int32_t *code_points(const struct compose *compose)
{
    return (utf8proc_int32_t *)(void *)(compose->scratch->data + compose->room);
}

/* Makes room for `count` code points. False: no memory. */
static bool make_room(struct compose *compose, size_t count)
{
    if (count > (SIZE_MAX - compose->room) / sizeof(utf8proc_int32_t) ||
        !zn_buffer_grow(compose->scratch, compose->room + count * sizeof(utf8proc_int32_t)))
        return false;
    compose->output.text = compose->scratch->data;
    return true;
}

/* ---- The canonical order ------------------------------------------------------------ */

static unsigned combining_class(utf8proc_int32_t code_point)
{
    return (unsigned)utf8proc_get_property(code_point)->combining_class;
}

static void sort_short(utf8proc_int32_t *marks, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        utf8proc_int32_t mark = marks[i];
        unsigned class = combining_class(mark);
        size_t to = i;
        for (; to > 0 && combining_class(marks[to - 1]) > class; to--)
            marks[to] = marks[to - 1];
        marks[to] = mark;
    }
}

/* By counting; `sorted` has room for `count` code points. */
static void sort_long(utf8proc_int32_t *marks, size_t count, utf8proc_int32_t *sorted)
{
    enum { CLASSES = 256 };
    size_t places[CLASSES + 1] = {0};
    for (size_t i = 0; i < count; i++)
        places[combining_class(marks[i]) + 1]++;
    for (size_t class = 1; class < CLASSES; class ++)
        places[class] += places[class - 1];
    for (size_t i = 0; i < count; i++)
        sorted[places[combining_class(marks[i])]++] = marks[i];
    memcpy(marks, sorted, count * sizeof *marks);
}

/* Sorts each run of combining marks by class. False: no memory. */
static bool order(struct compose *compose, size_t count)
{
    if (count > SHORT_RUN && (count > SIZE_MAX / 2 || !make_room(compose, 2 * count)))
        return false;
    utf8proc_int32_t *all = code_points(compose);
    for (size_t at = 0; at < count;) {
        size_t run = at;
        while (at < count && combining_class(all[at]) != 0)
            at++;
        if (at - run > SHORT_RUN)
            sort_long(all + run, at - run, all + count);
        else
            sort_short(all + run, at - run);
        at += at == run;
    }
    return true;
}

/* ---- Sequences ------------------------------------------------------------------------ */

/* Writes the decomposition of one code point; returns its length. */
static size_t decompose_one(uint32_t code_point, utf8proc_int32_t *to)
{
    to[0] = (utf8proc_int32_t)code_point;
    /* Where these are still there, their rule is off. */
    if (zn_unicode_form(code_point) == ZN_FORM_COMPATIBILITY)
        return 1;
    utf8proc_ssize_t length =
        utf8proc_decompose_char(to[0], to, DECOMPOSED_MAX, UTF8PROC_DECOMPOSE, NULL);
    return length < 1 || length > DECOMPOSED_MAX ? 1 : (size_t)length;
}

/* Decomposes text[from .. to); `*count` is the number of code points. False: no memory. */
static bool decompose(struct compose *compose, size_t from, size_t to, size_t *count)
{
    size_t room = to - from + DECOMPOSED_MAX;
    if (!make_room(compose, room))
        return false;
    *count = 0;
    while (from < to) {
        if (room - *count < DECOMPOSED_MAX) {
            if (room > SIZE_MAX / 2 || !make_room(compose, 2 * room))
                return false;
            room *= 2;
        }
        uint32_t code_point;
        from += zn_utf8_decode(compose->output.text + from, &code_point);
        *count += decompose_one(code_point, code_points(compose) + *count);
    }
    return true;
}

/*
 * Replaces text[from .. to) by `count` code points, but for those at the start
 * that are the same.  Does nothing if all are.  False: no memory.
 */
static bool replace(struct compose *compose, size_t from, size_t to,
                    const utf8proc_int32_t *composed, size_t count)
{
    const uint8_t *text = compose->output.text;
    size_t same = 0;
    while (from < to && same < count) {
        uint32_t code_point;
        size_t length = zn_utf8_decode(text + from, &code_point);
        if (code_point != (uint32_t)composed[same])
            break;
        from += length;
        same++;
    }
    if (from == to && same == count)
        return true;
    return zn_form_replace(&compose->output, from, to, (const uint32_t *)composed + same,
                           count - same, ZN_RULE_COMPOSITION);
}

/* Composes the sequence text[from .. to). False: no memory. */
static bool compose_sequence(struct compose *compose, size_t from, size_t to)
{
    size_t count;
    if (!decompose(compose, from, to, &count) || !order(compose, count))
        return false;
    utf8proc_int32_t *all = code_points(compose);
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(all, (utf8proc_ssize_t)count,
                                                         UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    return replace(compose, from, to, all, (size_t)composed);
}

static enum zn_form_kind kind_at(const struct compose *compose, size_t at, size_t *length)
{
    uint32_t code_point;
    *length = zn_utf8_decode(compose->output.text + at, &code_point);
    return zn_unicode_form(code_point);
}

/* Where the sequence that goes on at `at` ends. */
static size_t sequence_end(const struct compose *compose, size_t at)
{
    size_t length = 0;
    while (at < compose->length && kind_at(compose, at, &length) == ZN_FORM_COMPOSES)
        at += length;
    return at;
}

static size_t find(const struct compose *compose, size_t from)
{
    const uint8_t *text = compose->output.text;
    return (size_t)(zn_scanner()->find_form(text + from, text + compose->length) - text);
}

/* The start of the character before `at`. */
static size_t before(const struct compose *compose, size_t at)
{
    do
        at--;
    while (zn_utf8_is_continuation(compose->output.text[at]));
    return at;
}

bool zn_form_compose(struct zn_buffer *scratch, struct zn_tally *tally, struct zn_buffer *out)
{
    size_t align = sizeof(utf8proc_int32_t) - 1;
    struct compose compose = {
        .scratch = scratch,
        .length = scratch->length,
        .room = (scratch->length + align) & ~align,
        .output = {.text = scratch->data, .out = out, .tally = tally},
    };
    for (size_t at = find(&compose, 0); at < compose.length; at = find(&compose, at)) {
        size_t length;
        enum zn_form_kind kind = kind_at(&compose, at, &length);
        if (kind != ZN_FORM_COMPOSES && kind != ZN_FORM_DECOMPOSES) {
            at += length;
            continue;
        }
        size_t from = kind == ZN_FORM_COMPOSES && at > 0 ? before(&compose, at) : at;
        size_t to = sequence_end(&compose, at + length);
        if (!compose_sequence(&compose, from, to))
            return false;
        at = to;
    }
    return zn_form_copy(&compose.output, compose.length);
}
