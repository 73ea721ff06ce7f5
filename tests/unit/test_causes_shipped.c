/*
 * What the shipped configurations say of their own decisions, with and without a
 * dictionary over them, and that this agrees with what they do.
 */
#include <stdlib.h>

#include "causes.h"
#include "core/converter.h"
#include "rules/image_walk.h"
#include "rules/memory.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static zhnorm_converter *open_configuration(const char *name, const char *corpus)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_dict *dict = NULL;
    zhnorm_error error;
    zhnorm_options_init(&options);
    if (corpus != NULL)
        ck_assert_int_eq(
            zhnorm_dict_parse(corpus, strlen(corpus), "some/mine.dict", NULL, &dict, &error),
            ZHNORM_OK);
    const zhnorm_dict *const dicts[] = {dict};
    options.config = name;
    options.dicts = dicts;
    options.dict_count = dict != NULL;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", name, error.message);
    zhnorm_dict_free(dict);
    return converter;
}

static const struct zn_rulebook *rulebook_of(const zhnorm_converter *converter)
{
    return &converter->rules.rulebooks[converter->rules.count - 1];
}

static const struct {
    const char *config;
    const char *text;
    const char *names;
    uint32_t flags;
} shipped[] = {
    {"t2s", "乾", "TSCharacters", AMBIGUOUS},
    {"t2s", "乾隆", "TSPhrases", 0},
    {"t2s", "說", "TSCharacters", 0},
    {"t2s", "中", "", 0},
    {"s2t", "后", "STCharacters", AMBIGUOUS},
    {"s2t", "皇后", "STPhrases", 0},
    {"s2t", "头发", "STPhrases", 0},
    {"s2t", "说", "STCharacters", 0},
    {"tw2sp", "軟體", "TWPhrasesRev TSCharacters", 0},
    {"tw2sp", "網路", "TWPhrasesRev TSCharacters", 0},
    {"tw2sp", "裡", "TWVariantsRev TSCharacters", 0},
    {"s2twp", "信息", "TWPhrases", 0},
    {"s2twp", "里", "STCharacters TWVariants", AMBIGUOUS},
    {"s2twp", "发", "STCharacters", AMBIGUOUS},
    {"cn", "牠", "hans", 0},
    {"cn", "著名", "hans", 0},
    {"cn", "網路", "terms-tw", 0},
    {"cn", "乾", "TSCharacters", AMBIGUOUS},
};

START_TEST(names_their_tables)
{
    zhnorm_converter *converter = open_configuration(shipped[_i].config, NULL);
    expect_cause_in(rulebook_of(converter), shipped[_i].text, ZN_PLAIN, shipped[_i].names,
                    shipped[_i].flags);
    zhnorm_converter_free(converter);
}
END_TEST

static const struct {
    const char *config;
    const char *character;
    const char *candidates;
} shipped_candidates[] = {
    {"s2t", "后", "後 后 "},   {"s2t", "发", "發 髮 "}, {"s2t", "干", "幹 乾 干 "},
    {"s2t", "说", ""},         {"s2t", "a", ""},        {"t2s", "乾", "干 乾 "},
    {"t2s", "說", ""},         {"t2s", "著", ""},       {"cn", "著", "著 着 "},
    {"cn", "乾", "干 乾 "},    {"cn", "牠", ""},        {"s2twp", "里", "裡 里 "},
    {"s2twp", "后", "後 后 "},
};

START_TEST(have_candidates)
{
    zhnorm_converter *converter = open_configuration(shipped_candidates[_i].config, NULL);
    expect_candidates(rulebook_of(converter), shipped_candidates[_i].character,
                      shipped_candidates[_i].candidates);
    zhnorm_converter_free(converter);
}
END_TEST

/* What a character alone becomes in plain text. */
static void expect_default(const zhnorm_converter *converter, uint32_t code_point,
                           const char *wanted)
{
    char character[ZN_UTF8_MAX];
    char got[64];
    size_t length = zn_utf8_encode(code_point, (uint8_t *)character);
    size_t written;
    zhnorm_error error;
    int status =
        zhnorm_convert(converter, character, length, got, sizeof got, &written, &error);
    ck_assert_msg(status == ZHNORM_OK, "U+%04X: %s", code_point, error.message);
    ck_assert_msg(written == strlen(wanted) && memcmp(got, wanted, written) == 0,
                  "%s U+%04X: wanted %s, got %.*s", converter->name, code_point, wanted,
                  (int)written, got);
}

/* What is ambiguous in some paragraph has candidates, and the first is the default. */
static size_t expect_agreement(const zhnorm_converter *converter)
{
    const struct zn_rulebook *rulebook = rulebook_of(converter);
    size_t ambiguous = 0;
    for (uint32_t point = 0; point < 0x110000; point++) {
        uint32_t place = zn_rulebook_place(rulebook, point);
        const struct zn_cause *cause = &rulebook->causes[rulebook->place_causes[place]];
        bool is_ambiguous = ((cause->flags[ZN_PLAIN] | cause->flags[ZN_TRADITIONAL]) &
                             ZN_CAUSE_AMBIGUOUS) != 0;
        const char *candidate = NULL;
        size_t count = zn_rulebook_candidates(rulebook, point, &candidate, 1);
        if (is_ambiguous != (count > 1)) /* an assertion would take its time */
            ck_abort_msg("%s U+%04X: %zu candidates", converter->name, point, count);
        if (is_ambiguous)
            expect_default(converter, point, candidate);
        ambiguous += is_ambiguous;
    }
    return ambiguous;
}

START_TEST(ambiguous_characters_have_candidates)
{
    zhnorm_config_info info;
    size_t ambiguous = 0;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++) {
        zhnorm_options options;
        zhnorm_converter *converter;
        zhnorm_error error;
        zhnorm_options_init(&options);
        options.config = info.name;
        options.steps = ZHNORM_STEPS_NONE;
        ck_assert_int_eq(zhnorm_compile(&options, &converter, &error), ZHNORM_OK);
        /* A normalization before it would change what the default is. */
        if (converter->rules.count == 1)
            ambiguous += expect_agreement(converter);
        zhnorm_converter_free(converter);
    }
    ck_assert_uint_gt(ambiguous, 100);
}
END_TEST

static const char dictionary[] = "乾\t甲\n"
                                 "乾杯\t丙\n"
                                 "牠\t乙\n";

static void expect_dictionary(const struct zn_rulebook *rulebook)
{
    expect_cause(rulebook, "乾", "mine.dict", AMBIGUOUS);
    expect_cause(rulebook, "乾杯", "mine.dict", 0);
    expect_cause(rulebook, "乾隆", "TSPhrases", 0);
    expect_cause(rulebook, "牠", "mine.dict", 0);
    expect_cause_in(rulebook, "著", ZN_PLAIN, "", 0);
    expect_cause_in(rulebook, "著", ZN_TRADITIONAL, "hans", AMBIGUOUS);
    expect_candidates(rulebook, "乾", "甲 干 乾 ");
    expect_candidates(rulebook, "著", "著 着 ");
    expect_candidates(rulebook, "牠", "");
}

/* ---- Causes beside outcomes ---------------------------------------------------------- */

/* What a text comes to at a slot, or a character at its place. */
struct outcome {
    size_t consumed;
    bool changes;
};

static struct outcome outcome_as_entries(const struct zn_rulebook *rulebook,
                                         const uint8_t *text, size_t consumed)
{
    struct outcome outcome = {consumed, false};
    for (size_t at = 0; at < consumed;) {
        uint32_t code_point;
        at += zn_utf8_decode(text + at, &code_point);
        if (rulebook->entries[zn_rulebook_place(rulebook, code_point)] != 0)
            outcome.changes = true;
    }
    return outcome;
}

static struct outcome outcome_at(const struct zn_rulebook *rulebook, const uint8_t *text,
                                 uint32_t offset, enum zn_paragraph_kind kind)
{
    struct zn_outcome head;
    const uint8_t *record = rulebook->outcomes + offset;
    memcpy(&head, record, sizeof head);
    if ((head.consumed & ZN_OUTCOME_CONDITIONAL) != 0 && kind == ZN_TRADITIONAL) {
        record += zn_outcome_size(head);
        memcpy(&head, record, sizeof head);
    }
    size_t consumed = head.consumed & ~ZN_OUTCOME_CONDITIONAL;
    bool is_same =
        head.length == consumed && memcmp(record + sizeof head, text, consumed) == 0;
    return (struct outcome){consumed, !is_same};
}

/* Something was named where something changed; one character alone is ambiguous. */
static void expect_fit(const struct zn_rulebook *rulebook, const uint8_t *text,
                       const struct zn_cause *cause, enum zn_paragraph_kind kind,
                       struct outcome outcome)
{
    bool is_ambiguous = (cause->flags[kind] & ZN_CAUSE_AMBIGUOUS) != 0;
    if (outcome.changes && rulebook->names[cause->names[kind]] == '\0')
        ck_abort_msg("%.24s: it changes, but nobody is named", (const char *)text);
    if (is_ambiguous && outcome.consumed != zn_utf8_length(text[0]))
        ck_abort_msg("%.24s: ambiguous, but not one character", (const char *)text);
}

static void expect_slot_fits(const struct zn_image_walk *walk, uint32_t slot)
{
    const struct zn_rulebook *rulebook = &walk->rulebook;
    uint8_t text[ZN_DEPTH_MAX * ZN_UTF8_MAX] = {0};
    uint32_t path[ZN_DEPTH_MAX] = {0};
    size_t count = zn_image_path(walk, slot, path);
    size_t length = 0;
    ck_assert_uint_gt(count, 1);
    for (size_t i = 0; i < count; i++)
        length += zn_utf8_encode(path[i], text + length);
    uint32_t offset = rulebook->slots[slot].outcome;
    const struct zn_cause *cause = &rulebook->causes[rulebook->slot_causes[slot]];
    for (int each = 0; each < ZN_PARAGRAPH_KINDS; each++) {
        enum zn_paragraph_kind kind = (enum zn_paragraph_kind)each;
        expect_fit(rulebook, text, cause, kind,
                   (offset & ZN_SLOT_AS_ENTRIES) != 0
                       ? outcome_as_entries(rulebook, text, offset & ~ZN_SLOT_AS_ENTRIES)
                       : outcome_at(rulebook, text, offset, kind));
    }
}

static void expect_place_fits(const struct zn_rulebook *rulebook, uint32_t code_point)
{
    uint8_t text[ZN_UTF8_MAX];
    size_t length = zn_utf8_encode(code_point, text);
    uint32_t place = zn_rulebook_place(rulebook, code_point);
    uint32_t entry = rulebook->entries[place];
    uint32_t offset = (entry & ZN_ENTRY_VALUE_MASK) * ZN_OUTCOME_ALIGNMENT;
    const struct zn_cause *cause = &rulebook->causes[rulebook->place_causes[place]];
    for (int each = 0; each < ZN_PARAGRAPH_KINDS; each++) {
        enum zn_paragraph_kind kind = (enum zn_paragraph_kind)each;
        expect_fit(rulebook, text, cause, kind,
                   (entry & ZN_ENTRY_OUTCOME) != 0 ? outcome_at(rulebook, text, offset, kind)
                                                   : (struct outcome){length, entry != 0});
    }
}

static const char *const walked[] = {"cn", "t2s", "tw2sp", "s2twp"};

START_TEST(causes_fit_their_outcomes)
{
    zhnorm_converter *converter = open_configuration(walked[_i], "乾\t甲\n");
    const struct zn_rulebook *rulebook = rulebook_of(converter);
    struct zn_image_walk walk;
    ck_assert_int_eq(zn_image_walk_init(&walk, rulebook->header, &zn_default_allocator),
                     ZHNORM_OK);
    size_t used = 0;
    for (uint32_t slot = 0; slot < walk.slot_count; slot++) {
        if (!zn_image_slot_is_used(&walk, slot))
            continue;
        expect_slot_fits(&walk, slot);
        used++;
    }
    ck_assert_uint_gt(used, 100);
    for (uint32_t point = 0; point < rulebook->page_limit; point++) {
        if (point < 0xD800 || point > 0xDFFF)
            expect_place_fits(rulebook, point);
    }
    zn_image_walk_free(&walk);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(files_keep_causes_and_candidates)
{
    zhnorm_converter *converter = open_configuration("cn", dictionary);
    zhnorm_converter *loaded;
    zhnorm_error error;
    size_t length;
    expect_dictionary(rulebook_of(converter));
    ck_assert_int_eq(zhnorm_converter_save(converter, NULL, 0, &length, &error),
                     ZHNORM_ERROR_SPACE);
    char *file = malloc(length);
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(zhnorm_converter_save(converter, file, length, &length, &error),
                     ZHNORM_OK);
    zhnorm_converter_free(converter);
    ck_assert_int_eq(zhnorm_converter_load(file, length, NULL, &loaded, &error), ZHNORM_OK);
    free(file);
    expect_dictionary(rulebook_of(loaded));
    zhnorm_converter_free(loaded);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("causes of what is shipped");
    TCase *tests = tcase_create("causes of what is shipped");
    tcase_add_loop_test(tests, names_their_tables, 0, COUNT(shipped));
    tcase_add_loop_test(tests, have_candidates, 0, COUNT(shipped_candidates));
    tcase_add_test(tests, ambiguous_characters_have_candidates);
    tcase_add_loop_test(tests, causes_fit_their_outcomes, 0, COUNT(walked));
    tcase_add_test(tests, files_keep_causes_and_candidates);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
