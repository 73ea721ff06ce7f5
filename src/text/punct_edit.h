/*
 * Deciding mark by mark, and rewriting a paragraph by the decisions: the step
 * `punct` behind the classifier.  Knows nothing of where paragraphs come from.
 */
#ifndef ZN_TEXT_PUNCT_EDIT_H
#define ZN_TEXT_PUNCT_EDIT_H

#include "text/buffer.h"
#include "text/rule.h"
#include "text/runs.h"
#include "text/sentences.h"

/* A paragraph being rewritten: `copied` bytes of it have been dealt with. */
struct zn_edit {
    const struct zn_settings *settings;
    struct zn_tally *tally;
    const struct zn_paragraph *paragraph;
    struct zn_run *runs;
    enum zn_language language;  /* of the paragraph */
    enum zn_context before;     /* the nearest context before, within the sentence */
    enum zn_context before_all; /* likewise, in whatever sentence */
    size_t words;               /* Latin words since the last Han */
    size_t small_words;         /* those of them in lower case */
    size_t offset;              /* of the paragraph in the text; for the log */
    struct zn_buffer *out;
    uint32_t copied;
    bool unsettled; /* a change was made that could give rise to another */
    bool failed;    /* no memory; what follows is lost */
};

/*
 * Each appends what becomes of the paragraph to `out`.  False: no memory.
 * `settings`, `tally`, `offset` and `out` are the caller's to set.
 */

/* A paragraph of every kind of runs. */
bool zn_edit_paragraph(struct zn_edit *edit, struct zn_paragraph *paragraph);

/* One of zn_runs_cut_quotes, in Chinese: the shapes of its quotation marks. */
bool zn_edit_quotes(struct zn_edit *edit, struct zn_paragraph *paragraph);

#endif
