/*
 * CSV and TSV: fields in the chosen columns come out as they would alone, quoted as they
 * were; every other byte stays; and records that are wrong are told.
 */
#include "formatting.h"

#include "formats/records.h"
#include "generator.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct formatting formatting;
static struct formatted formatted;

static void choose(enum zn_format format, enum zn_header header, const char *const *columns,
                   size_t count)
{
    static const char *chosen[4];

    ck_assert_uint_le(count, COUNT(chosen));
    for (size_t i = 0; i < count; i++)
        chosen[i] = columns[i];
    formatting.format = format;
    formatting.options.header = (int32_t)header;
    formatting.options.columns = chosen;
    formatting.options.column_count = count;
}

static void choose_second(void)
{
    static const char *const second[] = {"2"};

    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, second, 1);
}

static void open_formatting(void)
{
    /* Marks come out that must be quoted. */
    static const char dict[] = "髮\t发\n體\t体\n＂\t\"\n，\t,\n";

    formatting_open_with(&formatting, "none", dict, ZHNORM_STEPS_NONE,
                         ZHNORM_BAD_INPUT_REJECT);
    choose_second();
}

static void open_article(void)
{
    formatting_open(&formatting, "cn", ZHNORM_STEPS_DEFAULT, ZHNORM_BAD_INPUT_REJECT);
    choose_second();
}

static void close_formatting(void)
{
    formatting_close(&formatting);
}

static void expect(const char *input, const char *wanted)
{
    formatting_expect(&formatting, input, strlen(input), wanted, strlen(wanted));
}

/* Whatever the division, the file fails. */
static void expect_failure(const char *input, int status, const char *message)
{
    for (size_t chunk = 1; chunk <= strlen(input) + 1; chunk++) {
        formatting_run(&formatting, input, strlen(input), chunk, false, &formatted);
        ck_assert_msg(formatted.status == status &&
                          strcmp(formatted.error.message, message) == 0,
                      "%s: status %d: %s", input, formatted.status, formatted.error.message);
    }
}

/* ---- What changes and what stays -----------------------------------------------------------
 */

START_TEST(only_chosen_columns_change)
{
    expect("髮,髮,髮\n髮,髮\n髮\n髮,\n", "髮,发,髮\n髮,发\n髮\n髮,\n");
    expect("髮,\"髮\",\"髮\"\r\n", "髮,\"发\",\"髮\"\r\n");
    expect("髮,髮", "髮,发");
    expect("髮,髮\r髮,髮\r", "髮,发\r髮,发\r");
    expect("\n\r\n髮,髮\n\n", "\n\r\n髮,发\n\n");
    expect("", "");
    expect("\xEF\xBB\xBF髮,髮\n", "\xEF\xBB\xBF髮,发\n");
    expect("\xEF\xBB\xBF\"髮\",\"髮\"\n", "\xEF\xBB\xBF\"髮\",\"发\"\n");
}
END_TEST

START_TEST(quotation_marks_stay)
{
    expect("a,\"髮\"\n", "a,\"发\"\n");
    expect("a,\"\"\n", "a,\"\"\n");
    expect("a,\"say \"\"髮\"\"\",\"\"\"\"\n", "a,\"say \"\"发\"\"\",\"\"\"\"\n");
    expect("a,\"\"\"\"\n", "a,\"\"\"\"\n");
    expect("a,\"髮,髮\n髮\r\n髮\",b\n", "a,\"发,发\n发\r\n发\",b\n");
    /* Without quotation marks at its start, a field has none. */
    expect("a,5\" 髮 \"\"\n", "a,5\" 发 \"\"\n");
    expect("a, \"髮\"\n", "a, \"发\"\n");
}
END_TEST

START_TEST(what_must_be_quoted_is_quoted)
{
    expect("a,\"＂髮＂\"\n", "a,\"\"\"发\"\"\"\n");
    expect("a,\"\"\"＂\"\"\"\n", "a,\"\"\"\"\"\"\"\"\n");
    expect("a,髮＂\n", "a,发\"\n");
    expect("a,＂髮＂,b\n", "a,\"\"\"发\"\"\",b\n");
    expect("a,5\"，髮\n", "a,\"5\"\",发\"\n");
    expect("a,\"，髮\"\n", "a,\",发\"\n");
}
END_TEST

START_TEST(tabs_separate_tsv)
{
    static const char *const second[] = {"2"};

    choose(ZN_FORMAT_TSV, ZN_HEADER_AUTO, second, 1);
    expect("髮,髮\t髮，髮\t髮\n", "髮,髮\t发,发\t髮\n");
    expect("a\t\"髮\t髮\"\n", "a\t\"发\t发\"\n");
}
END_TEST

START_TEST(a_field_is_a_text_of_its_own)
{
    expect("a,  你好,b\n", "a,你好,b\n");
    expect("a,\"你好,世界\r\n\r\n\r\n\r\n再见\",b\r\n", "a,\"你好，世界\n\n再见\",b\r\n");
    expect("a,９，９９９,b\n", "a,\"9,999\",b\n");
    expect("a,\"  他说 \"\"好\"\" \",b\n", "a,\"他说“好”\",b\n");
    /* A line end that is no end of a record is text, and must be quoted as one. */
    expect("a,你好。\xE2\x80\xA8再见。,b\n", "a,\"你好。\n再见。\",b\n");
    /* What would begin with a quotation mark. */
    expect("a, \"A\" b,c\n", "a,\"\"\"A\"\" b\",c\n");
}
END_TEST

START_TEST(what_comes_out_is_the_same_for_whoever_listens)
{
    static const char *const parts[] = {
        "體育", "網路", ",",      "\n", "\r\n", "\r", " ", "\"", "\"\"", "。",
        "你好", "Ａ",   "９，９", ", ", "!",    "a",  "“", "」", "...",  "\xE2\x80\xA8"};
    static struct formatted listened;
    struct generator generator = {.state = 11};
    size_t right = 0;

    formatting.options.keep_going = true;
    for (int round = 0; round < 10000; round++) {
        char file[512];
        size_t length = 0;
        for (uint32_t left = generator_below(&generator, 30); left > 0; left--) {
            const char *part = parts[generator_below(&generator, COUNT(parts))];
            memcpy(file + length, part, strlen(part));
            length += strlen(part);
        }
        file[length] = '\0';
        formatting_run(&formatting, file, length, length + 1, false, &formatted);
        formatting_run(&formatting, file, length, 1 + length / 3, true, &listened);
        ck_assert_msg(formatted.status == ZHNORM_OK, "%s: %s", file, formatted.error.message);
        ck_assert_int_eq(listened.status, ZHNORM_OK);
        ck_assert_uint_eq(listened.skipped_count, formatted.skipped_count);
        ck_assert_uint_eq(listened.documents, formatted.documents);
        formatting_compare(&listened, file, length, formatted.text, formatted.length);
        formatting_check_edits(&listened, file, length);
        right += formatted.skipped_count == 0;
    }
    ck_assert_uint_gt(right, 2000);
}
END_TEST

/* ---- Columns -----------------------------------------------------------------------------
 */

static const char table[] = "id,體,\"髮\"\n1,體,髮\n2,體,髮\n";

START_TEST(columns_are_named_by_the_header)
{
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"髮"}, 1);
    expect(table, "id,體,\"髮\"\n1,體,发\n2,體,发\n");
    expect("\xEF\xBB\xBF髮,id\r\n髮,髮\r\n", "\xEF\xBB\xBF髮,id\r\n发,髮\r\n");
    expect("\n髮,id\n髮,髮\n", "\n髮,id\n发,髮\n");
    expect("", "");
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"髮", "2", "體"}, 3);
    expect(table, "id,體,\"髮\"\n1,体,发\n2,体,发\n");
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"a \"b\""}, 1);
    expect("id,\"a \"\"b\"\"\"\n髮,髮\n", "id,\"a \"\"b\"\"\"\n髮,发\n");
}
END_TEST

START_TEST(columns_are_counted_from_one)
{
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"3", "1", "3"}, 3);
    expect("髮,髮,髮\n", "发,髮,发\n");
    choose(ZN_FORMAT_CSV, ZN_HEADER_YES, (const char *const[]){"2"}, 1);
    expect(table, "id,體,\"髮\"\n1,体,髮\n2,体,髮\n");
    choose(ZN_FORMAT_CSV, ZN_HEADER_NO, (const char *const[]){"2"}, 1);
    expect(table, "id,体,\"髮\"\n1,体,髮\n2,体,髮\n");
    /* Without a header, no record must have so many. */
    choose(ZN_FORMAT_CSV, ZN_HEADER_NO, (const char *const[]){"99999999999999999999"}, 1);
    expect_failure("a\n", ZHNORM_ERROR_ARGUMENT,
                   "there is no column 99999999999999999999: the first one is 1");
    choose(ZN_FORMAT_CSV, ZN_HEADER_NO, (const char *const[]){"7"}, 1);
    expect("髮,髮\n", "髮,髮\n");
}
END_TEST

START_TEST(columns_that_are_not_there_are_told)
{
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"text"}, 1);
    expect_failure("id,\"a\tb\",c\nx,y,z\n", ZHNORM_ERROR_ARGUMENT,
                   "there is no column 'text', there are: id, a b, c");
    expect_failure("text,a,text\n", ZHNORM_ERROR_ARGUMENT,
                   "columns 1 and 3 are both named 'text': choose by number");
    expect_failure("Text,text ,tex,texts\n", ZHNORM_ERROR_ARGUMENT,
                   "there is no column 'text', there are: Text, text , tex, texts");
    choose(ZN_FORMAT_CSV, ZN_HEADER_NO, (const char *const[]){"text"}, 1);
    expect_failure("text\n", ZHNORM_ERROR_ARGUMENT,
                   "there is no column 'text', for there is no header");
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"0"}, 1);
    expect_failure("a\n", ZHNORM_ERROR_ARGUMENT, "there is no column 0: the first one is 1");
    choose(ZN_FORMAT_CSV, ZN_HEADER_YES, (const char *const[]){"4"}, 1);
    expect_failure("id,體,髮\n", ZHNORM_ERROR_ARGUMENT, "there is no column 4, there are 3");
}
END_TEST

START_TEST(a_long_header_is_listed_as_far_as_there_is_room)
{
    char header[1024] = "";

    for (int i = 0; i < 60; i++)
        snprintf(header + strlen(header), sizeof header - strlen(header), "%scolumn-%d",
                 i != 0 ? "," : "", i);
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"text"}, 1);
    formatting_run(&formatting, header, strlen(header), 9999, false, &formatted);
    ck_assert_int_eq(formatted.status, ZHNORM_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(formatted.error.message, "are: column-0, column-1, "));
    ck_assert_str_eq(strstr(formatted.error.message, ", column-22"), ", column-22, ...");
    /* Whatever the lengths, it ends so. */
    for (size_t length = 0; length < 300; length++) {
        memset(header, 'x', 600);
        header[length] = ',';
        header[length + 1 + (300 - length) / 2] = ',';
        formatting_run(&formatting, header, 600, 9999, false, &formatted);
        size_t end = strlen(formatted.error.message);
        ck_assert_str_eq(formatted.error.message + end - 5, length <= 248 ? ", ..." : ": ...");
    }
    /* One name that is too long. */
    memset(header, 'x', sizeof header - 1);
    header[sizeof header - 1] = '\0';
    formatting_run(&formatting, header, strlen(header), 9999, false, &formatted);
    ck_assert_str_eq(formatted.error.message, "there is no column 'text', there are: ...");
}
END_TEST

START_TEST(rows_without_text_are_no_documents)
{
    formatting_run(&formatting, "a,b\na\n\na,\na,\"\"\na,b\n", 20, 4, false, &formatted);
    ck_assert_int_eq(formatted.status, ZHNORM_OK);
    ck_assert_uint_eq(formatted.documents, 2);
}
END_TEST

/* ---- What is wrong ------------------------------------------------------------------------
 */

START_TEST(wrong_records_are_told_with_their_place)
{
    static const char behind[] = "髮,髮\n髮,\"a\nb\",c\n髮,\"髮\" ,c\n";
    static const char unclosed[] = "髮,髮\n髮,\"髮\n髮,髮\n";

    for (size_t chunk = 1; chunk <= sizeof behind; chunk++) {
        formatting_run(&formatting, behind, sizeof behind - 1, chunk, false, &formatted);
        ck_assert_int_eq(formatted.status, ZHNORM_ERROR_INPUT);
        ck_assert_uint_eq(formatted.error.line, 4);
        ck_assert_uint_eq(formatted.error.offset, 8 + 12 + 9);
        ck_assert_str_eq(
            formatted.error.message,
            "expected a separator or a line end behind the '\"' that closes the field");
        ck_assert_uint_eq(formatted.length, 8 + 12);
        formatting_run(&formatting, unclosed, sizeof unclosed - 1, chunk, false, &formatted);
        ck_assert_int_eq(formatted.status, ZHNORM_ERROR_INPUT);
        ck_assert_uint_eq(formatted.error.line, 2);
        ck_assert_uint_eq(formatted.error.offset, 8 + 4);
        ck_assert_str_eq(formatted.error.message, "the '\"' that closes the field is missing");
    }
}
END_TEST

START_TEST(lines_are_counted_whatever_ends_them)
{
    static const struct {
        const char *file;
        uint64_t line;
    } files[] = {
        {"a\r\nb\r\n\r\n\"c\"d\r\n", 4}, {"a\rb\r\r\"c\"d\r", 4},     {"a\nb\n\n\"c\"d\n", 4},
        {"\"a\nb\r\nc\"\r\n\"d\"e", 4},  {"\xEF\xBB\xBF\"a\"b\n", 1},
    };

    for (size_t i = 0; i < COUNT(files); i++) {
        const char *file = files[i].file;
        for (size_t chunk = 1; chunk <= strlen(file) + 1; chunk++) {
            formatting_run(&formatting, file, strlen(file), chunk, false, &formatted);
            ck_assert_int_eq(formatted.status, ZHNORM_ERROR_INPUT);
            ck_assert_msg(formatted.error.line == files[i].line, "%s: line %llu", file,
                          (unsigned long long)formatted.error.line);
            ck_assert_uint_eq(formatted.error.offset, (size_t)(strrchr(file, '"') - file) + 1);
        }
    }
}
END_TEST

START_TEST(after_a_wrong_record_the_next_line_is_read)
{
    formatting.options.keep_going = true;
    expect("髮,\"髮\n髮,髮\n", "髮,\"髮\n髮,发\n");
    expect("髮,\"髮\r\n髮,髮\r\n", "髮,\"髮\r\n髮,发\r\n");
    expect("髮,\"髮\r髮,髮\r", "髮,\"髮\r髮,发\r");
    expect("髮,\"髮\"x\n髮,髮\n", "髮,\"髮\"x\n髮,发\n");
    expect("髮,\"髮\n\"x,髮\n髮,髮\n", "髮,\"髮\n\"x,髮\n髮,发\n");
    expect("髮,\"髮\"x", "髮,\"髮\"x");
    expect("髮,\"髮", "髮,\"髮");
    expect("髮,\"髮\"x\r", "髮,\"髮\"x\r");
    formatting_run(&formatting, "a,\"\nb,\"c\"d\ne,f\n", 14, 2, false, &formatted);
    ck_assert_uint_eq(formatted.skipped_count, 2);
    ck_assert_uint_eq(formatted.skipped[0].line, 1);
    ck_assert_uint_eq(formatted.skipped[1].line, 2);
}
END_TEST

START_TEST(a_wrong_header_fails_the_file)
{
    formatting.options.keep_going = true;
    choose(ZN_FORMAT_CSV, ZN_HEADER_AUTO, (const char *const[]){"text"}, 1);
    expect_failure(
        "text,\"a\"b\nx,y\n", ZHNORM_ERROR_INPUT,
        "the header: expected a separator or a line end behind the '\"' that closes "
        "the field");
    ck_assert_uint_eq(formatted.error.line, 1);
    ck_assert_uint_eq(formatted.error.offset, 8);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_follow_the_policy)
{
    static const char input[] = "\xFF,\"髮\xE4\xB8\"\n";

    formatting_run(&formatting, input, strlen(input), 3, false, &formatted);
    ck_assert_int_eq(formatted.status, ZHNORM_ERROR_INPUT);
    ck_assert_uint_eq(formatted.error.offset, 0);
    ck_assert_str_eq(formatted.error.message, "byte 0xFF is not valid UTF-8");
    formatting_close(&formatting);
    formatting_open(&formatting, "tw2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REPLACE);
    choose_second();
    expect(input, "\xFF,\"发\xEF\xBF\xBD\"\n");
    formatting_close(&formatting);
    formatting_open(&formatting, "tw2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_PASS);
    choose_second();
    expect(input, "\xFF,\"发\xE4\xB8\"\n");
}
END_TEST

/* ---- Long records
 * --------------------------------------------------------------------------- */

struct long_output {
    const char *file;
    size_t at;
    size_t skipped;
};

static bool take_long(void *context, const char *data, size_t length)
{
    struct long_output *output = context;

    ck_assert(memcmp(output->file + output->at, data, length) == 0);
    output->at += length;
    return true;
}

static void skip_long(void *context, const zhnorm_error *error)
{
    struct long_output *output = context;

    output->skipped++;
    ck_assert_str_eq(error->message, "the record is longer than 8 MiB");
}

/* A quotation mark that nothing closes does not take the rest of the file. */
START_TEST(an_open_quotation_mark_takes_no_more_than_its_line)
{
    static const char head[] = "a,\"b\n";
    static const char row[] = "c,d e f g\n";
    size_t length = 3 * ZN_RECORD_MOST;
    char *file = malloc(length);

    ck_assert_ptr_nonnull(file);
    for (size_t i = 0; i < length; i++)
        file[i] = row[i % (sizeof row - 1)];
    /* Where it would end in some wrong way is too far away to be looked at. */
    file[ZN_RECORD_MOST / (sizeof row - 1) * (sizeof row - 1) + 10003] = '"';
    memcpy(file, head, sizeof head - 1);
    formatting.options.keep_going = true;
    for (size_t chunk = 65536; chunk <= 4 * length; chunk *= 1024) {
        struct zn_format_part part = {.first = true, .last = true};
        struct long_output output = {file, 0, 0};
        struct zn_format_sink sink = {take_long, NULL, skip_long, &output};
        struct zn_formatter *formatter;
        zhnorm_error error = {0};
        ck_assert_int_eq(zn_formatter_open(&formatter, &formatting.conversions,
                                           &formatting.options, false, &error),
                         ZHNORM_OK);
        zn_formatter_begin(formatter, ZN_FORMAT_CSV, &part, &sink);
        ck_assert_int_eq(formatting_feed(formatter, file, length, chunk, &error), ZHNORM_OK);
        ck_assert_int_eq(zn_formatter_end(formatter, &error), ZHNORM_OK);
        ck_assert_uint_eq(output.at, length);
        ck_assert_uint_eq(output.skipped, 1);
        ck_assert_uint_gt(zn_formatter_counts(formatter)->documents,
                          length / (sizeof row - 1) - 2);
        zn_formatter_close(formatter);
    }
    free(file);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("delimited");
    TCase *records = tcase_create("records");
    tcase_add_checked_fixture(records, open_formatting, close_formatting);
    tcase_add_test(records, only_chosen_columns_change);
    tcase_add_test(records, quotation_marks_stay);
    tcase_add_test(records, what_must_be_quoted_is_quoted);
    tcase_add_test(records, tabs_separate_tsv);
    tcase_add_test(records, rows_without_text_are_no_documents);
    suite_add_tcase(suite, records);
    TCase *columns = tcase_create("columns");
    tcase_add_checked_fixture(columns, open_formatting, close_formatting);
    tcase_add_test(columns, columns_are_named_by_the_header);
    tcase_add_test(columns, columns_are_counted_from_one);
    tcase_add_test(columns, columns_that_are_not_there_are_told);
    tcase_add_test(columns, a_long_header_is_listed_as_far_as_there_is_room);
    suite_add_tcase(suite, columns);
    TCase *wrong = tcase_create("what is wrong");
    tcase_add_checked_fixture(wrong, open_formatting, close_formatting);
    tcase_add_test(wrong, wrong_records_are_told_with_their_place);
    tcase_add_test(wrong, lines_are_counted_whatever_ends_them);
    tcase_add_test(wrong, after_a_wrong_record_the_next_line_is_read);
    tcase_add_test(wrong, a_wrong_header_fails_the_file);
    tcase_add_test(wrong, bytes_that_are_not_utf8_follow_the_policy);
    tcase_add_test(wrong, an_open_quotation_mark_takes_no_more_than_its_line);
    suite_add_tcase(suite, wrong);
    TCase *article = tcase_create("articles");
    tcase_add_checked_fixture(article, open_article, close_formatting);
    tcase_add_test(article, a_field_is_a_text_of_its_own);
    tcase_add_test(article, what_comes_out_is_the_same_for_whoever_listens);
    suite_add_tcase(suite, article);
    return run_suite(suite);
}
