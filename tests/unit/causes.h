/*
 * For tests of what images say of their own decisions: looks a text up as the
 * script pass does, and expects a cause or candidates.
 */
#ifndef ZN_TEST_CAUSES_H
#define ZN_TEST_CAUSES_H

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rules/rulebook.h"

#define AMBIGUOUS ZN_CAUSE_AMBIGUOUS

/* Where the script pass ends that begins to match at the start of `text`. */
struct found {
    uint32_t place;
    uint32_t slot; /* 0: the character alone decides */
};

static inline struct found follow(const struct zn_rulebook *rulebook, const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    uint32_t code_point;
    at += zn_utf8_decode(at, &code_point);
    struct found found = {zn_rulebook_place(rulebook, code_point), 0};
    uint32_t base = rulebook->bases[found.place];
    while (*at != '\0' && base != ZN_NO_EDGES) {
        at += zn_utf8_decode(at, &code_point);
        uint32_t slot = base + rulebook->numbers[zn_rulebook_place(rulebook, code_point)];
        if (rulebook->slots[slot].owner != base)
            break;
        found.slot = slot;
        base = rulebook->slots[slot].base;
    }
    return found;
}

static inline const struct zn_cause *cause_of(const struct zn_rulebook *rulebook,
                                              const char *text)
{
    struct found found = follow(rulebook, text);
    uint16_t number = found.slot == 0 ? rulebook->place_causes[found.place]
                                      : rulebook->slot_causes[found.slot];
    return &rulebook->causes[number];
}

static inline void expect_cause_in(const struct zn_rulebook *rulebook, const char *text,
                                   enum zn_paragraph_kind kind, const char *names,
                                   uint32_t flags)
{
    const struct zn_cause *cause = cause_of(rulebook, text);
    const char *got = rulebook->names + cause->names[kind];
    ck_assert_msg(strcmp(got, names) == 0, "%s: wanted '%s', got '%s'", text, names, got);
    ck_assert_msg(cause->flags[kind] == flags, "%s: wanted the flags %u, got %u", text, flags,
                  cause->flags[kind]);
}

/* The same in both kinds of paragraph. */
static inline void expect_cause(const struct zn_rulebook *rulebook, const char *text,
                                const char *names, uint32_t flags)
{
    expect_cause_in(rulebook, text, ZN_PLAIN, names, flags);
    expect_cause_in(rulebook, text, ZN_TRADITIONAL, names, flags);
}

/* The candidates of a character, each followed by a space. */
static inline void expect_candidates(const struct zn_rulebook *rulebook, const char *character,
                                     const char *wanted)
{
    const char *candidates[8];
    char got[256] = "";
    uint32_t code_point;
    zn_utf8_decode((const uint8_t *)character, &code_point);
    size_t count = zn_rulebook_candidates(rulebook, code_point, candidates, 8);
    ck_assert_uint_le(count, 8);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(got);
        snprintf(got + length, sizeof got - length, "%s ", candidates[i]);
    }
    ck_assert_msg(strcmp(got, wanted) == 0, "%s: wanted '%s', got '%s'", character, wanted,
                  got);
}

#endif
