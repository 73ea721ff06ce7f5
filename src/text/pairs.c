/*
 * Pairing the brackets and quotation marks of a paragraph, and telling what a
 * pair is: part of the prose, or a call, formula, link target, file name or
 * face that keeps its form.  See runs.h.
 */
#include <string.h>

#include "text/quotes.h"
#include "text/runs.h"
#include "text/spans.h"
#include "text/utf8.h"

enum { SHAPES = ZN_MARK_CURLY - ZN_MARK_ROUND + 1 };

/* What the walk over the runs remembers: indices of runs, 0 for none. */
struct walk {
    struct zn_paragraph *paragraph;
    uint32_t open[SHAPES]; /* the innermost open bracket of each shape */
    struct zn_quote_stack quotes;
    uint32_t last[ZN_RUN_KINDS]; /* the last run of each kind */
    uint32_t last_word;          /* the last run of two Latin letters or more */
    uint32_t last_small;         /* the last single letter in lower case */
    uint32_t last_arithmetic;    /* the last symbols with signs of arithmetic */
    uint32_t last_comparison;    /* the last symbols with signs of comparison */
    uint32_t last_minus;         /* likewise, with signs that words are joined with, too */
    uint32_t last_tight;         /* the last sentence mark with no space behind */
    uint32_t last_gap;           /* the last space between two words */
    uint32_t words;              /* Latin words so far */
};

/* What stands between two runs. */
struct content {
    bool empty;
    bool han; /* or kana or Hangul */
    bool ideographs;
    bool digit;
    bool space; /* between two words */
    bool mark;
    bool word; /* of two letters or more */
    bool small;
    bool arithmetic;
    bool minus;
    bool comparison;
    uint32_t words;
};

static bool byte_is_in(const char *set, uint8_t byte)
{
    return byte != 0 && strchr(set, byte) != NULL;
}

static bool any_byte_in(const struct zn_paragraph *paragraph, const struct zn_run *run,
                        const char *set)
{
    for (uint32_t at = run[0].start; at < run[1].start; at++)
        if (byte_is_in(set, paragraph->text[at]))
            return true;
    return false;
}

/* The byte before or behind a run; 0 at the paragraph's ends. */
static uint8_t byte_before(const struct zn_paragraph *paragraph, uint32_t index)
{
    uint32_t start = paragraph->runs[index].start;
    return start == 0 ? 0 : paragraph->text[start - 1];
}

static uint8_t byte_behind(const struct zn_paragraph *paragraph, uint32_t index)
{
    uint32_t stop = paragraph->runs[index + 1].start;
    return stop == paragraph->length ? 0 : paragraph->text[stop];
}

static struct content content_since(const struct walk *walk, uint32_t open, uint32_t close)
{
    const uint32_t *last = walk->last;
    return (struct content){
        .empty = close == open + 1,
        .han =
            last[ZN_RUN_HAN] > open || last[ZN_RUN_KANA] > open || last[ZN_RUN_HANGUL] > open,
        .ideographs = last[ZN_RUN_HAN] > open,
        .digit = last[ZN_RUN_DIGIT] > open,
        .space = walk->last_gap > open,
        .mark = last[ZN_RUN_MARK] > open,
        .word = walk->last_word > open || last[ZN_RUN_OPAQUE] > open,
        .small = walk->last_small > open,
        .arithmetic = walk->last_arithmetic > open,
        .minus = walk->last_minus > open,
        .comparison = walk->last_comparison > open,
        .words = walk->words - walk->paragraph->runs[open].note,
    };
}

/* ---- Calls and formulae ------------------------------------------------ */

/* How a name before a bracket is written. */
struct name {
    bool there;
    bool single;     /* one letter */
    bool small;      /* begins like a name in code: print, getName, os.path */
    bool underscore; /* holds one */
    bool member;     /* stands behind a point: Math.sqrt */
};

static struct name name_before(const struct zn_paragraph *paragraph, uint32_t open)
{
    enum { LOOK_BACK = 64 };
    uint32_t stop = paragraph->runs[open].start;
    uint32_t start = stop;
    struct name name = {.there = false};
    while (start > 0 && stop - start < LOOK_BACK &&
           (zn_is_ascii_alnum(paragraph->text[start - 1]) ||
            byte_is_in("_", paragraph->text[start - 1]))) {
        start--;
        name.underscore |= paragraph->text[start] == '_';
    }
    const uint8_t *text = paragraph->text + start;
    size_t length = stop - start;
    if (length == 0 || !(zn_is_ascii_letter(*text) || *text == '_'))
        return name;
    name.member = start > 0 && text[-1] == '.';
    name.there = true;
    name.single = length == 1;
    /* All in lower case, or a capital only behind two small letters or more and
     * before a small one: getName, but not iPhone or macOS. */
    size_t at = 0;
    while (at < length && !(text[at] >= 'A' && text[at] <= 'Z'))
        at++;
    bool hump = at >= 2 && at + 1 < length && text[at + 1] >= 'a' && text[at + 1] <= 'z';
    name.small = at == length || hump;
    return name;
}

/* The argument of a call: "…", '…', @"…" or f"…". */
static bool begins_with_string(const struct zn_paragraph *paragraph, uint32_t open)
{
    const uint8_t *at = paragraph->text + paragraph->runs[open + 1].start;
    const uint8_t *end = paragraph->text + paragraph->length;
    if (at < end && byte_is_in("@fbru", *at))
        at++;
    return at < end && byte_is_in("\"'", *at);
}

/* φ(x), f'(x), x^{-1}(y) */
static bool is_function_of_mathematics(const struct zn_paragraph *paragraph, uint32_t open)
{
    uint8_t before = byte_before(paragraph, open);
    if (before == '\'' || before == '}')
        return true;
    const struct zn_run *run = &paragraph->runs[open - 1];
    uint8_t lead = paragraph->text[run->start];
    return run->kind == ZN_RUN_LATIN && (lead == 0xCE || lead == 0xCF) &&
           zn_run_length(run) == 2;
}

/* f(x,y), main(), os.path.join(a, b), but not AI(artificial intelligence). */
static bool is_call(const struct zn_paragraph *paragraph, uint32_t open,
                    const struct content *content)
{
    struct name name = name_before(paragraph, open);
    if (!name.there)
        return is_function_of_mathematics(paragraph, open) && !content->han;
    if (content->han)
        return begins_with_string(paragraph, open);
    if (content->empty || name.underscore || (name.member && !content->space))
        return true;
    /* X(64GB) is a name with what it comes with. */
    if (name.single && content->word && content->digit)
        return false;
    if (name.single)
        return true;
    if (name.small)
        return !content->space || content->mark;
    return content->arithmetic || (content->mark && !content->word && !content->space);
}

/* (0,1), (-∞,2.5): coordinates and intervals. */
static bool are_coordinates(const struct zn_paragraph *paragraph, uint32_t open,
                            uint32_t close)
{
    enum { LENGTH_MAX = 40 };
    const struct zn_run *runs = paragraph->runs;
    uint32_t commas = 0;
    if (runs[close].start - runs[open].start > LENGTH_MAX)
        return false;
    for (uint32_t at = runs[open + 1].start; at < runs[close].start; at++) {
        uint8_t byte = paragraph->text[at];
        commas += byte == ',';
        /* U+221E is E2 88 9E. */
        if (!zn_is_ascii_digit(byte) && !byte_is_in(",.-+\xE2\x88\x9E", byte))
            return false;
    }
    return commas != 0;
}

/* (a+b)*c, (x,y): single letters, with signs of arithmetic in or beside them. */
static bool is_formula(const struct zn_paragraph *paragraph, uint32_t open, uint32_t close,
                       const struct content *content)
{
    if (content->empty || content->han || content->word)
        return false;
    /* A comparison is a statement. */
    bool sum = (content->arithmetic || content->minus) && !content->comparison;
    return (sum && content->small) || are_coordinates(paragraph, open, close) ||
           (content->mark && content->small && content->words >= 2) ||
           byte_is_in("*^=", byte_before(paragraph, open)) ||
           byte_is_in("*^=", byte_behind(paragraph, close));
}

/* ---- Other pairs that keep their form ---------------------------------- */

/* A sign that faces are drawn with, not ASCII. */
static bool is_face_sign(const uint8_t *text, size_t length)
{
    if (length < 2)
        return false;
    if (text[0] == 0xC2) /* diaeresis, degree sign, acute accent */
        return text[1] == 0xA8 || text[1] == 0xB0 || text[1] == 0xB4;
    if (length < 3)
        return false;
    if (text[0] == 0xE2) /* mathematical operators, box drawings, shapes */
        return text[1] == 0x88 || text[1] == 0x89 || (text[1] >= 0x94 && text[1] <= 0x97);
    /* full-width macron */
    return text[0] == 0xEF && text[1] == 0xBF && text[2] == 0xA3;
}

/* How many signs of faces the symbols of a run hold; enough is two. */
static unsigned face_signs(const struct zn_paragraph *paragraph, const struct zn_run *run)
{
    enum { LOOK = 40 };
    uint32_t stop = run[1].start;
    uint32_t at = run[0].start;
    unsigned signs = 0;
    for (uint32_t first = at; at < stop && at - first < LOOK; at++) {
        const uint8_t *text = paragraph->text + at;
        signs += is_face_sign(text, stop - at) || byte_is_in("^_<>~", *text);
        /* One of these is enough where letters are the eyes: (T_T). */
        signs += byte_is_in("_^", *text);
    }
    return signs;
}

/* (^_^) and its like: signs that draw a face, and no words. */
static bool is_face(const struct zn_paragraph *paragraph, uint32_t open, uint32_t close,
                    const struct content *content)
{
    enum { FACE_MAX = 12, SIGNS_MIN = 2 };
    if (byte_before(paragraph, open) == '_' && byte_behind(paragraph, close) == '_')
        return true;
    if (content->ideographs || content->digit || content->word ||
        close - open > 2 * FACE_MAX + 1)
        return false;
    unsigned parts = 0;
    unsigned signs = 0;
    for (uint32_t i = open + 1; i < close; i++) {
        const struct zn_run *run = &paragraph->runs[i];
        parts += run->kind != ZN_RUN_SPACE;
        if (run->kind == ZN_RUN_SYMBOL)
            signs += face_signs(paragraph, run);
        signs += run->kind == ZN_RUN_INTERPUNCT;
    }
    return parts <= FACE_MAX && signs >= SIGNS_MIN;
}

/* [text](target) in Markdown. */
static bool is_link_target(const struct zn_paragraph *paragraph, uint32_t open, uint32_t close,
                           const struct content *content)
{
    const struct zn_run *before = &paragraph->runs[open - 1];
    if (before->kind != ZN_RUN_CLOSE || before->mark != ZN_MARK_SQUARE || before->pair == 0)
        return false;
    bool address = byte_is_in("/#.", byte_behind(paragraph, open)) ||
                   paragraph->runs[open + 2].kind == ZN_RUN_OPAQUE;
    bool title = byte_is_in("\"'", byte_before(paragraph, close));
    return (!content->space || title) && (!content->han || address || title);
}

/* The bracket of a name such as photo(1).jpg. */
static bool is_in_file_name(const struct zn_paragraph *paragraph, uint32_t close)
{
    const struct zn_run *dot = &paragraph->runs[close + 1];
    if (dot->kind != ZN_RUN_DOT || dot[1].kind != ZN_RUN_LATIN)
        return false;
    const uint8_t *extension = paragraph->text + dot[1].start;
    size_t length = zn_run_length(&dot[1]);
    return length >= 2 && length <= 4 && extension[0] >= 'a' && extension[0] <= 'z' &&
           dot[2].kind != ZN_RUN_DIGIT;
}

static bool has_eyes(const struct zn_run *bracket)
{
    return bracket[-1].kind == ZN_RUN_MARK &&
           (bracket[-1].mark == ZN_MARK_COLON || bracket[-1].mark == ZN_MARK_SEMICOLON) &&
           ((bracket[-1].flags | bracket[0].flags) & ZN_RUN_WIDE) == 0;
}

/* Two sad or happy mouths rather than a pair: `:( ... :)`. */
static bool are_mouths(const struct zn_paragraph *paragraph, uint32_t open, uint32_t close)
{
    return has_eyes(&paragraph->runs[open]) && has_eyes(&paragraph->runs[close]);
}

/* (?!): marks that are spoken of, not used. */
static bool is_stack_of_marks(const struct zn_paragraph *paragraph, uint32_t open,
                              uint32_t close)
{
    enum { MARKS_MIN = 2, MARKS_MAX = 12 };
    uint32_t marks = 0;
    for (uint32_t i = open + 1; i < close && marks <= MARKS_MAX; i++) {
        if (paragraph->runs[i].kind != ZN_RUN_MARK && paragraph->runs[i].kind != ZN_RUN_SPACE)
            return false;
        marks += paragraph->runs[i].kind == ZN_RUN_MARK;
    }
    return marks >= MARKS_MIN && marks <= MARKS_MAX;
}

/* (Smith, 2019), (ISO 9001, 4.2): a reference in Latin script. */
static bool is_reference(const struct walk *walk, uint32_t open, uint32_t close,
                         const struct content *content)
{
    return !content->han && content->word && content->mark && content->space &&
           walk->last_tight <= open && walk->paragraph->runs[close - 1].kind == ZN_RUN_DIGIT;
}

/* `A ( B C D ) E`: signs in a row of signs, whose spaces are layout. */
static bool stand_alone(const struct zn_paragraph *paragraph, uint32_t open, uint32_t close)
{
    const struct zn_run *runs = paragraph->runs;
    return runs[open - 1].kind == ZN_RUN_SPACE && runs[open + 1].kind == ZN_RUN_SPACE &&
           runs[close - 1].kind == ZN_RUN_SPACE && runs[close + 1].kind == ZN_RUN_SPACE;
}

/* {"name": "value"}, ["value"] */
static bool is_object(const struct zn_paragraph *paragraph, uint32_t open)
{
    const struct zn_run *run = &paragraph->runs[open];
    return run->mark != ZN_MARK_ROUND && byte_is_in("\"'", byte_behind(paragraph, open));
}

/* ---- The walk ---------------------------------------------------------- */

static bool keeps_form(const struct zn_paragraph *paragraph, uint32_t open, uint32_t close,
                       const struct content *content)
{
    return is_call(paragraph, open, content) || is_formula(paragraph, open, close, content) ||
           is_face(paragraph, open, close, content) ||
           is_link_target(paragraph, open, close, content) ||
           is_in_file_name(paragraph, close);
}

static unsigned round_flags(const struct walk *walk, uint32_t open, uint32_t close,
                            const struct content *content)
{
    enum { SENTENCE_WORDS = 4 };
    const struct zn_paragraph *paragraph = walk->paragraph;
    /* A pair with a full-width side is prose, whoever set it so. */
    const struct zn_run *runs = paragraph->runs;
    bool narrow = ((runs[open].flags | runs[close].flags) & ZN_RUN_WIDE) == 0;
    bool sentence = !content->han && content->words >= SENTENCE_WORDS && content->space;
    if (narrow && (keeps_form(paragraph, open, close, content) ||
                   is_reference(walk, open, close, content) ||
                   (sentence && stand_alone(paragraph, open, close))))
        return ZN_RUN_SHIELDS_ALL;
    if (content->han)
        return ZN_RUN_HAN_INSIDE;
    /* Latin within the brackets keeps its marks. */
    bool phrase = content->word && walk->last_tight <= open;
    return sentence || phrase || is_stack_of_marks(paragraph, open, close)
               ? ZN_RUN_SHIELDS_MARKS
               : 0;
}

static void close_bracket(struct walk *walk, uint32_t close)
{
    struct zn_run *runs = walk->paragraph->runs;
    uint8_t mark = runs[close].mark;
    uint32_t open = walk->open[mark - ZN_MARK_ROUND];
    if (open == 0)
        return;
    walk->open[mark - ZN_MARK_ROUND] = runs[open].pair;
    runs[open].pair = 0;
    if (mark == ZN_MARK_ROUND && are_mouths(walk->paragraph, open, close))
        return;
    struct content content = content_since(walk, open, close);
    unsigned flags = content.han ? 0 : ZN_RUN_SHIELDS_MARKS;
    if (mark == ZN_MARK_ROUND)
        flags = round_flags(walk, open, close, &content);
    else if (is_object(walk->paragraph, open))
        flags = ZN_RUN_SHIELDS_ALL;
    runs[open].pair = close;
    runs[close].pair = open;
    runs[open].flags = (uint8_t)(runs[open].flags | flags);
}

static void open_bracket(struct walk *walk, uint32_t open)
{
    struct zn_run *run = &walk->paragraph->runs[open];
    uint32_t *top = &walk->open[run->mark - ZN_MARK_ROUND];
    run->pair = *top;
    run->note = walk->words;
    *top = open;
}

/* English between quotation marks keeps its own marks, and name="value" its form. */
static void take_quote(struct walk *walk, uint32_t index)
{
    struct zn_run *runs = walk->paragraph->runs;
    runs[index].note = walk->words;
    uint32_t open = zn_quotes_take(walk->paragraph, &walk->quotes, index);
    if (open == 0)
        return;
    struct content content = content_since(walk, open, index);
    if (zn_quote_is_straight(&runs[open]) && byte_before(walk->paragraph, open) == '=')
        runs[open].flags |= ZN_RUN_SHIELDS_ALL;
    else if (!content.han && content.word && walk->last_tight <= open)
        runs[open].flags |= ZN_RUN_SHIELDS_MARKS;
}

static void take_latin(struct walk *walk, uint32_t index)
{
    const struct zn_run *run = &walk->paragraph->runs[index];
    uint8_t first = walk->paragraph->text[run->start];
    walk->words++;
    if (zn_run_length(run) > zn_utf8_length(first))
        walk->last_word = index;
    else if (first >= 'a' && first <= 'z')
        walk->last_small = index;
}

static bool is_word(const struct zn_run *run)
{
    return run->kind == ZN_RUN_LATIN || run->kind == ZN_RUN_DIGIT ||
           run->kind == ZN_RUN_OPAQUE;
}

static void take(struct walk *walk, uint32_t index)
{
    const struct zn_run *run = &walk->paragraph->runs[index];
    bool pairs = run->mark >= ZN_MARK_ROUND && run->mark <= ZN_MARK_CURLY;
    switch (run->kind) {
    case ZN_RUN_OPEN:
        if (pairs)
            open_bracket(walk, index);
        break;
    case ZN_RUN_CLOSE:
        if (pairs)
            close_bracket(walk, index);
        break;
    case ZN_RUN_QUOTE:
        take_quote(walk, index);
        break;
    case ZN_RUN_LATIN:
        take_latin(walk, index);
        break;
    case ZN_RUN_SYMBOL:
        if (any_byte_in(walk->paragraph, run, "*=|^<>_+"))
            walk->last_arithmetic = index;
        if (any_byte_in(walk->paragraph, run, "<=>"))
            walk->last_comparison = index;
        if (any_byte_in(walk->paragraph, run, "-/"))
            walk->last_minus = index;
        break;
    case ZN_RUN_SPACE:
        /* No rule removes such a space. */
        if (is_word(&run[-1]) && is_word(&run[1]))
            walk->last_gap = index;
        break;
    case ZN_RUN_MARK:
        if (run[1].kind != ZN_RUN_SPACE && run[1].kind != ZN_RUN_MARK &&
            run[1].kind != ZN_RUN_QUOTE && run[1].kind != ZN_RUN_CLOSE)
            walk->last_tight = index;
        break;
    default:
        break;
    }
    walk->last[run->kind] = index;
}

void zn_runs_pair(struct zn_paragraph *paragraph)
{
    struct walk walk = {.paragraph = paragraph};
    zn_quotes_begin(paragraph, &walk.quotes);
    for (uint32_t i = 1; i + 1 < paragraph->count; i++)
        take(&walk, i);
    zn_quotes_finish(paragraph, &walk.quotes);
    /* What is still open has no partner: its field held the next one out. */
    for (size_t shape = 0; shape < SHAPES; shape++) {
        for (uint32_t open = walk.open[shape]; open != 0;) {
            uint32_t outer = paragraph->runs[open].pair;
            paragraph->runs[open].pair = 0;
            open = outer;
        }
    }
}
