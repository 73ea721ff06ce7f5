/*
 * What an image says of its own decisions: which tables and dictionaries
 * decided, what is ambiguous, and what an ambiguous character can become.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/converter.h"
#include "rulebooks.h"
#include "suite.h"

#define AMBIGUOUS ZN_CAUSE_AMBIGUOUS

/* ---- Looking into an image ----------------------------------------------------------- */

/* Where the script pass ends that begins to match at the start of `text`. */
struct found {
    uint32_t place;
    uint32_t slot; /* 0: the character alone decides */
};

static struct found follow(const struct zn_rulebook *rulebook, const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    uint32_t code_point;
    at += zn_utf8_decode(at, &code_point);
    struct found found = {zn_rulebook_place(rulebook, code_point), 0};
    uint32_t base = rulebook->bases[found.place];
    while (*at != '\0' && base != ZN_NO_EDGES) {
        at += zn_utf8_decode(at, &code_point);
        uint32_t slot = base + rulebook->numbers[zn_rulebook_place(rulebook, code_point)];
        if (rulebook->slots[slot].owner != base)
            break;
        found.slot = slot;
        base = rulebook->slots[slot].base;
    }
    return found;
}

static const struct zn_cause *cause_of(const struct zn_rulebook *rulebook, const char *text)
{
    struct found found = follow(rulebook, text);
    uint16_t number = found.slot == 0 ? rulebook->place_causes[found.place]
                                      : rulebook->slot_causes[found.slot];
    return &rulebook->causes[number];
}

static void expect_cause_in(const struct zn_rulebook *rulebook, const char *text,
                            enum zn_paragraph_kind kind, const char *names, uint32_t flags)
{
    const struct zn_cause *cause = cause_of(rulebook, text);
    const char *got = rulebook->names + cause->names[kind];
    ck_assert_msg(strcmp(got, names) == 0, "%s: wanted '%s', got '%s'", text, names, got);
    ck_assert_msg(cause->flags[kind] == flags, "%s: wanted the flags %u, got %u", text, flags,
                  cause->flags[kind]);
}

/* The same in both kinds of paragraph. */
static void expect_cause(const struct zn_rulebook *rulebook, const char *text,
                         const char *names, uint32_t flags)
{
    expect_cause_in(rulebook, text, ZN_PLAIN, names, flags);
    expect_cause_in(rulebook, text, ZN_TRADITIONAL, names, flags);
}

/* The candidates of a character, each followed by a space. */
static void expect_candidates(const struct zn_rulebook *rulebook, const char *character,
                              const char *wanted)
{
    const char *candidates[8];
    char got[256] = "";
    uint32_t code_point;
    zn_utf8_decode((const uint8_t *)character, &code_point);
    size_t count = zn_rulebook_candidates(rulebook, code_point, candidates, 8);
    ck_assert_uint_le(count, 8);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(got);
        snprintf(got + length, sizeof got - length, "%s ", candidates[i]);
    }
    ck_assert_msg(strcmp(got, wanted) == 0, "%s: wanted '%s', got '%s'", character, wanted,
                  got);
}

/* ---- Small configurations ------------------------------------------------------------- */

static struct zn_rulebook open_image(const struct zn_images *images, size_t number)
{
    struct zn_rulebook rulebook;
    const void *image = images->images[number].data;
    zn_rulebook_open(&rulebook, image, image);
    return rulebook;
}

/* Compiles, and opens the image that is run last. */
static struct zn_rulebook compile(const char *chain, const struct table *tables,
                                  const char *corpus, struct zn_images *images)
{
    zhnorm_error error;
    int status = compile_chain(chain, tables, corpus, images, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", chain, error.message);
    return open_image(images, images->count - 1);
}

START_TEST(names_the_table_that_matched)
{
    static const struct table tables[] = {
        {"P", "ab\tcd\nef\tef\nhij\tk\n"}, {"C", "a\tx y\nb\tz\ng\tg\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage (P C)\n", tables, NULL, &images);
    expect_cause(&rulebook, "ab", "P", 0);
    expect_cause(&rulebook, "ef", "P", 0); /* kept, but by an entry */
    expect_cause(&rulebook, "a", "C", AMBIGUOUS);
    expect_cause(&rulebook, "ag", "C", AMBIGUOUS);
    expect_cause(&rulebook, "b", "C", 0);
    expect_cause(&rulebook, "g", "C", 0);
    expect_cause(&rulebook, "h", "", 0); /* only begins a key */
    expect_cause(&rulebook, "hi", "", 0);
    expect_cause(&rulebook, "z", "", 0);
    ck_assert_uint_eq(rulebook.place_causes[zn_rulebook_place(&rulebook, 'h')],
                      ZN_CAUSE_NOTHING);
    zn_images_free(&images);
}
END_TEST

/* The stages, in their order: those that changed something, or all that matched. */
START_TEST(names_every_stage_that_changed_something)
{
    static const struct table tables[] = {{"A", "a\tb\nc\tc\nd\td\ng\th\n"},
                                          {"B", "b\tx\nc\ty\nd\td\n"},
                                          {"S", "bd\tbd\nij\tij\n"},
                                          {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook =
        compile("segmentation S\nstage A\nstage B\n", tables, NULL, &images);
    expect_cause(&rulebook, "a", "A B", 0);
    expect_cause(&rulebook, "b", "B", 0);
    expect_cause(&rulebook, "c", "B", 0);
    expect_cause(&rulebook, "d", "A B", 0);
    expect_cause(&rulebook, "g", "A", 0);
    expect_cause(&rulebook, "bd", "B", 0);
    expect_cause(&rulebook, "ij", "S", 0); /* all that keeps it together */
    zn_images_free(&images);
}
END_TEST

/* The second stage looks at c, but a is decided without it. */
START_TEST(names_nobody_who_decides_about_what_follows)
{
    static const struct table tables[] = {
        {"A", "a\tb\n"}, {"C", "c\td\ne\tef\n"}, {"B", "b\tx\nbde\ty\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage (A C)\nstage B\n", tables, NULL, &images);
    expect_cause(&rulebook, "a", "A B", 0);
    ck_assert_uint_ne(follow(&rulebook, "ac").slot, 0);
    expect_cause(&rulebook, "ac", "A B", 0);
    /* Where the last stage joins what they put out, all of them decide. */
    expect_cause(&rulebook, "ace", "A C B", 0);
    zn_images_free(&images);
}
END_TEST

START_TEST(names_the_corpus_alone)
{
    static const struct table tables[] = {
        {"A", "a\tx y\nb\tc\n"}, {"B", "x\tX\ny\tY\n"}, {NULL, NULL}};
    static const char corpus[] = "# name: mine\na\tz\nb\td\nq\nab\tx\nax\n";
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\nstage B\n", tables, corpus, &images);
    expect_cause(&rulebook, "a", "mine", AMBIGUOUS); /* it stands over a choice */
    expect_cause(&rulebook, "b", "mine", 0);
    expect_cause(&rulebook, "q", "mine", 0);
    expect_cause(&rulebook, "ab", "mine", 0); /* what a phrase puts out is final */
    expect_cause(&rulebook, "ax", "mine", 0);
    expect_candidates(&rulebook, "a", "z X Y ");
    expect_candidates(&rulebook, "b", "");
    zn_images_free(&images);
}
END_TEST

START_TEST(calls_a_dictionary_by_header_or_label)
{
    static const struct table tables[] = {{"A", "a\tb\n"}, {NULL, NULL}};
    static const struct {
        const char *corpus;
        const char *name;
    } cases[] = {{"# name: mine\nq\tr\n", "mine"},
                 {"q\tr\n", "test.dict"},
                 {"# name: my own words\nq\tr\n", "my-own-words"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zn_images images;
        struct zn_rulebook rulebook = compile("stage A\n", tables, cases[i].corpus, &images);
        expect_cause(&rulebook, "q", cases[i].name, 0);
        zn_images_free(&images);
    }
}
END_TEST

START_TEST(names_a_dictionary_without_directories)
{
    static const struct {
        const char *label;
        const char *name;
    } cases[] = {{"words.dict", "words.dict"},
                 {"some/where/words", "words"},
                 {"some/", "-"},
                 {"", "-"},
                 {NULL, "-"},
                 {"some/\xFF.dict", "-"}};
    static const struct zn_table_text table = {"A", "A", "a\tb\n", 4};
    const struct zn_configuration_text text = {"test.json", "stage A\n", &table, 1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zn_images images;
        zhnorm_dict *dict;
        zhnorm_error error;
        ck_assert_int_eq(zhnorm_dict_parse("q\tr\n", 4, cases[i].label, NULL, &dict, &error),
                         ZHNORM_OK);
        const zhnorm_dict *const dicts[] = {dict};
        ck_assert_int_eq(
            zn_images_compile(&text, dicts, 1, &zn_default_allocator, &images, &error),
            ZHNORM_OK);
        zhnorm_dict_free(dict);
        struct zn_rulebook rulebook = open_image(&images, 0);
        expect_cause(&rulebook, "q", cases[i].name, 0);
        zn_images_free(&images);
    }
}
END_TEST

START_TEST(has_two_causes_where_the_paragraph_decides)
{
    static const struct table tables[] = {{"T", "說\t说\n乾\t干 乾\n"}, {NULL, NULL}};
    static const char corpus[] = "# name: mine\n"
                                 "著\t着\ttraditional-only\n"
                                 "乾\t乾\ttraditional-only\n"
                                 "於是\t于是\ttraditional-only\n"
                                 "說\t说\ttraditional-only\n";
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage T\n", tables, corpus, &images);
    expect_cause_in(&rulebook, "著", ZN_PLAIN, "", 0);
    expect_cause_in(&rulebook, "著", ZN_TRADITIONAL, "mine", AMBIGUOUS);
    expect_cause_in(&rulebook, "乾", ZN_PLAIN, "T", AMBIGUOUS);
    expect_cause_in(&rulebook, "乾", ZN_TRADITIONAL, "mine", AMBIGUOUS);
    expect_cause_in(&rulebook, "於是", ZN_PLAIN, "", 0);
    expect_cause_in(&rulebook, "於是", ZN_TRADITIONAL, "mine", 0);
    /* Where nothing depends on the paragraph, neither does the cause. */
    expect_cause(&rulebook, "說", "T", 0);
    expect_candidates(&rulebook, "著", "著 着 ");
    expect_candidates(&rulebook, "乾", "干 乾 ");
    expect_candidates(&rulebook, "說", "");
    zn_images_free(&images);
}
END_TEST

/* A phrase decided, even where it gives what its characters would have given. */
START_TEST(slots_as_entries_have_causes_of_their_own)
{
    static const struct table tables[] = {
        {"P", "后来\t後來\n皇后\t皇后\n"}, {"C", "后\t後 后\n来\t來\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage (P C)\n", tables, NULL, &images);
    struct found found = follow(&rulebook, "后来");
    ck_assert_uint_ne(rulebook.slots[found.slot].outcome & ZN_SLOT_AS_ENTRIES, 0);
    expect_cause(&rulebook, "后来", "P", 0);
    expect_cause(&rulebook, "皇后", "P", 0);
    expect_cause(&rulebook, "后", "C", AMBIGUOUS);
    expect_cause(&rulebook, "来", "C", 0);
    zn_images_free(&images);
}
END_TEST

START_TEST(the_normalization_has_causes_too)
{
    static const struct table tables[] = {{"N", "A\ta\n"}, {"C", "a\tb\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook =
        compile("normalization N\nstage C\n", tables, "b\tc\n", &images);
    struct zn_rulebook normalization = open_image(&images, 0);
    ck_assert_uint_eq(images.count, 2);
    expect_cause(&normalization, "A", "N", 0);
    expect_cause(&normalization, "b", "", 0);
    expect_cause(&rulebook, "a", "C", 0);
    expect_cause(&rulebook, "b", "test.dict", 0);
    zn_images_free(&images);
}
END_TEST

/* ---- Candidates --------------------------------------------------------------------- */

START_TEST(candidates_go_through_all_stages)
{
    static const struct table tables[] = {
        {"A", "a\tb c d\ne\tfg f\nh\ti i\nj\tk l\nm\tm n\no\tp\n"},
        {"B", "b\tx\nc\tx\nd\ty z\nfg\tq\nk\t1\nl\t1\np\tr s\n"},
        {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\nstage B\n", tables, NULL, &images);
    expect_candidates(&rulebook, "a", "x y z ");
    expect_candidates(&rulebook, "e", "q f ");
    expect_candidates(&rulebook, "m", "m n ");
    expect_candidates(&rulebook, "o", "r s ");
    /* All ways lead to the same, so there is no choice. */
    expect_candidates(&rulebook, "h", "");
    expect_candidates(&rulebook, "j", "");
    expect_candidates(&rulebook, "b", "");
    expect_candidates(&rulebook, "?", "");
    expect_cause(&rulebook, "a", "A B", AMBIGUOUS);
    expect_cause(&rulebook, "m", "A", AMBIGUOUS); /* kept by its default */
    expect_cause(&rulebook, "o", "A B", AMBIGUOUS);
    expect_cause(&rulebook, "j", "A B", 0);
    zn_images_free(&images);
}
END_TEST

START_TEST(a_corpus_may_have_several_targets)
{
    static const struct table tables[] = {{"A", "b\tc\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook =
        compile("stage A\n", tables, "# format: opencc\na\tx y\nb\td\n", &images);
    expect_cause(&rulebook, "a", "test.dict", AMBIGUOUS);
    expect_candidates(&rulebook, "a", "x y ");
    expect_candidates(&rulebook, "b", "");
    zn_images_free(&images);
    /* In the usual form a value holds its spaces. */
    rulebook = compile("stage A\n", tables, "a\tx y\n", &images);
    expect_cause(&rulebook, "a", "test.dict", 0);
    expect_candidates(&rulebook, "a", "");
    zn_images_free(&images);
}
END_TEST

START_TEST(says_how_many_there_are_whatever_fits)
{
    static const struct table tables[] = {{"A", "a\tx y z\n"}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\n", tables, NULL, &images);
    const char *candidates[3] = {NULL, NULL, NULL};
    ck_assert_uint_eq(zn_rulebook_candidates(&rulebook, 'a', NULL, 0), 3);
    ck_assert_uint_eq(zn_rulebook_candidates(&rulebook, 'a', candidates, 2), 3);
    ck_assert_str_eq(candidates[0], "x");
    ck_assert_str_eq(candidates[1], "y");
    ck_assert_ptr_null(candidates[2]);
    zn_images_free(&images);
}
END_TEST

/* What nobody could print, or read, is left out. */
START_TEST(candidates_are_bounded)
{
    struct zn_buffer text;
    zn_buffer_init(&text, &zn_default_allocator);
    ck_assert(zn_buffer_append(&text, "a\tx", 3));
    for (unsigned i = 0; i < 2 * ZN_CANDIDATES_MOST; i++) {
        char target[16];
        int length = snprintf(target, sizeof target, " %u", i);
        ck_assert(zn_buffer_append(&text, target, (size_t)length));
    }
    ck_assert(zn_buffer_append(&text, "\nb\ty ", 5));
    for (unsigned i = 0; i <= ZN_CANDIDATE_SIZE_MOST; i++)
        ck_assert(zn_buffer_append(&text, "z", 1));
    ck_assert(zn_buffer_append(&text, " w\n", 4));
    const struct table tables[] = {{"A", (const char *)text.data}, {NULL, NULL}};
    struct zn_images images;
    struct zn_rulebook rulebook = compile("stage A\n", tables, NULL, &images);
    ck_assert_uint_eq(zn_rulebook_candidates(&rulebook, 'a', NULL, 0), ZN_CANDIDATES_MOST);
    expect_candidates(&rulebook, "b", "y w ");
    zn_images_free(&images);
    zn_buffer_free(&text);
}
END_TEST

/* ---- Many causes ---------------------------------------------------------------------- */

START_TEST(too_many_causes_lose_their_names)
{
    struct zn_causes causes;
    uint32_t number;
    ck_assert(zn_causes_init(&causes, &zn_default_allocator));
    for (uint32_t i = 1; i < 70000; i++) {
        struct zn_cause cause = {{i, i}, {i % 2, i % 2}};
        ck_assert(zn_causes_add(&causes, cause, &number));
        ck_assert_uint_lt(number, ZN_CAUSES_MOST);
        const struct zn_cause *kept =
            (const struct zn_cause *)(const void *)causes.list.bytes.data + number;
        ck_assert_uint_eq(kept->flags[ZN_PLAIN], i % 2);
        ck_assert(kept->names[ZN_PLAIN] == i || kept->names[ZN_PLAIN] == 0);
    }
    struct zn_cause known = {{7, 7}, {1, 1}};
    ck_assert(zn_causes_add(&causes, known, &number));
    ck_assert_uint_eq(number, 7);
    zn_causes_free(&causes);
}
END_TEST

/* ---- What is shipped ------------------------------------------------------------------- */

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

START_TEST(shipped_configurations_name_their_tables)
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

START_TEST(shipped_configurations_have_candidates)
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
    Suite *suite = suite_create("causes");
    TCase *tests = tcase_create("causes");
    tcase_add_test(tests, names_the_table_that_matched);
    tcase_add_test(tests, names_every_stage_that_changed_something);
    tcase_add_test(tests, names_nobody_who_decides_about_what_follows);
    tcase_add_test(tests, names_the_corpus_alone);
    tcase_add_test(tests, calls_a_dictionary_by_header_or_label);
    tcase_add_test(tests, names_a_dictionary_without_directories);
    tcase_add_test(tests, has_two_causes_where_the_paragraph_decides);
    tcase_add_test(tests, slots_as_entries_have_causes_of_their_own);
    tcase_add_test(tests, the_normalization_has_causes_too);
    tcase_add_test(tests, candidates_go_through_all_stages);
    tcase_add_test(tests, a_corpus_may_have_several_targets);
    tcase_add_test(tests, says_how_many_there_are_whatever_fits);
    tcase_add_test(tests, candidates_are_bounded);
    tcase_add_test(tests, too_many_causes_lose_their_names);
    tcase_add_loop_test(tests, shipped_configurations_name_their_tables, 0,
                        sizeof shipped / sizeof shipped[0]);
    tcase_add_loop_test(tests, shipped_configurations_have_candidates, 0,
                        sizeof shipped_candidates / sizeof shipped_candidates[0]);
    tcase_add_test(tests, ambiguous_characters_have_candidates);
    tcase_add_test(tests, files_keep_causes_and_candidates);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
