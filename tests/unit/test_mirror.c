/*
 * Where outputs go in a directory: every file to a place of its own, none out of it and
 * none over its own input.
 */
#define _GNU_SOURCE

#include "cli/batch/mirror.h"
#include "cli/message.h"
#include "scratch.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The place of a file with this name in a batch; NULL: it has none. */
static char *place_of(struct zn_batch_mirror *mirror, const char *name,
                      const struct zn_batch_share *share, bool look)
{
    struct zn_batch_item item;
    const char *path;

    zn_batch_item_init(&item);
    ck_assert(zn_buffer_append(&item.path, "dir/", 4));
    ck_assert(zn_buffer_append(&item.path, name, strlen(name) + 1));
    item.below = 4;
    int code = look ? zn_batch_mirror_look(mirror, &item, share, &path)
                    : zn_batch_mirror_path(mirror, &item, share, &path);
    ck_assert_int_eq(code, path != NULL ? ZN_CLI_DONE : ZN_CLI_IO);
    char *copy = path != NULL ? strdup(path) : NULL;
    zn_batch_item_free(&item);
    return copy;
}

/* ---- Names -------------------------------------------------------------------------------
 */

struct name {
    const char *name;
    const char *place;   /* NULL: refused */
    const char *of_part; /* of part 2 of 8 */
};

static const struct name names[] = {
    {"a.txt", "out/a.txt", "out/a.2-of-8.txt"},
    {"a/b.txt", "out/a/b.txt", "out/a/b.2-of-8.txt"},
    {"a//./b", "out/a/b", "out/a/b.2-of-8"},
    {"./-", "out/-", "out/-.2-of-8"},
    {"a/.b", "out/a/.b", "out/a/.b.2-of-8"},
    {"a.b/c.tar.jsonl", "out/a.b/c.tar.jsonl", "out/a.b/c.tar.2-of-8.jsonl"},
    {"c.jsonl.gz", "out/c.jsonl.gz", "out/c.2-of-8.jsonl.gz"},
    {"c.jsonl.zst", "out/c.jsonl.zst", "out/c.2-of-8.jsonl.zst"},
    {"c.gz", "out/c.gz", "out/c.2-of-8.gz"},
    {".c.gz", "out/.c.gz", "out/.c.2-of-8.gz"},
    {"a\nb\xFF/\xFE.txt", "out/a\nb\xFF/\xFE.txt", "out/a\nb\xFF/\xFE.2-of-8.txt"},
    {"...", "out/...", "out/...2-of-8."},
    {"..a/b..", "out/..a/b..", "out/..a/b..2-of-8."},
    {"a/../../x", NULL, NULL},
    {"..", NULL, NULL},
    {"a/..", NULL, NULL},
    {"../x", NULL, NULL},
    {"x/.", NULL, NULL},
    {"x/", NULL, NULL},
    {".", NULL, NULL},
    {"", NULL, NULL},
};

static void check_place(struct zn_batch_mirror *mirror, const char *name,
                        const struct zn_batch_share *share, const char *wanted)
{
    char *place = place_of(mirror, name, share, true);

    if (wanted == NULL)
        ck_assert_ptr_null(place);
    else
        ck_assert_str_eq(place, wanted);
    free(place);
}

START_TEST(a_name_has_one_place)
{
    const struct name *name = &names[_i];
    struct zn_batch_share whole = {.of = {1, 1}};
    struct zn_batch_share part = {.of = {2, 8}};
    struct zn_batch_mirror mirror;
    struct zn_batch_mirror slash;

    zn_batch_mirror_init(&mirror, "out");
    zn_batch_mirror_init(&slash, "out/");
    check_place(&mirror, name->name, NULL, name->place);
    check_place(&mirror, name->name, &whole, name->place);
    check_place(&mirror, name->name, &part, name->of_part);
    check_place(&slash, name->name, NULL, name->place);
    zn_batch_mirror_free(&mirror);
    zn_batch_mirror_free(&slash);
}
END_TEST

/* ---- Directories
 * ---------------------------------------------------------------------------- */

static bool is_directory(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

START_TEST(directories_are_made_as_they_are_needed)
{
    struct zn_batch_mirror mirror;
    static const char *const list[] = {"a", "b/c/d/x", "b/c/d/y", "b/e/x", "b/c/d/x", "é\n/x"};

    put_directory("out");
    zn_batch_mirror_init(&mirror, "out");
    for (size_t i = 0; i < COUNT(list); i++)
        free(place_of(&mirror, list[i], NULL, false));
    ck_assert(is_directory("out/b/c/d"));
    ck_assert(is_directory("out/b/e"));
    ck_assert(is_directory("out/é\n"));
    ck_assert(!is_directory("out/b/c/d/x"));
    /* Looking makes nothing. */
    free(place_of(&mirror, "z/x", NULL, true));
    ck_assert(!is_directory("out/z"));
    zn_batch_mirror_free(&mirror);
}
END_TEST

START_TEST(what_cannot_be_made_is_told_each_time)
{
    struct zn_batch_mirror mirror;

    put_directory("out");
    put_file("out/a", "");
    zn_batch_mirror_init(&mirror, "out");
    ck_assert_ptr_null(place_of(&mirror, "a/b/x", NULL, false));
    ck_assert_ptr_null(place_of(&mirror, "a/b/x", NULL, false));
    zn_batch_mirror_free(&mirror);
}
END_TEST

START_TEST(an_output_is_not_its_input)
{
    struct zn_batch_item item;
    struct stat source;

    put_file("a", "");
    put_file("b", "");
    ck_assert_int_eq(link("a", "c"), 0);
    ck_assert_int_eq(stat("a", &source), 0);
    zn_batch_item_init(&item);
    ck_assert_int_eq(zn_batch_mirror_differs("b", &item, &source), ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_mirror_differs("none", &item, &source), ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_mirror_differs("./a", &item, &source), ZN_CLI_USAGE);
    ck_assert_int_eq(zn_batch_mirror_differs("c", &item, &source), ZN_CLI_USAGE);
}
END_TEST

/* ---- Before anything is converted
 * -------------------------------------------------------------- */

struct inputs {
    const char *inputs[4]; /* up to the first NULL */
    const char *output;
    int code;
};

/* dir/a, dir/b and a are directories; out is, too, and out/in. */
static const struct inputs choices[] = {
    {{"dir/a", "dir/b"}, "out", ZN_CLI_DONE},
    {{"dir/a", "a"}, "out", ZN_CLI_USAGE},
    {{"dir/a///", "a/"}, "out", ZN_CLI_USAGE},
    {{"dir/a", "x/y/a"}, "out", ZN_CLI_USAGE},
    {{"a.txt", "dir/a.txt"}, "out", ZN_CLI_USAGE},
    {{"a.txt", "a.txt.gz", "a.tx"}, "out", ZN_CLI_DONE},
    {{"."}, "out", ZN_CLI_DONE},
    {{"/"}, "out", ZN_CLI_DONE},
    {{".."}, "out", ZN_CLI_DONE},
    {{".", "a"}, "out", ZN_CLI_USAGE},
    {{"dir/..", "a"}, "out", ZN_CLI_USAGE},
    {{"-"}, "out", ZN_CLI_USAGE},
    {{"a", "-"}, "out", ZN_CLI_USAGE},
    {{"out"}, "out", ZN_CLI_USAGE},
    {{"out/in"}, "out", ZN_CLI_USAGE},
    {{"a", "out/in/."}, "out", ZN_CLI_USAGE},
    {{"dir/a"}, "dir", ZN_CLI_USAGE},
    {{"a"}, ".", ZN_CLI_USAGE},
    {{"dir"}, "dir/a", ZN_CLI_DONE},
};

START_TEST(inputs_that_would_lose_one_are_refused)
{
    const struct inputs *choice = &choices[_i];
    struct zn_batch_settings settings = {.recursive = true, .output = choice->output};
    size_t count = 0;

    put_directory("dir");
    put_directory("dir/a");
    put_directory("dir/b");
    put_directory("a");
    put_directory("out");
    put_directory("out/in");
    while (choice->inputs[count] != NULL)
        count++;
    ck_assert_int_eq(zn_batch_mirror_check(&settings, choice->inputs, count), choice->code);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mirror");
    TCase *tests = tcase_create("mirror");

    tcase_add_checked_fixture(tests, scratch_enter, scratch_leave);
    tcase_add_loop_test(tests, a_name_has_one_place, 0, COUNT(names));
    tcase_add_test(tests, directories_are_made_as_they_are_needed);
    tcase_add_test(tests, what_cannot_be_made_is_told_each_time);
    tcase_add_test(tests, an_output_is_not_its_input);
    tcase_add_loop_test(tests, inputs_that_would_lose_one_are_refused, 0, COUNT(choices));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
