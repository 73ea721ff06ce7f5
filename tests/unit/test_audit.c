/*
 * Audits, through the public header but for the sample of text: what is found in
 * small texts, counted by hand; that the division of the input changes nothing; that
 * memory is bounded, and that every allocation may fail.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit/sample.h"
#include "generator.h"
#include "rules/memory.h"
#include "sanitized.h"
#include "suite.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- Auditing a text ---------------------------------------------------------------- */

struct setup {
    const char *config;
    const char *dictionary; /* the text of one that is laid over it, or NULL */
    uint32_t kinds;
    int bad_input;
    const zhnorm_allocator *allocator;
    zhnorm_audit_options options;
};

static int open_audit(const struct setup *setup, zhnorm_audit **audit, zhnorm_error *error)
{
    zhnorm_audit_options options = setup->options;
    zhnorm_options conversion;
    zhnorm_dict *dict = NULL;
    const zhnorm_dict *dicts[1];
    int status = ZHNORM_OK;
    *audit = NULL;
    zhnorm_options_init(&conversion);
    conversion.config = setup->config;
    conversion.bad_input = setup->bad_input;
    conversion.allocator = setup->allocator;
    if (options.size == 0)
        zhnorm_audit_options_init(&options);
    options.conversion = &conversion;
    if (setup->kinds != 0)
        options.kinds = setup->kinds;
    if (setup->dictionary != NULL) {
        status = zhnorm_dict_parse(setup->dictionary, strlen(setup->dictionary), "test",
                                   setup->allocator, &dict, error);
        dicts[0] = dict;
        conversion.dicts = dicts;
        conversion.dict_count = 1;
    }
    if (status == ZHNORM_OK)
        status = zhnorm_audit_open(&options, audit, error);
    zhnorm_dict_free(dict);
    ck_assert_int_eq(status == ZHNORM_OK, *audit != NULL);
    return status;
}

static zhnorm_audit *opened(const struct setup *setup)
{
    zhnorm_audit *audit;
    zhnorm_error error;
    int status = open_audit(setup, &audit, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    return audit;
}

static void feed(zhnorm_audit *audit, const char *text)
{
    zhnorm_error error;
    int status = zhnorm_audit_feed(audit, text, strlen(text), &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    ck_assert_int_eq(zhnorm_audit_end_document(audit, &error), ZHNORM_OK);
}

static void finish(zhnorm_audit *audit)
{
    zhnorm_error error;
    ck_assert_uint_eq(zhnorm_audit_count(audit), 0);
    int status = zhnorm_audit_finish(audit, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
}

/* An audit of one text, finished. */
static zhnorm_audit *audit_text(const struct setup *setup, const char *text)
{
    zhnorm_audit *audit = opened(setup);
    feed(audit, text);
    finish(audit);
    return audit;
}

/* The finding of a kind for a word; false: there is none. */
static int find(const zhnorm_audit *audit, uint32_t kind, const char *text,
                zhnorm_audit_finding *finding)
{
    for (size_t i = 0; zhnorm_audit_at(audit, i, finding) == ZHNORM_OK; i++)
        if (finding->kind == kind && strcmp(finding->text, text) == 0)
            return 1;
    return 0;
}

static uint64_t count_of(const zhnorm_audit *audit, uint32_t kind, const char *text)
{
    zhnorm_audit_finding finding;
    return find(audit, kind, text, &finding) ? finding.count : 0;
}

static const zhnorm_audit_value *value_of(const zhnorm_audit_finding *finding,
                                          const char *text, const char *source)
{
    for (size_t i = 0; i < finding->value_count; i++)
        if (strcmp(finding->values[i].text, text) == 0 &&
            (source == NULL || strcmp(finding->values[i].source, source) == 0))
            return &finding->values[i];
    return NULL;
}

/* ---- Ambiguous characters ----------------------------------------------------------- */

START_TEST(a_character_is_ambiguous_where_no_phrase_decides)
{
    static const struct setup setup = {.config = "t2s"};
    zhnorm_audit_finding finding;
    zhnorm_audit *audit =
        audit_text(&setup, "乾隆喜歡乾麵。\n他把杯子喝乾，說乾坤在乾隆手裡，乾杯。\n");
    ck_assert(find(audit, ZHNORM_AUDIT_AMBIGUOUS, "乾", &finding));
    ck_assert_uint_eq(finding.count, 3); /* 乾隆 and 乾坤 are phrases of OpenCC's */
    ck_assert_uint_eq(finding.documents, 1);
    ck_assert_str_eq(finding.output, "干");
    ck_assert_ptr_nonnull(value_of(&finding, "干", "TSCharacters"));
    ck_assert_uint_eq(value_of(&finding, "干", NULL)->count, 3);
    ck_assert_uint_eq(value_of(&finding, "乾", "TSCharacters")->count, 0);
    ck_assert_uint_eq(finding.context_count, 3);
    ck_assert_str_eq(finding.contexts[0].before, "乾隆喜歡");
    ck_assert_str_eq(finding.contexts[0].after, "麵。");
    ck_assert_str_eq(finding.contexts[1].before, "他把杯子喝");
    ck_assert_str_eq(finding.contexts[1].after, "，說乾坤在乾隆手");
    zhnorm_audit_free(audit);
}
END_TEST

START_TEST(a_phrase_of_a_dictionary_decides)
{
    static const struct setup setup = {.config = "t2s", .dictionary = "乾麵\t干面\n喝乾\n"};
    zhnorm_audit *audit = audit_text(&setup, "乾隆喜歡乾麵，喝乾了茶，乾杯。\n");
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_AMBIGUOUS, "乾"), 1);
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_AMBIGUOUS, "麵"), 0);
    zhnorm_audit_free(audit);
}
END_TEST

/* In simplified text 著 is right as it is, and nobody needs to look at it. */
START_TEST(an_entry_for_traditional_paragraphs_is_a_choice)
{
    static const struct setup setup = {.config = "t2s",
                                       .dictionary = "著\t着\ttraditional-only\n著名\n"};
    zhnorm_audit_finding finding;
    zhnorm_audit *audit =
        audit_text(&setup, "他看著這本著名的書，寫著筆記。\n鲁迅著，著于1921年。\n");
    ck_assert(find(audit, ZHNORM_AUDIT_AMBIGUOUS, "著", &finding));
    ck_assert_uint_eq(finding.count, 2);
    ck_assert_str_eq(finding.output, "着");
    ck_assert_uint_eq(value_of(&finding, "着", NULL)->count, 2);
    ck_assert_ptr_nonnull(value_of(&finding, "著", NULL));
    zhnorm_audit_free(audit);
}
END_TEST

START_TEST(simplified_characters_have_several_targets_as_well)
{
    static const struct setup setup = {.config = "s2t"};
    zhnorm_audit_finding finding;
    zhnorm_audit *audit = audit_text(&setup, "“发”字。头发，理发。\n");
    ck_assert(find(audit, ZHNORM_AUDIT_AMBIGUOUS, "发", &finding));
    ck_assert_uint_eq(finding.count, 1); /* 头发 and 理发 are phrases of OpenCC's */
    ck_assert_ptr_nonnull(value_of(&finding, "發", "STCharacters"));
    ck_assert_ptr_nonnull(value_of(&finding, "髮", "STCharacters"));
    zhnorm_audit_free(audit);
}
END_TEST

/* ---- Words of other dictionaries ---------------------------------------------------- */

START_TEST(words_of_dictionaries_that_are_not_in_use_are_regional)
{
    static const struct setup script = {.config = "t2s"};
    static const struct setup cn = {.config = "cn"};
    static const struct setup own = {.config = "t2s", .dictionary = "網路\t網絡\n"};
    static const char text[] = "這是網路。\n網路很慢，這條網路。\n";
    zhnorm_audit_finding finding;
    zhnorm_audit *audit = audit_text(&script, text);
    ck_assert(find(audit, ZHNORM_AUDIT_REGIONAL, "網路", &finding));
    ck_assert_uint_eq(finding.count, 3);
    ck_assert_str_eq(finding.output, "网路");
    ck_assert_ptr_nonnull(value_of(&finding, "网络", "terms-tw"));
    ck_assert_uint_eq(finding.context_count, 3);
    zhnorm_audit_free(audit);
    audit = audit_text(&cn, text); /* it has the dictionary */
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_REGIONAL, "網路"), 0);
    zhnorm_audit_free(audit);
    audit = audit_text(&own, text); /* the caller's has the word */
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_REGIONAL, "網路"), 0);
    zhnorm_audit_free(audit);
}
END_TEST

/* 網路 as a part of a longer key is not what is read there. */
START_TEST(a_longer_key_hides_a_regional_word)
{
    static const struct setup setup = {.config = "t2s", .dictionary = "網路人\n大網\n"};
    zhnorm_audit *audit = audit_text(&setup, "這是網路人。\n大網路。\n這條網路。\n");
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_REGIONAL, "網路"), 1);
    zhnorm_audit_free(audit);
}
END_TEST

/* A configuration towards Taiwan has no use for words of the mainland. */
START_TEST(dictionaries_with_another_target_are_not_looked_at)
{
    static const struct setup setup = {.config = "s2tw"};
    zhnorm_audit *audit = audit_text(&setup, "這是網路。\n");
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_REGIONAL, "網路"), 0);
    zhnorm_audit_free(audit);
}
END_TEST

/* ---- Leftovers and terms ------------------------------------------------------------ */

START_TEST(characters_of_the_other_script_in_the_output_are_leftovers)
{
    /* The entry puts out what is half converted. */
    static const struct setup setup = {.config = "t2s", .dictionary = "網咖\n"};
    static const struct setup plain = {.config = "t2s"};
    zhnorm_audit_finding finding;
    zhnorm_audit *audit = audit_text(&plain, "小狗和牠的主人，網咖。\n");
    ck_assert(find(audit, ZHNORM_AUDIT_LEFTOVER, "牠", &finding)); /* OpenCC lacks it */
    ck_assert_uint_eq(finding.count, 1);
    ck_assert_str_eq(finding.contexts[0].before, "小狗和");
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_LEFTOVER, "網"), 0);
    zhnorm_audit_free(audit);
    audit = audit_text(&setup, "網咖。\n"); /* what a dictionary puts out is meant */
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_LEFTOVER, "網"), 0);
    zhnorm_audit_free(audit);
}
END_TEST

/* What a chance reader would write about: two new words among many sentences. */
static const char *const subjects[] = {"他昨天",   "老師常常", "我弟弟",
                                       "小店老闆", "那位記者", "隔壁鄰居"};
static const char *const verbs[] = {"買了", "談到", "喜歡", "修好", "看見", "送來"};
static const char *const things[] = {"一把椅子", "很多蘋果", "新的雨傘", "那本小說",
                                     "乾淨毛巾"};
static const char *const new_words[] = {"飛梭鏡", "雲朵卡"};

static size_t write_article(struct generator *generator, char *text, size_t capacity,
                            uint64_t counts[COUNT(new_words)])
{
    size_t length = 0;
    while (capacity - length > 256) {
        uint32_t chance = generator_below(generator, 8);
        const char *what = chance < COUNT(new_words)
                               ? new_words[chance]
                               : things[generator_below(generator, COUNT(things))];
        int got = snprintf(text + length, capacity - length, "%s%s%s%s",
                           subjects[generator_below(generator, COUNT(subjects))],
                           verbs[generator_below(generator, COUNT(verbs))], what,
                           generator_below(generator, 3) == 0 ? "。\n" : "，");
        length += (size_t)got;
        if (chance < COUNT(new_words))
            counts[chance]++;
    }
    return length;
}

START_TEST(new_words_are_terms)
{
    static const struct setup setup = {.config = "cn"};
    static const struct setup taught = {.config = "cn", .dictionary = "雲朵卡\t云卡\n"};
    struct generator generator = {7};
    static char text[60000];
    uint64_t counts[COUNT(new_words)] = {0};
    zhnorm_audit_finding finding;
    text[write_article(&generator, text, sizeof text - 1, counts)] = '\0';
    zhnorm_audit *audit = audit_text(&setup, text);
    for (size_t i = 0; i < COUNT(new_words); i++) {
        ck_assert_msg(find(audit, ZHNORM_AUDIT_TERMS, new_words[i], &finding), "%s",
                      new_words[i]);
        ck_assert_uint_eq(finding.count, counts[i]);
        ck_assert_uint_eq(finding.context_count, 3);
        ck_assert(finding.cohesion > 4 && finding.freedom_before > 1 &&
                  finding.freedom_after > 1);
    }
    ck_assert(find(audit, ZHNORM_AUDIT_TERMS, "飛梭鏡", &finding));
    ck_assert_str_eq(finding.output, "飞梭镜");
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_TERMS, "飛梭"), 0);
    ck_assert_uint_eq(zhnorm_audit_stats(audit).term_error, 0);
    zhnorm_audit_free(audit);
    audit = audit_text(&taught, text);
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_TERMS, "雲朵卡"), 0);
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_TERMS, "飛梭鏡"), counts[0]);
    zhnorm_audit_free(audit);
}
END_TEST

/* ---- Order and division ------------------------------------------------------------- */

/* All findings as text, and how many paragraphs were cut. */
static char *describe(const zhnorm_audit *audit)
{
    zhnorm_audit_finding finding;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    ck_assert_ptr_nonnull(out);
    fprintf(out, "%llu cuts\n", (unsigned long long)zhnorm_audit_stats(audit).forced_cuts);
    for (size_t i = 0; zhnorm_audit_at(audit, i, &finding) == ZHNORM_OK; i++) {
        fprintf(out, "%u %s %s %llu %llu %.3f\n", (unsigned)finding.kind, finding.text,
                finding.output, (unsigned long long)finding.count,
                (unsigned long long)finding.documents, finding.freedom_after);
        for (size_t k = 0; k < finding.context_count; k++)
            fprintf(out, " %s|%s|%llu\n", finding.contexts[k].before,
                    finding.contexts[k].after,
                    (unsigned long long)finding.contexts[k].document);
    }
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

static void check_order(const zhnorm_audit *audit)
{
    zhnorm_audit_finding one;
    zhnorm_audit_finding next;
    for (size_t i = 0; zhnorm_audit_at(audit, i + 1, &next) == ZHNORM_OK; i++) {
        ck_assert_int_eq(zhnorm_audit_at(audit, i, &one), ZHNORM_OK);
        ck_assert(one.kind < next.kind || (one.kind == next.kind && one.count >= next.count));
    }
}

static char *describe_in_pieces(const char *text, size_t length, size_t piece, uint32_t kinds)
{
    const struct setup setup = {.config = "t2s", .kinds = kinds};
    zhnorm_audit *audit = opened(&setup);
    for (size_t at = 0; at < length; at += piece) {
        size_t rest = length - at;
        ck_assert_int_eq(
            zhnorm_audit_feed(audit, text + at, rest < piece ? rest : piece, NULL), ZHNORM_OK);
    }
    finish(audit); /* which also ends the document */
    ck_assert_uint_eq(zhnorm_audit_stats(audit).documents, 1);
    ck_assert_uint_eq(zhnorm_audit_stats(audit).bytes, length);
    check_order(audit);
    char *described = describe(audit);
    zhnorm_audit_free(audit);
    return described;
}

START_TEST(the_division_of_the_input_changes_nothing)
{
    static const size_t pieces[] = {1, 1000, 65536, 65537, 139999};
    static char text[140000];
    struct generator generator = {3};
    uint64_t counts[COUNT(new_words)] = {0};
    size_t length = write_article(&generator, text, sizeof text, counts);
    char *wanted = describe_in_pieces(text, length, length, ZHNORM_AUDIT_ALL);
    ck_assert_ptr_nonnull(strstr(wanted, "乾"));
    ck_assert_ptr_nonnull(strstr(wanted, "飛梭鏡"));
    for (size_t i = 0; i < COUNT(pieces); i++) {
        char *got = describe_in_pieces(text, length, pieces[i], ZHNORM_AUDIT_ALL);
        ck_assert_str_eq(got, wanted);
        free(got);
    }
    free(wanted);
}
END_TEST

#define MIB ((size_t)1 << 20)

/* Whether a long paragraph is cut depends on nothing but its length. */
static const struct {
    size_t length; /* bytes before the end */
    const char *end;
    const char *cuts;
} long_paragraphs[] = {
    {MIB - 1, "\n", "0 cuts\n"},   {MIB, "\n", "1 cuts\n"},   {MIB + 5000, "\n", "1 cuts\n"},
    {MIB - 1, "\r\n", "0 cuts\n"}, {MIB, "\r\n", "1 cuts\n"}, {MIB, "", "0 cuts\n"},
};

START_TEST(long_paragraphs_are_cut_however_they_are_divided)
{
    static const size_t pieces[] = {7, 1000, 65536, MIB};
    static const char sentence[] = "喝乾了。";
    const char *cuts = long_paragraphs[_i].cuts;
    static char text[MIB + 20000];
    size_t length = 0;
    while (long_paragraphs[_i].length - length >= 2 * sizeof sentence)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s", sentence);
    memset(text + length, 'a', long_paragraphs[_i].length - length);
    length = long_paragraphs[_i].length;
    length +=
        (size_t)snprintf(text + length, sizeof text - length, "%s", long_paragraphs[_i].end);
    if (*long_paragraphs[_i].end != '\0')
        length += (size_t)snprintf(text + length, sizeof text - length, "喝乾。\n乾杯");
    char *wanted = describe_in_pieces(text, length, length, ZHNORM_AUDIT_AMBIGUOUS);
    ck_assert_msg(strncmp(wanted, cuts, strlen(cuts)) == 0, "%.8s", wanted);
    for (size_t i = 0; i < COUNT(pieces); i++) {
        char *got = describe_in_pieces(text, length, pieces[i], ZHNORM_AUDIT_AMBIGUOUS);
        ck_assert_str_eq(got, wanted);
        free(got);
    }
    free(wanted);
}
END_TEST

/* Offers documents of very different lengths to a sample of a few segments. */
static void offer(struct zn_sample *sample, const uint8_t *text, size_t length, size_t piece)
{
    uint64_t document = 0;
    ck_assert(zn_sample_init(sample, 5 * ZN_SAMPLE_SEGMENT, &zn_default_allocator));
    for (size_t from = 0; from < length; document++) {
        size_t rest = length - from;
        size_t own = document % 3 == 0 ? 99999 : document % 3 == 1 ? 99 : 9999;
        size_t to = from + (own < rest ? own : rest);
        for (size_t at = from; at < to; at += piece)
            zn_sample_add(sample, text + at, to - at < piece ? to - at : piece, document);
        from = to;
    }
}

START_TEST(the_sample_does_not_depend_on_the_division)
{
    static const size_t pieces[] = {3, 300, 30000};
    static uint8_t text[1500000];
    struct zn_sample wanted;
    for (size_t i = 0; i < sizeof text; i++) /* characters of three bytes */
        text[i] = (uint8_t)(i % 3 == 0 ? 0xE5 : 0x80 + i * 7 / 1000 % 64);
    offer(&wanted, text, sizeof text, sizeof text);
    ck_assert_uint_ge(wanted.step, 8);
    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct zn_sample got;
        offer(&got, text, sizeof text, pieces[i]);
        ck_assert_uint_eq(got.count, wanted.count);
        for (uint32_t k = 0; k < got.count; k++) {
            const struct zn_sample_segment *one = &got.segments[k];
            const struct zn_sample_segment *other = &wanted.segments[k];
            ck_assert_uint_eq(one->length, other->length);
            ck_assert_mem_eq(one->text, other->text, one->length);
            ck_assert_uint_eq(one->piece_count, other->piece_count);
            for (uint32_t m = 0; m < one->piece_count; m++) {
                ck_assert_uint_eq(one->pieces[m].document, other->pieces[m].document);
                ck_assert_uint_eq(one->pieces[m].start, other->pieces[m].start);
                ck_assert_uint_eq(one->pieces[m].length, other->pieces[m].length);
            }
        }
        zn_sample_free(&got);
    }
    zn_sample_free(&wanted);
}
END_TEST

START_TEST(contexts_are_different_and_from_different_places)
{
    static const struct setup setup = {.config = "t2s", .options = {.size = 0}};
    zhnorm_audit_finding finding;
    zhnorm_audit *audit = opened(&setup);
    for (int document = 0; document < 100; document++) {
        char text[64];
        snprintf(text, sizeof text, "喝乾。\n第%d次乾杯。\n喝乾。\n", document);
        feed(audit, text);
    }
    finish(audit);
    ck_assert(find(audit, ZHNORM_AUDIT_AMBIGUOUS, "乾", &finding));
    ck_assert_uint_eq(finding.count, 300);
    ck_assert_uint_eq(finding.documents, 100);
    ck_assert_uint_eq(finding.context_count, 3);
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < i; k++) {
            ck_assert_msg(strcmp(finding.contexts[i].before, finding.contexts[k].before) != 0,
                          "%s twice", finding.contexts[i].before);
            ck_assert_uint_ne(finding.contexts[i].document, finding.contexts[k].document);
        }
    ck_assert_uint_ge(finding.contexts[2].document, 50); /* not just where it begins */
    zhnorm_audit_free(audit);
}
END_TEST

/* ---- Input that is wrong or strange ------------------------------------------------- */

START_TEST(bytes_that_are_not_utf8_are_rejected_by_default)
{
    static const struct setup setup = {.config = "t2s"};
    static const char bad[] = "喝乾。\n乾\xFF杯乾。\n乾。\n";
    zhnorm_error error;
    zhnorm_audit *audit = opened(&setup);
    feed(audit, "喝乾。\n");
    ck_assert_int_eq(zhnorm_audit_feed(audit, bad, sizeof bad - 1, &error), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_audit_end_document(audit, &error), ZHNORM_ERROR_INPUT);
    ck_assert_int_eq(error.status, ZHNORM_ERROR_INPUT);
    ck_assert_uint_eq(error.offset, 13);
    feed(audit, "喝乾。\n"); /* the next document goes on */
    finish(audit);
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_AMBIGUOUS, "乾"), 3);
    ck_assert_uint_eq(zhnorm_audit_stats(audit).documents, 3);
    zhnorm_audit_free(audit);
}
END_TEST

START_TEST(a_refused_document_takes_no_more)
{
    static const struct setup setup = {.config = "t2s"};
    static char text[70000];
    zhnorm_error error;
    zhnorm_audit *audit = opened(&setup);
    memset(text, '\n', sizeof text);
    text[100] = (char)0x80;
    ck_assert_int_eq(zhnorm_audit_feed(audit, text, sizeof text, &error), ZHNORM_ERROR_INPUT);
    ck_assert_uint_eq(error.offset, 100);
    ck_assert_int_eq(zhnorm_audit_feed(audit, "a", 1, &error), ZHNORM_ERROR_STATE);
    ck_assert_int_eq(zhnorm_audit_end_document(audit, &error), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_audit_feed(audit, "a", 1, &error), ZHNORM_OK);
    finish(audit);
    ck_assert_int_eq(zhnorm_audit_feed(audit, "a", 1, &error), ZHNORM_ERROR_STATE);
    ck_assert_int_eq(zhnorm_audit_end_document(audit, &error), ZHNORM_ERROR_STATE);
    ck_assert_int_eq(zhnorm_audit_finish(audit, &error), ZHNORM_ERROR_STATE);
    zhnorm_audit_free(audit);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_can_be_passed_over_and_are_counted)
{
    static const int policies[] = {ZHNORM_BAD_INPUT_REPLACE, ZHNORM_BAD_INPUT_PASS};
    for (size_t i = 0; i < COUNT(policies); i++) {
        struct setup setup = {.config = "t2s", .bad_input = policies[i]};
        zhnorm_audit_finding finding;
        zhnorm_audit *audit = audit_text(&setup, "乾\xFF杯\xE4\xB8，喝乾\x01。");
        ck_assert(find(audit, ZHNORM_AUDIT_AMBIGUOUS, "乾", &finding));
        ck_assert_uint_eq(finding.count, 2);
        ck_assert_str_eq(finding.contexts[0].after, "\xEF\xBF\xBD杯\xEF\xBF\xBD，喝乾 。");
        ck_assert_uint_eq(zhnorm_audit_stats(audit).malformed, 2);
        zhnorm_audit_free(audit);
    }
}
END_TEST

START_TEST(a_paragraph_without_end_is_cut)
{
    static const struct setup setup = {.config = "t2s"};
    static char text[3 << 20];
    zhnorm_audit *audit = opened(&setup);
    for (size_t i = 0; i + 9 <= sizeof text; i += 9)
        memcpy(text + i, "喝乾。", 9);
    size_t length = sizeof text / 9 * 9;
    ck_assert_int_eq(zhnorm_audit_feed(audit, text, length, NULL), ZHNORM_OK);
    finish(audit);
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_AMBIGUOUS, "乾"), length / 9);
    ck_assert_uint_ge(zhnorm_audit_stats(audit).forced_cuts, 2);
    ck_assert_uint_eq(zhnorm_audit_stats(audit).bytes, length);
    zhnorm_audit_free(audit);
}
END_TEST

START_TEST(an_empty_corpus_has_no_findings)
{
    static const struct setup setup = {.config = "none"};
    zhnorm_audit_finding finding;
    zhnorm_audit *audit = opened(&setup);
    finish(audit);
    ck_assert_uint_eq(zhnorm_audit_count(audit), 0);
    ck_assert_int_eq(zhnorm_audit_at(audit, 0, &finding), ZHNORM_ERROR_ARGUMENT);
    ck_assert_uint_eq(zhnorm_audit_stats(audit).documents, 0);
    zhnorm_audit_free(audit);
    zhnorm_audit_free(NULL);
}
END_TEST

/* ---- Options ------------------------------------------------------------------------ */

START_TEST(kinds_top_and_least_count_choose)
{
    struct setup setup = {.config = "t2s", .kinds = ZHNORM_AUDIT_AMBIGUOUS};
    zhnorm_audit_finding finding;
    zhnorm_audit_options_init(&setup.options);
    setup.options.top = 1;
    setup.options.contexts = 0;
    zhnorm_audit *audit = audit_text(&setup, "喝乾了麵，網路於此，關於乾杯。\n");
    ck_assert_uint_eq(zhnorm_audit_count(audit), 1);
    ck_assert_int_eq(zhnorm_audit_at(audit, 0, &finding), ZHNORM_OK);
    ck_assert_uint_eq(finding.count, 2);
    ck_assert_uint_eq(finding.context_count, 0);
    zhnorm_audit_free(audit);
    setup.options.top = 50;
    setup.options.least_count = 2;
    audit = audit_text(&setup, "喝乾了麵，網路於此，關於乾杯。\n");
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_AMBIGUOUS, "乾"), 2);
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_AMBIGUOUS, "於"), 2);
    ck_assert_uint_eq(count_of(audit, ZHNORM_AUDIT_AMBIGUOUS, "麵"), 0);
    zhnorm_audit_free(audit);
}
END_TEST

static void expect_error(const zhnorm_audit_options *options, int wanted)
{
    zhnorm_audit *audit;
    zhnorm_error error;
    int status = zhnorm_audit_open(options, &audit, &error);
    ck_assert_int_eq(status, wanted);
    ck_assert_int_eq(error.status, wanted);
    ck_assert_ptr_null(audit);
}

START_TEST(options_out_of_range_are_refused)
{
    zhnorm_audit_options good;
    zhnorm_options conversion;
    zhnorm_audit_options_init(&good);
    zhnorm_options_init(&conversion);
    good.conversion = &conversion;
    zhnorm_audit_options bad = good;
    bad.size = 0;
    expect_error(&bad, ZHNORM_ERROR_ARGUMENT);
    bad = good;
    bad.kinds = 0x10;
    expect_error(&bad, ZHNORM_ERROR_ARGUMENT);
    bad = good;
    bad.kinds = 0;
    expect_error(&bad, ZHNORM_ERROR_ARGUMENT);
    bad = good;
    bad.memory = 1 << 20;
    expect_error(&bad, ZHNORM_ERROR_ARGUMENT);
    bad = good;
    bad.contexts = 17;
    expect_error(&bad, ZHNORM_ERROR_ARGUMENT);
    bad = good;
    bad.freedom = -1;
    expect_error(&bad, ZHNORM_ERROR_ARGUMENT);
    conversion.bad_input = 3;
    expect_error(&good, ZHNORM_ERROR_ARGUMENT);
    zhnorm_options_init(&conversion);
    conversion.dict_count = 1;
    expect_error(&good, ZHNORM_ERROR_ARGUMENT);
    zhnorm_options_init(&conversion);
    conversion.config = "no-such";
    expect_error(&good, ZHNORM_ERROR_CONFIG);
    conversion.config = "/nonexistent/t2s.preset";
    expect_error(&good, ZHNORM_ERROR_CONFIG);
    conversion.config = "auto"; /* decides by the document */
    expect_error(&good, ZHNORM_ERROR_CONFIG);
}
END_TEST

/* ---- Memory ------------------------------------------------------------------------- */

#define SIZE_FIELD ((size_t)16) /* before what is allocated: its size */

struct memory {
    size_t calls;
    size_t fail_at; /* the call that fails, from 1; 0 for none */
    size_t live;    /* bytes */
    size_t peak;
    size_t calls_to_open; /* an audit */
};

static void *memory_reallocate(void *context, void *pointer, size_t size)
{
    struct memory *memory = context;
    size_t before = 0;
    if (++memory->calls == memory->fail_at)
        return NULL;
    if (pointer != NULL)
        memcpy(&before, (char *)pointer - SIZE_FIELD, sizeof before);
    char *grown =
        realloc(pointer == NULL ? NULL : (char *)pointer - SIZE_FIELD, size + SIZE_FIELD);
    if (grown == NULL) /* an assertion that holds costs more than all the rest here */
        abort();
    memcpy(grown, &size, sizeof size);
    memory->live += size - before;
    memory->peak = memory->live > memory->peak ? memory->live : memory->peak;
    return grown + SIZE_FIELD;
}

static void *memory_allocate(void *context, size_t size)
{
    return memory_reallocate(context, NULL, size);
}

static void memory_release(void *context, void *pointer)
{
    struct memory *memory = context;
    size_t size = 0;
    if (pointer == NULL)
        return;
    memcpy(&size, (char *)pointer - SIZE_FIELD, sizeof size);
    memory->live -= size;
    free((char *)pointer - SIZE_FIELD);
}

/* Whatever the corpus: prose, one line without end, and every character there is. */
START_TEST(memory_is_bounded)
{
    struct memory memory = {.fail_at = 0};
    const zhnorm_allocator allocator = {memory_allocate, memory_reallocate, memory_release,
                                        &memory};
    struct setup setup = {.config = "cn", .allocator = &allocator};
    struct generator generator = {(uint64_t)_i + 1};
    static char text[1 << 16];
#ifdef SANITIZED
    const size_t corpus = (size_t)2 << 20;
#else
    const size_t corpus = (size_t)8 << 20;
#endif
    zhnorm_audit_options_init(&setup.options);
    setup.options.memory = (size_t)24 << 20;
    setup.options.contexts = 16;
    zhnorm_audit *audit = opened(&setup);
    for (size_t fed = 0; fed < corpus;) {
        uint64_t counts[COUNT(new_words)] = {0};
        size_t length = 0;
        if (_i == 0)
            length = write_article(&generator, text, sizeof text, counts);
        for (; length + 3 <= sizeof text - 256; length += 3) {
            uint32_t point = _i == 1 ? 0x8CC7 : 0x4E00 + generator_below(&generator, 0x5200);
            text[length] = (char)(0xE0 | point >> 12);
            text[length + 1] = (char)(0x80 | (point >> 6 & 0x3F));
            text[length + 2] = (char)(0x80 | (point & 0x3F));
        }
        ck_assert_int_eq(zhnorm_audit_feed(audit, text, length, NULL), ZHNORM_OK);
        fed += length;
    }
    finish(audit);
    ck_assert_msg(memory.peak <= setup.options.memory, "%zu bytes", memory.peak);
    zhnorm_audit_free(audit);
    ck_assert_uint_eq(memory.live, 0);
}
END_TEST

static int run_with(struct memory *memory, uint32_t kinds, zhnorm_error *error)
{
    const zhnorm_allocator allocator = {memory_allocate, memory_reallocate, memory_release,
                                        memory};
    struct setup setup = {.config = "t2s",
                          .dictionary = "乾杯\t干杯\n",
                          .kinds = kinds,
                          .allocator = &allocator};
    static const char text[] = "喝乾了麵，網路於此，關於牠。\n這家飛梭鏡。買飛梭鏡吧。"
                               "看飛梭鏡的人。有飛梭鏡啊。";
    zhnorm_audit *audit;
    zhnorm_audit_options_init(&setup.options);
    setup.options.memory = (size_t)24 << 20;
    setup.options.cohesion = 1; /* there is not more of it in two lines */
    int status = open_audit(&setup, &audit, error);
    memory->calls_to_open = memory->calls;
    if (status == ZHNORM_OK)
        status = zhnorm_audit_feed(audit, text, sizeof text - 1, error);
    if (status == ZHNORM_OK)
        status = zhnorm_audit_finish(audit, error);
    if (status == ZHNORM_OK)
        ck_assert_uint_gt(zhnorm_audit_count(audit), 0);
    zhnorm_audit_free(audit);
    return status;
}

/*
 * The allocation that fails after `fail_at`: while opening, which takes many
 * thousands, the first ones and then ever fewer; all that feeding and the findings
 * take.
 */
static size_t next_to_fail(size_t fail_at, size_t calls_to_open)
{
#ifdef SANITIZED
    const size_t first = 10;
    const size_t step = 3;
#else
    const size_t first = 20;
    const size_t step = 1;
#endif
    if (fail_at > calls_to_open)
        return fail_at + step;
    size_t next = fail_at < first ? fail_at + 1 : fail_at * 2;
    return next > calls_to_open ? calls_to_open + 1 : next;
}

/* Kind by kind, for some take far longer to open than others. */
START_TEST(every_allocation_may_fail)
{
    const uint32_t kinds = 1u << _i;
    struct memory all = {.fail_at = 0};
    zhnorm_error error;
    ck_assert_int_eq(run_with(&all, kinds, &error), ZHNORM_OK);
    ck_assert_uint_gt(all.calls, all.calls_to_open);
    for (size_t fail_at = 1; fail_at <= all.calls;
         fail_at = next_to_fail(fail_at, all.calls_to_open)) {
        struct memory memory = {.fail_at = fail_at};
        error.status = ZHNORM_OK;
        int status = run_with(&memory, kinds, &error);
        ck_assert_msg(status == ZHNORM_ERROR_NO_MEMORY, "allocation %zu failing: status %d",
                      fail_at, status);
        ck_assert_int_eq(error.status, ZHNORM_ERROR_NO_MEMORY);
        ck_assert_msg(memory.live == 0, "allocation %zu failing: %zu bytes not released",
                      fail_at, memory.live);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("audit");
    TCase *tests = tcase_create("audit");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, a_character_is_ambiguous_where_no_phrase_decides);
    tcase_add_test(tests, a_phrase_of_a_dictionary_decides);
    tcase_add_test(tests, an_entry_for_traditional_paragraphs_is_a_choice);
    tcase_add_test(tests, simplified_characters_have_several_targets_as_well);
    tcase_add_test(tests, words_of_dictionaries_that_are_not_in_use_are_regional);
    tcase_add_test(tests, a_longer_key_hides_a_regional_word);
    tcase_add_test(tests, dictionaries_with_another_target_are_not_looked_at);
    tcase_add_test(tests, characters_of_the_other_script_in_the_output_are_leftovers);
    tcase_add_test(tests, new_words_are_terms);
    tcase_add_test(tests, the_division_of_the_input_changes_nothing);
    tcase_add_loop_test(tests, long_paragraphs_are_cut_however_they_are_divided, 0,
                        COUNT(long_paragraphs));
    tcase_add_test(tests, the_sample_does_not_depend_on_the_division);
    tcase_add_test(tests, contexts_are_different_and_from_different_places);
    tcase_add_test(tests, bytes_that_are_not_utf8_are_rejected_by_default);
    tcase_add_test(tests, a_refused_document_takes_no_more);
    tcase_add_test(tests, bytes_that_are_not_utf8_can_be_passed_over_and_are_counted);
    tcase_add_test(tests, a_paragraph_without_end_is_cut);
    tcase_add_test(tests, an_empty_corpus_has_no_findings);
    tcase_add_test(tests, kinds_top_and_least_count_choose);
    tcase_add_test(tests, options_out_of_range_are_refused);
    tcase_add_loop_test(tests, memory_is_bounded, 0, 3);
    tcase_add_loop_test(tests, every_allocation_may_fail, 0, 4); /* kinds, as bits */
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
