/*
 * The rule `unwrap` of the step `space`: was a line broken only because it had
 * reached a margin?  Follows the lines of the source and answers; knows
 * nothing of what is written.
 */
#ifndef ZN_TEXT_SPACE_UNWRAP_H
#define ZN_TEXT_SPACE_UNWRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The line so far, in columns: Han, kana, Hangul and CJK marks take two, marks
 * that combine none, all else one.  All zero at the start of a document.
 */
struct zn_unwrap {
    size_t width;  /* up to its last visible character, its indent included */
    size_t margin; /* the width of the widest line that was joined to its next; 0: none */
    bool begun;    /* it has a visible character */
    bool worded;   /* it has a letter, digit or Han character */
    bool single;   /* it begins as only a line of its own does: a heading, a row of a table */
    bool ended;    /* it ends with a sentence end and marks that close something behind it */
};

/* Goes on with the line: visible characters, and spaces inside it or at its start. */
void zn_unwrap_take(struct zn_unwrap *line, const uint8_t *text, const uint8_t *end);

/* Goes on to the next line; `joined` says that the rule joins the two. */
void zn_unwrap_next_line(struct zn_unwrap *line, bool joined);

/* May the line be joined with the next, as far as it is for this line to say? */
bool zn_unwrap_is_open(const struct zn_unwrap *line);

/* How a line begins. */
enum zn_head {
    ZN_HEAD_SHORT, /* the text at hand does not tell */
    ZN_HEAD_TEXT,  /* as a line may that goes on with the one before */
    ZN_HEAD_MARKER /* with what opens a line of its own: an item of a list, a heading */
};

/* The most bytes that do not tell: a bracket, three digits and a full stop. */
#define ZN_UNWRAP_HEAD_MAX 16

/*
 * How the line at `text` begins.  `last`: no text follows `end`; the answer is
 * never ZN_HEAD_SHORT then.
 */
enum zn_head zn_unwrap_head(const uint8_t *text, const uint8_t *end, bool last);

#endif
