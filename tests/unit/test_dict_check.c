/*
 * The check of dictionaries: for each kind of finding an entry that has it,
 * and beside it one that has not.
 */
#include <check.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"
#include "suite.h"
#include "zhnorm/zhnorm.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FINDINGS_MAX 64

/* ---- Gathering -------------------------------------------------------------------------- */

struct found {
    int severity;
    char kind[32];
    char file[32];
    uint64_t line;
    char message[512];
};

struct findings {
    struct found list[FINDINGS_MAX];
    size_t count;
    size_t stop_at; /* 0: never */
};

static void copy(char *to, size_t size, const char *from)
{
    ck_assert_ptr_nonnull(from);
    ck_assert_msg(strlen(from) < size, "too long: %s", from);
    memcpy(to, from, strlen(from) + 1);
}

static int gather(void *context, const zhnorm_finding *finding)
{
    struct findings *findings = context;
    ck_assert_uint_lt(findings->count, FINDINGS_MAX);
    struct found *found = &findings->list[findings->count++];
    found->severity = finding->severity;
    found->line = finding->line;
    copy(found->kind, sizeof found->kind, finding->kind);
    copy(found->file, sizeof found->file, finding->file);
    copy(found->message, sizeof found->message, finding->message);
    return findings->count == findings->stop_at;
}

static zhnorm_text text_of(const char *text, const char *label)
{
    return (zhnorm_text){text, strlen(text), label};
}

static int check_text(const char *text, const char *tests, const char *config,
                      struct findings *findings, zhnorm_error *error)
{
    zhnorm_options options;
    zhnorm_text dict = text_of(text, "t.dict");
    zhnorm_text sentences = text_of(tests == NULL ? "" : tests, "t.test");
    zhnorm_options_init(&options);
    options.config = config;
    return zhnorm_dict_check(&dict, tests == NULL ? NULL : &sentences, &options, gather,
                             findings, NULL, error);
}

/* ---- Kinds -------------------------------------------------------------------------- */

#define HANS "# name: t\n# target: hans\n"
#define TW "# name: t\n# target: tw\n"

/*
 * What is found; `kind` NULL: nothing.  A configuration of OpenCC's is the
 * ground, so that nothing depends on the shipped dictionaries.
 */
static const struct {
    const char *text;
    const char *config;
    const char *kind;
    int severity;
    uint64_t line;
    const char *reason;
} cases[] = {
    /* An entry that repeats another. */
    {HANS "演算法\t算法\n演算法\t算法\n", "t2s", "duplicate", ZHNORM_WRONG, 4, "in line 3"},
    {HANS "網路\t网络\n網路門\t网络门\n", "t2s", NULL, 0, 0, NULL},
    /* A key may have another value in traditional paragraphs. */
    {HANS "網甲\t丙\ttraditional-only\n網甲\t丁\n", "t2s", NULL, 0, 0, NULL},

    /* What the steps change before it is matched: radicals, letters, NFC. */
    {HANS "⼀演算法\t算法\n", "t2s", "never-matches", ZHNORM_WRONG, 3, "“一演算法”"},
    {HANS "Ｔ恤門\tT恤门派\n", "t2s", "never-matches", ZHNORM_WRONG, 3, "“T恤門”"},
    {HANS "cafe\xCC\x81館\t咖啡馆\n", "t2s", "never-matches", ZHNORM_WRONG, 3, "館"},
    {HANS "café館\t咖啡馆\n", "t2s", NULL, 0, 0, NULL},

    /* What is done anyway, and what only looks so. */
    {HANS "網門\t网门\n", "t2s", "redundant", ZHNORM_HINT, 3, "“网门”"},
    {HANS "門網\t门网络\n門\n", "t2s", NULL, 0, 0, NULL},
    {HANS "網門\t网门\n門會\t門会\n門会\n", "t2s", NULL, 0, 0, NULL},
    /* 乾隆 is a phrase of OpenCC's, which begins inside. */
    {HANS "門乾\t门干\n", "t2s", NULL, 0, 0, NULL},

    /* The second stage of tw2sp has keys with 乾, but none with the others. */
    {HANS "乾鱷\t干鳄\n", "tw2sp", NULL, 0, 0, NULL},
    {HANS "駸鱷\t骎鳄\n", "tw2sp", "redundant", ZHNORM_HINT, 3, "“骎鳄”"},

    /* Values that are not final. */
    {HANS "甲乙門\t演算法門\n演算法門\t算法门\n", "t2s", "wrong-script", ZHNORM_WRONG, 3,
     "門"},
    {HANS "甲乙門\t丁戊己\n丁戊己\t庚\ttraditional-only\n", "t2s", NULL, 0, 0, NULL},
    {HANS "甲乙門\t门丁戊己\n丁戊己\t庚\n", "t2s", "chain", ZHNORM_WRONG, 3, "“门庚”"},
    {HANS "甲乙門\t门丁戊己\n丁戊己\t庚\ttraditional-only\n门丁戊己\n", "t2s", NULL, 0, 0,
     NULL},
    {HANS "甲乙門\t网門\n", "t2s", "wrong-script", ZHNORM_WRONG, 3, "only traditional"},
    /* A character that is kept on purpose. */
    {HANS "門甲\t門甲\n戊門甲乙丙\t戊乙門甲\n", "t2s", NULL, 0, 0, NULL},
    {TW "网甲\t網路甲网\n", "s2tw", "wrong-script", ZHNORM_WRONG, 3, "only simplified"},
    {TW "网甲\t网路\n网路\n", "s2tw", NULL, 0, 0, NULL},

    /* Simplified text. */
    {HANS "头发\t毛发\n", "t2s", "changes-simplified", ZHNORM_WRONG, 3, "is a word of"},
    {HANS "头发\t毛发\ttraditional-only\n", "t2s", NULL, 0, 0, NULL},
    {HANS "网路通\t网络通\n", "t2s", "changes-simplified", ZHNORM_WARNING, 3, "may hold"},
    {HANS "網路通\t网络通\n", "t2s", NULL, 0, 0, NULL},

    /* Where nothing is traditional, nothing for traditional paragraphs matches. */
    {HANS "甲乙\t丙\ttraditional-only\n", "none", "never-matches", ZHNORM_WRONG, 3,
     "nothing shows"},

    /* s2twp takes 鼠标 whole, in its second stage. */
    {TW "鼠\t鼠兒\n", "s2twp", "breaks-later-key", ZHNORM_WARNING, 3, "“滑鼠"},
    {TW "鼠标\t滑鼠\n", "s2twp", NULL, 0, 0, NULL},

    {"甲乙門\t丁戊\n", NULL, "target", ZHNORM_HINT, 1, "hans is assumed"},
};

START_TEST(finds_what_is_there)
{
    struct findings findings = {.count = 0};
    zhnorm_error error = {0};
    int status = check_text(cases[_i].text, NULL, cases[_i].config, &findings, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", cases[_i].text, error.message);
    if (cases[_i].kind == NULL) {
        ck_assert_msg(findings.count == 0, "%s: wanted nothing, got %s in line %u: %s",
                      cases[_i].text, findings.list[0].kind, (unsigned)findings.list[0].line,
                      findings.list[0].message);
        return;
    }
    size_t at = 0;
    while (at < findings.count && (strcmp(findings.list[at].kind, cases[_i].kind) != 0 ||
                                   findings.list[at].line != cases[_i].line))
        at++;
    ck_assert_msg(at < findings.count, "%s: wanted %s in line %u, got %zu others, first %s %s",
                  cases[_i].text, cases[_i].kind, (unsigned)cases[_i].line, findings.count,
                  findings.list[0].kind, findings.list[0].message);
    const struct found *found = &findings.list[at];
    ck_assert_int_eq(found->severity, cases[_i].severity);
    ck_assert_str_eq(found->file, "t.dict");
    ck_assert_msg(strstr(found->message, cases[_i].reason) != NULL,
                  "wanted a message with '%s', got '%s'", cases[_i].reason, found->message);
}
END_TEST

/* Every line that is wrong is told, and the first one is the error. */
START_TEST(tells_of_every_wrong_line)
{
    struct findings findings = {.count = 0};
    zhnorm_error error = {0};
    int status = check_text("甲\t乙\n甲\t丙\n\t丁\n\xFF\n戊\t己\n甲\t乙\n", NULL, "t2s",
                            &findings, &error);
    static const uint64_t lines[] = {2, 3, 4, 6};
    ck_assert_int_eq(status, ZHNORM_ERROR_DICT);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_ptr_nonnull(strstr(error.message, "t.dict:2: "));
    ck_assert_uint_eq(findings.count, COUNT(lines));
    for (size_t i = 0; i < COUNT(lines); i++) {
        ck_assert_uint_eq(findings.list[i].line, lines[i]);
        ck_assert_str_eq(findings.list[i].kind, i == 3 ? "duplicate" : "syntax");
        ck_assert_int_eq(findings.list[i].severity, ZHNORM_WRONG);
    }
    ck_assert_msg(strncmp(findings.list[0].message, "the key ", 8) == 0,
                  "wanted the reason alone, got '%s'", findings.list[0].message);
}
END_TEST

START_TEST(runs_the_tests)
{
    struct findings findings = {.count = 0};
    zhnorm_error error = {0};
    static const char tests[] = "# comment\n"
                                "\n"
                                "學演算法門\t学算法门\n"
                                "學演算法門\t学演算法门\r\n"
                                "no tab\n"
                                "學演算法\t學算法";
    int status =
        check_text(HANS "演算法\t算法\ttraditional-only\n", tests, "t2s", &findings, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    static const struct {
        const char *kind;
        uint64_t line;
    } wanted[] = {
        {"test-failed", 4}, {"test-syntax", 5}, {"test-failed", 6}, {"test-not-stable", 6}};
    ck_assert_uint_eq(findings.count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        ck_assert_str_eq(findings.list[i].kind, wanted[i].kind);
        ck_assert_uint_eq(findings.list[i].line, wanted[i].line);
        ck_assert_str_eq(findings.list[i].file, "t.test");
        ck_assert_int_eq(findings.list[i].severity, ZHNORM_WRONG);
    }
}
END_TEST

START_TEST(ends_when_it_is_told_to)
{
    struct findings findings = {.stop_at = 1};
    zhnorm_error error = {0};
    int status =
        check_text(HANS "头发\t毛发\n网路通\t网络通\n", "a\tb\n", "t2s", &findings, &error);
    ck_assert_int_eq(status, ZHNORM_OK);
    ck_assert_uint_eq(findings.count, 1);
}
END_TEST

/* A dictionary is checked in the place of its namesake in the configuration. */
START_TEST(takes_the_place_of_its_namesake)
{
    struct findings findings = {.count = 0};
    zhnorm_error error = {0};
    /* terms-tw, part of cn, has 網路; a terms-tw without it leaves it alone. */
    int status = check_text("# name: terms-tw\n# config: cn\n伺服器門\t服务器门\n",
                            "網路門\t网路门\n", NULL, &findings, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    for (size_t i = 0; i < findings.count; i++)
        ck_assert_msg(findings.list[i].severity != ZHNORM_WRONG, "%s",
                      findings.list[i].message);
}
END_TEST

/* A later dictionary wins over the one that is checked. */
START_TEST(knows_dictionaries_above_it)
{
    struct findings findings = {.count = 0};
    zhnorm_error error = {0};
    zhnorm_options options;
    zhnorm_dict *above;
    static const char later[] = "甲乙門\t丙\n";
    zhnorm_text text = text_of(HANS "甲乙門\t丁\n甲乙網\t丁\n", "t.dict");
    size_t entries;
    ck_assert_int_eq(zhnorm_dict_parse(later, sizeof later - 1, NULL, NULL, &above, &error),
                     ZHNORM_OK);
    const zhnorm_dict *const dicts[] = {above};
    zhnorm_options_init(&options);
    options.config = "t2s";
    options.dicts = dicts;
    options.dict_count = 1;
    ck_assert_int_eq(
        zhnorm_dict_check(&text, NULL, &options, gather, &findings, &entries, &error),
        ZHNORM_OK);
    ck_assert_uint_eq(entries, 2);
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_str_eq(findings.list[0].kind, "overridden");
    ck_assert_uint_eq(findings.list[0].line, 3);
    zhnorm_dict_free(above);
}
END_TEST

START_TEST(refuses_what_it_cannot_check_over)
{
    static const struct {
        const char *config;
        int status;
    } wrong[] = {{"no-such", ZHNORM_ERROR_CONFIG},
                 {"./no/such.json", ZHNORM_ERROR_CONFIG},
                 {"auto", ZHNORM_ERROR_CONFIG}};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct findings findings = {.count = 0};
        zhnorm_error error = {0};
        ck_assert_int_eq(check_text(HANS "甲\t乙\n", NULL, wrong[i].config, &findings, &error),
                         wrong[i].status);
        ck_assert_int_eq(error.status, wrong[i].status);
        ck_assert_uint_eq(findings.count, 0);
    }
}
END_TEST

/* Where the dictionary itself names the configuration, it is to blame. */
START_TEST(says_where_a_wrong_configuration_is_named)
{
    static const char reason[] = "t.dict:3: unknown configuration 'nope'";
    struct findings findings = {.count = 0};
    zhnorm_error error = {0};
    ck_assert_int_eq(check_text("# name: t\n# target: hans\n# config: nope\n甲\t乙\n", NULL,
                                NULL, &findings, &error),
                     ZHNORM_ERROR_CONFIG);
    ck_assert_msg(strncmp(error.message, reason, strlen(reason)) == 0, "%s", error.message);
    ck_assert_uint_eq(error.line, 3);
    ck_assert_int_eq(check_text("# config: nope\n甲\t乙\n", NULL, "nope", &findings, &error),
                     ZHNORM_ERROR_CONFIG);
    ck_assert_msg(strncmp(error.message, "unknown", 7) == 0, "%s", error.message);
}
END_TEST

/* ---- Options -------------------------------------------------------------------------- */

static int check_options(const zhnorm_options *options, zhnorm_error *error)
{
    struct findings findings = {.count = 0};
    zhnorm_text dict = text_of(HANS "甲網\t丁\n", "t.dict");
    return zhnorm_dict_check(&dict, NULL, options, gather, &findings, NULL, error);
}

/* The options of an earlier release end sooner; nothing behind them is read. */
START_TEST(takes_shorter_options)
{
    const size_t sizes[] = {sizeof(size_t), offsetof(zhnorm_options, dicts),
                            offsetof(zhnorm_options, allocator)};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        zhnorm_options all;
        zhnorm_error error = {0};
        memset(&all, 0xA5, sizeof all);
        zhnorm_options *shorter = malloc(sizes[i]);
        ck_assert_ptr_nonnull(shorter);
        zhnorm_options good;
        zhnorm_options_init(&good);
        good.size = sizes[i];
        memcpy(shorter, &good, sizes[i]);
        memcpy(&all, &good, sizes[i]);
        ck_assert_msg(check_options(shorter, &error) == ZHNORM_OK, "%s", error.message);
        ck_assert_msg(check_options(&all, &error) == ZHNORM_OK, "%s", error.message);
        free(shorter);
    }
}
END_TEST

START_TEST(refuses_options_out_of_range)
{
    const zhnorm_dict *const dicts[] = {NULL};
    zhnorm_options options;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.size = sizeof(size_t) - 1;
    ck_assert_int_eq(check_options(&options, &error), ZHNORM_ERROR_ARGUMENT);
    options.size = sizeof options + 1;
    ck_assert_int_eq(check_options(&options, &error), ZHNORM_ERROR_ARGUMENT);
    zhnorm_options_init(&options);
    options.dict_count = 1;
    ck_assert_int_eq(check_options(&options, &error), ZHNORM_ERROR_ARGUMENT);
    options.dicts = dicts;
    ck_assert_int_eq(check_options(&options, &error), ZHNORM_ERROR_ARGUMENT);
    ck_assert_int_eq(error.status, ZHNORM_ERROR_ARGUMENT);
}
END_TEST

/* ---- Looking into dictionaries ------------------------------------------------------ */

START_TEST(entries_can_be_enumerated)
{
    static const char text[] = "# name: t\n#  title :  a title \n#title: two words\r\n\n"
                               "甲\t乙 丙\n丁\n著\t着\ttraditional-only\n";
    zhnorm_dict *dict;
    zhnorm_dict_entry entry;
    zhnorm_error error;
    size_t length;
    ck_assert_int_eq(zhnorm_dict_parse(text, sizeof text - 1, NULL, NULL, &dict, &error),
                     ZHNORM_OK);
    ck_assert_int_eq(zhnorm_dict_entry_at(dict, 0, &entry), ZHNORM_OK);
    ck_assert_uint_eq(entry.line, 5);
    ck_assert_uint_eq(entry.value_length, strlen("乙 丙"));
    ck_assert_mem_eq(entry.value, "乙 丙", entry.value_length);
    ck_assert_int_eq(entry.traditional_only, 0);
    ck_assert_int_eq(zhnorm_dict_entry_at(dict, 1, &entry), ZHNORM_OK);
    ck_assert_mem_eq(entry.value, "丁", entry.value_length);
    ck_assert_int_eq(zhnorm_dict_entry_at(dict, 2, &entry), ZHNORM_OK);
    ck_assert_int_eq(entry.traditional_only, 1);
    ck_assert_int_eq(zhnorm_dict_entry_at(dict, 3, &entry), ZHNORM_ERROR_ARGUMENT);
    const char *title = zhnorm_dict_field(dict, "title", &length);
    ck_assert_ptr_nonnull(title);
    ck_assert_uint_eq(length, strlen("two words"));
    ck_assert_mem_eq(title, "two words", length);
    ck_assert_ptr_null(zhnorm_dict_field(dict, "target", &length));
    zhnorm_dict_free(dict);
}
END_TEST

START_TEST(shipped_dictionaries_can_be_enumerated)
{
    zhnorm_dict_info info;
    int known = 0;
    for (size_t i = 0; i < zhnorm_dict_count(); i++) {
        zhnorm_dict *dict;
        zhnorm_error error;
        ck_assert_int_eq(zhnorm_dict_at(i, &info), ZHNORM_OK);
        ck_assert_uint_gt(info.title_length, 0);
        ck_assert_int_eq(zhnorm_dict_load(info.name, NULL, &dict, &error), ZHNORM_OK);
        ck_assert_msg(info.entry_count == zhnorm_dict_entry_count(dict),
                      "%s: %zu entries are said, but there are %zu", info.name,
                      info.entry_count, zhnorm_dict_entry_count(dict));
        known += strcmp(info.name, "terms-tw") == 0 && info.target_length == 4 &&
                 memcmp(info.target, "hans", 4) == 0;
        zhnorm_dict_free(dict);
    }
    ck_assert_int_eq(known, 1);
    ck_assert_int_eq(zhnorm_dict_at(zhnorm_dict_count(), &info), ZHNORM_ERROR_ARGUMENT);
}
END_TEST

/* ---- Printing ----------------------------------------------------------------------- */

struct printed {
    char *text;
    size_t length;
    size_t capacity;
    size_t calls_left; /* 0: it is enough */
};

static int print(void *context, const char *data, size_t length)
{
    struct printed *printed = context;
    if (printed->capacity < printed->length + length + 1) {
        printed->capacity = 2 * (printed->length + length + 1);
        printed->text = realloc(printed->text, printed->capacity);
        ck_assert_ptr_nonnull(printed->text);
    }
    memcpy(printed->text + printed->length, data, length);
    printed->length += length;
    printed->text[printed->length] = '\0';
    return --printed->calls_left == 0;
}

START_TEST(configurations_are_printed)
{
    struct printed printed = {.calls_left = SIZE_MAX};
    zhnorm_error error;
    ck_assert_int_eq(zhnorm_config_dump("cn", NULL, print, &printed, &error), ZHNORM_OK);
    const char *dict = strstr(printed.text, "\n# dictionary terms-tw\n");
    const char *table = strstr(printed.text, "\n# table TSCharacters\n");
    ck_assert_ptr_nonnull(strstr(printed.text, "# stage "));
    ck_assert_ptr_nonnull(dict);
    ck_assert_ptr_nonnull(table);
    ck_assert_ptr_nonnull(strstr(dict, "\n網路\t网络\n"));
    ck_assert_msg(dict < table, "dictionaries come before tables");
    ck_assert_ptr_nonnull(strstr(table, "\n萬\t万\n"));
    printed.calls_left = 3;
    printed.length = 0;
    ck_assert_int_eq(zhnorm_config_dump("cn", NULL, print, &printed, &error), ZHNORM_OK);
    ck_assert_uint_eq(printed.calls_left, 0);
    free(printed.text);
    ck_assert_int_eq(zhnorm_config_dump("no-such", NULL, print, &printed, &error),
                     ZHNORM_ERROR_CONFIG);
}
END_TEST

/* ---- Memory ------------------------------------------------------------------------- */

static int ignore(void *context, const zhnorm_finding *finding)
{
    (void)context;
    (void)finding;
    return 0;
}

static int check_with(const zhnorm_allocator *allocator, zhnorm_error *error)
{
    zhnorm_options options;
    zhnorm_text dict = text_of(HANS "網路\t网络\n甲\t乙\ttraditional-only\n", "t.dict");
    zhnorm_text tests = text_of("網路甲\t网络乙\n", "t.test");
    zhnorm_options_init(&options);
    options.config = "t2s";
    options.allocator = allocator;
    return zhnorm_dict_check(&dict, &tests, &options, ignore, NULL, NULL, error);
}

START_TEST(every_allocation_may_fail)
{
    struct memory memory = {0, 0, 0};
    const zhnorm_allocator allocator = failing_allocator(&memory);
    zhnorm_error error;
    ck_assert_int_eq(check_with(&allocator, &error), ZHNORM_OK);
    size_t calls = memory.calls;
    ck_assert_uint_eq(memory.live, 0);
    ck_assert_uint_gt(calls, 100);
    /* Compiling is held to this elsewhere; the steps here are those of the check. */
    for (size_t at = 1; at <= calls; at += 1 + at / 64) {
        memory.calls = 0;
        memory.fail_at = at;
        int status = check_with(&allocator, &error);
        ck_assert_msg(status == ZHNORM_ERROR_NO_MEMORY, "allocation %zu failing: status %d",
                      at, status);
        ck_assert_msg(memory.live == 0, "allocation %zu failing: %zu not released", at,
                      memory.live);
    }
}
END_TEST

static int swallow(void *context, const char *data, size_t length)
{
    (void)data;
    *(size_t *)context += length;
    return 0;
}

START_TEST(every_allocation_of_a_print_may_fail)
{
    struct memory memory = {0, 0, 0};
    const zhnorm_allocator allocator = failing_allocator(&memory);
    zhnorm_error error;
    int status;
    do {
        size_t length = 0;
        memory.calls = 0;
        memory.fail_at++;
        status = zhnorm_config_dump("cn", &allocator, swallow, &length, &error);
        ck_assert_msg(status == ZHNORM_OK || status == ZHNORM_ERROR_NO_MEMORY,
                      "allocation %zu failing: status %d", memory.fail_at, status);
        ck_assert_msg(memory.live == 0, "allocation %zu failing: %zu not released",
                      memory.fail_at, memory.live);
    } while (status != ZHNORM_OK);
    ck_assert_uint_gt(memory.fail_at, 20);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dict check");
    TCase *tests = tcase_create("dict check");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, finds_what_is_there, 0, COUNT(cases));
    tcase_add_test(tests, tells_of_every_wrong_line);
    tcase_add_test(tests, runs_the_tests);
    tcase_add_test(tests, ends_when_it_is_told_to);
    tcase_add_test(tests, takes_the_place_of_its_namesake);
    tcase_add_test(tests, knows_dictionaries_above_it);
    tcase_add_test(tests, refuses_what_it_cannot_check_over);
    tcase_add_test(tests, says_where_a_wrong_configuration_is_named);
    tcase_add_test(tests, takes_shorter_options);
    tcase_add_test(tests, refuses_options_out_of_range);
    tcase_add_test(tests, entries_can_be_enumerated);
    tcase_add_test(tests, shipped_dictionaries_can_be_enumerated);
    tcase_add_test(tests, configurations_are_printed);
    tcase_add_test(tests, every_allocation_may_fail);
    tcase_add_test(tests, every_allocation_of_a_print_may_fail);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
