/*
 * Detection and the preset `auto`: documents of tests/detection, whose names
 * say where they are from (REGION[-TOPIC]-NUMBER.txt), and what a stream makes
 * of them.
 */
#include <check.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"
#include "zhnorm/zhnorm.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define TEXT_MAX (256 << 10)

static zhnorm_detection detect(const char *text, size_t length)
{
    zhnorm_detection detection;
    zhnorm_error error = {0};
    ck_assert_int_eq(zhnorm_detect(text, length, NULL, &detection, &error), ZHNORM_OK);
    return detection;
}

static zhnorm_detection detect_string(const char *text)
{
    return detect(text, strlen(text));
}

static zhnorm_converter *compile(const char *config)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = ZHNORM_STEPS_NONE;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    return converter;
}

/* ---- Documents ------------------------------------------------------------- */

/* What the beginning of a file's name stands for. */
static const struct {
    const char *name;
    int script;
    int region;
    const char *preset;
} origins[] = {
    {"tw", ZHNORM_SCRIPT_TRADITIONAL, ZHNORM_REGION_TAIWAN, "tw2cn"},
    {"hk", ZHNORM_SCRIPT_TRADITIONAL, ZHNORM_REGION_HONG_KONG, "hk2cn"},
    {"cnhant", ZHNORM_SCRIPT_TRADITIONAL, ZHNORM_REGION_MAINLAND, "cn"},
    {"hans", ZHNORM_SCRIPT_SIMPLIFIED, ZHNORM_REGION_MAINLAND, "hans"},
    {"mixed", ZHNORM_SCRIPT_MIXED, -1, "cn"},
};

static size_t origin_of(const char *name)
{
    size_t length = strcspn(name, "-");
    for (size_t i = 0; i < COUNT(origins); i++)
        if (strlen(origins[i].name) == length && memcmp(origins[i].name, name, length) == 0)
            return i;
    ck_abort_msg("%s: an unknown origin", name);
}

static size_t read_document(const char *name, char *text)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", ZHNORM_DETECTION_DIR, name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s cannot be read", path);
    size_t length = fread(text, 1, TEXT_MAX, file);
    fclose(file);
    ck_assert_uint_gt(length, 0);
    return length;
}

static bool has_topic(const zhnorm_detection *detection, const char *topic)
{
    for (size_t i = 0; i < detection->topic_count; i++)
        if (strcmp(detection->topics[i], topic) == 0)
            return true;
    return false;
}

/* Is the document taken for what its name says? */
static bool is_right(const char *name, const zhnorm_converter *automatic, char *text)
{
    zhnorm_detection found = detect(text, read_document(name, text));
    size_t origin = origin_of(name);
    const char *choice = zhnorm_converter_choice(automatic, &found);
    size_t preset = strlen(origins[origin].preset);
    bool right = found.script == origins[origin].script &&
                 (origins[origin].region < 0 || found.region == origins[origin].region) &&
                 strncmp(choice, origins[origin].preset, preset) == 0 &&
                 (choice[preset] == '\0' || choice[preset] == ' ');
    static const char *const topics[] = {"it", "newmedia"};
    for (size_t i = 0; i < COUNT(topics); i++) {
        char part[16];
        snprintf(part, sizeof part, "-%s-", topics[i]);
        right = right && (strstr(name, part) != NULL) == has_topic(&found, topics[i]);
    }
    if (!right)
        printf("%s: script %d, region %d (Taiwan %d, Hong Kong %d, mainland %d), taken for "
               "%s\n",
               name, (int)found.script, (int)found.region, (int)found.taiwan_score,
               (int)found.hong_kong_score, (int)found.mainland_score, choice);
    return right;
}

START_TEST(documents_are_taken_for_what_they_are)
{
    zhnorm_converter *automatic = compile("auto");
    char *text = malloc(TEXT_MAX);
    DIR *directory = opendir(ZHNORM_DETECTION_DIR);
    int documents = 0;
    int wrong = 0;
    ck_assert(directory != NULL && text != NULL);
    for (const struct dirent *each; (each = readdir(directory)) != NULL;) {
        if (strstr(each->d_name, ".txt") == NULL)
            continue;
        documents++;
        wrong += !is_right(each->d_name, automatic, text);
    }
    closedir(directory);
    free(text);
    zhnorm_converter_free(automatic);
    ck_assert_int_ge(documents, 20);
    ck_assert_int_eq(wrong, 0);
}
END_TEST

START_TEST(simplified_documents_stay_as_they_are)
{
    static const char *const presets[] = {"hans", "cn", "tw2cn", "hk2cn", "auto"};
    zhnorm_converter *converter = compile(presets[_i]);
    char *text = malloc(TEXT_MAX);
    DIR *directory = opendir(ZHNORM_DETECTION_DIR);
    ck_assert(directory != NULL && text != NULL);
    for (const struct dirent *each; (each = readdir(directory)) != NULL;) {
        if (strncmp(each->d_name, "hans", 4) != 0)
            continue;
        size_t length = read_document(each->d_name, text);
        zhnorm_result *result;
        ck_assert_int_eq(zhnorm_convert_result(converter, text, length, &result, NULL),
                         ZHNORM_OK);
        ck_assert_msg(zhnorm_result_length(result) == length &&
                          memcmp(zhnorm_result_text(result), text, length) == 0,
                      "%s changes %s:\n%s", presets[_i], each->d_name,
                      zhnorm_result_text(result));
        zhnorm_result_free(result);
    }
    closedir(directory);
    free(text);
    zhnorm_converter_free(converter);
}
END_TEST

/* ---- Details --------------------------------------------------------------- */

START_TEST(counts_what_it_has_seen)
{
    zhnorm_detection found = detect_string("這個軟體,这个软件。abc");
    ck_assert_uint_eq(found.bytes, strlen("這個軟體,这个软件。abc"));
    ck_assert_uint_eq(found.han, 8);
    ck_assert_uint_eq(found.traditional, 4);
    ck_assert_uint_eq(found.simplified, 3);
    ck_assert_int_eq(found.script, ZHNORM_SCRIPT_MIXED);
    ck_assert_uint_gt(found.taiwan_score, 0);
}
END_TEST

START_TEST(knows_nothing_of_what_both_scripts_write_alike)
{
    static const char *const texts[] = {"", "abc 123", "人生如此。", "\xFF\xFE\x80"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        zhnorm_detection found = detect_string(texts[i]);
        ck_assert_int_eq(found.script, ZHNORM_SCRIPT_NEITHER);
        ck_assert_int_eq(found.region, ZHNORM_REGION_UNKNOWN);
        ck_assert_uint_eq(found.topic_count, 0);
        ck_assert_uint_eq(found.evidence_count, 0);
    }
}
END_TEST

START_TEST(passes_over_bytes_that_are_not_utf8)
{
    zhnorm_detection clean = detect_string("這是網路");
    zhnorm_detection bad = detect_string("這\xFF是\xE4\xB8網路\xF0");
    ck_assert_uint_eq(bad.traditional, clean.traditional);
    ck_assert_uint_eq(bad.taiwan_score, clean.taiwan_score);
}
END_TEST

START_TEST(gives_the_strongest_evidence_of_each_class)
{
    zhnorm_detection found = detect_string("網路網路網路軟體軟體這這這這");
    const zhnorm_evidence *evidence = found.evidence;
    ck_assert_uint_ge(found.evidence_count, 4);
    for (size_t i = 1; i < found.evidence_count; i++)
        if (strcmp(evidence[i].class_name, evidence[i - 1].class_name) == 0)
            ck_assert_uint_ge(evidence[i - 1].score, evidence[i].score);
    ck_assert_str_eq(evidence[0].class_name, "traditional");
    ck_assert_str_eq(evidence[0].text, "這");
    ck_assert_uint_eq(evidence[0].count, 4);
}
END_TEST

START_TEST(a_word_of_letters_must_stand_alone)
{
    /* The same word inside a longer one says nothing. */
    zhnorm_detection inside = detect_string("這是 SQLs 與 xSQL。");
    zhnorm_detection alone = detect_string("這是 SQL。");
    ck_assert_uint_le(inside.topic_count, alone.topic_count);
    for (size_t i = 0; i < inside.evidence_count; i++)
        ck_assert_str_ne(inside.evidence[i].text, "SQL");
}
END_TEST

/* ---- Streams --------------------------------------------------------------- */

static void append(char *text, size_t *length, const char *more, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        memcpy(text + *length, more, strlen(more));
        *length += strlen(more);
    }
}

/* Feeds a text in pieces of `step` bytes; returns the length of the result. */
static size_t feed(zhnorm_stream *stream, const char *text, size_t length, size_t step,
                   char *result)
{
    zhnorm_output output = {result, TEXT_MAX, 0};
    for (size_t at = 0; at < length || at == 0;) {
        size_t size = length - at < step ? length - at : step;
        zhnorm_input input = {text + at, size, 0};
        int more = 1;
        at += size;
        while (more)
            ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output,
                                               at == length ? ZHNORM_END : ZHNORM_CONTINUE,
                                               &more, NULL),
                             ZHNORM_OK);
        if (length == 0)
            break;
    }
    return output.position;
}

/* Text of Taiwan behind 64 KiB that say nothing, or before them. */
static size_t write_long(char *text, bool evidence_first)
{
    size_t length = 0;
    if (evidence_first)
        append(text, &length, "立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。\n", 20);
    append(text, &length, "人生在世，有山有水。\n", 2200);
    if (!evidence_first)
        append(text, &length, "立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。\n", 20);
    append(text, &length, "資料庫的檔案。\n", 1);
    return length;
}

START_TEST(a_decision_never_depends_on_the_division)
{
    static const size_t steps[] = {1, 7, 4096, 65535, 65536, 65537, TEXT_MAX};
    zhnorm_converter *automatic = compile("auto");
    zhnorm_stream *stream;
    char *text = malloc(TEXT_MAX);
    char *results[2] = {malloc(TEXT_MAX), malloc(TEXT_MAX)};
    ck_assert(text != NULL && results[0] != NULL && results[1] != NULL);
    ck_assert_int_eq(zhnorm_stream_open(automatic, &stream, NULL), ZHNORM_OK);
    for (int first = 0; first < 2; first++) {
        size_t length = write_long(text, first != 0);
        size_t wanted = feed(stream, text, length, TEXT_MAX, results[0]);
        /* What comes behind 64 KiB changes nothing any more. */
        ck_assert_str_eq(zhnorm_stream_choice(stream), first != 0 ? "tw2cn" : "cn");
        ck_assert_uint_eq(zhnorm_stream_detection(stream)->bytes, 65536);
        for (size_t i = 0; i < COUNT(steps); i++) {
            zhnorm_stream_reset(stream);
            ck_assert_ptr_null(zhnorm_stream_choice(stream));
            ck_assert_ptr_null(zhnorm_stream_detection(stream));
            ck_assert_uint_eq(feed(stream, text, length, steps[i], results[1]), wanted);
            ck_assert_int_eq(memcmp(results[0], results[1], wanted), 0);
        }
        zhnorm_stream_reset(stream);
    }
    zhnorm_stream_free(stream);
    zhnorm_converter_free(automatic);
    free(text);
    free(results[0]);
    free(results[1]);
}
END_TEST

START_TEST(each_document_is_decided_for_itself)
{
    static const char *const texts[] = {
        "这个软件的网络。", "", "立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。"};
    static const char *const choices[] = {"hans", "cn", "tw2cn"};
    zhnorm_converter *automatic = compile("auto");
    zhnorm_stream *stream;
    char result[1024];
    ck_assert_int_eq(zhnorm_stream_open(automatic, &stream, NULL), ZHNORM_OK);
    for (size_t i = 0; i < 3 * COUNT(texts); i++) {
        const char *text = texts[i % COUNT(texts)];
        zhnorm_stream_reset(stream);
        feed(stream, text, strlen(text), 5, result);
        ck_assert_str_eq(zhnorm_stream_choice(stream), choices[i % COUNT(texts)]);
    }
    zhnorm_stream_free(stream);
    zhnorm_converter_free(automatic);
}
END_TEST

START_TEST(results_say_what_was_taken)
{
    zhnorm_converter *automatic = compile("auto");
    zhnorm_converter *plain = compile("cn");
    zhnorm_result *result;
    ck_assert_int_eq(zhnorm_convert_result(automatic, "软件", strlen("软件"), &result, NULL),
                     ZHNORM_OK);
    zhnorm_converter_free(automatic);
    ck_assert_str_eq(zhnorm_result_choice(result), "hans");
    ck_assert_int_eq(zhnorm_result_detection(result)->script, ZHNORM_SCRIPT_SIMPLIFIED);
    zhnorm_result_free(result);
    ck_assert_int_eq(zhnorm_convert_result(plain, "软件", strlen("软件"), &result, NULL),
                     ZHNORM_OK);
    ck_assert_ptr_null(zhnorm_result_choice(result));
    ck_assert_ptr_null(zhnorm_result_detection(result));
    ck_assert_ptr_null(zhnorm_converter_choice(plain, NULL));
    zhnorm_result_free(result);
    zhnorm_converter_free(plain);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("detect");
    TCase *tests = tcase_create("detect");
    tcase_add_test(tests, documents_are_taken_for_what_they_are);
    tcase_add_loop_test(tests, simplified_documents_stay_as_they_are, 0, 5);
    tcase_add_test(tests, counts_what_it_has_seen);
    tcase_add_test(tests, knows_nothing_of_what_both_scripts_write_alike);
    tcase_add_test(tests, passes_over_bytes_that_are_not_utf8);
    tcase_add_test(tests, gives_the_strongest_evidence_of_each_class);
    tcase_add_test(tests, a_word_of_letters_must_stand_alone);
    tcase_add_test(tests, a_decision_never_depends_on_the_division);
    tcase_add_test(tests, each_document_is_decided_for_itself);
    tcase_add_test(tests, results_say_what_was_taken);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
