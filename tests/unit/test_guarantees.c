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

#include "generator.h"
#include "sanitized.h"
#include "suite.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Sanitizers slow the library down. */
#ifdef SANITIZED
enum { SHARE = 5 };
#else
enum { SHARE = 1 };
#endif

enum { TEXT_MAX = 1 << 15, PARAGRAPH_MAX = 1024, RULES_MAX = 64 };

/* ---- Setups -------------------------------------------------------------- */

/* How a text is converted. */
struct setup {
    const char *config;
    uint32_t steps;
    int32_t bad_input;
    int32_t quotes;
    size_t max_pending;
    uint64_t switched; /* bit n: rule n is not as it is by default */
    uint64_t chance;   /* how a stream is fed */
};

static zhnorm_rule_info rule_at(size_t index)
{
    zhnorm_rule_info rule = {.name = ""};
    if (zhnorm_rule_at(index, &rule) != ZHNORM_OK)
        ck_abort_msg("there is no rule %zu", index);
    return rule;
}

static uint64_t rule_bit(const char *name)
{
    size_t index = 0;
    while (strcmp(rule_at(index).name, name) != 0)
        index++;
    return UINT64_C(1) << index;
}

static bool is_on(const struct setup *setup, size_t index)
{
    zhnorm_rule_info rule = rule_at(index);
    bool switched = (setup->switched >> index & 1) != 0;
    return (rule.step & setup->steps) != 0 && (rule.is_default != 0) != switched;
}

static zhnorm_converter *compile(const struct setup *setup)
{
    zhnorm_rule_switch switches[RULES_MAX];
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.config = setup->config;
    options.steps = setup->steps;
    options.bad_input = setup->bad_input;
    options.quotes = setup->quotes;
    options.max_pending = setup->max_pending;
    options.rules = switches;
    for (size_t i = 0; i < zhnorm_rule_count(); i++) {
        zhnorm_rule_info rule = rule_at(i);
        if ((setup->switched >> i & 1) != 0)
            switches[options.rule_count++] = (zhnorm_rule_switch){rule.name, !rule.is_default};
    }
    int status = zhnorm_compile(&options, &converter, &error);
    if (status != ZHNORM_OK)
        ck_abort_msg("zhnorm_compile(%s): %s", setup->config, error.message);
    return converter;
}

/* NULL where the text is refused because of a bad byte. */
static zhnorm_result *convert(const struct setup *setup, const char *text, size_t length)
{
    zhnorm_converter *converter = compile(setup);
    zhnorm_result *result = NULL;
    zhnorm_error error = {0};
    int status = zhnorm_convert_result(converter, text, length, &result, &error);
    if (status != ZHNORM_OK && status != ZHNORM_ERROR_INPUT)
        ck_abort_msg("status %d: %s", status, error.message);
    zhnorm_converter_free(converter);
    return result;
}

static uint64_t all_changes(const zhnorm_result *result)
{
    uint64_t changes = 0;
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        changes += zhnorm_result_changes(result, i);
    return changes;
}

/* ---- Texts --------------------------------------------------------------- */

struct text {
    char data[TEXT_MAX];
    size_t length;
};

static void add(struct text *text, const char *data, size_t length)
{
    if (length > sizeof text->data - text->length)
        ck_abort_msg("a text of more than %zu bytes", sizeof text->data);
    memcpy(text->data + text->length, data, length);
    text->length += length;
}

/* Invisible characters, and what is not UTF-8, as escapes. */
static void add_shown(struct text *shown, const char *data, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)data;
    for (size_t at = 0; at < length && sizeof shown->data - shown->length > 16;) {
        char *to = shown->data + shown->length;
        size_t size = zn_utf8_length(bytes[at]);
        uint32_t code_point = bytes[at];
        bool valid = size <= length - at && zn_utf8_valid_prefix(bytes + at, size) == size;
        if (valid)
            zn_utf8_decode(bytes + at, &code_point);
        bool visible = valid && ((code_point >= ' ' && code_point < 0x7F) ||
                                 (code_point > 0x3000 && code_point < 0x9FFF) ||
                                 (code_point >= 0x2018 && code_point < 0x2027) ||
                                 (code_point > 0xFF00 && code_point < 0xFFE0));
        if (visible)
            add(shown, data + at, size);
        else
            shown->length +=
                (size_t)snprintf(to, 16, valid ? "{U+%04X}" : "{%02X}", code_point);
        at += valid ? size : 1;
    }
}

/* What does not hold: shown when the text is as small as it gets. */
struct finding {
    const char *what;
    struct text wanted;
    struct text got;
};

/* Are two texts the same?  If not, that is a finding. */
static bool same(struct finding *finding, const char *what, const char *wanted,
                 size_t wanted_length, const char *got, size_t got_length)
{
    if (wanted_length == got_length && memcmp(wanted, got, got_length) == 0)
        return true;
    finding->what = what;
    finding->wanted.length = 0;
    finding->got.length = 0;
    add_shown(&finding->wanted, wanted, wanted_length);
    add_shown(&finding->got, got, got_length);
    return false;
}

static bool same_text(struct finding *finding, const char *what, const zhnorm_result *wanted,
                      const zhnorm_result *got)
{
    return same(finding, what, zhnorm_result_text(wanted), zhnorm_result_length(wanted),
                zhnorm_result_text(got), zhnorm_result_length(got));
}

/* A finding of another kind than two texts that differ. */
static bool must(struct finding *finding, const char *what, bool condition)
{
    return condition || same(finding, what, "", 0, " ", 1);
}

static bool is_utf8(const char *text, size_t length)
{
    return zn_utf8_valid_prefix((const uint8_t *)text, length) == length;
}

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

/* Feeds a stream with pieces of up to `limit` bytes, and with little room. */
static int stream_text(zhnorm_stream *stream, struct generator *chance, const char *text,
                       size_t length, struct text *out)
{
    uint32_t limit = 1 + generator_below(chance, 300);
    int status = ZHNORM_OK;
    size_t done = 0;
    bool ended = false;
    while (status == ZHNORM_OK && !ended) {
        size_t size = generator_below(chance, limit + 1);
        ended = size >= length - done;
        zhnorm_input input = {text + done, ended ? length - done : size, 0};
        int more = 1;
        while (status == ZHNORM_OK && more) {
            size_t room = generator_below(chance, 200);
            if (room > sizeof out->data - out->length)
                ck_abort_msg("the output is longer than %zu bytes", sizeof out->data);
            zhnorm_output output = {out->data + out->length, room, 0};
            status = zhnorm_stream_run(stream, &input, &output,
                                       ended ? ZHNORM_END : ZHNORM_CONTINUE, &more, NULL);
            out->length += output.position;
        }
        done += input.length;
    }
    return status;
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

/* Unified and compatibility ideographs, radicals, and the signs used like them. */
static bool is_han(uint32_t code_point)
{
    static const uint32_t ranges[][2] = {
        {0x2E80, 0x2FDF}, {0x3005, 0x3005}, {0x3007, 0x3007},
        {0x3021, 0x3029}, {0x3038, 0x303B}, {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFD}};
    for (size_t i = 0; i < COUNT(ranges); i++)
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1])
            return true;
    return false;
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

/* ---- Setups by chance ----------------------------------------------------- */

/* All steps as they are by default, for text of one's own script. */
static struct setup usual(struct generator *generator)
{
    return (struct setup){.config = "none",
                          .steps = ZHNORM_STEPS_ARTICLE,
                          .quotes = 1 + (int32_t)generator_below(generator, 3),
                          .chance = generator->state};
}

/* Any choice of rules that can be wished for; mostly of all steps. */
static struct setup any_rules(struct generator *generator)
{
    struct setup setup = usual(generator);
    uint64_t add_spaces = rule_bit("add-latin-spaces");
    uint64_t remove_spaces = rule_bit("remove-latin-spaces");
    uint32_t seldom = 1 + generator_below(generator, 10);
    if (generator_below(generator, 4) == 0)
        return setup;
    if (generator_below(generator, 3) == 0)
        setup.steps = generator_below(generator, ZHNORM_STEPS_ARTICLE + 1);
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        if (generator_below(generator, 2 * seldom) == 0)
            setup.switched |= UINT64_C(1) << i;
    /* To join lines is for one run; and these two are opposites. */
    setup.switched &= ~rule_bit("unwrap");
    if ((setup.switched & add_spaces) != 0)
        setup.switched &= ~remove_spaces;
    return setup;
}

/* All steps with one of these configurations. */
static struct setup any_converting(struct generator *generator)
{
    static const char *const configs[] = {"hans", "t2s", "cn", "s2twp"};
    struct setup setup = usual(generator);
    setup.config = configs[generator_below(generator, COUNT(configs))];
    setup.quotes = ZHNORM_QUOTES_AUTO;
    return setup;
}

/* For input that may be bad, and paragraphs that may be too long. */
static struct setup anything(struct generator *generator)
{
    static const char *const configs[] = {"none", "none", "cn", "t2s", "s2twp"};
    static const size_t limits[] = {0, 0, 256, 257, 300, 1000};
    struct setup setup = any_rules(generator);
    setup.config = configs[generator_below(generator, COUNT(configs))];
    setup.max_pending = limits[generator_below(generator, COUNT(limits))];
    setup.bad_input = (int32_t)generator_below(generator, 3);
    if (generator_below(generator, 4) == 0)
        setup.switched |= rule_bit("unwrap");
    return setup;
}

static struct setup no_passing(struct generator *generator)
{
    struct setup setup = anything(generator);
    setup.bad_input = (int32_t)generator_below(generator, 2);
    return setup;
}

static struct setup passing(struct generator *generator)
{
    struct setup setup = anything(generator);
    setup.bad_input = ZHNORM_BAD_INPUT_PASS;
    return setup;
}

static struct setup nothing(struct generator *generator)
{
    return (struct setup){.config = "none",
                          .quotes = (int32_t)generator_below(generator, 4),
                          .bad_input = ZHNORM_BAD_INPUT_PASS};
}

static struct setup only_script(struct generator *generator)
{
    zhnorm_config_info info;
    struct setup setup = nothing(generator);
    uint32_t count = (uint32_t)zhnorm_config_count();
    ck_assert_int_eq(zhnorm_config_at(generator_below(generator, count), &info), ZHNORM_OK);
    setup.config = info.name;
    return setup;
}

static struct setup no_form(struct generator *generator)
{
    struct setup setup = any_rules(generator);
    setup.steps &= ~ZHNORM_STEP_FORM;
    return setup;
}

static struct setup no_space(struct generator *generator)
{
    static const char *const configs[] = {"none", "none", "cn", "t2s"};
    struct setup setup = any_rules(generator);
    setup.config = configs[generator_below(generator, COUNT(configs))];
    setup.steps &= ~ZHNORM_STEP_SPACE;
    return setup;
}

/* ---- Texts by chance ------------------------------------------------------ */

/* Writes a text; returns the number of its paragraphs. */
typedef unsigned writer(struct generator *generator, struct text *text);

static unsigned write_paragraphs(struct generator *generator, unsigned count,
                                 struct text *text)
{
    text->length = 0;
    for (unsigned i = 0; i < count; i++) {
        const char *end = generator_line_end(generator);
        if (i != 0 || generator_below(generator, 8) == 0)
            add(text, end, strlen(end));
        text->length +=
            generator_paragraph(generator, text->data + text->length, PARAGRAPH_MAX);
    }
    if (generator_below(generator, 2) == 0)
        add(text, "\n", 1);
    return count;
}

static unsigned write_some(struct generator *generator, struct text *text)
{
    return write_paragraphs(generator, 1 + generator_below(generator, 25), text);
}

/* Few paragraphs, for what cannot be done for many at a time. */
static unsigned write_few(struct generator *generator, struct text *text)
{
    return write_paragraphs(generator, 1 + generator_below(generator, 4), text);
}

/* With bytes that are not UTF-8 here and there. */
static unsigned write_damaged(struct generator *generator, struct text *text)
{
    static const char *const bad[] = {
        "\xFF",     "\xC0\xAF",     "\xF5\x80\x80\x80", "\xE4",
        "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x9F\x98",
        "\x80",     "\xC1",         "\xE0\x80\x80",     "\xC2"};
    unsigned count = write_few(generator, text);
    struct generator_output output = {text->data, text->length, sizeof text->data};
    for (uint32_t left = generator_below(generator, 8); left > 0; left--) {
        const char *piece = bad[generator_below(generator, COUNT(bad))];
        uint32_t at = generator_below(generator, (uint32_t)output.length + 1);
        generator_replace(&output, at, 0, piece, strlen(piece));
    }
    text->length = output.length;
    return count;
}

/* Keeps the characters that are `wanted`. */
static void filter(struct text *text, bool (*is_wanted)(uint32_t))
{
    size_t kept = 0;
    for (size_t at = 0; at < text->length;) {
        uint32_t code_point;
        size_t size = zn_utf8_decode((const uint8_t *)text->data + at, &code_point);
        if (is_wanted(code_point)) {
            memmove(text->data + kept, text->data + at, size);
            kept += size;
        }
        at += size;
    }
    text->length = kept;
}

static bool is_no_han(uint32_t code_point)
{
    return !is_han(code_point);
}

/* No radical and no compatibility ideograph, which `form` makes another character. */
static bool is_formed(uint32_t code_point)
{
    return !((code_point >= 0x2E80 && code_point <= 0x2FDF) ||
             (code_point >= 0xF900 && code_point <= 0xFAFF) ||
             (code_point >= 0x2F800 && code_point <= 0x2FA1F));
}

static unsigned write_without_han(struct generator *generator, struct text *text)
{
    unsigned count = write_some(generator, text);
    filter(text, is_no_han);
    return count;
}

static unsigned write_formed(struct generator *generator, struct text *text)
{
    unsigned count = write_some(generator, text);
    filter(text, is_formed);
    return count;
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
