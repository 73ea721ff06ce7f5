/*
 * What a configuration and corpus dictionaries mean, on tables small enough to
 * work the answer out by hand.
 */
#include <stdlib.h>

#include "rulebooks.h"
#include "suite.h"

START_TEST(takes_the_longest_match)
{
    static const struct table tables[] = {{"A", "a\t1\nab\t2\nabc\t3\n"}, {NULL, NULL}};
    expect("stage A\n", tables, NULL, "abcababx", "322x");
    expect("stage A\n", tables, NULL, "xaab", "x12");
}
END_TEST

/* The first dictionary with any match wins, even if a later one is longer. */
START_TEST(short_circuits_a_group)
{
    static const struct table tables[] = {
        {"A", "a\t1\n"}, {"B", "ab\t2\nb\t3\n"}, {NULL, NULL}};
    expect("stage (A B)\n", tables, NULL, "ab", "13");
    expect("stage (B A)\n", tables, NULL, "ab", "2");
}
END_TEST

START_TEST(takes_the_longest_in_a_union)
{
    static const struct table tables[] = {
        {"A", "a\t1\n"}, {"B", "ab\t2\na\t9\n"}, {NULL, NULL}};
    expect("stage {A B}\n", tables, NULL, "aba", "21");
}
END_TEST

/* A union within a group counts as one dictionary of it. */
START_TEST(nests_groups)
{
    static const struct table tables[] = {
        {"A", "a\t1\n"}, {"B", "ab\t2\n"}, {"C", "abc\t3\nc\t4\n"}, {NULL, NULL}};
    expect("stage ({A B} C)\n", tables, NULL, "abc", "24");
    expect("stage (C {A B})\n", tables, NULL, "abcab", "32");
}
END_TEST

START_TEST(runs_stages_one_after_another)
{
    static const struct table tables[] = {
        {"A", "a\tbc\n"}, {"B", "b\tx\ncd\ty\n"}, {NULL, NULL}};
    /* The second stage matches across what the first put out. */
    expect("stage A\nstage B\n", tables, NULL, "ad", "xy");
    expect("stage A\nstage B\n", tables, NULL, "aad", "xcxy");
}
END_TEST

/* No match crosses the edge of a segment. */
START_TEST(keeps_to_segments)
{
    static const struct table tables[] = {
        {"S", "bc\tx\n"}, {"A", "ab\t1\nb\t2\nc\t3\ncd\t4\n"}, {NULL, NULL}};
    static const char chain[] = "segmentation S\nstage A\n";
    expect(chain, tables, NULL, "ab", "1");
    expect(chain, tables, NULL, "abcd", "a23d"); /* a | bc | d */
    expect(chain, tables, NULL, "abxcd", "1x4");
    expect(chain, tables, NULL, "abbcab", "1231"); /* ab | bc | ab */
}
END_TEST

START_TEST(normalizes_first)
{
    static const struct table tables[] = {
        {"N", "A\ta\n"}, {"S", "ab\tx\n"}, {"C", "ab\t1\n"}, {NULL, NULL}};
    expect("normalization N\nsegmentation S\nstage C\n", tables, NULL, "AbabA", "11a");
    /* Corpus keys are matched behind it. */
    expect("normalization N\nstage C\n", tables, "ba\t2\nA\t3\n", "bAb", "2b");
}
END_TEST

START_TEST(lays_the_corpus_over_the_base)
{
    static const struct table tables[] = {
        {"S", "ab\tx\nabc\tx\n"}, {"C", "ab\t1\nabc\t2\na\t3\nb\t4\nc\t5\n"}, {NULL, NULL}};
    static const char chain[] = "segmentation S\nstage C\n";
    expect(chain, tables, "a\t!\n", "abac", "1!5");      /* a longer base key wins */
    expect(chain, tables, "ab\t!\n", "abab", "!!");      /* equal length: the corpus */
    expect(chain, tables, "ab\t!\n", "abcab", "2!");     /* a longer base key again */
    expect(chain, tables, "bc\t!\n", "abc", "2");        /* leftmost */
    expect(chain, tables, "abcd\t!\n", "abcdabc", "!2"); /* a longer corpus key */
    expect(chain, tables, "cc\t!\n", "abcc", "25");      /* the segment abc is left of it */
    expect(chain, tables, "a\n", "aba", "1a");           /* a key alone protects itself */
}
END_TEST

/* What a corpus entry puts out is final, and stages end before it. */
START_TEST(keeps_stages_out_of_corpus_matches)
{
    static const struct table tables[] = {{"A", "a\tb\n"}, {"B", "bc\tx\n"}, {NULL, NULL}};
    static const char chain[] = "stage A\nstage B\n";
    expect(chain, tables, NULL, "ac", "x");
    expect(chain, tables, "c\tc\n", "ac", "bc");
    expect(chain, tables, "d\ta\n", "dc", "ac");
}
END_TEST

/* Entries and conditions look at whole paragraphs. */
START_TEST(fires_in_traditional_paragraphs_only)
{
    static const struct table tables[] = {{"T", "說\t说\n乾隆\t乾隆\n乾\t干\n"}, {NULL, NULL}};
    static const char corpus[] = "著\t着\ttraditional-only\n著名\t著名\n";
    static const char chain[] = "segmentation T\nstage T\n";
    expect(chain, tables, corpus, "鲁迅著", "鲁迅著");
    expect(chain, tables, corpus, "說著", "说着");
    expect(chain, tables, corpus, "著說著名", "着说著名");
    /* 乾 shows nothing: simplified text has it in 乾隆. */
    expect(chain, tables, corpus, "乾著", "干著");
    expect(chain, tables, corpus, "說著\n著\r著說\f著", "说着\n著\r着说\f著");
}
END_TEST

START_TEST(lets_conditional_entries_hide_others)
{
    static const struct table tables[] = {{"T", "說\t说\nab\t1\n"}, {NULL, NULL}};
    static const char corpus[] = "abc\t!\ttraditional-only\nb\t?\n";
    expect("stage T\n", tables, corpus, "abc", "1c");
    expect("stage T\n", tables, corpus, "說abc", "说!");
}
END_TEST

START_TEST(handles_characters_of_every_length)
{
    static const struct table tables[] = {
        {"A", "a\tß\né\t中\n中\t𠀀\n𠀀\ta\n中é\tx\na中\ty\n𠀀a\tz\n"}, {NULL, NULL}};
    expect("stage A\n", tables, NULL, "aé中𠀀", "ß中𠀀a");
    expect("stage A\n", tables, NULL, "中éa中𠀀a", "xyz");
    expect("stage A\n", tables, NULL, "中文𠀁ü中", "𠀀文𠀁ü𠀀");
}
END_TEST

/* Outputs far longer than what they stand for. */
START_TEST(grows_as_much_as_it_must)
{
    char text[5001];
    char wanted[3 * 5000 * 40 + 1] = "";
    static const struct table tables[] = {
        {"A",
         "a\t一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九"
         "十\n"},
        {NULL, NULL}};
    memset(text, 'a', 5000);
    text[5000] = '\0';
    char *end = wanted;
    for (int i = 0; i < 5000; i++) {
        memcpy(end, tables[0].text + 2, strlen(tables[0].text) - 3);
        end += strlen(tables[0].text) - 3;
    }
    *end = '\0';
    struct zn_images images;
    zhnorm_error error;
    struct zn_buffer out;
    struct zn_rulebook rulebook;
    ck_assert_int_eq(compile_chain("stage A\n", tables, NULL, &images, &error), ZHNORM_OK);
    zn_buffer_init(&out, &zn_default_allocator);
    zn_rulebook_open(&rulebook, images.images[0].data,
                     (const struct zn_image_header *)(const void *)images.images[0].data);
    run_rulebook(&rulebook, (const uint8_t *)text, 5000, 5000, &out);
    ck_assert_uint_eq(out.length, strlen(wanted));
    ck_assert_mem_eq(out.data, wanted, out.length);
    zn_buffer_free(&out);
    zn_images_free(&images);
}
END_TEST

static const struct {
    const char *chain;
    const char *reason;
} wrong_chains[] = {
    {"stage\n", "expected the name of a dictionary"},
    {"stage Z\n", "no dictionary named 'Z'"},
    {"step A\n", "unknown item"},
    {"stage A B\n", "expected the end of the item"},
    {"stage (A\n", "expected the name of a dictionary"},
    {"stage ((((((((((((((((((A\n", "nested too deeply"},
    {"stage A\nstage A\nstage A\nstage A\nstage A\nstage A\nstage A\nstage A\nstage A\n",
     "too many stages"},
};

START_TEST(refuses_wrong_chains)
{
    static const struct table tables[] = {{"A", "a\t1\n"}, {"B", "b\t2\n"}, {NULL, NULL}};
    struct zn_images images;
    zhnorm_error error;
    int status = compile_chain(wrong_chains[_i].chain, tables, NULL, &images, &error);
    ck_assert_int_eq(status, ZHNORM_ERROR_CONFIG);
    ck_assert_msg(strstr(error.message, wrong_chains[_i].reason) != NULL,
                  "wanted a message with '%s', got '%s'", wrong_chains[_i].reason,
                  error.message);
}
END_TEST

/*
 * "aaa..." becomes "xyxyxy...", in which every match of the second stage spans
 * the edge of two of the first's, so that nothing is ever independent of what
 * came before.
 */
START_TEST(refuses_stages_that_interlock_for_ever)
{
    static const struct table tables[] = {{"A", "a\txy\n"}, {"B", "yx\t1\n"}, {NULL, NULL}};
    struct zn_images images;
    zhnorm_error error;
    int status = compile_chain("stage A\nstage B\n", tables, NULL, &images, &error);
    ck_assert_int_eq(status, ZHNORM_ERROR_CONFIG);
    ck_assert_msg(strstr(error.message, "interlock") != NULL, "got '%s'", error.message);
}
END_TEST

/* Each stage makes twenty characters of one: no text may grow like that. */
START_TEST(refuses_outputs_without_end)
{
    static const struct table tables[] = {{"A", "a\taaaaaaaaaaaaaaaaaaaa\n"}, {NULL, NULL}};
    struct zn_images images;
    zhnorm_error error;
    int status = compile_chain("stage A\nstage A\nstage A\nstage A\nstage A\nstage A\n",
                               tables, NULL, &images, &error);
    ck_assert_int_eq(status, ZHNORM_ERROR_CONFIG);
    ck_assert_msg(strstr(error.message, "more than 65535 bytes") != NULL, "got '%s'",
                  error.message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rules");
    TCase *tests = tcase_create("rules");
    tcase_add_test(tests, takes_the_longest_match);
    tcase_add_test(tests, short_circuits_a_group);
    tcase_add_test(tests, takes_the_longest_in_a_union);
    tcase_add_test(tests, nests_groups);
    tcase_add_test(tests, runs_stages_one_after_another);
    tcase_add_test(tests, keeps_to_segments);
    tcase_add_test(tests, normalizes_first);
    tcase_add_test(tests, lays_the_corpus_over_the_base);
    tcase_add_test(tests, keeps_stages_out_of_corpus_matches);
    tcase_add_test(tests, fires_in_traditional_paragraphs_only);
    tcase_add_test(tests, lets_conditional_entries_hide_others);
    tcase_add_test(tests, handles_characters_of_every_length);
    tcase_add_test(tests, grows_as_much_as_it_must);
    tcase_add_loop_test(tests, refuses_wrong_chains, 0,
                        (int)(sizeof wrong_chains / sizeof wrong_chains[0]));
    tcase_add_test(tests, refuses_stages_that_interlock_for_ever);
    tcase_add_test(tests, refuses_outputs_without_end);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
