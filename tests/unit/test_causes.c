/*
 * What an image says of its own decisions, on tables small enough to work it out
 * by hand: which tables and dictionaries decided, what is ambiguous, and what an
 * ambiguous character can become.
 */
#include "causes.h"
#include "rulebooks.h"
#include "suite.h"

static struct zn_rulebook open_image(const struct zn_images *images, size_t number)
{
    struct zn_rulebook rulebook;
    const void *image = images->images[number].data;
    zn_rulebook_open(&rulebook, image, image);
    return rulebook;
}

/* Compiles, and opens the image that is run last. */
static struct zn_rulebook compile(const char *chain, const struct table *tables,
                                  const char *corpus, struct zn_images *images)
{
    zhnorm_error error;
    int status = compile_chain(chain, tables, corpus, images, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", chain, error.message);
    return open_image(images, images->count - 1);
}

START_TEST(names_the_table_that_matched)
{
    static const struct table tables[] = {
        {"P", "ab\tcd\nef\tef\nhij\tk\n"}, {"C", "a\tx y\nb\tz\ng\tg\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage (P C)\n", tables, NULL, &images);
    expect_cause(&rulebook, "ab", "P", 0);
    expect_cause(&rulebook, "ef", "P", 0); /* kept, but by an entry */
    expect_cause(&rulebook, "a", "C", AMBIGUOUS);
    expect_cause(&rulebook, "ag", "C", AMBIGUOUS);
    expect_cause(&rulebook, "b", "C", 0);
    expect_cause(&rulebook, "g", "C", 0);
    expect_cause(&rulebook, "h", "", 0); /* only begins a key */
    expect_cause(&rulebook, "hi", "", 0);
    expect_cause(&rulebook, "z", "", 0);
    ck_assert_uint_eq(rulebook.place_causes[zn_rulebook_place(&rulebook, 'h')],
                      ZN_CAUSE_NOTHING);
    zn_images_free(&images);
}
END_TEST

/* The stages, in their order: those that changed something, or all that matched. */
START_TEST(names_every_stage_that_changed_something)
{
    static const struct table tables[] = {{"A", "a\tb\nc\tc\nd\td\ng\th\n"},
                                          {"B", "b\tx\nc\ty\nd\td\n"},
                                          {"S", "bd\tbd\nij\tij\n"},
                                          {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook =
        compile("segmentation S\nstage A\nstage B\n", tables, NULL, &images);
    expect_cause(&rulebook, "a", "A B", 0);
    expect_cause(&rulebook, "b", "B", 0);
    expect_cause(&rulebook, "c", "B", 0);
    expect_cause(&rulebook, "d", "A B", 0);
    expect_cause(&rulebook, "g", "A", 0);
    expect_cause(&rulebook, "bd", "B", 0);
    expect_cause(&rulebook, "ij", "S", 0); /* all that keeps it together */
    zn_images_free(&images);
}
END_TEST

/* The second stage looks at c, but a is decided without it. */
START_TEST(names_nobody_who_decides_about_what_follows)
{
    static const struct table tables[] = {
        {"A", "a\tb\n"}, {"C", "c\td\ne\tef\n"}, {"B", "b\tx\nbde\ty\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage (A C)\nstage B\n", tables, NULL, &images);
    expect_cause(&rulebook, "a", "A B", 0);
    ck_assert_uint_ne(follow(&rulebook, "ac").slot, 0);
    expect_cause(&rulebook, "ac", "A B", 0);
    /* Where the last stage joins what they put out, all of them decide. */
    expect_cause(&rulebook, "ace", "A C B", 0);
    zn_images_free(&images);
}
END_TEST

/* The second stage has changed all that c becomes, before the third decides about a. */
START_TEST(names_nobody_who_decided_too_early)
{
    static const struct table tables[] = {{"A", "a\tb\n"},          {"C", "c\tde\n"},
                                          {"D", "d\tf\n"},          {"E", "e\tg\n"},
                                          {"L", "b\tx\nbfgh\ty\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook =
        compile("stage (A C)\nstage (D E)\nstage L\n", tables, NULL, &images);
    ck_assert_uint_ne(follow(&rulebook, "ac").slot, 0);
    expect_cause(&rulebook, "ac", "A L", 0);
    expect_cause(&rulebook, "ach", "A C D E L", 0);
    expect_cause(&rulebook, "c", "C D E", 0);
    zn_images_free(&images);
}
END_TEST

START_TEST(names_the_corpus_alone)
{
    static const struct table tables[] = {
        {"A", "a\tx y\nb\tc\n"}, {"B", "x\tX\ny\tY\n"}, {NULL, NULL}};
    static const char corpus[] = "# name: mine\na\tz\nb\td\nq\nab\tx\nax\n";
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\nstage B\n", tables, corpus, &images);
    expect_cause(&rulebook, "a", "mine", AMBIGUOUS); /* it stands over a choice */
    expect_cause(&rulebook, "b", "mine", 0);
    expect_cause(&rulebook, "q", "mine", 0);
    expect_cause(&rulebook, "ab", "mine", 0); /* what a phrase puts out is final */
    expect_cause(&rulebook, "ax", "mine", 0);
    expect_candidates(&rulebook, "a", "z X Y ");
    expect_candidates(&rulebook, "b", "");
    zn_images_free(&images);
}
END_TEST

START_TEST(calls_a_dictionary_by_header_or_label)
{
    static const struct table tables[] = {{"A", "a\tb\n"}, {NULL, NULL}};
    static const struct {
        const char *corpus;
        const char *name;
    } cases[] = {{"# name: mine\nq\tr\n", "mine"},
                 {"q\tr\n", "test.dict"},
                 {"# name: my own words\nq\tr\n", "my-own-words"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zn_images images;
        struct zn_rulebook rulebook = compile("stage A\n", tables, cases[i].corpus, &images);
        expect_cause(&rulebook, "q", cases[i].name, 0);
        zn_images_free(&images);
    }
}
END_TEST

START_TEST(names_a_dictionary_without_directories)
{
    static const struct {
        const char *label;
        const char *name;
    } cases[] = {{"words.dict", "words.dict"},
                 {"some/where/words", "words"},
                 {"some/", "-"},
                 {"", "-"},
                 {NULL, "-"},
                 {"some/\xFF.dict", "-"}};
    static const struct zn_table_text table = {"A", "A", "a\tb\n", 4};
    const struct zn_configuration_text text = {"test.json", "stage A\n", &table, 1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zn_images images;
        zhnorm_dict *dict;
        zhnorm_error error;
        ck_assert_int_eq(zhnorm_dict_parse("q\tr\n", 4, cases[i].label, NULL, &dict, &error),
                         ZHNORM_OK);
        const zhnorm_dict *const dicts[] = {dict};
        ck_assert_int_eq(
            zn_images_compile(&text, dicts, 1, &zn_default_allocator, &images, &error),
            ZHNORM_OK);
        zhnorm_dict_free(dict);
        struct zn_rulebook rulebook = open_image(&images, 0);
        expect_cause(&rulebook, "q", cases[i].name, 0);
        zn_images_free(&images);
    }
}
END_TEST

START_TEST(has_two_causes_where_the_paragraph_decides)
{
    static const struct table tables[] = {{"T", "說\t说\n乾\t干 乾\n"}, {NULL, NULL}};
    static const char corpus[] = "# name: mine\n"
                                 "著\t着\ttraditional-only\n"
                                 "乾\t乾\ttraditional-only\n"
                                 "於是\t于是\ttraditional-only\n"
                                 "說\t说\ttraditional-only\n";
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage T\n", tables, corpus, &images);
    expect_cause_in(&rulebook, "著", ZN_PLAIN, "", 0);
    expect_cause_in(&rulebook, "著", ZN_TRADITIONAL, "mine", AMBIGUOUS);
    expect_cause_in(&rulebook, "乾", ZN_PLAIN, "T", AMBIGUOUS);
    expect_cause_in(&rulebook, "乾", ZN_TRADITIONAL, "mine", AMBIGUOUS);
    expect_cause_in(&rulebook, "於是", ZN_PLAIN, "", 0);
    expect_cause_in(&rulebook, "於是", ZN_TRADITIONAL, "mine", 0);
    /* Where nothing depends on the paragraph, neither does the cause. */
    expect_cause(&rulebook, "說", "T", 0);
    expect_candidates(&rulebook, "著", "著 着 ");
    expect_candidates(&rulebook, "乾", "干 乾 ");
    expect_candidates(&rulebook, "說", "");
    zn_images_free(&images);
}
END_TEST

/* A phrase decided, even where it gives what its characters would have given. */
START_TEST(slots_as_entries_have_causes_of_their_own)
{
    static const struct table tables[] = {
        {"P", "后来\t後來\n皇后\t皇后\n"}, {"C", "后\t後 后\n来\t來\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage (P C)\n", tables, NULL, &images);
    struct found found = follow(&rulebook, "后来");
    ck_assert_uint_ne(rulebook.slots[found.slot].outcome & ZN_SLOT_AS_ENTRIES, 0);
    expect_cause(&rulebook, "后来", "P", 0);
    expect_cause(&rulebook, "皇后", "P", 0);
    expect_cause(&rulebook, "后", "C", AMBIGUOUS);
    expect_cause(&rulebook, "来", "C", 0);
    zn_images_free(&images);
}
END_TEST

START_TEST(the_normalization_has_causes_too)
{
    static const struct table tables[] = {{"N", "A\ta\n"}, {"C", "a\tb\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook =
        compile("normalization N\nstage C\n", tables, "b\tc\n", &images);
    struct zn_rulebook normalization = open_image(&images, 0);
    ck_assert_uint_eq(images.count, 2);
    expect_cause(&normalization, "A", "N", 0);
    expect_cause(&normalization, "b", "", 0);
    expect_cause(&rulebook, "a", "C", 0);
    expect_cause(&rulebook, "b", "test.dict", 0);
    zn_images_free(&images);
}
END_TEST

/* ---- Candidates --------------------------------------------------------------------- */

START_TEST(candidates_go_through_all_stages)
{
    static const struct table tables[] = {
        {"A", "a\tb c d\ne\tfg f\nh\ti i\nj\tk l\nm\tm n\no\tp\n"},
        {"B", "b\tx\nc\tx\nd\ty z\nfg\tq\nk\t1\nl\t1\np\tr s\n"},
        {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\nstage B\n", tables, NULL, &images);
    expect_candidates(&rulebook, "a", "x y z ");
    expect_candidates(&rulebook, "e", "q f ");
    expect_candidates(&rulebook, "m", "m n ");
    expect_candidates(&rulebook, "o", "r s ");
    /* All ways lead to the same, so there is no choice. */
    expect_candidates(&rulebook, "h", "");
    expect_candidates(&rulebook, "j", "");
    expect_candidates(&rulebook, "b", "");
    expect_candidates(&rulebook, "?", "");
    expect_cause(&rulebook, "a", "A B", AMBIGUOUS);
    expect_cause(&rulebook, "m", "A", AMBIGUOUS); /* kept by its default */
    expect_cause(&rulebook, "o", "A B", AMBIGUOUS);
    expect_cause(&rulebook, "j", "A B", 0);
    zn_images_free(&images);
}
END_TEST

START_TEST(a_corpus_may_have_several_targets)
{
    static const struct table tables[] = {{"A", "b\tc\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook =
        compile("stage A\n", tables, "# format: opencc\na\tx y\nb\td\n", &images);
    expect_cause(&rulebook, "a", "test.dict", AMBIGUOUS);
    expect_candidates(&rulebook, "a", "x y ");
    expect_candidates(&rulebook, "b", "");
    zn_images_free(&images);
    /* In the usual form a value holds its spaces. */
    rulebook = compile("stage A\n", tables, "a\tx y\n", &images);
    expect_cause(&rulebook, "a", "test.dict", 0);
    expect_candidates(&rulebook, "a", "");
    zn_images_free(&images);
}
END_TEST

START_TEST(says_how_many_there_are_whatever_fits)
{
    static const struct table tables[] = {{"A", "a\tx y z\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\n", tables, NULL, &images);
    const char *candidates[3] = {NULL, NULL, NULL};
    ck_assert_uint_eq(zn_rulebook_candidates(&rulebook, 'a', NULL, 0), 3);
    ck_assert_uint_eq(zn_rulebook_candidates(&rulebook, 'a', candidates, 2), 3);
    ck_assert_str_eq(candidates[0], "x");
    ck_assert_str_eq(candidates[1], "y");
    ck_assert_ptr_null(candidates[2]);
    zn_images_free(&images);
}
END_TEST

/* What nobody could print, or read, is left out. */
START_TEST(candidates_are_bounded)
{
    struct zn_buffer text;
    zn_buffer_init(&text, &zn_default_allocator);
    ck_assert(zn_buffer_append(&text, "a\tx", 3));
    for (unsigned i = 0; i < 2 * ZN_CANDIDATES_MOST; i++) {
        char target[16];
        int length = snprintf(target, sizeof target, " %u", i);
        ck_assert(zn_buffer_append(&text, target, (size_t)length));
    }
    ck_assert(zn_buffer_append(&text, "\nb\ty ", 5));
    for (unsigned i = 0; i <= ZN_CANDIDATE_SIZE_MOST; i++)
        ck_assert(zn_buffer_append(&text, "z", 1));
    ck_assert(zn_buffer_append(&text, " w\n", 4));
    const struct table tables[] = {{"A", (const char *)text.data}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\n", tables, NULL, &images);
    ck_assert_uint_eq(zn_rulebook_candidates(&rulebook, 'a', NULL, 0), ZN_CANDIDATES_MOST);
    expect_candidates(&rulebook, "b", "y w ");
    zn_images_free(&images);
    zn_buffer_free(&text);
}
END_TEST

/* ---- Many causes ---------------------------------------------------------------------- */

START_TEST(too_many_causes_lose_their_names)
{
    struct zn_causes causes;
    uint32_t number;
    ck_assert(zn_causes_init(&causes, &zn_default_allocator));
    for (uint32_t i = 1; i < 70000; i++) {
        struct zn_cause cause = {{i, i}, {i % 2, i % 2}};
        ck_assert(zn_causes_add(&causes, cause, &number));
        ck_assert_uint_lt(number, ZN_CAUSES_MOST);
        const struct zn_cause *kept =
            (const struct zn_cause *)(const void *)causes.list.bytes.data + number;
        ck_assert_uint_eq(kept->flags[ZN_PLAIN], i % 2);
        ck_assert(kept->names[ZN_PLAIN] == i || kept->names[ZN_PLAIN] == 0);
    }
    struct zn_cause known = {{7, 7}, {1, 1}};
    ck_assert(zn_causes_add(&causes, known, &number));
    ck_assert_uint_eq(number, 7);
    zn_causes_free(&causes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("causes");
    TCase *tests = tcase_create("causes");
    tcase_add_test(tests, names_the_table_that_matched);
    tcase_add_test(tests, names_every_stage_that_changed_something);
    tcase_add_test(tests, names_nobody_who_decides_about_what_follows);
    tcase_add_test(tests, names_nobody_who_decided_too_early);
    tcase_add_test(tests, names_the_corpus_alone);
    tcase_add_test(tests, calls_a_dictionary_by_header_or_label);
    tcase_add_test(tests, names_a_dictionary_without_directories);
    tcase_add_test(tests, has_two_causes_where_the_paragraph_decides);
    tcase_add_test(tests, slots_as_entries_have_causes_of_their_own);
    tcase_add_test(tests, the_normalization_has_causes_too);
    tcase_add_test(tests, candidates_go_through_all_stages);
    tcase_add_test(tests, a_corpus_may_have_several_targets);
    tcase_add_test(tests, says_how_many_there_are_whatever_fits);
    tcase_add_test(tests, candidates_are_bounded);
    tcase_add_test(tests, too_many_causes_lose_their_names);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
