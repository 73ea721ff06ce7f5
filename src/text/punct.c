/*
 * See punct.h.  A paragraph goes through four steps: a scan looks for anything
 * that could change (without it the text is copied in bulk); the classifier
 * cuts the paragraph into runs (runs.h); the runs are grouped into sentences;
 * and a table decides mark by mark.
 *
 * What makes the step idempotent: context is taken only from letters, digits,
 * Han and kana, which no rule changes; marks count the same in either width;
 * and a space that goes counts as absent in the decision that removes it.
 */
#include "text/punct.h"

#include "text/runs.h"
#include "text/scan.h"

/* ---- Rules ------------------------------------------------------------- */

enum rule {
    RULE_COMMA,
    RULE_SEMICOLON,
    RULE_COLON,
    RULE_EXCLAMATION,
    RULE_QUESTION,
    RULE_BRACKET_OPEN,
    RULE_BRACKET_CLOSE,
    RULE_SPACE_BEFORE,
    RULE_SPACE_BEHIND
};

struct rule_info {
    uint8_t length; /* of what the rule puts, in bytes */
    char to[4];
    const char *source; /* the clause that asks for it */
};

static const struct rule_info rules[] = {
    [RULE_COMMA] = {3, "\xEF\xBC\x8C", "GB/T 15834-2011, 4.4, 5.1.1; clreq, 3.1"},
    [RULE_SEMICOLON] = {3, "\xEF\xBC\x9B", "GB/T 15834-2011, 4.6, 5.1.1; clreq, 3.1"},
    [RULE_COLON] = {3, "\xEF\xBC\x9A", "GB/T 15834-2011, 4.7, 5.1.1; clreq, 3.1"},
    [RULE_EXCLAMATION] = {3, "\xEF\xBC\x81", "GB/T 15834-2011, 4.3, 5.1.2; clreq, 3.1"},
    [RULE_QUESTION] = {3, "\xEF\xBC\x9F", "GB/T 15834-2011, 4.2, 5.1.2; clreq, 3.1"},
    [RULE_BRACKET_OPEN] = {3, "\xEF\xBC\x88", "GB/T 15834-2011, 4.9, 5.1.3; clreq, 3.1"},
    [RULE_BRACKET_CLOSE] = {3, "\xEF\xBC\x89", "GB/T 15834-2011, 4.9, 5.1.3; clreq, 3.1"},
    /* A mark stands right behind its text, in a square of its own. */
    [RULE_SPACE_BEFORE] = {0, "", "GB/T 15834-2011, 5.1.1 to 5.1.3; clreq, 3.1"},
    [RULE_SPACE_BEHIND] = {0, "", "GB/T 15834-2011, 5.1.1 to 5.1.3; clreq, 3.1"},
};

/* ---- Sentences --------------------------------------------------------- */

/* Whose marks a sentence has; noted in `other` of its marks and brackets. */
enum language {
    LANGUAGE_LATIN,  /* no Han in it */
    LANGUAGE_HAN,    /* Han, and not one of the next */
    LANGUAGE_FOREIGN /* Japanese or Korean */
};

/* The nearest context on one side of a mark. */
enum context { CONTEXT_NONE, CONTEXT_LATIN, CONTEXT_DIGIT, CONTEXT_HAN, CONTEXTS };

static const uint8_t contexts[ZN_RUN_KINDS] = {
    [ZN_RUN_HAN] = CONTEXT_HAN,      [ZN_RUN_KANA] = CONTEXT_HAN,
    [ZN_RUN_HANGUL] = CONTEXT_HAN,   [ZN_RUN_LATIN] = CONTEXT_LATIN,
    [ZN_RUN_OPAQUE] = CONTEXT_LATIN, [ZN_RUN_DIGIT] = CONTEXT_DIGIT,
};

/* What the decisions are made from. */
enum {
    LANGUAGE_MASK = 3,    /* in `other`: enum language */
    BEHIND_SHIFT = 2,     /* in `other`: enum context behind, any sentence */
    NEAR_BEHIND_SHIFT = 4 /* in `other`: the same, within the sentence */
};

/* What becomes of a mark. */
enum action {
    STAY,
    CHANGE,
    CHANGE_UNLESS_SPACED, /* unless a space follows, as in `Facebook, Inc.` */
    CHANGE_IF_JOINED      /* if Han follows at once, as in `OK!` before Han */
};

/* By language of the sentence, context before, context behind. */
static const uint8_t decisions[3][CONTEXTS][CONTEXTS] = {
    [LANGUAGE_LATIN] =
        {
            [CONTEXT_NONE] = {[CONTEXT_HAN] = CHANGE_IF_JOINED},
            [CONTEXT_LATIN] = {[CONTEXT_HAN] = CHANGE_IF_JOINED},
            [CONTEXT_DIGIT] = {[CONTEXT_HAN] = CHANGE_IF_JOINED},
        },
    [LANGUAGE_HAN] =
        {
            [CONTEXT_NONE] = {CHANGE, CHANGE, CHANGE, CHANGE},
            [CONTEXT_LATIN] = {CHANGE, CHANGE_UNLESS_SPACED, CHANGE, CHANGE},
            [CONTEXT_DIGIT] = {CHANGE, CHANGE, CHANGE, CHANGE},
            [CONTEXT_HAN] = {CHANGE, CHANGE, CHANGE, CHANGE},
        },
    /* Japanese and Korean: everything stays. */
};

static bool is_free_mark(const struct zn_run *run)
{
    return run->kind == ZN_RUN_MARK && (run->flags & ZN_RUN_PROTECTED) == 0;
}

/*
 * The last mark of the unit that begins with the mark `first`: adjacent marks,
 * spaces between them being absent, are decided as one.
 */
static size_t unit_end(const struct zn_run *runs, size_t first)
{
    size_t last = first;
    for (;;) {
        size_t next = last + 1 + (runs[last + 1].kind == ZN_RUN_SPACE);
        if (!is_free_mark(&runs[next]))
            return last;
        last = next;
    }
}

/* Sets PROTECTED where it belongs. */
static void protect(struct zn_paragraph *paragraph)
{
    struct zn_run *runs = paragraph->runs;
    size_t marks_until = 0; /* marks before this index are shielded by a pair */
    size_t all_until = 0;   /* brackets too */
    for (size_t i = 1; i + 1 < paragraph->count; i++) {
        struct zn_run *run = &runs[i];
        if (run->kind == ZN_RUN_MARK) {
            if (i < marks_until ||
                ((run->flags & ZN_RUN_WIDE) == 0 && zn_mark_is_protected(paragraph, i)))
                run->flags |= ZN_RUN_PROTECTED;
        } else if (run->kind >= ZN_RUN_OPEN && run->kind <= ZN_RUN_QUOTE) {
            unsigned shields = run->flags & (ZN_RUN_SHIELDS_MARKS | ZN_RUN_SHIELDS_ALL);
            if (shields != 0 && run->pair > marks_until)
                marks_until = run->pair;
            if ((shields & ZN_RUN_SHIELDS_ALL) != 0 && run->pair >= all_until)
                all_until = run->pair + 1u;
            if (i < all_until)
                run->flags |= ZN_RUN_PROTECTED;
        }
    }
}

/* What a sentence is made of, in characters. */
struct count {
    size_t han;
    size_t foreign; /* kana and Hangul */
};

/* A single U+306E between other characters is fashion, not Japanese. */
static bool is_lone_no(const struct zn_paragraph *paragraph, const struct zn_run *run)
{
    const uint8_t *text = paragraph->text + run->start;
    return zn_run_length(run) == 3 && text[0] == 0xE3 && text[1] == 0x81 && text[2] == 0xAE;
}

static void count_run(const struct zn_paragraph *paragraph, const struct zn_run *run,
                      struct count *count)
{
    /* Han and kana are of three bytes each, but for a run of one character. */
    if (run->kind == ZN_RUN_HAN)
        count->han += (zn_run_length(run) + 1) / 3;
    else if (run->kind == ZN_RUN_HANGUL ||
             (run->kind == ZN_RUN_KANA && !is_lone_no(paragraph, run)))
        count->foreign += (zn_run_length(run) + 1) / 3;
}

static enum language language_of(struct count count)
{
    if (count.foreign * 10 > count.han)
        return LANGUAGE_FOREIGN;
    return count.han != 0 ? LANGUAGE_HAN : LANGUAGE_LATIN;
}

/* Does a full stop here end a sentence, and not stand within a name or number? */
static bool is_stop(const struct zn_run *dot)
{
    switch (dot[1].kind) {
    case ZN_RUN_EDGE:
    case ZN_RUN_SPACE:
    case ZN_RUN_MARK:
    case ZN_RUN_QUOTE:
    case ZN_RUN_CLOSE:
        return dot[-1].kind != ZN_RUN_DOT;
    default:
        return false;
    }
}

/* If a sentence ends with run `i`: the last run of it. Else 0. */
static size_t sentence_end(struct zn_run *runs, size_t i)
{
    if (runs[i].kind == ZN_RUN_DOT)
        return is_stop(&runs[i]) ? i : 0;
    if (!is_free_mark(&runs[i]))
        return 0;
    switch (runs[i].mark) {
    case ZN_MARK_EXCLAMATION:
    case ZN_MARK_QUESTION:
    case ZN_MARK_STOP:
        runs[i].flags |= ZN_RUN_ENDS;
        return unit_end(runs, i);
    default:
        return 0;
    }
}

/* Notes each sentence's language in its marks and brackets. */
static void find_sentences(struct zn_paragraph *paragraph)
{
    struct zn_run *runs = paragraph->runs;
    struct count count = {0, 0};
    size_t begin = 1;
    for (size_t i = 1; i < paragraph->count; i++) {
        count_run(paragraph, &runs[i], &count);
        size_t stop = runs[i].kind == ZN_RUN_EDGE ? i : sentence_end(runs, i);
        if (stop == 0)
            continue;
        enum language language = language_of(count);
        for (; begin <= stop; begin++)
            runs[begin].other = (uint8_t)language;
        count = (struct count){0, 0};
        i = stop;
    }
}

/* Notes the context behind each mark and bracket. */
static void find_contexts_behind(struct zn_paragraph *paragraph)
{
    enum context behind = CONTEXT_NONE;
    enum context near = CONTEXT_NONE;
    for (size_t i = paragraph->count - 1; i > 0; i--) {
        struct zn_run *run = &paragraph->runs[i];
        if (contexts[run->kind] != CONTEXT_NONE) {
            behind = near = (enum context)contexts[run->kind];
            continue;
        }
        unsigned note = (unsigned)behind << BEHIND_SHIFT | (unsigned)near << NEAR_BEHIND_SHIFT;
        run->other = (uint8_t)(run->other | note);
        if ((run->flags & ZN_RUN_ENDS) != 0)
            near = CONTEXT_NONE;
    }
}

static enum language language_at(const struct zn_run *run)
{
    return (enum language)(run->other & LANGUAGE_MASK);
}

/* ---- Editing ----------------------------------------------------------- */

/* A paragraph being rewritten: `copied` bytes of it have been dealt with. */
struct edit {
    const struct zn_paragraph *paragraph;
    struct zn_buffer *out;
    uint32_t copied;
    bool failed; /* no memory; what follows is lost */
};

static void copy_until(struct edit *edit, uint32_t offset)
{
    if (!zn_buffer_append(edit->out, edit->paragraph->text + edit->copied,
                          offset - edit->copied))
        edit->failed = true;
    edit->copied = offset;
}

/* The one place where text changes: a run gives way to what the rule puts. */
static void replace(struct edit *edit, const struct zn_run *run, enum rule rule)
{
    copy_until(edit, run[0].start);
    if (zn_buffer_reserve(edit->out, sizeof rules[rule].to)) {
        memcpy(edit->out->data + edit->out->length, rules[rule].to, sizeof rules[rule].to);
        edit->out->length += rules[rule].length;
    } else {
        edit->failed = true;
    }
    edit->copied = run[1].start;
}

static void replace_mark(struct edit *edit, const struct zn_run *mark)
{
    if ((mark->flags & ZN_RUN_WIDE) == 0)
        replace(edit, mark, (enum rule)(RULE_COMMA + (mark->mark - ZN_MARK_COMMA)));
}

static void replace_bracket(struct edit *edit, const struct zn_run *bracket)
{
    if ((bracket->flags & ZN_RUN_WIDE) == 0)
        replace(edit, bracket,
                bracket->kind == ZN_RUN_OPEN ? RULE_BRACKET_OPEN : RULE_BRACKET_CLOSE);
}

/* Removes the run if it is a space that has not been removed yet. */
static void drop_space(struct edit *edit, const struct zn_run *run, enum rule rule)
{
    if (run->kind == ZN_RUN_SPACE && run->start >= edit->copied)
        replace(edit, run, rule);
}

/* ---- Decisions --------------------------------------------------------- */

/* The space between a full-width mark and Han will go: it counts as absent. */
static bool is_joined_to_han(const struct zn_run *mark)
{
    bool skip = (mark->flags & ZN_RUN_WIDE) != 0 && mark[1].kind == ZN_RUN_SPACE;
    return mark[1 + skip].kind == ZN_RUN_HAN;
}

/* Do the marks of this unit become full-width? */
static bool unit_changes(const struct zn_run *first, const struct zn_run *last,
                         enum context before)
{
    enum context behind = (enum context)(last->other >> BEHIND_SHIFT & 3);
    bool spaced = last[1].kind == ZN_RUN_SPACE && last[2].kind != ZN_RUN_CLOSE;
    switch (decisions[language_at(first)][before][behind]) {
    case CHANGE:
        return true;
    case CHANGE_UNLESS_SPACED:
        return !spaced;
    case CHANGE_IF_JOINED:
        return is_joined_to_han(last);
    default:
        return false;
    }
}

/* The space behind an ASCII mark stands for the one in a full-width mark. */
static bool space_belongs_to_mark(const struct zn_run *mark)
{
    return (mark->flags & ZN_RUN_WIDE) == 0 && mark[1].kind == ZN_RUN_SPACE &&
           (contexts[mark[2].kind] != CONTEXT_NONE || mark[2].kind == ZN_RUN_QUOTE ||
            mark[2].kind == ZN_RUN_OPEN);
}

static void edit_unit(struct edit *edit, const struct zn_run *first, const struct zn_run *last,
                      enum context before)
{
    bool changes = unit_changes(first, last, before);
    bool wide = language_at(first) == LANGUAGE_HAN;
    for (const struct zn_run *run = first; run <= last; run++)
        wide = wide && (run->kind == ZN_RUN_SPACE || (run->flags & ZN_RUN_WIDE) != 0);
    if (!changes && !wide)
        return;
    for (const struct zn_run *run = first; run <= last; run++) {
        if (run->kind == ZN_RUN_SPACE)
            continue;
        drop_space(edit, run - 1, RULE_SPACE_BEFORE);
        replace_mark(edit, run);
    }
    if (space_belongs_to_mark(last))
        drop_space(edit, last + 1, RULE_SPACE_BEHIND);
}

/* Does a pair of round brackets become full-width? Asked at the opening one. */
static bool pair_changes(const struct zn_run *open, const struct zn_run *close,
                         enum context before)
{
    if ((open->flags & ZN_RUN_PROTECTED) != 0 || language_at(open) == LANGUAGE_FOREIGN ||
        language_at(close) == LANGUAGE_FOREIGN)
        return false;
    enum context behind = (enum context)(close->other >> NEAR_BEHIND_SHIFT & 3);
    bool half = ((open->flags ^ close->flags) & ZN_RUN_WIDE) != 0 &&
                (language_at(open) == LANGUAGE_HAN || language_at(close) == LANGUAGE_HAN);
    return (open->flags & ZN_RUN_HAN_INSIDE) != 0 || before == CONTEXT_HAN ||
           behind == CONTEXT_HAN || half;
}

/* A full-width bracket in Han text, or one that has become so. */
static bool is_wide(const struct zn_run *bracket)
{
    if ((bracket->flags & ZN_RUN_CHANGES) != 0)
        return true;
    return (bracket->flags & ZN_RUN_WIDE) != 0 && language_at(bracket) == LANGUAGE_HAN;
}

static void edit_bracket(struct edit *edit, struct zn_run *runs, size_t index,
                         enum context before)
{
    struct zn_run *run = &runs[index];
    bool round = run->mark == ZN_MARK_ROUND;
    if (round && run->kind == ZN_RUN_OPEN && run->pair != 0 &&
        pair_changes(run, &runs[run->pair], before)) {
        run->flags |= ZN_RUN_CHANGES;
        runs[run->pair].flags |= ZN_RUN_CHANGES;
    }
    if ((run->flags & ZN_RUN_PROTECTED) != 0 || !is_wide(run))
        return;
    if (run->kind == ZN_RUN_CLOSE)
        drop_space(edit, run - 1, RULE_SPACE_BEFORE);
    if (round)
        replace_bracket(edit, run);
    if (run->kind == ZN_RUN_OPEN)
        drop_space(edit, run + 1, RULE_SPACE_BEHIND);
}

static bool edit_paragraph(struct zn_paragraph *paragraph, struct zn_buffer *out)
{
    struct edit edit = {.paragraph = paragraph, .out = out};
    struct zn_run *runs = paragraph->runs;
    enum context before = CONTEXT_NONE;
    for (size_t i = 1; i + 1 < paragraph->count && !edit.failed; i++) {
        if (contexts[runs[i].kind] != CONTEXT_NONE) {
            before = (enum context)contexts[runs[i].kind];
        } else if (is_free_mark(&runs[i])) {
            size_t last = unit_end(runs, i);
            edit_unit(&edit, &runs[i], &runs[last], before);
            for (; i < last; i++)
                before = (runs[i].flags & ZN_RUN_ENDS) != 0 ? CONTEXT_NONE : before;
            before = (runs[i].flags & ZN_RUN_ENDS) != 0 ? CONTEXT_NONE : before;
        } else if (runs[i].kind == ZN_RUN_OPEN || runs[i].kind == ZN_RUN_CLOSE) {
            edit_bracket(&edit, runs, i, before);
        }
    }
    copy_until(&edit, paragraph->length);
    return !edit.failed;
}

/* ---- The step ---------------------------------------------------------- */

static bool run_paragraph(const struct zn_scanner *scanner, const uint8_t *text, size_t length,
                          struct zn_buffer *scratch, struct zn_buffer *out)
{
    struct zn_paragraph paragraph;
    if (!zn_runs_cut(&paragraph, text, (uint32_t)length, scanner, scratch))
        return false;
    if (paragraph.has_pairs)
        zn_runs_pair(&paragraph);
    protect(&paragraph);
    find_sentences(&paragraph);
    find_contexts_behind(&paragraph);
    return edit_paragraph(&paragraph, out);
}

bool zn_punct_run(const uint8_t *text, size_t length, struct zn_buffer *scratch,
                  struct zn_buffer *out)
{
    if (length == 0)
        return true;
    const struct zn_scanner *scanner = zn_scanner();
    const uint8_t *end = text + length;
    const uint8_t *copied = text;
    const uint8_t *from = text;
    while (from < end) {
        const uint8_t *mark = scanner->find_mark(text, from, end);
        if (mark == end)
            break;
        const uint8_t *start = zn_scan_paragraph_start(from, mark);
        bool wide;
        const uint8_t *stop = scanner->find_paragraph_end(start, end, &wide);
        from = stop;
        if (!wide)
            continue;
        if (!zn_buffer_append(out, copied, (size_t)(start - copied)) ||
            !run_paragraph(scanner, start, (size_t)(stop - start), scratch, out))
            return false;
        copied = stop;
    }
    return zn_buffer_append(out, copied, (size_t)(end - copied));
}
