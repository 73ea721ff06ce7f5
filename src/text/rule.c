/* See rule.h.  The one list of the rules; `zhnorm rules` prints it. */
#include "text/rule.h"

#include <string.h>

#include "zhnorm/zhnorm.h"

#define FORM ZHNORM_STEP_FORM
#define WIDTH ZHNORM_STEP_WIDTH
#define PUNCT ZHNORM_STEP_PUNCT
#define SPACE ZHNORM_STEP_SPACE

static const struct zn_rule_info rules[ZN_RULES] = {
    /* ---- form: the same character, one code ---- */
    [ZN_RULE_RADICALS] = {"radicals", FORM, true,
                          "radicals become the ideographs that they stand for", "\\u2F2F作",
                          "工作", "Unicode, EquivalentUnifiedIdeograph.txt"},
    [ZN_RULE_PRESENTATION_FORMS] = {"presentation-forms", FORM, true,
                                    "vertical and small forms of marks become the plain ones",
                                    "你好﹐再見︒", "你好，再見。",
                                    "Unicode, Vertical Forms to Small Form Variants"},
    [ZN_RULE_HALFWIDTH_FORMS] = {"halfwidth-forms", FORM, true,
                                 "half-width katakana, Hangul and CJK marks become full-width",
                                 "ｶﾞｽ｡", "ガス。", "Unicode, Halfwidth and Fullwidth Forms"},
    [ZN_RULE_COMPATIBILITY_IDEOGRAPHS] = {"compatibility-ideographs", FORM, true,
                                          "compatibility ideographs become the unified ones",
                                          "\\uF9A1明", "說明", "UAX #15, NFC"},
    [ZN_RULE_COMPOSITION] = {"composition", FORM, true,
                             "combining sequences are put in canonical order and composed",
                             "e\\u0301", "é", "UAX #15, NFC"},
    [ZN_RULE_INVISIBLES] = {"invisibles", FORM, true,
                            "byte order marks, zero width spaces, word joiners and soft "
                            "hyphens go",
                            "中\\u200B文", "中文", "Unicode Standard, 23.2"},
    [ZN_RULE_BIDI_CONTROLS] = {"bidi-controls", FORM, true, "controls of writing direction go",
                               "\\u202A中文\\u202C", "中文", "UAX #9, 2"},
    [ZN_RULE_CONTROLS] = {"controls", FORM, true,
                          "control characters go, but for TAB and line ends", "中\\u0008文",
                          "中文", "Unicode Standard, 23.1"},
    [ZN_RULE_JOINERS] = {"joiners", FORM, true,
                         "zero width joiners and non-joiners between Han go", "中\\u200D文",
                         "中文", "Unicode Standard, 23.2"},
    [ZN_RULE_VARIATION_SEQUENCES] = {"variation-sequences", FORM, false,
                                     "variation selectors behind Han go", "葛\\U000E0100城",
                                     "葛城", "UTS #37"},
    /* ---- width: letters, digits and ASCII signs ---- */
    [ZN_RULE_FULLWIDTH_LETTERS] = {"fullwidth-letters", WIDTH, true,
                                   "full-width Latin letters become ASCII", "ＡＢｃ", "ABc",
                                   "clreq, 3.2; UAX #11"},
    [ZN_RULE_FULLWIDTH_DIGITS] = {"fullwidth-digits", WIDTH, true,
                                  "full-width digits become ASCII", "２０２０年", "2020年",
                                  "GB/T 15835-2011, 5.1.7; UAX #11"},
    [ZN_RULE_FULLWIDTH_SIGNS] = {"fullwidth-signs", WIDTH, true,
                                 "full-width signs such as ＋＝＃＆＠％ become ASCII",
                                 "５０％", "50%", "clreq, 3.2; UAX #11"},
    [ZN_RULE_FULLWIDTH_SEPARATORS] = {"fullwidth-separators", WIDTH, true,
                                      "points, colons and thousands commas between "
                                      "full-width digits become ASCII",
                                      "９，９９９．９", "9,999.9",
                                      "GB/T 15835-2011, 5.1.1, 5.1.5"},
    /* ---- punct: marks as a mainland editor sets them ---- */
    [ZN_RULE_COMMA] = {"comma", PUNCT, true, "commas in Han sentences become full-width",
                       "春天来了,花开了", "春天来了，花开了",
                       "GB/T 15834-2011, 4.4, 5.1.1; clreq, 3.1"},
    [ZN_RULE_SEMICOLON] = {"semicolon", PUNCT, true,
                           "semicolons in Han sentences become full-width", "一是茶;二是酒",
                           "一是茶；二是酒", "GB/T 15834-2011, 4.6, 5.1.1; clreq, 3.1"},
    [ZN_RULE_COLON] = {"colon", PUNCT, true, "colons in Han sentences become full-width",
                       "地点:三楼", "地点：三楼", "GB/T 15834-2011, 4.7, 5.1.1; clreq, 3.1"},
    [ZN_RULE_EXCLAMATION] = {"exclamation", PUNCT, true,
                             "exclamation marks in Han sentences become full-width", "快跑!",
                             "快跑！", "GB/T 15834-2011, 4.3, 5.1.2; clreq, 3.1"},
    [ZN_RULE_QUESTION] = {"question", PUNCT, true,
                          "question marks in Han sentences become full-width", "好吗?",
                          "好吗？", "GB/T 15834-2011, 4.2, 5.1.2; clreq, 3.1"},
    [ZN_RULE_FULL_STOP] = {"full-stop", PUNCT, true,
                           "full stops at the ends of Han sentences become 。", "他用Node.js.",
                           "他用Node.js。", "GB/T 15834-2011, 4.1, 5.1.1; clreq, 3.1"},
    [ZN_RULE_BRACKETS] = {"brackets", PUNCT, true,
                          "round brackets in Han text become full-width, in pairs",
                          "微软(Microsoft)", "微软（Microsoft）",
                          "GB/T 15834-2011, 4.9, 5.1.3; clreq, 3.1"},
    [ZN_RULE_DOUBLE_QUOTES] = {"double-quotes", PUNCT, true,
                               "straight double quotation marks become “ and ”, in pairs",
                               "所谓\"直播\"", "所谓“直播”",
                               "GB/T 15834-2011, 4.8, 5.1.3; clreq, 3.1"},
    [ZN_RULE_SINGLE_QUOTES] = {"single-quotes", PUNCT, true,
                               "straight single quotation marks become ‘ and ’, in pairs",
                               "所谓'直播'", "所谓‘直播’",
                               "GB/T 15834-2011, 4.8, 5.1.3; clreq, 3.1"},
    [ZN_RULE_QUOTE_SHAPES] = {"quote-shapes", PUNCT, true,
                              "quotation marks take the target's shape, by depth",
                              "「他說『好』」", "“他說‘好’”",
                              "GB/T 15834-2011, 4.8.3; clreq, 3.1"},
    [ZN_RULE_ELLIPSES] = {"ellipses", PUNCT, true,
                          "ellipses in Han text become ……, long ones …………", "等等...",
                          "等等……", "GB/T 15834-2011, 4.11, 5.1.5; clreq, 3.1"},
    [ZN_RULE_DASHES] = {"dashes", PUNCT, true, "double dashes between Han become ——",
                        "重要的是--坚持", "重要的是——坚持",
                        "GB/T 15834-2011, 4.10, 5.1.4; clreq, 3.1"},
    [ZN_RULE_INTERPUNCTS] = {"interpuncts", PUNCT, true, "dots between Han become ·",
                             "列夫•托尔斯泰", "列夫·托尔斯泰",
                             "GB/T 15834-2011, 4.14, 5.1.7; clreq, 3.1"},
    [ZN_RULE_REPEATED_MARKS] = {"repeated-marks", PUNCT, false,
                                "a mark of Han text repeats three times at most",
                                "太好了！！！！！", "太好了！！！",
                                "GB/T 15834-2011, 4.3.3.2"},
    [ZN_RULE_SINGLE_MARKS] = {"single-marks", PUNCT, false,
                              "a mark of Han text does not repeat", "太好了！！", "太好了！",
                              "GB/T 15834-2011, 4.3.3.2"},
    [ZN_RULE_SPACE_BEFORE_MARKS] = {"space-before-marks", PUNCT, true,
                                    "spaces before sentence and closing marks go",
                                    "来源 ：日报", "来源：日报",
                                    "GB/T 15834-2011, 5.1.1 to 5.1.3; clreq, 3.1"},
    [ZN_RULE_SPACE_BEHIND_MARKS] = {"space-behind-marks", PUNCT, true,
                                    "spaces behind opening marks, and behind marks that "
                                    "become full-width, go",
                                    "（ 甲）", "（甲）",
                                    "GB/T 15834-2011, 5.1.1 to 5.1.3; clreq, 3.1"},
    /* ---- space: spaces, line ends and blank lines ---- */
    [ZN_RULE_SPACES] = {"spaces", SPACE, true,
                        "a run of spaces of any kind becomes one U+0020", "作者\\u3000 甲",
                        "作者 甲", "Unicode Standard, 6.2"},
    [ZN_RULE_LINE_EDGES] = {"line-edges", SPACE, true, "spaces at both ends of a line go",
                            "\\u3000\\u3000正文\\u3000", "正文",
                            "clreq, 4.1: layout, not text"},
    [ZN_RULE_MARK_SPACES] = {"mark-spaces", SPACE, true,
                             "a space between Han and a CJK mark goes", "他说 “好”",
                             "他说“好”", "GB/T 15834-2011, 5.1; clreq, 3.1"},
    [ZN_RULE_HAN_SPACES] = {"han-spaces", SPACE, false,
                            "a space between two Han characters goes", "中 文", "中文",
                            "clreq, 3.1"},
    [ZN_RULE_ADD_LATIN_SPACES] = {"add-latin-spaces", SPACE, false,
                                  "one space stands between Han and Latin letters or digits",
                                  "用Java写", "用 Java 写", "clreq, 3.2.2"},
    [ZN_RULE_REMOVE_LATIN_SPACES] = {"remove-latin-spaces", SPACE, false,
                                     "no space stands between Han and Latin letters or digits",
                                     "用 Java 写", "用Java写", "clreq, 3.2.2"},
    [ZN_RULE_LINE_ENDS] = {"line-ends", SPACE, true, "every line end becomes LF", "甲\\r\\n乙",
                           "甲\\n乙", "Unicode Standard, 5.8"},
    [ZN_RULE_BLANK_LINES] = {"blank-lines", SPACE, true, "a run of blank lines becomes one",
                             "甲\\n\\n\\n\\n乙", "甲\\n\\n乙", "layout, not text"},
    [ZN_RULE_NO_BLANK_LINES] = {"no-blank-lines", SPACE, false, "blank lines go", "甲\\n\\n乙",
                                "甲\\n乙", "layout, not text"},
    [ZN_RULE_TEXT_EDGES] = {"text-edges", SPACE, true,
                            "blank lines at both ends of the text go", "\\n\\n甲\\n\\n",
                            "甲\\n", "layout, not text"},
    [ZN_RULE_UNWRAP] = {"unwrap", SPACE, false,
                        "lines that were broken at a margin are joined",
                        "每到周末这间小小的图书馆里就坐满\\n了人。",
                        "每到周末这间小小的图书馆里就坐满了人。",
                        "clreq, 4.1: layout, not text"},
};

const struct zn_rule_info *zn_rule_info(enum zn_rule rule)
{
    return &rules[rule];
}

enum zn_rule zn_rule_find(const char *name)
{
    size_t rule = 0;
    while (rule < ZN_RULES && strcmp(rules[rule].name, name) != 0)
        rule++;
    return (enum zn_rule)rule;
}

uint64_t zn_rules_of_steps(uint32_t steps)
{
    uint64_t found = 0;
    for (size_t rule = 0; rule < ZN_RULES; rule++)
        if (rules[rule].is_default && (rules[rule].step & steps) != 0)
            found |= UINT64_C(1) << rule;
    return found;
}

uint32_t zn_steps_of_rules(uint64_t set)
{
    uint32_t steps = 0;
    for (size_t rule = 0; rule < ZN_RULES; rule++)
        if ((set >> rule & 1) != 0)
            steps |= rules[rule].step;
    return steps;
}
