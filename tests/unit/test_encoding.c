/*
 * Encodings: every one of them, in every division, and what cannot be decoded.  The bytes are
 * written out, so that no converter is the measure of itself.
 */
#include "sources.h"
#include "suite.h"

#include <errno.h>
#include <sched.h>

#include "files/decoder.h"

struct example {
    const char *encoding;
    const char *bytes;
    size_t length;
    const char *text;
    const char *found; /* what zn_source_encoding says */
};

#define BYTES(literal) (literal), sizeof(literal) - 1

static const struct example examples[] = {
    {"utf-8", BYTES("\xEF\xBB\xBF漢字\n"), "\xEF\xBB\xBF漢字\n", "UTF-8"},
    {"utf-8", BYTES("a\xFF"), "a\xFF", "UTF-8"}, /* whoever converts it tells */
    {"utf-16", BYTES("\xFF\xFE\x22\x6F\x57\x5B\x0A\x00"), "漢字\n", "UTF-16LE"},
    {"utf-16", BYTES("\xFE\xFF\x6F\x22\x5B\x57\x00\x0A"), "漢字\n", "UTF-16BE"},
    {"utf-16", BYTES("\x22\x6F\x57\x5B"), "漢字", "UTF-16LE"},
    {"UTF-16LE", BYTES("\x22\x6F\x40\xD8\x0B\xDC"), "漢𠀋", "UTF-16LE"},
    {"utf-16le", BYTES("\xFF\xFE\x22\x6F"), "漢", "UTF-16LE"},
    {"utf-16be", BYTES("\x6F\x22\xD8\x40\xDC\x0B"), "漢𠀋", "UTF-16BE"},
    {"utf-16be", BYTES("\xFE\xFF\x6F\x22\xFE\xFF"), "漢\xEF\xBB\xBF", "UTF-16BE"},
    {"big5", BYTES("\xA4\xA4\xA4\xE5"), "中文", "BIG5"},
    /* Trail bytes that are ASCII, backslash among them. */
    {"big5", BYTES("\xA5\x5C\xB3\x5C\xC0\x5C|\xA4\x40"), "功許餐|一", "BIG5"},
    /* ETEN's extensions: seven characters, and kana. */
    {"big5", BYTES("\xF9\xD6\xF9\xDC a\xC6\xE7\xC7\x59"), "碁嫺 aぁひ", "BIG5"},
    {"big5", BYTES("\xA1\xE3\xA1\x41\xA1\x43\xA3\xE1"), "～，。€", "BIG5"},
    /* Characters that only Hong Kong's supplement has. */
    {"big5", BYTES("\xA7\xDA\xFA\x40\x87\x40"), "我𠕇䏰", "BIG5"},
    {"big5-hkscs", BYTES("\xA7\xDA\xFA\x40\x87\x40"), "我𠕇䏰", "BIG5-HKSCS"},
    {"Big5-HKSCS", BYTES("\xC6\xE7\xC7\x59"), "ぁひ", "BIG5-HKSCS"},
    /* One code, two code points; the second is all that is left at the end. */
    {"big5-hkscs",
     BYTES("\x88\x62"
           "a\x88\xA5"),
     "Ê̄aê̌", "BIG5-HKSCS"},
    {"big5", BYTES("\x88\x62\x88\xA5"), "Ê̄ê̌", "BIG5"},
    {"gbk", BYTES("\xD6\xD0\xCE\xC4\xA1\xA4\xA1\xAA\x81\x40"), "中文·—丂", "GBK"},
    {"gbk", BYTES("\x80\xD6\xD0"), "€中", "GBK"},
    {"gb2312", BYTES("\xD6\xD0\xCE\xC4\xA1\xA4\xA1\xAA\xE9\x46"), "中文·—镕", "GBK"},
    {"gb18030", BYTES("\xD6\xD0\x95\x32\x83\x37\x81\x30\x86\x30"), "中𠀋¸", "GB18030"},
    {"gb18030", BYTES("\x84\x31\x95\x33\xD6\xD0"), "中", "GB18030"},
    {"gbk", BYTES(""), "", "GBK"},
    {"utf-16", BYTES("\xFF\xFE"), "", "UTF-16LE"},
    {"utf-16", BYTES(""), "", "UTF-16LE"},
};
enum { EXAMPLES = sizeof examples / sizeof examples[0] };

START_TEST(decodes_in_every_division)
{
    const struct example *example = &examples[_i];
    struct zn_source_options options = {.encoding = example->encoding};

    for (size_t size = 1; size <= 100; size++) {
        struct reading reading =
            read_bytes(&options, "a", example->bytes, example->length, size);
        assert_reads(&reading, example->text, strlen(example->text));
        ck_assert_str_eq(reading.encoding, example->found);
        reading_free(&reading);
    }
}
END_TEST

/* The text that an encoding's example has, many times over, at each offset to the buffers. */
START_TEST(loses_nothing_at_the_edges_of_buffers)
{
    enum { BYTES_LEAST = 120000 };
    const struct example *example = &examples[_i];
    const struct zn_encoding *encoding = zn_encoding_named(example->encoding);
    struct zn_source_options options = {.encoding = example->encoding};
    size_t mark =
        zn_encoding_mark(zn_encoding_resolve(encoding, example->bytes, example->length),
                         example->bytes, example->length);
    size_t unit = example->length - mark;
    size_t rounds = unit != 0 ? (size_t)BYTES_LEAST / unit : 0;
    size_t text_unit = strlen(example->text);

    if (mark != 0 || rounds == 0)
        return;
    char *bytes = malloc(rounds * unit);
    char *text = malloc(rounds * text_unit);
    ck_assert(bytes != NULL && text != NULL);
    for (size_t i = 0; i < rounds; i++) {
        memcpy(bytes + i * unit, example->bytes, unit);
        memcpy(text + i * text_unit, example->text, text_unit);
    }
    for (size_t size = 65536; size > 65530; size--) {
        struct reading reading = read_bytes(&options, "a", bytes, rounds * unit, size);
        assert_reads(&reading, text, rounds * text_unit);
        reading_free(&reading);
    }
    free(bytes);
    free(text);
}
END_TEST

struct fault {
    const char *encoding;
    const char *bytes;
    size_t length;
    const char *before;   /* what comes before the error */
    const char *replaced; /* the whole text with U+FFFD */
    const char *passed;   /* the whole text with the bytes */
    uint64_t malformed;
    uint64_t offset;
    const char *message;
};

static const struct fault faults[] = {
    {"big5", BYTES("\xA4\xA4\xFF\xA4\xE5"), "中", "中\uFFFD文", "中\xFF文", 1, 2,
     "byte 2 (0xFF) is not valid BIG5"},
    {"big5", BYTES("\xA4\xA4\x80!"), "中", "中\uFFFD!", "中\x80!", 1, 2,
     "byte 2 (0x80) is not valid BIG5"},
    /* A byte of ASCII that cannot be a trail byte, or makes no character, stays itself. */
    {"big5", BYTES("\xA4\n\xA4\xE5"), "", "\uFFFD\n文", "\xA4\n文", 1, 0,
     "byte 0 (0xA4) is not valid BIG5"},
    {"big5", BYTES("a\x81\x40\xA4\xE5"), "a", "a\uFFFD@文", "a\x81@文", 1, 1,
     "byte 1 (0x81) is not valid BIG5"},
    {"big5", BYTES("\x81\xA1\xA4\xE5"), "", "\uFFFD文", "\x81\xA1文", 1, 0,
     "byte 0 (0x81A1) is not valid BIG5"},
    {"big5", BYTES("\xA4\xA4\xA4"), "中", "中\uFFFD", "中\xA4", 1, 2,
     "byte 2 (0xA4) is not valid BIG5: the file ends inside a character"},
    {"big5", BYTES("\xA4\xA4\xC7"), "中", "中\uFFFD", "中\xC7", 1, 2,
     "byte 2 (0xC7) is not valid BIG5: the file ends inside a character"},
    {"big5-hkscs", BYTES("\x88\x62\xFF\x88\x62"), "Ê̄", "Ê̄\uFFFDÊ̄", "Ê̄\xFFÊ̄", 1, 2,
     "byte 2 (0xFF) is not valid BIG5-HKSCS"},
    {"gbk", BYTES("\xD6\xD0\xA2\xA0\xCE\xC4"), "中", "中\uFFFD文", "中\xA2\xA0文", 1, 2,
     "byte 2 (0xA2A0) is not valid GBK"},
    {"gbk", BYTES("\xFF\xFF\xD6\xD0"), "", "\uFFFD\uFFFD中", "\xFF\xFF中", 2, 0,
     "byte 0 (0xFF) is not valid GBK"},
    {"gb2312", BYTES("\xD6"), "", "\uFFFD", "\xD6", 1, 0,
     "byte 0 (0xD6) is not valid GBK: the file ends inside a character"},
    {"gb18030", BYTES("\xD6\xD0\x81\x30\x86"), "中", "中\uFFFD", "中\x81\x30\x86", 1, 2,
     "byte 2 (0x813086) is not valid GB18030: the file ends inside a character"},
    {"gb18030", BYTES("\xFE\x39\xFE\x39\xD6\xD0"), "", "\uFFFD中", "\xFE\x39\xFE\x39中", 1, 0,
     "byte 0 (0xFE39FE39) is not valid GB18030"},
    {"gb18030", BYTES("\x81\x30!!\xD6\xD0"), "", "\uFFFD0!!中", "\x81\x30!!中", 1, 0,
     "byte 0 (0x81) is not valid GB18030"},
    {"utf-16le", BYTES("\x22\x6F\x0B\xDC\x57\x5B"), "漢", "漢\uFFFD字", "漢\x0B\xDC字", 1, 2,
     "byte 2 (0x0BDC) is not valid UTF-16LE"},
    {"utf-16be", BYTES("\x6F\x22\xD8\x40\x5B\x57"), "漢", "漢\uFFFD字", "漢\xD8\x40字", 1, 2,
     "byte 2 (0xD840) is not valid UTF-16BE"},
    {"utf-16", BYTES("\xFE\xFF\x6F\x22\x5B"), "漢", "漢\uFFFD", "漢\x5B", 1, 4,
     "byte 4 (0x5B) is not valid UTF-16BE: the file ends inside a character"},
    {"utf-16le", BYTES("\x22\x6F\x40\xD8"), "漢", "漢\uFFFD", "漢\x40\xD8", 1, 2,
     "byte 2 (0x40D8) is not valid UTF-16LE: the file ends inside a character"},
};
enum { FAULTS = sizeof faults / sizeof faults[0] };

START_TEST(tells_what_cannot_be_decoded)
{
    const struct fault *fault = &faults[_i];
    struct zn_source_options options = {.encoding = fault->encoding};

    for (size_t size = 1; size <= 100; size++) {
        options.bad_input = ZHNORM_BAD_INPUT_REJECT;
        struct reading reading = read_bytes(&options, "a", fault->bytes, fault->length, size);
        ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
        ck_assert_str_eq(reading.error.message, fault->message);
        ck_assert_uint_eq(reading.error.offset, fault->offset);
        ck_assert_str_eq(reading.text, fault->before);
        reading_free(&reading);
        options.bad_input = ZHNORM_BAD_INPUT_REPLACE;
        reading = read_bytes(&options, "a", fault->bytes, fault->length, size);
        assert_reads(&reading, fault->replaced, strlen(fault->replaced));
        ck_assert_uint_eq(reading.malformed, fault->malformed);
        reading_free(&reading);
        options.bad_input = ZHNORM_BAD_INPUT_PASS;
        reading = read_bytes(&options, "a", fault->bytes, fault->length, size);
        assert_reads(&reading, fault->passed, strlen(fault->passed));
        ck_assert_uint_eq(reading.malformed, fault->malformed);
        reading_free(&reading);
    }
}
END_TEST

/* Far into a file, behind several buffers. */
START_TEST(counts_offsets_in_the_whole_file)
{
    size_t length = 300001;
    char *bytes = malloc(length);
    struct zn_source_options options = {.encoding = "gbk"};
    ck_assert_ptr_nonnull(bytes);
    memset(bytes, 'x', length);
    bytes[299999] = '\xFF';

    struct reading reading = read_bytes(&options, "a", bytes, length, 65536);
    ck_assert_int_eq(reading.status, ZHNORM_ERROR_INPUT);
    ck_assert_uint_eq(reading.error.offset, 299999);
    ck_assert_uint_eq(reading.length, 299999);
    reading_free(&reading);
    free(bytes);
}
END_TEST

/* One source serves files one after the other, whatever became of the one before. */
START_TEST(serves_file_after_file)
{
    struct zn_source_options options = {.encoding = "big5-hkscs"};
    struct zn_source *source = zn_source_new(&options);
    static const char *const files[] = {"\x88\x62", "\xA4", "\xA4\xE5", "\xFF", "\x88\x62"};
    static const char *const texts[] = {"Ê̄", "", "文", "", "Ê̄"};

    for (size_t i = 0; i < 5; i++) {
        int fd = file_of(files[i], strlen(files[i]));
        struct reading reading = read_with(source, fd, "a", 1 + i);
        ck_assert_str_eq(reading.text, texts[i]);
        ck_assert_int_eq(reading.status, i % 2 == 0 ? ZHNORM_OK : ZHNORM_ERROR_INPUT);
        reading_free(&reading);
        close(fd);
    }
    zn_source_free(source);
}
END_TEST

/* Bytes that come one by one, as from a slow pipe. */
START_TEST(reads_what_a_pipe_gives)
{
    const struct example *example = &examples[_i];
    struct zn_source_options options = {.encoding = example->encoding};
    struct zn_source *source = zn_source_new(&options);
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    pid_t writer = fork();
    ck_assert_int_ge(writer, 0);
    if (writer == 0) {
        for (size_t i = 0; i < example->length; i++) {
            if (write(ends[1], example->bytes + i, 1) != 1)
                _exit(1);
            sched_yield();
        }
        _exit(0);
    }
    close(ends[1]);
    struct reading reading = read_with(source, ends[0], "a", 4096);
    assert_reads(&reading, example->text, strlen(example->text));
    reading_free(&reading);
    close(ends[0]);
    zn_source_free(source);
}
END_TEST

static bool never(void *context, int fd)
{
    (void)fd;
    ++*(int *)context;
    return false;
}

START_TEST(gives_up_a_file_that_is_not_waited_for)
{
    int asked = 0;
    struct zn_source_options options = {.wait = never, .context = &asked};
    struct reading reading = read_bytes(&options, "a", "text", 4, 64);

    ck_assert_int_eq(reading.status, ZHNORM_ERROR_STATE);
    ck_assert_int_eq(reading.error.system, EINTR);
    ck_assert_int_eq(asked, 1);
    reading_free(&reading);
}
END_TEST

START_TEST(tells_a_file_that_cannot_be_read)
{
    struct zn_source *source = zn_source_new(&(struct zn_source_options){.encoding = NULL});
    zhnorm_error error;

    ck_assert_int_eq(zn_source_begin(source, -1, "a", &error), ZHNORM_ERROR_STATE);
    ck_assert_int_eq(error.system, EBADF);
    ck_assert_str_eq(error.message, "Bad file descriptor");
    zn_source_free(source);
}
END_TEST

START_TEST(knows_the_names)
{
    ck_assert_str_eq(zn_encoding_find("BIG5"), "BIG5");
    ck_assert_str_eq(zn_encoding_find("gb2312"), "GBK");
    ck_assert_ptr_null(zn_encoding_find("auto"));
    ck_assert_ptr_null(zn_encoding_find("latin-1"));
    ck_assert_ptr_null(zn_encoding_find(""));
    char names[256];
    ck_assert_uint_lt(strlen(zn_encoding_names()), sizeof names);
    memcpy(names, zn_encoding_names(), strlen(zn_encoding_names()) + 1);
    size_t count = 0;
    for (char *rest = names, *name; (name = strtok_r(rest, ", ", &rest)) != NULL; count++)
        ck_assert_ptr_nonnull(zn_encoding_find(name));
    ck_assert_uint_eq(count, 9);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("encoding");
    TCase *texts = tcase_create("texts");
    tcase_add_test(texts, knows_the_names);
    tcase_add_loop_test(texts, decodes_in_every_division, 0, EXAMPLES);
    tcase_add_loop_test(texts, loses_nothing_at_the_edges_of_buffers, 0, EXAMPLES);
    tcase_add_loop_test(texts, reads_what_a_pipe_gives, 0, EXAMPLES);
    tcase_add_test(texts, serves_file_after_file);
    suite_add_tcase(suite, texts);
    TCase *wrong = tcase_create("wrong");
    tcase_add_loop_test(wrong, tells_what_cannot_be_decoded, 0, FAULTS);
    tcase_add_test(wrong, counts_offsets_in_the_whole_file);
    tcase_add_test(wrong, gives_up_a_file_that_is_not_waited_for);
    tcase_add_test(wrong, tells_a_file_that_cannot_be_read);
    suite_add_tcase(suite, wrong);
    return suite;
}

int main(void)
{
    return run_suite(make_suite());
}
