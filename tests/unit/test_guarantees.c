/*
 * What the library guarantees of every text, on about a million generated
 * paragraphs, by the public header: each property is a question about a setup
 * and a text.  Where the answer is no, the text and the setup are made as small
 * as they can be before they are shown.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guarantees.h"
#include "sanitized.h"
#include "suite.h"
#include "text/utf8.h"

/* Sanitizers slow the library down. */
#ifdef SANITIZED
enum { SHARE = 5 };
#else
enum { SHARE = 1 };
#endif

/* ---- Properties ---------------------------------------------------------- */

/* Does it hold for this text?  If not, `finding` says what does not. */
typedef bool property(const struct setup *setup, const char *text, size_t length,
                      struct finding *finding);

/* Nothing is left to do on a result. */
static bool is_idempotent(const struct setup *setup, const char *text, size_t length,
                          struct finding *finding)
{
    zhnorm_result *once = convert(setup, text, length);
    zhnorm_result *twice =
        convert(setup, zhnorm_result_text(once), zhnorm_result_length(once));
    bool holds = same_text(finding, "the second run changes nothing", once, twice) &&
                 must(finding, "the second run counts no change", all_changes(twice) == 0);
    zhnorm_result_free(once);
    zhnorm_result_free(twice);
    return holds;
}

/*
 * The steps have nothing left to do on what they made together with a script
 * conversion.  That itself may have: s2twp makes 打開 of 打开, and 開啟 of 打開.
 */
static bool leaves_nothing_to_the_steps(const struct setup *setup, const char *text,
                                        size_t length, struct finding *finding)
{
    struct setup steps_only = *setup;
    bool traditional = strcmp(setup->config, "s2twp") == 0;
    steps_only.config = "none";
    steps_only.quotes = traditional ? ZHNORM_QUOTES_CORNER : ZHNORM_QUOTES_CURLY;
    zhnorm_result *once = convert(setup, text, length);
    zhnorm_result *twice =
        convert(&steps_only, zhnorm_result_text(once), zhnorm_result_length(once));
    bool holds = same_text(finding, "the steps alone change nothing", once, twice);
    zhnorm_result_free(once);
    zhnorm_result_free(twice);
    return holds;
}

/* A text that is not UTF-8 is refused, or the output is UTF-8 nevertheless. */
static bool gives_utf8(const struct setup *setup, const char *text, size_t length,
                       struct finding *finding)
{
    bool valid = is_utf8(text, length);
    zhnorm_result *result = convert(setup, text, length);
    if (setup->bad_input == ZHNORM_BAD_INPUT_REJECT && !valid) {
        bool refused = result == NULL;
        zhnorm_result_free(result);
        return must(finding, "a bad byte is refused", refused);
    }
    bool holds = must(finding, "the output is UTF-8",
                      is_utf8(zhnorm_result_text(result), zhnorm_result_length(result))) &&
                 must(finding, "bad bytes are counted",
                      valid == (zhnorm_result_stats(result).malformed == 0));
    zhnorm_result_free(result);
    return holds;
}

/* Appends the bytes that are in no text. */
static void take_bad_bytes(const char *text, size_t length, struct text *bad)
{
    for (size_t at = 0; at < length; at++) {
        uint8_t byte = (uint8_t)text[at];
        if (byte == 0xC0 || byte == 0xC1 || byte > 0xF4)
            add(bad, text + at, 1);
    }
}

static bool passes_bad_bytes(const struct setup *setup, const char *text, size_t length,
                             struct finding *finding)
{
    struct text before = {.length = 0};
    struct text after = {.length = 0};
    zhnorm_result *result = convert(setup, text, length);
    take_bad_bytes(text, length, &before);
    take_bad_bytes(zhnorm_result_text(result), zhnorm_result_length(result), &after);
    zhnorm_result_free(result);
    return same(finding, "bad bytes are passed on", before.data, before.length, after.data,
                after.length);
}

/* The result, and what is counted, do not depend on how a stream is fed. */
static bool streams_alike(const struct setup *setup, const char *text, size_t length,
                          struct finding *finding)
{
    struct generator chance = {setup->chance | 1};
    zhnorm_converter *converter = compile(setup);
    zhnorm_result *whole = convert(setup, text, length);
    zhnorm_stream *stream = NULL;
    struct text out = {.length = 0};
    ck_assert_int_eq(zhnorm_stream_open(converter, &stream, NULL), ZHNORM_OK);
    int status = stream_text(stream, &chance, text, length, &out);
    bool holds = must(finding, "the status is the same", (whole != NULL) == (status == 0));
    if (holds && whole != NULL) {
        zhnorm_stats wanted = zhnorm_result_stats(whole);
        zhnorm_stats got = zhnorm_stream_stats(stream);
        holds =
            same(finding, "a stream gives the same", zhnorm_result_text(whole),
                 zhnorm_result_length(whole), out.data, out.length) &&
            must(finding, "the counters are the same", memcmp(&wanted, &got, sizeof got) == 0);
        for (size_t i = 0; holds && i < zhnorm_rule_count(); i++)
            holds = must(finding, rule_at(i).name,
                         zhnorm_result_changes(whole, i) == zhnorm_stream_changes(stream, i));
    }
    zhnorm_result_free(whole);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
    return holds;
}

/* Every byte is the input's. */
static bool is_identity(const struct setup *setup, const char *text, size_t length,
                        struct finding *finding)
{
    zhnorm_result *result = convert(setup, text, length);
    bool holds = same(finding, "every byte is the input's", text, length,
                      zhnorm_result_text(result), zhnorm_result_length(result));
    zhnorm_result_free(result);
    return holds;
}

/* Appends the characters of a text that are Han, or those that are not. */
static void take_characters(const char *text, size_t length, bool han, struct text *taken)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = zn_utf8_decode((const uint8_t *)text + at, &code_point);
        if (is_han(code_point) == han)
            add(taken, text + at, size);
        at += size;
    }
}

static bool keeps_characters(const struct setup *setup, const char *text, size_t length,
                             bool han, struct finding *finding)
{
    struct text before = {.length = 0};
    struct text after = {.length = 0};
    zhnorm_result *result = convert(setup, text, length);
    take_characters(text, length, han, &before);
    take_characters(zhnorm_result_text(result), zhnorm_result_length(result), han, &after);
    zhnorm_result_free(result);
    return same(finding, han ? "every Han character stays" : "all but Han stays", before.data,
                before.length, after.data, after.length);
}

static bool keeps_han(const struct setup *setup, const char *text, size_t length,
                      struct finding *finding)
{
    return keeps_characters(setup, text, length, true, finding);
}

static bool keeps_all_but_han(const struct setup *setup, const char *text, size_t length,
                              struct finding *finding)
{
    return keeps_characters(setup, text, length, false, finding);
}

/* What changes is counted, by rules that are on. */
static bool counts_changes(const struct setup *setup, const char *text, size_t length,
                           struct finding *finding)
{
    zhnorm_result *result = convert(setup, text, length);
    bool unchanged = zhnorm_result_length(result) == length &&
                     memcmp(zhnorm_result_text(result), text, length) == 0;
    bool holds = must(finding, "what changes is counted, and nothing else",
                      unchanged == (all_changes(result) == 0));
    for (size_t i = 0; holds && i < zhnorm_rule_count(); i++)
        holds = must(finding, rule_at(i).name,
                     is_on(setup, i) || zhnorm_result_changes(result, i) == 0);
    zhnorm_result_free(result);
    return holds;
}

/* A step with all of its rules off does what it does when it is off itself. */
static bool rules_are_the_steps(const struct setup *setup, const char *text, size_t length,
                                struct finding *finding)
{
    static const uint32_t steps[] = {ZHNORM_STEP_FORM, ZHNORM_STEP_WIDTH, ZHNORM_STEP_PUNCT,
                                     ZHNORM_STEP_SPACE};
    struct setup without_step = *setup;
    struct setup without_rules = *setup;
    uint32_t step = steps[setup->chance % COUNT(steps)];
    without_step.steps &= ~step;
    without_rules.steps |= step;
    for (size_t i = 0; i < zhnorm_rule_count(); i++) {
        uint64_t bit = UINT64_C(1) << i;
        zhnorm_rule_info rule = rule_at(i);
        if (rule.step == step)
            without_rules.switched =
                rule.is_default ? without_rules.switched | bit : without_rules.switched & ~bit;
    }
    zhnorm_result *wanted = convert(&without_step, text, length);
    zhnorm_result *got = convert(&without_rules, text, length);
    bool holds = same_text(finding, "a step without rules is none", wanted, got);
    zhnorm_result_free(wanted);
    zhnorm_result_free(got);
    return holds;
}

/* The length of the line end at `at`, or 0. */
static size_t line_end(const char *at, const char *end)
{
    static const char *const ends[] = {"\r\n", "\n",       "\v",           "\f",
                                       "\r",   "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t length = strlen(ends[i]);
        if (length <= (size_t)(end - at) && memcmp(at, ends[i], length) == 0)
            return length;
    }
    return 0;
}

/* Each paragraph comes out as it does by itself. */
static bool keeps_paragraphs_apart(const struct setup *setup, const char *text, size_t length,
                                   struct finding *finding)
{
    struct text apart = {.length = 0};
    zhnorm_result *whole = convert(setup, text, length);
    const char *end = text + length;
    for (const char *from = text; from < end;) {
        const char *at = from;
        while (at < end && line_end(at, end) == 0)
            at++;
        at += at < end ? line_end(at, end) : 0;
        zhnorm_result *paragraph = convert(setup, from, (size_t)(at - from));
        add(&apart, zhnorm_result_text(paragraph), zhnorm_result_length(paragraph));
        zhnorm_result_free(paragraph);
        from = at;
    }
    bool holds = same(finding, "paragraphs do not see each other", apart.data, apart.length,
                      zhnorm_result_text(whole), zhnorm_result_length(whole));
    zhnorm_result_free(whole);
    return holds;
}

/* ---- The guarantees -------------------------------------------------------- */

static const struct guarantee {
    const char *name;
    property *holds;
    struct setup (*setup)(struct generator *generator);
    writer *write;
    unsigned paragraphs;
} guarantees[] = {
    {"the steps are idempotent", is_idempotent, any_rules, write_some, 500000},
    {"the steps are idempotent behind a script conversion", leaves_nothing_to_the_steps,
     any_converting, write_some, 200000},
    {"the output is UTF-8", gives_utf8, no_passing, write_damaged, 60000},
    {"bad bytes are passed in order", passes_bad_bytes, passing, write_damaged, 40000},
    {"a stream gives the same", streams_alike, anything, write_damaged, 120000},
    {"edits lead from the source to the output", has_true_edits, recording, write_convertible,
     120000},
    {"nothing to do changes nothing", is_identity, nothing, write_damaged, 40000},
    {"conversion leaves a text without Han as it is", is_identity, only_script,
     write_without_han, 60000},
    {"conversion leaves what is not Han as it is", keeps_all_but_han, only_script, write_some,
     60000},
    {"width, punct and space keep the Han characters", keeps_han, no_form, write_some, 150000},
    {"form keeps the Han characters", keeps_han, any_rules, write_formed, 150000},
    {"changes are counted", counts_changes, any_rules, write_few, 100000},
    {"a step without rules does nothing", rules_are_the_steps, any_rules, write_some, 100000},
    {"paragraphs do not see each other", keeps_paragraphs_apart, no_space, write_some, 60000},
};

/* ---- Making a failure small ------------------------------------------------- */

static size_t next_boundary(const struct text *text, size_t at)
{
    while (at < text->length && (text->data[at] & 0xC0) == 0x80)
        at++;
    return at < text->length ? at : text->length;
}

/* Leaves out text[from .. to) if it fails without it as well. */
static bool cut(const struct guarantee *guarantee, const struct setup *setup, size_t from,
                size_t to, struct text *text, struct finding *finding)
{
    struct text shorter = {.length = 0};
    add(&shorter, text->data, from);
    add(&shorter, text->data + to, text->length - to);
    if (guarantee->holds(setup, shorter.data, shorter.length, finding))
        return false;
    *text = shorter;
    return true;
}

/* Large parts first, side by side; small ones wherever a character begins. */
static void shrink_text(const struct guarantee *guarantee, const struct setup *setup,
                        struct text *text, struct finding *finding)
{
    enum { SMALL = 12 };
    for (size_t size = text->length; size > 0; size = size > SMALL ? size / 2 : size - 1)
        for (size_t at = 0; at < text->length;) {
            size_t behind = next_boundary(text, at + size);
            if (!cut(guarantee, setup, at, behind, text, finding))
                at = size > SMALL ? behind : next_boundary(text, at + 1);
        }
}

static void shrink_setup(const struct guarantee *guarantee, struct setup *setup,
                         const struct text *text, struct finding *finding)
{
    for (size_t i = 0; i < zhnorm_rule_count(); i++) {
        struct setup simpler = *setup;
        simpler.switched &= ~(UINT64_C(1) << i);
        if (!guarantee->holds(&simpler, text->data, text->length, finding))
            *setup = simpler;
    }
}

static void show(const struct guarantee *guarantee, const struct setup *setup,
                 const struct text *text, struct finding *finding)
{
    struct text shown = {.length = 0};
    add_shown(&shown, text->data, text->length);
    /* So far, the finding is that of the last text that was tried. */
    guarantee->holds(setup, text->data, text->length, finding);
    printf("%s: %s\n  input  %.*s\n  wanted %.*s\n  got    %.*s\n", guarantee->name,
           finding->what, (int)shown.length, shown.data, (int)finding->wanted.length,
           finding->wanted.data, (int)finding->got.length, finding->got.data);
    printf("  with config %s, steps 0x%X, quotes %d, bad_input %d, max_pending %zu, "
           "chance 0x%llX; switched:",
           setup->config, (unsigned)setup->steps, (int)setup->quotes, (int)setup->bad_input,
           setup->max_pending, (unsigned long long)setup->chance);
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        if ((setup->switched >> i & 1) != 0)
            printf(" %s", rule_at(i).name);
    printf("\n");
}

/* ---- The test ---------------------------------------------------------------- */

START_TEST(it_holds)
{
    enum { FAILURES_MAX = 10 };
    const struct guarantee *guarantee = &guarantees[_i];
    struct generator generator = {UINT64_C(0x9E3779B97F4A7C15) * (uint64_t)(_i + 1)};
    struct finding finding = {.what = ""};
    struct text text;
    unsigned paragraphs = 0;
    unsigned failures = 0;
    while (paragraphs < guarantee->paragraphs / SHARE && failures < FAILURES_MAX) {
        struct setup setup = guarantee->setup(&generator);
        paragraphs += guarantee->write(&generator, &text);
        if (guarantee->holds(&setup, text.data, text.length, &finding))
            continue;
        failures++;
        shrink_text(guarantee, &setup, &text, &finding);
        shrink_setup(guarantee, &setup, &text, &finding);
        show(guarantee, &setup, &text, &finding);
    }
    printf("%s: %u paragraphs\n", guarantee->name, paragraphs);
    ck_assert_msg(failures == 0, "%s: does not hold %u times or more, see above",
                  guarantee->name, failures);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("guarantees");
    TCase *tests = tcase_create("guarantees");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, it_holds, 0, COUNT(guarantees));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
