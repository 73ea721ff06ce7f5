/*
 * The log of a pass and how two lists of edits become one, where the texts
 * themselves do not matter: places at which both have an edit, lists that come in
 * parts, and lengths that no test could hold a text of.  And counting characters.
 */
#include <check.h>
#include <string.h>

#include "rules/memory.h"
#include "suite.h"
#include "text/character.h"
#include "text/count.h"
#include "text/log.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Source and output of an edit: offset, length, offset, length. */
struct spans {
    uint64_t spans[4];
};

static void put(struct zn_buffer *edits, const struct spans *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        zhnorm_edit edit = {.source_offset = list[i].spans[0],
                            .source_length = (uint32_t)list[i].spans[1],
                            .output_offset = list[i].spans[2],
                            .output_length = (uint32_t)list[i].spans[3]};
        ck_assert(zn_buffer_append(edits, &edit, sizeof edit));
    }
}

static void check(const struct zn_buffer *edits, const struct spans *wanted, size_t count)
{
    ck_assert_uint_eq(zn_log_count(edits), count);
    for (size_t i = 0; i < count; i++) {
        const zhnorm_edit *edit = &zn_log_edits(edits)[i];
        ck_assert_uint_eq(edit->source_offset, wanted[i].spans[0]);
        ck_assert_uint_eq(edit->source_length, wanted[i].spans[1]);
        ck_assert_uint_eq(edit->output_offset, wanted[i].spans[2]);
        ck_assert_uint_eq(edit->output_length, wanted[i].spans[3]);
    }
}

struct composition {
    const char *name;
    struct spans first[3];
    size_t first_count;
    struct spans second[3];
    size_t second_count;
    struct spans wanted[4];
    size_t wanted_count;
};

static const struct composition compositions[] = {
    {"nothing in common",
     {{{0, 1, 0, 2}}},
     1,
     {{{5, 1, 5, 0}}},
     1,
     {{{0, 1, 0, 2}}, {{4, 1, 5, 0}}},
     2},
    {"side by side stay apart",
     {{{0, 1, 0, 2}}},
     1,
     {{{2, 1, 2, 3}}},
     1,
     {{{0, 1, 0, 2}}, {{1, 1, 2, 3}}},
     2},
    {"what overlaps is one", {{{0, 2, 0, 3}}}, 1, {{{2, 3, 2, 1}}}, 1, {{{0, 4, 0, 3}}}, 1},
    {"one that bridges two",
     {{{0, 1, 0, 2}}, {{3, 1, 4, 2}}},
     2,
     {{{1, 4, 1, 1}}},
     1,
     {{{0, 4, 0, 3}}},
     1},
    {"taken out, then put in at the same place",
     {{{2, 3, 2, 0}}},
     1,
     {{{2, 0, 2, 1}}},
     1,
     {{{2, 3, 2, 0}}, {{5, 0, 2, 1}}},
     2},
    {"put in before what was replaced",
     {{{2, 1, 2, 1}}},
     1,
     {{{2, 0, 2, 4}}},
     1,
     {{{2, 0, 2, 4}}, {{2, 1, 6, 1}}},
     2},
    {"taken out inside what is replaced",
     {{{2, 1, 2, 0}}},
     1,
     {{{1, 2, 1, 1}}},
     1,
     {{{1, 3, 1, 1}}},
     1},
    {"put in, and taken out again",
     {{{2, 0, 2, 3}}},
     1,
     {{{2, 3, 2, 0}}},
     1,
     {{{2, 0, 2, 0}}},
     1},
};

START_TEST(edits_compose)
{
    const struct composition *composition = &compositions[_i];
    struct zn_composer composer;
    struct zn_buffer out;
    uint64_t done;
    zn_composer_init(&composer, &zn_default_allocator);
    zn_buffer_init(&out, &zn_default_allocator);
    put(&composer.first, composition->first, composition->first_count);
    put(&composer.second.edits, composition->second, composition->second_count);
    ck_assert(zn_composer_run(&composer, 100, true, &out, &done));
    ck_assert_uint_eq(done, 100);
    check(&out, composition->wanted, composition->wanted_count);
    zn_composer_free(&composer);
    zn_buffer_free(&out);
}
END_TEST

/* Lists that come in parts give what they give as a whole. */
START_TEST(edits_wait_for_what_may_belong_to_them)
{
    const struct composition *composition = &compositions[_i];
    struct zn_composer composer;
    struct zn_buffer out;
    zn_composer_init(&composer, &zn_default_allocator);
    zn_buffer_init(&out, &zn_default_allocator);
    size_t first = 0;
    size_t second = 0;
    for (uint64_t limit = 0; limit <= 10; limit++) {
        uint64_t done;
        /* What begins before the limit is known; what begins there is not. */
        for (; first < composition->first_count && composition->first[first].spans[2] < limit;
             first++)
            put(&composer.first, &composition->first[first], 1);
        for (; second < composition->second_count &&
               composition->second[second].spans[0] < limit;
             second++)
            put(&composer.second.edits, &composition->second[second], 1);
        ck_assert(zn_composer_run(&composer, limit, limit == 10, &out, &done));
        ck_assert_uint_le(done, limit);
    }
    check(&out, composition->wanted, composition->wanted_count);
    zn_composer_free(&composer);
    zn_buffer_free(&out);
}
END_TEST

#define GIB (UINT64_C(1) << 30)

/* No text of ten gigabytes is needed: only its length. */
START_TEST(what_is_too_long_for_one_edit_is_several)
{
    struct zn_composer composer;
    struct zn_buffer out;
    uint64_t done;
    static const struct spans wanted[] = {{{7, GIB, 7, 0}},
                                          {{7 + GIB, GIB, 7, 0}},
                                          {{7 + 2 * GIB, GIB, 7, 0}},
                                          {{7 + 3 * GIB, 5, 7, 1}}};
    zn_composer_init(&composer, &zn_default_allocator);
    zn_buffer_init(&out, &zn_default_allocator);
    zn_log_rule(&composer.second, ZN_RULE_SPACES, 7, 3 * GIB + 5, 7, 1);
    check(&composer.second.edits, wanted, COUNT(wanted));
    ck_assert(zn_composer_run(&composer, UINT64_MAX, true, &out, &done));
    check(&out, wanted, COUNT(wanted));
    ck_assert_uint_eq(composer.output_shift, 1 - (3 * GIB + 5));
    zn_composer_free(&composer);
    zn_buffer_free(&out);
}
END_TEST

/* The same where it only comes together in composing. */
START_TEST(what_becomes_too_long_is_several)
{
    static const struct spans first[] = {{{0, GIB, 0, 1}}, {{GIB, GIB, 1, 1}}};
    static const struct spans second[] = {{{0, 2, 0, 1}}};
    static const struct spans wanted[] = {{{0, GIB, 0, 0}}, {{GIB, GIB, 0, 1}}};
    struct zn_composer composer;
    struct zn_buffer out;
    uint64_t done;
    zn_composer_init(&composer, &zn_default_allocator);
    zn_buffer_init(&out, &zn_default_allocator);
    put(&composer.first, first, COUNT(first));
    put(&composer.second.edits, second, COUNT(second));
    ck_assert(zn_composer_run(&composer, UINT64_MAX, true, &out, &done));
    check(&out, wanted, COUNT(wanted));
    zn_composer_free(&composer);
    zn_buffer_free(&out);
}
END_TEST

/* ---- Counting ------------------------------------------------------------------ */

static bool is_character(uint32_t code_point)
{
    return code_point - 0xD800u >= 0x800;
}

/* Each character by itself, and among others, where the loop is another. */
START_TEST(every_character_is_counted)
{
    enum { BEFORE = 300, BEHIND = 9 };
    uint8_t text[BEFORE + ZN_UTF8_MAX + BEHIND];
    for (uint32_t point = 0; point < 0x110000; point++) {
        if (!is_character(point))
            continue;
        struct zn_count alone = {0, 0};
        struct zn_count among = {0, 0};
        memset(text, 'a', sizeof text);
        size_t length = zn_utf8_encode(point, text + BEFORE);
        size_t han = zn_is_han(point);
        zn_count_add(&alone, text + BEFORE, length);
        ck_assert_uint_eq(alone.code_points, 1);
        ck_assert_msg(alone.han == han, "U+%04X alone: %zu", point, (size_t)alone.han);
        /* All of them among others, at every place, would take long. */
        if (point % 8 != 0 && zn_is_han(point - 1) == (han != 0))
            continue;
        zn_count_add(&among, text + point % BEFORE, sizeof text - point % BEFORE);
        ck_assert_uint_eq(among.code_points, sizeof text - point % BEFORE - length + 1);
        ck_assert_msg(among.han == han, "U+%04X among others: %zu", point, (size_t)among.han);
    }
}
END_TEST

START_TEST(what_is_not_utf8_is_counted_once)
{
    static const char text[] = "門\xE4\xBD\xFF"
                               "a\xF0\x9F\x98";
    struct zn_count count = {0, 0};
    zn_count_add(&count, (const uint8_t *)text, sizeof text - 1);
    ck_assert_uint_eq(count.code_points, 5);
    ck_assert_uint_eq(count.han, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("log");
    TCase *tests = tcase_create("log");
    tcase_add_loop_test(tests, edits_compose, 0, COUNT(compositions));
    tcase_add_loop_test(tests, edits_wait_for_what_may_belong_to_them, 0, COUNT(compositions));
    tcase_add_test(tests, what_is_too_long_for_one_edit_is_several);
    tcase_add_test(tests, what_becomes_too_long_is_several);
    tcase_add_test(tests, every_character_is_counted);
    tcase_add_test(tests, what_is_not_utf8_is_counted_once);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
