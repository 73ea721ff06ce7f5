/* Compressed files: what is compressed comes back, and what is damaged is told. */
#include "sources.h"
#include "suite.h"

#include "rules/memory.h"

static const struct zn_source_options plain = {.encoding = NULL};
static const enum zn_codec codecs[] = {ZN_CODEC_GZIP, ZN_CODEC_ZSTD};
enum { CODECS = sizeof codecs / sizeof codecs[0] };
static const char *const names[] = {"a.gz", "a.zst"};

/* Text of `length` bytes that compresses neither too well nor not at all. */
static char *make_text(size_t length)
{
    uint32_t random = 7;
    char *text = malloc(length + 1);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < length; i++) {
        random = random * 1664525u + 1013904223u;
        size_t by_chance = ' ' + (random >> 24) % 90;
        text[i] = (char)(i % 5 != 0 ? 'a' + i % 13 : by_chance);
    }
    text[length] = '\0';
    return text;
}

/* Compresses in pieces of `piece` bytes, with a member for each `member` bytes. */
static struct zn_buffer compress(enum zn_codec codec, const char *text, size_t length,
                                 size_t piece, size_t member)
{
    struct zn_buffer out;
    struct zn_compressor *compressor = zn_compressor_open(codec);
    size_t in_member = 0;

    ck_assert_ptr_nonnull(compressor);
    zn_buffer_init(&out, &zn_default_allocator);
    for (size_t i = 0; i < length;) {
        size_t size = length - i < piece ? length - i : piece;
        size = member - in_member < size ? member - in_member : size;
        ck_assert(zn_compressor_add(compressor, text + i, size, &out));
        in_member += size;
        i += size;
        if (in_member == member) {
            ck_assert(zn_compressor_end(compressor, &out));
            in_member = 0;
        }
    }
    if (in_member != 0 || length == 0)
        ck_assert(zn_compressor_end(compressor, &out));
    zn_compressor_close(compressor);
    return out;
}

START_TEST(knows_codecs_by_name)
{
    ck_assert_int_eq(zn_codec_of_name("a.txt"), ZN_CODEC_NONE);
    ck_assert_int_eq(zn_codec_of_name("d/a.txt.gz"), ZN_CODEC_GZIP);
    ck_assert_int_eq(zn_codec_of_name("A.GZ"), ZN_CODEC_GZIP);
    ck_assert_int_eq(zn_codec_of_name("a.zst"), ZN_CODEC_ZSTD);
    ck_assert_int_eq(zn_codec_of_name("a.gz.txt"), ZN_CODEC_NONE);
    ck_assert_int_eq(zn_codec_of_name("gz"), ZN_CODEC_NONE);
    ck_assert_int_eq(zn_codec_of_name(""), ZN_CODEC_NONE);
}
END_TEST

START_TEST(knows_codecs_by_their_first_bytes)
{
    bool open;
    ck_assert_int_eq(zn_codec_of_magic("\x1F\x8B\x08x", 4, &open), ZN_CODEC_GZIP);
    ck_assert(!open);
    ck_assert_int_eq(zn_codec_of_magic("\x1F\x8B", 2, &open), ZN_CODEC_NONE);
    ck_assert(open);
    ck_assert_int_eq(zn_codec_of_magic("\x1F\x8B\x00", 3, &open), ZN_CODEC_NONE);
    ck_assert(!open);
    ck_assert_int_eq(zn_codec_of_magic("\x28\xB5\x2F\xFD", 4, &open), ZN_CODEC_ZSTD);
    ck_assert_int_eq(zn_codec_of_magic("\x5A\x2A\x4D\x18", 4, NULL), ZN_CODEC_ZSTD);
    ck_assert_int_eq(zn_codec_of_magic("(a", 2, &open), ZN_CODEC_NONE);
    ck_assert(!open);
    ck_assert_int_eq(zn_codec_of_magic("", 0, &open), ZN_CODEC_NONE);
    ck_assert(open);
}
END_TEST

START_TEST(comes_back_whatever_the_pieces)
{
    static const size_t lengths[] = {0, 1, 100, 5000};
    static const size_t sizes[] = {1, 2, 3, 7, 64, 4096};
    char *text = make_text(5000);

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        for (size_t j = 0; j < sizeof sizes / sizeof sizes[0]; j++) {
            size_t size = sizes[j];
            struct zn_buffer file =
                compress(codecs[_i], text, lengths[i], size, lengths[i] / 3 + 1);
            struct reading reading =
                read_bytes(&plain, names[_i], file.data, file.length, size);
            assert_reads(&reading, text, lengths[i]);
            ck_assert_int_eq(reading.codec, codecs[_i]);
            ck_assert_uint_eq(reading.taken, file.length);
            reading_free(&reading);
            zn_buffer_free(&file);
        }
    free(text);
}
END_TEST

/* More than any buffer holds, through one source, one file after the other. */
START_TEST(comes_back_when_it_is_long)
{
    size_t length = 700000;
    char *text = make_text(length);
    struct zn_source *source = zn_source_new(&plain);

    for (size_t member = 100; member <= length; member *= 70) {
        struct zn_buffer file = compress(codecs[_i], text, length, 65536, member);
        int fd = file_of(file.data, file.length);
        struct reading reading = read_with(source, fd, "standard input", 65536);
        assert_reads(&reading, text, length);
        close(fd);
        reading_free(&reading);
        zn_buffer_free(&file);
    }
    zn_source_free(source);
    free(text);
}
END_TEST

START_TEST(compresses_the_same_way_each_time)
{
    char *text = make_text(20000);
    struct zn_buffer one = compress(codecs[_i], text, 20000, 100, 6000);
    struct zn_buffer other = compress(codecs[_i], text, 20000, 100, 6000);

    ck_assert_uint_lt(one.length, 15000);
    ck_assert_uint_eq(one.length, other.length);
    ck_assert_mem_eq(one.data, other.data, one.length);
    zn_buffer_free(&one);
    zn_buffer_free(&other);
    free(text);
}
END_TEST

/* Cut short at every byte: an error, and no more text than there was. */
START_TEST(tells_a_file_that_is_cut_short)
{
    char *text = make_text(3000);
    struct zn_buffer file = compress(codecs[_i], text, 3000, 3000, 1500);
    size_t complete = 0; /* lengths at which a member ends */

    for (size_t length = 0; length < file.length; length++) {
        struct reading reading = read_bytes(&plain, names[_i], file.data, length, 64);
        ck_assert_uint_le(reading.length, 3000);
        ck_assert_mem_eq(reading.text, text, reading.length);
        if (reading.status == ZHNORM_OK)
            complete++;
        else
            ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
        if (length > 8 && reading.status != ZHNORM_OK)
            ck_assert_msg(strstr(reading.error.message, "cut short at its byte") != NULL, "%s",
                          reading.error.message);
        reading_free(&reading);
    }
    ck_assert_uint_eq(complete, 1); /* behind the first of two */
    zn_buffer_free(&file);
    free(text);
}
END_TEST

/* A bit turned over anywhere: the text comes whole, or an error does. */
START_TEST(tells_a_file_that_is_damaged)
{
    char *text = make_text(3000);
    struct zn_buffer file = compress(codecs[_i], text, 3000, 3000, 1500);
    size_t unnoticed = 0;

    for (size_t at = 0; at < file.length; at++) {
        file.data[at] ^= 0x10;
        struct reading reading = read_bytes(&plain, "a", file.data, file.length, 3000);
        bool is_damaged_text =
            reading.status == ZHNORM_OK && reading.codec != ZN_CODEC_NONE &&
            (reading.length != 3000 || memcmp(reading.text, text, 3000) != 0);
        unnoticed += is_damaged_text;
        ck_assert(reading.status == ZHNORM_OK || reading.error.message[0] != '\0');
        reading_free(&reading);
        file.data[at] ^= 0x10;
    }
    ck_assert_uint_eq(unnoticed, 0);
    zn_buffer_free(&file);
    free(text);
}
END_TEST

/* Only the checksum at the end is wrong: all of the text comes before that is told. */
START_TEST(gives_what_stands_before_the_damage)
{
    char *text = make_text(3000);
    struct zn_buffer file = compress(codecs[_i], text, 3000, 3000, 3000);

    file.data[file.length - 1] ^= 1;
    for (size_t size = 1; size <= 8192; size = size * 2 + 1) {
        struct reading reading = read_bytes(&plain, names[_i], file.data, file.length, size);
        ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
        ck_assert_uint_eq(reading.length, 3000);
        ck_assert_mem_eq(reading.text, text, 3000);
        reading_free(&reading);
    }
    zn_buffer_free(&file);
    free(text);
}
END_TEST

/* What follows the compressed data is not passed over, but what stands before it comes. */
START_TEST(tells_what_follows)
{
    static const char *const rests[] = {"x", "xy", "more text that was appended", "\0\0\0z"};
    static const size_t rest_lengths[] = {1, 2, 27, 4};
    char *text = make_text(1000);

    for (size_t i = 0; i < 4; i++)
        for (size_t size = 1; size <= 4096; size *= 8) {
            struct zn_buffer file = compress(codecs[_i], text, 1000, 1000, 1000);
            ck_assert(zn_buffer_append(&file, rests[i], rest_lengths[i]));
            struct reading reading =
                read_bytes(&plain, names[_i], file.data, file.length, size);
            ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
            ck_assert_uint_eq(reading.length, 1000);
            ck_assert_mem_eq(reading.text, text, 1000);
            reading_free(&reading);
            zn_buffer_free(&file);
        }
    free(text);
}
END_TEST

START_TEST(passes_over_padding_of_zeroes)
{
    char *text = make_text(1000);
    struct zn_buffer file = compress(ZN_CODEC_GZIP, text, 1000, 1000, 1000);
    char zeroes[600] = {0};

    ck_assert(zn_buffer_append(&file, zeroes, sizeof zeroes));
    struct reading reading = read_bytes(&plain, "a.gz", file.data, file.length, 64);
    assert_reads(&reading, text, 1000);
    reading_free(&reading);
    zn_buffer_free(&file);
    free(text);
}
END_TEST

START_TEST(passes_over_frames_to_be_skipped)
{
    char *text = make_text(100);
    struct zn_buffer frame = compress(ZN_CODEC_ZSTD, text, 100, 100, 100);
    struct zn_buffer file;

    zn_buffer_init(&file, &zn_default_allocator);
    ck_assert(zn_buffer_append(&file, "\x50\x2A\x4D\x18\x03\0\0\0abc", 11));
    ck_assert(zn_buffer_append(&file, frame.data, frame.length));
    for (size_t size = 1; size <= 256; size *= 2) {
        struct reading reading = read_bytes(&plain, "a.zst", file.data, file.length, size);
        assert_reads(&reading, text, 100);
        reading_free(&reading);
    }
    zn_buffer_free(&frame);
    zn_buffer_free(&file);
    free(text);
}
END_TEST

START_TEST(refuses_names_that_are_not_true)
{
    struct reading reading = read_bytes(&plain, "a.gz", "text", 4, 64);
    ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
    ck_assert_str_eq(reading.error.message,
                     "the name ends in .gz, but the file is not compressed by gzip");
    reading_free(&reading);
    reading = read_bytes(&plain, "a.zst", "", 0, 64);
    ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
    reading_free(&reading);
    struct zn_buffer file = compress(ZN_CODEC_ZSTD, "text", 4, 4, 4);
    reading = read_bytes(&plain, "a.gz", file.data, file.length, 64);
    ck_assert_str_eq(reading.error.message,
                     "the name ends in .gz, but the file is compressed by zstd");
    reading_free(&reading);
    zn_buffer_free(&file);
}
END_TEST

/* The header of a frame that asks for a window of 128 MiB. */
START_TEST(refuses_a_window_that_takes_too_much_memory)
{
    static const char frame[] = "\x28\xB5\x2F\xFD\x00\x88\x01\x00\x00";
    struct reading reading = read_bytes(&plain, "a.zst", frame, sizeof frame - 1, 64);

    ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
    ck_assert_str_eq(reading.error.message,
                     "the zstd file takes a window of more than 16 MiB to decompress; it was "
                     "made with --ultra or --long");
    reading_free(&reading);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("codec");
    TCase *names_case = tcase_create("names");
    tcase_add_test(names_case, knows_codecs_by_name);
    tcase_add_test(names_case, knows_codecs_by_their_first_bytes);
    tcase_add_test(names_case, refuses_names_that_are_not_true);
    suite_add_tcase(suite, names_case);
    TCase *files = tcase_create("files");
    tcase_add_loop_test(files, comes_back_whatever_the_pieces, 0, CODECS);
    tcase_add_loop_test(files, comes_back_when_it_is_long, 0, CODECS);
    tcase_add_loop_test(files, compresses_the_same_way_each_time, 0, CODECS);
    tcase_add_test(files, passes_over_padding_of_zeroes);
    tcase_add_test(files, passes_over_frames_to_be_skipped);
    suite_add_tcase(suite, files);
    TCase *damage = tcase_create("damage");
    tcase_add_loop_test(damage, tells_a_file_that_is_cut_short, 0, CODECS);
    tcase_add_loop_test(damage, tells_a_file_that_is_damaged, 0, CODECS);
    tcase_add_loop_test(damage, gives_what_stands_before_the_damage, 0, CODECS);
    tcase_add_loop_test(damage, tells_what_follows, 0, CODECS);
    tcase_add_test(damage, refuses_a_window_that_takes_too_much_memory);
    suite_add_tcase(suite, damage);
    return suite;
}

int main(void)
{
    return run_suite(make_suite());
}
