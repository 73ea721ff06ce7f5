/*
 * That shards take everything once: files by their names, and of a large file ranges that
 * are the file when they are put together, with their ends where lines end.
 */
#define _GNU_SOURCE

#include <inttypes.h>

#include "cli/batch/shard.h"
#include "cli/message.h"
#include "generator.h"
#include "scratch.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const uint32_t counts[] = {1, 2, 3, 7, 64, 1000};

START_TEST(the_option_is_read)
{
    static const struct {
        const char *text;
        struct zn_batch_shard wanted; /* 0 of 0: refused */
    } options[] = {{NULL, {1, 1}},          {"1/1", {1, 1}},
                   {"3/8", {3, 8}},         {"65536/65536", {65536, 65536}},
                   {"01/010", {1, 10}},     {"0/8", {0, 0}},
                   {"9/8", {0, 0}},         {"1/65537", {0, 0}},
                   {"1", {0, 0}},           {"1/", {0, 0}},
                   {"/8", {0, 0}},          {"1/8 ", {0, 0}},
                   {"-1/8", {0, 0}},        {"1/8/2", {0, 0}},
                   {"1/0", {0, 0}},         {"000001/000008", {0, 0}},
                   {"4294967297/8", {0, 0}}};

    for (size_t i = 0; i < COUNT(options); i++) {
        struct zn_batch_shard shard;
        int code = zn_batch_shard_read(options[i].text, &shard);
        ck_assert_int_eq(code, options[i].wanted.count != 0 ? ZN_CLI_DONE : ZN_CLI_USAGE);
        if (code == ZN_CLI_DONE) {
            ck_assert_uint_eq(shard.index, options[i].wanted.index);
            ck_assert_uint_eq(shard.count, options[i].wanted.count);
        }
    }
}
END_TEST

/* ---- Files ------------------------------------------------------------------------------ */

START_TEST(every_file_belongs_to_one_shard)
{
    uint32_t count = counts[_i];

    for (int i = 0; i < 300; i++) {
        char name[64];
        uint32_t owners = 0;
        (void)snprintf(name, sizeof name, "%d/\xFF\n%d.txt", i % 10, i);
        for (uint32_t k = 1; k <= count; k++)
            owners += zn_batch_shard_has(&(struct zn_batch_shard){k, count}, name);
        ck_assert_uint_eq(owners, 1);
    }
}
END_TEST

/* Names that differ in a digit are spread, whatever N is. */
START_TEST(shards_are_of_nearly_one_size)
{
    static const uint32_t few[] = {2, 3, 8, 10, 16};
    enum { FILES = 100000 };

    for (size_t i = 0; i < COUNT(few); i++) {
        struct zn_batch_shard shard = {1, few[i]};
        int files = 0;
        for (int number = 0; number < FILES; number++) {
            char name[32];
            (void)snprintf(name, sizeof name, "%08d.txt", number);
            files += zn_batch_shard_has(&shard, name);
        }
        int even = FILES / (int)few[i];
        ck_assert_int_gt(files, even - even / 20);
        ck_assert_int_lt(files, even + even / 20);
    }
}
END_TEST

/* Job arrays of different releases must agree: this never changes. */
START_TEST(the_shard_of_a_name_is_fixed)
{
    static const struct {
        const char *name;
        uint32_t shard;
    } fixed[] = {{"a.txt", 326}, {"b/c.jsonl", 837}, {"網路", 966}, {"", 343}};

    for (size_t i = 0; i < COUNT(fixed); i++)
        for (uint32_t k = 1; k <= 1000; k++)
            if (zn_batch_shard_has(&(struct zn_batch_shard){k, 1000}, fixed[i].name))
                ck_assert_msg(k == fixed[i].shard, "%s: %u", fixed[i].name, k);
}
END_TEST

/* ---- Ranges
 * ---------------------------------------------------------------------------------- */

/* Finds the ranges of all shards of the file `f` and looks whether they are the file. */
static void check_ranges(enum zn_format format, uint64_t size, const char *bytes,
                         uint32_t count)
{
    uint64_t at = 0;
    int fd = open("f", O_RDONLY);

    ck_assert_int_ge(fd, 0);
    for (uint32_t k = 1; k <= count; k++) {
        struct zn_batch_shard shard = {k, count};
        struct zn_batch_share share;
        ck_assert(zn_batch_shard_cut(&shard, fd, format, "f", size, &share));
        ck_assert_uint_eq(share.of.index, k);
        ck_assert_uint_eq(share.from, at);
        ck_assert_uint_le(share.from, share.to);
        ck_assert_uint_le(share.to, size);
        if (share.to != 0 && share.to != size)
            ck_assert_int_eq(bytes[share.to - 1], '\n');
        at = share.to;
    }
    ck_assert_uint_eq(at, size);
    close(fd);
}

/* A text of about `size` bytes whose lines have a length of 0 to `longest`. */
static char *make_text(uint64_t seed, size_t size, size_t longest, size_t *length)
{
    struct generator generator = {seed + 1};
    char *text = malloc(size + longest + 2);

    ck_assert_ptr_nonnull(text);
    for (*length = 0; *length < size;) {
        size_t line = generator_below(&generator, (uint32_t)longest + 1);
        bool blank = generator_below(&generator, 3) == 0;
        memset(text + *length, blank ? ' ' : 'a', line);
        *length += line;
        text[(*length)++] = '\n';
    }
    *length = size; /* the last line may have no end */
    return text;
}

START_TEST(ranges_are_the_file)
{
    static const size_t sizes[] = {0, 1, 2, 10, 1000, 100000, 3000000};
    static const size_t lines[] = {0, 1, 7, 100, 5000, 2000000};

    for (size_t i = 0; i < COUNT(sizes); i++) {
        size_t length;
        char *text = make_text(i, sizes[i], lines[_i], &length);
        put_bytes("f", text, length);
        for (size_t n = 0; n < COUNT(counts); n++) {
            check_ranges(ZN_FORMAT_TEXT, length, text, counts[n]);
            check_ranges(ZN_FORMAT_JSONL, length, text, counts[n]);
        }
        free(text);
    }
}
END_TEST

START_TEST(a_line_without_an_end_is_one_range)
{
    size_t size = 2000000;
    char *text = malloc(size);

    ck_assert_ptr_nonnull(text);
    memset(text, 'a', size);
    put_bytes("f", text, size);
    check_ranges(ZN_FORMAT_JSONL, size, text, 7);
    check_ranges(ZN_FORMAT_TEXT, size, text, 7);
    free(text);
}
END_TEST

/* The end of the first of two ranges of a file with these bytes. */
static uint64_t middle_of(enum zn_format format, const char *bytes, size_t size)
{
    struct zn_batch_shard first = {1, 2};
    struct zn_batch_share share;

    put_bytes("f", bytes, size);
    int fd = open("f", O_RDONLY);
    ck_assert(zn_batch_shard_cut(&first, fd, format, "f", size, &share));
    close(fd);
    return share.to;
}

START_TEST(ranges_end_where_they_should)
{
    static const struct {
        const char *text;
        uint64_t of_text;
        uint64_t of_records;
    } files[] = {
        /* Half of the size is right behind a line end, which will do for records. */
        {"aaa\nbbb\n", 4, 4},
        {"aaaa\nbbb\nc", 9, 5},
        /* Text: the next line end between two lines with something in them. */
        {"aaaa\nbbb\nccc\n", 9, 9},
        {"aaaaaa\n\n\nbb\ncc\n", 12, 7},
        {"aaaaaa\nbbb\n\nc\n \nd\ne\n", 18, 11},
        {"aaaaaa\nbb\n\xE3\x80\x80\ncc\nd\n", 17, 10},
        {"aaaaaa\n字。\n字\nb\n", 18, 14},
        /* None: any line end. */
        {"aaaa\n\nbb\n\n", 5, 5},
        {"aaaaaaaa\n", 9, 9},
    };

    for (size_t i = 0; i < COUNT(files); i++) {
        size_t size = strlen(files[i].text);
        uint64_t of_text = middle_of(ZN_FORMAT_TEXT, files[i].text, size);
        uint64_t of_records = middle_of(ZN_FORMAT_JSONL, files[i].text, size);
        ck_assert_msg(of_text == files[i].of_text, "text %zu: %" PRIu64, i, of_text);
        ck_assert_msg(of_records == files[i].of_records, "records %zu: %" PRIu64, i,
                      of_records);
    }
}
END_TEST

/* What looks like a text may be compressed: then it has one owner. */
START_TEST(compressed_files_are_not_divided)
{
    uint64_t sum = 0;

    put_bytes("f", "\x1F\x8B\x08\0\n\n\n\n\n\n\n\n", 12);
    int fd = open("f", O_RDONLY);
    for (uint32_t k = 1; k <= 3; k++) {
        struct zn_batch_shard shard = {k, 3};
        struct zn_batch_share share;
        ck_assert(zn_batch_shard_cut(&shard, fd, ZN_FORMAT_JSONL, "x/f", 12, &share));
        ck_assert_uint_eq(share.of.count, 1);
        ck_assert_uint_eq(share.from, 0);
        ck_assert_uint_eq(share.to, zn_batch_shard_has(&shard, "x/f") ? 12 : 0);
        sum += share.to;
    }
    ck_assert_uint_eq(sum, 12);
    close(fd);
}
END_TEST

START_TEST(only_large_files_of_lines_are_divided)
{
    struct zn_batch_shard all = {1, 1};
    struct zn_batch_shard some = {1, 2};
    uint64_t large = ZN_BATCH_SHARD_DIVIDES;

    ck_assert(zn_batch_shard_divides(&some, ZN_FORMAT_TEXT, large));
    ck_assert(zn_batch_shard_divides(&some, ZN_FORMAT_JSONL, UINT64_MAX));
    ck_assert(!zn_batch_shard_divides(&all, ZN_FORMAT_TEXT, large));
    ck_assert(!zn_batch_shard_divides(&some, ZN_FORMAT_TEXT, large - 1));
    ck_assert(!zn_batch_shard_divides(&some, ZN_FORMAT_CSV, large));
    ck_assert(!zn_batch_shard_divides(&some, ZN_FORMAT_HTML, large));
    ck_assert(!zn_batch_shard_divides(&some, ZN_FORMAT_MARKDOWN, large));
}
END_TEST

/* Larger than 32 bits can say; the file is a hole. */
START_TEST(ranges_of_huge_files)
{
    uint64_t size = UINT64_C(5) << 32;
    FILE *file = fopen("f", "wb");

    ck_assert_int_eq(ftruncate(fileno(file), (off_t)size), 0);
    for (uint64_t at = 0; at < size; at += size / 64) {
        ck_assert_int_eq(fseeko(file, (off_t)(at + 12345), SEEK_SET), 0);
        ck_assert_int_eq(putc('\n', file), '\n');
    }
    ck_assert_int_eq(fclose(file), 0);
    int fd = open("f", O_RDONLY);
    uint64_t at = 0;
    for (uint32_t k = 1; k <= 32; k++) {
        struct zn_batch_shard shard = {k, 32};
        struct zn_batch_share share;
        ck_assert(zn_batch_shard_cut(&shard, fd, ZN_FORMAT_JSONL, "f", size, &share));
        ck_assert_uint_eq(share.from, at);
        at = share.to;
        ck_assert_uint_eq(at, k == 32 ? size : size / 32 * k + 12346);
    }
    close(fd);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shard");
    TCase *tests = tcase_create("shard");

    tcase_add_checked_fixture(tests, scratch_enter, scratch_leave);
    tcase_add_test(tests, the_option_is_read);
    tcase_add_loop_test(tests, every_file_belongs_to_one_shard, 0, COUNT(counts));
    tcase_add_test(tests, shards_are_of_nearly_one_size);
    tcase_add_test(tests, the_shard_of_a_name_is_fixed);
    tcase_add_loop_test(tests, ranges_are_the_file, 0, 6);
    tcase_add_test(tests, a_line_without_an_end_is_one_range);
    tcase_add_test(tests, ranges_end_where_they_should);
    tcase_add_test(tests, compressed_files_are_not_divided);
    tcase_add_test(tests, only_large_files_of_lines_are_divided);
    tcase_add_test(tests, ranges_of_huge_files);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
