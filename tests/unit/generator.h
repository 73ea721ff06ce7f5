/*
 * Generated text for property tests: seeded, so that a failure can be had
 * again, and made of what the normalising steps look at.
 */
#ifndef ZN_TESTS_UNIT_GENERATOR_H
#define ZN_TESTS_UNIT_GENERATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct generator {
    uint64_t state; /* not 0 */
};

/* xorshift64*: a number below `limit`. */
static inline uint32_t generator_below(struct generator *generator, uint32_t limit)
{
    uint64_t x = generator->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    generator->state = x;
    return (uint32_t)((x * UINT64_C(0x2545F4914F6CDD1D)) >> 32) % limit;
}

/* The words, marks and spaces that the paragraphs are made of. */
static inline const char *generator_piece(struct generator *generator)
{
    static const char *const pieces[] = {
        /* Han, kana, Hangul */
        "你", "好", "中国", "一二三", "公司", "々", "〇", "𠀀", "説", "の", "です", "カナ",
        "한국", "말",
        /* Latin, digits, names */
        "a", "x", "P", "Inc", "Hello", "the", "getName", "iPhone", "f", "é", "Ω", "v1.2", "1",
        "12", "100", "000", "3.5", "2018", "０", "Ａ",
        /* ASCII marks */
        ",", ",", ",", ";", ":", ":", "!", "?", ".", "...", "(", ")", "(", ")", "[", "]", "{",
        "}", "\"", "\"", "'", "-", "_", "^", "*", "=", "<", ">", "/", "\\", "&", "#", "%", "@",
        "`", "|", "~", "+",
        /* full-width and other marks */
        "，", "。", "；", "：", "！", "？", "、", "（", "）", "《", "》", "「", "」", "“", "”",
        "‘", "’", "…", "——", "·", "～", "［", "］",
        /* spaces */
        " ", " ", " ", " ", "  ", "\t", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x89",
        /* things with a form of their own */
        "http://a.cn/x?b=1,2", "://", "www.", "a.com/", "/usr/lib", "C:\\", "<b>", "</p>",
        "<a href=\"", "&nbsp;", "&lt;", "`a,b`", ":)", ";-)", ":(", "f(x,y)", "main()",
        "(^_^)", "15:30", "1,000", "::", "!=", "fe80::1", "](", "localhost:", ".jpg",
        "\xF0\x9F\x98\x80", "\xE2\x80\x8D", "\xCC\x81"};
    return pieces[generator_below(generator, sizeof pieces / sizeof pieces[0])];
}

static inline const char *generator_line_end(struct generator *generator)
{
    static const char *const ends[] = {
        "\n", "\n", "\n",     "\n",   "\n\n",     "\r\n",         "\r\n",        "\r",
        "\v", "\f", "\n\n\n", "\n\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    return ends[generator_below(generator, sizeof ends / sizeof ends[0])];
}

/*
 * Writes up to `pieces` pieces, with a line end about every `line` of them (0:
 * none), into `to` of `capacity` bytes.  Returns the length.
 */
static inline size_t generator_text(struct generator *generator, uint32_t pieces,
                                    uint32_t line, char *to, size_t capacity)
{
    size_t length = 0;
    uint32_t count = 1 + generator_below(generator, pieces);
    for (uint32_t i = 0; i < count; i++) {
        const char *piece = generator_piece(generator);
        if (line != 0 && generator_below(generator, line) == 0)
            piece = generator_line_end(generator);
        size_t size = strlen(piece);
        if (size > capacity - length)
            break;
        memcpy(to + length, piece, size);
        length += size;
    }
    return length;
}

/* ---- Sentences --------------------------------------------------------- */

/*
 * A grammar of article text.  Each letter has alternatives with `|` between
 * them; in them, `@` and a capital letter stand for an alternative of that
 * letter.  The first alternative of a letter holds no other letter: it is what
 * a text that nests too deep ends with.
 */
static const char *const generator_grammar['Z' - 'A' + 1] = {
    /* paragraphs */
    ['P' - 'A'] =
        "阅览室九点开门。|@S|@S@S|@S@S@S|@S@S@S@S|　　@S@S|@D@D|@D@S|@L|@L|@H|@E|@E@S|"
        "@S @E|@J|@J@S|@K|@U|@M|@S@S@E@S|@C|@D|@Q|@S@X@S|@X",
    /* sentences */
    ['S' - 'A'] =
        "他走了。|@C，@C。|@C，@C，@C。|@C；@C；@C。|@C！|@C？|@C：@C、@O和@O。|@C……|"
        "@C……@C。|@C——@C，@C。|@C@B，@C。|@C（@C。）|@C：@Q。|@C@Q@C。|"
        "@A说，@C@N；@C@N。|@C@W@C，@C。|@T，@C@N，@C@N。|@U，@C！|@C@U，@C。|"
        "@C，@C？！|@C！！！|@C。。。|@C......@C|@C...|@C--@C。|@C,@C.|@C, @C. |@C;@C!|"
        "@C:@C?|@C ，@C 。|@C@X@C。|@O•@O。|@A•@A、@A·@A。|“@C，”@A说，“@C。”|@C @C @C|"
        "@C@E@C。|<b>@C</b>，@C。|@C&nbsp;@C。|@C~~|1.@C；2.@C；3、@C。",
    /* speech */
    ['D' - 'A'] =
        "「好。」|@A說：「@C，@C。」|@A说：“@C，@C！”|“@C？”@A问。|"
        "「@C『@O』@C。」@A說，「@C。」|“@C‘@O’@C。”|@A:\"@C,@C.\"|\"@C?\"@A问.|"
        "@A说: '@C!'|『@C「@O」@C。』|﹁@C﹂@A說。|@A答：“@C‘@O’，“@C”。”|“@C，|@C。”|"
        "「@C，|@C。」|@A說：\"「@C」，@C。\"|“@E”@A说。|\"@E\" @A说。|@A说‘@C’。|"
        "@C\"@C|@C'@C|’@C‘|”@C“|「“@C”」|“「@C」”|＂@C＂|@A：“「@O』”|@A’@O",
    /* clauses */
    ['C' - 'A'] =
        "天晴|@A@V@O|@A@V@O|@A在@O@V@O|@T@A@V@O|@A把@O@V了|@N个@O@V@O|@A@V@N|@O@V@W|"
        "@W@V@O|@A和@A@V@O@O|@Q@V@Q|@O@B@V@O|@A@V@W@O|@O的@O|@A @V @O|@N，@N|@W,@W的@O|"
        "@A用@W@V@O|@O@N%，@N％|@A@X@V@O|@A・@A@V@O",
    /* who */
    ['A' - 'A'] =
        "我|他们|館長|老師|小林|记者|讀者|編輯|张工|大家|工程師|她|爷爷|列夫•托尔斯泰|"
        "约翰·史密斯|本报|后台|頭兒|乾隆|麵店老闆|J. K.罗琳|主播",
    /* does */
    ['V' - 'A'] =
        "看|整理|校對|印刷|修好|喜歡|打开|翻譯|发展|收藏|買了|借来|寫著|吃著|研究|后退|"
        "曬乾|复制|裝訂|等于",
    /* what */
    ['O' - 'A'] =
        "书|圖書館|字典|稿件|鉛字|面条|頭髮|网络|軟體|螢幕|演算法|数据|干洗店|乾燥箱|"
        "里程表|裡面|鐘錶|歷史|表面|茶|の字|𠮷野家|〇|人々|說明|資料庫|滑鼠|行程|程序",
    /* times */
    ['T' - 'A'] = "昨天|2018年3月|15:30|１５：４９|三月|20:00-21:00|2019--2020|上午９：３０|"
                  "1月1日|二〇二〇年|2020.1.5|第1,2章|第１，２章|90's|次日",
    /* numbers */
    ['N' - 'A'] =
        "3|12|3.14|1,280|９，９９９．９|２０|5%|３．５％|3:2|1:1000|1,2|12,345,678|"
        "０．５|1.|二十|65\"|5'6\"|3-5|-1|10:00|１．|1/2|№5|①|２，０００|1０|$5|￥20",
    /* words */
    ['W' - 'A'] = "AI|Node.js|C++|iPhone|Facebook, Inc.|P&G|U.S.|MP3|v1.2.3|ＡＢＣ|Wi-Fi|"
                  "Hello, world!|A4|it's|rock 'n' roll|main()|f(x,y)|X(64GB)|"
                  "AI(artificial intelligence)|e.g.|résumé|café|Ω|Привет|a_b|x=1|B2B|www.a.cn|"
                  "GB/T 15834",
    /* english */
    ['E' - 'A'] = "OK.|He said, \"it is late.\" Then he left.|This is a test, isn't it?|"
                  "See https://example.org/a,b (in English).|All rights reserved.|"
                  "The @O of @A, as it was called; the end.|Dr. Smith vs. the U.S.: 3:2!|"
                  "‘Twas “fine”, they said—twice.|we say @O here, and @O there.|OK!|"
                  "New York, New York|To be... or not to be.|(Smith, 2019)|Yes! No?",
    /* japanese */
    ['J' - 'A'] =
        "これは本です。|今日はいい天気ですね!|東京タワーへ、行きました.|"
        "「はい,そうです」と言った。|ｶﾞｿﾘﾝｽﾀﾝﾄﾞ｡|カタカナ・リスト･です|彼は(多分)来る|"
        "ラーメンの@Oです, @Oも。|か\xE3\x82\x99き\xE3\x82\x99",
    /* korean */
    ['K' - 'A'] = "한국어 문장입니다.|그는 \"네\"라고 말했다, 정말?|대한민국(大韓民國), 서울.|"
                  "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB|\xEF\xBE\xA1\xEF\xBF\x82",
    /* addresses, code, markup */
    ['U' - 'A'] =
        "https://a.example/x?b=1,2&c=3|http://a.cn/路径,好|a.b@c.example|/usr/lib/x.so|"
        "C:\\文件\\a.txt|D:/a/b|`a, b`|``a`b``|$x_1, y$|\\(a, b\\)|<a href=\"x,y\">|"
        "</p>|&lt;|&#8220;|localhost:8080|[::1]:80|fe80::1|[文字](https://a.cn/(x))|"
        "[@O](../a.md)|git@a.cn:b|photo(1).jpg|报告(终稿).docx|std::vector|"
        "{\"a\": \"@O\"}|a.cn/x|doi:10.1000/182|#!/bin/sh|https://a.cn。@C|--help|a!=b",
    /* quotations */
    ['Q' - 'A'] = "“书”|“@O”|「@O」|『@O』|\"@O\"|'@O'|‘@O’|《@O》|“@O‘@O’”|「@O『@O』」|"
                  "\"@O'@O'\"|“@W”|\"@W\"|“ @O ”|\" @O \"|“@C。”|‘@W’|〈@O〉|“@O”“@O”|"
                  "\"@O\"、\"@O\"|﹃@O﹄|“\"@O\"”",
    /* brackets */
    ['B' - 'A'] =
        "（注）|（@C）|(@C)|(@W)|（@W）|【@O】|[@N]|［@N］|[@O]|(@O）|（@O)|( @O )|"
        "（ @W ）|(((@O)))|{@O}|〔@N〕|﹙@O﹚|︵@O︶|(?!)|(^_^)|:)|;-)|:(|(@N)|(@W,@W)|"
        "()|（ ）|(见[@N],@O)|[@O](@U)|（@Q）|(@Q)|(T_T)|(￣▽￣)",
    /* items of lists */
    ['L' - 'A'] =
        "1.项目|1. @C|1.@C|（1）@C；|(1)@C;|1）@C|a) @C|• @C|•@C•@C|· @C|一、@C：@O|"
        "一.@C|３．１．@C|3.1. @C|①@C|- @C|* @C：@C|2、@C,@C|图1.@C|A. @C B. @C C. @C|"
        "●@C●@O|> @C|# @C|｜ @O ｜ @N ｜",
    /* headings and labels */
    ['H' - 'A'] =
        "目录|@O @O @O|来源 ：@A|来源:@A|作者：@A 編輯：@A|【@O】@C|@O　@O　　@O|@T @A|"
        "author: \"@A\"|title: @O, @O|设为首页 收藏本站|@O ｜ @O ｜ @O|上一篇：@C|"
        "责任编辑:@A )|@O:|--@O|——@A《@O》|@O...........@N|@O······@N|@O\t@N",
    /* rows of marks */
    ['M' - 'A'] =
        "……|——|***|= = =|@O!!!???|@O？！？！|。。。。。。|...|@O，，，@O|@O,,@O|"
        "@O。.@O|@O.。@O|@O、,@O|@O⋯⋯@O|@O…@O|@O─@O|@O──@O|@O－－@O|@O―@O|@O⸺@O|"
        "@O————@O|@O-@O|@O－@O|@O～@O|@O~@O|@O／@O|@O:,@O|@O”，“@O|@O）（@O|@O.,;:!?@O|"
        "@O . . .@O|@O, ,@O|@O！ ！|\"'@O'\"|@O……。|@O…。@O|@O:\"@O",
    /* what is seldom seen, or not at all */
    ['X' - 'A'] =
        "\xE2\x80\x8B|\xEF\xBB\xBF|\xC2\xAD|\xE2\x80\x8D|\xE2\x80\x8C|\xE2\x81\xA0|"
        "\xE2\x80\xAA@O\xE2\x80\xAC|\x01|\xC2\x9F|\xC2\xA0|\xEF\xB8\x8F|"
        "\xF3\xA0\x84\x80|e\xCC\x81|\xCC\x81|a\xCC\x81\xCC\xA3|\xEF\xBE\x9E|"
        "\xE3\x82\x99|⼯⻢|\xEF\xA6\xA1明|\xF0\xAF\xA0\x80|\xEF\xA8\x8E|﹐|︒|︙|︱︱|"
        "｡|･|｢@O｣|\xEE\x80\x80|\xEF\xBF\xBD|\xCD\xB8|👩\xE2\x80\x8D🚀|😀|❤\xEF\xB8\x8F|"
        "\xE0\xA5\x98|⿰亻⺼|｛@O｝|＂|＇|﹏",
};

/* How deep alternatives may nest. */
enum { GENERATOR_DEPTH = 7 };

/* What a text is written to; what does not fit is left out. */
struct generator_output {
    char *to;
    size_t length;
    size_t capacity;
};

static inline void generator_put(struct generator_output *text, const char *bytes, size_t size)
{
    if (size > text->capacity - text->length)
        return;
    memcpy(text->to + text->length, bytes, size);
    text->length += size;
}

/* An alternative of a letter: the one behind a place taken by chance. */
static inline const char *generator_alternative(struct generator *generator, char letter)
{
    const char *all = generator_grammar[letter - 'A'];
    const char *at = strchr(all + generator_below(generator, (uint32_t)strlen(all)), '|');
    return at == NULL ? all : at + 1;
}

/* Writes one of the alternatives of a letter. */
static inline void generator_expand(struct generator *generator, char letter, unsigned depth,
                                    struct generator_output *text)
{
    const char *at = depth == 0 ? generator_grammar[letter - 'A']
                                : generator_alternative(generator, letter);
    while (*at != 0 && *at != '|') {
        size_t plain = strcspn(at, "@|");
        bool refers = at[plain] == '@' && at[plain + 1] >= 'A' && at[plain + 1] <= 'Z';
        if (!refers && at[plain] == '@')
            plain++;
        generator_put(text, at, plain);
        at += plain;
        if (refers) {
            generator_expand(generator, at[1], depth - 1, text);
            at += 2;
        }
    }
}

/* ---- Damage ------------------------------------------------------------ */

/* The start of a character of the text, which is not empty. */
static inline size_t generator_place(struct generator *generator,
                                     const struct generator_output *text)
{
    size_t at = generator_below(generator, (uint32_t)text->length);
    while (at > 0 && (text->to[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static inline size_t generator_character(const struct generator_output *text, size_t at)
{
    size_t end = at + 1;
    while (end < text->length && (text->to[end] & 0xC0) == 0x80)
        end++;
    return end - at;
}

/* Puts `bytes` for the `length` bytes at `at`, if there is room. */
static inline void generator_replace(struct generator_output *text, size_t at, size_t length,
                                     const char *bytes, size_t size)
{
    if (text->length - length > text->capacity - size)
        return;
    memmove(text->to + at + size, text->to + at + length, text->length - at - length);
    memcpy(text->to + at, bytes, size);
    text->length = text->length - length + size;
}

/* The next mark from `at` on becomes one that is set for it by mistake, or is its right form.
 */
static inline void generator_mistake(struct generator *generator, size_t at,
                                     struct generator_output *text)
{
    static const char *const twins[][2] = {
        {"，", ","},  {"。", "."},   {"；", ";"},          {"：", ":"}, {"！", "!"},
        {"？", "?"},  {"（", "("},   {"）", ")"},          {"“", "\""}, {"”", "\""},
        {"‘", "'"},   {"’", "'"},    {"「", "“"},          {"」", "”"}, {"『", "‘"},
        {"』", "’"},  {"……", "..."}, {"——", "--"},         {"·", "•"},  {"、", "､"},
        {"《", "﹙"}, {"a", "ａ"},   {"1", "１"},          {"0", "０"}, {".", "．"},
        {":", "："},  {"%", "％"},   {" ", "\xE3\x80\x80"}};
    enum { TWINS = sizeof twins / sizeof twins[0] };
    uint32_t first = generator_below(generator, TWINS);
    for (; at < text->length; at += generator_character(text, at)) {
        for (uint32_t i = 0; i < 2 * TWINS; i++) {
            const char *const *twin = twins[(first + i / 2) % TWINS];
            size_t length = strlen(twin[i % 2]);
            if (length > text->length - at || memcmp(text->to + at, twin[i % 2], length) != 0)
                continue;
            const char *other = twin[1 - i % 2];
            generator_replace(text, at, length, other, strlen(other));
            return;
        }
    }
}

/* What the other pieces lack: marks that stand for others, forms that `form` and `width`
 * change. */
static inline const char *generator_odd_piece(struct generator *generator)
{
    static const char *const pieces[] = {"『",
                                         "』",
                                         "﹁",
                                         "﹂",
                                         "【",
                                         "】",
                                         "．",
                                         "％",
                                         "。。",
                                         "⋯",
                                         "......",
                                         "……",
                                         "--",
                                         "──",
                                         "－－",
                                         "⸺",
                                         "—",
                                         "•",
                                         "・",
                                         "●",
                                         "､",
                                         "｡",
                                         "﹐",
                                         "１２",
                                         "５",
                                         "ａｂ",
                                         "ｶﾞ",
                                         "1.",
                                         "一、",
                                         "①",
                                         "$",
                                         "\\(",
                                         "{\"",
                                         "電腦",
                                         "張三",
                                         "\xE2\x80\x8B",
                                         "\xE3\x82\x99",
                                         "⼯"};
    return pieces[generator_below(generator, sizeof pieces / sizeof pieces[0])];
}

/* One slip of a careless hand or program. */
static inline void generator_damage(struct generator *generator, struct generator_output *text)
{
    static const char *const spaces[] = {" ", " ", "  ", "\t", "\xC2\xA0", "\xE3\x80\x80"};
    if (text->length == 0)
        return;
    size_t at = generator_place(generator, text);
    size_t length = generator_character(text, at);
    const char *piece = generator_below(generator, 3) == 0 ? generator_odd_piece(generator)
                                                           : generator_piece(generator);
    switch (generator_below(generator, 9)) {
    case 0:
        generator_replace(text, at, length, "", 0);
        break;
    case 1: {
        char character[8];
        memcpy(character, text->to + at, length);
        generator_replace(text, at, 0, character, length);
        break;
    }
    case 2:
    case 3:
        piece = spaces[generator_below(generator, sizeof spaces / sizeof spaces[0])];
        generator_replace(text, at, 0, piece, strlen(piece));
        break;
    case 4:
        generator_replace(text, at, 0, piece, strlen(piece));
        break;
    case 5:
        generator_replace(text, at, length, piece, strlen(piece));
        break;
    default:
        generator_mistake(generator, at, text);
    }
}

/*
 * Writes a paragraph of an article, without its end, into `to` of `capacity`
 * bytes: mostly sentences, more or less damaged, now and then mere pieces.
 * Returns the length.
 */
static inline size_t generator_paragraph(struct generator *generator, char *to,
                                         size_t capacity)
{
    struct generator_output text = {to, 0, capacity};
    if (generator_below(generator, 8) == 0)
        return generator_text(generator, 30, 0, to, capacity);
    generator_expand(generator, 'P', GENERATOR_DEPTH, &text);
    uint32_t damages = generator_below(generator, 3) == 0 ? 0 : generator_below(generator, 7);
    for (; damages > 0; damages--)
        generator_damage(generator, &text);
    return text.length;
}

#endif
