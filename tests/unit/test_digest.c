/*
 * The digest of a batch: the same wherever its files lie, another one with every option that
 * can change an output.
 */
#define _GNU_SOURCE

#include <inttypes.h>

#include "cli/batch/digest.h"
#include "cli/converter.h"
#include "cli/message.h"
#include "scratch.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A command line of up to six arguments behind the command's name. */
struct line {
    const char *arguments[7];
};

/* Each makes something else than all the others. */
static const struct line lines[] = {
    {{NULL}},
    {{"-ctw2cn"}},
    {{"-chk2cn"}},
    {{"-cauto"}},
    {{"-c./own.preset"}},
    {{"-dit"}},
    {{"-dit", "-dnewmedia"}},
    {{"-dnewmedia", "-dit"}},
    {{"-d./one.dict"}},
    {{"-d./two.dict"}},
    {{"-d./one.dict", "-d./two.dict"}},
    {{"-d./two.dict", "-d./one.dict"}},
    {{"--steps=none"}},
    {{"--steps=form"}},
    {{"--no-rule=unwrap"}},
    {{"--rule=unwrap"}},
    {{"--quotes=corner"}},
    {{"--bad-input=replace"}},
    {{"--max-pending=300"}},
    {{"-Ftext"}},
    {{"-Fhtml"}},
    {{"-Fhtml", "--attributes=no"}},
    {{"-Fjsonl", "--field=a"}},
    {{"-Fjsonl", "--field=b"}},
    {{"-Fjsonl", "--field=a", "--field=b"}},
    {{"-Fjsonl", "--field=a", "--keep-going"}},
    {{"-Fcsv", "--column=a"}},
    {{"-Fcsv", "--column=a", "--header=yes"}},
    {{"-Ftsv", "--column=a"}},
    {{"--from-encoding=big5"}},
    {{"--from-encoding=auto"}},
};

static void put_files(void)
{
    put_file("one.dict", "螺絲起子\t改锥\n");
    put_file("two.dict", "螺絲起子\t起子\n");
    put_file("own.preset", "name: own\ntitle: own\nbase: t2s\ntarget: hans\n");
}

static uint64_t digest_of(const struct line *line)
{
    static const struct zn_cli_option none[] = {{NULL, 0, 0, NULL}};
    static const struct zn_cli_syntax syntax = {.steps = true, .own = none};
    struct zn_cli_options options;
    struct zn_batch_digests digests;
    zhnorm_converter *converter = NULL;
    char *arguments[9] = {(char *)"convert"};
    int count = 1;

    for (size_t i = 0; line->arguments[i] != NULL; i++)
        arguments[count++] = strdup(line->arguments[i]);
    ck_assert_int_eq(zn_cli_options_read(&options, &syntax, NULL, count, arguments),
                     ZN_CLI_DONE);
    ck_assert_int_eq(zn_cli_converter_open(&options, ZHNORM_RECORD_NONE, &converter),
                     ZN_CLI_DONE);
    ck_assert_int_eq(zn_batch_digests_make(&digests, &options, converter), ZN_CLI_DONE);
    zhnorm_converter_free(converter);
    zn_batch_digests_free(&digests);
    zn_cli_options_free(&options);
    for (int i = 1; i < count; i++)
        free(arguments[i]);
    return digests.options;
}

START_TEST(every_option_counts)
{
    uint64_t found[COUNT(lines)];

    put_files();
    for (size_t i = 0; i < COUNT(lines); i++) {
        found[i] = digest_of(&lines[i]);
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(found[i] != found[j], "%zu and %zu", i, j);
        ck_assert_uint_eq(found[i], digest_of(&lines[i]));
    }
}
END_TEST

START_TEST(dictionaries_count_by_what_they_hold)
{
    static const struct line here = {{"-d./one.dict"}};
    static const struct line there = {{"-dthere/x.dict"}};

    put_files();
    put_directory("there");
    ck_assert_int_eq(link("one.dict", "there/x.dict"), 0);
    uint64_t before = digest_of(&here);
    ck_assert_uint_eq(before, digest_of(&there));
    put_file("one.dict", "螺絲起子\t改椎\n");
    ck_assert_uint_ne(before, digest_of(&here));
    put_file("one.dict", "螺絲起子\t改锥\n");
    ck_assert_uint_eq(before, digest_of(&here));
}
END_TEST

/* What a preset of one's own names lies in other files. */
START_TEST(files_of_a_preset_count)
{
    static const struct line line = {{"-c./own.preset"}};

    put_files();
    put_file("own.preset", "name: own\ntitle: own\nbase: t2s\ndicts: ./one.dict\n");
    uint64_t before = digest_of(&line);
    put_file("one.dict", "螺絲起子\t改椎\n");
    ck_assert_uint_ne(before, digest_of(&line));
}
END_TEST

START_TEST(a_run_is_known_by_its_outputs_and_shard)
{
    static const struct zn_batch_settings settings[] = {
        {.output = NULL},
        {.output = "out"},
        {.output = "outs"},
        {.output = "out", .shard = "1/2"},
        {.output = "out", .shard = "2/2"},
        {.in_place = true},
        {.in_place = true, .shard = "1/2"},
    };

    for (size_t i = 0; i < COUNT(settings); i++) {
        uint64_t digest = zn_batch_digest_of_run(5, &settings[i]);
        ck_assert_uint_ne(digest, zn_batch_digest_of_run(6, &settings[i]));
        for (size_t j = 0; j < i; j++)
            ck_assert_uint_ne(digest, zn_batch_digest_of_run(5, &settings[j]));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("digest");
    TCase *tests = tcase_create("digest");

    tcase_add_checked_fixture(tests, scratch_enter, scratch_leave);
    tcase_add_test(tests, every_option_counts);
    tcase_add_test(tests, dictionaries_count_by_what_they_hold);
    tcase_add_test(tests, files_of_a_preset_count);
    tcase_add_test(tests, a_run_is_known_by_its_outputs_and_shard);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
