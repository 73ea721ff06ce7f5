/*
 * The step `space`: its rules on small texts, each on and off, and what must
 * hold for every text and every set of rules: the same result however the text
 * is divided into calls, nothing left to do on its own output, no visible
 * character added, lost or moved, and every change counted.
 */
#include <check.h>
#include <string.h>

#include "generator.h"
#include "passes.h"
#include "space_step.h"
#include "suite.h"
#include "text/character.h"
#include "text/utf8.h"

/* ---- The default rules ------------------------------------------------- */

struct example {
    const char *in;
    const char *out;
};

static const struct example examples[] = {
    /* nothing, and nothing but white space */
    {"", ""},
    {" \t\u3000", ""},
    {"\n", ""},
    {"\n \r\n\n", ""},
    /* a run of spaces is one space */
    {"a  b", "a b"},
    {"a\tb", "a b"},
    {"a\u00A0b", "a b"},
    {"a \u3000\u2003 b", "a b"},
    {"首页  新闻", "首页 新闻"},
    /* between Han and Latin it is kept as found */
    {"用 C 写", "用 C 写"},
    {"用C写", "用C写"},
    /* at the ends of a line it goes */
    {"  a  ", "a"},
    {"\u3000\u3000段落", "段落"},
    {"a \n b", "a\nb"},
    /* between Han and a CJK mark it goes */
    {"你好 ，世界", "你好，世界"},
    {"你好， 世界", "你好，世界"},
    {"《 书 》", "《书》"},
    {"他说 “好” 。", "他说“好” 。"},
    {"C ，D", "C ，D"},
    /* ... what combines with Han is part of it */
    {"葛\U000E0100 ，城", "葛\U000E0100，城"},
    {"《 葛\U000E0100 》", "《葛\U000E0100》"},
    {"一\uFE00\u0301 。", "一\uFE00\u0301。"},
    /* ... but what combines with nothing, or with a space, is not */
    {"\u0301 ，", "\u0301 ，"},
    {"书 \u0301 ，", "书 \u0301 ，"},
    {"书 \u0301，", "书 \u0301，"},
    {"书\n\u0301 ，", "书\n\u0301 ，"},
    /* every paragraph end is LF */
    {"a\r\nb", "a\nb"},
    {"a\rb\vc\fd", "a\nb\nc\nd"},
    {"a\xC2\x85"
     "b\u2028c\u2029d",
     "a\nb\nc\nd"},
    /* blank lines: one for many, none at the ends */
    {"a\n\nb", "a\n\nb"},
    {"a\n\n\n\nb", "a\n\nb"},
    {"a\n \n\t\nb", "a\n\nb"},
    {"a\r\n\r\nb", "a\n\nb"},
    {"a\n\rb", "a\n\nb"},
    {"\n\na", "a"},
    {" \n\n a", "a"},
    {"a\n\n\n", "a\n"},
    /* the last line ends as the input did */
    {"a", "a"},
    {"a\n", "a\n"},
    {"a \n", "a\n"},
    {"a\r", "a\n"},
    {"a\n  ", "a"},
    {"a\n\n\n  ", "a"},
    /* not white space for this step */
    {"a\u200Bb", "a\u200Bb"},
    {"·a", "·a"},
};

START_TEST(a_rule_holds)
{
    check_example(default_rules(), examples[_i].in, examples[_i].out);
}
END_TEST

START_TEST(a_nul_byte_is_text)
{
    struct zn_buffer out;
    struct zn_tally tally;
    run(default_rules(), " \0  \0 ", 6, &tally, &out);
    ck_assert_uint_eq(out.length, 3);
    ck_assert_mem_eq(out.data, "\0 \0", 3);
    zn_buffer_free(&out);
}
END_TEST

/* ---- Each rule, switched ----------------------------------------------- */

static const struct switched switched[] = {
    /* spaces off: as found; the other rules know every kind */
    {0, RULE(SPACES), "a \t b\u00A0c", "a \t b\u00A0c"},
    {0, RULE(SPACES), "\u3000 书\u3000 ，\t读\t\n", "书，读\n"},
    /* line-edges off: as spaces leaves them */
    {0, RULE(LINE_EDGES), " a  \n\t\u3000b", " a \n b"},
    {0, RULE(LINE_EDGES) | RULE(SPACES), "\u3000\u3000甲  \n\u3000\u3000乙",
     "\u3000\u3000甲  \n\u3000\u3000乙"},
    /* ... a blank line may hold spaces */
    {0, RULE(LINE_EDGES), "  \na\n  \n \nb\n \n", "a\n \nb\n"},
    {0, RULE(LINE_EDGES) | RULE(TEXT_EDGES), "  \na\n  ", " \na\n "},
    /* mark-spaces off */
    {0, RULE(MARK_SPACES), "你好  ， 世界", "你好 ， 世界"},
    /* han-spaces */
    {RULE(HAN_SPACES), 0, "中\u3000 文 A 书 。", "中文 A 书。"},
    {RULE(HAN_SPACES), 0, "葛\U000E0100 城", "葛\U000E0100城"},
    {RULE(HAN_SPACES), 0, "日本 の 本", "日本 の 本"},
    {RULE(HAN_SPACES), RULE(MARK_SPACES), "中 文 ，", "中文 ，"},
    /* add-latin-spaces */
    {RULE(ADD_LATIN_SPACES), 0, "用Java写3行", "用 Java 写 3 行"},
    {RULE(ADD_LATIN_SPACES), 0, "用\u00A0 Java\t写", "用 Java 写"},
    {RULE(ADD_LATIN_SPACES), 0, "在caf\u00E9里", "在 caf\u00E9 里"},
    {RULE(ADD_LATIN_SPACES), 0, "在cafe\u0301里", "在 cafe\u0301 里"},
    {RULE(ADD_LATIN_SPACES), 0, "葛\U000E0100Q", "葛\U000E0100 Q"},
    {RULE(ADD_LATIN_SPACES), 0, "为Ω值", "为 Ω 值"},
    {RULE(ADD_LATIN_SPACES), RULE(SPACES), "用\tC\t和\t\tD  E", "用 C 和 D  E"},
    /* ... not beside what fills a square, nor beside marks and signs */
    {RULE(ADD_LATIN_SPACES), 0, "第２章ＡＢ型", "第２章ＡＢ型"},
    {RULE(ADD_LATIN_SPACES), 0, "注ㄅ音", "注ㄅ音"},
    {RULE(ADD_LATIN_SPACES), 0, "（A）50%的，B。#C", "（A）50%的，B。#C"},
    {RULE(ADD_LATIN_SPACES), 0, "甲\nA", "甲\nA"},
    /* remove-latin-spaces */
    {RULE(REMOVE_LATIN_SPACES), 0, "用 Java 写\u00A0 3 行", "用Java写3行"},
    {RULE(REMOVE_LATIN_SPACES), 0, "用 C D 写 的 书", "用C D写 的 书"},
    {RULE(REMOVE_LATIN_SPACES), 0, "在 cafe\u0301 里", "在cafe\u0301里"},
    {RULE(REMOVE_LATIN_SPACES), 0, "甲 %A\nA", "甲 %A\nA"},
    /* line-ends off: every line that stays has its own */
    {0, RULE(LINE_ENDS), "a\r\nb\rc\vd\u2028e\xC2\x85", "a\r\nb\rc\vd\u2028e\xC2\x85"},
    {0, RULE(LINE_ENDS), "a \r\n\t\r \f b\v", "a\r\n\rb\v"},
    {0, RULE(LINE_ENDS), "\r\r\na\f\r", "a\f"},
    /* ... two of them never become one */
    {0, RULE(LINE_ENDS), "a\r \nb", "a\r\rb"},
    {0, RULE(LINE_ENDS) | RULE(BLANK_LINES), "a\r\n\r \n \nb", "a\r\n\r\r\rb"},
    /* blank-lines off */
    {0, RULE(BLANK_LINES), "\n\na\n\n \n\t\nb\n\n", "a\n\n\n\nb\n"},
    {0, RULE(BLANK_LINES) | RULE(TEXT_EDGES), "\n\na\n\n\nb\n\n\n", "\n\na\n\n\nb\n\n\n"},
    /* no-blank-lines */
    {RULE(NO_BLANK_LINES), 0, "\na\n\n \n\nb\nc\n\n", "a\nb\nc\n"},
    {RULE(NO_BLANK_LINES), RULE(TEXT_EDGES), "\n\na\n\nb\n\n ", "a\nb\n"},
    {RULE(NO_BLANK_LINES), RULE(BLANK_LINES), "a\n\n\nb", "a\nb"},
    {RULE(NO_BLANK_LINES), RULE(LINE_ENDS), "a\r\r\n\fb", "a\rb"},
    /* text-edges off */
    {0, RULE(TEXT_EDGES), "\n\n a\n\n\n", "\na\n\n"},
    {0, RULE(TEXT_EDGES), "a\n  ", "a\n"},
    {0, RULE(TEXT_EDGES), " \n ", "\n"},
    {0, RULE(TEXT_EDGES) | RULE(LINE_EDGES) | RULE(SPACES), "  ", "  "},
};

START_TEST(a_rule_holds_alone)
{
    const struct switched *example = &switched[_i];
    check_example((default_rules() | example->on) & ~example->off, example->in, example->out);
}
END_TEST

START_TEST(without_rules_nothing_changes)
{
    struct generator generator = {UINT64_C(0xA0761D6478BD642F)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        size_t length = generator_text(&generator, 60, 6, text, sizeof text);
        struct zn_buffer out;
        struct zn_tally tally;
        run(0, text, length, &tally, &out);
        ck_assert_msg(is_equal(&out, text, length), "input  [%.*s]\ngot    [%.*s]",
                      (int)length, text, (int)out.length, (const char *)out.data);
        zn_buffer_free(&out);
    }
}
END_TEST

/* ---- Counting ---------------------------------------------------------- */

struct counted {
    uint64_t on; /* beside the default rules */
    uint64_t off;
    const char *in;
    struct {
        enum zn_rule rule;
        unsigned count;
    } changes[4]; /* 0: no more */
};

static const struct counted counts[] = {
    {0, 0, "甲 a\n\n乙\n", {{0}}},
    {0, 0, "a  b\tc d", {{ZN_RULE_SPACES, 2}}},
    {0, 0, " a \n\n b", {{ZN_RULE_LINE_EDGES, 3}}},
    {0, 0, "甲  ，乙 。", {{ZN_RULE_MARK_SPACES, 2}}},
    {RULE(HAN_SPACES), 0, "甲 乙  丙", {{ZN_RULE_HAN_SPACES, 2}}},
    {RULE(ADD_LATIN_SPACES), 0, "甲A乙 B\t丙", {{ZN_RULE_ADD_LATIN_SPACES, 3}}},
    {RULE(REMOVE_LATIN_SPACES), 0, "甲A乙 B\t丙", {{ZN_RULE_REMOVE_LATIN_SPACES, 2}}},
    {0, 0, "a\r\nb\fc\n", {{ZN_RULE_LINE_ENDS, 2}}},
    /* a run of blank lines is one change, whatever it holds; so is an end of the text */
    {0, 0, "a\n\n \r\n\t\nb\n\n\nc", {{ZN_RULE_BLANK_LINES, 2}}},
    {RULE(NO_BLANK_LINES), 0, "a\n \n\r\nb\n\nc", {{ZN_RULE_NO_BLANK_LINES, 2}}},
    {0, 0, " \n\r\na\n\n \n", {{ZN_RULE_TEXT_EDGES, 2}}},
    {0, 0, " \n\r\n", {{ZN_RULE_TEXT_EDGES, 1}}},
    /* the line that stays of them is changed like any other */
    {0,
     0,
     "a \r\n \r\n\r\n b",
     {{ZN_RULE_LINE_EDGES, 3}, {ZN_RULE_LINE_ENDS, 2}, {ZN_RULE_BLANK_LINES, 1}}},
    {0, RULE(LINE_ENDS), "a\r \nb", {{ZN_RULE_LINE_EDGES, 2}}},
    {RULE(UNWRAP), 0, LINE "去 \r\n看书", {{ZN_RULE_UNWRAP, 1}}},
    {RULE(UNWRAP) | RULE(ADD_LATIN_SPACES),
     0,
     LINE "去\n3天",
     {{ZN_RULE_UNWRAP, 1}, {ZN_RULE_ADD_LATIN_SPACES, 1}}},
};

START_TEST(changes_are_counted)
{
    const struct counted *example = &counts[_i];
    uint64_t rules = (default_rules() | example->on) & ~example->off;
    size_t length = strlen(example->in);
    struct zn_tally wanted = {.private_use = 0};
    for (size_t i = 0; i < COUNT(example->changes); i++)
        if (example->changes[i].count != 0)
            wanted.changes[example->changes[i].rule] = example->changes[i].count;
    struct zn_tally tally;
    struct zn_buffer out;
    run(rules, example->in, length, &tally, &out);
    check_same_tally(rules, example->in, length, &wanted, &tally);
    zn_buffer_free(&out);
}
END_TEST

/* ---- What holds for every text ----------------------------------------- */

START_TEST(the_division_into_calls_does_not_matter)
{
    struct generator generator = {UINT64_C(0x51ED270B9F2C1A3D)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        uint64_t rules = i % 4 == 0 ? default_rules() : random_rules(&generator);
        size_t length = random_text(&generator, text);
        struct zn_buffer whole;
        struct zn_buffer pieces;
        struct zn_tally tally;
        struct zn_tally piece_tally;
        run(rules, text, length, &tally, &whole);
        run_in_pieces(rules, &generator, 1 + generator_below(&generator, 4),
                      (const uint8_t *)text, length, &piece_tally, &pieces);
        check_equal("in pieces", rules, text, length, &whole, &pieces);
        check_same_tally(rules, text, length, &tally, &piece_tally);
        zn_buffer_free(&whole);
        zn_buffer_free(&pieces);
    }
}
END_TEST

START_TEST(a_second_run_changes_nothing)
{
    struct generator generator = {UINT64_C(0x9E3779B97F4A7C15)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        uint64_t rules = i % 4 == 0 ? default_rules() : random_rules(&generator);
        rules &= ~RULE(UNWRAP);
        size_t length = random_text(&generator, text);
        struct zn_buffer once;
        struct zn_buffer twice;
        struct zn_tally tally;
        run(rules, text, length, &tally, &once);
        run(rules, once.data, once.length, &tally, &twice);
        check_equal("second run", rules, text, length, &once, &twice);
        zn_buffer_free(&once);
        zn_buffer_free(&twice);
    }
}
END_TEST

START_TEST(a_text_is_changed_if_a_change_is_counted)
{
    struct generator generator = {UINT64_C(0xE7037ED1A0B428DB)};
    char text[TEXT_MAX];
    unsigned unchanged = 0;
    for (int i = 0; i < TEXTS; i++) {
        uint64_t rules = random_rules(&generator);
        size_t length = generator_text(&generator, 12, 6, text, sizeof text);
        struct zn_buffer out;
        struct zn_tally tally;
        run(rules, text, length, &tally, &out);
        bool counted = false;
        for (unsigned rule = 0; rule < ZN_RULES; rule++) {
            ck_assert(tally.changes[rule] == 0 || (rules >> rule & 1) != 0);
            counted |= tally.changes[rule] != 0;
        }
        bool equal = is_equal(&out, text, length);
        ck_assert_msg(counted != equal, "counted: %d; rules%s\ninput  [%.*s]\ngot    [%.*s]",
                      counted, rule_names(rules), (int)length, text, (int)out.length,
                      (const char *)out.data);
        unchanged += equal;
        zn_buffer_free(&out);
    }
    ck_assert_uint_gt(unchanged, TEXTS / 100);
    ck_assert_uint_lt(unchanged, TEXTS - TEXTS / 100);
}
END_TEST

/* Appends the visible characters of `text`. */
static void take_visible(const uint8_t *text, size_t length, struct zn_buffer *out)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = zn_utf8_decode(text + at, &code_point);
        enum zn_char_class class = zn_char_class(code_point);
        if (class != ZN_CHAR_SPACE && class != ZN_CHAR_PARAGRAPH_END)
            ck_assert(zn_buffer_append(out, text + at, size));
        at += size;
    }
}

START_TEST(visible_characters_stay_as_they_are)
{
    struct generator generator = {UINT64_C(0xD1B54A32D192ED03)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        uint64_t rules = random_rules(&generator);
        size_t length = random_text(&generator, text);
        struct zn_buffer out;
        struct zn_buffer before;
        struct zn_buffer after;
        struct zn_tally tally;
        zn_buffer_init(&before, passes_allocator());
        zn_buffer_init(&after, passes_allocator());
        run(rules, text, length, &tally, &out);
        take_visible((const uint8_t *)text, length, &before);
        take_visible(out.data, out.length, &after);
        check_equal("visible characters", rules, text, length, &before, &after);
        zn_buffer_free(&out);
        zn_buffer_free(&before);
        zn_buffer_free(&after);
    }
}
END_TEST

/* ---- What a rule promises of every text -------------------------------- */

/* A text that came out of the step, code point by code point. */
struct output {
    uint32_t code_points[2 * TEXT_MAX];
    enum zn_char_class classes[2 * TEXT_MAX]; /* OTHER for Latin of full width */
    size_t count;
};

static void read_output(const struct zn_buffer *out, struct output *output)
{
    output->count = 0;
    for (size_t at = 0; at < out->length; output->count++) {
        uint32_t code_point;
        at += zn_utf8_decode(out->data + at, &code_point);
        enum zn_char_class class = zn_char_class(code_point);
        bool latin = class == ZN_CHAR_LATIN || class == ZN_CHAR_DIGIT;
        output->code_points[output->count] = code_point;
        output->classes[output->count] = latin && code_point >= 0x3000 ? ZN_CHAR_OTHER : class;
    }
}

static bool is_white(enum zn_char_class class)
{
    return class == ZN_CHAR_SPACE || class == ZN_CHAR_PARAGRAPH_END;
}

/* The class of the character before `at`, as a space there sees it. */
static enum zn_char_class class_before(const struct output *output, size_t at)
{
    while (at > 0 && output->classes[at - 1] == ZN_CHAR_EXTEND)
        at--;
    if (at == 0 || is_white(output->classes[at - 1]))
        return ZN_CHAR_OTHER;
    return output->classes[at - 1];
}

static bool is_pair(enum zn_char_class left, enum zn_char_class right,
                    bool (*is)(enum zn_char_class))
{
    return (left == ZN_CHAR_HAN && is(right)) || (is(left) && right == ZN_CHAR_HAN);
}

static bool is_mark(enum zn_char_class class)
{
    return class >= ZN_CHAR_CJK_STOP;
}

static bool is_han(enum zn_char_class class)
{
    return class == ZN_CHAR_HAN;
}

static bool is_latin(enum zn_char_class class)
{
    return class == ZN_CHAR_LATIN || class == ZN_CHAR_DIGIT;
}

/* The rule that the spaces from `from` to `end` break, which may be none at all; or ZN_RULES.
 */
static enum zn_rule broken_by_spaces(const struct output *output, size_t from, size_t end,
                                     uint64_t rules)
{
    size_t count = end - from;
    bool single = count == 1 && output->code_points[from] == ' ';
    bool left_edge = from == 0 || output->classes[from - 1] == ZN_CHAR_PARAGRAPH_END;
    bool right_edge = end == output->count || output->classes[end] == ZN_CHAR_PARAGRAPH_END;
    if ((rules & RULE(SPACES)) != 0 && count != 0 && !single)
        return ZN_RULE_SPACES;
    if (left_edge || right_edge)
        return (rules & RULE(LINE_EDGES)) != 0 && count != 0 ? ZN_RULE_LINE_EDGES : ZN_RULES;
    enum zn_char_class left = class_before(output, from);
    enum zn_char_class right = output->classes[end];
    if ((rules & RULE(MARK_SPACES)) != 0 && count != 0 && is_pair(left, right, is_mark))
        return ZN_RULE_MARK_SPACES;
    if ((rules & RULE(HAN_SPACES)) != 0 && count != 0 && is_pair(left, right, is_han))
        return ZN_RULE_HAN_SPACES;
    if ((rules & RULE(REMOVE_LATIN_SPACES)) != 0 && count != 0 &&
        is_pair(left, right, is_latin))
        return ZN_RULE_REMOVE_LATIN_SPACES;
    if ((rules & RULE(ADD_LATIN_SPACES)) != 0 && !single && is_pair(left, right, is_latin))
        return ZN_RULE_ADD_LATIN_SPACES;
    return ZN_RULES;
}

static enum zn_rule broken_inside_lines(const struct output *output, uint64_t rules)
{
    for (size_t at = 0; at < output->count; at++) {
        size_t end = at;
        while (end < output->count && output->classes[end] == ZN_CHAR_SPACE)
            end++;
        enum zn_rule broken = broken_by_spaces(output, at, end, rules);
        if (broken != ZN_RULES)
            return broken;
        at = end;
    }
    return ZN_RULES;
}

/* The rule that the lines break; or ZN_RULES. */
static enum zn_rule broken_by_lines(const struct output *output, uint64_t rules)
{
    bool blank_before = false;
    for (size_t at = 0; at < output->count;) {
        bool first = at == 0;
        bool blank = true;
        for (; at < output->count && output->classes[at] != ZN_CHAR_PARAGRAPH_END; at++)
            blank &= output->classes[at] == ZN_CHAR_SPACE;
        bool pair = at + 1 < output->count && output->code_points[at] == '\r' &&
                    output->code_points[at + 1] == '\n';
        if ((rules & RULE(LINE_ENDS)) != 0 && at < output->count &&
            output->code_points[at] != '\n')
            return ZN_RULE_LINE_ENDS;
        at += pair ? 2 : 1;
        if ((rules & RULE(TEXT_EDGES)) != 0 && blank && (first || at >= output->count))
            return ZN_RULE_TEXT_EDGES;
        if ((rules & RULE(NO_BLANK_LINES)) != 0 && blank)
            return ZN_RULE_NO_BLANK_LINES;
        if ((rules & RULE(BLANK_LINES)) != 0 && blank && blank_before)
            return ZN_RULE_BLANK_LINES;
        blank_before = blank;
    }
    return ZN_RULES;
}

START_TEST(every_rule_keeps_its_promise)
{
    static struct output output;
    struct generator generator = {UINT64_C(0x8EBC6AF09C88C6E3)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        uint64_t rules = random_rules(&generator);
        size_t length = random_text(&generator, text);
        struct zn_buffer out;
        struct zn_tally tally;
        run(rules, text, length, &tally, &out);
        read_output(&out, &output);
        enum zn_rule broken = broken_inside_lines(&output, rules);
        if (broken == ZN_RULES)
            broken = broken_by_lines(&output, rules);
        ck_assert_msg(broken == ZN_RULES,
                      "%s is broken; rules%s\ninput  [%.*s]\ngot    [%.*s]",
                      broken == ZN_RULES ? "" : zn_rule_info(broken)->name, rule_names(rules),
                      (int)length, text, (int)out.length, (const char *)out.data);
        zn_buffer_free(&out);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("space");
    TCase *tests = tcase_create("step");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, a_rule_holds, 0, COUNT(examples));
    tcase_add_test(tests, a_nul_byte_is_text);
    tcase_add_loop_test(tests, a_rule_holds_alone, 0, COUNT(switched));
    tcase_add_test(tests, without_rules_nothing_changes);
    tcase_add_loop_test(tests, changes_are_counted, 0, COUNT(counts));
    tcase_add_test(tests, the_division_into_calls_does_not_matter);
    tcase_add_test(tests, a_second_run_changes_nothing);
    tcase_add_test(tests, a_text_is_changed_if_a_change_is_counted);
    tcase_add_test(tests, visible_characters_stay_as_they_are);
    tcase_add_test(tests, every_rule_keeps_its_promise);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
