/*
 * Quotation marks: which ones belong together, and what shape each is to have.
 * Knows nothing of the language around them, which decides whether they change.
 */
#ifndef ZN_TEXT_QUOTES_H
#define ZN_TEXT_QUOTES_H

#include "text/rule.h"
#include "text/runs.h"

/* What the pairing remembers. */
struct zn_quote_stack {
    bool lone;         /* straight double marks are left alone: one is missing */
    bool inches;       /* those behind digits are signs for inches */
    bool closes_curly; /* one of them stands for a closing curly mark that is missing */
    bool opens_curly;  /* likewise for an opening one */
    uint32_t top; /* the innermost open mark, or 0; the `pair` of each is the next outer one */
};

/* Begins the pairing of a paragraph. */
void zn_quotes_begin(const struct zn_paragraph *paragraph, struct zn_quote_stack *stack);

/*
 * Takes in the QUOTE at `index`, going from left to right: it opens, closes,
 * or does neither.  Returns the opening mark that it closes, or 0.  What an
 * opening mark holds counts as inside only if it is closed.  O(1) on average.
 */
uint32_t zn_quotes_take(struct zn_paragraph *paragraph, struct zn_quote_stack *stack,
                        uint32_t index);

/* Leaves what is still open without a partner. */
void zn_quotes_finish(struct zn_paragraph *paragraph, struct zn_quote_stack *stack);

/* A closing mark by its own shape. */
bool zn_quote_is_closing(const struct zn_run *run);

/* Does this mark open or close, with a partner or without? Straight ones need one. */
bool zn_quote_opens(const struct zn_paragraph *paragraph, size_t index);
bool zn_quote_closes(const struct zn_paragraph *paragraph, size_t index);

/*
 * Notes in every QUOTE the mark that it is to become (enum zn_mark), or
 * ZN_MARK_NONE: it has no shape to take.  By depth: the outermost quotation
 * gets the outer shape, the next the inner one, and so on.  O(runs).
 */
void zn_quotes_shape(struct zn_paragraph *paragraph, enum zn_quotes quotes);

static inline bool zn_quote_is_straight(const struct zn_run *run)
{
    return run->mark == ZN_MARK_STRAIGHT_DOUBLE || run->mark == ZN_MARK_STRAIGHT_SINGLE;
}

#endif
