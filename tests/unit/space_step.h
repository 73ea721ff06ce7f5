/*
 * Running the step `space` from tests, with any set of its rules and with the
 * text divided into calls in any way.
 */
#ifndef ZN_TESTS_UNIT_SPACE_STEP_H
#define ZN_TESTS_UNIT_SPACE_STEP_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generator.h"
#include "passes.h"
#include "text/rule.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define RULE(name) (UINT64_C(1) << ZN_RULE_##name)

enum { TEXT_MAX = 4096, TEXTS = 10000 };

/* Thirty columns: one Han character more, and a margin could have broken the line. */
#define LINE "春天的早晨我们沿着小河走到学校"

/* ---- Running the step -------------------------------------------------- */

static inline uint64_t default_rules(void)
{
    return zn_rules_of_steps(ZHNORM_STEP_SPACE);
}

/* Initialises `out` and `tally`, and runs the step on the whole text. */
static inline void run(uint64_t rules, const void *text, size_t length, struct zn_tally *tally,
                       struct zn_buffer *out)
{
    struct zn_settings settings = {.rules = rules};
    struct zn_space_state state;
    zn_space_state_init(&state, passes_allocator());
    zn_buffer_init(out, passes_allocator());
    *tally = (struct zn_tally){.private_use = 0};
    ck_assert(zn_space_run(&settings, &state, text, length, true, tally, out));
    ck_assert_uint_eq(state.position, length);
    zn_space_state_free(&state);
}

/*
 * One call, on text in memory of just its length, in which a checker sees reads
 * that go too far.
 */
static inline void run_piece(const struct zn_settings *settings, struct zn_space_state *state,
                             const uint8_t *text, size_t length, bool last,
                             struct zn_tally *tally, struct zn_buffer *out)
{
    uint8_t *piece = length == 0 ? NULL : malloc(length);
    ck_assert(length == 0 || piece != NULL);
    if (length != 0)
        memcpy(piece, text, length);
    ck_assert(zn_space_run(settings, state, piece, length, last, tally, out));
    free(piece);
}

/* As run, with a cut before every code point that `cuts` hits by chance, one in `every`. */
static inline void run_in_pieces(uint64_t rules, struct generator *cuts, uint32_t every,
                                 const uint8_t *text, size_t length, struct zn_tally *tally,
                                 struct zn_buffer *out)
{
    struct zn_settings settings = {.rules = rules};
    struct zn_space_state state;
    zn_space_state_init(&state, passes_allocator());
    zn_buffer_init(out, passes_allocator());
    *tally = (struct zn_tally){.private_use = 0};
    size_t start = 0;
    for (size_t at = 1; at < length; at++) {
        if (zn_utf8_is_continuation(text[at]) || generator_below(cuts, every) != 0)
            continue;
        run_piece(&settings, &state, text + start, at - start, false, tally, out);
        start = at;
    }
    bool last = generator_below(cuts, 2) == 0;
    run_piece(&settings, &state, text + start, length - start, last, tally, out);
    if (!last)
        run_piece(&settings, &state, NULL, 0, true, tally, out);
    ck_assert_uint_eq(state.position, length);
    zn_space_state_free(&state);
}

/* ---- Checking --------------------------------------------------------- */

static inline const char *rule_names(uint64_t rules)
{
    static char names[512];
    size_t length = 0;
    names[0] = '\0';
    for (unsigned i = 0; i < ZN_RULES; i++)
        if ((rules >> i & 1) != 0 && length < sizeof names)
            length += (size_t)snprintf(names + length, sizeof names - length, " %s",
                                       zn_rule_info((enum zn_rule)i)->name);
    return names;
}

static inline bool is_equal(const struct zn_buffer *out, const void *text, size_t length)
{
    return out->length == length && (length == 0 || memcmp(out->data, text, length) == 0);
}

static inline void check_equal(const char *what, uint64_t rules, const void *text,
                               size_t length, const struct zn_buffer *wanted,
                               const struct zn_buffer *got)
{
    ck_assert_msg(is_equal(got, wanted->data, wanted->length),
                  "%s, rules%s\ninput  [%.*s]\nwanted [%.*s]\ngot    [%.*s]", what,
                  rule_names(rules), (int)length, (const char *)text, (int)wanted->length,
                  (const char *)wanted->data, (int)got->length, (const char *)got->data);
}

static inline void check_same_tally(uint64_t rules, const void *text, size_t length,
                                    const struct zn_tally *wanted, const struct zn_tally *got)
{
    for (unsigned i = 0; i < ZN_RULES; i++)
        ck_assert_msg(wanted->changes[i] == got->changes[i],
                      "%s is counted %u times, not %u; rules%s\ninput  [%.*s]",
                      zn_rule_info((enum zn_rule)i)->name, (unsigned)got->changes[i],
                      (unsigned)wanted->changes[i], rule_names(rules), (int)length,
                      (const char *)text);
}

static inline void check_example(uint64_t rules, const char *in, const char *wanted)
{
    struct zn_buffer out;
    struct zn_tally tally;
    run(rules, in, strlen(in), &tally, &out);
    ck_assert_msg(is_equal(&out, wanted, strlen(wanted)),
                  "rules%s\ninput  [%s]\nwanted [%s]\ngot    [%.*s]", rule_names(rules), in,
                  wanted, (int)out.length, (const char *)out.data);
    zn_buffer_free(&out);
}

/* ---- Rules and texts -------------------------------------------------- */

/* An example for rules other than the default ones. */
struct switched {
    uint64_t on;  /* beside the default rules */
    uint64_t off; /* of them */
    const char *in;
    const char *out;
};

/* Any set of the step's rules; `add` and `remove` exclude each other. */
static inline uint64_t random_rules(struct generator *generator)
{
    uint64_t rules = 0;
    for (unsigned i = ZN_RULE_SPACES; i <= ZN_RULE_UNWRAP; i++)
        if (generator_below(generator, 2) == 0)
            rules |= UINT64_C(1) << i;
    if ((rules & RULE(ADD_LATIN_SPACES)) != 0)
        rules &= ~RULE(REMOVE_LATIN_SPACES);
    return rules;
}

/* Lines short and long, so that some of them are joined. */
static inline size_t random_text(struct generator *generator, char *text)
{
    uint32_t line = generator_below(generator, 2) == 0 ? 6 : 25;
    return generator_text(generator, line * 10, line, text, TEXT_MAX);
}

#endif
