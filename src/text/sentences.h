/*
 * The sentences of a paragraph: where they end, whose marks they have, and
 * what stands nearest to each mark.  Knows nothing of rules.
 */
#ifndef ZN_TEXT_SENTENCES_H
#define ZN_TEXT_SENTENCES_H

#include "text/runs.h"

/* Whose marks a sentence has. */
enum zn_language {
    ZN_LANGUAGE_LATIN,  /* no Han in it, or a few words in Latin prose */
    ZN_LANGUAGE_HAN,    /* Han, and neither of the others */
    ZN_LANGUAGE_FOREIGN /* Japanese or Korean */
};

/*
 * The nearest context on one side of a mark: letters, digits, Han and kana,
 * which no rule changes.  All else is transparent.
 */
enum zn_context {
    ZN_CONTEXT_NONE,
    ZN_CONTEXT_LATIN,
    ZN_CONTEXT_DIGIT,
    ZN_CONTEXT_HAN,
    ZN_CONTEXTS
};

/*
 * Finds the sentences; sets ENDS and BEGINS; notes in every run that is no
 * context what the functions below read.  Needs the pairs and PROTECTED.
 * Returns the language of the paragraph as a whole.  O(runs).
 */
enum zn_language zn_sentences_find(struct zn_paragraph *paragraph);

/* By kinds of runs. */
extern const uint8_t zn_contexts[ZN_RUN_KINDS];

static inline enum zn_context zn_context_of(const struct zn_run *run)
{
    /* The digits of a name such as MP3 belong to its word. */
    if (run->kind == ZN_RUN_DIGIT && run[-1].kind == ZN_RUN_LATIN)
        return ZN_CONTEXT_LATIN;
    return (enum zn_context)zn_contexts[run->kind];
}

/* A Latin word of prose: not within a name such as node.js, or shielded English. */
static inline bool zn_is_prose_word(const struct zn_run *run)
{
    return run->kind == ZN_RUN_LATIN && (run->flags & ZN_RUN_PROTECTED) == 0 &&
           run[-1].kind != ZN_RUN_DOT && run[-1].kind != ZN_RUN_SYMBOL;
}

/* One in lower case, such as no name has. */
static inline bool zn_is_small_word(const struct zn_paragraph *paragraph,
                                    const struct zn_run *run)
{
    uint8_t first = paragraph->text[run->start];
    return zn_run_length(run) >= 2 && first >= 'a' && first <= 'z';
}

/* A mark that decisions are made about. */
static inline bool zn_is_free_mark(const struct zn_run *run)
{
    return run->kind == ZN_RUN_MARK && (run->flags & ZN_RUN_PROTECTED) == 0;
}

/*
 * The last mark of the unit that begins with the mark `first`: adjacent marks,
 * spaces between them being absent, are decided as one.
 */
size_t zn_unit_end(const struct zn_run *runs, size_t first);

/* How the notes lie in `other`. */
enum { ZN_LANGUAGE_MASK = 3, ZN_BEHIND_SHIFT = 2, ZN_NEAR_BEHIND_SHIFT = 4 };

static inline enum zn_language zn_language_at(const struct zn_run *run)
{
    return (enum zn_language)(run->other & ZN_LANGUAGE_MASK);
}

/* The context behind, in whatever sentence, and within the sentence. */
static inline enum zn_context zn_context_behind(const struct zn_run *run)
{
    return (enum zn_context)(run->other >> ZN_BEHIND_SHIFT & 3);
}

static inline enum zn_context zn_context_near_behind(const struct zn_run *run)
{
    return (enum zn_context)(run->other >> ZN_NEAR_BEHIND_SHIFT & 3);
}

#endif
