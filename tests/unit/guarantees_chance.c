/* Setups and texts by chance: see guarantees.h. */
#include <check.h>
#include <string.h>

#include "guarantees.h"
#include "text/utf8.h"

/* ---- Setups by chance ----------------------------------------------------- */

/* All steps as they are by default, for text of one's own script. */
static struct setup usual(struct generator *generator)
{
    return (struct setup){.config = "none",
                          .steps = ZHNORM_STEPS_ARTICLE,
                          .quotes = 1 + (int32_t)generator_below(generator, 3),
                          .chance = generator->state};
}

struct setup any_rules(struct generator *generator)
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

struct setup any_converting(struct generator *generator)
{
    static const char *const configs[] = {"hans", "t2s", "cn", "s2twp", "auto", "tw2cn"};
    struct setup setup = usual(generator);
    setup.config = configs[generator_below(generator, COUNT(configs))];
    setup.quotes = ZHNORM_QUOTES_AUTO;
    return setup;
}

struct setup anything(struct generator *generator)
{
    static const char *const configs[] = {"none", "none", "cn", "t2s", "s2twp", "auto"};
    static const size_t limits[] = {0, 0, 256, 257, 300, 1000};
    struct setup setup = any_rules(generator);
    setup.config = configs[generator_below(generator, COUNT(configs))];
    setup.max_pending = limits[generator_below(generator, COUNT(limits))];
    setup.bad_input = (int32_t)generator_below(generator, 3);
    if (generator_below(generator, 4) == 0)
        setup.switched |= rule_bit("unwrap");
    return setup;
}

struct setup recording(struct generator *generator)
{
    struct setup setup = anything(generator);
    zhnorm_config_info info;
    size_t config = generator_below(generator, (uint32_t)zhnorm_config_count() + 4);
    setup.record = ZHNORM_RECORD_EDITS;
    if (generator_below(generator, 2) == 0)
        setup.record |= ZHNORM_RECORD_KEPT;
    setup.config = zhnorm_config_at(config, &info) == ZHNORM_OK ? info.name : "none";
    return setup;
}

struct setup no_passing(struct generator *generator)
{
    struct setup setup = anything(generator);
    setup.bad_input = (int32_t)generator_below(generator, 2);
    return setup;
}

struct setup passing(struct generator *generator)
{
    struct setup setup = anything(generator);
    setup.bad_input = ZHNORM_BAD_INPUT_PASS;
    return setup;
}

struct setup nothing(struct generator *generator)
{
    return (struct setup){.config = "none",
                          .quotes = (int32_t)generator_below(generator, 4),
                          .bad_input = ZHNORM_BAD_INPUT_PASS};
}

struct setup only_script(struct generator *generator)
{
    zhnorm_config_info info;
    struct setup setup = nothing(generator);
    uint32_t count = (uint32_t)zhnorm_config_count();
    ck_assert_int_eq(zhnorm_config_at(generator_below(generator, count), &info), ZHNORM_OK);
    setup.config = info.name;
    return setup;
}

struct setup no_form(struct generator *generator)
{
    struct setup setup = any_rules(generator);
    setup.steps &= ~ZHNORM_STEP_FORM;
    return setup;
}

struct setup no_space(struct generator *generator)
{
    static const char *const configs[] = {"none", "none", "cn", "t2s"};
    struct setup setup = any_rules(generator);
    setup.config = configs[generator_below(generator, COUNT(configs))];
    setup.steps &= ~ZHNORM_STEP_SPACE;
    return setup;
}

/* ---- Texts by chance ------------------------------------------------------ */

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

unsigned write_some(struct generator *generator, struct text *text)
{
    return write_paragraphs(generator, 1 + generator_below(generator, 25), text);
}

unsigned write_few(struct generator *generator, struct text *text)
{
    return write_paragraphs(generator, 1 + generator_below(generator, 4), text);
}

unsigned write_damaged(struct generator *generator, struct text *text)
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

unsigned write_without_han(struct generator *generator, struct text *text)
{
    unsigned count = write_some(generator, text);
    filter(text, is_no_han);
    return count;
}

unsigned write_formed(struct generator *generator, struct text *text)
{
    unsigned count = write_some(generator, text);
    filter(text, is_formed);
    return count;
}
