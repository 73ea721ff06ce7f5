/*
 * The step `space`: its rules on small texts, and what must hold for every
 * text: the same result however the text is divided into calls, nothing left
 * to do on its own output, and no visible character added, lost or moved.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "generator.h"
#include "passes.h"
#include "suite.h"
#include "text/character.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { TEXT_MAX = 4096, TEXTS = 10000 };

static void check_equal(const char *what, const char *text, size_t length,
                        const struct zn_buffer *wanted, const struct zn_buffer *got)
{
    bool equal = wanted->length == got->length &&
                 (got->length == 0 || memcmp(wanted->data, got->data, got->length) == 0);
    ck_assert_msg(equal, "%s\ninput  [%.*s]\nwanted [%.*s]\ngot    [%.*s]", what, (int)length,
                  text, (int)wanted->length, (const char *)wanted->data, (int)got->length,
                  (const char *)got->data);
}

/* ---- Rules ------------------------------------------------------------- */

struct example {
    const char *in;
    const char *out;
};

static const struct example examples[] = {
    /* nothing, and nothing but white space */
    {"", ""},
    {" \t\xE3\x80\x80", ""},
    {"\n", ""},
    {"\n \r\n\n", ""},
    /* a run of spaces is one space */
    {"a  b", "a b"},
    {"a\tb", "a b"},
    {"a\xC2\xA0"
     "b",
     "a b"},
    {"a \xE3\x80\x80\xE2\x80\x83 b", "a b"},
    {"首页  新闻", "首页 新闻"},
    /* between Han and Latin it is kept as found */
    {"用 C 写", "用 C 写"},
    {"用C写", "用C写"},
    /* at the ends of a line it goes */
    {"  a  ", "a"},
    {"\xE3\x80\x80\xE3\x80\x80段落", "段落"},
    {"a \n b", "a\nb"},
    /* between Han and a CJK mark it goes */
    {"你好 ，世界", "你好，世界"},
    {"你好， 世界", "你好，世界"},
    {"《 书 》", "《书》"},
    {"他说 “好” 。", "他说“好” 。"},
    {"C ，D", "C ，D"},
    /* every paragraph end is LF */
    {"a\r\nb", "a\nb"},
    {"a\rb\vc\fd", "a\nb\nc\nd"},
    {"a\xC2\x85"
     "b\xE2\x80\xA8"
     "c\xE2\x80\xA9"
     "d",
     "a\nb\nc\nd"},
    /* blank lines: one for many, none at the ends */
    {"a\n\nb", "a\n\nb"},
    {"a\n\n\n\nb", "a\n\nb"},
    {"a\n \n\t\nb", "a\n\nb"},
    {"a\r\n\r\nb", "a\n\nb"},
    {"a\n\rb", "a\n\nb"},
    {"\n\na", "a"},
    {"a\n\n\n", "a\n"},
    /* the last line ends as the input did */
    {"a", "a"},
    {"a\n", "a\n"},
    {"a\r", "a\n"},
    {"a\n  ", "a"},
    /* not white space for this step */
    {"a\xE2\x80\x8B"
     "b",
     "a\xE2\x80\x8B"
     "b"},
    {"·a", "·a"},
};

START_TEST(a_rule_holds)
{
    const struct example *example = &examples[_i];
    struct zn_buffer out;
    zn_buffer_init(&out, passes_allocator());
    run_space(example->in, strlen(example->in), &out);
    bool equal =
        out.length == strlen(example->out) && memcmp(out.data, example->out, out.length) == 0;
    ck_assert_msg(equal, "input  [%s]\nwanted [%s]\ngot    [%.*s]", example->in, example->out,
                  (int)out.length, (const char *)out.data);
    zn_buffer_free(&out);
}
END_TEST

START_TEST(a_nul_byte_is_text)
{
    struct zn_buffer out;
    zn_buffer_init(&out, passes_allocator());
    run_space(" \0  \0 ", 6, &out);
    ck_assert_uint_eq(out.length, 3);
    ck_assert_mem_eq(out.data, "\0 \0", 3);
    zn_buffer_free(&out);
}
END_TEST

/* ---- What holds for every text ----------------------------------------- */

/* Runs the step with a cut before every code point that `cuts` hits by chance. */
static void run_in_pieces(struct generator *cuts, const char *text, size_t length,
                          struct zn_buffer *out)
{
    struct zn_space_state state = {0};
    size_t start = 0;
    for (size_t at = 1; at < length; at++) {
        if (zn_utf8_is_continuation((uint8_t)text[at]) || generator_below(cuts, 3) != 0)
            continue;
        ck_assert(zn_space_run(&state, (const uint8_t *)text + start, at - start, false, out));
        start = at;
    }
    if (generator_below(cuts, 2) == 0) {
        ck_assert(
            zn_space_run(&state, (const uint8_t *)text + start, length - start, true, out));
        return;
    }
    ck_assert(zn_space_run(&state, (const uint8_t *)text + start, length - start, false, out));
    ck_assert(zn_space_run(&state, NULL, 0, true, out));
}

START_TEST(the_division_into_calls_does_not_matter)
{
    struct generator generator = {UINT64_C(0x51ED270B9F2C1A3D)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        size_t length = generator_text(&generator, 60, 6, text, sizeof text);
        struct zn_buffer whole;
        struct zn_buffer pieces;
        zn_buffer_init(&whole, passes_allocator());
        zn_buffer_init(&pieces, passes_allocator());
        run_space(text, length, &whole);
        run_in_pieces(&generator, text, length, &pieces);
        check_equal("in pieces", text, length, &whole, &pieces);
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
        size_t length = generator_text(&generator, 60, 6, text, sizeof text);
        struct zn_buffer once;
        struct zn_buffer twice;
        zn_buffer_init(&once, passes_allocator());
        zn_buffer_init(&twice, passes_allocator());
        run_space(text, length, &once);
        run_space(once.data, once.length, &twice);
        check_equal("second run", text, length, &once, &twice);
        zn_buffer_free(&once);
        zn_buffer_free(&twice);
    }
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
        size_t length = generator_text(&generator, 60, 6, text, sizeof text);
        struct zn_buffer out;
        struct zn_buffer before;
        struct zn_buffer after;
        zn_buffer_init(&out, passes_allocator());
        zn_buffer_init(&before, passes_allocator());
        zn_buffer_init(&after, passes_allocator());
        run_space(text, length, &out);
        take_visible((const uint8_t *)text, length, &before);
        take_visible(out.data, out.length, &after);
        check_equal("visible characters", text, length, &before, &after);
        bool ended = out.length != 0 && out.data[out.length - 1] == '\n';
        ck_assert_msg(out.length == 0 || out.data[0] > ' ', "white at the start: [%.*s]",
                      (int)length, text);
        ck_assert_msg(!ended || (out.length >= 2 && out.data[out.length - 2] != '\n'),
                      "blank line at the end: [%.*s]", (int)length, text);
        zn_buffer_free(&out);
        zn_buffer_free(&before);
        zn_buffer_free(&after);
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
    tcase_add_test(tests, the_division_into_calls_does_not_matter);
    tcase_add_test(tests, a_second_run_changes_nothing);
    tcase_add_test(tests, visible_characters_stay_as_they_are);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
