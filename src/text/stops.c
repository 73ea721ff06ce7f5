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
    bool is_terse;  /* the paragraph ends with such a stop, and has no U+3002 */
    bool is_titled; /* it stands in the title of a book or chapter */
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
        "Dr",   "Mr",   "Mrs", "Ms",  "Prof", "St",   "Mt",   "vs",   "No",   "Nos",    "Fig",
        "Figs", "Vol",  "pp",  "Eq",  "Ch",   "Sec",  "Ed",   "eds",  "cf",   "ca",     "Gen",
        "Col",  "Sgt",  "Rev", "Hon", "Jan",  "Feb",  "Mar",  "Apr",  "Jun",  "Jul",    "Aug",
        "Sep",  "Sept", "Oct", "Nov", "Dec",  "Ave",  "Blvd", "Rd",   "dept", "approx", "tel",
        "ext",  "vi",   "vt",  "adj", "adv",  "prep", "conj", "pron", "sb",   "sth",    "feat",
        "ft",   "eg",   "ie",  "aka", "ps",   "PS",   "PPS"};
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

/* The Han that the number of a caption follows. */
static bool is_caption(const struct stop *stop, const struct zn_run *han)
{
    static const char *const labels[] = {"图",   "圖",   "表",   "式",   "例",   "附录",
                                         "附錄", "步骤", "步驟", "定理", "引理", "定义",
                                         "定義", "命题", "命題", "推论", "推論"};
    size_t length = zn_run_length(han);
    if (han->kind != ZN_RUN_HAN)
        return false;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        size_t size = strlen(labels[i]);
        if (length >= size &&
            memcmp(bytes_of(stop, han) + length - size, labels[i], size) == 0)
            return true;
    }
    return false;
}

/* The same, or a heading of a few characters at the start of the paragraph. */
static bool is_label(const struct stop *stop, const struct zn_run *han)
{
    enum { LABEL_MAX = 4 * 3 }; /* bytes */
    bool heading = zn_run_is_first(han) && zn_run_length(han) <= LABEL_MAX;
    return heading || is_caption(stop, han);
}

/* Does a label such as Q or Step, to which a number belongs, begin something? */
static bool is_latin_label(const struct zn_run *word)
{
    enum zn_run_kind left = (enum zn_run_kind)word[-1].kind;
    return left != ZN_RUN_HAN && left != ZN_RUN_DOT && left != ZN_RUN_DIGIT;
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
    case ZN_RUN_LATIN:
        return is_latin_label(left);
    case ZN_RUN_DOT: /* a decimal, or the item behind the end of another */
        return left[-1].kind != ZN_RUN_DIGIT && left[-1].kind != ZN_RUN_LATIN;
    case ZN_RUN_DIGIT:
    case ZN_RUN_OPAQUE:
    case ZN_RUN_KANA:
    case ZN_RUN_HANGUL:
        return false;
    default:
        return true;
    }
}

/* 3.1. before the title of a section; 图3.1. */
static bool is_section(const struct stop *stop)
{
    const struct zn_run *run = stop->before;
    if (stop->behind->kind == ZN_RUN_EDGE)
        return false;
    while (run->kind == ZN_RUN_DIGIT && run[-1].kind == ZN_RUN_DOT)
        run -= 2;
    return run->kind == ZN_RUN_DIGIT && (zn_run_is_first(run) || is_caption(stop, run - 1));
}

/* Han numerals, three at most. */
static bool is_numeral(const struct stop *stop, const struct zn_run *han)
{
    enum { LENGTH = 3, LENGTH_MAX = 3 * LENGTH };
    static const char numerals[] = "一二三四五六七八九十甲乙丙丁";
    size_t length = zn_run_length(han);
    if (length > LENGTH_MAX || length % LENGTH != 0)
        return false;
    for (size_t at = 0; at < length; at += LENGTH) {
        char character[LENGTH + 1] = {0};
        memcpy(character, bytes_of(stop, han) + at, LENGTH);
        if (strstr(numerals, character) == NULL)
            return false;
    }
    return true;
}

/* The number of an item between brackets, or before one: (1). or 1). */
static bool is_bracketed_marker(const struct stop *stop)
{
    enum { DIGITS_MAX = 3, HAN_MAX = 9 };
    const struct zn_run *number = stop->before - 1;
    if (stop->before->kind != ZN_RUN_CLOSE || stop->behind->kind == ZN_RUN_EDGE)
        return false;
    if (number->kind == ZN_RUN_DIGIT)
        return zn_run_length(number) <= DIGITS_MAX && number[-1].kind != ZN_RUN_HAN;
    return number->kind == ZN_RUN_HAN && number[-1].kind == ZN_RUN_OPEN &&
           zn_run_length(number) <= HAN_MAX && is_numeral(stop, number);
}

/* 一. before an item. */
static bool is_han_marker(const struct stop *stop)
{
    const struct zn_run *number = stop->before;
    if (number->kind != ZN_RUN_HAN || stop->behind->kind == ZN_RUN_EDGE ||
        is_closing(stop->behind) || !is_numeral(stop, number))
        return false;
    switch (number[-1].kind) {
    case ZN_RUN_EDGE:
    case ZN_RUN_SPACE:
    case ZN_RUN_MARK:
    case ZN_RUN_OPEN:
    case ZN_RUN_CLOSE:
    case ZN_RUN_QUOTE:
        return true;
    default:
        return false;
    }
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
    enum { LENGTH = 3, LOOK = 2 * LENGTH };
    size_t length = zn_run_length(han);
    if (length < LOOK || length % LENGTH != 0)
        return false;
    const uint8_t *at = bytes_of(stop, han) + (last ? length - LOOK : 0);
    for (size_t i = 0; i < LOOK; i += LENGTH) {
        uint32_t code_point;
        zn_utf8_decode(at + i, &code_point);
        if (!is_transcription(code_point))
            return false;
    }
    return true;
}

/* ---- File names -------------------------------------------------------- */

static bool is_extension(const struct stop *stop, const struct zn_run *run)
{
    enum { LENGTH_MAX = 5 };
    static const char *const extensions[] = {
        "txt",  "md",  "doc",  "docx", "pdf", "xls", "xlsx", "ppt", "pptx", "csv", "json",
        "xml",  "htm", "html", "css",  "js",  "ts",  "py",   "sh",  "exe",  "apk", "jpg",
        "jpeg", "png", "gif",  "bmp",  "svg", "psd", "mp3",  "mp4", "avi",  "wav", "mkv",
        "zip",  "rar", "gz",   "tar",  "bak", "log", "ini",  "srt", "epub", "dll", "iso"};
    char extension[LENGTH_MAX + 1] = {0};
    const uint8_t *text = stop->paragraph->text;
    size_t length = 0;
    for (uint32_t at = run->start; at < stop->paragraph->length && length < LENGTH_MAX; at++) {
        if (!zn_is_ascii_alnum(text[at]))
            break;
        extension[length++] = (char)text[at];
    }
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        if (strcmp(extension, extensions[i]) == 0)
            return true;
    return false;
}

/* Is there an extension further on, with no space or mark between? */
static bool is_in_file_name(const struct stop *stop)
{
    enum { RUNS_MAX = 16, LENGTH_MAX = 100 };
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

/*
 * Between Han, a stop is more often the point of a name than the end of a
 * sentence, unless the paragraph ends its sentences so.
 */
static bool ends_between_han(const struct stop *stop)
{
    return stop->is_terse && !stop->is_titled && !is_han_marker(stop) &&
           !is_name_part(stop, stop->before, true) &&
           !is_name_part(stop, stop->behind, false) && !is_in_file_name(stop);
}

/* Between something and Han, with no space. */
static bool ends_before_han(const struct stop *stop)
{
    switch (stop->before->kind) {
    case ZN_RUN_HAN:
        return ends_between_han(stop);
    case ZN_RUN_LATIN:
        return zn_run_length(stop->before) > 1 && !is_abbreviation(stop) &&
               !is_in_file_name(stop);
    case ZN_RUN_DIGIT:
        return !is_marker(stop) && !is_section(stop) && !is_in_file_name(stop);
    case ZN_RUN_SYMBOL:
        return stop->is_terse;
    case ZN_RUN_CLOSE:
        return !is_bracketed_marker(stop);
    case ZN_RUN_OPAQUE:
    case ZN_RUN_QUOTE:
        return true;
    default:
        return false;
    }
}

/* Before a number that begins a sentence: one with Han, or an item's. */
static bool ends_before_number(const struct stop *stop)
{
    enum { DIGITS_MAX = 3 };
    const struct zn_run *number = stop->behind;
    bool item = zn_run_length(number) <= DIGITS_MAX && number[1].kind == ZN_RUN_DOT &&
                number[2].kind == ZN_RUN_HAN;
    return stop->before->kind == ZN_RUN_HAN && stop->is_terse && !stop->is_titled &&
           (number[1].kind == ZN_RUN_HAN || item);
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
               !is_han_marker(stop) && !is_bracketed_marker(stop);
    case ZN_RUN_OPEN:
    case ZN_RUN_DASH:
        return stop->before->kind == ZN_RUN_HAN;
    case ZN_RUN_SYMBOL: /* not those of code */
        return stop->before->kind == ZN_RUN_HAN && bytes_of(stop, stop->behind)[0] >= 0x80;
    case ZN_RUN_DIGIT:
        return ends_before_number(stop);
    case ZN_RUN_LATIN:
        return begins_latin_sentence(stop);
    default:
        return false;
    }
}

/* ---- The paragraph ----------------------------------------------------- */

/* The kinds of a bibliography's entries, GB/T 7714: its stops are of its own. */
static bool is_reference(const struct zn_paragraph *paragraph)
{
    static const char *const kinds[] = {"M", "J", "D", "C", "N", "R", "S", "P", "Z", "EB"};
    for (size_t i = 1; i + 2 < paragraph->count; i++) {
        const struct zn_run *run = &paragraph->runs[i];
        if (run->kind != ZN_RUN_LATIN || run[-1].kind != ZN_RUN_OPEN ||
            run[-1].mark != ZN_MARK_SQUARE)
            continue;
        struct stop stop = {.paragraph = paragraph};
        if ((run[1].kind == ZN_RUN_CLOSE || run[1].kind == ZN_RUN_SYMBOL) &&
            is_in(&stop, run, kinds, sizeof kinds / sizeof kinds[0]))
            return true;
    }
    return false;
}

/* Does the paragraph end with a full stop behind Han, and hold no U+3002? */
static bool is_terse(const struct zn_paragraph *paragraph)
{
    const struct zn_run *runs = paragraph->runs;
    size_t last = paragraph->count - 2;
    while (last > 0 && (runs[last].kind == ZN_RUN_SPACE || runs[last].kind == ZN_RUN_CLOSE ||
                        runs[last].kind == ZN_RUN_QUOTE))
        last--;
    if (last < 2)
        return false;
    const struct zn_run *end = &runs[last];
    if (end->kind != ZN_RUN_DOT || end[-1].kind != ZN_RUN_HAN)
        return false;
    for (size_t i = 1; i < last; i++)
        if (runs[i].mark == ZN_MARK_STOP)
            return false;
    return true;
}

void zn_runs_find_stops(struct zn_paragraph *paragraph)
{
    struct zn_run *runs = paragraph->runs;
    if (is_reference(paragraph))
        return;
    bool terse = is_terse(paragraph);
    size_t titles = 0;
    for (size_t i = 1; i + 1 < paragraph->count; i++) {
        if (runs[i].mark == ZN_MARK_CJK_BRACKET)
            titles = runs[i].kind == ZN_RUN_OPEN ? titles + 1 : titles - (titles != 0);
        if (runs[i].kind != ZN_RUN_DOT)
            continue;
        const struct zn_run *before = &runs[i - 1];
        const struct zn_run *behind = &runs[i + 1];
        bool closes = behind->kind == ZN_RUN_SPACE &&
                      (is_closing(&behind[1]) || behind[1].kind == ZN_RUN_EDGE);
        struct stop stop = {.paragraph = paragraph,
                            .dot = &runs[i],
                            .before = before - (before->kind == ZN_RUN_SPACE),
                            .behind = behind + closes,
                            .is_terse = terse,
                            .is_titled = titles != 0};
        if (!ends_sentence(&stop))
            continue;
        runs[i].kind = ZN_RUN_MARK;
        runs[i].mark = ZN_MARK_STOP;
        runs[i].flags = 0; /* U+FF0E is none of the marks that stay */
    }
}
