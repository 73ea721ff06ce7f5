/*
 * HTML: which text of a page is converted, and that everything else of it stays.
 */
#include "formats/formatter.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"
#include "zhnorm/zhnorm.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROOM ((size_t)2 << 20)

/* ---- Converting a page ----------------------------------------------------------------- */

struct settings {
    const char *config;
    uint32_t steps;
    bool attributes;
    bool listens;
    int32_t bad_input;
};

struct output {
    char *text;
    size_t length;
    zhnorm_edit edits[256];
    size_t edit_count;
};

static bool take(void *context, const char *data, size_t length)
{
    struct output *output = context;

    ck_assert_uint_le(output->length + length, ROOM);
    memcpy(output->text + output->length, data, length);
    output->length += length;
    return true;
}

static void listen(void *context, const zhnorm_batch *batch)
{
    struct output *output = context;

    for (size_t i = 0; i < batch->edit_count && output->edit_count < COUNT(output->edits); i++)
        output->edits[output->edit_count++] = batch->edits[i];
}

struct pages {
    zhnorm_converter *base;
    struct zn_conversions conversions;
    struct zn_formatter *formatter;
    bool listens;
};

static void open_pages(struct pages *pages, const struct settings *settings)
{
    struct zn_format_options format = {.attributes = settings->attributes};
    zhnorm_options options;

    zhnorm_options_init(&options);
    options.config = settings->config;
    options.steps = settings->steps;
    options.bad_input = settings->bad_input;
    pages->listens = settings->listens;
    ck_assert_int_eq(zhnorm_compile(&options, &pages->base, NULL), ZHNORM_OK);
    ck_assert_int_eq(zn_conversions_open(&pages->conversions, pages->base, &options, NULL),
                     ZHNORM_OK);
    ck_assert_int_eq(
        zn_formatter_open(&pages->formatter, &pages->conversions, &format, true, NULL),
        ZHNORM_OK);
}

static void close_pages(struct pages *pages)
{
    zn_formatter_close(pages->formatter);
    zn_conversions_close(&pages->conversions);
    zhnorm_converter_free(pages->base);
}

static int convert(struct pages *pages, const char *page, size_t length, size_t division,
                   struct output *output, zhnorm_error *error)
{
    static const struct zn_format_part whole = {.first = true, .last = true};
    struct zn_format_sink sink = {
        .write = take, .listener = pages->listens ? listen : NULL, .context = output};
    int status = ZHNORM_OK;

    output->length = 0;
    output->edit_count = 0;
    zn_formatter_begin(pages->formatter, ZN_FORMAT_HTML, &whole, &sink);
    for (size_t at = 0; at < length && status == ZHNORM_OK; at += division) {
        size_t next = length - at < division ? length - at : division;
        status = zn_formatter_feed(pages->formatter, page + at, next, error);
    }
    return status == ZHNORM_OK ? zn_formatter_end(pages->formatter, error) : status;
}

static void expect(struct pages *pages, const char *page, size_t length, size_t division,
                   const char *wanted, size_t wanted_length)
{
    struct output output = {.text = malloc(ROOM)};
    zhnorm_error error;

    ck_assert_ptr_nonnull(output.text);
    int status = convert(pages, page, length, division, &output, &error);
    ck_assert_msg(status == ZHNORM_OK, "%.*s: %s", (int)length, page, error.message);
    ck_assert_msg(output.length == wanted_length &&
                      memcmp(output.text, wanted, wanted_length) == 0,
                  "\n  page   %.*s\n  wanted %.*s\n  came   %.*s", (int)length, page,
                  (int)wanted_length, wanted, (int)output.length, output.text);
    free(output.text);
}

struct example {
    const char *page;
    const char *wanted; /* NULL: the page itself */
};

/* With and without edits, whole and byte by byte. */
static void check_examples(struct settings settings, const struct example *examples,
                           size_t count)
{
    for (int listens = 0; listens < 2; listens++) {
        struct pages pages;
        settings.listens = listens != 0;
        open_pages(&pages, &settings);
        for (size_t i = 0; i < count; i++) {
            const char *page = examples[i].page;
            const char *wanted = examples[i].wanted != NULL ? examples[i].wanted : page;
            expect(&pages, page, strlen(page), strlen(page) + 1, wanted, strlen(wanted));
            expect(&pages, page, strlen(page), 1, wanted, strlen(wanted));
        }
        close_pages(&pages);
    }
}

static const struct settings everything = {
    .config = "cn", .steps = ZHNORM_STEPS_DEFAULT, .attributes = true};

/* ---- Text ------------------------------------------------------------------------------ */

START_TEST(text_is_converted_as_one_paragraph_a_block)
{
    static const struct example examples[] = {
        {"", NULL},
        {"   ", NULL},
        {"<p></p>", NULL},
        {"今天天氣好,出去走走", "今天天气好，出去走走"},
        {"<p>春天來了,花開了.</p>", "<p>春天来了，花开了。</p>"},
        /* Punctuation and phrases see through tags. */
        {"<b>你好</b>,世界", "<b>你好</b>，世界"},
        {"<p>頭<em>髮</em>很長</p>", "<p>头<em>发</em>很长</p>"},
        {"<p>乾<b>隆</b>年間,<i>乾</i>燥</p>", "<p>乾<b>隆</b>年间，<i>干</i>燥</p>"},
        {"<p>他說\"<b>好</b>\"。</p>", "<p>他说“<b>好</b>”。</p>"},
        {"<p>一<x-y>個</x-y>,二</p>", "<p>一<x-y>个</x-y>，二</p>"},
        /* Blocks do not see one another. */
        {"<p>乾</p><p>隆</p>", "<p>干</p><p>隆</p>"},
        {"<td>乾<td>隆", NULL},
        {"<ul><li>乾<li>隆</ul>", "<ul><li>干<li>隆</ul>"},
        {"乾<br>隆", "干<br>隆"},
        {"乾<hr/>隆", "干<hr/>隆"},
        {"<table><tr><td>乾<td>隆</table>", "<table><tr><td>干<td>隆</table>"},
        /* What stands in a paragraph does not end it, and says nothing about it. */
        {"<p>圖<img src=a.png>,文", "<p>图<img src=a.png>，文"},
        {"<p>用<code>a,b</code>,運行", "<p>用<code>a,b</code>，运行"},
        {"<p>見<svg><text>圖,文</text></svg>,說明",
         "<p>见<svg><text>圖,文</text></svg>，说明"},
        {"<p>填<input value=\"說\">,按<button>說,明</button>,完",
         "<p>填<input value=\"說\">，按<button>说，明</button>，完"},
        {"<p>選<select><option>說<option>明</select>,完",
         "<p>选<select><option>说<option>明</select>，完"},
        {"<p>甲<!-- 說,明 -->,乙", "<p>甲<!-- 說,明 -->，乙"},
        {"<p>甲<script>a=\"說,明\"</script>,乙", "<p>甲<script>a=\"說,明\"</script>，乙"},
        /* Notes are texts of their own, and the paragraph goes on behind them. */
        {"<ruby>乾<rt>說</rt>隆<rp>(</rp><rt>ㄌㄨㄥˊ</rt></ruby>",
         "<ruby>乾<rt>说</rt>隆<rp>(</rp><rt>ㄌㄨㄥˊ</rt></ruby>"},
        {"<title>說,明 &amp; 書</title>", "<title>说，明 &amp; 书</title>"},
        {"<title>說<b>明</b></title>", "<title>说<b>明</b></title>"},
        {"<noscript>說<b>明</b></noscript>", "<noscript>说<b>明</b></noscript>"},
        {"<template><p>說,明</template>", "<template><p>说，明</template>"},
        {"<details><summary>說</summary>明書</details>",
         "<details><summary>说</summary>明书</details>"},
    };
    check_examples(everything, examples, COUNT(examples));
}
END_TEST

START_TEST(white_space_that_lays_out_the_source_stays)
{
    static const struct example examples[] = {
        {"<div>\n  <p>\n    說,\n    明  \n  </p>\n</div>\n",
         "<div>\n  <p>\n    说，\n    明  \n  </p>\n</div>\n"},
        {"<p>  說  明  </p>", "<p>  说 明  </p>"},
        {"<p>\xE3\x80\x80\xE3\x80\x80說\xE3\x80\x80明\xE3\x80\x80</p>",
         "<p>\xE3\x80\x80\xE3\x80\x80说 明\xE3\x80\x80</p>"},
        {"<p>&nbsp;&emsp;說 ,明&nbsp;", "<p>&nbsp;&emsp;说，明&nbsp;"},
        {"<p> <b> 說 </b> <i> 明 </i> </p>", "<p> <b> 说 </b><i>明 </i> </p>"},
        {"說\r\n明\r\n,書\r\n", "说\r\n明\r\n，书\r\n"},
        {"說\r明\r", "说\r明\r"},
        {"<p>說\t \n\t 明", "<p>说\t \n\t 明"},
        {"說\xE3\x80\x80\n\xE3\x80\x80明\xE3\x80\x80書", "说\xE3\x80\x80\n\xE3\x80\x80明 书"},
        {"<b>說\n</b> \xE3\x80\x80明", "<b>说\n</b> \xE3\x80\x80明"},
        {"說<br>\n\xE3\x80\x80明", "说<br>\n\xE3\x80\x80明"},
    };
    check_examples(everything, examples, COUNT(examples));
}
END_TEST

START_TEST(entities_stay_and_count_as_what_they_stand_for)
{
    static const struct example examples[] = {
        {"說&nbsp;明,書", "说&nbsp;明，书"},
        {"&#35498;,明&#x8AAA;", "&#35498;，明&#x8AAA;"},
        {"&lt;說&gt;,明", "&lt;说&gt;，明"},
        {"說&ldquo;明&rdquo;,書", "说&ldquo;明&rdquo;，书"},
        {"說&hellip;&hellip;明,", "说&hellip;&hellip;明，"},
        {"&copy說&notit;明", "&copy说&notit;明"},
        {"說&NotEqualTilde;明", "说&NotEqualTilde;明"},
        {"說&unknown;明&;&#;&#x;&", "说&unknown;明&;&#;&#x;&"},
        {"AT&T說&amp明", "AT&T说&amp明"},
        /* What comes out of full-width signs is spelled as an entity. */
        {"說＆明", "说&amp;明"},
        {"說<b>＆</b>明", "说<b>&amp;</b>明"},
        /* Nothing becomes an entity or a tag that was none. */
        {"說&ａｍｐ;明", "说&ａｍｐ;明"},
        {"說&\xE2\x80\x8B"
         "amp;明",
         "说&\xE2\x80\x8B"
         "amp;明"},
        {"說<ｂ>明", "说<ｂ>明"},
        {"說&#3５;明", "说&#3５;明"},
        {"說&#35５明", "说&#35５明"},
        {"１<２,說", "1<２，说"},
    };
    check_examples(everything, examples, COUNT(examples));
}
END_TEST

START_TEST(what_is_not_to_be_translated_stays)
{
    static const struct example examples[] = {
        {"<script>說,明</script><style>/*說,明*/</style>", NULL},
        {"<pre>說,明 <b>書</b></pre>", NULL},
        {"<textarea>說,明</textarea>", NULL},
        {"<kbd>說</kbd><samp>明</samp><code>書<b>說</b></code>", NULL},
        {"<xmp>說</xmp><listing>說</listing><plaintext>說", NULL},
        {"<iframe>說</iframe><noembed>說</noembed>", NULL},
        {"<math><mi>說</mi></math><svg><title>說</title><desc>說</desc></svg>", NULL},
        {"<p translate=no>說,明", NULL},
        {"<p translate=\"NO\">說<b translate=yes>明</b>書</p>說",
         "<p translate=\"NO\">說<b translate=yes>明</b>書</p>说"},
        {"<p translate=no>說<b translate>說</b>說</p>",
         "<p translate=no>說<b translate>说</b>說</p>"},
        {"<p class=\"a notranslate\">說</p><p class=notranslated>說</p>",
         "<p class=\"a notranslate\">說</p><p class=notranslated>说</p>"},
        {"<p>他姓<span translate=no>葉</span>,說", "<p>他姓<span translate=no>葉</span>，说"},
        {"<p lang=ja>說<b lang=zh>說</b>說</p>", "<p lang=ja>說<b lang=zh>说</b>說</p>"},
        {"<p lang=\"en-US\">說</p><p xml:lang=ko>說</p>", NULL},
        {"<p lang=yue>說</p><p lang=lzh>說</p><p lang=\"\">說</p><p lang=und>說</p>",
         "<p lang=yue>说</p><p lang=lzh>说</p><p lang=\"\">说</p><p lang=und>说</p>"},
        {"<p lang=ja title=說>說", NULL},
        {"<p translate=no title=說 lang=zh-TW>說", NULL},
    };
    check_examples(everything, examples, COUNT(examples));
}
END_TEST

/* ---- Tags ------------------------------------------------------------------------------ */

START_TEST(attributes_get_the_script_alone)
{
    static const struct example examples[] = {
        {"<p title=\"說,明\">說,明", "<p title=\"说,明\">说，明"},
        {"<p title='說\"明'>", "<p title='说\"明'>"},
        {"<p title=說>", "<p title=说>"},
        {"<p title=>說", "<p title=>说"},
        {"<p title>說", "<p title>说"},
        {"<p TITLE=\"說\" title=\"說\">", "<p TITLE=\"说\" title=\"說\">"},
        {"<img alt=\"圖\" src=\"圖.png\">", "<img alt=\"图\" src=\"圖.png\">"},
        {"<input placeholder=\"請填\" value=\"請填\" aria-label=請>",
         "<input placeholder=\"请填\" value=\"請填\" aria-label=请>"},
        {"<textarea placeholder=請>請</textarea>", "<textarea placeholder=请>請</textarea>"},
        {"<option label=說 value=說>說", "<option label=说 value=說>说"},
        {"<a data-title=說 name=說 id=說 class=說 href=說>", NULL},
        {"<style title=說></style><link title=說>", NULL},
        {"<p title=\"&#35498;說&amp;明\">", "<p title=\"&#35498;说&amp;明\">"},
        {"<p title=\"a&copy=說\">", "<p title=\"a&copy=说\">"},
        {"<p title=\"說\r\n明\">", "<p title=\"说\r\n明\">"},
        /* Within a paragraph that goes on. */
        {"<p>乾<a title=\"說,明\">隆</a>,說", "<p>乾<a title=\"说,明\">隆</a>，说"},
        {"<p>說<img alt=\"說,明\">,說<img alt=說>",
         "<p>说<img alt=\"说,明\">，说<img alt=说>"},
        {"<p><img alt=說>說,<a title=說>明</a></p>",
         "<p><img alt=说>说，<a title=说>明</a></p>"},
        {"<p>說<button title=說>說</button>,說", "<p>说<button title=说>说</button>，说"},
        {"<meta name=description content=\"說,明\"><meta name=Keywords content=說>",
         "<meta name=description content=\"说,明\"><meta name=Keywords content=说>"},
        {"<meta property=\"og:title\" content=說><meta property=\"og:url\" content=說>",
         "<meta property=\"og:title\" content=说><meta property=\"og:url\" content=說>"},
        {"<meta name=viewport content=說><meta name=generator content=說>", NULL},
    };
    static const struct example without[] = {
        {"<p title=說>說<img alt=說>", "<p title=說>说<img alt=說>"},
        {"<meta name=description content=說><title>說</title>",
         "<meta name=description content=說><title>说</title>"},
    };
    struct settings settings = everything;

    check_examples(everything, examples, COUNT(examples));
    settings.attributes = false;
    check_examples(settings, without, COUNT(without));
}
END_TEST

START_TEST(language_tags_become_the_targets)
{
    static const struct example to_cn[] = {
        {"<html lang=\"zh-TW\">", "<html lang=\"zh-CN\">"},
        {"<html lang=zh-tw>", "<html lang=zh-cn>"},
        {"<html LANG='ZH-HANT'>", "<html LANG='ZH-HANS'>"},
        {"<html lang=zh-Hant xml:lang=zh-Hant>", "<html lang=zh-Hans xml:lang=zh-Hans>"},
        {"<p lang=\"zh-Hant-TW\">說", "<p lang=\"zh-Hans-CN\">说"},
        {"<p lang=zh-HK>", "<p lang=zh-CN>"},
        {"<p lang=zh-MO>", "<p lang=zh-CN>"},
        {"<p lang=zh-CHT>", "<p lang=zh-CHS>"},
        {"<p lang=yue-Hant-HK>", "<p lang=yue-Hans-HK>"},
        {"<p lang=zh><p lang=zh-CN><p lang=zh-SG><p lang=zh-Hans>", NULL},
        {"<p lang=en-TW><p lang=ja><p lang=zh-x-TW>", NULL},
        {"<p translate=no lang=zh-TW>", NULL},
        {"<p>說<b lang=zh-TW>明</b>,書", "<p>说<b lang=zh-CN>明</b>，书"},
        {"<meta http-equiv=Content-Language content=zh-TW>",
         "<meta http-equiv=Content-Language content=zh-CN>"},
        {"<meta property=og:locale content=zh_TW>", "<meta property=og:locale content=zh_CN>"},
        {"<meta property=og:locale:alternate content=zh_TW>", NULL},
    };
    static const struct example to_tw[] = {
        {"<p lang=zh-CN>", "<p lang=zh-TW>"},  {"<p lang=zh-Hans>", "<p lang=zh-Hant>"},
        {"<p lang=zh-HK>", "<p lang=zh-TW>"},  {"<p lang=zh-Hans-CN>", "<p lang=zh-Hant-TW>"},
        {"<p lang=zh><p lang=zh-Hant>", NULL},
    };
    static const struct example to_hk[] = {
        {"<p lang=zh-CN>", "<p lang=zh-HK>"},
        {"<p lang=zh-TW>", "<p lang=zh-HK>"},
        {"<p lang=zh-MO>", NULL},
    };
    static const struct example to_nothing[] = {{"<p lang=zh-TW>說", NULL}};
    struct settings settings = everything;

    check_examples(settings, to_cn, COUNT(to_cn));
    settings.config = "tw";
    check_examples(settings, to_tw, COUNT(to_tw));
    settings.config = "hk";
    check_examples(settings, to_hk, COUNT(to_hk));
    settings.config = "none";
    check_examples(settings, to_nothing, COUNT(to_nothing));
}
END_TEST

START_TEST(another_encoding_becomes_utf_8)
{
    static const struct example examples[] = {
        {"<meta charset=big5>", "<meta charset=utf-8>"},
        {"<meta charset=\" BIG5 \">", "<meta charset=\" UTF-8 \">"},
        {"<meta charset=\"UTF-8\"><meta charset=utf8>", NULL},
        {"<meta charset><meta charset=\"\">", NULL},
        {"<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=Big5\">",
         "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=utf-8\">"},
        {"<meta http-equiv=refresh content=\"text/html; charset=Big5\">", NULL},
        {"<?xml version=\"1.0\" encoding=\"big5\"?>\n<p>說",
         "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<p>说"},
        {"<?xml version=\"1.0\"?><p>", NULL},
        {"<style>@charset \"GBK\";a{}</style>", "<style>@charset \"UTF-8\";a{}</style>"},
        {"<style>a{} @charset \"GBK\";</style>", NULL},
        {"\xEF\xBB\xBF<?xml version='1.0' encoding='gb2312'?>",
         "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>"},
    };
    struct settings settings = everything;

    check_examples(settings, examples, COUNT(examples));
    settings.config = "none";
    settings.steps = ZHNORM_STEPS_NONE;
    settings.attributes = false;
    check_examples(settings, examples, 1);
}
END_TEST

/* ---- Broken pages ---------------------------------------------------------------------- */

START_TEST(broken_pages_lose_nothing)
{
    static const struct example examples[] = {
        {"<p>說<b>明<i>書</b>說</i>明,", "<p>说<b>明<i>书</b>说</i>明，"},
        {"<b>說<p>明</b>書,", "<b>说<p>明</b>书，"},
        {"說</p>明</div>書</x>,", "说</p>明</div>书</x>，"},
        {"說<!-- 說", "说<!-- 說"},
        {"說<!說>說<?說>說</ 說>說", "说<!說>说<?說>说</ 說>说"},
        {"1 < 2說,<3 <= <>< ", "1 < 2说，<3 <= <>< "},
        {"說<p title=\"說", "说<p title=\"說"},
        {"說<p", "说<p"},
        {"<a title=說\"明>說</a>", "<a title=说\"明>说</a>"},
        {"<script>說</scr說</script>說", "<script>說</scr說</script>说"},
        {"<script>說", NULL},
        {"<form>說<form>說</form>說", "<form>说<form>说</form>说"},
        /* Text in a table is moved in the tree; here it keeps its place. */
        {"說<table>明<tr>書<td>說</td>明</tr>書</table>說",
         "说<table>明<tr>书<td>说</td>明</tr>书</table>说"},
        {"<table>乾<tr><td>說</td></tr>隆</table>", "<table>乾<tr><td>说</td></tr>隆</table>"},
        {"<table><b>說<tr><td>說</table>說", "<table><b>说<tr><td>说</table>说"},
        {"<html lang=zh-TW>說<body title=說>說", "<html lang=zh-CN>說<body title=说>說"},
        {"說</body>說</html>說<!---->", "说</body>说</html>说<!---->"},
        {"<head>說<title>說</title>說</head>說", "<head>说<title>说</title>说</head>说"},
        {"<frameset>說<frame>說</frameset>說", NULL},
        {"<select>說<p>說<b title=說>說</select>說",
         "<select>说<p>说<b title=說>说</select>说"},
        {"<isindex prompt=說>說", "<isindex prompt=說>说"},
        {"<svg><p>說</p></svg>說", "<svg><p>说</p></svg>说"},
        {"<table><svg><desc><![CDATA[說]]>說", NULL},
    };
    check_examples(everything, examples, COUNT(examples));
}
END_TEST

START_TEST(nul_is_no_end)
{
    static const char page[] = "說\0\1明,<p title=\"說\0明\">書\0</p><title>說\0,明</title>";
    static const char wanted[] = "说\0明，<p title=\"说\0明\">书\0</p><title>说\0，明</title>";
    struct pages pages;

    open_pages(&pages, &everything);
    expect(&pages, page, sizeof page - 1, 1, wanted, sizeof wanted - 1);
    close_pages(&pages);
}
END_TEST

START_TEST(bad_bytes_follow_the_policy)
{
    static const char page[] = "<p>說\xFF"
                               "明<!-- \xFF --><b title=\"\xFF\">\xE8\xAA</b>\n說";
    static const char replaced[] =
        "<p>说\xEF\xBF\xBD明<!-- \xFF --><b title=\"\xEF\xBF\xBD\">\xEF\xBF\xBD</b>\n说";
    static const char passed[] = "<p>说\xFF"
                                 "明<!-- \xFF --><b title=\"\xFF\">\xE8\xAA</b>\n说";
    static const char late[] = "<p>\n說\n<!-- \xFF -->";
    struct settings settings = everything;
    struct output output = {.text = malloc(ROOM)};
    struct pages pages;
    zhnorm_error error = {0};

    ck_assert_ptr_nonnull(output.text);
    for (int listens = 0; listens < 2; listens++) {
        settings.listens = listens != 0;
        settings.bad_input = ZHNORM_BAD_INPUT_REPLACE;
        open_pages(&pages, &settings);
        expect(&pages, page, sizeof page - 1, 1, replaced, sizeof replaced - 1);
        close_pages(&pages);
        settings.bad_input = ZHNORM_BAD_INPUT_PASS;
        open_pages(&pages, &settings);
        expect(&pages, page, sizeof page - 1, 1, passed, sizeof passed - 1);
        close_pages(&pages);
    }
    open_pages(&pages, &everything);
    ck_assert_int_eq(convert(&pages, late, sizeof late - 1, 1, &output, &error),
                     ZHNORM_ERROR_INPUT);
    ck_assert_uint_eq(error.offset, 13);
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(output.length, 0);
    close_pages(&pages);
    free(output.text);
}
END_TEST

/* ---- Edits, and what is counted ----------------------------------------------------------
 */

START_TEST(edits_are_in_the_files_bytes)
{
    static const char page[] = "<p>說<a title=\"說\" lang=zh-TW>明</a>,書";
    static const struct {
        const char *before;
        const char *after;
    } wanted[] = {{"說", "说"}, {"說", "说"}, {"zh-TW", "zh-CN"}, {",", "，"}, {"書", "书"}};
    struct settings settings = everything;
    struct output output = {.text = malloc(ROOM)};
    struct pages pages;

    ck_assert_ptr_nonnull(output.text);
    settings.listens = true;
    open_pages(&pages, &settings);
    ck_assert_int_eq(convert(&pages, page, sizeof page - 1, 7, &output, NULL), ZHNORM_OK);
    ck_assert_uint_eq(output.edit_count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const zhnorm_edit *edit = &output.edits[i];
        ck_assert_uint_eq(edit->source_length, strlen(wanted[i].before));
        ck_assert_mem_eq(page + edit->source_offset, wanted[i].before, edit->source_length);
        ck_assert_uint_eq(edit->output_length, strlen(wanted[i].after));
        ck_assert_mem_eq(output.text + edit->output_offset, wanted[i].after,
                         edit->output_length);
    }
    ck_assert_uint_eq(zn_formatter_counts(pages.formatter)->documents, 1);
    close_pages(&pages);
    free(output.text);
}
END_TEST

START_TEST(a_page_is_decided_about_by_its_text)
{
    /* The words of Taiwan in one block decide about another. */
    static const char page[] = "<title>選單</title><script>打印</script>"
                               "<p>使用者用滑鼠點選軟體的選單,網路連線到伺服器,"
                               "影片的解析度與畫質,資料庫與程式碼,記憶體與硬碟</p>";
    struct settings settings = everything;
    struct output output = {.text = malloc(ROOM)};
    struct pages pages;

    ck_assert_ptr_nonnull(output.text);
    settings.config = "auto";
    open_pages(&pages, &settings);
    ck_assert_int_eq(convert(&pages, page, sizeof page - 1, 5, &output, NULL), ZHNORM_OK);
    ck_assert_int_eq(zn_formatter_detection(pages.formatter)->region, ZHNORM_REGION_TAIWAN);
    ck_assert_int_eq(strncmp(output.text, "<title>菜单</title>", 21), 0);
    close_pages(&pages);
    free(output.text);
}
END_TEST

/* ---- Limits ---------------------------------------------------------------------------- */

/* A page of `before`, many times, and `behind`, many times. */
static char *repeat(const char *before, size_t before_count, const char *behind,
                    size_t behind_count, size_t *length)
{
    size_t before_length = strlen(before);
    size_t behind_length = strlen(behind);
    *length = before_length * before_count + behind_length * behind_count;
    char *page = malloc(*length + 1);

    ck_assert_ptr_nonnull(page);
    char *at = page;
    for (size_t i = 0; i < before_count; i++, at += before_length)
        memcpy(at, before, before_length);
    for (size_t i = 0; i < behind_count; i++, at += behind_length)
        memcpy(at, behind, behind_length);
    return page;
}

static bool ignore(void *context, const char *data, size_t length)
{
    (void)data;
    *(size_t *)context += length;
    return true;
}

/* The status that a page of any size gets. */
static int try(struct pages *pages, const char *page, size_t length, size_t *written,
               zhnorm_error *error)
{
    static const struct zn_format_part whole = {.first = true, .last = true};
    struct zn_format_sink sink = {.write = ignore, .context = written};

    *written = 0;
    *error = (zhnorm_error){0};
    zn_formatter_begin(pages->formatter, ZN_FORMAT_HTML, &whole, &sink);
    int status = zn_formatter_feed(pages->formatter, page, length, error);
    return status == ZHNORM_OK ? zn_formatter_end(pages->formatter, error) : status;
}

START_TEST(what_is_too_much_is_refused)
{
    static const struct {
        const char *before;
        size_t before_count;
        const char *behind;
        size_t behind_count;
        const char *message; /* NULL: it is not too much */
        uint64_t offset;
    } cases[] = {
        {"<div>", 900, "說", 1, NULL, 0},
        {"<div>", 1000000, "說", 1, "1000 deep", 4990},
        {"<b>", 1000000, "說", 1, "1000 deep", 0},
        {"<table><tr><td>", 300000, "", 0, "1000 deep", 0},
        {"<svg><g>", 300000, "", 0, "1000 deep", 0},
        {"<p><b>x", 300000, "", 0, "14 MiB", 0},
        {"<p>說", 30000, "", 0, NULL, 0},
        {"<p>說", 500000, "", 0, "14 MiB", 0},
        {"<", 4000000, "", 0, NULL, 0},
        {"&", 4000000, "", 0, NULL, 0},
        {"&a", 2000000, "", 0, NULL, 0},
        {"<div>", 900, "</x>", 1000000, NULL, 0},
        {"<a b0", 1, " c", 3000000, "250 attributes", 0},
        {"<html a", 1, "<html>", 400, NULL, 0},
        {"<html>", 600, "", 0, "500 tags", 3001},
        {"<!--", 1000000, "", 0, NULL, 0},
        {"說", 1500000, "", 0, NULL, 0},
        {"說", 3000000, "", 0, "more than 6 MiB", 6 << 20},
    };
    struct pages pages;

    open_pages(&pages, &everything);
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t length;
        size_t written;
        zhnorm_error error;
        char *page = repeat(cases[i].before, cases[i].before_count, cases[i].behind,
                            cases[i].behind_count, &length);
        int status = try(&pages, page, length, &written, &error);
        free(page);
        if (cases[i].message == NULL) {
            ck_assert_msg(status == ZHNORM_OK, "%s: %s", cases[i].before, error.message);
            ck_assert_uint_eq(written, length);
            continue;
        }
        ck_assert_msg(status == ZHNORM_ERROR_INPUT, "%s: %d", cases[i].before, status);
        ck_assert_msg(strstr(error.message, cases[i].message) != NULL, "%s: %s",
                      cases[i].before, error.message);
        ck_assert_uint_eq(written, 0);
        if (cases[i].offset != 0)
            ck_assert_uint_eq(error.offset, cases[i].offset);
    }
    close_pages(&pages);
}
END_TEST

START_TEST(a_long_paragraph_is_cut_behind_sentences)
{
    static const struct {
        const char *unit;
        const char *wanted;
        size_t count; /* many times what is converted at once */
    } cases[] = {
        {"說<b>明</b>,\"好\"。", "说<b>明</b>，“好”。", 25000},
        {"說&amp;明,\"好\"。", "说&amp;明，“好”。", 30000},
        {"說明,\"好\"。", "说明，“好”。", 50000},
        {"<a title=說>說</a>,<br>", "<a title=说>说</a>，<br>", 10000},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct settings settings = everything;
        size_t length;
        size_t wanted_length;
        char *page = repeat(cases[i].unit, cases[i].count, "", 0, &length);
        char *wanted = repeat(cases[i].wanted, cases[i].count, "", 0, &wanted_length);
        for (int listens = 0; listens < 2; listens++) {
            struct pages pages;
            settings.listens = listens != 0;
            open_pages(&pages, &settings);
            struct output output = {.text = malloc(ROOM)};
            ck_assert_ptr_nonnull(output.text);
            ck_assert_int_eq(convert(&pages, page, length, length, &output, NULL), ZHNORM_OK);
            ck_assert_uint_eq(output.length, wanted_length);
            ck_assert(memcmp(output.text, wanted, wanted_length) == 0);
            free(output.text);
            close_pages(&pages);
        }
        free(page);
        free(wanted);
    }
}
END_TEST

START_TEST(a_tag_has_not_too_many_attributes)
{
    struct pages pages;
    char page[8192] = "<p";
    size_t length = 2;
    size_t written;
    zhnorm_error error;

    open_pages(&pages, &everything);
    for (int i = 0; i < 600; i++) {
        length += (size_t)snprintf(page + length, sizeof page - length, " a%d", i);
        if (i == 200) {
            page[length] = '>';
            ck_assert_int_eq(try(&pages, page, length + 1, &written, &error), ZHNORM_OK);
        }
    }
    page[length] = '>';
    ck_assert_int_eq(try(&pages, page, length + 1, &written, &error), ZHNORM_ERROR_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "attributes"));
    close_pages(&pages);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, text_is_converted_as_one_paragraph_a_block);
    tcase_add_test(tests, white_space_that_lays_out_the_source_stays);
    tcase_add_test(tests, entities_stay_and_count_as_what_they_stand_for);
    tcase_add_test(tests, what_is_not_to_be_translated_stays);
    tcase_add_test(tests, attributes_get_the_script_alone);
    tcase_add_test(tests, language_tags_become_the_targets);
    tcase_add_test(tests, another_encoding_becomes_utf_8);
    tcase_add_test(tests, broken_pages_lose_nothing);
    tcase_add_test(tests, nul_is_no_end);
    tcase_add_test(tests, bad_bytes_follow_the_policy);
    tcase_add_test(tests, edits_are_in_the_files_bytes);
    tcase_add_test(tests, a_page_is_decided_about_by_its_text);
    tcase_add_test(tests, what_is_too_much_is_refused);
    tcase_add_test(tests, a_long_paragraph_is_cut_behind_sentences);
    tcase_add_test(tests, a_tag_has_not_too_many_attributes);
}

int main(void)
{
    Suite *suite = suite_create("html");
    TCase *tests = tcase_create("html");
    add_tests(tests);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
