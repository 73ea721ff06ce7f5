/*
 * One line of JSON: what is taken and what is refused (RFC 8259), which strings are chosen,
 * and how they are spelled.
 */
#include "formats/find.h"
#include "formats/json_escape.h"
#include "formats/json_scan.h"
#include "formats/json_spelling.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"
#include "generator.h"
#include "rules/memory.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- Finding bytes ---------------------------------------------------------------------- */

START_TEST(the_twins_find_the_same)
{
    static const char alphabet[] = "\"\\,\t\r\n\x01\x1F\x20\x21\x7F\x80\xE4\xFF abcdefghijk";
    uint8_t text[80];
    struct generator generator = {.state = 1};

    for (int round = 0; round < 20000; round++) {
        size_t length = generator_below(&generator, sizeof text);
        uint32_t rarity = 1 + generator_below(&generator, 40);
        for (size_t i = 0; i < length; i++)
            text[i] = generator_below(&generator, rarity) == 0
                          ? (uint8_t)alphabet[generator_below(&generator, sizeof alphabet - 1)]
                          : 'x';
        const uint8_t *end = text + length;
        ck_assert_ptr_eq(zn_find_json_stop(text, end), zn_find_json_stop_portable(text, end));
        ck_assert_ptr_eq(zn_find_field_end(text, end, ','),
                         zn_find_field_end_portable(text, end, ','));
    }
}
END_TEST

START_TEST(every_byte_that_stops_is_found_everywhere)
{
    uint8_t text[48];

    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t at = 0; at < sizeof text; at++) {
            memset(text, 'x', sizeof text);
            text[at] = (uint8_t)byte;
            bool stops = byte < ' ' || byte == '"' || byte == '\\';
            bool ends = byte == '\t' || byte == '\r' || byte == '\n';
            const uint8_t *end = text + sizeof text;
            ck_assert_ptr_eq(zn_find_json_stop(text, end), stops ? text + at : end);
            ck_assert_ptr_eq(zn_find_json_stop_portable(text, end), stops ? text + at : end);
            ck_assert_ptr_eq(zn_find_field_end(text, end, '\t'), ends ? text + at : end);
            ck_assert_ptr_eq(zn_find_field_end_portable(text, end, '\t'),
                             ends ? text + at : end);
        }
    }
}
END_TEST

/* ---- What is JSON ------------------------------------------------------------------------
 */

struct reading {
    struct zn_json_paths paths;
    struct zn_json_scan scan;
};

static void open_reading(struct reading *reading, const char *const *fields, size_t count)
{
    zn_json_paths_init(&reading->paths, &zn_default_allocator);
    zn_json_scan_init(&reading->scan, &zn_default_allocator);
    ck_assert(zn_json_paths_build(&reading->paths, fields, count));
}

static void close_reading(struct reading *reading)
{
    zn_json_paths_free(&reading->paths);
    zn_json_scan_free(&reading->scan);
}

/* From memory of just that length, so that reading past it shows. */
static enum zn_json_verdict read_line(struct reading *reading, const char *line, size_t length)
{
    char *copy = malloc(length + (length == 0));

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, line, length);
    enum zn_json_verdict verdict =
        zn_json_scan_run(&reading->scan, &reading->paths, copy, length);
    free(copy);
    return verdict;
}

static const char *const right[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "7",
    "-12",
    "10",
    "0.5",
    "-0.0",
    "1e5",
    "1E+5",
    "1e-05",
    "12.50e007",
    "123456789012345678901234567890",
    "1e999",
    "\"\"",
    "\"a\"",
    "\"\\\"\"",
    "\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u0000\\uABcd\"",
    "\"\\ud83d\\ude00\"",
    /* Surrogates alone, and the wrong way round: the RFC leaves them to the reader. */
    "\"\\ud83d\"",
    "\"\\ude00\\ud83d\"",
    "\"\x7F\"",
    "\"漢字\"",
    "[]",
    "[ ]",
    "{}",
    "{ }",
    "[[[]]]",
    "[1,2]",
    " [ 1 , \"a\" ] ",
    "{\"a\":1}",
    "{ \"a\" : { \"b\" : [ {} ] } }",
    "{\"a\":1,\"a\":2}",
    "{\"\":0}",
    "{\"a\":[true,false,null]}",
    "\t\r[]\r",
    "[1\n,2]",
};

static const struct {
    const char *line;
    size_t at;
    const char *expected;
} wrong[] = {
    {"tru", 0, "a value"},
    {"True", 0, "a value"},
    {"nul", 0, "a value"},
    {"nulll", 4, "nothing behind the line's value"},
    {"x", 0, "a value"},
    {"'a'", 0, "a value"},
    {"+1", 0, "a value"},
    {".5", 0, "a value"},
    {"NaN", 0, "a value"},
    {"Infinity", 0, "a value"},
    {"-", 1, "a digit"},
    {"-a", 1, "a digit"},
    {"-Infinity", 1, "a digit"},
    {"01", 1, "a number without a leading 0"},
    {"-00", 2, "a number without a leading 0"},
    {"1.", 2, "a digit"},
    {"1.e5", 2, "a digit"},
    {"1e", 2, "a digit"},
    {"1e+", 3, "a digit"},
    {"0x10", 1, "nothing behind the line's value"},
    {"1 2", 2, "nothing behind the line's value"},
    {"{} {}", 3, "nothing behind the line's value"},
    {"[1]]", 3, "nothing behind the line's value"},
    {"1,", 1, "nothing behind the line's value"},
    {"\"a", 2, "'\"' at the string's end"},
    {"\"a\\\"", 4, "'\"' at the string's end"},
    {"\"\t\"", 1, "an escape in place of a control character"},
    {"\"a\x1F\"", 2, "an escape in place of a control character"},
    {"\"\\a\"", 1, "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"},
    {"\"\\U0041\"", 1, "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"},
    {"\"\\", 1, "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"},
    {"\"\\u004\"", 1, "four hexadecimal digits behind \\u"},
    {"\"\\u00g0\"", 1, "four hexadecimal digits behind \\u"},
    {"\"\\u 041\"", 1, "four hexadecimal digits behind \\u"},
    {"\"\\u00", 1, "four hexadecimal digits behind \\u"},
    {"[", 1, "a value"},
    {"[1", 2, "',' or ']'"},
    {"[1,", 3, "a value"},
    {"[1,]", 3, "a value"},
    {"[,1]", 1, "a value"},
    {"[1 2]", 3, "',' or ']'"},
    {"[1}", 2, "',' or ']'"},
    {"]", 0, "a value"},
    {"{", 1, "a key in quotation marks"},
    {"{a:1}", 1, "a key in quotation marks"},
    {"{1:1}", 1, "a key in quotation marks"},
    {"{\"a\"}", 4, "':'"},
    {"{\"a\" 1}", 5, "':'"},
    {"{\"a\":}", 5, "a value"},
    {"{\"a\":1", 6, "',' or '}'"},
    {"{\"a\":1,}", 7, "a key in quotation marks"},
    {"{\"a\":1]", 6, "',' or '}'"},
    {"{\"a\":1 \"b\":2}", 7, "',' or '}'"},
    {"{\"a", 3, "'\"' at the string's end"},
    {"[1] // two", 4, "nothing behind the line's value"},
    {"/**/1", 0, "a value"},
    {"\xEF\xBB\xBF"
     "1",
     0, "a value"},
    {"[1,\v2]", 3, "a value"},
    {"[1,\xC2\xA0"
     "2]",
     3, "a value"},
};

START_TEST(valid_values_are_taken)
{
    struct reading reading;

    open_reading(&reading, NULL, 0);
    for (size_t i = 0; i < COUNT(right); i++)
        ck_assert_msg(read_line(&reading, right[i], strlen(right[i])) == ZN_JSON_RIGHT,
                      "%s: refused, expected %s", right[i], reading.scan.expected);
    ck_assert_int_eq(read_line(&reading, "", 0), ZN_JSON_EMPTY);
    ck_assert_int_eq(read_line(&reading, " \t\r", 3), ZN_JSON_EMPTY);
    close_reading(&reading);
}
END_TEST

START_TEST(what_is_wrong_is_told_with_its_place)
{
    struct reading reading;

    open_reading(&reading, NULL, 0);
    for (size_t i = 0; i < COUNT(wrong); i++) {
        ck_assert_msg(read_line(&reading, wrong[i].line, strlen(wrong[i].line)) ==
                          ZN_JSON_WRONG,
                      "%s: taken", wrong[i].line);
        ck_assert_msg(reading.scan.wrong_at == wrong[i].at &&
                          strcmp(reading.scan.expected, wrong[i].expected) == 0,
                      "%s: byte %zu, expected %s", wrong[i].line, reading.scan.wrong_at,
                      reading.scan.expected);
    }
    close_reading(&reading);
}
END_TEST

START_TEST(a_nul_byte_is_no_white_space)
{
    struct reading reading;

    open_reading(&reading, NULL, 0);
    ck_assert_int_eq(read_line(&reading, "1\0", 2), ZN_JSON_WRONG);
    ck_assert_int_eq(read_line(&reading, "\0", 1), ZN_JSON_WRONG);
    ck_assert_int_eq(read_line(&reading, "[1\0]", 4), ZN_JSON_WRONG);
    ck_assert_int_eq(read_line(&reading, "\"\0\"", 3), ZN_JSON_WRONG);
    close_reading(&reading);
}
END_TEST

START_TEST(no_beginning_of_a_value_is_taken)
{
    static const char value[] = "{\"a\": [true, -1.5e+3, \"\\u4e2d\\n\", {}], \"b\": null}";
    struct reading reading;

    open_reading(&reading, (const char *const[]){"*"}, 1);
    for (size_t length = 1; length < sizeof value - 1; length++) {
        ck_assert_int_eq(read_line(&reading, value, length), ZN_JSON_WRONG);
        ck_assert_uint_le(reading.scan.wrong_at, length);
    }
    ck_assert_int_eq(read_line(&reading, value, sizeof value - 1), ZN_JSON_RIGHT);
    close_reading(&reading);
}
END_TEST

START_TEST(depth_has_a_limit)
{
    enum { DEPTH = ZN_JSON_DEPTH_MOST };
    char text[2 * (DEPTH + 1)];
    struct reading reading;

    open_reading(&reading, (const char *const[]){"*"}, 1);
    memset(text, '[', DEPTH + 1);
    memset(text + DEPTH + 1, ']', DEPTH + 1);
    ck_assert_int_eq(read_line(&reading, text + 1, (size_t)2 * DEPTH), ZN_JSON_RIGHT);
    ck_assert_int_eq(read_line(&reading, text, sizeof text), ZN_JSON_WRONG);
    ck_assert_uint_eq(reading.scan.wrong_at, DEPTH);
    close_reading(&reading);
}
END_TEST

/* ---- Which strings are chosen -------------------------------------------------------------
 */

static const struct {
    const char *fields[3];
    const char *line;
    const char *chosen; /* the strings, each with '|' behind it */
} choices[] = {
    {{"text"}, "{\"text\":\"one\",\"title\":\"two\"}", "one|"},
    {{"text", "title"}, "{\"text\":\"one\",\"title\":\"two\"}", "one|two|"},
    {{"text"}, "{\"text\":\"one\",\"text\":\"two\"}", "one|two|"},
    {{"text"}, "{\"texts\":\"one\",\"tex\":\"two\",\"Text\":\"three\"}", ""},
    {{"text"}, "{\"text\":\"\",\"title\":\"\"}", ""},
    {{"text"}, "{\"text\":1}", ""},
    {{"text"}, "{\"text\":{\"a\":\"one\"}}", ""},
    {{"text"}, "{\"a\":{\"text\":\"one\"}}", ""},
    {{"text"}, "\"text\"", ""},
    /* Arrays, on the way and in the field. */
    {{"text"}, "{\"text\":[\"one\",[\"two\",3],{\"text\":\"four\"}]}", "one|two|"},
    {{"a.b"},
     "{\"a\":[{\"b\":\"one\"},{\"c\":\"two\"},[{\"b\":\"three\"}],\"four\"]}",
     "one|three|"},
    {{"text"}, "[{\"text\":\"one\"},{\"text\":\"two\"}]", "one|two|"},
    /* Nested fields. */
    {{"a.b"}, "{\"a\":{\"b\":\"one\"},\"b\":\"two\",\"a.b\":\"three\"}", "one|"},
    {{"a.b", "a"}, "{\"a\":\"one\"} ", "one|"},
    {{"a", "a.b"}, "{\"a\":{\"b\":\"one\",\"a\":\"two\"}}", "one|"},
    {{"a.b", "a.c"}, "{\"a\":{\"b\":\"one\",\"c\":\"two\",\"d\":\"three\"}}", "one|two|"},
    {{"a.b.c"}, "{\"a\":{\"b\":{\"c\":\"one\"}},\"b\":{\"c\":\"two\"}}", "one|"},
    {{"a.a"}, "{\"a\":{\"a\":\"one\"}}", "one|"},
    /* All strings, but no keys. */
    {{"*"}, "{\"a\":\"one\",\"b\":[\"two\",{\"c\":\"three\"}]}", "one|two|three|"},
    {{"*"}, "\"one\"", "one|"},
    {{"a.*"}, "{\"a\":{\"b\":{\"c\":\"one\"},\"d\":\"two\"},\"b\":\"three\"}", "one|two|"},
    {{"a.b", "a.*"},
     "{\"a\":{\"b\":{\"c\":\"one\"},\"d\":\"two\"},\"e\":\"three\"}",
     "one|two|"},
    {{"*", "a.b"},
     "{\"a\":{\"b\":{\"c\":\"one\"},\"d\":\"two\"},\"e\":\"three\"}",
     "one|two|three|"},
    /* Characters that mean something in a field's name. */
    {{"a\\.b"}, "{\"a\":{\"b\":\"one\"},\"a.b\":\"two\"}", "two|"},
    {{"\\*"}, "{\"a\":\"one\",\"*\":\"two\"}", "two|"},
    {{"**"}, "{\"a\":\"one\",\"**\":\"two\"}", "two|"},
    {{"a\\\\b"}, "{\"a\\\\b\":\"one\",\"ab\":\"two\"}", "one|"},
    /* Keys are compared as what they say. */
    {{"text"}, "{\"\\u0074e\\u0078t\":\"one\",\"te\\nxt\":\"two\"}", "one|"},
    {{"内容"},
     "{\"\\u5185\\u5bb9\":\"one\",\"内容\":\"two\",\"内\\u5bb9\":\"three\"}",
     "one|two|three|"},
    {{"a/b"}, "{\"a\\/b\":\"one\"}", "one|"},
    {{"😀"}, "{\"\\ud83d\\ude00\":\"one\",\"\\ud83d\":\"two\"}", "one|"},
    {{"a\"b"}, "{\"a\\\"b\":\"one\",\"a\\\"\":\"two\",\"a\\\"bc\":\"three\"}", "one|"},
    {{"a\\b"}, "{\"ab\":\"one\",\"a\\b\":\"two\"}", "one|"},
};

START_TEST(fields_choose_strings)
{
    for (size_t i = 0; i < COUNT(choices); i++) {
        struct reading reading;
        char chosen[256] = "";
        size_t count = 0;
        while (count < COUNT(choices[i].fields) && choices[i].fields[count] != NULL) {
            ck_assert_ptr_null(zn_json_field_error(choices[i].fields[count]));
            count++;
        }
        open_reading(&reading, choices[i].fields, count);
        const char *line = choices[i].line;
        ck_assert_int_eq(read_line(&reading, line, strlen(line)), ZN_JSON_RIGHT);
        for (size_t j = 0; j < zn_json_scan_count(&reading.scan); j++) {
            struct zn_json_span span = zn_json_scan_spans(&reading.scan)[j];
            size_t used = strlen(chosen);
            snprintf(chosen + used, sizeof chosen - used, "%.*s|",
                     (int)(span.end - span.begin), line + span.begin);
        }
        ck_assert_msg(strcmp(chosen, choices[i].chosen) == 0, "%s in %s: got %s, wanted %s",
                      choices[i].fields[0], line, chosen, choices[i].chosen);
        close_reading(&reading);
    }
}
END_TEST

START_TEST(names_of_fields_are_checked)
{
    static const char *const bad[] = {"",    ".",     "a.",  ".a",    "a..b",
                                      "*.a", "a.*.b", "a\\", "a.b\\", "\\\\\\"};
    static const char *const good[] = {"a",    "a.b",   "*",  "a.*", "\\*.a",
                                       "a\\.", "a\\\\", "*a", " ",   "内容"};

    for (size_t i = 0; i < COUNT(bad); i++)
        ck_assert_msg(zn_json_field_error(bad[i]) != NULL, "'%s' is taken", bad[i]);
    for (size_t i = 0; i < COUNT(good); i++)
        ck_assert_msg(zn_json_field_error(good[i]) == NULL, "'%s': %s", good[i],
                      zn_json_field_error(good[i]));
}
END_TEST

/* ---- How strings are spelled --------------------------------------------------------------
 */

#define RAW                 \
    {                       \
        false, false, false \
    }
#define ASCII              \
    {                      \
        true, false, false \
    }
#define UPPER             \
    {                     \
        true, true, false \
    }
#define SLASH              \
    {                      \
        false, false, true \
    }

static const struct {
    const char *string;
    const char *text;
    struct zn_json_style style;
    bool is_regular;
} spellings[] = {
    {"plain", "plain", RAW, true},
    {"漢字", "漢字", RAW, true},
    {"a\\n\\t\\\"\\\\b", "a\n\t\"\\b", RAW, true},
    {"\\b\\f\\r", "\b\f\r", RAW, true},
    {"a/b", "a/b", RAW, true},
    {"a\\/b", "a/b", SLASH, true},
    {"a\\/b/c", "a/b/c", RAW, false},
    {"\\u4e2d\\u6587", "中文", ASCII, true},
    {"\\u4E2D\\u6587", "中文", UPPER, true},
    {"\\u5317\\u4eac", "北京", ASCII, true},
    {"\\u5317", "北", ASCII, true},
    {"\\u4e2d\\u4E2D", "中中", ASCII, false},
    {"\\u4e2D", "中", ASCII, false},
    {"\\u4e2d文", "中文", RAW, false},
    {"\\u4E2D文", "中文", {false, true, false}, false},
    {"\\ud83d\\ude00!", "😀!", ASCII, true},
    {"\\uD83D\\uDE00", "😀", UPPER, true},
    {"\\uD83D\\ude00", "😀", ASCII, false},
    {"😀", "😀", RAW, true},
    /* Surrogates alone, before a character, twice, the wrong way round. */
    {"a\\ud83d", "a\xEF\xBF\xBD", ASCII, false},
    {"\\ud83dx", "\xEF\xBF\xBDx", ASCII, false},
    {"\\ud83d\\n", "\xEF\xBF\xBD\n", ASCII, false},
    {"\\ud83d\\u4e2d", "\xEF\xBF\xBD中", ASCII, false},
    {"\\ud83d\\ud83d\\ude00", "\xEF\xBF\xBD😀", ASCII, false},
    {"\\ude00\\ud83d", "\xEF\xBF\xBD\xEF\xBF\xBD", ASCII, false},
    /* Escapes that nobody needs. */
    {"\\u0041", "A", RAW, false},
    {"\\u0022", "\"", RAW, false},
    {"\\u002f", "/", RAW, false},
    {"\\u000a", "\n", RAW, false},
    {"\\u0020", " ", RAW, false},
    /* Control characters that have no short form. */
    {"\\u0000\\u000b\\u001f", NULL, RAW, true},
    {"\\u001F", "\x1F", {false, true, false}, true},
    {"\x7F", "\x7F", RAW, true},
    {"\\u007f", "\x7F", RAW, false},
    {"\\u4e2d\\u007f", "中\x7F", ASCII, true},
    {"\\u4e2d\x7F", "中\x7F", ASCII, false},
    {"\\u4e2d\\/", "中/", {true, false, true}, true},
    {"\\u00e9", "é", ASCII, true},
};

START_TEST(strings_are_decoded_and_their_style_is_told)
{
    for (size_t i = 0; i < COUNT(spellings); i++) {
        const char *string = spellings[i].string;
        const char *text = spellings[i].text != NULL ? spellings[i].text : "\0\v\x1F";
        size_t length = spellings[i].text != NULL ? strlen(text) : 3;
        struct zn_json_decoded decoded;
        struct zn_buffer out;
        zn_buffer_init(&out, &zn_default_allocator);
        ck_assert(zn_json_decode(string, strlen(string), &out, &decoded));
        ck_assert_msg(out.length == length && memcmp(out.data, text, length) == 0,
                      "%s: the text is %.*s", string, (int)out.length, (char *)out.data);
        ck_assert_msg(memcmp(&decoded.style, &spellings[i].style, sizeof decoded.style) == 0,
                      "%s: escapes_all %d, has_upper %d, escapes_slash %d", string,
                      decoded.style.escapes_all, decoded.style.has_upper,
                      decoded.style.escapes_slash);
        out.length = 0;
        ck_assert(zn_json_spell(decoded.style, text, length, &out));
        bool is_same =
            out.length == strlen(string) && memcmp(out.data, string, out.length) == 0;
        ck_assert_msg(decoded.is_regular == spellings[i].is_regular &&
                          is_same == spellings[i].is_regular,
                      "%s: spelled %.*s, regular %d", string, (int)out.length,
                      (char *)out.data, decoded.is_regular);
        zn_buffer_free(&out);
    }
}
END_TEST

/* A string of pieces that are likely to meet. */
static size_t make_string(struct generator *generator, char *string, bool is_sane)
{
    static const char *const parts[] = {"中",
                                        "文",
                                        "a",
                                        "/",
                                        "\\n",
                                        "\\\"",
                                        "\\\\",
                                        " ",
                                        "😀",
                                        "\\t",
                                        "\\u4e2d",
                                        "\\u5317",
                                        "\\ud83d\\ude00",
                                        "\\/",
                                        "\\u4E2D",
                                        "\\u001f",
                                        "\\u007f",
                                        "\x7F",
                                        "\\ud83d",
                                        "\\ude00",
                                        "\\u0041",
                                        "\\u000a",
                                        "\\uD83D\\uDE00"};
    size_t length = 0;
    size_t kinds = is_sane ? 13 : COUNT(parts);

    for (uint32_t left = generator_below(generator, 10); left > 0; left--) {
        const char *part = parts[generator_below(generator, (uint32_t)kinds)];
        memcpy(string + length, part, strlen(part));
        length += strlen(part);
    }
    return length;
}

START_TEST(a_regular_string_is_what_its_style_makes_of_its_text)
{
    struct generator generator = {.state = 3};
    struct zn_buffer text;
    struct zn_buffer again;
    struct zn_field field;
    size_t regular = 0;

    zn_buffer_init(&text, &zn_default_allocator);
    zn_buffer_init(&again, &zn_default_allocator);
    zn_field_init(&field, &zn_default_allocator);
    for (int round = 0; round < 50000; round++) {
        char string[256];
        struct zn_json_decoded decoded;
        size_t length = make_string(&generator, string, round % 2 == 0);
        text.length = 0;
        again.length = 0;
        ck_assert(zn_json_decode(string, length, &text, &decoded));
        ck_assert(zn_json_spell(decoded.style, (char *)text.data, text.length, &again));
        bool is_same =
            again.length == length && (length == 0 || memcmp(again.data, string, length) == 0);
        ck_assert_msg(!decoded.is_regular || is_same, "%.*s: spelled %.*s", (int)length,
                      string, (int)again.length, (char *)again.data);
        regular += decoded.is_regular;
        /* The pieces say the same, and leave nothing of the string out. */
        zn_field_reset(&field);
        zn_json_take_pieces(&field, string, length);
        ck_assert(!field.failed);
        ck_assert_uint_eq(field.text.length, text.length);
        ck_assert(text.length == 0 || memcmp(field.text.data, text.data, text.length) == 0);
        size_t at = 0;
        for (size_t i = 0; i < zn_field_piece_count(&field); i++) {
            ck_assert_uint_eq(zn_field_pieces(&field)[i].source, at);
            at += zn_field_pieces(&field)[i].source_length;
        }
        ck_assert_uint_eq(at, length);
    }
    ck_assert_uint_gt(regular, 10000);
    zn_buffer_free(&text);
    zn_buffer_free(&again);
    zn_field_free(&field);
}
END_TEST

START_TEST(what_takes_the_place_of_an_escape_is_spelled_like_it)
{
    static const struct {
        const char *piece;
        struct zn_json_style style;
        struct zn_json_style wanted;
    } styles[] = {
        {"a", RAW, RAW},         {"a", UPPER, UPPER},       {"\\u4e2d", RAW, ASCII},
        {"\\u4E2D", RAW, UPPER}, {"\\u4e2d", UPPER, ASCII}, {"\\u5317", UPPER, UPPER},
        {"\\u0041", RAW, ASCII}, {"\\n", RAW, RAW},         {"\\/", RAW, SLASH},
        {"\\u000a", RAW, RAW},   {"\\\\", ASCII, ASCII},    {"/", SLASH, SLASH},
    };

    for (size_t i = 0; i < COUNT(styles); i++) {
        struct zn_json_style got =
            zn_json_style_at(styles[i].style, styles[i].piece, strlen(styles[i].piece));
        ck_assert_msg(memcmp(&got, &styles[i].wanted, sizeof got) == 0,
                      "%s: escapes_all %d, has_upper %d, escapes_slash %d", styles[i].piece,
                      got.escapes_all, got.has_upper, got.escapes_slash);
    }
}
END_TEST

START_TEST(what_is_no_character_is_not_escaped)
{
    static const char text[] = "\xE4\xB8"
                               "a\n";
    struct zn_buffer out;

    zn_buffer_init(&out, &zn_default_allocator);
    ck_assert(zn_json_spell((struct zn_json_style)ASCII, text, sizeof text - 1, &out));
    ck_assert_uint_eq(out.length, 5);
    ck_assert(memcmp(out.data,
                     "\xE4\xB8"
                     "a\\n",
                     5) == 0);
    zn_buffer_free(&out);
}
END_TEST

/* ---- Without memory ----------------------------------------------------------------------
 */

/* Does all that takes memory; false where there was none. */
static bool use_memory(const zhnorm_allocator *allocator)
{
    static const char *const fields[] = {"a.b", "c", "a.*"};
    static const char line[] = "{\"a\":{\"b\":\"\\u4e2d\\n\",\"d\":\"x\"},\"c\":[\"y\"]}";
    struct zn_json_paths paths;
    struct zn_json_scan scan;
    struct zn_buffer text;
    struct zn_buffer out;
    struct zn_field field;
    struct zn_json_decoded decoded;

    zn_json_paths_init(&paths, allocator);
    zn_json_scan_init(&scan, allocator);
    zn_buffer_init(&text, allocator);
    zn_buffer_init(&out, allocator);
    zn_field_init(&field, allocator);
    bool has_memory = zn_json_paths_build(&paths, fields, COUNT(fields));
    if (has_memory) {
        enum zn_json_verdict verdict = zn_json_scan_run(&scan, &paths, line, sizeof line - 1);
        ck_assert(verdict == ZN_JSON_RIGHT || verdict == ZN_JSON_NO_MEMORY);
        has_memory = verdict == ZN_JSON_RIGHT;
    }
    if (has_memory)
        zn_json_take_pieces(&field, line + 11, 8);
    has_memory = has_memory && !field.failed &&
                 zn_json_decode(line + 11, 8, &text, &decoded) &&
                 zn_json_spell(decoded.style, (const char *)text.data, text.length, &out);
    if (has_memory)
        ck_assert(out.length == 8 && memcmp(out.data, line + 11, 8) == 0);
    zn_json_paths_free(&paths);
    zn_json_scan_free(&scan);
    zn_buffer_free(&text);
    zn_buffer_free(&out);
    zn_field_free(&field);
    return has_memory;
}

START_TEST(every_lack_of_memory_is_told)
{
    struct memory memory = {0};
    zhnorm_allocator allocator = failing_allocator(&memory);

    ck_assert(use_memory(&allocator));
    size_t calls = memory.calls;
    ck_assert_uint_ge(calls, 6);
    for (size_t i = 1; i <= calls; i++) {
        memory = (struct memory){.fail_at = i};
        ck_assert_msg(!use_memory(&allocator), "allocation %zu failed, and nobody said so", i);
        ck_assert_uint_eq(memory.live, 0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *bytes = tcase_create("finding bytes");
    tcase_add_test(bytes, the_twins_find_the_same);
    tcase_add_test(bytes, every_byte_that_stops_is_found_everywhere);
    suite_add_tcase(suite, bytes);
    TCase *values = tcase_create("what is JSON");
    tcase_add_test(values, valid_values_are_taken);
    tcase_add_test(values, what_is_wrong_is_told_with_its_place);
    tcase_add_test(values, a_nul_byte_is_no_white_space);
    tcase_add_test(values, no_beginning_of_a_value_is_taken);
    tcase_add_test(values, depth_has_a_limit);
    suite_add_tcase(suite, values);
    TCase *fields = tcase_create("fields");
    tcase_add_test(fields, fields_choose_strings);
    tcase_add_test(fields, names_of_fields_are_checked);
    suite_add_tcase(suite, fields);
    TCase *spelling = tcase_create("spelling");
    tcase_add_test(spelling, strings_are_decoded_and_their_style_is_told);
    tcase_add_test(spelling, a_regular_string_is_what_its_style_makes_of_its_text);
    tcase_add_test(spelling, what_takes_the_place_of_an_escape_is_spelled_like_it);
    tcase_add_test(spelling, what_is_no_character_is_not_escaped);
    suite_add_tcase(suite, spelling);
    TCase *memory = tcase_create("without memory");
    tcase_add_test(memory, every_lack_of_memory_is_told);
    suite_add_tcase(suite, memory);
    return run_suite(suite);
}
