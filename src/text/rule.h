/*
 * The rules of the normalising steps: their names, what each does, and which
 * are on.  A pass asks whether a rule is on before it changes anything, and
 * counts the change.  Knows nothing of how a rule is carried out.
 */
#ifndef ZN_TEXT_RULE_H
#define ZN_TEXT_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of the passes. */
enum zn_rule {
    /* form */
    ZN_RULE_RADICALS,
    ZN_RULE_PRESENTATION_FORMS,
    ZN_RULE_HALFWIDTH_FORMS,
    ZN_RULE_COMPATIBILITY_IDEOGRAPHS,
    ZN_RULE_COMPOSITION,
    ZN_RULE_INVISIBLES,
    ZN_RULE_BIDI_CONTROLS,
    ZN_RULE_CONTROLS,
    ZN_RULE_JOINERS,
    ZN_RULE_VARIATION_SEQUENCES,
    /* width */
    ZN_RULE_FULLWIDTH_LETTERS,
    ZN_RULE_FULLWIDTH_DIGITS,
    ZN_RULE_FULLWIDTH_SIGNS,
    ZN_RULE_FULLWIDTH_SEPARATORS,
    /* punct */
    ZN_RULE_COMMA,
    ZN_RULE_SEMICOLON,
    ZN_RULE_COLON,
    ZN_RULE_EXCLAMATION,
    ZN_RULE_QUESTION,
    ZN_RULE_FULL_STOP,
    ZN_RULE_BRACKETS,
    ZN_RULE_DOUBLE_QUOTES,
    ZN_RULE_SINGLE_QUOTES,
    ZN_RULE_QUOTE_SHAPES,
    ZN_RULE_ELLIPSES,
    ZN_RULE_DASHES,
    ZN_RULE_INTERPUNCTS,
    ZN_RULE_REPEATED_MARKS,
    ZN_RULE_SINGLE_MARKS,
    ZN_RULE_SPACE_BEFORE_MARKS,
    ZN_RULE_SPACE_BEHIND_MARKS,
    /* space */
    ZN_RULE_SPACES,
    ZN_RULE_LINE_EDGES,
    ZN_RULE_MARK_SPACES,
    ZN_RULE_HAN_SPACES,
    ZN_RULE_ADD_LATIN_SPACES,
    ZN_RULE_REMOVE_LATIN_SPACES,
    ZN_RULE_LINE_ENDS,
    ZN_RULE_BLANK_LINES,
    ZN_RULE_NO_BLANK_LINES,
    ZN_RULE_TEXT_EDGES,
    ZN_RULE_UNWRAP,
    ZN_RULES
};

struct zn_rule_info {
    const char *name;
    uint32_t step; /* ZHNORM_STEP_* */
    bool is_default;
    const char *description; /* one line */
    const char *before;      /* an example; escapes as in C for what is invisible */
    const char *after;
    const char *source; /* the clause that asks for it, or why it is there */
};

/* `rule` is below ZN_RULES. */
const struct zn_rule_info *zn_rule_info(enum zn_rule rule);

/* ZN_RULES when there is no rule of this name. */
enum zn_rule zn_rule_find(const char *name);

/* What quotation marks look like in the output. */
enum zn_quotes {
    ZN_QUOTES_KEEP,  /* as in the source; straight ones become curly */
    ZN_QUOTES_CURLY, /* as on the mainland */
    ZN_QUOTES_CORNER /* as in Taiwan and Hong Kong */
};

/* The rules of `space` whose spaces the step `punct` must see as they will be. */
#define ZN_RULES_BEFORE_PUNCT                                                      \
    (UINT64_C(1) << ZN_RULE_HAN_SPACES | UINT64_C(1) << ZN_RULE_ADD_LATIN_SPACES | \
     UINT64_C(1) << ZN_RULE_REMOVE_LATIN_SPACES)

/* What a pass is to do.  Immutable. */
struct zn_settings {
    uint64_t rules; /* bit n: rule n is on */
    enum zn_quotes quotes;
};

static inline bool zn_rule_is_on(const struct zn_settings *settings, enum zn_rule rule)
{
    return (settings->rules >> rule & 1) != 0;
}

/* The default rules of `steps` (ZHNORM_STEP_* bits). */
uint64_t zn_rules_of_steps(uint32_t steps);

/* The steps that the rules of a set belong to. */
uint32_t zn_steps_of_rules(uint64_t set);

struct zn_log;

/* What the passes count over a document, and where they tell of each change. */
struct zn_tally {
    struct zn_log *log; /* NULL: nobody asks */
    uint64_t changes[ZN_RULES];
    /* Code points that are kept, but that a reader may want to know of: */
    uint64_t private_use;
    uint64_t replacements; /* U+FFFD */
    uint64_t unassigned;
};

#endif
