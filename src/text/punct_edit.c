/*
 * See punct_edit.h.  What makes the step idempotent: context is taken only
 * from letters, digits, Han and kana, which no rule changes; marks count the
 * same in either width and shape; and a space that goes counts as absent in
 * the decision that removes it.
 */
#include "text/punct_edit.h"

#include "text/log.h"
#include "text/quotes.h"

/* ---- What the rules put ------------------------------------------------- */

/* Of one character, but for ellipses and dashes. */
struct text {
    uint8_t length; /* in bytes */
    char bytes[12];
};

static const struct text nothing = {0, ""};
static const struct text dash = {6, "——"};
static const struct text interpunct = {2, "·"};
static const struct text ellipsis = {6, "……"};
static const struct text long_ellipsis = {12, "…………"};
static const struct text bracket_open = {3, "（"};
static const struct text bracket_close = {3, "）"};

/* A sentence mark: its rule, and what it becomes. */
static const struct {
    uint8_t rule;
    struct text text;
} sentence_marks[] = {
    [ZN_MARK_COMMA] = {ZN_RULE_COMMA, {3, "，"}},
    [ZN_MARK_SEMICOLON] = {ZN_RULE_SEMICOLON, {3, "；"}},
    [ZN_MARK_COLON] = {ZN_RULE_COLON, {3, "："}},
    [ZN_MARK_EXCLAMATION] = {ZN_RULE_EXCLAMATION, {3, "！"}},
    [ZN_MARK_QUESTION] = {ZN_RULE_QUESTION, {3, "？"}},
    [ZN_MARK_STOP] = {ZN_RULE_FULL_STOP, {3, "。"}},
};

static const struct text quote_marks[] = {
    [ZN_MARK_DOUBLE_OPEN] = {3, "“"},        [ZN_MARK_DOUBLE_CLOSE] = {3, "”"},
    [ZN_MARK_SINGLE_OPEN] = {3, "‘"},        [ZN_MARK_SINGLE_CLOSE] = {3, "’"},
    [ZN_MARK_CORNER_OPEN] = {3, "「"},       [ZN_MARK_CORNER_CLOSE] = {3, "」"},
    [ZN_MARK_WHITE_CORNER_OPEN] = {3, "『"}, [ZN_MARK_WHITE_CORNER_CLOSE] = {3, "』"},
};

/* ---- The table of decisions --------------------------------------------- */

/* What becomes of a mark. */
enum action {
    STAY,
    CHANGE,
    CHANGE_UNLESS_SPACED, /* unless a space follows, as in `Facebook, Inc.` */
    CHANGE_IF_JOINED      /* if Han follows at once, as in `OK!` before Han */
};

/* Sentence marks: by language of the sentence, context before, context behind. */
static const uint8_t decisions[3][ZN_CONTEXTS][ZN_CONTEXTS] = {
    [ZN_LANGUAGE_LATIN] =
        {
            [ZN_CONTEXT_NONE] = {[ZN_CONTEXT_HAN] = CHANGE_IF_JOINED},
            [ZN_CONTEXT_LATIN] = {[ZN_CONTEXT_HAN] = CHANGE_IF_JOINED},
            [ZN_CONTEXT_DIGIT] = {[ZN_CONTEXT_HAN] = CHANGE_IF_JOINED},
        },
    [ZN_LANGUAGE_HAN] =
        {
            [ZN_CONTEXT_NONE] = {CHANGE, CHANGE, CHANGE, CHANGE},
            [ZN_CONTEXT_LATIN] = {CHANGE, CHANGE_UNLESS_SPACED, CHANGE, CHANGE},
            [ZN_CONTEXT_DIGIT] = {CHANGE, CHANGE, CHANGE, CHANGE},
            [ZN_CONTEXT_HAN] = {CHANGE, CHANGE, CHANGE, CHANGE},
        },
    /* Japanese and Korean: everything stays. */
};

/* Ellipses in Han sentences, which are also used between items of a list. */
static const bool ellipsis_changes[ZN_CONTEXTS][ZN_CONTEXTS] = {
    [ZN_CONTEXT_NONE] = {true, true, true, true},
    [ZN_CONTEXT_LATIN] = {true, false, false, true},
    [ZN_CONTEXT_DIGIT] = {true, false, false, true},
    [ZN_CONTEXT_HAN] = {true, true, true, true},
};

/* ---- Editing ------------------------------------------------------------ */

static void copy_until(struct zn_edit *edit, uint32_t offset)
{
    if (!zn_buffer_append(edit->out, edit->paragraph->text + edit->copied,
                          offset - edit->copied))
        edit->failed = true;
    edit->copied = offset;
}

/*
 * The one place where text changes: a run gives way to what a rule puts, if it
 * is another text and the rule is on.  True: it did.
 */
static bool replace(struct zn_edit *edit, const struct zn_run *run, enum zn_rule rule,
                    const struct text *text)
{
    const uint8_t *found = edit->paragraph->text + run->start;
    if (!zn_rule_is_on(edit->settings, rule) ||
        (zn_run_length(run) == text->length && memcmp(found, text->bytes, text->length) == 0))
        return false;
    copy_until(edit, run->start);
    if (edit->tally->log != NULL)
        zn_log_rule(edit->tally->log, rule, edit->offset + run->start, zn_run_length(run),
                    edit->out->length, text->length);
    if (!zn_buffer_append(edit->out, text->bytes, text->length))
        edit->failed = true;
    edit->copied = run[1].start;
    edit->tally->changes[rule]++;
    /* The width of a mark is nothing that decisions depend on. */
    edit->unsettled |= rule >= ZN_RULE_FULL_STOP && rule != ZN_RULE_BRACKETS;
    return true;
}

/* Removes the run if it is a space that has not been removed yet. */
static void drop_space(struct zn_edit *edit, const struct zn_run *run, enum zn_rule rule)
{
    if (run->kind == ZN_RUN_SPACE && run->start >= edit->copied)
        replace(edit, run, rule, &nothing);
}

/* ---- Sentence marks ----------------------------------------------------- */

/* The space between a full-width mark and Han will go: it counts as absent. */
static bool is_joined_to_han(const struct zn_run *mark)
{
    bool skip = (mark->flags & ZN_RUN_WIDE) != 0 && mark[1].kind == ZN_RUN_SPACE;
    return mark[1 + skip].kind == ZN_RUN_HAN;
}

/* Does the space behind this mark stay whatever becomes of the mark? */
static bool is_spaced(const struct zn_edit *edit, const struct zn_run *mark)
{
    if (mark[1].kind != ZN_RUN_SPACE || mark[2].kind == ZN_RUN_CLOSE)
        return false;
    size_t next = (size_t)(mark + 2 - edit->runs);
    return mark[2].kind != ZN_RUN_QUOTE || !zn_quote_closes(edit->paragraph, next);
}

/* Does the stop end a Latin phrase of some length, whose own it is then? */
static bool ends_latin_phrase(const struct zn_edit *edit, const struct zn_run *mark)
{
    enum { WORDS_MIN = 4, SMALL_MIN = 1 };
    return mark->mark == ZN_MARK_STOP && edit->before == ZN_CONTEXT_LATIN &&
           edit->words >= WORDS_MIN && edit->small_words >= SMALL_MIN;
}

/* Do the marks of this unit become full-width? */
static bool unit_changes(const struct zn_edit *edit, const struct zn_run *first,
                         const struct zn_run *last)
{
    if (ends_latin_phrase(edit, first))
        return false;
    switch (decisions[zn_language_at(first)][edit->before][zn_context_behind(last)]) {
    case CHANGE:
        return true;
    case CHANGE_UNLESS_SPACED:
        return !is_spaced(edit, last);
    case CHANGE_IF_JOINED:
        return is_joined_to_han(last);
    default:
        return false;
    }
}

/* `A ? B`: a sign in a row of signs, whose spaces are layout. */
static bool stands_alone(const struct zn_run *mark)
{
    return (mark->mark == ZN_MARK_QUESTION || mark->mark == ZN_MARK_EXCLAMATION) &&
           mark[-1].kind == ZN_RUN_SPACE && mark[1].kind == ZN_RUN_SPACE &&
           (mark[2].kind == ZN_RUN_LATIN || mark[2].kind == ZN_RUN_DIGIT);
}

/* The space behind an ASCII mark stands for the one in a full-width mark. */
static bool space_belongs_to_mark(const struct zn_run *mark)
{
    return (mark->flags & ZN_RUN_WIDE) == 0 && mark[1].kind == ZN_RUN_SPACE &&
           !stands_alone(mark) &&
           (zn_context_of(&mark[2]) != ZN_CONTEXT_NONE || mark[2].kind == ZN_RUN_QUOTE ||
            mark[2].kind == ZN_RUN_OPEN || mark[2].kind == ZN_RUN_SYMBOL);
}

/* How often a mark of Han text may stand on end; 0: as often as it does. */
static size_t repeats_allowed(const struct zn_edit *edit, enum zn_rule *rule)
{
    enum { REPEATS_MAX = 3 };
    *rule = ZN_RULE_SINGLE_MARKS;
    if (zn_rule_is_on(edit->settings, *rule))
        return 1;
    *rule = ZN_RULE_REPEATED_MARKS;
    return zn_rule_is_on(edit->settings, *rule) ? REPEATS_MAX : SIZE_MAX;
}

/* `。 。 。`, which would be an ellipsis without the spaces. */
static bool is_row_of_stops(const struct zn_run *mark)
{
    return mark->mark == ZN_MARK_STOP && mark[-1].kind == ZN_RUN_SPACE &&
           mark[-2].mark == ZN_MARK_STOP;
}

/* Sets the marks of a unit. True: the last one is another than it was. */
static bool edit_marks(struct zn_edit *edit, const struct zn_run *first,
                       const struct zn_run *last)
{
    enum zn_rule repeat_rule;
    size_t allowed = repeats_allowed(edit, &repeat_rule);
    size_t repeats = 0;
    uint8_t mark = ZN_MARK_NONE;
    bool replaced = false;
    for (const struct zn_run *run = first; run <= last; run++) {
        if (run->kind == ZN_RUN_SPACE)
            continue;
        if (!stands_alone(run) && !is_row_of_stops(run))
            drop_space(edit, run - 1, ZN_RULE_SPACE_BEFORE_MARKS);
        repeats = run->mark == mark ? repeats + 1 : 1;
        mark = run->mark;
        if (repeats > allowed)
            replaced = replace(edit, run, repeat_rule, &nothing);
        else
            replaced = (run->flags & ZN_RUN_WIDE) == 0 &&
                       replace(edit, run, (enum zn_rule)sentence_marks[mark].rule,
                               &sentence_marks[mark].text);
    }
    return replaced;
}

static void edit_unit(struct zn_edit *edit, const struct zn_run *first,
                      const struct zn_run *last)
{
    bool changes = unit_changes(edit, first, last);
    bool wide = zn_language_at(first) == ZN_LANGUAGE_HAN;
    for (const struct zn_run *run = first; run <= last; run++)
        wide = wide && (run->kind == ZN_RUN_SPACE || (run->flags & ZN_RUN_WIDE) != 0);
    if (!changes && !wide)
        return;
    if (edit_marks(edit, first, last) && space_belongs_to_mark(last))
        drop_space(edit, last + 1, ZN_RULE_SPACE_BEHIND_MARKS);
}

/* ---- Brackets ------------------------------------------------------------ */

/* Does a pair of round brackets become full-width? Asked at the opening one. */
static bool pair_changes(const struct zn_edit *edit, const struct zn_run *open,
                         const struct zn_run *close)
{
    enum zn_language opened = zn_language_at(open);
    enum zn_language closed = zn_language_at(close);
    if ((open->flags & ZN_RUN_PROTECTED) != 0 || opened == ZN_LANGUAGE_FOREIGN ||
        closed == ZN_LANGUAGE_FOREIGN ||
        (opened == ZN_LANGUAGE_LATIN && closed == ZN_LANGUAGE_LATIN))
        return false;
    bool half = ((open->flags ^ close->flags) & ZN_RUN_WIDE) != 0 &&
                (opened == ZN_LANGUAGE_HAN || closed == ZN_LANGUAGE_HAN);
    enum zn_context behind = zn_context_near_behind(close);
    /* What closes a Han sentence behind a number belongs to the sentence. */
    bool closes = opened == ZN_LANGUAGE_HAN && edit->before == ZN_CONTEXT_DIGIT &&
                  open[-1].kind == ZN_RUN_SPACE && behind == ZN_CONTEXT_NONE;
    return (open->flags & ZN_RUN_HAN_INSIDE) != 0 || edit->before == ZN_CONTEXT_HAN ||
           behind == ZN_CONTEXT_HAN || half || closes;
}

/* A full-width bracket in Han text, or one that has become so. */
static bool is_wide(const struct zn_run *bracket)
{
    if ((bracket->flags & ZN_RUN_CHANGES) != 0)
        return true;
    return (bracket->flags & ZN_RUN_WIDE) != 0 && zn_language_at(bracket) == ZN_LANGUAGE_HAN;
}

/* Does the space stand alone between brackets, a blank to be filled in? */
static bool is_blank(const struct zn_run *space)
{
    return space->kind == ZN_RUN_SPACE && space[-1].kind == ZN_RUN_OPEN &&
           space[1].kind == ZN_RUN_CLOSE;
}

static void edit_bracket(struct zn_edit *edit, struct zn_run *run)
{
    bool round = run->mark == ZN_MARK_ROUND;
    if (round && run->kind == ZN_RUN_OPEN && run->pair != 0 &&
        pair_changes(edit, run, &edit->runs[run->pair])) {
        run->flags |= ZN_RUN_CHANGES;
        edit->runs[run->pair].flags |= ZN_RUN_CHANGES;
    }
    if ((run->flags & ZN_RUN_PROTECTED) != 0 || !is_wide(run))
        return;
    if (run->kind == ZN_RUN_CLOSE && !is_blank(run - 1))
        drop_space(edit, run - 1, ZN_RULE_SPACE_BEFORE_MARKS);
    if (round)
        replace(edit, run, ZN_RULE_BRACKETS,
                run->kind == ZN_RUN_OPEN ? &bracket_open : &bracket_close);
    if (run->kind == ZN_RUN_OPEN && !is_blank(run + 1))
        drop_space(edit, run + 1, ZN_RULE_SPACE_BEHIND_MARKS);
}

/* ---- Quotation marks ------------------------------------------------------ */

/* rock 'n' roll: a quotation between Latin words. */
static bool is_within_latin(const struct zn_run *open, const struct zn_run *close)
{
    const struct zn_run *left = open - 1 - (open[-1].kind == ZN_RUN_SPACE);
    const struct zn_run *right = close + 1 + (close[1].kind == ZN_RUN_SPACE);
    return left->kind == ZN_RUN_LATIN && right->kind == ZN_RUN_LATIN;
}

/* Does the quotation that begins here, or ends without a beginning, stand in Han text? */
static bool is_han_quotation(const struct zn_edit *edit, const struct zn_run *run)
{
    const struct zn_run *partner = run->pair == 0 ? run : &edit->runs[run->pair];
    enum zn_language opened = zn_language_at(run);
    enum zn_language closed = zn_language_at(partner);
    if (opened == ZN_LANGUAGE_FOREIGN || closed == ZN_LANGUAGE_FOREIGN)
        return opened == ZN_LANGUAGE_HAN || closed == ZN_LANGUAGE_HAN;
    if (opened == ZN_LANGUAGE_HAN || closed == ZN_LANGUAGE_HAN)
        return !zn_quote_is_straight(run) || !is_within_latin(run, partner);
    /* A quotation of whole sentences stands between those around it. */
    bool whole = (run->flags & ZN_RUN_BEGINS) != 0 && (partner->flags & ZN_RUN_ENDS) != 0;
    return edit->language == ZN_LANGUAGE_HAN && (whole || !zn_quote_is_straight(run));
}

static enum zn_rule quote_rule(const struct zn_run *run)
{
    if (run->mark == ZN_MARK_STRAIGHT_DOUBLE)
        return ZN_RULE_DOUBLE_QUOTES;
    return run->mark == ZN_MARK_STRAIGHT_SINGLE ? ZN_RULE_SINGLE_QUOTES : ZN_RULE_QUOTE_SHAPES;
}

/* Would a single closing mark stand between letters, were the space before it gone? */
static bool would_be_apostrophe(const struct zn_run *run)
{
    return run->note == ZN_MARK_SINGLE_CLOSE && run[-1].kind == ZN_RUN_SPACE &&
           zn_context_of(&run[-2]) != ZN_CONTEXT_NONE &&
           zn_context_of(&run[-2]) != ZN_CONTEXT_HAN;
}

static void edit_quote(struct zn_edit *edit, struct zn_run *run)
{
    size_t index = (size_t)(run - edit->runs);
    bool opens = zn_quote_opens(edit->paragraph, index);
    unsigned flags = run->pair == 0 ? run->flags : run->flags | edit->runs[run->pair].flags;
    if ((flags & ZN_RUN_PROTECTED) != 0)
        return;
    if ((opens || run->pair == 0) && run->note != ZN_MARK_NONE &&
        is_han_quotation(edit, run)) {
        run->flags |= ZN_RUN_CHANGES;
        if (run->pair != 0)
            edit->runs[run->pair].flags |= ZN_RUN_CHANGES;
    }
    if ((run->flags & ZN_RUN_CHANGES) == 0)
        return;
    bool straight = zn_quote_is_straight(run);
    bool shapes = straight || edit->settings->quotes != ZN_QUOTES_KEEP;
    if (!opens && !would_be_apostrophe(run))
        drop_space(edit, run - 1, ZN_RULE_SPACE_BEFORE_MARKS);
    if (shapes)
        replace(edit, run, quote_rule(run), &quote_marks[run->note]);
    if (opens)
        drop_space(edit, run + 1, ZN_RULE_SPACE_BEHIND_MARKS);
}

/* ---- Ellipses, dashes, interpuncts ----------------------------------------- */

/* The dots of an ellipsis, up to `most`. */
static size_t count_dots(const struct zn_edit *edit, const struct zn_run *run, size_t most)
{
    enum { DOTS_OF_ONE = 3 };
    const uint8_t *at = edit->paragraph->text + run[0].start;
    const uint8_t *end = edit->paragraph->text + run[1].start;
    size_t dots = 0;
    while (at < end && dots < most) {
        /* U+2026 and U+22EF are ellipses of their own. */
        dots += *at == 0xE2 ? DOTS_OF_ONE : 1;
        at += *at < 0x80 ? 1 : *at == 0xC2 ? 2 : 3;
    }
    return dots;
}

static void edit_ellipsis(struct zn_edit *edit, const struct zn_run *run)
{
    enum { LONG_DOTS = 12 };
    if ((run->flags & ZN_RUN_PROTECTED) != 0 || zn_language_at(run) != ZN_LANGUAGE_HAN ||
        !ellipsis_changes[edit->before][zn_context_near_behind(run)])
        return;
    bool is_long = count_dots(edit, run, LONG_DOTS) == LONG_DOTS;
    replace(edit, run, ZN_RULE_ELLIPSES, is_long ? &long_ellipsis : &ellipsis);
}

/* Is this prose, and not a sign that a dash would be part of, such as an arrow? */
static bool is_prose(const struct zn_run *run)
{
    return run->kind == ZN_RUN_HAN || run->kind == ZN_RUN_MARK || run->kind == ZN_RUN_OPEN ||
           run->kind == ZN_RUN_CLOSE || run->kind == ZN_RUN_QUOTE;
}

static void edit_dash(struct zn_edit *edit, const struct zn_run *run)
{
    const struct zn_run *left = run - 1 - (run[-1].kind == ZN_RUN_SPACE);
    const struct zn_run *right = run + 1 + (run[1].kind == ZN_RUN_SPACE);
    /* Before a closing quotation mark, the speaker breaks off. */
    bool ends = right->kind == ZN_RUN_QUOTE &&
                zn_quote_closes(edit->paragraph, (size_t)(right - edit->runs));
    if (zn_language_at(run) == ZN_LANGUAGE_HAN && edit->before_all == ZN_CONTEXT_HAN &&
        (zn_context_behind(run) == ZN_CONTEXT_HAN || ends) && is_prose(left) &&
        is_prose(right))
        replace(edit, run, ZN_RULE_DASHES, &dash);
}

/* A bullet at the start of the paragraph makes all of its kind bullets. */
static bool is_bullet(const struct zn_edit *edit, const struct zn_run *run)
{
    const struct zn_run *first = &edit->runs[1 + (edit->runs[1].kind == ZN_RUN_SPACE)];
    const uint8_t *text = edit->paragraph->text;
    return first->kind == ZN_RUN_INTERPUNCT && zn_run_length(first) == zn_run_length(run) &&
           memcmp(text + first->start, text + run->start, zn_run_length(run)) == 0;
}

static void edit_interpunct(struct zn_edit *edit, const struct zn_run *run)
{
    if (zn_language_at(run) == ZN_LANGUAGE_HAN && run[-1].kind == ZN_RUN_HAN &&
        run[1].kind == ZN_RUN_HAN && !is_bullet(edit, run))
        replace(edit, run, ZN_RULE_INTERPUNCTS, &interpunct);
}

/* ---- The paragraph ------------------------------------------------------- */

static void take_context(struct zn_edit *edit, const struct zn_run *run)
{
    enum zn_context context = zn_context_of(run);
    if (context == ZN_CONTEXT_NONE)
        return;
    edit->before = context;
    edit->before_all = context;
    if (context == ZN_CONTEXT_HAN) {
        edit->words = 0;
        edit->small_words = 0;
    } else if (zn_is_prose_word(run)) {
        edit->words++;
        edit->small_words += zn_is_small_word(edit->paragraph, run);
    }
}

/* Edits the run at `index`, or the unit that begins there; returns its last run. */
static size_t edit_run(struct zn_edit *edit, size_t index)
{
    struct zn_run *run = &edit->runs[index];
    size_t last = index;
    switch (run->kind) {
    case ZN_RUN_MARK:
        if (!zn_is_free_mark(run))
            break;
        last = zn_unit_end(edit->runs, index);
        edit_unit(edit, run, &edit->runs[last]);
        for (; run <= &edit->runs[last]; run++)
            if ((run->flags & ZN_RUN_ENDS) != 0)
                edit->before = ZN_CONTEXT_NONE;
        break;
    case ZN_RUN_OPEN:
    case ZN_RUN_CLOSE:
        edit_bracket(edit, run);
        break;
    case ZN_RUN_QUOTE:
        edit_quote(edit, run);
        break;
    case ZN_RUN_ELLIPSIS:
        edit_ellipsis(edit, run);
        break;
    case ZN_RUN_DASH:
        edit_dash(edit, run);
        break;
    case ZN_RUN_INTERPUNCT:
        edit_interpunct(edit, run);
        break;
    default:
        take_context(edit, run);
    }
    return last;
}

static void begin_paragraph(struct zn_edit *edit, const struct zn_paragraph *paragraph,
                            enum zn_language language)
{
    edit->paragraph = paragraph;
    edit->runs = paragraph->runs;
    edit->language = language;
    edit->before = ZN_CONTEXT_NONE;
    edit->before_all = ZN_CONTEXT_NONE;
    edit->words = 0;
    edit->small_words = 0;
    edit->copied = 0;
    edit->unsettled = false;
}

static bool end_paragraph(struct zn_edit *edit)
{
    copy_until(edit, edit->paragraph->length);
    return !edit->failed;
}

bool zn_edit_paragraph(struct zn_edit *edit, struct zn_paragraph *paragraph)
{
    if (paragraph->has_dots)
        zn_runs_find_stops(paragraph);
    if (paragraph->has_pairs)
        zn_runs_pair(paragraph);
    zn_runs_protect(paragraph);
    begin_paragraph(edit, paragraph, zn_sentences_find(paragraph));
    if (paragraph->has_quotes)
        zn_quotes_shape(paragraph, edit->settings->quotes);
    for (size_t i = 1; i + 1 < paragraph->count && !edit->failed; i++)
        i = edit_run(edit, i);
    return end_paragraph(edit);
}

bool zn_edit_quotes(struct zn_edit *edit, struct zn_paragraph *paragraph)
{
    struct zn_quote_stack stack;
    zn_quotes_begin(paragraph, &stack);
    for (uint32_t i = 1; i + 1 < paragraph->count; i++)
        if (paragraph->runs[i].kind == ZN_RUN_QUOTE)
            zn_quotes_take(paragraph, &stack, i);
    zn_quotes_finish(paragraph, &stack);
    begin_paragraph(edit, paragraph, ZN_LANGUAGE_HAN);
    zn_quotes_shape(paragraph, edit->settings->quotes);
    for (size_t i = 1; i + 1 < paragraph->count && !edit->failed; i++)
        if (paragraph->runs[i].kind == ZN_RUN_QUOTE)
            edit_quote(edit, &paragraph->runs[i]);
    return end_paragraph(edit);
}
