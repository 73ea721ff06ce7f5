/*
 * Markdown: which text of a document is converted, that its structure stays, and everything
 * else byte for byte.
 */
#include "formats/formatter.h"

#include <check.h>
#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"
#include "zhnorm/zhnorm.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROOM ((size_t)1 << 16)

/* ---- Converting a document ------------------------------------------------------------ */

struct output {
    char text[ROOM];
    size_t length;
    zhnorm_edit edits[256];
    size_t edit_count;
};

static bool take(void *context, const char *data, size_t length)
{
    struct output *output = context;

    ck_assert_uint_lt(output->length + length, ROOM);
    memcpy(output->text + output->length, data, length);
    output->length += length;
    output->text[output->length] = '\0';
    return true;
}

static void listen(void *context, const zhnorm_batch *batch)
{
    struct output *output = context;

    for (size_t i = 0; i < batch->edit_count; i++) {
        ck_assert_uint_lt(output->edit_count, COUNT(output->edits));
        output->edits[output->edit_count++] = batch->edits[i];
    }
}

struct documents {
    zhnorm_converter *base;
    struct zn_conversions conversions;
    struct zn_formatter *formatter;
    bool listens;
};

static void open_documents(struct documents *documents, const char *config, uint32_t steps,
                           int32_t bad_input)
{
    static const struct zn_format_options format = {0};
    zhnorm_options options;

    *documents = (struct documents){0};
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = steps;
    options.bad_input = bad_input;
    ck_assert_int_eq(zhnorm_compile(&options, &documents->base, NULL), ZHNORM_OK);
    ck_assert_int_eq(
        zn_conversions_open(&documents->conversions, documents->base, &options, NULL),
        ZHNORM_OK);
    ck_assert_int_eq(
        zn_formatter_open(&documents->formatter, &documents->conversions, &format, true, NULL),
        ZHNORM_OK);
}

static void close_documents(struct documents *documents)
{
    zn_formatter_close(documents->formatter);
    zn_conversions_close(&documents->conversions);
    zhnorm_converter_free(documents->base);
}

/* Feeds a document in two parts, of which the first has `first` bytes. */
static int convert(const struct documents *documents, const char *source, size_t length,
                   size_t first, struct output *output, zhnorm_error *error)
{
    struct zn_format_part part = {true, true, NULL};
    struct zn_format_sink sink = {take, documents->listens ? listen : NULL, NULL, output};

    output->length = 0;
    output->text[0] = '\0';
    output->edit_count = 0;
    zn_formatter_begin(documents->formatter, ZN_FORMAT_MARKDOWN, &part, &sink);
    int status = zn_formatter_feed(documents->formatter, source, first, error);
    if (status == ZHNORM_OK)
        status =
            zn_formatter_feed(documents->formatter, source + first, length - first, error);
    return status == ZHNORM_OK ? zn_formatter_end(documents->formatter, error) : status;
}

/* ---- The structure of a document, in words --------------------------------------------- */

struct structure {
    char text[ROOM];
    size_t length;
    bool in_html;
};

static void put(struct structure *structure, const char *text, size_t length)
{
    ck_assert_uint_lt(structure->length + length, ROOM);
    memcpy(structure->text + structure->length, text, length);
    structure->length += length;
}

static void put_number(struct structure *structure, const char *form, int number)
{
    char text[32];
    int length = snprintf(text, sizeof text, form, number);

    put(structure, text, (size_t)length);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct structure *structure = context;

    (void)detail;
    put_number(structure, "{%d ", (int)type);
    structure->in_html = type == MD_BLOCK_HTML;
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct structure *structure = context;

    (void)detail;
    put_number(structure, "%d}\n", (int)type);
    structure->in_html = false;
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct structure *structure = context;

    put_number(structure, "<%d ", (int)type);
    if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
        const MD_ATTRIBUTE *address = detail; /* the first member of both */
        put(structure, address->text, address->size);
    }
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    put_number(context, "%d>", (int)type);
    return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size, void *context)
{
    struct structure *structure = context;

    if (structure->in_html)
        return 0;
    if (type != MD_TEXT_NORMAL) {
        put_number(structure, "[%d:", (int)type);
        put(structure, data, size);
        put(structure, "]", 1);
    } else if (structure->length != 0 && structure->text[structure->length - 1] != '~') {
        put(structure, "~", 1); /* words */
    }
    return 0;
}

/* What a parser finds in a document behind its front matter. */
static void find_structure(struct structure *structure, const char *source, size_t length)
{
    /* Bare addresses apart: md4c takes what is Han behind one into it. */
    static const MD_PARSER parser = {.flags = MD_DIALECT_GITHUB &
                                              ~(unsigned)MD_FLAG_PERMISSIVEAUTOLINKS,
                                     .enter_block = enter_block,
                                     .leave_block = leave_block,
                                     .enter_span = enter_span,
                                     .leave_span = leave_span,
                                     .text = text};
    const char *end =
        length > 4 && memcmp(source, "---\n", 4) == 0 ? strstr(source + 4, "\n---\n") : NULL;
    size_t front = end == NULL ? 0 : (size_t)(end - source) + 5;
    char *copy = malloc(length - front + 4);

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, source + front, length - front);
    memcpy(copy + length - front, "\n\n\n", 4);
    structure->length = 0;
    structure->in_html = false;
    ck_assert_int_eq(md_parse(copy, (MD_SIZE)(length - front), &parser, structure), 0);
    structure->text[structure->length] = '\0';
    free(copy);
}

/* ---- Tables ---------------------------------------------------------------------------- */

struct example {
    const char *source;
    const char *wanted;
};

#define NOTE "[^1]"

static const struct example prose[] = {
    {"你好,世界\n", "你好，世界\n"},
    {"網路,世界", "网络，世界"},
    {"# 標題,一\n\n段落,二\n", "# 标题，一\n\n段落，二\n"},
    {"標題,一\n===\n", "标题，一\n===\n"},
    {"# 標題 #\n", "# 标题 #\n"},
    {"- 一,二\n- 三,四\n", "- 一，二\n- 三，四\n"},
    {"1. 一,二\n2) 三,四\n", "1. 一，二\n2) 三，四\n"},
    {"- [ ] 未,完\n- [x] 已,完\n", "- [ ] 未，完\n- [x] 已，完\n"},
    {"> 引,用\n> 繼,續\n", "> 引，用\n> 继，续\n"},
    {"| 欄,位 | 說,明 |\n|:---|---:|\n| 電,腦 | 網,路 |\n",
     "| 栏，位 | 说，明 |\n|:---|---:|\n| 电，脑 | 网，路 |\n"},
    /* Punctuation sees through what is between the words. */
    {"**你好**,世界\n", "**你好**，世界\n"},
    {"*你好*,~~世界~~,_再見_,再見\n", "*你好*，~~世界~~，_再见_，再见\n"},
    {"[你好](u),世界\n", "[你好](u)，世界\n"},
    {"<b>你好</b>,世界\n", "<b>你好</b>，世界\n"},
    {"他說\"**你好**,世界\"嗎\n", "他说“**你好**，世界”吗\n"},
    {"`代碼`,世界\n", "`代碼`，世界\n"},
    {"第一行\n,第二行\n", "第一行\n，第二行\n"},
    {"你好&nbsp;,世界\n", "你好&nbsp;，世界\n"},
    {"世界\\*,你好\n", "世界\\*，你好\n"},
    /* Links and images. */
    {"見 https://example.com/a,軟體\n", "见 https://example.com/a，软件\n"},
    {"(https://x.y/a),軟體\n", "（https://x.y/a），软件\n"},
    {"**https://x.y/a**,軟體\n接著www.x.y/a。網路\n",
     "**https://x.y/a**，软件\n接着www.x.y/a。网络\n"},
    {"看[網路,世界](http://a.com/網路,x \"標題,一\")嗎\n",
     "看[网络，世界](http://a.com/網路,x \"标题,一\")吗\n"},
    {"![圖片,說明](圖片.png)\n", "![图片，说明](圖片.png)\n"},
    {"[![圖片](圖.png '標題')](網.html)\n", "[![图片](圖.png '标题')](網.html)\n"},
    {"[網路][標籤]\n\n[標籤]: http://a.com/ \"網路\"\n",
     "[网络][標籤]\n\n[標籤]: http://a.com/ \"網路\"\n"},
    /* Footnotes. */
    {"註腳" NOTE ",是\n\n" NOTE ": 說明,是\n", "注脚" NOTE "，是\n\n" NOTE ": 说明，是\n"},
    {NOTE ": 說明,是\n[^2]: 說,明\n", NOTE ": 说明，是\n[^2]: 说，明\n"},
    /* White space at the edges is indentation; in a line it is a space. */
    {"　　網路\n", "　　网络\n"},
    {"網路　世界\n", "网络 世界\n"},
    {"第一行  \n第,二行\\\n第三行\n", "第一行  \n第，二行\\\n第三行\n"},
    {"第一行<br>第,二行\n", "第一行<br>第，二行\n"},
    {"\xEF\xBB\xBF# 網路\r\n\r\n你好,世界\r\n", "\xEF\xBB\xBF# 网络\r\n\r\n你好，世界\r\n"},
    /* HTML. */
    {"<div>\n網路,世界\n</div>\n", "<div>\n网络，世界\n</div>\n"},
    {"<div>\n\n網路,*世界*\n\n</div>\n", "<div>\n\n网络，*世界*\n\n</div>\n"},
    {"<p title=\"x,y\">網路</p>\n<!-- 網路 -->\n",
     "<p title=\"x,y\">网络</p>\n<!-- 網路 -->\n"},
};

/* What comes out as it was. */
static const char *const kept[] = {
    "`網路,世界`\n",
    "``網路`,世界``\n",
    "```\n網路,世界\n```\n",
    "~~~ 網路\n網路,世界\n~~~\n",
    "    網路,世界\n",
    "<http://a.com/網路,x>\n",
    "http://a.com/a_b_c,d\n",
    "[標籤]\n\n[標籤]: u\n",
    "[標籤][]\n\n[標籤]: u\n",
    "![標籤]\n\n[標籤]: u\n",
    "<code>網路,世界</code>\n",
    "<span lang=\"ja\">電腦,世界</span>\n",
    "<span translate=no>電腦,世界</span>\n",
    "<pre>\n網路,世界\n</pre>\n",
    "<script>\nvar a = '網路';\n</script>\n",
    "<div lang=\"ja\">\n\n電腦,世界\n\n</div>\n",
    "$a,b$ $$電,腦$$\n",
    "{{< 網路 \"a,b\" >}}\n",
    "[[網路]]\n",
    "> [!NOTE]\n",
    "::: tip\n:::\n",
    ":smile:\n",
    "|---|\n",
    "***\n---\n* * *\n",
    "&#32178;&#36335;\n",
    "",
    "\n\n",
};

/* New text is no markup, and what is beside it stays what it is. */
static const struct example escaped[] = {
    {"這是＊星＊號\n", "这是\\*星\\*号\n"},
    {"＿一＿\n", "\\_一\\_\n"},
    {"一＿二\n", "一_二\n"},
    {"｀一｀\n", "\\`一\\`\n"},
    {"＃ 一\n", "\\# 一\n"},
    {"Ｃ＃語言\n", "C#语言\n"},
    {"＋ 一\n", "\\+ 一\n"},
    {"一＋二\n", "一+二\n"},
    {"一\n＝＝＝\n", "一\n\\=\\=\\=\n"},
    {"| 一｜二 |\n|---|\n", "| 一\\|二 |\n|---|\n"},
    {"一｜二\n", "一|二\n"},
    {"＆amp;是\n", "\\&amp;是\n"},
    {"甲＆乙,是\n", "甲\\&乙，是\n"},
    {"＼*是\n", "\\\\*是\n"},
    /* What would begin a list or a heading stays apart from its text. */
    {"#　標題\n", "#　标题\n"},
    {"１．　標題\n", "1． 标题\n"},
    {"-　項目\n", "-　项目\n"},
    /* A space beside emphasis decides about it. */
    {"**注意：** 請看\n", "**注意：** 请看\n"},
    {"請看 **「這」** ，好\n", "请看 **“这”** ，好\n"},
    /* So does what is not seen. */
    {"一*\xE2\x80\x8B*二*\xE2\x80\x8B*\n", "一*\xE2\x80\x8B*二*\xE2\x80\x8B*\n"},
    {"網\xE2\x80\x8B路\n", "网络\n"},
    {"[標]\xE2\x80\x8B[甲]\n", "[标]\xE2\x80\x8B[甲]\n"},
    {"\xE2\x80\x8B\n", "\xE2\x80\x8B\n"},
    /* What ends a block of HTML stays as well. */
    {"<?php>\n網路,好?>\n\n網路\n", "<?php>\n網路,好?>\n\n网络\n"},
    /* A name that there is stays out of reach of other text. */
    {"[标]: u\n\n[標] 網路\n", "[标]: u\n\n[標] 网络\n"},
};

static const struct example front[] = {
    {"---\ntitle: 網路,世界\n---\n網路,世界\n", "---\ntitle: 网络，世界\n---\n网络，世界\n"},
    {"---\ntitle: '雲端,加快To B'\n---\n", "---\ntitle: '云端，加快To B'\n---\n"},
    {"---\ntitle: \"網路\\\"世界\\\",\\u7DB2\\u8DEF\"\n---\n",
     "---\ntitle: \"网络\\\"世界\\\"，\\u7f51\\u7edc\"\n---\n"},
    {"---\ntitle: '網''路,是'\n---\n", "---\ntitle: '网''路，是'\n---\n"},
    {"---\n標題: 網路\n---\n", "---\n標題: 网络\n---\n"},
    {"---\ntags: [網路, \"軟體,一\"]\nlist:\n  - 網路\n  - 軟體\n---\n",
     "---\ntags: [网络, \"软件，一\"]\nlist:\n  - 网络\n  - 软件\n---\n"},
    {"---\na: &x 網路\nb: *x\nc: !!str 網路\nd: !x 網路\n---\n",
     "---\na: &x 网络\nb: *x\nc: !!str 网络\nd: !x 網路\n---\n"},
    {"---\na: |\n  網路,世界\n    軟體\nb: >-\n  網路\n  ,世界\n---\n",
     "---\na: |\n  网络，世界\n    软件\nb: >-\n  网络\n  ，世界\n---\n"},
    {"---\na: 網路\n  ,世界 # 網路\n---\n", "---\na: 网络\n  ，世界 # 網路\n---\n"},
    {"---\nimage: /圖/電腦.png\nfile: 電腦.md\nlink: http://a.com/電腦\nslug: 電腦\n---\n",
     "---\nimage: /圖/電腦.png\nfile: 電腦.md\nlink: http://a.com/電腦\nslug: 電腦\n---\n"},
    {"---\ndate: 2022-08-30\nn: 1,000\nb: yes\n---\n",
     "---\ndate: 2022-08-30\nn: 1,000\nb: yes\n---\n"},
    {"\n---\ntitle: 網路\n...\n網路\n", "\n---\ntitle: 网络\n...\n网络\n"},
    {"---\r\ntitle: 網路\r\nt: 軟體\r\n---\r\n網路\r\n",
     "---\r\ntitle: 网络\r\nt: 软件\r\n---\r\n网络\r\n"},
    /* What is no YAML, and what is none of it. */
    {"---\ntitle: 網路: 世界: x\n---\n網路\n", "---\ntitle: 網路: 世界: x\n---\n网络\n"},
    {"+++\ntitle = \"網路\"\n+++\n網路\n", "+++\ntitle = \"網路\"\n+++\n网络\n"},
    {"---\n\n網路,世界\n\n---\n", "---\n\n网络，世界\n\n---\n"},
    {"---\ntitle: 網路\n", "---\ntitle: 网络\n"},
};

static void expect(const struct documents *documents, const char *source, const char *wanted)
{
    static struct output output;
    static struct structure before;
    static struct structure behind;
    zhnorm_error error = {0};
    size_t length = strlen(source);

    for (size_t first = 0; first <= length; first++) {
        int status = convert(documents, source, length, first, &output, &error);
        ck_assert_msg(status == ZHNORM_OK, "%s: %s", source, error.message);
        ck_assert_msg(strcmp(output.text, wanted) == 0, "of\n%s\nwanted\n%s\ngot\n%s", source,
                      wanted, output.text);
    }
    /* A footnote is text for us, and the definition of a reference for md4c. */
    if (strstr(source, "[^") != NULL)
        return;
    find_structure(&before, source, length);
    find_structure(&behind, output.text, output.length);
    ck_assert_msg(strcmp(before.text, behind.text) == 0, "%s\n%s\nbecame\n%s", source,
                  before.text, behind.text);
}

static void expect_all(const struct example *examples, size_t count)
{
    struct documents documents;

    open_documents(&documents, "cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REJECT);
    for (int listens = 0; listens < 2; listens++) {
        documents.listens = listens != 0;
        for (size_t i = 0; i < count; i++)
            expect(&documents, examples[i].source, examples[i].wanted);
    }
    close_documents(&documents);
}

START_TEST(prose_is_converted)
{
    expect_all(prose, COUNT(prose));
}
END_TEST

START_TEST(code_and_addresses_are_not)
{
    for (size_t i = 0; i < COUNT(kept); i++)
        expect_all(&(struct example){kept[i], kept[i]}, 1);
}
END_TEST

START_TEST(new_text_is_no_markup)
{
    expect_all(escaped, COUNT(escaped));
}
END_TEST

START_TEST(front_matter_keeps_its_syntax)
{
    expect_all(front, COUNT(front));
}
END_TEST

START_TEST(without_conversion_nothing_changes)
{
    static const struct {
        const struct example *examples;
        size_t count;
    } tables[] = {{prose, COUNT(prose)}, {escaped, COUNT(escaped)}, {front, COUNT(front)}};
    struct documents documents;

    open_documents(&documents, "none", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REJECT);
    for (size_t i = 0; i < COUNT(tables); i++)
        for (size_t j = 0; j < tables[i].count; j++)
            expect(&documents, tables[i].examples[j].source, tables[i].examples[j].source);
    close_documents(&documents);
}
END_TEST

/* ---- The rest -------------------------------------------------------------------------- */

START_TEST(edits_are_told_in_the_bytes_of_the_file)
{
    static const char source[] = "---\nt: 網\n---\n**路**,`路` [路](u '路')\n";
    static struct output output;
    struct documents documents;
    char rebuilt[ROOM];
    size_t at = 0;
    size_t length = 0;

    open_documents(&documents, "cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REJECT);
    documents.listens = true;
    ck_assert_int_eq(convert(&documents, source, sizeof source - 1, 0, &output, NULL),
                     ZHNORM_OK);
    ck_assert_uint_eq(output.edit_count, 2);
    for (size_t i = 0; i < output.edit_count; i++) {
        const zhnorm_edit *edit = &output.edits[i];
        memcpy(rebuilt + length, source + at, edit->source_offset - at);
        length += edit->source_offset - at;
        ck_assert_uint_eq(length, edit->output_offset);
        memcpy(rebuilt + length, output.text + edit->output_offset, edit->output_length);
        length += edit->output_length;
        at = edit->source_offset + edit->source_length;
    }
    memcpy(rebuilt + length, source + at, sizeof source - at);
    ck_assert_str_eq(rebuilt, output.text);
    close_documents(&documents);
}
END_TEST

START_TEST(a_choice_is_made_by_the_text)
{
    /* Traditional text in HTML and in front matter alone has to do. */
    static const struct example examples[] = {
        {"<p>這裡的網路軟體和滑鼠都很貴,他們說</p>\n",
         "<p>这里的网络软件和鼠标都很贵，他们说</p>\n"},
        {"---\ntitle: 這裡的網路軟體和滑鼠都很貴,他們說\n---\n",
         "---\ntitle: 这里的网络软件和鼠标都很贵，他们说\n---\n"},
    };
    struct documents documents;

    open_documents(&documents, "auto", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REJECT);
    for (size_t i = 0; i < COUNT(examples); i++)
        expect(&documents, examples[i].source, examples[i].wanted);
    close_documents(&documents);
}
END_TEST

START_TEST(a_file_is_one_document)
{
    static const char source[] = "網路\n\n<p>網路</p>\n\n<p>網路</p>\n";
    static struct output output;
    struct documents documents;

    open_documents(&documents, "cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REJECT);
    ck_assert_int_eq(convert(&documents, source, sizeof source - 1, 0, &output, NULL),
                     ZHNORM_OK);
    ck_assert_uint_eq(zn_formatter_counts(documents.formatter)->documents, 1);
    close_documents(&documents);
}
END_TEST

START_TEST(bad_bytes_follow_the_policy)
{
    static const char source[] = "網\xFF路\n\n`\xFE`\n";
    static struct output output;
    struct documents documents;
    zhnorm_error error = {0};

    open_documents(&documents, "cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REJECT);
    ck_assert_int_eq(convert(&documents, "一\n二\n\xFF", 9, 0, &output, &error),
                     ZHNORM_ERROR_INPUT);
    ck_assert_uint_eq(error.offset, 8);
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(output.length, 0);
    close_documents(&documents);

    open_documents(&documents, "cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_REPLACE);
    ck_assert_int_eq(convert(&documents, source, sizeof source - 1, 0, &output, NULL),
                     ZHNORM_OK);
    ck_assert_str_eq(output.text, "网\xEF\xBF\xBD路\n\n`\xFE`\n");
    close_documents(&documents);

    open_documents(&documents, "cn", ZHNORM_STEPS_ARTICLE, ZHNORM_BAD_INPUT_PASS);
    ck_assert_int_eq(convert(&documents, source, sizeof source - 1, 0, &output, NULL),
                     ZHNORM_OK);
    ck_assert_str_eq(output.text, "网\xFF路\n\n`\xFE`\n");
    close_documents(&documents);
}
END_TEST

/* A document of one unit again and again, which must be converted or refused. */
static const struct {
    const char *unit;
    size_t count;
    int status;
} hostile[] = {
    {">", 1000000, ZHNORM_ERROR_INPUT},
    {"> ", 400, ZHNORM_OK},
    {"- ", 1000000, ZHNORM_ERROR_INPUT},
    {"- a ", 300000, ZHNORM_OK},
    {"[", 1000000, ZHNORM_ERROR_INPUT},
    {"[", 10000, ZHNORM_OK},
    {"[a](", 1000000, ZHNORM_ERROR_INPUT},
    {"*a_ ", 1000000, ZHNORM_ERROR_INPUT},
    {"*a **a ", 10000, ZHNORM_OK},
    {"```\n", 100000, ZHNORM_OK},
    {"http://a.b( ", 50000, ZHNORM_OK},
    {"$", 1000000, ZHNORM_OK},
    {"{{", 500000, ZHNORM_OK},
    {"<b>\n\n", 30000, ZHNORM_OK},
    {"<p>中\n\n", 3000, ZHNORM_OK},
    {"| 中 ", 20000, ZHNORM_OK},
    {"a\n", 2000000, ZHNORM_ERROR_INPUT},
    {"中", 1000000, ZHNORM_OK},
    {"中\n", 100000, ZHNORM_OK},
    {"a", 5000000, ZHNORM_ERROR_INPUT},
};

static bool swallow(void *context, const char *data, size_t length)
{
    (void)data;
    *(size_t *)context += length;
    return true;
}

START_TEST(hostile_documents_end)
{
    struct zn_format_part part = {true, true, NULL};
    struct documents documents;

    open_documents(&documents, "none", ZHNORM_STEPS_NONE, ZHNORM_BAD_INPUT_REJECT);
    for (size_t i = 0; i < COUNT(hostile); i++) {
        size_t written = 0;
        struct zn_format_sink sink = {swallow, NULL, NULL, &written};
        size_t unit = strlen(hostile[i].unit);
        zhnorm_error error = {0};
        int status = ZHNORM_OK;

        zn_formatter_begin(documents.formatter, ZN_FORMAT_MARKDOWN, &part, &sink);
        for (size_t j = 0; j < hostile[i].count && status == ZHNORM_OK; j++)
            status = zn_formatter_feed(documents.formatter, hostile[i].unit, unit, &error);
        if (status == ZHNORM_OK)
            status = zn_formatter_end(documents.formatter, &error);
        ck_assert_msg(status == hostile[i].status, "%zu times %s: %d %s", hostile[i].count,
                      hostile[i].unit, status, error.message);
        ck_assert_msg(status == ZHNORM_OK || error.message[0] != '\0', "an error is told");
        if (status == ZHNORM_OK)
            ck_assert_uint_eq(written, hostile[i].count * unit);
    }
    close_documents(&documents);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {prose_is_converted,
                                  code_and_addresses_are_not,
                                  new_text_is_no_markup,
                                  front_matter_keeps_its_syntax,
                                  without_conversion_nothing_changes,
                                  edits_are_told_in_the_bytes_of_the_file,
                                  a_choice_is_made_by_the_text,
                                  a_file_is_one_document,
                                  bad_bytes_follow_the_policy,
                                  hostile_documents_end};
    Suite *suite = suite_create("markdown");
    TCase *cases = tcase_create("markdown");

    for (size_t i = 0; i < COUNT(tests); i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
