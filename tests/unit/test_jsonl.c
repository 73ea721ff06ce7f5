/*
 * JSON Lines: the chosen strings come out as they would alone, spelled as they were; every
 * other byte stays; and lines that are wrong are told.
 */
#include "formatting.h"

#include "formats/records.h"
#include "generator.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct formatting formatting;
static const char *const text_field[] = {"text"};
static const char *const all_fields[] = {"*"};

static void choose(const char *const *fields, size_t count)
{
    formatting.format = ZN_FORMAT_JSONL;
    formatting.options.fields = fields;
    formatting.options.field_count = count;
}

static void open_plain(void)
{
    formatting_open(&formatting, "tw2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REJECT);
    choose(text_field, 1);
}

static void open_article(void)
{
    formatting_open(&formatting, "cn", ZHNORM_STEPS_DEFAULT, ZHNORM_BAD_INPUT_REJECT);
    choose(all_fields, 1);
}

static void close_formatting(void)
{
    formatting_close(&formatting);
}

static void expect(const char *input, const char *wanted)
{
    formatting_expect(&formatting, input, strlen(input), wanted, strlen(wanted));
}

/* ---- What changes and what stays -----------------------------------------------------------
 */

START_TEST(only_chosen_strings_change)
{
    expect("{\"text\":\"頭髮\",\"title\":\"頭髮\"}\n",
           "{\"text\":\"头发\",\"title\":\"頭髮\"}\n");
    expect("{\"頭髮\":\"頭髮\"}\n", "{\"頭髮\":\"頭髮\"}\n");
    expect("{ \"n\" : -1.50E+03 ,\t\"text\" :\"頭髮\" , \"n\":[ ] }",
           "{ \"n\" : -1.50E+03 ,\t\"text\" :\"头发\" , \"n\":[ ] }");
    expect("{\"a\":\"\\u9ad2\\/\\ud83d\",\"text\":[\"髮\",\"\",\"髮\"]}\n",
           "{\"a\":\"\\u9ad2\\/\\ud83d\",\"text\":[\"发\",\"\",\"发\"]}\n");
}
END_TEST

START_TEST(lines_and_their_ends_stay)
{
    expect("", "");
    expect("\n", "\n");
    expect(" \t \n\r\n{\"text\":\"髮\"}\r\n\n", " \t \n\r\n{\"text\":\"发\"}\r\n\n");
    expect("{\"text\":\"髮\"}\n{\"text\":\"髮\"}", "{\"text\":\"发\"}\n{\"text\":\"发\"}");
    expect("\xEF\xBB\xBF{\"text\":\"髮\"}\n", "\xEF\xBB\xBF{\"text\":\"发\"}\n");
    expect("\xEF\xBB\xBF", "\xEF\xBB\xBF");
    expect("1\n\"髮\"\n[]\nnull\n", "1\n\"髮\"\n[]\nnull\n");
}
END_TEST

START_TEST(changed_characters_take_the_spelling_of_the_source)
{
    static const struct {
        const char *input;
        const char *wanted;
    } cases[] = {
        {"頭\\n髮\\t\\\"\\\\", "头\\n发\\t\\\"\\\\"},
        {"\\u9ad4\\u80b2", "\\u4f53\\u80b2"},
        {"\\u9AD4\\u80B2", "\\u4F53\\u80B2"},
        {"a/b\\u9ad4", "a/b\\u4f53"},
        {"a\\/b髮", "a\\/b发"},
        /* Mixed: each character keeps its own spelling. */
        {"\\u9ad4體", "\\u4f53体"},
        {"體\\u9AD4\\u9ad4", "体\\u4F53\\u4f53"},
        {"髮\\/ a/b", "发\\/ a/b"},
        {"\\u0041髮\\u000a\\u0022", "\\u0041发\\u000a\\u0022"},
        {"\\u9ad4\\u0041", "\\u4f53\\u0041"},
        /* Surrogates alone stay, and pairs are characters. */
        {"\\ud83d髮\\ude00", "\\ud83d发\\ude00"},
        {"\\ud83d\\u9ad4\\uDE00", "\\ud83d\\u4f53\\uDE00"},
        {"\\ud83d\\ude00\\u9ad4", "\\ud83d\\ude00\\u4f53"},
        {"😀髮\\u0000\\u001f\x7F", "😀发\\u0000\\u001f\x7F"},
        {"\\ud840\\udc00髮", "\\ud840\\udc00发"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        char input[256];
        char wanted[256];
        snprintf(input, sizeof input, "{\"text\":\"%s\",\"id\":1}\n", cases[i].input);
        snprintf(wanted, sizeof wanted, "{\"text\":\"%s\",\"id\":1}\n", cases[i].wanted);
        expect(input, wanted);
    }
}
END_TEST

START_TEST(a_field_is_a_text_of_its_own)
{
    /* White space at the edges, punctuation, and quotation marks that must be escaped. */
    expect("[\"  你好,世界  \"]\n", "[\"你好，世界\"]\n");
    expect("[\"\\u4f60\\u597d,\\u4e16\\u754c\"]\n",
           "[\"\\u4f60\\u597d\\uff0c\\u4e16\\u754c\"]\n");
    expect("[\"你\\n\\n\\n\\n好\\r\\n\"]\n", "[\"你\\n\\n好\\n\"]\n");
    expect("[\"他说\\u201c好\\u201d\"]\n", "[\"他说\\u201c好\\u201d\"]\n");
    /* A line end that was no escape must become one. */
    expect("[\"你好。\xE2\x80\xA8再见。\"]\n", "[\"你好。\\n再见。\"]\n");
    expect("[\"ａ＼ｂ\"]\n", "[\"a\\\\b\"]\n");
}
END_TEST

START_TEST(what_must_be_escaped_is_escaped)
{
    static const char dict[] = "＂\t\"\n／\t/\n【\t中\n】\t😀\n";

    formatting_open_with(&formatting, "none", dict, ZHNORM_STEPS_NONE,
                         ZHNORM_BAD_INPUT_REJECT);
    choose(all_fields, 1);
    expect("[\"１＂\"]\n", "[\"１\\\"\"]\n");
    expect("[\"\\uff02\\n\"]\n", "[\"\\\"\\n\"]\n");
    expect("[\"a／b\",\"a\\/b／\",\"a/\\/／\"]\n", "[\"a/b\",\"a\\/b\\/\",\"a/\\//\"]\n");
    expect("[\"\\u3010\\u3011\"]\n", "[\"\\u4e2d\\ud83d\\ude00\"]\n");
    expect("[\"【】\\n\"]\n", "[\"中😀\\n\"]\n");
    /* Of what has no letters among its digits, the case is that of the others. */
    expect("[\"\\u3010\\u4E00\\u4E2D\"]\n", "[\"\\u4E2D\\u4E00\\u4E2D\"]\n");
    formatting_close(&formatting);
}
END_TEST

START_TEST(what_comes_out_is_the_same_for_whoever_listens)
{
    static const char *const parts[] = {"體育",
                                        "網路",
                                        "\\u9ad4",
                                        "\\u9AD4\\u80B2",
                                        "\\ud83d\\ude00",
                                        "\\ud83d",
                                        "\\u0022",
                                        "\\\"",
                                        "\\\\",
                                        "\\/",
                                        "/",
                                        "\\n",
                                        "\\r\\n",
                                        ",",
                                        ", ",
                                        "。",
                                        "Ａ",
                                        "\\uff21",
                                        " ",
                                        "  ",
                                        "...",
                                        "(",
                                        ")",
                                        "“",
                                        "\\u201d",
                                        "\xE2\x80\xA8",
                                        "\\u2028",
                                        "\\u0000",
                                        "\x7F",
                                        "a",
                                        "著",
                                        "\\u8457",
                                        "？",
                                        "!!",
                                        "😀"};
    static struct formatted plain;
    static struct formatted listened;
    struct generator generator = {.state = 7};

    for (int round = 0; round < 6000; round++) {
        char line[1024] = "{\"a\":\"";
        size_t length = strlen(line);
        uint32_t kinds = round % 3 == 0 ? 4 : COUNT(parts);
        for (uint32_t left = generator_below(&generator, 16); left > 0; left--) {
            const char *part = parts[generator_below(&generator, kinds)];
            memcpy(line + length, part, strlen(part));
            length += strlen(part);
        }
        memcpy(line + length, "\"}\n", 4);
        length += 3;
        formatting_run(&formatting, line, length, length, false, &plain);
        formatting_run(&formatting, line, length, length, true, &listened);
        ck_assert_msg(plain.status == ZHNORM_OK, "%s: %s", line, plain.error.message);
        ck_assert_int_eq(listened.status, ZHNORM_OK);
        formatting_compare(&listened, line, length, plain.text, plain.length);
        formatting_check_edits(&listened, line, length);
    }
}
END_TEST

/* ---- Documents
 * ------------------------------------------------------------------------------- */

START_TEST(a_record_is_decided_about_by_its_fields)
{
    static struct formatted formatted;
    static const char input[] =
        "{\"a\":\"\\u81fa\\u7063\\u7684\\u7db2\\u8def\\u548c\\u8edf\\u9ad4\\uff0c\\u9019"
        "\\u88e1\\u7684\\u5f71\\u7247\\u54c1\\u8cea\\u5f88\\u597d\\u3002\",\"b\":\"軟體\"}\n"
        "{\"a\":\"这是简体中文，讲的是计算机软件和网络视频的质量。\",\"b\":\"著作权\"}\n";
    static const char wanted[] =
        "{\"a\":\"\\u53f0\\u6e7e\\u7684\\u7f51\\u7edc\\u548c\\u8f6f\\u4ef6\\uff0c\\u8fd9"
        "\\u91cc\\u7684\\u89c6\\u9891\\u8d28\\u91cf\\u5f88\\u597d\\u3002\",\"b\":\"软件\"}\n"
        "{\"a\":\"这是简体中文，讲的是计算机软件和网络视频的质量。\",\"b\":\"著作权\"}\n";

    formatting_open(&formatting, "auto", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REJECT);
    choose(all_fields, 1);
    expect(input, wanted);
    formatting_run(&formatting, input, strlen(input), 5, false, &formatted);
    ck_assert_uint_eq(formatted.documents, 2);
    formatting_close(&formatting);
}
END_TEST

START_TEST(records_without_the_field_are_no_documents)
{
    static struct formatted formatted;
    static const char input[] = "{\"txet\":\"髮\"}\n\n{\"text\":\"\"}\n{\"text\":\"髮\"}\n";

    formatting_run(&formatting, input, strlen(input), 3, false, &formatted);
    ck_assert_uint_eq(formatted.documents, 1);
}
END_TEST

/* ---- What is wrong
 * --------------------------------------------------------------------------- */

static const char wrong_file[] = "{\"text\":\"髮\"}\n"
                                 "\n"
                                 "{\"text\":\"髮\",\"n\":1 2}\n"
                                 "{\"text\":\"髮\"}\n"
                                 "{\"text\":\"髮\"";

START_TEST(a_wrong_line_fails_the_file_with_its_place)
{
    static struct formatted formatted;
    static const char before[] = "{\"text\":\"发\"}\n\n";

    for (size_t chunk = 1; chunk <= sizeof wrong_file; chunk++) {
        formatting_run(&formatting, wrong_file, sizeof wrong_file - 1, chunk, false,
                       &formatted);
        ck_assert_int_eq(formatted.status, ZHNORM_ERROR_INPUT);
        ck_assert_uint_eq(formatted.error.line, 3);
        ck_assert_uint_eq(formatted.error.offset, 15 + 1 + 20);
        ck_assert_str_eq(formatted.error.message, "column 19: expected ',' or '}'");
        /* What came before it is delivered. */
        formatting_compare(&formatted, wrong_file, chunk, before, sizeof before - 1);
    }
}
END_TEST

START_TEST(wrong_lines_are_passed_over_where_that_is_wanted)
{
    static struct formatted formatted;
    static const char wanted[] = "{\"text\":\"发\"}\n"
                                 "\n"
                                 "{\"text\":\"髮\",\"n\":1 2}\n"
                                 "{\"text\":\"发\"}\n"
                                 "{\"text\":\"髮\"";

    formatting.options.keep_going = true;
    expect(wrong_file, wanted);
    for (size_t chunk = 1; chunk <= sizeof wrong_file; chunk++) {
        formatting_run(&formatting, wrong_file, sizeof wrong_file - 1, chunk, false,
                       &formatted);
        ck_assert_uint_eq(formatted.skipped_count, 2);
        ck_assert_uint_eq(formatted.skipped[0].line, 3);
        ck_assert_uint_eq(formatted.skipped[1].line, 5);
        ck_assert_str_eq(formatted.skipped[1].message, "column 12: expected ',' or '}'");
    }
}
END_TEST

START_TEST(bytes_that_are_not_utf8_follow_the_policy)
{
    static struct formatted formatted;
    static const char input[] = "{\"id\":\"\xFF\",\"text\":\"髮\xE4\xB8\\n\"}\n";
    static const char replaced[] = "{\"id\":\"\xFF\",\"text\":\"发\xEF\xBF\xBD\\n\"}\n";
    static const char passed[] = "{\"id\":\"\xFF\",\"text\":\"发\xE4\xB8\\n\"}\n";

    formatting_open(&formatting, "tw2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REJECT);
    choose(text_field, 1);
    formatting_run(&formatting, input, strlen(input), 1, false, &formatted);
    ck_assert_int_eq(formatted.status, ZHNORM_ERROR_INPUT);
    ck_assert_uint_eq(formatted.error.offset, 7);
    ck_assert_uint_eq(formatted.error.line, 1);
    ck_assert_str_eq(formatted.error.message, "byte 0xFF is not valid UTF-8");
    formatting.options.keep_going = true;
    expect(input, input);
    formatting_close(&formatting);

    formatting_open(&formatting, "tw2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REPLACE);
    choose(text_field, 1);
    expect(input, replaced);
    formatting_run(&formatting, input, strlen(input), 1, false, &formatted);
    ck_assert_uint_eq(formatted.malformed, 1);
    formatting_close(&formatting);

    formatting_open(&formatting, "tw2s", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_PASS);
    choose(text_field, 1);
    expect(input, passed);
    formatting_close(&formatting);
}
END_TEST

START_TEST(a_wrong_name_of_a_field_is_told)
{
    static struct formatted formatted;
    static const char *const fields[] = {"text", "a..b"};

    choose(fields, 2);
    formatting_run(&formatting, "{}\n", 3, 3, false, &formatted);
    ck_assert_int_eq(formatted.status, ZHNORM_ERROR_ARGUMENT);
    ck_assert_str_eq(formatted.error.message, "the field 'a..b': a key in it is empty");
}
END_TEST

/* ---- Long lines
 * ------------------------------------------------------------------------------ */

/* A line of this many bytes, without its end, that becomes the same with one letter else. */
static char *make_long(size_t length)
{
    static const char head[] = "{\"text\":\"髮";
    static const char tail[] = "\"}\n{\"text\":\"髮\"}\n";
    char *line = malloc(length + sizeof tail);

    ck_assert_ptr_nonnull(line);
    memset(line, 'a', length);
    memcpy(line, head, sizeof head - 1);
    memcpy(line + length - 2, tail, sizeof tail);
    return line;
}

struct long_output {
    const char *line; /* what is wanted */
    size_t at;
    size_t skipped;
};

static bool take_long(void *context, const char *data, size_t length)
{
    struct long_output *output = context;

    ck_assert(memcmp(output->line + output->at, data, length) == 0);
    output->at += length;
    return true;
}

static void skip_long(void *context, const zhnorm_error *error)
{
    struct long_output *output = context;

    output->skipped++;
    ck_assert_str_eq(error->message, "the record is longer than 8 MiB");
    ck_assert_uint_eq(error->line, 1);
}

static void run_long(size_t length, size_t chunk, bool fits)
{
    static const char simplified[] = "发";
    struct zn_format_part part = {.first = true, .last = true};
    char *input = make_long(length);
    char *wanted = make_long(length);
    size_t whole = strlen(input);
    struct long_output output = {wanted, 0, 0};
    struct zn_format_sink sink = {take_long, NULL, skip_long, &output};
    struct zn_formatter *formatter;
    zhnorm_error error = {0};

    memcpy(wanted + whole - 6, simplified, 3);
    if (fits)
        memcpy(wanted + 9, simplified, 3);
    ck_assert_int_eq(zn_formatter_open(&formatter, &formatting.conversions,
                                       &formatting.options, false, &error),
                     ZHNORM_OK);
    zn_formatter_begin(formatter, ZN_FORMAT_JSONL, &part, &sink);
    ck_assert_int_eq(formatting_feed(formatter, input, whole, chunk, &error), ZHNORM_OK);
    ck_assert_int_eq(zn_formatter_end(formatter, &error), ZHNORM_OK);
    ck_assert_uint_eq(output.at, whole);
    ck_assert_uint_eq(output.skipped, fits ? 0 : 1);
    zn_formatter_close(formatter);
    free(input);
    free(wanted);
}

START_TEST(a_line_has_a_greatest_length)
{
    formatting.options.keep_going = true;
    for (size_t chunk = 65536; chunk <= 4 * ZN_RECORD_MOST; chunk *= 512) {
        run_long(ZN_RECORD_MOST - 1, chunk, true);
        run_long(ZN_RECORD_MOST, chunk, false);
        run_long(3 * ZN_RECORD_MOST, chunk, false);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("jsonl");
    TCase *plain = tcase_create("lines");
    tcase_add_checked_fixture(plain, open_plain, close_formatting);
    tcase_add_test(plain, only_chosen_strings_change);
    tcase_add_test(plain, lines_and_their_ends_stay);
    tcase_add_test(plain, changed_characters_take_the_spelling_of_the_source);
    tcase_add_test(plain, records_without_the_field_are_no_documents);
    tcase_add_test(plain, a_wrong_line_fails_the_file_with_its_place);
    tcase_add_test(plain, wrong_lines_are_passed_over_where_that_is_wanted);
    tcase_add_test(plain, a_wrong_name_of_a_field_is_told);
    tcase_add_test(plain, a_line_has_a_greatest_length);
    suite_add_tcase(suite, plain);
    TCase *article = tcase_create("articles");
    tcase_add_checked_fixture(article, open_article, close_formatting);
    tcase_add_test(article, a_field_is_a_text_of_its_own);
    tcase_add_test(article, what_comes_out_is_the_same_for_whoever_listens);
    suite_add_tcase(suite, article);
    TCase *policies = tcase_create("policies");
    tcase_add_test(policies, what_must_be_escaped_is_escaped);
    tcase_add_test(policies, a_record_is_decided_about_by_its_fields);
    tcase_add_test(policies, bytes_that_are_not_utf8_follow_the_policy);
    suite_add_tcase(suite, policies);
    return run_suite(suite);
}
