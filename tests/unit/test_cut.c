/*
 * That the parts of a file, converted by themselves, make up what the whole would have been,
 * wherever it can be cut and whichever rules are on.
 */
#include "cli/batch/cut.h"

#include "formats/formatter.h"
#include "generator.h"
#include "rules/memory.h"
#include "suite.h"
#include "text/buffer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { TEXT_SIZE = 4096 };

/* ---- Where -------------------------------------------------------------------------- */

START_TEST(places)
{
    static const struct {
        enum zn_format format;
        const char *text;
        size_t wanted;
    } cases[] = {
        {ZN_FORMAT_TEXT, "", 0},
        {ZN_FORMAT_TEXT, "甲", 0},
        {ZN_FORMAT_TEXT, "甲\n", 0},
        {ZN_FORMAT_TEXT, "甲\n乙", 4},
        {ZN_FORMAT_TEXT, "a\nb\nc", 4},
        {ZN_FORMAT_TEXT, "a\r\nb", 3},
        {ZN_FORMAT_TEXT, "a\rb", 0},
        {ZN_FORMAT_TEXT, "a\n\nb", 3},
        {ZN_FORMAT_TEXT, "a\nb\n\n", 2},
        {ZN_FORMAT_TEXT, "a\nb\n \t\n", 2},
        {ZN_FORMAT_TEXT, "a\n  \xE3\x80\x80\xE4\xB9\x99", 2}, /* an indent */
        {ZN_FORMAT_TEXT, "a\n\xE4\xB9", 0},                   /* half a character */
        {ZN_FORMAT_TEXT, "a\nb\n\xC2\xA0", 2},                /* a space */
        {ZN_FORMAT_TEXT, "a\nb\n\xE2\x80\x8B\n", 2},          /* nothing to be seen */
        {ZN_FORMAT_TEXT, "a\nb\n&nbsp;\n", 2},                /* a space, too */
        {ZN_FORMAT_TEXT, "a\n\xE2\x80\x9C", 2},               /* a quotation mark */
        {ZN_FORMAT_JSONL, "{}\n{}", 3},
        {ZN_FORMAT_JSONL, "{}\n{}\n", 6},
        {ZN_FORMAT_JSONL, "{}\n\n", 4},
        {ZN_FORMAT_JSONL, "{}", 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
        ck_assert_msg(zn_cut_last(cases[i].format, cases[i].text, strlen(cases[i].text)) ==
                          cases[i].wanted,
                      "case %zu: wanted %zu, came %zu", i, cases[i].wanted,
                      zn_cut_last(cases[i].format, cases[i].text, strlen(cases[i].text)));
}
END_TEST

/* ---- What comes out ------------------------------------------------------------------- */

struct machine {
    zhnorm_converter *converter;
    struct zn_conversions conversions;
    struct zn_formatter *formatter;
};

static void open_machine(struct machine *machine, const zhnorm_options *options)
{
    static const struct zn_format_options format = {.header = ZN_HEADER_AUTO};
    zhnorm_error error;

    ck_assert_int_eq(zhnorm_compile(options, &machine->converter, &error), ZHNORM_OK);
    ck_assert_int_eq(
        zn_conversions_open(&machine->conversions, machine->converter, options, &error),
        ZHNORM_OK);
    ck_assert_int_eq(
        zn_formatter_open(&machine->formatter, &machine->conversions, &format, false, &error),
        ZHNORM_OK);
}

static void close_machine(struct machine *machine)
{
    zn_formatter_close(machine->formatter);
    zn_conversions_close(&machine->conversions);
    zhnorm_converter_free(machine->converter);
}

static bool take(void *context, const char *data, size_t length)
{
    return zn_buffer_append(context, data, length);
}

/* Appends what a part becomes. */
static void convert(struct machine *machine, const char *text, size_t length,
                    const struct zn_format_part *part, struct zn_buffer *out)
{
    const struct zn_format_sink sink = {.write = take, .context = out};
    zhnorm_error error;

    zn_formatter_begin(machine->formatter, ZN_FORMAT_TEXT, part, &sink);
    ck_assert_int_eq(zn_formatter_feed(machine->formatter, text, length, &error), ZHNORM_OK);
    ck_assert_int_eq(zn_formatter_end(machine->formatter, &error), ZHNORM_OK);
}

/* The places where a text can be cut, the last one first. */
static size_t find_cuts(const char *text, size_t length, size_t *cuts)
{
    size_t count = 0;

    for (size_t cut; (cut = zn_cut_last(ZN_FORMAT_TEXT, text, length)) != 0; length = cut - 1)
        cuts[count++] = cut;
    return count;
}

/* Compares the whole with its parts, cut at every place that there is. */
static void compare(struct machine *machine, const char *text, size_t length)
{
    size_t cuts[TEXT_SIZE];
    size_t count = find_cuts(text, length, cuts);
    struct zn_buffer whole;
    struct zn_buffer parts;

    zn_buffer_init(&whole, &zn_default_allocator);
    zn_buffer_init(&parts, &zn_default_allocator);
    convert(machine, text, length, &(struct zn_format_part){true, true, NULL}, &whole);
    size_t from = 0;
    for (size_t i = count + 1; i-- != 0;) {
        size_t to = i == 0 ? length : cuts[i - 1];
        const struct zn_format_part part = {from == 0, i == 0, NULL};
        convert(machine, text + from, to - from, &part, &parts);
        from = to;
    }
    ck_assert_msg(whole.length == parts.length &&
                      (whole.length == 0 || memcmp(whole.data, parts.data, whole.length) == 0),
                  "of %zu parts:\n--- text\n%.*s\n--- whole\n%.*s\n--- parts\n%.*s", count + 1,
                  (int)length, text, (int)whole.length, (const char *)whole.data,
                  (int)parts.length, (const char *)parts.data);
    zn_buffer_free(&whole);
    zn_buffer_free(&parts);
}

/* Rules that differ from their defaults, but for the one that joins lines. */
static size_t choose_rules(struct generator *generator, zhnorm_rule_switch *rules)
{
    /* Of these two one at most can be on. */
    const char *other =
        generator_below(generator, 2) == 0 ? "add-latin-spaces" : "remove-latin-spaces";
    zhnorm_rule_info info;
    size_t count = 0;

    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (strcmp(info.name, "unwrap") != 0 && strcmp(info.name, other) != 0 &&
            generator_below(generator, 4) == 0)
            rules[count++] = (zhnorm_rule_switch){info.name, !info.is_default};
    return count;
}

START_TEST(parts_are_the_whole)
{
    struct generator generator = {.state = 0x9E3779B97F4A7C15 + (uint64_t)_i};
    zhnorm_rule_switch rules[128];
    struct machine machine;
    zhnorm_options options;
    char text[TEXT_SIZE];

    zhnorm_options_init(&options);
    options.config = _i % 3 == 0 ? "t2s" : "cn";
    options.steps = _i % 7 == 0 ? ZHNORM_STEPS_NONE : ZHNORM_STEPS_ARTICLE;
    options.rules = rules;
    options.rule_count = _i % 5 == 0 ? 0 : choose_rules(&generator, rules);
    open_machine(&machine, &options);
    for (int i = 0; i < 100; i++) {
        size_t length = generator_text(&generator, 200, 3, text, sizeof text);
        compare(&machine, text, length);
    }
    close_machine(&machine);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cut");
    TCase *tests = tcase_create("cut");

    tcase_add_test(tests, places);
    tcase_add_loop_test(tests, parts_are_the_whole, 0, 60);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
