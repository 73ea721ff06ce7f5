/*
 * Edits by example: what a conversion says that it changed, at which bytes, for
 * what reason; the way from one text to the other, in bytes and other units; and
 * what the calls refuse.  That edits hold for every text is test_guarantees' matter.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edits.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- What all tests need ------------------------------------------------------- */

static zhnorm_converter *compile_with(zhnorm_options *options)
{
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    int status = zhnorm_compile(options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "zhnorm_compile: %d, %s", status, error.message);
    return converter;
}

static zhnorm_converter *compile(const char *config, uint32_t steps, uint32_t record)
{
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = steps;
    options.bad_input = ZHNORM_BAD_INPUT_REPLACE;
    options.record = record;
    return compile_with(&options);
}

static zhnorm_result *convert(const zhnorm_converter *converter, const char *source)
{
    zhnorm_result *result = NULL;
    ck_assert_int_eq(zhnorm_convert_result(converter, source, strlen(source), &result, NULL),
                     ZHNORM_OK);
    return result;
}

/* The rules of an edit by name, or "-". */
static void write_rules(const zhnorm_edit *edit, FILE *out)
{
    zhnorm_rule_info rule;
    const char *before = "";
    for (size_t i = 0; zhnorm_rule_at(i, &rule) == ZHNORM_OK; i++) {
        if ((edit->rules >> i & 1) == 0)
            continue;
        fprintf(out, "%s%s", before, rule.name);
        before = "+";
    }
    if (edit->rules == 0)
        fputc('-', out);
}

/* A line for each edit: offset, source, output, what it is due to. */
static void write_edits(const struct edited *edited, FILE *out)
{
    for (size_t i = 0; i < edited->count; i++) {
        const zhnorm_edit *edit = &edited->edits[i];
        fprintf(out, "%llu>%llu [%.*s>%.*s] %X ", (unsigned long long)edit->source_offset,
                (unsigned long long)edit->output_offset, (int)edit->source_length,
                edited->source + edit->source_offset, (int)edit->output_length,
                edited->output + edit->output_offset, (unsigned)edit->passes);
        write_rules(edit, out);
        fprintf(out, " %s", edit->dict == NULL ? "-" : edit->dict);
        if (edit->entry_before + edit->entry_behind != 0)
            fprintf(out, " (%u,%u)", edit->entry_before, edit->entry_behind);
        if (edit->dict != NULL && (edit->flags & ZHNORM_EDIT_ENTRY) == 0)
            fputs(" (?)", out);
        if ((edit->flags & ZHNORM_EDIT_AMBIGUOUS) != 0)
            fputs(" ambiguous", out);
        if (edit_is_kept(edit))
            fputs(" kept", out);
        fputc('\n', out);
    }
}

static struct edited edited_of(const char *source, const zhnorm_result *result)
{
    struct edited edited = {.source = source,
                            .source_length = strlen(source),
                            .output = zhnorm_result_text(result),
                            .output_length = zhnorm_result_length(result)};
    edited.edits = zhnorm_result_edits(result, &edited.count);
    return edited;
}

static void check_edits(const zhnorm_converter *converter, const char *source,
                        const char *wanted)
{
    char *got = NULL;
    size_t length = 0;
    zhnorm_result *result = convert(converter, source);
    struct edited edited = edited_of(source, result);
    const char *wrong = wrong_edits(&edited);
    FILE *out = open_memstream(&got, &length);
    ck_assert_ptr_nonnull(out);
    write_edits(&edited, out);
    fclose(out);
    ck_assert_msg(wrong == NULL, "%s: %s\n%s", source, wrong, got);
    ck_assert_msg(strcmp(got, wanted) == 0, "%s: wanted\n%sgot\n%s", source, wanted, got);
    free(got);
    zhnorm_result_free(result);
}

/* ---- Edits --------------------------------------------------------------------- */

struct example {
    const char *config;
    uint32_t steps;
    const char *source;
    const char *edits;
};

#define ALL ZHNORM_STEPS_ARTICLE
#define NONE ZHNORM_STEPS_NONE

static const struct example examples[] = {
    /* Nothing to do. */
    {"t2s", ALL, "你好。\n", ""},
    {"none", NONE, "頭髮", ""},
    /* Characters, each for itself; one of several targets; a phrase that decides. */
    {"t2s", NONE, "頭髮乾",
     "0>0 [頭>头] 10 - TSCharacters\n"
     "3>3 [髮>发] 10 - TSCharacters\n"
     "6>6 [乾>干] 10 - TSCharacters ambiguous\n"},
    {"t2s", NONE, "乾隆間", "6>6 [間>间] 10 - TSCharacters\n"},
    {"s2t", NONE, "头发", "0>0 [头发>頭髮] 10 - STPhrases\n"},
    /* A key that is longer than what changes, and one that keeps a character inside. */
    {"t2s", NONE, "瞭解", "0>0 [瞭>了] 10 - TSPhrases (0,3)\n"},
    {"s2t", NONE, "干干净净", "0>0 [干干净净>乾乾淨淨] 10 - STPhrases\n"},
    /* A word that is longer, or shorter, than what takes its place. */
    {"cn", NONE, "用軟體。", "3>3 [軟體>软件] 10 - terms-tw\n"},
    {"cn", NONE, "笑著", "3>3 [著>着] 10 - hans (3,0)\n"},
    /* Two tables, one behind the other. */
    {"s2twp", NONE, "信息技术", "0>0 [信息技术>資訊科技] 10 - STPhrases TWPhrases\n"},
    /* Four bytes in the source, or in the output; and text before and behind. */
    {"t2s", NONE, "a𩣑b門", "1>1 [𩣑>䯃] 10 - TSCharacters\n6>5 [門>门] 10 - TSCharacters\n"},
    {"t2s", NONE, "𠮷門", "4>4 [門>门] 10 - TSCharacters\n"},
    /* Combining marks: what is composed, and what only stands beside an edit. */
    {"none", ALL, "e\u0301門", "0>0 [e\u0301>\u00E9] 1 composition -\n"},
    {"t2s", ALL, "門e\u0301門",
     "0>0 [門>门] 10 - TSCharacters\n"
     "3>3 [e\u0301>\u00E9] 1 composition -\n"
     "6>5 [門>门] 10 - TSCharacters\n"},
    /* A half-width kana and its mark fold, and then compose. */
    {"none", ALL, "ｶﾞ", "0>0 [ｶﾞ>ガ] 1 halfwidth-forms+composition -\n"},
    /* A compatibility ideograph becomes a character that the script pass changes. */
    {"t2s", ALL, "\uF905", "0>0 [\uF905>串] 1 compatibility-ideographs -\n"},
    {"t2s", ALL, "\uF902", "0>0 [\uF902>车] 11 compatibility-ideographs TSCharacters (?)\n"},
    /* Of a key that another step changed as well nothing is told. */
    {"s2t", NONE, "后方", "0>0 [后>後] 10 - STPhrases (0,3)\n"},
    {"s2t", ALL, "后\u2F45", "0>0 [后>後] 10 - STPhrases (?)\n3>3 [\u2F45>方] 1 radicals -\n"},
    {"s2t", ALL, "\u2F32", "0>0 [\u2F32>幹] 11 radicals STCharacters (?) ambiguous\n"},
    /* What goes from within a key is an edit of its own, unless both sides change. */
    {"s2t", ALL, "后\u200B方",
     "0>0 [后>後] 10 - STPhrases (?)\n3>3 [\u200B>] 1 invisibles -\n"},
    {"s2t", ALL, "头\u200B发", "0>0 [头\u200B发>頭髮] 11 invisibles STPhrases (?)\n"},
    /* Of a key that form changed at its start nothing is told either. */
    {"s2t", ALL, "\u2F24后方",
     "0>0 [\u2F24>大] 1 radicals -\n3>3 [后>後] 10 - STPhrases (?)\n"},
    /* CR LF, blank lines, spaces at the ends of lines. */
    {"t2s", ALL, "門\r\n門",
     "0>0 [門>门] 10 - TSCharacters\n"
     "3>3 [\r>] 8 line-ends -\n"
     "5>4 [門>门] 10 - TSCharacters\n"},
    {"none", ALL, "好 \n\n\n\n好\n",
     "3>3 [ >] 8 line-edges -\n"
     "6>5 [\n\n>] 8 blank-lines -\n"},
    /* Marks, and the space that they have within their square. */
    {"none", ALL, "你好, 世界", "6>6 [,>，] 4 comma -\n7>9 [ >] 4 space-behind-marks -\n"},
    {"none", ALL, "他說:\"好。\"",
     "6>6 [:>：] 4 colon -\n"
     "7>9 [\">“] 4 double-quotes -\n"
     "14>18 [\">”] 4 double-quotes -\n"},
    /* Bytes that are not UTF-8; two subparts are two edits. */
    {"none", NONE,
     "a\xFF\xE4\xBD"
     "b",
     "1>1 [\xFF>\uFFFD] 20 - -\n"
     "2>4 [\xE4\xBD>\uFFFD] 20 - -\n"},
    {"t2s", ALL, "門\xFF門",
     "0>0 [門>门] 10 - TSCharacters\n"
     "3>3 [\xFF>\uFFFD] 20 - -\n"
     "4>6 [門>门] 10 - TSCharacters\n"},
};

START_TEST(edits_say_what_changed)
{
    const struct example *example = &examples[_i];
    zhnorm_converter *converter =
        compile(example->config, example->steps, ZHNORM_RECORD_EDITS);
    check_edits(converter, example->source, example->edits);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(what_was_kept_is_told_if_it_is_wanted)
{
    zhnorm_converter *without = compile("s2t", NONE, ZHNORM_RECORD_EDITS);
    zhnorm_converter *with = compile("s2t", NONE, ZHNORM_RECORD_EDITS | ZHNORM_RECORD_KEPT);
    check_edits(without, "几曲门",
                "0>0 [几>幾] 10 - STCharacters ambiguous\n"
                "6>6 [门>門] 10 - STCharacters\n");
    check_edits(with, "几曲门",
                "0>0 [几>幾] 10 - STCharacters ambiguous\n"
                "3>3 [曲>曲] 10 - STCharacters ambiguous kept\n"
                "6>6 [门>門] 10 - STCharacters\n");
    /* So it is inside what begins a key, and where another step had a part. */
    check_edits(with, "曲里",
                "0>0 [曲>曲] 10 - STCharacters ambiguous kept\n"
                "3>3 [里>裏] 10 - STCharacters ambiguous\n");
    check_edits(with, "曲里，，，，，，",
                "0>0 [曲>曲] 10 - STCharacters ambiguous kept\n"
                "3>3 [里>裏] 10 - STCharacters ambiguous\n");
    zhnorm_result *result = convert(with, "几曲门");
    zhnorm_stats stats = zhnorm_result_stats(result);
    ck_assert_uint_eq(stats.edits, 2);
    ck_assert_uint_eq(stats.script_changes, 2);
    ck_assert_uint_eq(stats.ambiguous, 2);
    zhnorm_result_free(result);
    zhnorm_converter_free(without);
    zhnorm_converter_free(with);
    zhnorm_converter *formed = compile("s2t", ALL, ZHNORM_RECORD_EDITS | ZHNORM_RECORD_KEPT);
    check_edits(formed, "\u2FAF", "0>0 [\u2FAF>面] 1 radicals - ambiguous\n");
    zhnorm_converter_free(formed);
}
END_TEST

/* Bytes that pass are no edits, whatever stands beside them. */
START_TEST(bytes_that_pass_are_no_edits)
{
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = "t2s";
    options.steps = ALL;
    options.bad_input = ZHNORM_BAD_INPUT_PASS;
    options.record = ZHNORM_RECORD_EDITS;
    zhnorm_converter *converter = compile_with(&options);
    check_edits(converter, "門\xFF\xE4\xBD門",
                "0>0 [門>门] 10 - TSCharacters\n"
                "6>6 [門>门] 10 - TSCharacters\n");
    zhnorm_converter_free(converter);
}
END_TEST

/* White space that is left out before it is decided has exact offsets all the same. */
START_TEST(long_white_space_has_exact_offsets)
{
    enum { LENGTH = 200000 };
    char *source = malloc(LENGTH + 8);
    ck_assert_ptr_nonnull(source);
    memset(source, ' ', LENGTH);
    memcpy(source, "a", 1);
    memcpy(source + LENGTH - 2, "b,", 3);
    zhnorm_converter *converter = compile("none", ALL, ZHNORM_RECORD_EDITS);
    zhnorm_result *result = convert(converter, source);
    struct edited edited = edited_of(source, result);
    const char *wrong = wrong_edits(&edited);
    ck_assert_msg(wrong == NULL, "%s", wrong);
    ck_assert_uint_eq(edited.count, 1);
    ck_assert_uint_eq(edited.edits[0].source_offset, 2);
    ck_assert_uint_eq(edited.edits[0].source_length, LENGTH - 4);
    ck_assert_uint_eq(edited.edits[0].output_length, 0);
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
    free(source);
}
END_TEST

/* ---- Names and candidates --------------------------------------------------------- */

/* A result may outlive its converter, and so the names of a caller's dictionary. */
START_TEST(names_live_as_long_as_the_result)
{
    static const char text[] = "# name: mine\n好門\t好窗\n";
    const zhnorm_dict *dicts[1];
    zhnorm_dict *dict = NULL;
    zhnorm_options options;
    zhnorm_options_init(&options);
    ck_assert_int_eq(zhnorm_dict_parse(text, sizeof text - 1, NULL, NULL, &dict, NULL),
                     ZHNORM_OK);
    dicts[0] = dict;
    options.config = "t2s";
    options.dicts = dicts;
    options.dict_count = 1;
    options.record = ZHNORM_RECORD_EDITS;
    zhnorm_converter *converter = compile_with(&options);
    zhnorm_dict_free(dict);
    zhnorm_result *result = convert(converter, "好門門");
    zhnorm_converter_free(converter);
    struct edited edited = edited_of("好門門", result);
    ck_assert_uint_eq(edited.count, 2);
    ck_assert_str_eq(edited.edits[0].dict, "mine");
    ck_assert_str_eq(edited.edits[1].dict, "TSCharacters");
    zhnorm_result_free(result);
}
END_TEST

START_TEST(candidates_can_be_asked_for)
{
    static const struct {
        const char *config;
        const char *character;
        const char *candidates; /* with a space behind each */
    } wanted[] = {
        {"t2s", "乾", "干 乾 "}, {"t2s", "門", ""},        {"s2t", "后", "後 后 "},
        {"none", "后", ""},      {"auto", "乾", "干 乾 "}, {"t2s", "乾隆", ""},
        {"t2s", "", ""},         {"t2s", "\xFF", ""},
    };
    for (size_t i = 0; i < COUNT(wanted); i++) {
        char got[64] = "";
        const char *list[8] = {NULL};
        zhnorm_converter *converter = compile(wanted[i].config, NONE, ZHNORM_RECORD_NONE);
        size_t count = zhnorm_candidates(converter, wanted[i].character,
                                         strlen(wanted[i].character), list, COUNT(list));
        for (size_t j = 0; j < count; j++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s ", list[j]);
        ck_assert_msg(strcmp(got, wanted[i].candidates) == 0, "%s of %s: wanted %s, got %s",
                      wanted[i].character, wanted[i].config, wanted[i].candidates, got);
        ck_assert_uint_eq(zhnorm_candidates(converter, wanted[i].character,
                                            strlen(wanted[i].character), NULL, 0),
                          count);
        zhnorm_converter_free(converter);
    }
}
END_TEST

/* What the step `form` makes of a character counts, where it is on. */
START_TEST(candidates_are_those_of_what_is_converted)
{
    const char *list[8] = {NULL};
    zhnorm_converter *with = compile("s2t", ALL, ZHNORM_RECORD_NONE);
    zhnorm_converter *without = compile("s2t", NONE, ZHNORM_RECORD_NONE);
    ck_assert_uint_eq(zhnorm_candidates(with, "\u2F32", 3, list, 8),
                      zhnorm_candidates(with, "干", 3, list, 8));
    ck_assert_str_eq(list[0], "幹");
    ck_assert_uint_eq(zhnorm_candidates(without, "\u2F32", 3, list, 8), 0);
    zhnorm_converter_free(with);
    zhnorm_converter_free(without);
}
END_TEST

/* ---- Maps and units ------------------------------------------------------------------ */

/* 甲, x, 乙: `x` became `yz`, `--` was put in behind 甲, and `!` taken out at the end. */
static const zhnorm_edit map_edits[] = {
    {.source_offset = 3, .output_offset = 3, .source_length = 0, .output_length = 2},
    {.source_offset = 3, .output_offset = 5, .source_length = 1, .output_length = 2},
    {.source_offset = 7, .output_offset = 10, .source_length = 1, .output_length = 0},
};

START_TEST(maps_lead_both_ways)
{
    static const struct {
        uint64_t output;
        uint64_t start;
        uint64_t end;
    } to_source[] = {{0, 0, 0}, {2, 2, 2}, {3, 3, 3}, {4, 3, 3},  {5, 3, 3},
                     {6, 3, 4}, {7, 4, 4}, {8, 5, 5}, {10, 8, 7}, {11, 9, 9}};
    static const struct {
        uint64_t source;
        uint64_t start;
        uint64_t end;
    } to_output[] = {{0, 0, 0}, {3, 5, 3}, {4, 7, 7}, {7, 10, 10}, {8, 10, 10}, {9, 11, 11}};
    for (size_t i = 0; i < COUNT(to_source); i++) {
        uint64_t at = to_source[i].output;
        ck_assert_uint_eq(zhnorm_map_to_source(map_edits, 3, at, ZHNORM_EDGE_START),
                          to_source[i].start);
        ck_assert_uint_eq(zhnorm_map_to_source(map_edits, 3, at, ZHNORM_EDGE_END),
                          to_source[i].end);
    }
    for (size_t i = 0; i < COUNT(to_output); i++) {
        uint64_t at = to_output[i].source;
        ck_assert_uint_eq(zhnorm_map_to_output(map_edits, 3, at, ZHNORM_EDGE_START),
                          to_output[i].start);
        ck_assert_uint_eq(zhnorm_map_to_output(map_edits, 3, at, ZHNORM_EDGE_END),
                          to_output[i].end);
    }
    ck_assert_uint_eq(zhnorm_map_to_source(NULL, 0, 7, ZHNORM_EDGE_START), 7);
}
END_TEST

START_TEST(offsets_can_be_counted_in_other_units)
{
    /* One, two, three and four bytes, and two bad bytes, which are one each. */
    static const char text[] = "a\u00E9門𠮷\xFF\xFF"
                               "b";
    static const uint64_t bytes[] = {0, 1, 3, 6, 10, 11, 12, 13, 99};
    static const uint64_t points[] = {0, 1, 2, 3, 4, 5, 6, 7, 7};
    static const uint64_t utf16[] = {0, 1, 2, 3, 5, 6, 7, 8, 8};
    static const uint64_t *const all[] = {bytes, points, utf16};
    for (int from = 0; from < 3; from++) {
        for (int to = 0; to < 3; to++) {
            uint64_t offsets[COUNT(bytes)];
            memcpy(offsets, all[from], sizeof offsets);
            offsets[8] = 99;
            ck_assert_int_eq(
                zhnorm_offsets_convert(text, sizeof text - 1, offsets, 9, from, to),
                ZHNORM_OK);
            for (size_t i = 0; i < 8; i++)
                ck_assert_uint_eq(offsets[i], all[to][i]);
            ck_assert_uint_eq(offsets[8], all[to][7]);
        }
    }
    /* What is cut off is one, though a whole one would be two. */
    uint64_t cut[] = {3};
    ck_assert_int_eq(
        zhnorm_offsets_convert("\xF0\x9F\x98", 3, cut, 1, ZHNORM_UNIT_BYTE, ZHNORM_UNIT_UTF16),
        ZHNORM_OK);
    ck_assert_uint_eq(cut[0], 1);
    /* Inside a character counts as its start. */
    uint64_t inside[] = {2, 4, 5, 9};
    ck_assert_int_eq(zhnorm_offsets_convert(text, sizeof text - 1, inside, 4, ZHNORM_UNIT_BYTE,
                                            ZHNORM_UNIT_CODE_POINT),
                     ZHNORM_OK);
    ck_assert_uint_eq(inside[0], 1);
    ck_assert_uint_eq(inside[1], 2);
    ck_assert_uint_eq(inside[2], 2);
    ck_assert_uint_eq(inside[3], 3);
    uint64_t middle[] = {4}; /* between the surrogates of U+20BB7 */
    ck_assert_int_eq(zhnorm_offsets_convert(text, sizeof text - 1, middle, 1,
                                            ZHNORM_UNIT_UTF16, ZHNORM_UNIT_BYTE),
                     ZHNORM_OK);
    ck_assert_uint_eq(middle[0], 6);
}
END_TEST

START_TEST(offsets_are_checked)
{
    uint64_t descending[] = {2, 1};
    uint64_t one[] = {0};
    ck_assert_int_eq(zhnorm_offsets_convert("abc", 3, descending, 2, 0, 1),
                     ZHNORM_ERROR_ARGUMENT);
    ck_assert_int_eq(zhnorm_offsets_convert("abc", 3, one, 1, 3, 0), ZHNORM_ERROR_ARGUMENT);
    ck_assert_int_eq(zhnorm_offsets_convert("abc", 3, one, 1, 0, -1), ZHNORM_ERROR_ARGUMENT);
    ck_assert_int_eq(zhnorm_offsets_convert(NULL, 0, one, 1, 0, 1), ZHNORM_OK);
}
END_TEST

/* Edits in code points lead from one text to the other as those in bytes do. */
START_TEST(edits_can_be_counted_in_other_units)
{
    static const char source[] = "𠮷說:「用瞭解,𩣑」\r\n笑著";
    zhnorm_converter *converter = compile("cn", ALL, ZHNORM_RECORD_EDITS);
    zhnorm_result *result = convert(converter, source);
    struct edited edited = edited_of(source, result);
    for (int unit = ZHNORM_UNIT_BYTE; unit <= ZHNORM_UNIT_UTF16; unit++) {
        zhnorm_edit edits[32];
        ck_assert_uint_le(edited.count, COUNT(edits));
        memcpy(edits, edited.edits, edited.count * sizeof *edits);
        ck_assert_int_eq(zhnorm_edits_convert(edits, edited.count, source, sizeof source - 1,
                                              edited.output, edited.output_length, unit),
                         ZHNORM_OK);
        for (uint64_t at = 0; at <= edited.output_length; at++) {
            uint64_t there =
                zhnorm_map_to_source(edited.edits, edited.count, at, ZHNORM_EDGE_START);
            uint64_t here = at;
            zhnorm_offsets_convert(edited.output, edited.output_length, &here, 1, 0, unit);
            zhnorm_offsets_convert(source, sizeof source - 1, &there, 1, 0, unit);
            ck_assert_uint_eq(
                zhnorm_map_to_source(edits, edited.count, here, ZHNORM_EDGE_START), there);
        }
        const zhnorm_edit *last = &edits[edited.count - 1];
        ck_assert_uint_eq(last->entry_before, unit == ZHNORM_UNIT_BYTE ? 3 : 1);
        ck_assert_uint_eq(last->source_length, unit == ZHNORM_UNIT_BYTE ? 3 : 1);
    }
    ck_assert_int_eq(zhnorm_edits_convert(NULL, 0, "", 0, "", 0, 7), ZHNORM_ERROR_ARGUMENT);
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
}
END_TEST

/* Edits that are not of these texts are refused. */
START_TEST(edits_in_no_order_are_refused)
{
    static const struct {
        zhnorm_edit edits[2];
        int status;
    } tries[] = {
        {{{.source_offset = 0, .source_length = 1}, {.source_offset = 1}}, ZHNORM_OK},
        {{{.source_offset = 1, .source_length = 1}, {.source_offset = 1}},
         ZHNORM_ERROR_ARGUMENT},
        {{{.output_offset = 1, .output_length = 1}, {.output_offset = 1}},
         ZHNORM_ERROR_ARGUMENT},
        {{{.source_offset = 0}, {.source_offset = 4}}, ZHNORM_ERROR_ARGUMENT},
        {{{.source_offset = 0}, {.output_offset = 4}}, ZHNORM_ERROR_ARGUMENT},
        {{{.source_offset = 0}, {.source_offset = UINT64_MAX - 2, .source_length = 3}},
         ZHNORM_ERROR_ARGUMENT},
        {{{.source_offset = 0}, {.source_offset = 1, .entry_before = 2}},
         ZHNORM_ERROR_ARGUMENT},
        {{{.source_offset = 0}, {.source_offset = 1, .entry_behind = 3}},
         ZHNORM_ERROR_ARGUMENT},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        zhnorm_edit edits[2];
        memcpy(edits, tries[i].edits, sizeof edits);
        ck_assert_int_eq(
            zhnorm_edits_convert(edits, 2, "abc", 3, "abc", 3, ZHNORM_UNIT_CODE_POINT),
            tries[i].status);
    }
}
END_TEST

/* ---- Calls ----------------------------------------------------------------------------- */

START_TEST(without_a_record_there_are_no_edits)
{
    zhnorm_converter *converter = compile("t2s", ALL, ZHNORM_RECORD_NONE);
    zhnorm_stream *stream = NULL;
    zhnorm_error error = {0};
    size_t count = 7;
    zhnorm_result *result = convert(converter, "門");
    ck_assert_ptr_null(zhnorm_result_edits(result, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_uint_eq(zhnorm_result_stats(result).code_points, 0);
    ck_assert_int_eq(zhnorm_stream_open(converter, &stream, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_listen(stream, NULL, NULL, &error), ZHNORM_ERROR_STATE);
    ck_assert_int_eq(error.status, ZHNORM_ERROR_STATE);
    zhnorm_stream_free(stream);
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
}
END_TEST

static void count_batches(void *context, const zhnorm_batch *batch)
{
    *(size_t *)context += batch->source_length;
}

START_TEST(a_listener_is_set_before_the_document_begins)
{
    zhnorm_converter *converter = compile("t2s", ALL, ZHNORM_RECORD_EDITS);
    zhnorm_stream *stream = NULL;
    size_t heard = 0;
    int more = 0;
    char room[64];
    zhnorm_input input = {"門\n", 4, 0};
    zhnorm_output output = {room, sizeof room, 0};
    ck_assert_int_eq(zhnorm_stream_open(converter, &stream, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_listen(stream, count_batches, &heard, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, ZHNORM_CONTINUE, &more, NULL),
                     ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_listen(stream, NULL, NULL, NULL), ZHNORM_ERROR_STATE);
    ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, NULL),
                     ZHNORM_OK);
    ck_assert_uint_eq(heard, 4);
    /* It stays for the next document, until it is told to go. */
    zhnorm_stream_reset(stream);
    input.position = 0;
    ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, NULL),
                     ZHNORM_OK);
    ck_assert_uint_eq(heard, 8);
    zhnorm_stream_reset(stream);
    ck_assert_int_eq(zhnorm_stream_listen(stream, NULL, NULL, NULL), ZHNORM_OK);
    input.position = 0;
    ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, NULL),
                     ZHNORM_OK);
    ck_assert_uint_eq(heard, 8);
    ck_assert_uint_eq(zhnorm_stream_stats(stream).edits, 1);
    ck_assert_uint_eq(zhnorm_stream_stats(stream).script_changes, 1);
    ck_assert_uint_eq(zhnorm_stream_stats(stream).code_points, 2);
    ck_assert_uint_gt(zhnorm_stream_stats(stream).nanoseconds, 0);
    zhnorm_stream_reset(stream);
    ck_assert_uint_eq(zhnorm_stream_stats(stream).nanoseconds, 0);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

static void keep_last(void *context, const zhnorm_batch *batch)
{
    if (batch->edit_count != 0)
        *(zhnorm_edit *)context = batch->edits[batch->edit_count - 1];
}

/* What is told of a document does not depend on the one before. */
START_TEST(documents_do_not_see_each_other)
{
    static const char *const texts[] = {"\u200B\u200B\u200B\u200B\u200B后", "后方"};
    zhnorm_converter *converter = compile("s2t", ALL, ZHNORM_RECORD_EDITS);
    zhnorm_stream *stream = NULL;
    zhnorm_edit last = {.source_length = 0};
    ck_assert_int_eq(zhnorm_stream_open(converter, &stream, NULL), ZHNORM_OK);
    ck_assert_int_eq(zhnorm_stream_listen(stream, keep_last, &last, NULL), ZHNORM_OK);
    for (size_t i = 0; i < COUNT(texts); i++) {
        char room[64];
        int more = 0;
        zhnorm_input input = {texts[i], strlen(texts[i]), 0};
        zhnorm_output output = {room, sizeof room, 0};
        zhnorm_stream_reset(stream);
        ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, NULL),
                         ZHNORM_OK);
    }
    ck_assert_uint_eq(last.source_offset, 0);
    ck_assert_uint_eq(last.entry_behind, 3);
    ck_assert_uint_ne(last.flags & ZHNORM_EDIT_ENTRY, 0);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(the_source_is_counted)
{
    zhnorm_converter *converter = compile("cn", ALL, ZHNORM_RECORD_EDITS);
    zhnorm_result *result = convert(converter, "門a\u00E9𠮷〇\xFF\xE4\xBD,");
    zhnorm_stats stats = zhnorm_result_stats(result);
    ck_assert_uint_eq(stats.code_points, 8);
    ck_assert_uint_eq(stats.han, 3);
    ck_assert_uint_eq(stats.malformed, 2);
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
}
END_TEST

START_TEST(records_are_checked)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_options_init(&options);
    ck_assert_uint_eq(options.record, ZHNORM_RECORD_NONE);
    options.record = ZHNORM_RECORD_KEPT; /* of nothing */
    ck_assert_int_eq(zhnorm_compile(&options, &converter, NULL), ZHNORM_ERROR_ARGUMENT);
    options.record = 4;
    ck_assert_int_eq(zhnorm_compile(&options, &converter, NULL), ZHNORM_ERROR_ARGUMENT);
    options.record = ZHNORM_RECORD_EDITS;
    options.config = "t2s";
    options.engine = ZHNORM_ENGINE_OPENCC;
    ck_assert_int_eq(zhnorm_compile(&options, &converter, NULL), ZHNORM_ERROR_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("edits");
    TCase *tests = tcase_create("edits");
    tcase_add_loop_test(tests, edits_say_what_changed, 0, COUNT(examples));
    tcase_add_test(tests, what_was_kept_is_told_if_it_is_wanted);
    tcase_add_test(tests, bytes_that_pass_are_no_edits);
    tcase_add_test(tests, long_white_space_has_exact_offsets);
    tcase_add_test(tests, names_live_as_long_as_the_result);
    tcase_add_test(tests, candidates_can_be_asked_for);
    tcase_add_test(tests, candidates_are_those_of_what_is_converted);
    tcase_add_test(tests, maps_lead_both_ways);
    tcase_add_test(tests, offsets_can_be_counted_in_other_units);
    tcase_add_test(tests, offsets_are_checked);
    tcase_add_test(tests, edits_can_be_counted_in_other_units);
    tcase_add_test(tests, edits_in_no_order_are_refused);
    tcase_add_test(tests, without_a_record_there_are_no_edits);
    tcase_add_test(tests, a_listener_is_set_before_the_document_begins);
    tcase_add_test(tests, documents_do_not_see_each_other);
    tcase_add_test(tests, the_source_is_counted);
    tcase_add_test(tests, records_are_checked);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
