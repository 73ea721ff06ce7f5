/* Where paragraphs end, and where one that is too long is cut. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "core/paragraph.h"
#include "suite.h"

static const struct {
    const char *text;
    size_t first; /* place behind the first end, 0: none */
    size_t last;
} ends[] = {
    {"", 0, 0},
    {"abc", 0, 0},
    {"a\nb\nc", 2, 4},
    {"a\r\nb", 3, 3},
    {"a\rb", 2, 2},
    {"a\n\rb", 2, 3},
    {"a\vb\fc", 2, 4},
    {"a\xC2\x85"
     "b",
     3, 3},
    {"a\u2028b\u2029c", 4, 8},
    {"\u2027\u202A\u3085\u0185", 0, 0}, /* look like ends byte by byte */
};

START_TEST(finds_ends)
{
    const uint8_t *text = (const uint8_t *)ends[_i].text;
    size_t length = strlen(ends[_i].text);
    ck_assert_uint_eq(zn_paragraph_first_end(text, 0, length, false), ends[_i].first);
    ck_assert_uint_eq(zn_paragraph_last_end(text, length, false), ends[_i].last);
}
END_TEST

/* A CR at the end of what is known may belong to a LF. */
START_TEST(waits_behind_a_cr)
{
    const uint8_t *text = (const uint8_t *)"ab\r";
    ck_assert_uint_eq(zn_paragraph_first_end(text, 0, 3, false), 0);
    ck_assert_uint_eq(zn_paragraph_first_end(text, 0, 3, true), 3);
    ck_assert_uint_eq(zn_paragraph_last_end(text, 3, false), 0);
    ck_assert_uint_eq(zn_paragraph_last_end(text, 3, true), 3);
}
END_TEST

static const struct {
    const char *text;
    size_t limit;
    size_t cut;
} cuts[] = {
    {"一二三。四五六七", 18, 12},          /* behind the last sentence end */
    {"一二三！四？五六七", 21, 18},        /* the last of two */
    {"一二三四ab五六", 18, 14},            /* no sentence: where Han begins or ends */
    {"一二三四五六七八", 20, 15},          /* neither: between two characters */
    {"abcdeeee\u0301\u0301\u0301", 12, 7}, /* before a starter, not before a mark */
    {"。bcdefghijklmnopqrst", 18, 16},     /* only the second half counts */
};

START_TEST(cuts_where_the_content_says)
{
    const uint8_t *text = (const uint8_t *)cuts[_i].text;
    size_t cut = zn_paragraph_cut(text, cuts[_i].limit);
    ck_assert_msg(cut == cuts[_i].cut, "%s at %zu: wanted %zu, got %zu", cuts[_i].text,
                  cuts[_i].limit, cuts[_i].cut, cut);
}
END_TEST

/* Whatever the bytes, a cut makes progress and splits no character. */
START_TEST(always_makes_progress)
{
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        uint8_t text[64];
        for (size_t i = 0; i < sizeof text; i++) {
            random = random * 1664525u + 1013904223u;
            text[i] = (uint8_t)(random >> 16);
            if (text[i] == '\n' || text[i] == '\r')
                text[i] = 0x80;
        }
        size_t limit = 16 + random % 40;
        size_t cut = zn_paragraph_cut(text, limit);
        ck_assert_uint_ge(cut, limit / 2 - 3);
        ck_assert_uint_le(cut, limit);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("paragraph");
    TCase *tests = tcase_create("paragraph");
    tcase_add_loop_test(tests, finds_ends, 0, (int)(sizeof ends / sizeof ends[0]));
    tcase_add_test(tests, waits_behind_a_cr);
    tcase_add_loop_test(tests, cuts_where_the_content_says, 0,
                        (int)(sizeof cuts / sizeof cuts[0]));
    tcase_add_test(tests, always_makes_progress);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
