/* See quotes.h. */
#include "text/quotes.h"

/* ---- Pairing ----------------------------------------------------------- */

enum shape {
    SHAPE_STRAIGHT_DOUBLE,
    SHAPE_STRAIGHT_SINGLE,
    SHAPE_DOUBLE,
    SHAPE_SINGLE,
    SHAPE_CORNER,
    SHAPE_WHITE_CORNER
};

static enum shape shape_of(const struct zn_run *run)
{
    static const uint8_t shapes[] = {
        [ZN_MARK_STRAIGHT_DOUBLE] = SHAPE_STRAIGHT_DOUBLE,
        [ZN_MARK_STRAIGHT_SINGLE] = SHAPE_STRAIGHT_SINGLE,
        [ZN_MARK_DOUBLE_OPEN] = SHAPE_DOUBLE,
        [ZN_MARK_DOUBLE_CLOSE] = SHAPE_DOUBLE,
        [ZN_MARK_SINGLE_OPEN] = SHAPE_SINGLE,
        [ZN_MARK_SINGLE_CLOSE] = SHAPE_SINGLE,
        [ZN_MARK_CORNER_OPEN] = SHAPE_CORNER,
        [ZN_MARK_CORNER_CLOSE] = SHAPE_CORNER,
        [ZN_MARK_WHITE_CORNER_OPEN] = SHAPE_WHITE_CORNER,
        [ZN_MARK_WHITE_CORNER_CLOSE] = SHAPE_WHITE_CORNER,
    };
    return (enum shape)shapes[run->mark];
}

/* Of the marks that have a direction: opening ones are the even ones. */
static bool is_opening_mark(const struct zn_run *run)
{
    return !zn_quote_is_straight(run) && (run->mark - ZN_MARK_DOUBLE_OPEN) % 2 == 0;
}

bool zn_quote_is_closing(const struct zn_run *run)
{
    return !zn_quote_is_straight(run) && (run->mark - ZN_MARK_DOUBLE_OPEN) % 2 == 1;
}

bool zn_quote_opens(const struct zn_paragraph *paragraph, size_t index)
{
    const struct zn_run *run = &paragraph->runs[index];
    return run->pair > index || (run->pair == 0 && is_opening_mark(run));
}

bool zn_quote_closes(const struct zn_paragraph *paragraph, size_t index)
{
    const struct zn_run *run = &paragraph->runs[index];
    return run->pair == 0 ? zn_quote_is_closing(run) : run->pair < index;
}

static bool is_behind_colon(const struct zn_run *run)
{
    const struct zn_run *left = run - 1 - (run[-1].kind == ZN_RUN_SPACE);
    return left->kind == ZN_RUN_MARK && left->mark == ZN_MARK_COLON;
}

/*
 * A straight mark too many and a curly one too few: an input method or an
 * editor has set one half of a pair only.
 */
static void find_mixed_pair(const struct zn_paragraph *paragraph, size_t straight,
                            struct zn_quote_stack *stack)
{
    size_t opening = 0;
    size_t closing = 0;
    for (size_t i = 1; i + 1 < paragraph->count; i++) {
        const struct zn_run *run = &paragraph->runs[i];
        opening += run->kind == ZN_RUN_QUOTE && run->mark == ZN_MARK_DOUBLE_OPEN;
        closing += run->kind == ZN_RUN_QUOTE && run->mark == ZN_MARK_DOUBLE_CLOSE;
    }
    bool odd = straight % 2 == 1 && !stack->inches;
    stack->closes_curly = odd && opening == closing + 1;
    stack->opens_curly = odd && closing == opening + 1;
}

void zn_quotes_begin(const struct zn_paragraph *paragraph, struct zn_quote_stack *stack)
{
    size_t count = 0;
    size_t behind_digits = 0;
    bool odd_place = false; /* a mark that would close stands behind a colon */
    for (size_t i = 1; i + 1 < paragraph->count; i++) {
        const struct zn_run *run = &paragraph->runs[i];
        if (run->kind != ZN_RUN_QUOTE || run->mark != ZN_MARK_STRAIGHT_DOUBLE)
            continue;
        count++;
        odd_place = odd_place || (count % 2 == 0 && is_behind_colon(run));
        behind_digits += run[-1].kind == ZN_RUN_DIGIT;
    }
    *stack = (struct zn_quote_stack){.top = 0};
    /* 27" alone is a length; so is every mark behind a digit if there are no others. */
    stack->inches = behind_digits == count || (count % 2 == 1 && behind_digits == 1);
    if (count % 2 == 1)
        find_mixed_pair(paragraph, count, stack);
    bool mixed = stack->closes_curly || stack->opens_curly;
    stack->lone = count % 2 == 1 && !stack->inches && odd_place && !mixed;
}

static void push(struct zn_paragraph *paragraph, struct zn_quote_stack *stack, uint32_t index)
{
    paragraph->runs[index].pair = stack->top;
    stack->top = index;
}

static uint32_t pop(struct zn_paragraph *paragraph, struct zn_quote_stack *stack)
{
    uint32_t top = stack->top;
    struct zn_run *run = &paragraph->runs[top];
    stack->top = run->pair;
    run->pair = 0;
    return top;
}

/* Pairs the innermost open mark with the one at `index`. */
static uint32_t close(struct zn_paragraph *paragraph, struct zn_quote_stack *stack,
                      uint32_t index)
{
    uint32_t open = pop(paragraph, stack);
    paragraph->runs[open].pair = index;
    paragraph->runs[index].pair = open;
    return open;
}

/* Is the innermost open mark this one? */
static bool top_is(const struct zn_paragraph *paragraph, const struct zn_quote_stack *stack,
                   enum zn_mark mark)
{
    return stack->top != 0 && paragraph->runs[stack->top].mark == mark;
}

static bool is_word(const struct zn_run *run)
{
    return run->kind == ZN_RUN_LATIN || run->kind == ZN_RUN_DIGIT ||
           run->kind == ZN_RUN_OPAQUE;
}

/*
 * The innermost open mark below straight single ones, or below all straight
 * ones; 0: there is none, or only below more of them than make sense.
 */
static uint32_t below_straight(const struct zn_paragraph *paragraph,
                               const struct zn_quote_stack *stack, bool doubles)
{
    enum { DEPTH_MAX = 8 };
    uint32_t open = stack->top;
    for (int depth = 0; open != 0 && depth < DEPTH_MAX; depth++) {
        const struct zn_run *run = &paragraph->runs[open];
        bool skip = run->mark == ZN_MARK_STRAIGHT_SINGLE ||
                    (doubles && run->mark == ZN_MARK_STRAIGHT_DOUBLE);
        if (!skip)
            return open;
        open = run->pair;
    }
    return 0;
}

/* Does a quotation end here, by what stands beside the mark, spaces being absent? */
static bool ends_quotation(const struct zn_run *run)
{
    const struct zn_run *left = run - 1 - (run[-1].kind == ZN_RUN_SPACE);
    const struct zn_run *right = run + 1 + (run[1].kind == ZN_RUN_SPACE);
    return (left->kind == ZN_RUN_MARK && left->mark != ZN_MARK_COLON) ||
           right->kind == ZN_RUN_MARK || right->kind == ZN_RUN_EDGE ||
           right->kind == ZN_RUN_CLOSE;
}

static uint32_t take_straight_double(struct zn_paragraph *paragraph,
                                     struct zn_quote_stack *stack, uint32_t index)
{
    if (stack->lone || (stack->inches && paragraph->runs[index - 1].kind == ZN_RUN_DIGIT))
        return 0;
    if (stack->closes_curly && top_is(paragraph, stack, ZN_MARK_DOUBLE_OPEN) &&
        ends_quotation(&paragraph->runs[index])) {
        stack->closes_curly = false;
        return close(paragraph, stack, index);
    }
    uint32_t start = paragraph->runs[index].start;
    bool assigned = start != 0 && paragraph->text[start - 1] == '='; /* name="value" */
    /* Single ones that are still open within the quotation were none. */
    uint32_t open = below_straight(paragraph, stack, false);
    if (open != 0 && paragraph->runs[open].mark == ZN_MARK_STRAIGHT_DOUBLE && !assigned) {
        while (stack->top != open)
            pop(paragraph, stack);
        return close(paragraph, stack, index);
    }
    push(paragraph, stack, index);
    return 0;
}

static uint32_t take_straight_single(struct zn_paragraph *paragraph,
                                     struct zn_quote_stack *stack, uint32_t index)
{
    const struct zn_run *run = &paragraph->runs[index];
    bool opens = !is_word(&run[-1]) && run[1].kind != ZN_RUN_SPACE &&
                 run[1].kind != ZN_RUN_EDGE && run[1].kind != ZN_RUN_MARK &&
                 run[1].kind != ZN_RUN_CLOSE;
    bool looks_opening = opens && is_word(&run[1]) && run[-1].kind == ZN_RUN_SPACE;
    if (top_is(paragraph, stack, ZN_MARK_STRAIGHT_SINGLE) && !looks_opening)
        return close(paragraph, stack, index);
    if (opens)
        push(paragraph, stack, index);
    return 0;
}

/*
 * Directed marks close whatever directed mark is open, so that marks of
 * several shapes pair as they will when they are of one shape.
 */
static uint32_t take_closing(struct zn_paragraph *paragraph, struct zn_quote_stack *stack,
                             uint32_t index)
{
    if (stack->opens_curly && paragraph->runs[index].mark == ZN_MARK_DOUBLE_CLOSE &&
        top_is(paragraph, stack, ZN_MARK_STRAIGHT_DOUBLE)) {
        stack->opens_curly = false;
        return close(paragraph, stack, index);
    }
    while (stack->top != 0 && zn_quote_is_straight(&paragraph->runs[stack->top]))
        pop(paragraph, stack);
    return stack->top == 0 ? 0 : close(paragraph, stack, index);
}

/* Is this an apostrophe at the end of a word, as in `the students’ own`? */
static bool is_possessive(const struct zn_paragraph *paragraph,
                          const struct zn_quote_stack *stack, uint32_t index)
{
    const struct zn_run *run = &paragraph->runs[index];
    if (run->mark != ZN_MARK_SINGLE_CLOSE || run[-1].kind != ZN_RUN_LATIN)
        return false;
    uint32_t open = below_straight(paragraph, stack, true);
    return open == 0 || paragraph->runs[open].mark != ZN_MARK_SINGLE_OPEN;
}

uint32_t zn_quotes_take(struct zn_paragraph *paragraph, struct zn_quote_stack *stack,
                        uint32_t index)
{
    struct zn_run *run = &paragraph->runs[index];
    if (run->mark == ZN_MARK_STRAIGHT_DOUBLE)
        return take_straight_double(paragraph, stack, index);
    if (run->mark == ZN_MARK_STRAIGHT_SINGLE)
        return take_straight_single(paragraph, stack, index);
    if (is_opening_mark(run)) {
        push(paragraph, stack, index);
        return 0;
    }
    if (is_possessive(paragraph, stack, index)) {
        run->kind = ZN_RUN_SYMBOL;
        return 0;
    }
    return take_closing(paragraph, stack, index);
}

void zn_quotes_finish(struct zn_paragraph *paragraph, struct zn_quote_stack *stack)
{
    while (stack->top != 0)
        pop(paragraph, stack);
}

/* ---- Shapes ------------------------------------------------------------ */

/* How deep a quotation stands: quotations take turns. */
enum level { LEVEL_NONE, LEVEL_OUTER, LEVEL_INNER };

/* A level and the one around it, in a note. */
enum { AROUND_SHIFT = 2, LEVEL_MASK = 3 };

static enum level level_within(enum level around)
{
    return around == LEVEL_OUTER ? LEVEL_INNER : LEVEL_OUTER;
}

/* The level that the author gave the mark by its shape, if that is one to keep. */
static enum level given_level(const struct zn_run *run, enum zn_quotes quotes)
{
    switch (shape_of(run)) {
    case SHAPE_STRAIGHT_DOUBLE:
    case SHAPE_DOUBLE:
        return quotes == ZN_QUOTES_CORNER ? LEVEL_NONE : LEVEL_OUTER;
    case SHAPE_STRAIGHT_SINGLE:
    case SHAPE_SINGLE:
        return quotes == ZN_QUOTES_CORNER ? LEVEL_NONE : LEVEL_INNER;
    case SHAPE_CORNER:
        return quotes == ZN_QUOTES_CORNER ? LEVEL_OUTER : LEVEL_NONE;
    default:
        return quotes == ZN_QUOTES_CORNER ? LEVEL_INNER : LEVEL_NONE;
    }
}

/* The level of the mark at `index`, or of the pair that it opens. */
static enum level level_of(const struct zn_paragraph *paragraph, size_t index,
                           enum level around, enum zn_quotes quotes)
{
    const struct zn_run *run = &paragraph->runs[index];
    enum level given = given_level(run, quotes);
    if (given == LEVEL_NONE && run->pair > index)
        given = given_level(&paragraph->runs[run->pair], quotes);
    return given != LEVEL_NONE ? given : level_within(around);
}

static void note_level(struct zn_run *run, enum level level, enum level around)
{
    run->note = (uint32_t)level | (uint32_t)around << AROUND_SHIFT;
}

/*
 * Notes the levels of closing marks without a partner: they close quotations
 * of earlier paragraphs, the last one the outermost.  Returns the level that
 * the paragraph begins in.
 */
static enum level note_lone_closing(struct zn_paragraph *paragraph, enum zn_quotes quotes)
{
    enum level around = LEVEL_NONE;
    for (size_t i = paragraph->count - 1; i > 0; i--) {
        struct zn_run *run = &paragraph->runs[i];
        if (run->kind != ZN_RUN_QUOTE || run->pair != 0 || !zn_quote_is_closing(run))
            continue;
        enum level level = level_of(paragraph, i, around, quotes);
        note_level(run, level, around);
        around = level;
    }
    return around;
}

/* What the mark becomes; one that has a shape of the target keeps it. */
static enum zn_mark mark_of(const struct zn_run *run, enum level level, bool opens,
                            enum zn_quotes quotes)
{
    if (!zn_quote_is_straight(run) && given_level(run, quotes) != LEVEL_NONE)
        return (enum zn_mark)run->mark;
    bool corner = quotes == ZN_QUOTES_CORNER;
    enum zn_mark outer = corner ? ZN_MARK_CORNER_OPEN : ZN_MARK_DOUBLE_OPEN;
    enum zn_mark inner = corner ? ZN_MARK_WHITE_CORNER_OPEN : ZN_MARK_SINGLE_OPEN;
    enum zn_mark mark = (enum zn_mark)((level == LEVEL_OUTER ? outer : inner) + !opens);
    /* Between letters it would be an apostrophe. */
    bool apostrophe = mark == ZN_MARK_SINGLE_CLOSE && is_word(&run[-1]) && is_word(&run[1]);
    return apostrophe ? (enum zn_mark)run->mark : mark;
}

void zn_quotes_shape(struct zn_paragraph *paragraph, enum zn_quotes quotes)
{
    enum level around = note_lone_closing(paragraph, quotes);
    for (size_t i = 1; i + 1 < paragraph->count; i++) {
        struct zn_run *run = &paragraph->runs[i];
        if (run->kind != ZN_RUN_QUOTE)
            continue;
        struct zn_run *partner = run->pair == 0 ? NULL : &paragraph->runs[run->pair];
        if (zn_quote_opens(paragraph, i)) {
            enum level level = level_of(paragraph, i, around, quotes);
            note_level(run, level, around);
            around = level;
            if (partner == NULL)
                run->note = mark_of(run, level, true, quotes);
        } else if (zn_quote_closes(paragraph, i)) {
            /* The opening mark keeps its levels until its partner has read them. */
            uint32_t levels = partner == NULL ? run->note : partner->note;
            enum level level = (enum level)(levels & LEVEL_MASK);
            around = (enum level)(levels >> AROUND_SHIFT);
            run->note = mark_of(run, level, false, quotes);
            if (partner != NULL)
                partner->note = mark_of(partner, level, true, quotes);
        } else {
            run->note = ZN_MARK_NONE;
        }
    }
}
