/*
 * Which files a batch takes: those of a command line, of a list and of directories, by
 * every kind of name, and what becomes of the things that are no files.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <stdint.h>

#include "cli/batch/globs.h"
#include "cli/batch/walk.h"
#include "cli/message.h"
#include "scratch.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST = 512 };

/* What a walk has handed out, in order of their names. */
struct walked {
    char *lines[MOST]; /* "path|name", with "!code " before what was wrong */
    size_t count;
    uint64_t passed_over;
};

static int compare(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static void take(struct walked *walked, const struct zn_batch_item *item,
                 enum zn_batch_next next)
{
    char line[20000];
    size_t length =
        next == ZN_BATCH_WRONG ? (size_t)snprintf(line, sizeof line, "!%d ", item->code) : 0;

    (void)snprintf(line + length, sizeof line - length, "%s|%s", zn_batch_item_path(item),
                   zn_batch_item_name(item));
    ck_assert_uint_lt(walked->count, MOST);
    walked->lines[walked->count++] = strdup(line);
}

static void walk_with(const struct zn_batch_walk_wishes *wishes, struct walked *walked)
{
    struct zn_batch_walk *walk;
    struct zn_batch_item item;
    enum zn_batch_next next;

    *walked = (struct walked){0};
    zn_batch_item_init(&item);
    ck_assert_int_eq(zn_batch_walk_open(&walk, wishes), ZN_CLI_DONE);
    while ((next = zn_batch_walk_next(walk, &item)) != ZN_BATCH_END)
        take(walked, &item, next);
    ck_assert_int_eq(zn_batch_walk_next(walk, &item), ZN_BATCH_END);
    walked->passed_over = zn_batch_walk_passed_over(walk).special;
    zn_batch_walk_close(walk);
    zn_batch_item_free(&item);
}

static void check(struct walked *walked, const char *const *wanted, size_t count, bool sort)
{
    if (sort)
        qsort(walked->lines, walked->count, sizeof *walked->lines, compare);
    for (size_t i = 0; i < walked->count && i < count; i++)
        ck_assert_str_eq(walked->lines[i], wanted[i]);
    ck_assert_uint_eq(walked->count, count);
    for (size_t i = 0; i < walked->count; i++)
        free(walked->lines[i]);
}

/* Walks through what `inputs` names, with settings, and compares in the order of names. */
static void expect(const struct zn_batch_settings *settings, const char *const *inputs,
                   size_t input_count, const char *const *wanted, size_t count)
{
    struct zn_batch_walk_wishes wishes = {
        .settings = settings, .inputs = inputs, .input_count = input_count};
    struct walked walked;

    walk_with(&wishes, &walked);
    check(&walked, wanted, count, true);
}

#define EXPECT(settings, inputs, wanted) \
    expect(settings, inputs, COUNT(inputs), wanted, COUNT(wanted))

/* ---- Names -------------------------------------------------------------------------------
 */

START_TEST(inputs_come_in_their_order)
{
    static const char *const inputs[] = {"z", "-", "dir/a b", "dir/", "z", "none"};
    static const char *const wanted[] = {"z|z",       "-|-", "dir/a b|a b",
                                         "dir/|dir/", "z|z", "none|none"};
    struct zn_batch_settings settings = {0};
    struct zn_batch_walk_wishes wishes = {
        .settings = &settings, .inputs = inputs, .input_count = COUNT(inputs)};
    struct walked walked;

    put_directory("dir");
    put_file("dir/a b", "");
    walk_with(&wishes, &walked);
    check(&walked, wanted, COUNT(wanted), false);
}
END_TEST

START_TEST(one_directory_gives_names_below_it)
{
    static const char *const inputs[] = {"crawl//"};
    static const char *const wanted[] = {
        "crawl/\x01|\x01",
        "crawl/-|-",
        "crawl/.hidden|.hidden",
        "crawl/a\nb|a\nb",
        "crawl/b/c/\xFF\xFE|b/c/\xFF\xFE",
        "crawl/b/網|b/網",
    };
    struct zn_batch_settings settings = {.recursive = true};

    put_directory("crawl");
    put_directory("crawl/b");
    put_directory("crawl/b/c");
    put_directory("crawl/empty");
    put_file("crawl/.hidden", "");
    put_file("crawl/-", "");
    put_file("crawl/a\nb", "");
    put_file("crawl/\x01", "");
    put_file("crawl/b/網", "");
    put_file("crawl/b/c/\xFF\xFE", "");
    EXPECT(&settings, inputs, wanted);
}
END_TEST

START_TEST(several_inputs_keep_their_last_part)
{
    static const char *const inputs[] = {"in/one/", "in/two", "in/file"};
    static const char *const wanted[] = {"in/file|file", "in/one/a|one/a", "in/two/a|two/a"};
    struct zn_batch_settings settings = {.recursive = true};

    put_directory("in");
    put_directory("in/one");
    put_directory("in/two");
    put_file("in/one/a", "");
    put_file("in/two/a", "");
    put_file("in/file", "");
    EXPECT(&settings, inputs, wanted);
}
END_TEST

START_TEST(the_current_directory_and_an_absolute_one)
{
    static const char *const here[] = {"."};
    static const char *const wanted[] = {"./a|a"};
    struct zn_batch_settings settings = {.recursive = true};
    const char *const absolute[] = {scratch};
    char line[128];
    const char *const wanted_absolute[] = {line};

    put_file("a", "");
    EXPECT(&settings, here, wanted);
    (void)snprintf(line, sizeof line, "%s/a|a", scratch);
    EXPECT(&settings, absolute, wanted_absolute);
}
END_TEST

/* ---- What is no file ------------------------------------------------------------------ */

START_TEST(links_lead_to_files_only)
{
    static const char *const inputs[] = {"in"};
    /* Whoever opens a link to nothing says so. */
    static const char *const wanted[] = {"in/dangling|dangling", "in/file|file",
                                         "in/link|link", "in/self|self"};
    struct zn_batch_settings settings = {.recursive = true};
    struct zn_batch_walk_wishes wishes = {
        .settings = &settings, .inputs = inputs, .input_count = 1};
    struct walked walked;

    put_directory("in");
    put_file("in/file", "");
    ck_assert_int_eq(symlink("file", "in/link"), 0);
    ck_assert_int_eq(symlink("..", "in/up"), 0);
    ck_assert_int_eq(symlink("nowhere", "in/dangling"), 0);
    ck_assert_int_eq(symlink("self", "in/self"), 0);
    ck_assert_int_eq(symlink("/dev/null", "in/device"), 0);
    ck_assert_int_eq(mkfifo("in/pipe", 0666), 0);
    walk_with(&wishes, &walked);
    ck_assert_uint_eq(walked.passed_over, 3);
    check(&walked, wanted, COUNT(wanted), true);
}
END_TEST

START_TEST(other_formats_are_passed_over_unless_they_are_wanted)
{
    static const char *const inputs[] = {"in"};
    static const char *const wanted[] = {"in/a.txt|a.txt", "in/b|b"};
    static const char *const all[] = {"in/.git/config|.git/config", "in/a.txt|a.txt", "in/b|b",
                                      "in/c.JSON|c.JSON", "in/d.js.gz|d.js.gz"};
    struct zn_batch_settings settings = {.recursive = true};
    struct zn_batch_walk_wishes wishes = {
        .settings = &settings, .inputs = inputs, .input_count = 1};
    struct walked walked;

    put_directory("in");
    put_directory("in/.git");
    put_file("in/.git/config", "");
    put_file("in/a.txt", "");
    put_file("in/b", "");
    put_file("in/c.JSON", "");
    put_file("in/d.js.gz", "");
    walk_with(&wishes, &walked);
    check(&walked, wanted, COUNT(wanted), true);
    wishes.foreign = true;
    walk_with(&wishes, &walked);
    check(&walked, all, COUNT(all), true);
}
END_TEST

START_TEST(links_and_pipes_that_are_named_are_taken)
{
    static const char *const inputs[] = {"link", "pipe"};
    static const char *const wanted[] = {"link/a|link/a", "pipe|pipe"};
    struct zn_batch_settings settings = {.recursive = true};

    put_directory("in");
    put_file("in/a", "");
    ck_assert_int_eq(symlink("in", "link"), 0);
    ck_assert_int_eq(mkfifo("pipe", 0666), 0);
    EXPECT(&settings, inputs, wanted);
}
END_TEST

START_TEST(what_the_program_writes_is_no_input)
{
    static const char *const inputs[] = {"in"};
    static const char *const wanted[] = {"in/a|a", "in/b/journal|b/journal"};
    struct zn_batch_settings settings = {
        .recursive = true, .output = "in/out/", .journal = "./in/journal"};

    put_directory("in");
    put_directory("in/b");
    put_directory("in/out");
    put_directory("in/out/deep");
    put_file("in/a", "");
    put_file("in/out/a", "");
    put_file("in/out/deep/a", "");
    put_file("in/journal", "");
    put_file("in/b/journal", "");
    put_file("in/b/.zhnorm-AbC123.tmp", "");
    EXPECT(&settings, inputs, wanted);
}
END_TEST

START_TEST(the_directory_of_outputs_is_no_input)
{
    static const char *const inputs[] = {"out", "out/in", "a"};
    static const char *const wanted[] = {"!2 out/in|in", "!2 out|out", "a|a"};
    struct zn_batch_settings settings = {.recursive = true, .output = "out"};

    put_directory("out");
    put_directory("out/in");
    put_file("out/in/b", "");
    put_file("a", "");
    EXPECT(&settings, inputs, wanted);
}
END_TEST

START_TEST(a_directory_that_cannot_be_read_stops_nothing)
{
    static const char *const inputs[] = {"in"};
    static const char *const wanted[] = {"!3 in/closed|closed", "in/a|a"};
    struct zn_batch_settings settings = {.recursive = true};

    put_directory("in");
    put_directory("in/closed");
    put_file("in/a", "");
    put_file("in/closed/b", "");
    ck_assert_int_eq(chmod("in/closed", 0), 0);
    if (geteuid() == 0) {
        /* Nothing is closed to root, so the test goes on as somebody else. */
        ck_assert_int_eq(chmod(".", 0777), 0);
        ck_assert_int_eq(setresuid(65534, 65534, 0), 0);
    }
    EXPECT(&settings, inputs, wanted);
    if (getuid() == 65534)
        ck_assert_int_eq(setresuid(0, 0, 0), 0);
}
END_TEST

START_TEST(depth_has_an_end)
{
    static const char *const inputs[] = {"d"};
    struct zn_batch_settings settings = {.recursive = true};
    struct zn_batch_walk_wishes wishes = {
        .settings = &settings, .inputs = inputs, .input_count = 1};
    struct walked walked;
    int top = open(".", O_RDONLY | O_DIRECTORY);

    for (int depth = 0; depth < ZN_BATCH_DEPTH_MOST + 1; depth++) {
        put_directory("d");
        ck_assert_int_eq(chdir("d"), 0);
        put_file("f", "");
    }
    ck_assert_int_eq(fchdir(top), 0);
    close(top);
    walk_with(&wishes, &walked);
    /* The file of every directory but the deepest, which is wrong itself. */
    ck_assert_uint_eq(walked.count, ZN_BATCH_DEPTH_MOST + 1);
    size_t found = 0;
    for (size_t i = 0; i < walked.count; i++) {
        found += walked.lines[i][0] != '!';
        free(walked.lines[i]);
    }
    ck_assert_uint_eq(found, ZN_BATCH_DEPTH_MOST);
}
END_TEST

START_TEST(sizes_are_known_if_wanted)
{
    static const char *const inputs[] = {"in", "b"};
    struct zn_batch_settings settings = {.recursive = true};
    struct zn_batch_walk_wishes wishes = {
        .settings = &settings, .inputs = inputs, .input_count = 2, .sizes = true};
    struct zn_batch_walk *walk;
    struct zn_batch_item item;

    put_directory("in");
    put_file("in/a", "12345");
    put_file("b", "123");
    zn_batch_item_init(&item);
    ck_assert_int_eq(zn_batch_walk_open(&walk, &wishes), ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_walk_next(walk, &item), ZN_BATCH_FILE);
    ck_assert_uint_eq(item.size, 5);
    ck_assert(item.found);
    ck_assert_int_eq(zn_batch_walk_next(walk, &item), ZN_BATCH_FILE);
    ck_assert_uint_eq(item.size, 3);
    ck_assert(!item.found);
    zn_batch_walk_close(walk);
    zn_batch_item_free(&item);
}
END_TEST

/* ---- Patterns
 * --------------------------------------------------------------------------------- */

struct pattern {
    const char *include;
    const char *exclude;
    const char *path;
    bool taken;   /* as a file */
    bool entered; /* as a directory */
};

static const struct pattern patterns[] = {
    {NULL, NULL, "a/b.png", true, true},
    {"*.txt", NULL, "a.txt", true, true},
    {"*.txt", NULL, "a/b/.txt", true, true},
    {"*.txt", NULL, "a.txt/b", false, true},
    {"a/*.txt", NULL, "a/b.txt", true, true},
    {"a/*.txt", NULL, "b/a/b.txt", false, true},
    {"a/*.txt", NULL, "a/b/c.txt", false, true},
    {"/*.txt", NULL, "b.txt", true, true},
    {"/*.txt", NULL, "a/b.txt", false, true},
    {NULL, "tmp", "a/tmp", false, false},
    {NULL, "tmp/", "a/tmp", true, false},
    {NULL, "a/tmp/", "a/tmp", true, false},
    {NULL, "a/tmp/", "b/a/tmp", true, true},
    {NULL, "/tmp", "tmp", false, false},
    {NULL, "/tmp", "a/tmp", true, true},
    {"*", "[ab]*", "c", true, true},
    {"*", "[ab]*", "b1", false, false},
    {"\xFF?.txt", NULL, "x/\xFF\xFE.txt", true, true},
    {"a\n*", NULL, "x/a\nb", true, true},
};

START_TEST(patterns_take_and_leave)
{
    const struct pattern *pattern = &patterns[_i];
    struct zn_batch_settings settings = {
        .include = {(const char *[]){pattern->include}, pattern->include != NULL},
        .exclude = {(const char *[]){pattern->exclude}, pattern->exclude != NULL}};
    struct zn_batch_globs globs;

    ck_assert_int_eq(zn_batch_globs_open(&globs, &settings), ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_globs_take(&globs, pattern->path), pattern->taken);
    ck_assert_int_eq(zn_batch_globs_enter(&globs, pattern->path), pattern->entered);
    zn_batch_globs_close(&globs);
}
END_TEST

/* They would never match, or not as elsewhere. */
static const struct {
    const char *pattern;
    bool include;
} dead[] = {
    {"", true},     {"a/**/b", true}, {"**.txt", false}, {"a/", true},
    {"./a", true},  {"../a", false},  {"a//b", false},   {"a/./b", false},
    {"//a", false}, {"/", false},     {"a/../b", true},  {".", false},
};

START_TEST(dead_patterns_are_refused)
{
    struct zn_cli_list list = {(const char *[]){dead[_i].pattern}, 1};
    struct zn_batch_settings settings = {.recursive = true};
    struct zn_batch_walk_wishes wishes = {.settings = &settings};
    struct zn_batch_walk *walk;

    *(dead[_i].include ? &settings.include : &settings.exclude) = list;
    ck_assert_int_eq(zn_batch_walk_open(&walk, &wishes), ZN_CLI_USAGE);
    ck_assert_ptr_null(walk);
}
END_TEST

START_TEST(patterns_hold_below_the_directory)
{
    static const char *const inputs[] = {"in.txt", "b.png"};
    static const char *const wanted[] = {"b.png|b.png", "in.txt/a/c.txt|in.txt/a/c.txt"};
    struct zn_batch_settings settings = {
        .recursive = true,
        .include = {(const char *[]){"*.txt"}, 1},
        .exclude = {(const char *[]){"in.txt", "a/x.txt", "skip/"}, 3}};

    put_directory("in.txt");
    put_directory("in.txt/a");
    put_directory("in.txt/a/skip");
    put_file("in.txt/a/c.txt", "");
    put_file("in.txt/a/x.txt", "");
    put_file("in.txt/a/skip/c.txt", "");
    put_file("in.txt/a/c.png", "");
    put_file("b.png", "");
    EXPECT(&settings, inputs, wanted);
}
END_TEST

/* ---- Lists
 * --------------------------------------------------------------------------------------- */

static void expect_list(const char *bytes, size_t length,
                        const struct zn_batch_settings *settings, const char *const *wanted,
                        size_t count)
{
    struct zn_batch_walk_wishes wishes = {.settings = settings};
    struct walked walked;

    put_bytes("list", bytes, length);
    walk_with(&wishes, &walked);
    check(&walked, wanted, count, false);
}

#define EXPECT_LIST(bytes, settings, wanted) \
    expect_list(bytes, sizeof(bytes) - 1, settings, wanted, COUNT(wanted))

START_TEST(a_list_names_files_and_directories)
{
    static const char *const wanted[] = {"a\nb|a\nb",
                                         "!3 list|list",
                                         "-\xFF|-\xFF",
                                         "./-|./-",
                                         "in/x/f|in/x/f",
                                         "../z|../z",
                                         "without an end|without an end"};
    struct zn_batch_settings settings = {.recursive = true, .files_from = "list"};

    put_directory("in");
    put_directory("in/x");
    put_file("in/x/f", "");
    EXPECT_LIST("a\nb\0\0-\xFF\0-\0in/\0../z\0without an end", &settings, wanted);
}
END_TEST

START_TEST(a_list_may_be_empty)
{
    struct zn_batch_settings settings = {.files_from = "list"};

    expect_list("", 0, &settings, NULL, 0);
}
END_TEST

START_TEST(outputs_are_named_by_names_of_one_kind)
{
    static const char *const wanted[] = {"/x/a|x/a", "!3 x/a|x/a", "/b|b"};
    static const char *const anyway[] = {"/x/a|x/a", "x/a|x/a", "/b|b"};
    struct zn_batch_settings settings = {.files_from = "list", .output = "."};
    struct zn_batch_settings in_place = {.files_from = "list", .in_place = true};

    EXPECT_LIST("/x/a\0x/a\0/b\0", &settings, wanted);
    EXPECT_LIST("/x/a\0x/a\0/b\0", &in_place, anyway);
}
END_TEST

START_TEST(a_list_without_ends_is_told)
{
    static char bytes[300000];
    struct zn_batch_settings settings = {.files_from = "list"};
    struct zn_batch_walk_wishes wishes = {.settings = &settings};
    struct walked walked;

    memset(bytes, 'a', sizeof bytes);
    bytes[200000] = '\0';
    bytes[200002] = '\0';
    put_bytes("list", bytes, sizeof bytes);
    walk_with(&wishes, &walked);
    ck_assert_uint_eq(walked.count, 3);
    ck_assert_int_eq(strncmp(walked.lines[0], "!3 aaaa", 7), 0);
    ck_assert_str_eq(walked.lines[1], "a|a");
    ck_assert_int_eq(strncmp(walked.lines[2], "!3 aaaa", 7), 0);
    for (size_t i = 0; i < walked.count; i++)
        free(walked.lines[i]);
}
END_TEST

/* A name at every place in a block of the reader. */
START_TEST(names_lie_across_blocks)
{
    enum { NAMES = 30000 };
    struct zn_batch_settings settings = {.files_from = "list"};
    struct zn_batch_walk_wishes wishes = {.settings = &settings};
    struct zn_batch_walk *walk;
    struct zn_batch_item item;
    char name[32];
    FILE *list = fopen("list", "wb");

    for (int i = 0; i < NAMES; i++) {
        (void)snprintf(name, sizeof name, "%d/%.*s", i, i % 7, "abcdefg");
        ck_assert_uint_eq(fwrite(name, strlen(name) + 1, 1, list), 1);
    }
    ck_assert_int_eq(fclose(list), 0);
    zn_batch_item_init(&item);
    ck_assert_int_eq(zn_batch_walk_open(&walk, &wishes), ZN_CLI_DONE);
    for (int i = 0; i < NAMES; i++) {
        (void)snprintf(name, sizeof name, "%d/%.*s", i, i % 7, "abcdefg");
        ck_assert_int_eq(zn_batch_walk_next(walk, &item), ZN_BATCH_FILE);
        ck_assert_str_eq(zn_batch_item_path(&item), name);
    }
    ck_assert_int_eq(zn_batch_walk_next(walk, &item), ZN_BATCH_END);
    zn_batch_walk_close(walk);
    zn_batch_item_free(&item);
}
END_TEST

/* Lets the list be read as often as its context says. */
static bool wait_a_while(void *context, int fd)
{
    int *left = context;

    ck_assert_int_ge(fd, 0);
    return (*left)-- > 0;
}

START_TEST(a_wait_for_names_can_be_ended)
{
    struct zn_batch_settings settings = {.files_from = "list"};
    int left = 1;
    struct zn_batch_walk_wishes wishes = {
        .settings = &settings, .wait = wait_a_while, .context = &left};
    static const char *const wanted[] = {"a|a"};
    struct walked walked;

    put_bytes("list", "a\0half of a na", 14);
    walk_with(&wishes, &walked);
    check(&walked, wanted, COUNT(wanted), false);
}
END_TEST

START_TEST(a_list_that_is_not_there)
{
    struct zn_batch_settings settings = {.files_from = "none"};
    struct zn_batch_walk_wishes wishes = {.settings = &settings};
    struct zn_batch_walk *walk;

    ck_assert_int_eq(zn_batch_walk_open(&walk, &wishes), ZN_CLI_IO);
    ck_assert_ptr_null(walk);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("walk");
    TCase *tests = tcase_create("walk");

    tcase_add_checked_fixture(tests, scratch_enter, scratch_leave);
    tcase_add_test(tests, inputs_come_in_their_order);
    tcase_add_test(tests, one_directory_gives_names_below_it);
    tcase_add_test(tests, several_inputs_keep_their_last_part);
    tcase_add_test(tests, the_current_directory_and_an_absolute_one);
    tcase_add_test(tests, links_lead_to_files_only);
    tcase_add_test(tests, other_formats_are_passed_over_unless_they_are_wanted);
    tcase_add_test(tests, links_and_pipes_that_are_named_are_taken);
    tcase_add_test(tests, what_the_program_writes_is_no_input);
    tcase_add_test(tests, the_directory_of_outputs_is_no_input);
    tcase_add_test(tests, a_directory_that_cannot_be_read_stops_nothing);
    tcase_add_test(tests, depth_has_an_end);
    tcase_add_test(tests, sizes_are_known_if_wanted);
    tcase_add_loop_test(tests, patterns_take_and_leave, 0, COUNT(patterns));
    tcase_add_loop_test(tests, dead_patterns_are_refused, 0, COUNT(dead));
    tcase_add_test(tests, patterns_hold_below_the_directory);
    tcase_add_test(tests, a_list_names_files_and_directories);
    tcase_add_test(tests, a_list_may_be_empty);
    tcase_add_test(tests, outputs_are_named_by_names_of_one_kind);
    tcase_add_test(tests, a_list_without_ends_is_told);
    tcase_add_test(tests, names_lie_across_blocks);
    tcase_add_test(tests, a_wait_for_names_can_be_ended);
    tcase_add_test(tests, a_list_that_is_not_there);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
