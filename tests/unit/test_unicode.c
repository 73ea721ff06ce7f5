/*
 * The tables of characters, every code point of them: against utf8proc, which
 * has its own copy of Unicode's data, and against what this project decided.
 */
#include <check.h>
#include <string.h>
#include <utf8proc.h>

#include "suite.h"
#include "text/character.h"
#include "text/unicode.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { DECOMPOSED_MAX = 32 };

/* utf8proc may be of a later Unicode; what our version assigns never changes in it. */
static bool is_assigned(uint32_t code_point)
{
    return zn_unicode_form(code_point) != ZN_FORM_UNASSIGNED;
}

static const char *category_of(uint32_t code_point)
{
    return utf8proc_category_string((utf8proc_int32_t)code_point);
}

/* Fails with `what`, and a number that tells more, unless `holds`. */
static void check(bool holds, uint32_t code_point, const char *what, uint32_t more)
{
    if (!holds)
        ck_abort_msg("U+%04X %s %X", code_point, what, more);
}

/* One code point, normalised; returns the length. */
static size_t normalise(uint32_t code_point, unsigned options,
                        utf8proc_int32_t to[DECOMPOSED_MAX])
{
    utf8proc_option_t option = (utf8proc_option_t)(options | UTF8PROC_STABLE);
    utf8proc_ssize_t length = utf8proc_decompose_char((utf8proc_int32_t)code_point, to,
                                                      DECOMPOSED_MAX, option, NULL);
    if (length < 1 || length > DECOMPOSED_MAX)
        ck_abort_msg("U+%04X: utf8proc says %d", code_point, (int)length);
    return (size_t)utf8proc_normalize_utf32(to, length, option);
}

static bool becomes(uint32_t code_point, unsigned options, uint32_t wanted)
{
    utf8proc_int32_t normalised[DECOMPOSED_MAX];
    return normalise(code_point, options, normalised) == 1 &&
           (uint32_t)normalised[0] == wanted;
}

enum {
    NFD = UTF8PROC_DECOMPOSE,
    NFC = UTF8PROC_COMPOSE,
    NFKD = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT
};

/* ---- Classes --------------------------------------------------------------------- */

START_TEST(a_class_agrees_with_the_category)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        if (!is_assigned(c))
            continue;
        char category = category_of(c)[0];
        enum zn_char_class class = zn_char_class(c);
        bool letter = class == ZN_CHAR_HAN || class == ZN_CHAR_KANA ||
                      class == ZN_CHAR_HANGUL || class == ZN_CHAR_LATIN;
        check((category == 'M') == (class == ZN_CHAR_EXTEND) && (category != 'L' || letter) &&
                  /* radicals and number signs are Han, but no letters */
                  (!letter || category == 'L' || class == ZN_CHAR_HAN),
              c, "is of another category than the class", class);
    }
}
END_TEST

/* All members of the classes that are lists rather than properties. */
static const struct {
    enum zn_char_class class;
    const char *members;
} lists[] = {
    {ZN_CHAR_SPACE, "\t \u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                    "\u200A\u3000"},
    {ZN_CHAR_PARAGRAPH_END, "\n\v\f\r\xC2\x85\u2028\u2029"},
    {ZN_CHAR_DIGIT, "0123456789０１２３４５６７８９"},
    {ZN_CHAR_CJK_STOP, "、。！，：；？｡､"},
    {ZN_CHAR_CJK_OPEN, "〈《「『【〔〖〘〚〝（［｛｟｢"},
    {ZN_CHAR_CJK_CLOSE, "〉》」』】〕〗〙〛〞〟）］｝｠｣"},
    {ZN_CHAR_CJK_MARK, "—‘’“”…⋯⸺"},
};

START_TEST(a_class_has_these_members)
{
    const uint8_t *member = (const uint8_t *)lists[_i].members;
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        if (zn_char_class(c) != lists[_i].class)
            continue;
        uint32_t wanted = ZN_UNICODE_END;
        if (*member != 0)
            member += zn_utf8_decode(member, &wanted);
        ck_assert_msg(c == wanted, "class %d: wanted U+%04X, got U+%04X", (int)lists[_i].class,
                      wanted, c);
    }
    ck_assert_msg(*member == 0, "class %d lacks %s", (int)lists[_i].class, member);
}
END_TEST

/* Ranges that begin and end where a script does, with the exceptions inside. */
static const struct {
    uint32_t first;
    uint32_t last;
    enum zn_char_class class;
} scripts[] = {
    {0x41, 0x5A, ZN_CHAR_LATIN},        {0xC0, 0xD6, ZN_CHAR_LATIN},
    {0xD7, 0xD7, ZN_CHAR_OTHER},        {0x391, 0x3A1, ZN_CHAR_LATIN},
    {0x410, 0x44F, ZN_CHAR_LATIN},      {0x5D0, 0x5EA, ZN_CHAR_LATIN},
    {0xE01, 0xE30, ZN_CHAR_LATIN},      {0x300, 0x36F, ZN_CHAR_EXTEND},
    {0x1100, 0x11FF, ZN_CHAR_HANGUL},   {0x200B, 0x200F, ZN_CHAR_OTHER},
    {0x2160, 0x2182, ZN_CHAR_OTHER},    {0x2E80, 0x2E99, ZN_CHAR_HAN},
    {0x2F00, 0x2FD5, ZN_CHAR_HAN},      {0x3003, 0x3004, ZN_CHAR_OTHER},
    {0x3005, 0x3007, ZN_CHAR_HAN},      {0x3021, 0x3029, ZN_CHAR_HAN},
    {0x302A, 0x302F, ZN_CHAR_EXTEND},   {0x3031, 0x3035, ZN_CHAR_KANA},
    {0x3038, 0x303C, ZN_CHAR_HAN},      {0x303D, 0x3040, ZN_CHAR_OTHER},
    {0x3041, 0x3096, ZN_CHAR_KANA},     {0x3099, 0x309A, ZN_CHAR_EXTEND},
    {0x309B, 0x309C, ZN_CHAR_OTHER},    {0x309D, 0x309F, ZN_CHAR_KANA},
    {0x30A0, 0x30A0, ZN_CHAR_OTHER},    {0x30A1, 0x30FA, ZN_CHAR_KANA},
    {0x30FB, 0x30FB, ZN_CHAR_OTHER},    {0x30FC, 0x30FF, ZN_CHAR_KANA},
    {0x3105, 0x312F, ZN_CHAR_LATIN},    {0x3131, 0x318E, ZN_CHAR_HANGUL},
    {0x31F0, 0x31FF, ZN_CHAR_KANA},     {0x3200, 0x33FF, ZN_CHAR_OTHER},
    {0x3400, 0x4DBF, ZN_CHAR_HAN},      {0x4DC0, 0x4DFF, ZN_CHAR_OTHER},
    {0x4E00, 0x9FFF, ZN_CHAR_HAN},      {0xA000, 0xA48C, ZN_CHAR_LATIN},
    {0xAC00, 0xD7A3, ZN_CHAR_HANGUL},   {0xD800, 0xF8FF, ZN_CHAR_OTHER},
    {0xF900, 0xFA6D, ZN_CHAR_HAN},      {0xFA70, 0xFAD9, ZN_CHAR_HAN},
    {0xFE00, 0xFE0F, ZN_CHAR_EXTEND},   {0xFE30, 0xFE6F, ZN_CHAR_OTHER},
    {0xFF21, 0xFF3A, ZN_CHAR_LATIN},    {0xFF65, 0xFF65, ZN_CHAR_OTHER},
    {0xFF66, 0xFF9F, ZN_CHAR_KANA},     {0xFFA0, 0xFFBE, ZN_CHAR_HANGUL},
    {0x1B000, 0x1B122, ZN_CHAR_KANA},   {0x1F000, 0x1FAFF, ZN_CHAR_OTHER},
    {0x20000, 0x3FFFF, ZN_CHAR_HAN},    {0xE0100, 0xE01EF, ZN_CHAR_EXTEND},
    {0xF0000, 0x10FFFF, ZN_CHAR_OTHER},
};

START_TEST(a_script_has_its_class)
{
    for (uint32_t c = scripts[_i].first; c <= scripts[_i].last; c++)
        ck_assert_msg(zn_char_class(c) == scripts[_i].class, "U+%04X: wanted %d, got %d", c,
                      (int)scripts[_i].class, (int)zn_char_class(c));
}
END_TEST

START_TEST(any_number_may_be_asked_for)
{
    static const uint32_t numbers[] = {ZN_UNICODE_END, 0x110080, UINT32_C(0x80000000),
                                       UINT32_MAX};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        ck_assert_int_eq(zn_char_class(numbers[i]), ZN_CHAR_OTHER);
        ck_assert_int_eq(zn_unicode_form(numbers[i]), ZN_FORM_PLAIN);
        ck_assert_uint_eq(zn_unicode_fold(numbers[i]), 0);
    }
}
END_TEST

/* ---- Kinds ----------------------------------------------------------------------- */

START_TEST(a_kind_agrees_with_the_category)
{
    bool same_version = strcmp(zn_unicode_version, utf8proc_unicode_version()) == 0;
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        enum zn_form_kind kind = zn_unicode_form(c);
        const char *category = category_of(c);
        if (kind != ZN_FORM_UNASSIGNED || same_version)
            check((kind == ZN_FORM_UNASSIGNED) == (strcmp(category, "Cn") == 0) &&
                      (kind == ZN_FORM_PRIVATE_USE) == (strcmp(category, "Co") == 0),
                  c, "is of another category than the kind", kind);
    }
}
END_TEST

/* What has a combining class may move; what NFC changes must not be plain. */
START_TEST(a_kind_agrees_with_normalisation)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        if (!is_assigned(c))
            continue;
        enum zn_form_kind kind = zn_unicode_form(c);
        bool moves = utf8proc_get_property((utf8proc_int32_t)c)->combining_class != 0;
        bool stays = becomes(c, NFC, c);
        check(!moves || kind == ZN_FORM_COMPOSES, c, "moves, but is of the kind", kind);
        check(stays || kind == ZN_FORM_COMPOSES || kind == ZN_FORM_DECOMPOSES ||
                  kind == ZN_FORM_COMPATIBILITY,
              c, "is not NFC, but of the kind", kind);
        check(!stays || (kind != ZN_FORM_DECOMPOSES && kind != ZN_FORM_COMPATIBILITY), c,
              "is NFC, but of the kind", kind);
    }
}
END_TEST

/* All that a composition is made of but its first may compose with what is before. */
START_TEST(the_parts_of_a_composition_compose)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        if (!is_assigned(c))
            continue;
        utf8proc_int32_t parts[DECOMPOSED_MAX];
        size_t count = normalise(c, NFD, parts);
        bool starts = zn_unicode_form(c) != ZN_FORM_COMPOSES;
        check(!starts || zn_unicode_form((uint32_t)parts[0]) != ZN_FORM_COMPOSES, c,
              "begins with", (uint32_t)parts[0]);
        /* What is excluded from composition is not made of its parts again. */
        for (size_t i = 1; i < count && becomes(c, NFC, c); i++)
            check(zn_unicode_form((uint32_t)parts[i]) == ZN_FORM_COMPOSES, c, "has the part",
                  (uint32_t)parts[i]);
    }
}
END_TEST

/* All members of the kinds that are lists. */
static const struct {
    enum zn_form_kind kind;
    const char *members;
} kinds[] = {
    {ZN_FORM_SEPARATOR, "，．："},
    {ZN_FORM_REPLACEMENT, "\uFFFD"},
    {ZN_FORM_JOINER, "\u200C\u200D"},
    {ZN_FORM_INVISIBLE, "\u00AD\u200B\u2060\uFEFF"},
    {ZN_FORM_BIDI_CONTROL,
     "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"},
    {ZN_FORM_SOUND_MARK, "ﾞﾟ"},
    {ZN_FORM_LETTER, "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
                     "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"},
    {ZN_FORM_DIGIT, "０１２３４５６７８９"},
    {ZN_FORM_SIGN, "＃＄％＆＊＋＝＠＼＾＿｀｛｜｝"},
    {ZN_FORM_PRESENTATION, "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈"
                           "﹍﹎﹏﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫"},
};

START_TEST(a_kind_has_these_members)
{
    const uint8_t *member = (const uint8_t *)kinds[_i].members;
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        if (zn_unicode_form(c) != kinds[_i].kind)
            continue;
        uint32_t wanted = ZN_UNICODE_END;
        if (*member != 0)
            member += zn_utf8_decode(member, &wanted);
        ck_assert_msg(c == wanted, "kind %d: wanted U+%04X, got U+%04X", (int)kinds[_i].kind,
                      wanted, c);
    }
    ck_assert_msg(*member == 0, "kind %d lacks %s", (int)kinds[_i].kind, member);
}
END_TEST

START_TEST(controls_are_all_but_line_ends_and_tab)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        bool wanted =
            (c < 0x20 || (c >= 0x7F && c < 0xA0)) && c != '\t' && !zn_is_paragraph_end(c);
        check((zn_unicode_form(c) == ZN_FORM_CONTROL) == wanted, c, "is of the kind",
              zn_unicode_form(c));
    }
}
END_TEST

START_TEST(variation_selectors_are_two_blocks)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        bool wanted = c - 0xFE00 < 0x10 || c - 0xE0100 < 0xF0;
        check((zn_unicode_form(c) == ZN_FORM_VARIATION_SELECTOR) == wanted, c,
              "is of the kind", zn_unicode_form(c));
    }
}
END_TEST

/* ---- Folds ------------------------------------------------------------------------ */

static bool folds(uint32_t code_point)
{
    enum zn_form_kind kind = zn_unicode_form(code_point);
    return kind >= ZN_FORM_RADICAL || kind == ZN_FORM_SEPARATOR;
}

START_TEST(what_folds_has_a_final_target)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        uint32_t target = zn_unicode_fold(c);
        check(folds(c) == (target != 0), c, "folds to", target);
        if (!folds(c))
            continue;
        enum zn_form_kind kind = zn_unicode_form(c);
        enum zn_form_kind next = zn_unicode_form(target);
        check(next == ZN_FORM_PLAIN ||
                  (kind == ZN_FORM_SOUND_MARK && next == ZN_FORM_COMPOSES) ||
                  (kind == ZN_FORM_PRESENTATION &&
                   (next == ZN_FORM_SIGN || next == ZN_FORM_SEPARATOR)),
              c, "folds to what folds again,", target);
    }
}
END_TEST

/* The radicals of the supplement aside, of which Unicode decomposes but two. */
START_TEST(a_fold_is_equivalent)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        if (!folds(c) || (c >= 0x2E80 && c <= 0x2EFF))
            continue;
        utf8proc_int32_t from[DECOMPOSED_MAX];
        utf8proc_int32_t to[DECOMPOSED_MAX];
        size_t count = normalise(c, NFKD, from);
        check(count == normalise(zn_unicode_fold(c), NFKD, to) &&
                  memcmp(from, to, count * sizeof *from) == 0,
              c, "is not equivalent to", zn_unicode_fold(c));
    }
}
END_TEST

START_TEST(a_fold_stays_in_its_script)
{
    for (uint32_t c = 0; c < ZN_UNICODE_END; c++) {
        enum zn_form_kind kind = zn_unicode_form(c);
        bool letters = kind == ZN_FORM_RADICAL || kind == ZN_FORM_COMPATIBILITY ||
                       kind == ZN_FORM_HALFWIDTH || kind == ZN_FORM_LETTER ||
                       kind == ZN_FORM_DIGIT;
        check(!letters || zn_char_class(c) == zn_char_class(zn_unicode_fold(c)), c,
              "is not of the class of", zn_unicode_fold(c));
    }
}
END_TEST

START_TEST(compatibility_ideographs_are_canonical)
{
    size_t kept = 0;
    for (uint32_t c = 0xF900; c <= 0x2FA1F; c = c == 0xFAFF ? 0x2F800 : c + 1) {
        if (!is_assigned(c))
            continue;
        bool genuine = becomes(c, NFC, c);
        kept += genuine;
        ck_assert_msg(genuine == (zn_unicode_form(c) == ZN_FORM_PLAIN), "U+%04X", c);
        ck_assert_msg(genuine || becomes(c, NFC, zn_unicode_fold(c)), "U+%04X", c);
    }
    ck_assert_uint_eq(kept, 12);
}
END_TEST

static const struct {
    const char *from;
    const char *to;
} some_folds[] = {
    {"⼀", "一"}, {"⿕", "龠"}, {"⺁", "厂"}, {"⻢", "马"}, {"⻳", "龟"}, {"⺟", "母"},
    {"｡", "。"},  {"･", "・"},  {"ｦ", "ヲ"},  {"ﾝ", "ン"},  {"ﾡ", "ㄱ"},  {"￩", "←"},
    {"︐", "，"}, {"︒", "。"}, {"︙", "…"},  {"︰", "‥"},  {"︱", "—"},  {"︴", "_"},
    {"︷", "｛"}, {"﹃", "『"}, {"﹇", "［"}, {"﹏", "_"},  {"﹒", "．"}, {"﹘", "—"},
    {"﹝", "〔"}, {"﹣", "-"},  {"﹫", "@"},  {"Ａ", "A"},  {"＼", "\\"}, {"：", ":"},
};

START_TEST(these_fold_so)
{
    uint32_t from;
    uint32_t to;
    zn_utf8_decode((const uint8_t *)some_folds[_i].from, &from);
    zn_utf8_decode((const uint8_t *)some_folds[_i].to, &to);
    ck_assert_msg(zn_unicode_fold(from) == to, "%s: wanted %s, got U+%04X",
                  some_folds[_i].from, some_folds[_i].to, zn_unicode_fold(from));
}
END_TEST

START_TEST(these_do_not_fold)
{
    static const char stay[] =
        "！（），－．／：；＜＞？［］～￥￣、。「」・￠⺀⺚㇀"
        "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩﹅﹆﹉﹊﹋﹌①²…";
    for (const uint8_t *at = (const uint8_t *)stay; *at != 0;) {
        uint32_t c;
        at += zn_utf8_decode(at, &c);
        enum zn_form_kind kind = zn_unicode_form(c);
        ck_assert_msg(kind == ZN_FORM_PLAIN || kind == ZN_FORM_SEPARATOR ||
                          kind == ZN_FORM_UNASSIGNED,
                      "U+%04X: kind %d", c, (int)kind);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unicode");
    TCase *tests = tcase_create("tables");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, a_class_agrees_with_the_category);
    tcase_add_loop_test(tests, a_class_has_these_members, 0, COUNT(lists));
    tcase_add_loop_test(tests, a_script_has_its_class, 0, COUNT(scripts));
    tcase_add_test(tests, any_number_may_be_asked_for);
    tcase_add_test(tests, a_kind_agrees_with_the_category);
    tcase_add_test(tests, a_kind_agrees_with_normalisation);
    tcase_add_test(tests, the_parts_of_a_composition_compose);
    tcase_add_loop_test(tests, a_kind_has_these_members, 0, COUNT(kinds));
    tcase_add_test(tests, controls_are_all_but_line_ends_and_tab);
    tcase_add_test(tests, variation_selectors_are_two_blocks);
    tcase_add_test(tests, what_folds_has_a_final_target);
    tcase_add_test(tests, a_fold_is_equivalent);
    tcase_add_test(tests, a_fold_stays_in_its_script);
    tcase_add_test(tests, compatibility_ideographs_are_canonical);
    tcase_add_loop_test(tests, these_fold_so, 0, COUNT(some_folds));
    tcase_add_test(tests, these_do_not_fold);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
