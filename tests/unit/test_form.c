/*
 * The pass `form`: its rules on small texts, and what must hold for every text
 * and every set of rules: the same result however the text is cut at
 * boundaries, nothing left to do on its own output, NFC where that is asked
 * for, and no Han character added, lost or moved.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "generator.h"
#include "passes.h"
#include "suite.h"
#include "text/character.h"
#include "text/form.h"
#include "text/scan.h"
#include "text/unicode.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BIT(rule) (UINT64_C(1) << ZN_RULE_##rule)
#define BYTES(text) (text), sizeof(text) - 1

/* The rules of the pass: the steps `form` and `width`. */
#define ALL_RULES ((BIT(FULLWIDTH_SEPARATORS) << 1) - 1)
#define DEFAULT_RULES (ALL_RULES & ~BIT(VARIATION_SEQUENCES))

enum { TEXT_MAX = 4096, TEXTS = 10000, CODE_POINTS = 40 };

/* ---- Running -------------------------------------------------------------------- */

static void run_rules(uint64_t rules, const void *text, size_t length, struct zn_tally *tally,
                      struct zn_buffer *out)
{
    struct zn_settings settings = {.rules = rules};
    struct zn_buffer scratch;
    zn_buffer_init(&scratch, passes_allocator());
    ck_assert(zn_form_run(&settings, text, length, &scratch, tally, out));
    zn_buffer_free(&scratch);
}

/* The code points of a text, some of which nobody could see. */
static const char *dump(char *to, size_t size, const void *text, size_t length)
{
    const uint8_t *bytes = text;
    size_t written = 0;
    to[0] = 0;
    for (size_t at = 0; at < length && written + 16 < size;) {
        uint32_t code_point;
        at += zn_utf8_decode(bytes + at, &code_point);
        written += (size_t)snprintf(to + written, size - written, "%04X ", code_point);
    }
    return to;
}

static void check_equal(const char *what, uint64_t rules, const void *text, size_t length,
                        const void *wanted, size_t wanted_length, const struct zn_buffer *got)
{
    char dumps[3][2048];
    bool equal = wanted_length == got->length &&
                 (got->length == 0 || memcmp(wanted, got->data, got->length) == 0);
    ck_assert_msg(equal, "%s, rules %llX\ninput  %s\nwanted %s\ngot    %s", what,
                  (unsigned long long)rules, dump(dumps[0], sizeof dumps[0], text, length),
                  dump(dumps[1], sizeof dumps[1], wanted, wanted_length),
                  dump(dumps[2], sizeof dumps[2], got->data, got->length));
}

static void check_run(const char *what, uint64_t rules, const void *text, size_t length,
                      const void *wanted, size_t wanted_length, struct zn_tally *tally)
{
    struct zn_buffer out;
    zn_buffer_init(&out, passes_allocator());
    run_rules(rules, text, length, tally, &out);
    check_equal(what, rules, text, length, wanted, wanted_length, &out);
    zn_buffer_free(&out);
}

/* ---- Rules ------------------------------------------------------------------------ */

/* Texts that one rule changes, and no other. */
static const struct example {
    uint64_t rule;
    const char *in;
    const char *out;
    uint64_t changes;
} examples[] = {
    {BIT(RADICALS), "⼭⽔画与⻋⻢", "山水画与车马", 4},
    {BIT(PRESENTATION_FORMS), "︽道德經︾︐老子著︒", "《道德經》，老子著。", 4},
    {BIT(PRESENTATION_FORMS), "甲﹑乙﹔a﹢b﹦c", "甲、乙；a+b=c", 4},
    {BIT(PRESENTATION_FORMS), "︱︱未完︙︙", "——未完……", 4},
    {BIT(PRESENTATION_FORMS), "﹃引文﹄︗注︘", "『引文』〖注〗", 4},
    {BIT(HALFWIDTH_FORMS), "｢ｶﾅ｣､ｱ･ｲ｡", "「カナ」、ア・イ。", 9},
    {BIT(HALFWIDTH_FORMS), "aﾞ中ﾟ", "a゛中゜", 2},
    {BIT(HALFWIDTH_FORMS), "ﾡﾢￏ￩￪￫￬￭￮", "ㄱㄲㅚ←↑→↓■○", 9},
    {BIT(COMPATIBILITY_IDEOGRAPHS), "\uF900\uF9FE\U0002F800", "豈茶丽", 3},
    {BIT(COMPOSITION), "cafe\u0301", "caf\u00E9", 1},
    {BIT(COMPOSITION), "か\u3099は\u309A", "がぱ", 2},
    {BIT(COMPOSITION), "\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글", 2},
    {BIT(COMPOSITION), "\u2126\u212A\u2329", "ΩK〈", 3},
    {BIT(COMPOSITION), "a\u0301\u0323 ", "ạ\u0301 ", 1},
    {BIT(COMPOSITION), "\u0958", "\u0915\u093C", 1},
    {BIT(INVISIBLES), "\uFEFF中\u200B文\u2060字\u00AD", "中文字", 4},
    {BIT(BIDI_CONTROLS), "\u200E甲\u202E乙\u202C\u2066丙\u2069\u061C", "甲乙丙", 6},
    {BIT(CONTROLS), "甲\x01乙\x1F丙\x7F丁\xC2\x80戊\xC2\x9F", "甲乙丙丁戊", 5},
    {BIT(JOINERS), "中\u200D文\u200C字", "中文字", 2},
    {BIT(JOINERS), "中\u200D\u200C\u200D文", "中文", 3},
    {BIT(VARIATION_SEQUENCES), "葛\U000E0100城\uFE00、中\u0323\U000E0101", "葛城、中\u0323",
     3},
    {BIT(FULLWIDTH_LETTERS), "ＡＺａｚ", "AZaz", 4},
    {BIT(FULLWIDTH_DIGITS), "０９", "09", 2},
    {BIT(FULLWIDTH_SIGNS), "＋＝＃＄＆＊＠＼＾＿｀｛｜｝％", "+=#$&*@\\^_`{|}%", 15},
};

START_TEST(a_rule_alone)
{
    const struct example *example = &examples[_i];
    struct zn_tally tally = {.private_use = 0};
    check_run("alone", example->rule, example->in, strlen(example->in), example->out,
              strlen(example->out), &tally);
    for (int rule = 0; rule < ZN_RULES; rule++) {
        bool own = example->rule == UINT64_C(1) << rule;
        ck_assert_msg(tally.changes[rule] == (own ? example->changes : 0),
                      "%s: %llu changes by rule %d", example->in,
                      (unsigned long long)tally.changes[rule], rule);
    }
}
END_TEST

START_TEST(a_rule_switched_off)
{
    const struct example *example = &examples[_i];
    struct zn_tally tally = {.private_use = 0};
    check_run("switched off", ALL_RULES & ~example->rule, example->in, strlen(example->in),
              example->in, strlen(example->in), &tally);
}
END_TEST

/* What the rules together make of a text. */
static const struct together {
    uint64_t rules;
    const char *in;
    const char *out;
} together[] = {
    /* fold, remove, compose: in this order */
    {DEFAULT_RULES, "ｶﾞｷﾞﾊﾟｳﾞ", "ガギパヴ"},
    {DEFAULT_RULES, "A\u200B\u0301", "Á"},
    {DEFAULT_RULES, "\uFEFFe\u2060\u00AD\u0301\u200B", "é"},
    {DEFAULT_RULES, "＝\u0338Ａ\u030A", "≠Å"},
    {DEFAULT_RULES, "\uFB1D", "\u05D9\u05B4"},
    {DEFAULT_RULES, "\u1112\u200B\u1161\uFEFF\u11AB", "한"},
    /* a sound mark belongs to kana, full-width or not, whatever lies between */
    {DEFAULT_RULES, "カﾞか\u200Bﾞガﾞ", "ガがガ\u3099"},
    {DEFAULT_RULES, "ﾞ\nﾟ「ﾞーﾟ", "゛\n゜「゛ー\u309A"},
    {BIT(HALFWIDTH_FORMS), "ｶﾞか\u3099ﾟ", "カ\u3099か\u3099\u309A"},
    /* small curly brackets are full-width ones, and these are signs */
    {DEFAULT_RULES, "︷a︸﹛b﹜", "{a}{b}"},
    {BIT(PRESENTATION_FORMS), "︷a︸﹛b﹜", "｛a｝｛b｝"},
    /* joiners stay where they join */
    {DEFAULT_RULES, "\U0001F468\u200D\U0001F469\u200D\U0001F467",
     "\U0001F468\u200D\U0001F469\u200D\U0001F467"},
    {DEFAULT_RULES, "\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937"},
    {DEFAULT_RULES, "\u0645\u06CC\u200C\u062E", "\u0645\u06CC\u200C\u062E"},
    {DEFAULT_RULES, "中\u200Da\u200D中", "中\u200Da\u200D中"},
    {DEFAULT_RULES, "中\u200D\n\u200D文\u200D", "中\u200D\n\u200D文\u200D"},
    {DEFAULT_RULES, "中\u200D，\u200D文", "中\u200D，\u200D文"},
    /* what lies between Han goes with all that is removed */
    {DEFAULT_RULES, "中\u200B\u200D\uFEFF\u200C\x02文", "中文"},
    {DEFAULT_RULES, "⼭\u200D\uF900", "山豈"},
    {BIT(JOINERS), "中\u200D\u200B文", "中\u200D\u200B文"},
    {BIT(JOINERS) | BIT(VARIATION_SEQUENCES), "中\u200D\uFE00\u200D文", "中文"},
    {BIT(JOINERS) | BIT(VARIATION_SEQUENCES), "中\u200D\uFE00a", "中\u200D\uFE00a"},
    {DEFAULT_RULES, "葛\U000E0100\u200D城", "葛\U000E0100城"},
    {DEFAULT_RULES, "中\u034F\u200D文か\u034Fﾞ", "中\u034F文か\u034F\u3099"},
    {BIT(JOINERS), "中\u200D\uFE00文", "中\u200D\uFE00文"},
    /* variation selectors stay, and behind anything but Han always do */
    {DEFAULT_RULES, "葛\U000E0100❤\uFE0F", "葛\U000E0100❤\uFE0F"},
    {ALL_RULES, "❤\uFE0F\u200D\U0001F525☎\uFE0E\uFE0F",
     "❤\uFE0F\u200D\U0001F525☎\uFE0E\uFE0F"},
    {ALL_RULES, "葛\u200B\U000E0100\U000E0101、\uFE00", "葛、\uFE00"},
    /* compatibility ideographs and the rest of NFC are two rules */
    {ALL_RULES & ~BIT(COMPATIBILITY_IDEOGRAPHS), "\uF900\u0323\u0301e\u0301",
     "\uF900\u0323\u0301é"},
    {ALL_RULES & ~BIT(COMPATIBILITY_IDEOGRAPHS), "\uF900\u0301\u0323", "\uF900\u0323\u0301"},
    {ALL_RULES & ~BIT(COMPOSITION), "\uF900\u0301\u0323", "豈\u0301\u0323"},
    {ALL_RULES & ~BIT(COMPOSITION), "ｶﾞ", "カ\u3099"},
    /* the twelve genuine ones among them stay */
    {ALL_RULES, "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩", "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"},
    /* no compatibility mapping but ours */
    {ALL_RULES, "①²㎏℃Ⅷ…，！？～／－＜＞［］￥½ﬁ", "①²㎏℃Ⅷ…，！？～／－＜＞［］￥½ﬁ"},
    /* a letter that is no final consonant stays behind a syllable */
    {ALL_RULES, "가\u11A7나", "가\u11A7나"},
    /* controls that end lines, and TAB, are text */
    {ALL_RULES, "a\tb\nc\vd\fe\rf\xC2\x85g\u2028h\u2029",
     "a\tb\nc\vd\fe\rf\xC2\x85g\u2028h\u2029"},
    /* separators fold between full-width digits */
    {ALL_RULES, "１５：４９，圆周率３．１４。", "15:49，圆周率3.14。"},
    {ALL_RULES, "１２：３０：４５．６", "12:30:45.6"},
    {ALL_RULES, "第３．第４：", "第3．第4："},
    {ALL_RULES, "a．１b：２：", "a．1b：2："},
    {ALL_RULES, "1．２３．4：５", "1．23．4：5"},
    /* and commas, where they part thousands */
    {ALL_RULES, "９，９９９．９", "9,999.9"},
    {ALL_RULES, "１，２３４，５６７元", "1,234,567元"},
    {ALL_RULES, "共１２３，４５６，", "共123,456，"},
    {ALL_RULES, "比例尺１：１０，０００", "比例尺1:10,000"},
    {ALL_RULES, "第１，２章", "第1，2章"},
    {ALL_RULES, "１，２３４，５", "1，234，5"},
    {ALL_RULES, "１２３４，５６７", "1234，567"},
    {ALL_RULES, "１，２３４５", "1，2345"},
    {ALL_RULES, "０，１００，２００", "0，100，200"},
    {ALL_RULES, "３．１４１，５９２", "3.141，592"},
    {ALL_RULES, "1２，３４５", "12，345"},
    {ALL_RULES, "１，２３４5", "1，2345"},
    {ALL_RULES, "１，２，３４５", "1，2，345"},
    {ALL_RULES, "１，２３４：５，６７８", "1,234:5,678"},
    /* but with digits that stay */
    {ALL_RULES & ~BIT(FULLWIDTH_DIGITS), "９，９９９．９", "９，９９９．９"},
    {ALL_RULES & ~BIT(FULLWIDTH_SEPARATORS), "９，９９９．９", "9，999．9"},
    {BIT(FULLWIDTH_SEPARATORS), "１：２", "１：２"},
    {ALL_RULES, "1,234.5：6", "1,234.5：6"},
    /* nothing at all */
    {ALL_RULES, "", ""},
    {0, "Ａ⼭ｶﾞe\u0301\u200B", "Ａ⼭ｶﾞe\u0301\u200B"},
};

START_TEST(rules_work_together)
{
    const struct together *example = &together[_i];
    struct zn_tally tally = {.private_use = 0};
    check_run("together", example->rules, example->in, strlen(example->in), example->out,
              strlen(example->out), &tally);
}
END_TEST

START_TEST(a_nul_byte_is_a_control)
{
    struct zn_tally tally = {.private_use = 0};
    check_run("NUL", ALL_RULES, BYTES("a\0b\0"), BYTES("ab"), &tally);
    ck_assert_uint_eq(tally.changes[ZN_RULE_CONTROLS], 2);
}
END_TEST

/* They stand for bytes that were no UTF-8, and may not come to harm. */
START_TEST(surrogates_stay)
{
    static const char text[] = "\xED\xA0\x80\xED\xB2\x80\xED\xB2\x80中\xED\xBF\xBF\xCC\x81";
    struct zn_tally tally = {.private_use = 0};
    check_run("surrogates", ALL_RULES, BYTES(text), BYTES(text), &tally);
    check_run("marks behind one", ALL_RULES, BYTES("\xED\xB2\x80\xCC\x81\xCC\xA3"),
              BYTES("\xED\xB2\x80\xCC\xA3\xCC\x81"), &tally);
    ck_assert_uint_eq(tally.private_use + tally.replacements + tally.unassigned, 0);
}
END_TEST

START_TEST(what_is_kept_is_counted)
{
    struct zn_tally tally = {.private_use = 0};
    check_run("kept", ALL_RULES, BYTES("\uE000\U0010FFFD\uFFFD\u0378\uFFFF\U0001FFFE"),
              BYTES("\uE000\U0010FFFD\uFFFD\u0378\uFFFF\U0001FFFE"), &tally);
    ck_assert_uint_eq(tally.private_use, 2);
    ck_assert_uint_eq(tally.replacements, 1);
    ck_assert_uint_eq(tally.unassigned, 3);
    check_run("kept without rules", 0, BYTES("\uE000\uFFFD"), BYTES("\uE000\uFFFD"), &tally);
    ck_assert_uint_eq(tally.private_use, 3);
    ck_assert_uint_eq(tally.replacements, 2);
}
END_TEST

START_TEST(the_output_is_appended_to)
{
    struct zn_tally tally = {.private_use = 0};
    struct zn_buffer out;
    zn_buffer_init(&out, passes_allocator());
    ck_assert(zn_buffer_append(&out, "e", 1));
    run_rules(ALL_RULES, BYTES("\xCC\x81"), &tally, &out);
    check_equal("behind what is there", ALL_RULES, BYTES("\xCC\x81"), BYTES("e\xCC\x81"),
                &out);
    zn_buffer_free(&out);
}
END_TEST

/* ---- What holds for every text --------------------------------------------------------- */

/* What the rules look at, so that generated text has them side by side. */
static const struct {
    uint32_t first;
    uint32_t last;
} pools[] = {
    {'a', 'e'},         {'0', '9'},         {' ', '/'},         {'\n', '\n'},
    {0x00, 0x1F},       {0x80, 0xFF},       {0x300, 0x30F},     {0x316, 0x32F},
    {0x338, 0x345},     {0x34F, 0x34F},     {0x391, 0x3A9},     {0x5B0, 0x5D9},
    {0x915, 0x95F},     {0x9BE, 0x9D7},     {0xF40, 0xF83},     {0x1100, 0x1112},
    {0x1161, 0x1175},   {0x11A7, 0x11C2},   {0x1F00, 0x1FFF},   {0x2000, 0x2010},
    {0x200B, 0x200F},   {0x200C, 0x200D},   {0x2028, 0x202E},   {0x2060, 0x206F},
    {0x20D0, 0x20F0},   {0x2126, 0x212B},   {0x2E80, 0x2FD5},   {0x3000, 0x3020},
    {0x302A, 0x3030},   {0x304B, 0x3062},   {0x3099, 0x309C},   {0x4E00, 0x4E10},
    {0x4E00, 0x9FFF},   {0xAC00, 0xAC1C},   {0xD800, 0xDFFF},   {0xE000, 0xE010},
    {0xF900, 0xFAFF},   {0xFB1D, 0xFB4E},   {0xFE00, 0xFE0F},   {0xFE10, 0xFE6B},
    {0xFEFF, 0xFEFF},   {0xFF00, 0xFFEF},   {0xFF0C, 0xFF0E},   {0xFF10, 0xFF1A},
    {0xFF10, 0xFF19},   {0xFF76, 0xFF9F},   {0xFF9E, 0xFF9F},   {0xFFFD, 0xFFFF},
    {0x110BA, 0x110BA}, {0x1D157, 0x1D1BF}, {0x1F468, 0x1F469}, {0x20000, 0x20010},
    {0x2F800, 0x2FA1F}, {0xE0100, 0xE0104}, {0, 0x10FFFF},
};

/* A few pools for each text, so that their members meet often. */
static size_t generate(struct generator *generator, uint32_t count, uint8_t *to)
{
    uint32_t chosen[4];
    for (size_t i = 0; i < COUNT(chosen); i++)
        chosen[i] = generator_below(generator, COUNT(pools));
    size_t length = 0;
    for (uint32_t left = generator_below(generator, count + 1); left > 0; left--) {
        size_t pool = generator_below(generator, 8) == 0
                          ? generator_below(generator, COUNT(pools))
                          : chosen[generator_below(generator, COUNT(chosen))];
        uint32_t range = pools[pool].last - pools[pool].first + 1;
        length +=
            zn_utf8_encode(pools[pool].first + generator_below(generator, range), to + length);
    }
    return length;
}

/* All rules, each by itself, or any set. */
static uint64_t generate_rules(struct generator *generator)
{
    switch (generator_below(generator, 4)) {
    case 0:
        return ALL_RULES;
    case 1:
        return DEFAULT_RULES;
    default:
        return generator_below(generator, (uint32_t)ALL_RULES + 1);
    }
}

START_TEST(a_second_run_changes_nothing)
{
    struct generator generator = {UINT64_C(0x9E3779B97F4A7C15)};
    for (int i = 0; i < TEXTS; i++) {
        uint8_t text[TEXT_MAX];
        size_t length = generate(&generator, CODE_POINTS, text);
        uint64_t rules = generate_rules(&generator);
        struct zn_tally first = {.private_use = 0};
        struct zn_tally second = {.private_use = 0};
        struct zn_buffer once;
        zn_buffer_init(&once, passes_allocator());
        run_rules(rules, text, length, &first, &once);
        check_run("second run", rules, once.data, once.length, once.data, once.length,
                  &second);
        for (int rule = 0; rule < ZN_RULES; rule++)
            ck_assert_uint_eq(second.changes[rule], 0);
        ck_assert_uint_eq(second.private_use, first.private_use);
        zn_buffer_free(&once);
    }
}
END_TEST

/* Runs the pass with a cut at the boundaries that `cuts` hits by chance. */
static void run_in_pieces(struct generator *cuts, uint64_t rules, const uint8_t *text,
                          size_t length, struct zn_tally *tally, struct zn_buffer *out)
{
    uint32_t limit = 1 + generator_below(cuts, 3);
    size_t start = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = zn_utf8_decode(text + at, &code_point);
        if (at > 0 && zn_form_is_boundary(before, code_point) &&
            generator_below(cuts, limit) == 0) {
            run_rules(rules, text + start, at - start, tally, out);
            start = at;
        }
        before = code_point;
        at += size;
    }
    run_rules(rules, text + start, length - start, tally, out);
}

START_TEST(cuts_at_boundaries_do_not_matter)
{
    struct generator generator = {UINT64_C(0x51ED270B9F2C1A3D)};
    for (int i = 0; i < TEXTS; i++) {
        uint8_t text[TEXT_MAX];
        size_t length = generate(&generator, CODE_POINTS, text);
        uint64_t rules = generate_rules(&generator);
        struct zn_tally of_whole = {.private_use = 0};
        struct zn_tally of_pieces = {.private_use = 0};
        struct zn_buffer pieces;
        zn_buffer_init(&pieces, passes_allocator());
        run_in_pieces(&generator, rules, text, length, &of_pieces, &pieces);
        check_run("in pieces", rules, text, length, pieces.data, pieces.length, &of_whole);
        ck_assert_mem_eq(&of_whole, &of_pieces, sizeof of_whole);
        zn_buffer_free(&pieces);
    }
}
END_TEST

/* Plain text is full of boundaries, and a line end is always one. */
START_TEST(boundaries_are_everywhere)
{
    static const char text[] = "中文，《书》“引”——English text, 12:30……かな、한글。é";
    uint32_t before = '\n';
    for (size_t at = 0; at < sizeof text - 1;) {
        uint32_t code_point;
        at += zn_utf8_decode((const uint8_t *)text + at, &code_point);
        ck_assert_msg(zn_form_is_boundary(before, code_point), "U+%04X, U+%04X", before,
                      code_point);
        before = code_point;
    }
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++)
        ck_assert(zn_form_is_boundary('\n', c) && zn_form_is_boundary(0x2029, c));
}
END_TEST

/* Where a text lies in its blocks is nothing to it. */
START_TEST(plain_text_before_it_does_not_matter)
{
    struct generator generator = {UINT64_C(0xA24BAED4963EE407)};
    for (int i = 0; i < TEXTS; i++) {
        uint8_t text[TEXT_MAX];
        size_t before = generator_below(&generator, 70);
        memset(text, 'x', before);
        text[before++] = '\n';
        size_t length = before + generate(&generator, CODE_POINTS, text + before);
        uint64_t rules = generate_rules(&generator);
        struct zn_tally tally = {.private_use = 0};
        struct zn_buffer wanted;
        zn_buffer_init(&wanted, passes_allocator());
        ck_assert(zn_buffer_append(&wanted, text, before));
        run_rules(rules, text + before, length - before, &tally, &wanted);
        check_run("further on", rules, text, length, wanted.data, wanted.length, &tally);
        zn_buffer_free(&wanted);
    }
}
END_TEST

/*
 * utf8proc swallows a U+11A7 behind a Hangul syllable, and takes no surrogates:
 * both are examples of their own.
 */
static bool utf8proc_can_normalise(const uint8_t *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        at += zn_utf8_decode(text + at, &code_point);
        if (code_point == 0x11A7 || (code_point >= 0xD800 && code_point < 0xE000))
            return false;
    }
    return true;
}

START_TEST(composition_is_nfc)
{
    struct generator generator = {UINT64_C(0xBF58476D1CE4E5B9)};
    uint64_t rules = BIT(COMPOSITION) | BIT(COMPATIBILITY_IDEOGRAPHS);
    int compared = 0;
    for (int i = 0; i < 2 * TEXTS; i++) {
        uint8_t text[TEXT_MAX];
        size_t length = generate(&generator, CODE_POINTS, text);
        if (!utf8proc_can_normalise(text, length))
            continue;
        utf8proc_uint8_t *wanted;
        utf8proc_ssize_t wanted_length =
            utf8proc_map(text, (utf8proc_ssize_t)length, &wanted,
                         (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
        ck_assert_int_ge(wanted_length, 0);
        struct zn_tally tally = {.private_use = 0};
        check_run("NFC", rules, text, length, wanted, (size_t)wanted_length, &tally);
        free(wanted);
        compared++;
    }
    ck_assert_int_gt(compared, TEXTS);
}
END_TEST

/* Appends the Han characters of `text`, folded by those of `rules` that fold Han. */
static void take_han(uint64_t rules, const uint8_t *text, size_t length, struct zn_buffer *out)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        at += zn_utf8_decode(text + at, &code_point);
        if (!zn_is_han(code_point))
            continue;
        enum zn_form_kind kind = zn_unicode_form(code_point);
        if ((kind == ZN_FORM_RADICAL && (rules & BIT(RADICALS)) != 0) ||
            (kind == ZN_FORM_COMPATIBILITY && (rules & BIT(COMPATIBILITY_IDEOGRAPHS)) != 0))
            code_point = zn_unicode_fold(code_point);
        uint8_t bytes[ZN_UTF8_MAX];
        ck_assert(zn_buffer_append(out, bytes, zn_utf8_encode(code_point, bytes)));
    }
}

START_TEST(han_characters_stay_in_their_order)
{
    struct generator generator = {UINT64_C(0xD1B54A32D192ED03)};
    for (int i = 0; i < TEXTS; i++) {
        uint8_t text[TEXT_MAX];
        size_t length = generate(&generator, CODE_POINTS, text);
        uint64_t rules = generate_rules(&generator);
        struct zn_tally tally = {.private_use = 0};
        struct zn_buffer out;
        struct zn_buffer before;
        struct zn_buffer after;
        zn_buffer_init(&out, passes_allocator());
        zn_buffer_init(&before, passes_allocator());
        zn_buffer_init(&after, passes_allocator());
        run_rules(rules, text, length, &tally, &out);
        take_han(rules, text, length, &before);
        take_han(0, out.data, out.length, &after);
        check_equal("Han", rules, text, length, before.data, before.length, &after);
        zn_buffer_free(&out);
        zn_buffer_free(&before);
        zn_buffer_free(&after);
    }
}
END_TEST

START_TEST(without_rules_nothing_changes)
{
    struct generator generator = {UINT64_C(0x94D049BB133111EB)};
    for (int i = 0; i < TEXTS; i++) {
        uint8_t text[TEXT_MAX];
        size_t length = generate(&generator, CODE_POINTS, text);
        struct zn_tally tally = {.private_use = 0};
        check_run("no rules", 0, text, length, text, length, &tally);
    }
}
END_TEST

/* ---- Every code point ------------------------------------------------------------------- */

/* What the default rules make of a code point by itself, by its kind. */
static size_t wanted_alone(uint32_t code_point, uint8_t *to)
{
    enum zn_form_kind kind = zn_unicode_form(code_point);
    switch (kind) {
    case ZN_FORM_INVISIBLE:
    case ZN_FORM_BIDI_CONTROL:
    case ZN_FORM_CONTROL:
        return 0;
    case ZN_FORM_SOUND_MARK:
        return zn_utf8_encode(code_point == 0xFF9E ? 0x309B : 0x309C, to);
    case ZN_FORM_PRESENTATION:
        if (code_point == 0xFE37 || code_point == 0xFE5B)
            return zn_utf8_encode('{', to);
        if (code_point == 0xFE38 || code_point == 0xFE5C)
            return zn_utf8_encode('}', to);
        break;
    default:
        break;
    }
    if (kind >= ZN_FORM_RADICAL)
        return zn_utf8_encode(zn_unicode_fold(code_point), to);
    return zn_utf8_encode(code_point, to);
}

START_TEST(every_code_point_by_itself)
{
    struct zn_settings settings = {.rules = DEFAULT_RULES};
    struct zn_tally tally = {.private_use = 0};
    struct zn_buffer scratch;
    struct zn_buffer out;
    zn_buffer_init(&scratch, passes_allocator());
    zn_buffer_init(&out, passes_allocator());
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        enum zn_form_kind kind = zn_unicode_form(c);
        /* Those are NFC's, and compared with it. */
        if (kind == ZN_FORM_COMPOSES || kind == ZN_FORM_DECOMPOSES)
            continue;
        uint8_t text[ZN_UTF8_MAX];
        uint8_t wanted[ZN_UTF8_MAX];
        size_t length = zn_utf8_encode(c, text);
        size_t wanted_length = wanted_alone(c, wanted);
        out.length = 0;
        ck_assert(zn_form_run(&settings, text, length, &scratch, &tally, &out));
        if (out.length != wanted_length || memcmp(out.data, wanted, wanted_length) != 0)
            ck_abort_msg("U+%04X: wanted [%.*s], got [%.*s]", c, (int)wanted_length,
                         (const char *)wanted, (int)out.length, (const char *)out.data);
    }
    zn_buffer_free(&scratch);
    zn_buffer_free(&out);
}
END_TEST

/* ---- Scans --------------------------------------------------------------------------------
 */

/* The first character that the pass must look at, by the test at one place. */
static size_t find_slowly(const uint8_t *text, size_t length)
{
    size_t at = 0;
    while (at < length && !zn_scan_is_form(text + at, text + length))
        at += zn_utf8_length(text[at]);
    return at;
}

static void check_scans(const uint8_t *text, size_t length)
{
    const struct zn_scanner *scanners[] = {zn_scanner_portable(), zn_scanner_avx2()};
    char dumped[2048];
    for (size_t i = 0; i < COUNT(scanners); i++) {
        if (scanners[i] == NULL)
            continue;
        size_t wanted = find_slowly(text, length);
        size_t got = (size_t)(scanners[i]->find_form(text, text + length) - text);
        if (got != wanted)
            ck_abort_msg("%s: wanted %zu, got %zu, in %s", i == 0 ? "portable" : "AVX2",
                         wanted, got, dump(dumped, sizeof dumped, text, length));
    }
}

START_TEST(a_scan_finds_every_code_point)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        /* In the portable part at the end, and in a block. */
        uint8_t text[80];
        memset(text, 'x', sizeof text);
        size_t before = c % 30;
        size_t length = before + zn_utf8_encode(c, text + before);
        check_scans(text, length);
        check_scans(text, sizeof text);
        ck_assert(zn_scan_is_form(text + before, text + length) ==
                  (zn_unicode_form(c) > ZN_FORM_SEPARATOR));
    }
}
END_TEST

START_TEST(the_scans_agree)
{
    struct generator generator = {UINT64_C(0xC2B2AE3D27D4EB4F)};
    for (int i = 0; i < 10 * TEXTS; i++) {
        uint8_t text[TEXT_MAX];
        size_t length = 0;
        /* Mostly what is plain, so that the scans come far. */
        for (uint32_t left = generator_below(&generator, 60); left > 0; left--) {
            static const uint32_t plain[] = {'a',    '1',    0xE9,   0x416,  0x2014,  0x2018,
                                             0x201C, 0x2026, 0x3000, 0x3001, 0x3002,  0x300A,
                                             0x304C, 0x306E, 0x30A2, 0x30FB, 0x3400,  0x4E2D,
                                             0x9FFF, 0xAC00, 0xFF01, 0xFF08, 0xFF09,  0xFF0C,
                                             0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0x1F600, 0x20000};
            length += zn_utf8_encode(plain[generator_below(&generator, COUNT(plain))],
                                     text + length);
        }
        length += generate(&generator, 3, text + length);
        check_scans(text, length);
    }
}
END_TEST

/* Bytes that are cut short, or no UTF-8: a scan stays inside them. */
START_TEST(a_scan_reads_nothing_outside)
{
    struct generator generator = {UINT64_C(0x2545F4914F6CDD1D)};
    for (int i = 0; i < 10 * TEXTS; i++) {
        size_t length = generator_below(&generator, 100);
        /* Of exactly this size, so that a tool that watches memory sees it. */
        uint8_t *text = malloc(length + 1);
        ck_assert_ptr_nonnull(text);
        for (size_t at = 0; at < length; at++)
            text[at] = (uint8_t)generator_below(&generator, 256);
        uint8_t *exact = realloc(text, length == 0 ? 1 : length);
        ck_assert_ptr_nonnull(exact);
        const uint8_t *end = exact + length;
        const uint8_t *at = zn_scanner()->find_form(exact, end);
        ck_assert(at <= end);
        at = zn_scanner_portable()->find_form(exact, end);
        ck_assert(at <= end);
        free(exact);
    }
}
END_TEST

/* ---- Long sequences ----------------------------------------------------- */

/* An allocator that knows how much is in use, and fails when it is told to. */
struct memory {
    size_t calls;
    size_t fail_at; /* the call that fails, from 1; 0 for none */
    size_t largest; /* that was asked for */
};

static void *memory_reallocate(void *context, void *pointer, size_t size)
{
    struct memory *memory = context;
    if (++memory->calls == memory->fail_at)
        return NULL;
    if (size > memory->largest)
        memory->largest = size;
    return realloc(pointer, size);
}

static void *memory_allocate(void *context, size_t size)
{
    return memory_reallocate(context, NULL, size);
}

static void memory_release(void *context, void *pointer)
{
    (void)context;
    free(pointer);
}

static zhnorm_allocator memory_allocator(struct memory *memory)
{
    return (zhnorm_allocator){memory_allocate, memory_reallocate, memory_release, memory};
}

/*
 * A unit, a million times between Han: with quadratic time anywhere this would
 * take hours.
 */
static const struct {
    const char *unit;
    const char *out; /* of each unit; NULL: not compared unit by unit */
} long_runs[] = {
    {"\u0301", "\u0301"},
    {"\u0301\u0316", NULL},
    {"\u0345\u0301\u0316\u302A\u0334", NULL},
    {"\u200D", ""},
    {"a\u200D", "a\u200D"},
    {"，\u200D", "，\u200D"},
    {"中\u200D\u200C", NULL},
    {"中\u200D\u200Ba", "中\u200Da"},
    {"\uFE00\u200D", ""},
    {"\u200B", ""},
    {"１", "1"},
    {"１２３，", NULL},
    {"１，", NULL},
    {"１：", NULL},
    {"ﾞ", "゛"},
    {"ｶﾞ", "ガ"},
    {"\u1112\u1161\u11AB", "한"},
    {"\u2126", "Ω"},
    {"\u0344", "\u0308\u0301"},
    {"e\u0301\u0323", "ẹ\u0301"},
    {"\u034F\u0301", "\u034F\u0301"},
    {"⺁", "厂"},
};

/* Writes U+4E00, the unit so many times, U+4E01; returns the length. */
static size_t repeat(const char *unit, size_t times, uint8_t *to)
{
    size_t size = strlen(unit);
    size_t length = zn_utf8_encode(0x4E00, to);
    for (size_t i = 0; i < times; i++, length += size)
        memcpy(to + length, unit, size);
    return length + zn_utf8_encode(0x4E01, to + length);
}

START_TEST(long_runs_take_linear_time_and_memory)
{
    enum { UNITS = 1000000, ROOM = 16 * UNITS, MEMORY_FACTOR = 16 };
    uint8_t *text = malloc(ROOM);
    uint8_t *wanted = malloc(ROOM);
    ck_assert(text != NULL && wanted != NULL);
    size_t length = repeat(long_runs[_i].unit, UNITS, text);

    struct memory memory = {0};
    zhnorm_allocator allocator = memory_allocator(&memory);
    struct zn_settings settings = {.rules = ALL_RULES};
    struct zn_tally tally = {.private_use = 0};
    struct zn_buffer scratch;
    struct zn_buffer out;
    zn_buffer_init(&scratch, &allocator);
    zn_buffer_init(&out, &allocator);
    ck_assert(zn_form_run(&settings, text, length, &scratch, &tally, &out));
    ck_assert_uint_le(memory.largest, MEMORY_FACTOR * length);
    if (long_runs[_i].out != NULL) {
        ck_assert_uint_eq(repeat(long_runs[_i].out, UNITS, wanted), out.length);
        ck_assert(memcmp(wanted, out.data, out.length) == 0);
    }
    zn_buffer_free(&scratch);
    zn_buffer_free(&out);
    free(text);
    free(wanted);
}
END_TEST

/* Marks of five classes: in order, and each class as it stood. */
START_TEST(long_runs_of_marks_are_sorted_stably)
{
    static const uint32_t marks[] = {0x301, 0x316, 0x302A, 0x334, 0x345, 0x300, 0x317};
    for (uint32_t count = 2; count < 200; count++) {
        struct generator generator = {count};
        uint8_t text[TEXT_MAX] = {'x'};
        size_t length = 1;
        for (uint32_t i = 0; i < count; i++)
            length += zn_utf8_encode(marks[generator_below(&generator, COUNT(marks))],
                                     text + length);
        utf8proc_uint8_t *wanted;
        utf8proc_ssize_t wanted_length =
            utf8proc_map(text, (utf8proc_ssize_t)length, &wanted,
                         (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
        ck_assert_int_ge(wanted_length, 0);
        struct zn_tally tally = {.private_use = 0};
        check_run("marks", ALL_RULES, text, length, wanted, (size_t)wanted_length, &tally);
        free(wanted);
    }
}
END_TEST

/* ---- Memory ------------------------------------------------------------- */

START_TEST(every_allocation_may_fail)
{
    /* Grows the output, the scratch text, and the room for its marks more than once. */
    char text[TEXT_MAX] = "⺈⺈⺈⺈⺈⺈⺇⺇⺇⺇⺇⺇⺇⺇⺇⺇Ａ\u200B\u0301";
    size_t length = strlen(text);
    for (uint32_t i = 0; i < 200; i++)
        length += zn_utf8_encode(i % 2 == 0 ? 0x344 : 0x316, (uint8_t *)text + length);
    struct zn_settings settings = {.rules = ALL_RULES};
    bool done = false;
    size_t failures = 0;
    while (!done) {
        struct memory memory = {.fail_at = failures + 1};
        zhnorm_allocator allocator = memory_allocator(&memory);
        struct zn_tally tally = {.private_use = 0};
        struct zn_buffer scratch;
        struct zn_buffer out;
        zn_buffer_init(&scratch, &allocator);
        zn_buffer_init(&out, &allocator);
        done = zn_form_run(&settings, (const uint8_t *)text, length, &scratch, &tally, &out);
        ck_assert_msg(done == (memory.calls < memory.fail_at), "allocation %zu failed",
                      memory.fail_at);
        failures += !done;
        zn_buffer_free(&scratch);
        zn_buffer_free(&out);
    }
    ck_assert_uint_ge(failures, 5);
}
END_TEST

static TCase *case_of_rules(void)
{
    TCase *tests = tcase_create("rules");
    tcase_add_loop_test(tests, a_rule_alone, 0, COUNT(examples));
    tcase_add_loop_test(tests, a_rule_switched_off, 0, COUNT(examples));
    tcase_add_loop_test(tests, rules_work_together, 0, COUNT(together));
    tcase_add_test(tests, a_nul_byte_is_a_control);
    tcase_add_test(tests, surrogates_stay);
    tcase_add_test(tests, what_is_kept_is_counted);
    tcase_add_test(tests, the_output_is_appended_to);
    return tests;
}

static TCase *case_of_texts(void)
{
    TCase *tests = tcase_create("texts");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, a_second_run_changes_nothing);
    tcase_add_test(tests, cuts_at_boundaries_do_not_matter);
    tcase_add_test(tests, boundaries_are_everywhere);
    tcase_add_test(tests, plain_text_before_it_does_not_matter);
    tcase_add_test(tests, composition_is_nfc);
    tcase_add_test(tests, han_characters_stay_in_their_order);
    tcase_add_test(tests, without_rules_nothing_changes);
    tcase_add_test(tests, every_code_point_by_itself);
    tcase_add_test(tests, every_allocation_may_fail);
    return tests;
}

static TCase *case_of_scans(void)
{
    TCase *tests = tcase_create("scans");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, a_scan_finds_every_code_point);
    tcase_add_test(tests, the_scans_agree);
    tcase_add_test(tests, a_scan_reads_nothing_outside);
    return tests;
}

static TCase *case_of_long_runs(void)
{
    /* Quadratic time ends here: CK_DEFAULT_TIMEOUT is generous for linear time. */
    TCase *tests = tcase_create("long runs");
    tcase_add_loop_test(tests, long_runs_take_linear_time_and_memory, 0, COUNT(long_runs));
    tcase_add_test(tests, long_runs_of_marks_are_sorted_stably);
    return tests;
}

int main(void)
{
    Suite *suite = suite_create("form");
    suite_add_tcase(suite, case_of_rules());
    suite_add_tcase(suite, case_of_texts());
    suite_add_tcase(suite, case_of_scans());
    suite_add_tcase(suite, case_of_long_runs());
    return run_suite(suite);
}
