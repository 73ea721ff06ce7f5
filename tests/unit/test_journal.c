/*
 * The journal of a batch: what is done is known to the next run, whatever became of the run
 * before; what is not, or not any more, is never taken for done.
 */
#define _GNU_SOURCE

#include <inttypes.h>
#include <pthread.h>

#include "cli/batch/journal.h"
#include "cli/message.h"
#include "scratch.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { BATCH = 0x1234 };

static struct stat stamp(int64_t size, int64_t seconds, long nanoseconds)
{
    struct stat status = {0};

    status.st_size = size;
    status.st_mtim.tv_sec = seconds;
    status.st_mtim.tv_nsec = nanoseconds;
    return status;
}

static struct zn_batch_journal *open_journal(void)
{
    struct zn_batch_journal *journal;

    ck_assert_int_eq(zn_batch_journal_open(&journal, "journal", BATCH), ZN_CLI_DONE);
    return journal;
}

static void expect_code(int code, uint64_t batch)
{
    struct zn_batch_journal *journal;

    ck_assert_int_eq(zn_batch_journal_open(&journal, "journal", batch), code);
    ck_assert_int_eq(journal != NULL, code == ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
}

/* Adds a file that has these stamps on both sides. */
static void add(struct zn_batch_journal *journal, const char *path, int64_t number)
{
    struct stat status = stamp(number, number, (long)number);

    ck_assert_int_eq(zn_batch_journal_add(journal, path, &status, &status), ZN_CLI_DONE);
}

static bool has(const struct zn_batch_journal *journal, const char *path, int64_t number)
{
    struct stat status = stamp(number, number, (long)number);

    return zn_batch_journal_has(journal, path, &status, &status);
}

/* The journal's bytes, with a NUL byte behind them. */
static char *journal_bytes(size_t *length)
{
    FILE *file = fopen("journal", "rb");
    char *bytes = malloc(1 << 20);

    ck_assert(file != NULL && bytes != NULL);
    *length = fread(bytes, 1, (1 << 20) - 1, file);
    bytes[*length] = '\0';
    ck_assert_int_eq(fclose(file), 0);
    return bytes;
}

static const char *const paths[] = {"a.txt",   "a",     "dir/a.txt",     "a\nb",
                                    "a\\x0ab", "a\\nb", "\xFF\xFE/\x01", "with blanks",
                                    "1 2.3 ",  " ",     "網路/文章.txt", "-"};

START_TEST(what_is_done_is_known_to_the_next_run)
{
    struct zn_batch_journal *journal = open_journal();

    for (size_t i = 0; i < COUNT(paths); i += 2)
        add(journal, paths[i], (int64_t)i);
    /* Only what earlier runs have done is asked for. */
    ck_assert(!has(journal, paths[0], 0));
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    journal = open_journal();
    for (size_t i = 0; i < COUNT(paths); i++)
        ck_assert_msg(has(journal, paths[i], (int64_t)i) == (i % 2 == 0), "%s", paths[i]);
    for (size_t i = 1; i < COUNT(paths); i += 2)
        add(journal, paths[i], (int64_t)i);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    journal = open_journal();
    for (size_t i = 0; i < COUNT(paths); i++)
        ck_assert_msg(has(journal, paths[i], (int64_t)i), "%s", paths[i]);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
}
END_TEST

START_TEST(what_has_changed_is_not_done)
{
    struct zn_batch_journal *journal = open_journal();
    struct stat source = stamp(10, 1700000000, 5);
    struct stat output = stamp(12, 1700000001, 999999999);
    const struct stat others[] = {stamp(11, 1700000000, 5), stamp(10, 1700000001, 5),
                                  stamp(10, 1700000000, 6), stamp(10, 1700000000, 50)};

    ck_assert_int_eq(zn_batch_journal_add(journal, "a", &source, &output), ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    journal = open_journal();
    ck_assert(zn_batch_journal_has(journal, "a", &source, &output));
    ck_assert(!zn_batch_journal_has(journal, "b", &source, &output));
    ck_assert(!zn_batch_journal_has(journal, "a", &output, &source));
    for (size_t i = 0; i < COUNT(others); i++) {
        ck_assert(!zn_batch_journal_has(journal, "a", &others[i], &output));
        ck_assert(!zn_batch_journal_has(journal, "a", &source, &others[i]));
    }
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
}
END_TEST

START_TEST(lines_can_be_read)
{
    struct zn_batch_journal *journal = open_journal();
    struct stat source = stamp(10, 1700000000, 5);
    struct stat output = stamp(12, 1700000001, 999999999);
    size_t length;

    ck_assert_int_eq(zn_batch_journal_add(journal, "d/a\n b\\.txt", &source, &output),
                     ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    char *bytes = journal_bytes(&length);
    ck_assert_str_eq(bytes, "zhnorm journal 1 0000000000001234\n"
                            "10 1700000000.000000005 12 1700000001.999999999 "
                            "d/a\\x0a b\\x5c.txt\n");
    free(bytes);
}
END_TEST

/* A run that is killed leaves the journal with any length. */
START_TEST(a_journal_may_end_anywhere)
{
    enum { FILES = 5 };
    struct zn_batch_journal *journal = open_journal();
    size_t length;
    int lines = 0;

    for (int i = 0; i < FILES; i++)
        add(journal, paths[i], i);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    char *bytes = journal_bytes(&length);
    for (size_t cut = 0; cut <= length; cut++) {
        lines += cut != 0 && bytes[cut - 1] == '\n';
        put_bytes("journal", bytes, cut);
        journal = open_journal();
        for (int i = 0; i < FILES; i++)
            ck_assert_int_eq(has(journal, paths[i], i), i < lines - 1);
        /* What follows is not spoilt by the piece of a line. */
        add(journal, "new", 77);
        ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
        journal = open_journal();
        ck_assert(has(journal, "new", 77));
        for (int i = 0; i < FILES; i++)
            ck_assert_int_eq(has(journal, paths[i], i), i < lines - 1);
        ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    }
    free(bytes);
}
END_TEST

START_TEST(damaged_lines_are_of_files_that_are_not_done)
{
    struct zn_batch_journal *journal = open_journal();
    size_t length;

    add(journal, "a", 1);
    add(journal, "b", 2);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    char *bytes = journal_bytes(&length);
    *strchr(strchr(bytes, '\n') + 1, 'a') = '\0';
    put_bytes("journal", bytes, length);
    free(bytes);
    journal = open_journal();
    ck_assert(!has(journal, "a", 1));
    ck_assert(has(journal, "b", 2));
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
}
END_TEST

START_TEST(another_batch_is_refused)
{
    size_t length;

    expect_code(ZN_CLI_DONE, BATCH);
    expect_code(ZN_CLI_USAGE, BATCH + 1);
    expect_code(ZN_CLI_DONE, BATCH);
    char *bytes = journal_bytes(&length);
    ck_assert_str_eq(bytes, "zhnorm journal 1 0000000000001234\n");
    free(bytes);
}
END_TEST

/* Whatever else it is stays as it is. */
START_TEST(what_is_no_journal_is_refused)
{
    static const char *const texts[] = {"a text\n",
                                        "zhnorm",
                                        "zhnorm journal 2 0000000000001234\n",
                                        "zhnorm journal 1 00\n",
                                        "zhnorm journal 1 0000000000001235",
                                        "\n"};

    for (size_t i = 0; i < COUNT(texts); i++) {
        size_t length;
        bool begun =
            strncmp(texts[i], "zhnorm journal 1 0000000000001234\n", strlen(texts[i])) == 0;
        put_file("journal", texts[i]);
        expect_code(begun ? ZN_CLI_DONE : ZN_CLI_USAGE, BATCH);
        char *bytes = journal_bytes(&length);
        if (!begun)
            ck_assert_str_eq(bytes, texts[i]);
        free(bytes);
    }
    ck_assert_int_eq(unlink("journal"), 0);
    put_directory("journal");
    expect_code(ZN_CLI_IO, BATCH);
    ck_assert_int_eq(rmdir("journal"), 0);
    ck_assert_int_eq(mkfifo("journal", 0666), 0);
    expect_code(ZN_CLI_USAGE, BATCH);
}
END_TEST

START_TEST(two_runs_at_once_are_refused)
{
    struct zn_batch_journal *journal = open_journal();

    expect_code(ZN_CLI_IO, BATCH);
    add(journal, "a", 1);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    expect_code(ZN_CLI_DONE, BATCH);
}
END_TEST

/* ---- Threads -------------------------------------------------------------------------------
 */

enum { THREADS = 4, FILES = 2000 };

struct worker {
    struct zn_batch_journal *journal;
    int number;
};

static void *add_many(void *context)
{
    const struct worker *worker = context;

    for (int i = 0; i < FILES; i++) {
        char path[32];
        (void)snprintf(path, sizeof path, "%d/%d", worker->number, i);
        add(worker->journal, path, i);
        (void)has(worker->journal, path, i);
    }
    return NULL;
}

START_TEST(threads_write_whole_lines)
{
    struct worker workers[THREADS];
    pthread_t threads[THREADS];
    struct zn_batch_journal *journal = open_journal();

    for (int i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){journal, i};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, add_many, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
    journal = open_journal();
    for (int i = 0; i < THREADS; i++) {
        for (int j = 0; j < FILES; j++) {
            char path[32];
            (void)snprintf(path, sizeof path, "%d/%d", i, j);
            ck_assert(has(journal, path, j));
            ck_assert(!has(journal, path, j + 1));
        }
    }
    ck_assert_int_eq(zn_batch_journal_close(journal), ZN_CLI_DONE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("journal");
    TCase *tests = tcase_create("journal");

    tcase_add_checked_fixture(tests, scratch_enter, scratch_leave);
    tcase_add_test(tests, what_is_done_is_known_to_the_next_run);
    tcase_add_test(tests, what_has_changed_is_not_done);
    tcase_add_test(tests, lines_can_be_read);
    tcase_add_test(tests, a_journal_may_end_anywhere);
    tcase_add_test(tests, damaged_lines_are_of_files_that_are_not_done);
    tcase_add_test(tests, another_batch_is_refused);
    tcase_add_test(tests, what_is_no_journal_is_refused);
    tcase_add_test(tests, two_runs_at_once_are_refused);
    tcase_add_test(tests, threads_write_whole_lines);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
