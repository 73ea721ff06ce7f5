/*
 * The classifier of the step `punct`: cuts one paragraph into runs, pairs its
 * brackets, and says which marks stand inside something that no rule may
 * touch.  Decides nothing about the marks themselves.
 *
 * Kinds do not depend on the width of a mark, so that a second pass over the
 * step's own output sees what the first one saw.
 */
#ifndef ZN_TEXT_RUNS_H
#define ZN_TEXT_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/scan.h"

enum zn_run_kind {
    ZN_RUN_EDGE, /* before the first run and behind the last one */
    /* What context is taken from: */
    ZN_RUN_HAN,
    ZN_RUN_KANA,
    ZN_RUN_HANGUL,
    ZN_RUN_LATIN,
    ZN_RUN_DIGIT,
    ZN_RUN_OPAQUE, /* a URL, path or code span; stands for a Latin word */
    /* What is transparent: */
    ZN_RUN_SPACE,
    ZN_RUN_MARK,       /* one sentence mark */
    ZN_RUN_OPEN,       /* one bracket */
    ZN_RUN_CLOSE,      /* one bracket */
    ZN_RUN_QUOTE,      /* one quotation mark */
    ZN_RUN_DOT,        /* one full stop, narrow or U+FF0E, that may be part of a name */
    ZN_RUN_ELLIPSIS,   /* three dots or more, of any kind */
    ZN_RUN_DASH,       /* a dash of two parts, or what stands for one */
    ZN_RUN_INTERPUNCT, /* one middle dot or bullet */
    ZN_RUN_MARKUP,     /* a tag or a character entity */
    ZN_RUN_SYMBOL,
    ZN_RUN_KINDS
};

/* Which mark, whatever its width. */
enum zn_mark {
    ZN_MARK_NONE,
    ZN_MARK_COMMA,
    ZN_MARK_SEMICOLON,
    ZN_MARK_COLON,
    ZN_MARK_EXCLAMATION,
    ZN_MARK_QUESTION,
    ZN_MARK_STOP,  /* U+3002, or a full stop that ends a sentence */
    ZN_MARK_PAUSE, /* U+3001; has no other width here */
    ZN_MARK_ROUND,
    ZN_MARK_SQUARE,
    ZN_MARK_CURLY,
    ZN_MARK_CJK_BRACKET, /* U+300A and the like; not paired */
    /* Quotation marks, the closing one behind its opening one: */
    ZN_MARK_STRAIGHT_DOUBLE,   /* U+0022 */
    ZN_MARK_STRAIGHT_SINGLE,   /* U+0027 */
    ZN_MARK_DOUBLE_OPEN,       /* U+201C */
    ZN_MARK_DOUBLE_CLOSE,      /* U+201D */
    ZN_MARK_SINGLE_OPEN,       /* U+2018 */
    ZN_MARK_SINGLE_CLOSE,      /* U+2019 */
    ZN_MARK_CORNER_OPEN,       /* U+300C */
    ZN_MARK_CORNER_CLOSE,      /* U+300D */
    ZN_MARK_WHITE_CORNER_OPEN, /* U+300E */
    ZN_MARK_WHITE_CORNER_CLOSE /* U+300F */
};

enum zn_run_flag {
    ZN_RUN_WIDE = 1 << 0,          /* the mark is full-width */
    ZN_RUN_PROTECTED = 1 << 1,     /* the mark is inside something untouchable */
    ZN_RUN_ENDS = 1 << 2,          /* the mark ends a sentence */
    ZN_RUN_SHIELDS_MARKS = 1 << 3, /* sentence marks in the pair are protected */
    ZN_RUN_SHIELDS_ALL = 1 << 4,   /* brackets in the pair too, and the pair itself */
    ZN_RUN_HAN_INSIDE = 1 << 5,    /* the pair holds Han or kana */
    ZN_RUN_CHANGES = 1 << 6,       /* the pair becomes full-width */
    ZN_RUN_BEGINS = 1 << 7         /* the quotation mark begins a sentence */
};

struct zn_run {
    uint32_t start; /* offset in the paragraph; it ends where the next one starts */
    uint32_t pair;  /* OPEN, CLOSE, QUOTE: the partner's index, or 0 */
    uint32_t note;  /* for the steps' own notes; 0 at first */
    uint8_t kind;
    uint8_t mark;
    uint8_t flags;
    uint8_t other; /* likewise */
};

/* Runs 0 and `count` - 1 are edges. */
struct zn_paragraph {
    const uint8_t *text;
    uint32_t length;
    struct zn_run *runs;
    size_t count;
    bool has_pairs;  /* there are brackets or quotation marks */
    bool has_quotes; /* there are quotation marks */
    bool has_dots;   /* there is a DOT */
};

/*
 * Cuts `length` bytes, without a paragraph end among them, into runs.  The
 * runs live in `scratch` until its next use.  O(length).  False: no memory.
 */
bool zn_runs_cut(struct zn_paragraph *paragraph, const uint8_t *text, uint32_t length,
                 const struct zn_scanner *scanner, struct zn_buffer *scratch);

/*
 * The same for a paragraph in which nothing but corner quotation marks can
 * change, and nothing but what stands beside them matters: only they and
 * double curly ones become runs, with what is between them as a run or two.
 * The first of the marks that a scan stops at is at `first`; `has_curly`: there
 * are curly ones, too.  `*is_such`: the paragraph is of this kind, and the runs
 * are there.  O(length).  False: no memory.
 */
bool zn_runs_cut_quotes(struct zn_paragraph *paragraph, const uint8_t *text, uint32_t length,
                        uint32_t first, bool has_curly, const struct zn_scanner *scanner,
                        struct zn_buffer *scratch, bool *is_such);

/*
 * Turns each DOT that ends a sentence into a MARK; what is left are those of
 * numbers, names, abbreviations and list markers.  O(length).
 */
void zn_runs_find_stops(struct zn_paragraph *paragraph);

/* Pairs brackets and quotation marks, and sets the flags of the pairs. */
void zn_runs_pair(struct zn_paragraph *paragraph);

/*
 * Sets PROTECTED: in narrow sentence marks that are part of a number, time,
 * operator, emoticon or the like, and in what a pair shields.  Needs the
 * pairs.  O(runs).
 */
void zn_runs_protect(struct zn_paragraph *paragraph);

/* Does the paragraph begin with this run, an indent being absent? */
static inline bool zn_run_is_first(const struct zn_run *run)
{
    const struct zn_run *left = run - 1;
    return left->kind == ZN_RUN_EDGE ||
           (left->kind == ZN_RUN_SPACE && left[-1].kind == ZN_RUN_EDGE);
}

static inline bool zn_is_run_of_marks(const struct zn_run *run)
{
    return run->kind >= ZN_RUN_MARK && run->kind <= ZN_RUN_INTERPUNCT;
}

static inline size_t zn_run_length(const struct zn_run *run)
{
    return run[1].start - run[0].start;
}

#endif
