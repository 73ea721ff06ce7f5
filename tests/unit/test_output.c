/*
 * Output files: there whole or not at all, written only where something differs, and nothing
 * left beside them.
 */
#define _GNU_SOURCE

#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "cli/message.h"
#include "cli/output.h"
#include "cli/temporary.h"
#include "scratch.h"
#include "suite.h"

static const struct zn_cli_output_wishes found = {.place = ZN_CLI_OUTPUT_FOUND, .mode = 0640};

/* ---- Looking at files ------------------------------------------------------------------ */

static void expect_file(const char *path, const char *wanted, size_t length)
{
    char text[8192];
    FILE *file = fopen(path, "rb");

    ck_assert_msg(file != NULL, "there is no %s", path);
    size_t got = fread(text, 1, sizeof text, file);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_msg(got == length && memcmp(text, wanted, length) == 0,
                  "%s: wanted '%.*s', got '%.*s'", path, (int)length, wanted, (int)got, text);
}

static void expect_text(const char *path, const char *wanted)
{
    expect_file(path, wanted, strlen(wanted));
}

static struct stat status_of(const char *path)
{
    struct stat status;

    ck_assert_msg(lstat(path, &status) == 0, "there is no %s", path);
    return status;
}

/* The temporary files in the current directory. */
static int count_temporaries(void)
{
    DIR *names = opendir(".");
    const struct dirent *entry;
    int count = 0;

    ck_assert_ptr_nonnull(names);
    while ((entry = readdir(names)) != NULL)
        count += zn_cli_temporary_is(entry->d_name);
    closedir(names);
    return count;
}

/* What the program says is looked for in the file "said". */
static void hear(void)
{
    scratch_enter();
    ck_assert_ptr_nonnull(freopen("said", "a", stderr));
}

static void expect_said(const char *wanted)
{
    char line[512] = "";
    FILE *file = fopen("said", "r");

    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    ck_assert_msg(strstr(line, wanted) != NULL, "wanted '%s' in '%s'", wanted, line);
    ck_assert_ptr_null(fgets(line, sizeof line, file));
    ck_assert_int_eq(fclose(file), 0);
}

/* ---- Writing -----------------------------------------------------------------------------
 */

static void write_text(struct zn_cli_output *output, const char *text)
{
    ck_assert_int_eq(zn_cli_output_write(output, text, strlen(text)), ZN_CLI_DONE);
}

START_TEST(appears_when_it_is_complete)
{
    struct zn_cli_output output;

    ck_assert_int_eq(zn_cli_output_open_with(&output, "new", &found), ZN_CLI_DONE);
    write_text(&output, "some ");
    ck_assert_int_ne(access("new", F_OK), 0);
    ck_assert_int_eq(count_temporaries(), 1);
    write_text(&output, "text");
    ck_assert_int_eq(zn_cli_output_commit(&output), ZN_CLI_DONE);
    ck_assert(!output.unchanged);
    expect_text("new", "some text");
    ck_assert_int_eq(status_of("new").st_mode & 07777, 0640);
    ck_assert_int_eq(count_temporaries(), 0);
}
END_TEST

START_TEST(stays_as_it_was_when_given_up)
{
    struct zn_cli_output output;

    put_file("old", "before");
    ck_assert_int_eq(chmod("old", 0604), 0);
    ck_assert_int_eq(zn_cli_output_open_with(&output, "old", &found), ZN_CLI_DONE);
    write_text(&output, "after");
    zn_cli_output_discard(&output);
    expect_text("old", "before");
    ck_assert_int_eq(count_temporaries(), 0);
    ck_assert_int_eq(zn_cli_output_open_with(&output, "old", &found), ZN_CLI_DONE);
    write_text(&output, "after");
    ck_assert_int_eq(zn_cli_output_commit(&output), ZN_CLI_DONE);
    expect_text("old", "after");
    ck_assert_int_eq(status_of("old").st_mode & 07777, 0604);
}
END_TEST

START_TEST(keeps_times_if_asked)
{
    struct zn_cli_output output;
    struct zn_cli_output_wishes wishes = {
        .place = ZN_CLI_OUTPUT_FOUND,
        .mode = 0644,
        .keep_times = true,
        .times = {{.tv_sec = 1000, .tv_nsec = 1}, {.tv_sec = 2000, .tv_nsec = 5}}};

    ck_assert_int_eq(zn_cli_output_open_with(&output, "new", &wishes), ZN_CLI_DONE);
    write_text(&output, "text");
    ck_assert_int_eq(zn_cli_output_commit(&output), ZN_CLI_DONE);
    ck_assert_int_eq(status_of("new").st_atim.tv_sec, 1000);
    ck_assert_int_eq(status_of("new").st_mtim.tv_sec, 2000);
}
END_TEST

/* Where no more can be written: one message, the old file, and nothing beside it. */
START_TEST(leaves_nothing_when_there_is_no_room)
{
    struct zn_cli_output output;
    struct rlimit limit = {.rlim_cur = 4096, .rlim_max = RLIM_INFINITY};
    char text[5000] = {0};

    put_file("old", "before");
    ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(zn_cli_output_open_with(&output, "old", &found), ZN_CLI_DONE);
    ck_assert_int_eq(zn_cli_output_write(&output, text, sizeof text), ZN_CLI_IO);
    ck_assert(output.failed);
    zn_cli_output_discard(&output);
    expect_text("old", "before");
    ck_assert_int_eq(count_temporaries(), 0);
    expect_said("old: File too large");
}
END_TEST

START_TEST(refuses_directories_and_missing_ones)
{
    struct zn_cli_output output;

    ck_assert_int_eq(zn_cli_output_open_with(&output, "none/new", &found), ZN_CLI_IO);
    expect_said("none/new: No such file or directory");
    put_directory("folder");
    ck_assert_int_eq(truncate("said", 0), 0);
    ck_assert_int_eq(zn_cli_output_open_with(&output, "folder", &found), ZN_CLI_IO);
    expect_said("folder: Is a directory");
    ck_assert_int_eq(zn_cli_output_sync_directory(""), ZN_CLI_DONE);
    ck_assert_int_eq(zn_cli_output_sync_directory(scratch), ZN_CLI_DONE);
    ck_assert_int_eq(zn_cli_output_sync_directory("none"), ZN_CLI_IO);
}
END_TEST

/* ---- In place ------------------------------------------------------------------------------
 */

/* A file that is converted in place. */
struct in_place {
    struct zn_cli_output_source source;
    struct zn_cli_output_wishes wishes;
    struct zn_cli_output output;
};

static void begin_in_place(struct in_place *one, const char *path)
{
    one->source.fd = open(path, O_RDONLY | O_CLOEXEC);
    ck_assert_int_ge(one->source.fd, 0);
    ck_assert_int_eq(fstat(one->source.fd, &one->source.status), 0);
    one->wishes =
        (struct zn_cli_output_wishes){.place = ZN_CLI_OUTPUT_FOUND, .source = &one->source};
    ck_assert_int_eq(zn_cli_output_open_with(&one->output, path, &one->wishes), ZN_CLI_DONE);
}

static void end_in_place(struct in_place *one, int wanted)
{
    ck_assert_int_eq(zn_cli_output_commit(&one->output), wanted);
    ck_assert_int_eq(count_temporaries(), 0);
    close(one->source.fd);
}

/* Converts the file `old` to `text`, written in pieces of `size` bytes. */
static bool convert(const char *text, size_t length, size_t size)
{
    struct in_place one;

    begin_in_place(&one, "old");
    for (size_t i = 0; i < length; i += size) {
        size_t piece = length - i < size ? length - i : size;
        ck_assert_int_eq(zn_cli_output_write(&one.output, text + i, piece), ZN_CLI_DONE);
    }
    end_in_place(&one, ZN_CLI_DONE);
    return one.output.unchanged;
}

START_TEST(does_not_write_what_is_the_same)
{
    static const size_t lengths[] = {0, 1, 100, 5000};
    char text[5000];
    memset(text, 'x', sizeof text);

    for (size_t i = 0; i < 4; i++)
        for (size_t size = 1; size <= 5000; size = size * 3 + 1) {
            put_bytes("old", text, lengths[i]);
            struct stat before = status_of("old");
            ck_assert(convert(text, lengths[i], size));
            struct stat after = status_of("old");
            ck_assert_uint_eq(after.st_ino, before.st_ino);
            ck_assert_int_eq(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
            ck_assert_int_eq(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
            expect_file("old", text, lengths[i]);
        }
}
END_TEST

START_TEST(writes_no_file_before_something_differs)
{
    struct in_place one;

    put_file("old", "one two three");
    begin_in_place(&one, "old");
    write_text(&one.output, "one two");
    ck_assert_int_eq(count_temporaries(), 0);
    write_text(&one.output, " 3");
    ck_assert_int_eq(count_temporaries(), 1);
    end_in_place(&one, ZN_CLI_DONE);
    expect_text("old", "one two 3");
}
END_TEST

/* The first difference at every place, and results longer and shorter than the source. */
START_TEST(writes_all_where_something_differs)
{
    char old[300];
    char text[600];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    memcpy(old, text, sizeof old);

    for (size_t at = 0; at < sizeof old; at += 29)
        for (size_t size = 1; size <= 400; size = size * 4 + 1) {
            put_bytes("old", old, sizeof old);
            text[at] = '!';
            ck_assert(!convert(text, sizeof old, size));
            expect_file("old", text, sizeof old);
            text[at] = old[at];
            put_bytes("old", old, sizeof old);
            ck_assert(!convert(text, at, size)); /* the beginning of the source */
            expect_file("old", text, at);
            put_bytes("old", old, sizeof old);
            ck_assert(!convert(text, sizeof old + 1 + at, size));
            expect_file("old", text, sizeof old + 1 + at);
        }
}
END_TEST

START_TEST(keeps_mode_and_owner_in_place)
{
    put_file("old", "before");
    ck_assert_int_eq(chmod("old", 0606), 0);
    bool is_root = geteuid() == 0;
    if (is_root)
        ck_assert_int_eq(chown("old", 12345, 23456), 0);
    ck_assert(!convert("after", 5, 5));
    ck_assert_int_eq(status_of("old").st_mode & 07777, 0606);
    ck_assert_uint_eq(status_of("old").st_uid, is_root ? 12345 : geteuid());
    if (is_root)
        ck_assert_uint_eq(status_of("old").st_gid, 23456);
}
END_TEST

START_TEST(does_not_replace_what_has_taken_the_place)
{
    struct in_place one;

    put_file("old", "before");
    begin_in_place(&one, "old");
    write_text(&one.output, "after");
    put_file("other", "saved by an editor");
    ck_assert_int_eq(rename("other", "old"), 0);
    end_in_place(&one, ZN_CLI_IO);
    expect_text("old", "saved by an editor");
    expect_said("old: another file has taken its place");
}
END_TEST

START_TEST(tells_a_source_that_becomes_shorter)
{
    struct in_place one;

    put_file("old", "before and after");
    begin_in_place(&one, "old");
    write_text(&one.output, "before");
    ck_assert_int_eq(truncate("old", 3), 0);
    ck_assert_int_eq(zn_cli_output_write(&one.output, "!", 1), ZN_CLI_IO);
    zn_cli_output_discard(&one.output);
    close(one.source.fd);
    ck_assert_int_eq(count_temporaries(), 0);
    expect_said("old: the file became shorter");
}
END_TEST

/* ---- Links --------------------------------------------------------------------------------
 */

/* Writes "after" to a file that may be refused. */
static int try_to_write(const char *name, enum zn_cli_output_place place)
{
    struct zn_cli_output output;
    struct zn_cli_output_wishes wishes = {.place = place, .mode = 0644};
    int code = zn_cli_output_open_with(&output, name, &wishes);

    if (code == ZN_CLI_DONE) {
        write_text(&output, "after");
        code = zn_cli_output_commit(&output);
    }
    ck_assert_int_eq(count_temporaries(), 0);
    return code;
}

START_TEST(breaks_no_symbolic_link)
{
    put_directory("far");
    put_file("far/real", "before");
    ck_assert_int_eq(symlink("far/real", "link"), 0);
    ck_assert_int_eq(try_to_write("link", ZN_CLI_OUTPUT_FOUND), ZN_CLI_IO);
    expect_said("link: this is a symbolic link; --force");
    expect_text("far/real", "before");
    ck_assert_int_eq(
        try_to_write("link", _i == 0 ? ZN_CLI_OUTPUT_FORCED : ZN_CLI_OUTPUT_NAMED),
        ZN_CLI_DONE);
    expect_text("far/real", "after");
    ck_assert(S_ISLNK(status_of("link").st_mode));
}
END_TEST

START_TEST(breaks_no_hard_link)
{
    put_file("one", "before");
    ck_assert_int_eq(link("one", "two"), 0);
    ck_assert_int_eq(try_to_write("one", ZN_CLI_OUTPUT_FOUND), ZN_CLI_IO);
    expect_said("one: the file has other names (hard links); --force");
    expect_text("one", "before");
    ck_assert_int_eq(try_to_write("one", _i == 0 ? ZN_CLI_OUTPUT_FORCED : ZN_CLI_OUTPUT_NAMED),
                     ZN_CLI_DONE);
    expect_text("one", "after");
    expect_text("two", "before");
}
END_TEST

START_TEST(writes_no_pipe_that_was_not_named)
{
    ck_assert_int_eq(mkfifo("pipe", 0666), 0);
    ck_assert_int_eq(
        try_to_write("pipe", _i == 0 ? ZN_CLI_OUTPUT_FORCED : ZN_CLI_OUTPUT_FOUND), ZN_CLI_IO);
    expect_said("pipe: this is not a regular file");
    ck_assert_int_eq(try_to_write("/dev/null", ZN_CLI_OUTPUT_NAMED), ZN_CLI_DONE);
}
END_TEST

/* ---- Temporary files
 * ------------------------------------------------------------------------ */

START_TEST(knows_its_own_names)
{
    ck_assert(zn_cli_temporary_is(".zhnorm-aB3xyz.tmp"));
    static const char *const others[] = {
        ".zhnorm-aB3xy.tmp",  ".zhnorm-aB3xyzz.tmp", ".zhnorm-aB3xyz.tm", "zhnorm-aB3xyz.tmp",
        ".zhnorm-aB3-yz.tmp", ".zhnorm-aB3xyz.tmp~", ".zhnorm",           ""};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        ck_assert_msg(!zn_cli_temporary_is(others[i]), "%s", others[i]);
}
END_TEST

START_TEST(clears_what_a_killed_run_left)
{
    struct zn_cli_output output;

    put_file(".zhnorm-killed.tmp", "half of a");
    put_file(".zhnorm-linked.tmp", "whose");
    ck_assert_int_eq(link(".zhnorm-linked.tmp", "mine"), 0);
    put_file(".zhnorm-notes.txt", "mine");
    put_directory(".zhnorm-folder.tmp");
    ck_assert_int_eq(mkfifo(".zhnorm-mypipe.tmp", 0666), 0);
    ck_assert_int_eq(symlink("mine", ".zhnorm-mylink.tmp"), 0);
    ck_assert_int_eq(zn_cli_output_open_with(&output, "new", &found), ZN_CLI_DONE);
    write_text(&output, "text");
    zn_cli_temporary_clear("");
    zn_cli_temporary_clear("there-is-no-such-directory");
    ck_assert_int_ne(access(".zhnorm-killed.tmp", F_OK), 0);
    expect_text(".zhnorm-linked.tmp", "whose");
    expect_text(".zhnorm-notes.txt", "mine");
    (void)status_of(".zhnorm-folder.tmp");
    (void)status_of(".zhnorm-mypipe.tmp");
    (void)status_of(".zhnorm-mylink.tmp");
    /* That which is being written stays. */
    ck_assert_int_eq(zn_cli_output_commit(&output), ZN_CLI_DONE);
    expect_text("new", "text");
}
END_TEST

/* A process that is killed leaves its file, which is cleared as soon as it is gone. */
START_TEST(clears_only_when_the_writer_is_gone)
{
    int ready[2];
    char byte;

    ck_assert_int_eq(pipe(ready), 0);
    pid_t writer = fork();
    if (writer == 0) {
        struct zn_cli_output output;
        (void)zn_cli_output_open_with(&output, "new", &found);
        (void)zn_cli_output_write(&output, "text", 4);
        (void)!write(ready[1], "x", 1);
        for (;;)
            pause();
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    zn_cli_temporary_clear(scratch);
    ck_assert_int_eq(count_temporaries(), 1);
    ck_assert_int_eq(kill(writer, SIGKILL), 0);
    ck_assert_int_eq(waitpid(writer, NULL, 0), writer);
    ck_assert_int_eq(count_temporaries(), 1);
    zn_cli_temporary_clear(scratch);
    ck_assert_int_eq(count_temporaries(), 0);
    ck_assert_int_ne(access("new", F_OK), 0);
}
END_TEST

enum { THREADS = 4, FILES = 100 };

static void *write_many(void *context)
{
    char name[64];
    size_t number = *(const size_t *)context;

    for (size_t i = 0; i < FILES; i++) {
        struct zn_cli_output output;
        (void)snprintf(name, sizeof name, "file-%zu-%zu", number, i);
        ck_assert_int_eq(zn_cli_output_open_with(&output, name, &found), ZN_CLI_DONE);
        write_text(&output, name);
        ck_assert_int_eq(zn_cli_output_commit(&output), ZN_CLI_DONE);
    }
    return NULL;
}

static void *clear_many(void *context)
{
    (void)context;
    for (size_t i = 0; i < FILES; i++)
        zn_cli_temporary_clear("");
    return NULL;
}

/* Threads write side by side while another one clears. */
START_TEST(loses_nothing_to_a_clearing_run)
{
    pthread_t threads[THREADS + 1];
    size_t numbers[THREADS];
    char name[64];

    for (size_t i = 0; i < THREADS; i++) {
        numbers[i] = i;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, write_many, &numbers[i]), 0);
    }
    ck_assert_int_eq(pthread_create(&threads[THREADS], NULL, clear_many, NULL), 0);
    for (size_t i = 0; i <= THREADS; i++)
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    for (size_t i = 0; i < THREADS; i++)
        for (size_t j = 0; j < FILES; j++) {
            (void)snprintf(name, sizeof name, "file-%zu-%zu", i, j);
            expect_text(name, name);
        }
    ck_assert_int_eq(count_temporaries(), 0);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("output");
    TCase *tests = tcase_create("output");
    tcase_add_checked_fixture(tests, hear, scratch_leave);
    tcase_add_test(tests, appears_when_it_is_complete);
    tcase_add_test(tests, stays_as_it_was_when_given_up);
    tcase_add_test(tests, keeps_times_if_asked);
    tcase_add_test(tests, leaves_nothing_when_there_is_no_room);
    tcase_add_test(tests, refuses_directories_and_missing_ones);
    tcase_add_test(tests, does_not_write_what_is_the_same);
    tcase_add_test(tests, writes_no_file_before_something_differs);
    tcase_add_test(tests, writes_all_where_something_differs);
    tcase_add_test(tests, keeps_mode_and_owner_in_place);
    tcase_add_test(tests, does_not_replace_what_has_taken_the_place);
    tcase_add_test(tests, tells_a_source_that_becomes_shorter);
    tcase_add_loop_test(tests, breaks_no_symbolic_link, 0, 2);
    tcase_add_loop_test(tests, breaks_no_hard_link, 0, 2);
    tcase_add_loop_test(tests, writes_no_pipe_that_was_not_named, 0, 2);
    tcase_add_test(tests, knows_its_own_names);
    tcase_add_test(tests, clears_what_a_killed_run_left);
    tcase_add_test(tests, clears_only_when_the_writer_is_gone);
    tcase_add_test(tests, loses_nothing_to_a_clearing_run);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return run_suite(make_suite());
}
