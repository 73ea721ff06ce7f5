/*
 * Which full stops end a sentence, and which belong to a number, a name, an
 * abbreviation or a list marker.  See runs.h.  Looks at the runs beside the
 * stop only, a bounded number of them, so the whole stays linear.
 */
#include <string.h>

#include "text/character.h"
#include "text/quotes.h"
#include "text/runs.h"
#include "text/spans.h"
#include "text/utf8.h"

/* A full stop and the runs beside it. */
struct stop {
    const struct zn_paragraph *paragraph;
    const struct zn_run *dot;
    const struct zn_run *before; /* spaces before closing marks being absent */
    const struct zn_run *behind;
};

static const uint8_t *bytes_of(const struct stop *stop, const struct zn_run *run)
{
    return stop->paragraph->text + run->start;
}

static bool run_is(const struct stop *stop, const struct zn_run *run, const char *word)
{
    return zn_run_length(run) == strlen(word) &&
           memcmp(bytes_of(stop, run), word, strlen(word)) == 0;
}

static bool is_in(const struct stop *stop, const struct zn_run *run, const char *const *words,
                  size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (run_is(stop, run, words[i]))
            return true;
    return false;
}

/* A mark that no space stands before. */
static bool is_closing(const struct zn_run *run)
{
    return run->kind == ZN_RUN_CLOSE || run->kind == ZN_RUN_MARK ||
           (run->kind == ZN_RUN_QUOTE && zn_quote_is_closing(run));
}

/* ---- Abbreviations ----------------------------------------------------- */

/* J. K. or U.S., where a stop behind the letter is part of the name. */
static bool is_initial(const struct stop *stop)
{
    const struct zn_run *letter = stop->before;
    return zn_run_length(letter) == 1 && letter[-1].kind != ZN_RUN_HAN;
}

/* A word that is hardly ever written without its stop. */
static bool is_short_form(const struct stop *stop)
{
    static const char *const words[] = {"Inc", "Ltd", "Corp", "Co", "Bros",
                                        "Jr",  "Sr",  "etc",  "al", "Ph"};
    return is_in(stop, stop->before, words, sizeof words / sizeof words[0]);
}

/* A word that has a stop where something follows: a name or a number. */
static bool is_title(const struct stop *stop)
{
    static const char *const words[] = {
        "Dr",  "Mr",  "Mrs",  "Ms",   "Prof", "St",   "Mt",     "vs",   "No",
        "Nos", "Fig", "Figs", "Vol",  "pp",   "Eq",   "Ch",     "Sec",  "Ed",
        "eds", "cf",  "ca",   "Gen",  "Col",  "Sgt",  "Rev",    "Hon",  "Jan",
        "Feb", "Mar", "Apr",  "Jun",  "Jul",  "Aug",  "Sep",    "Sept", "Oct",
        "Nov", "Dec", "Ave",  "Blvd", "Rd",   "dept", "approx", "tel",  "ext"};
    return is_in(stop, stop->before, words, sizeof words / sizeof words[0]);
}

static bool is_abbreviation(const struct stop *stop)
{
    if (stop->before->kind != ZN_RUN_LATIN)
        return false;
    bool dotted = stop->before[-1].kind == ZN_RUN_DOT && zn_run_length(stop->before) == 1;
    if (dotted || is_short_form(stop))
        return true;
    if (stop->behind->kind == ZN_RUN_EDGE)
        return false;
    return is_initial(stop) || is_title(stop);
}

/* ---- Numbers ----------------------------------------------------------- */

/* The Han that a number of a caption or heading follows. */
static bool is_label(const struct stop *stop, const struct zn_run *han)
{
    /* A heading of at most this many characters at the start of the paragraph. */
    enum { LABEL_MAX = 4 };
    static const char *const labels[] = {"图", "圖", "表", "附录", "附錄", "步骤", "步驟"};
    size_t length = zn_run_length(han);
    if (han[-1].kind == ZN_RUN_EDGE && length <= 3 * LABEL_MAX)
        return true;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        size_t size = strlen(labels[i]);
        if (length >= size &&
            memcmp(bytes_of(stop, han) + length - size, labels[i], size) == 0)
            return true;
    }
    return false;
}

/* `1.` before an item, `图1.` before a caption; not the end of `共1.` */
static bool is_marker(const struct stop *stop)
{
    enum { DIGITS_MAX = 3 };
    const struct zn_run *number = stop->before;
    if (number->kind != ZN_RUN_DIGIT || zn_run_length(number) > DIGITS_MAX ||
        stop->behind->kind == ZN_RUN_EDGE)
        return false;
    const struct zn_run *left = number - 1;
    if (stop->behind->kind == ZN_RUN_CLOSE)
        return left->kind == ZN_RUN_OPEN;
    switch (left->kind) {
    case ZN_RUN_HAN:
        return stop->behind->kind == ZN_RUN_HAN || is_label(stop, left);
    case ZN_RUN_SPACE:
        return left[-1].kind != ZN_RUN_HAN || zn_run_length(number) < DIGITS_MAX;
    case ZN_RUN_EDGE:
    case ZN_RUN_MARK:
    case ZN_RUN_OPEN:
    case ZN_RUN_MARKUP:
    case ZN_RUN_INTERPUNCT:
        return true;
    default:
        return false;
    }
}

/* 3.1. before the title of a section. */
static bool is_section(const struct stop *stop)
{
    const struct zn_run *run = stop->before;
    if (stop->behind->kind == ZN_RUN_EDGE)
        return false;
    while (run->kind == ZN_RUN_DIGIT && run[-1].kind == ZN_RUN_DOT)
        run -= 2;
    return run->kind == ZN_RUN_DIGIT && run[-1].kind == ZN_RUN_EDGE;
}

/* 一. before an item. */
static bool is_han_marker(const struct stop *stop)
{
    enum { LENGTH = 3, LENGTH_MAX = 3 * LENGTH };
    static const char numerals[] = "一二三四五六七八九十甲乙丙丁";
    const struct zn_run *number = stop->before;
    enum zn_run_kind left = (enum zn_run_kind)number[-1].kind;
    size_t length = zn_run_length(number);
    if (number->kind != ZN_RUN_HAN || stop->behind->kind == ZN_RUN_EDGE ||
        is_closing(stop->behind) || length > LENGTH_MAX || length % LENGTH != 0 ||
        (left != ZN_RUN_EDGE && left != ZN_RUN_SPACE && left != ZN_RUN_MARK))
        return false;
    for (size_t at = 0; at < length; at += LENGTH) {
        char character[LENGTH + 1] = {0};
        memcpy(character, bytes_of(stop, number) + at, LENGTH);
        if (strstr(numerals, character) == NULL)
            return false;
    }
    return true;
}

/* ---- Names of Han ------------------------------------------------------ */

/* The characters that foreign names are mostly written with. */
static bool is_transcription(uint32_t code_point)
{
    static const char characters[] =
        "阿埃艾爱安昂奥巴拜班邦保鲍贝本比彼宾波伯勃博布查达戴丹德邓狄迪蒂丁杜顿多厄恩尔法"
        "凡范菲芬费丰弗夫福傅盖冈高戈格葛古瓜哈海汉豪赫亨胡华怀惠霍基吉季加贾简杰金卡凯坎康"
        "柯科克肯孔库奎拉莱赖兰朗劳雷勒里丽利莉连列林琳刘龙卢鲁路伦罗洛马玛麦曼芒梅门蒙米密"
        "敏明摩莫墨默姆穆纳娜奈南内尼妮涅纽努诺欧帕潘庞佩彭皮平珀蒲普奇乔切琼丘让热仁日荣茹"
        "瑞若萨塞桑瑟森莎沙山尚舍申圣施史士舒思斯苏孙索塔泰坦汤唐陶特提廷图托瓦万旺威韦维魏"
        "温文沃乌伍西希锡夏香肖谢辛欣休许雪逊雅亚延扬耶叶伊因英尤约泽扎詹珍朱卓佐兹佛迈弥娅"
        "莺翰圭茨桥姬妲蕾薇芭芙黛缇居可以夏洛蒂弥雷曼";
    uint8_t bytes[ZN_UTF8_MAX + 1] = {0};
    if (code_point < 0x800 || code_point > 0xFFFF)
        return false;
    zn_utf8_encode(code_point, bytes);
    return strstr(characters, (const char *)bytes) != NULL;
}

/* The last two characters of one run of Han, or the first two of another. */
static bool is_name_part(const struct stop *stop, const struct zn_run *han, bool last)
{
    enum { LOOK = 2, LENGTH = 3 };
    size_t length = zn_run_length(han);
    if (length < LENGTH * LOOK || length % LENGTH != 0)
        return false;
    const uint8_t *at = bytes_of(stop, han) + (last ? length - LENGTH * LOOK : 0);
    for (size_t i = 0; i < LOOK; i++) {
        uint32_t code_point;
        zn_utf8_decode(at + i * LENGTH, &code_point);
        if (!is_transcription(code_point))
            return false;
    }
    return true;
}

/* ---- File names -------------------------------------------------------- */

static bool is_extension(const struct stop *stop, const struct zn_run *run)
{
    static const char *const extensions[] = {
        "txt",  "md",  "doc",  "docx", "pdf", "xls", "xlsx", "ppt", "pptx", "csv", "json",
        "xml",  "htm", "html", "css",  "js",  "ts",  "py",   "sh",  "exe",  "apk", "jpg",
        "jpeg", "png", "gif",  "bmp",  "svg", "psd", "mp3",  "mp4", "avi",  "wav", "mkv",
        "zip",  "rar", "gz",   "tar",  "bak", "log", "ini",  "srt", "epub", "dll", "iso"};
    return run->kind == ZN_RUN_LATIN &&
           is_in(stop, run, extensions, sizeof extensions / sizeof extensions[0]);
}

/* Is there an extension further on, with no space or mark between? */
static bool is_in_file_name(const struct stop *stop)
{
    enum { RUNS_MAX = 8, LENGTH_MAX = 60 };
    const struct zn_run *run = stop->behind;
    for (int i = 0; i < RUNS_MAX; i++, run++) {
        bool part = run->kind == ZN_RUN_HAN || run->kind == ZN_RUN_LATIN ||
                    run->kind == ZN_RUN_DIGIT || run->kind == ZN_RUN_DOT;
        if (!part || run->start - stop->dot->start > LENGTH_MAX)
            return false;
        if (run->kind == ZN_RUN_DOT && is_extension(stop, run + 1))
            return true;
    }
    return false;
}

/* ---- The question ------------------------------------------------------ */

/* Between Han, or between something else and Han, with no space. */
static bool ends_before_han(const struct stop *stop)
{
    switch (stop->before->kind) {
    case ZN_RUN_HAN:
        return !is_han_marker(stop) &&
               !(is_name_part(stop, stop->before, true) &&
                 is_name_part(stop, stop->behind, false)) &&
               !is_in_file_name(stop);
    case ZN_RUN_LATIN:
        return zn_run_length(stop->before) > 1 && !is_abbreviation(stop) &&
               !is_in_file_name(stop);
    case ZN_RUN_DIGIT:
        return !is_marker(stop) && !is_section(stop) && !is_in_file_name(stop);
    case ZN_RUN_OPAQUE:
    case ZN_RUN_QUOTE:
    case ZN_RUN_CLOSE:
        return true;
    default:
        return false;
    }
}

/* A capital, then small letters, then another word, right behind Han. */
static bool begins_latin_sentence(const struct stop *stop)
{
    const struct zn_run *word = stop->behind;
    const uint8_t *letters = bytes_of(stop, word);
    return stop->before->kind == ZN_RUN_HAN && zn_run_length(word) >= 2 && letters[0] >= 'A' &&
           letters[0] <= 'Z' && letters[1] >= 'a' && letters[1] <= 'z' &&
           word[1].kind == ZN_RUN_SPACE && word[2].kind == ZN_RUN_LATIN;
}

static bool ends_sentence(const struct stop *stop)
{
    if (stop->before->kind == ZN_RUN_DOT || stop->before->kind == ZN_RUN_EDGE ||
        stop->before->mark == ZN_MARK_STOP || stop->behind->mark == ZN_MARK_STOP)
        return false;
    switch (stop->behind->kind) {
    case ZN_RUN_HAN:
        return ends_before_han(stop);
    case ZN_RUN_EDGE:
    case ZN_RUN_SPACE:
    case ZN_RUN_MARK:
    case ZN_RUN_QUOTE:
    case ZN_RUN_CLOSE:
    case ZN_RUN_MARKUP:
        return !is_abbreviation(stop) && !is_marker(stop) && !is_section(stop) &&
               !is_han_marker(stop);
    case ZN_RUN_LATIN:
        return begins_latin_sentence(stop);
    default:
        return false;
    }
}

void zn_runs_find_stops(struct zn_paragraph *paragraph)
{
    struct zn_run *runs = paragraph->runs;
    for (size_t i = 1; i + 1 < paragraph->count; i++) {
        if (runs[i].kind != ZN_RUN_DOT)
            continue;
        const struct zn_run *before = &runs[i - 1];
        const struct zn_run *behind = &runs[i + 1];
        bool closes = behind->kind == ZN_RUN_SPACE && is_closing(&behind[1]);
        struct stop stop = {paragraph, &runs[i], before - (before->kind == ZN_RUN_SPACE),
                            behind + closes};
        if (!ends_sentence(&stop))
            continue;
        runs[i].kind = ZN_RUN_MARK;
        runs[i].mark = ZN_MARK_STOP;
        runs[i].flags = 0; /* U+FF0E is none of the marks that stay */
    }
}
