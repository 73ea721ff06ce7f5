/* What a file is taken to be encoded in, by texts of every kind and length. */
#include "sources.h"
#include "suite.h"

#include <iconv.h>

static const struct zn_source_options automatic = {.encoding = "auto"};

static const char *const traditional[] = {
    ("昨日下午，市政府宣布新的圖書館將於明年三月動工，預計兩年後完成。\n館內除了書庫以外，還會"
     "設置"
     "供孩子們聽故事的房間，以及可以看見整條河岸的露臺。\n"),
    "她把信摺好，放回抽屜裡，然後走到窗邊。雨還沒有停。「你真的要走嗎？」她問。\n",
    "香港的天氣這幾天很潮濕，洗好的衣服總是晾不乾。",
    "臺北市天氣預報",
    "請問廁所在哪裡？",
};

static const char *const simplified[] = {
    ("昨天下午，市政府宣布新的图书馆将于明年三月动工，预计两年后完成。\n馆内除了书库以外，还会"
     "设置"
     "供孩子们听故事的房间，以及可以看见整条河岸的露台。\n"),
    "她把信叠好，放回抽屉里，然后走到窗边。雨还没有停。“你真的要走吗？”她问。\n",
    "这款手机的电池可以用两天，不过充电要花三个小时，价格是2999元。",
    "北京天气预报",
    "请问洗手间在哪里？",
};
enum { TEXTS = 5 };

struct way {
    const char *iconv; /* what the text is encoded in, as iconv names it */
    const char *mark;  /* what is put before it */
    size_t mark_length;
    const char *wanted;
};

static const struct way traditional_ways[] = {
    {"UTF-8", "", 0, "UTF-8"},
    {"UTF-8", "\xEF\xBB\xBF", 3, "UTF-8"},
    {"BIG5", "", 0, "BIG5"},
    {"BIG5-HKSCS", "", 0, "BIG5"},
    {"GB18030", "", 0, "GB18030"},
    {"UTF-16LE", "", 0, "UTF-16LE"},
    {"UTF-16BE", "", 0, "UTF-16BE"},
    {"UTF-16LE", "\xFF\xFE", 2, "UTF-16LE"},
    {"UTF-16BE", "\xFE\xFF", 2, "UTF-16BE"},
};

static const struct way simplified_ways[] = {
    {"UTF-8", "", 0, "UTF-8"},       {"GB2312", "", 0, "GB18030"},
    {"GBK", "", 0, "GB18030"},       {"GB18030", "\x84\x31\x95\x33", 4, "GB18030"},
    {"UTF-16LE", "", 0, "UTF-16LE"}, {"UTF-16BE", "", 0, "UTF-16BE"},
};
enum {
    TRADITIONAL_WAYS = sizeof traditional_ways / sizeof traditional_ways[0],
    SIMPLIFIED_WAYS = sizeof simplified_ways / sizeof simplified_ways[0]
};

/* Encodes a text behind `bytes`, of which there are `length`; returns their new number. */
static size_t encode(const char *iconv_name, const char *text, char *bytes, size_t length,
                     size_t size)
{
    iconv_t handle = iconv_open(iconv_name, "UTF-8");
    char *from = (char *)(uintptr_t)text;
    size_t left = strlen(text);
    char *to = bytes + length;
    size_t room = size - length;

    ck_assert(handle != (iconv_t)-1);
    ck_assert_msg(iconv(handle, &from, &left, &to, &room) == 0, "'%s' is not %s", from,
                  iconv_name);
    iconv_close(handle);
    return size - room;
}

static void check(const char *text, const struct way *way)
{
    char bytes[4096];
    memcpy(bytes, way->mark, way->mark_length);
    size_t length = encode(way->iconv, text, bytes, way->mark_length, sizeof bytes);
    struct reading reading = read_bytes(&automatic, "a", bytes, length, 100);

    ck_assert_msg(strcmp(reading.encoding, way->wanted) == 0, "'%s' in %s is taken for %s",
                  text, way->iconv, reading.encoding);
    if (strcmp(way->wanted, "UTF-8") == 0)
        assert_reads(&reading, bytes, length);
    else
        assert_reads(&reading, text, strlen(text));
    reading_free(&reading);
}

START_TEST(finds_traditional_text)
{
    for (size_t i = 0; i < TRADITIONAL_WAYS; i++)
        check(traditional[_i], &traditional_ways[i]);
}
END_TEST

START_TEST(finds_simplified_text)
{
    for (size_t i = 0; i < SIMPLIFIED_WAYS; i++)
        check(simplified[_i], &simplified_ways[i]);
}
END_TEST

/* The beginning decides, wherever it is cut: within a character, too. */
START_TEST(finds_it_in_a_long_file)
{
    static const char *const encodings[] = {"BIG5", "GB18030", "UTF-16LE", "UTF-16BE",
                                            "UTF-8"};
    size_t size = 300000;
    char *bytes = malloc(size);
    char *text = malloc(size);
    ck_assert(bytes != NULL && text != NULL);

    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++)
        for (size_t before = 0; before < 3; before++) {
            size_t text_length = before;
            memset(text, 'x', before);
            while (text_length < 200000) {
                size_t one = strlen(traditional[1]);
                memcpy(text + text_length, traditional[1], one);
                text_length += one;
            }
            text[text_length] = '\0';
            size_t length = encode(encodings[i], text, bytes, 0, size);
            struct reading reading = read_bytes(&automatic, "a", bytes, length, 65536);
            ck_assert_str_eq(reading.encoding, encodings[i]);
            assert_reads(&reading, text, text_length);
            reading_free(&reading);
        }
    free(bytes);
    free(text);
}
END_TEST

START_TEST(takes_ascii_and_nothing_for_utf8)
{
    static const char *const texts[] = {"", "a", "plain text\r\nof two lines\n"};

    for (size_t i = 0; i < 3; i++) {
        struct reading reading = read_bytes(&automatic, "a", texts[i], strlen(texts[i]), 64);
        ck_assert_str_eq(reading.encoding, "UTF-8");
        assert_reads(&reading, texts[i], strlen(texts[i]));
        reading_free(&reading);
    }
    /* ASCII in two bytes each. */
    struct reading reading = read_bytes(&automatic, "a", "a\0b\0c\0\n\0", 8, 64);
    ck_assert_str_eq(reading.encoding, "UTF-16LE");
    reading_free(&reading);
    /* A NUL in UTF-8 is text. */
    reading = read_bytes(&automatic, "a", "天氣\0很好", 13, 64);
    ck_assert_str_eq(reading.encoding, "UTF-8");
    reading_free(&reading);
}
END_TEST

/* Where the text alone leaves it open, the page's word decides. */
START_TEST(believes_what_a_page_declares)
{
    /* 請等 in Big5, 叫单 in GBK. */
    static const char *const pages[] = {
        "<html><head><meta charset=\"big5\"></head><body>\xBD\xD0\xB5\xA5</body></html>",
        ("<html><head><META http-equiv=Content-Type content='text/html; charset = GB2312'>"
         "</head><body>\xBD\xD0\xB5\xA5</body></html>"),
        "<?xml version=\"1.0\" encoding='gbk'?><p>\xBD\xD0\xB5\xA5</p>",
    };
    static const char *const wanted[] = {"BIG5", "GBK", "GBK"};

    for (size_t i = 0; i < 3; i++) {
        struct reading reading = read_bytes(&automatic, "a", pages[i], strlen(pages[i]), 64);
        ck_assert_str_eq(reading.encoding, wanted[i]);
        reading_free(&reading);
    }
}
END_TEST

/* What declares another encoding than it is in is read as it is. */
START_TEST(believes_the_text_more_than_the_page)
{
    char page[4096] = "<html><head><meta charset=gb2312></head><body>";
    size_t length = encode("BIG5", traditional[0], page, strlen(page), sizeof page);
    struct reading reading = read_bytes(&automatic, "a", page, length, 64);

    ck_assert_str_eq(reading.encoding, "BIG5");
    reading_free(&reading);
    (void)snprintf(page, sizeof page, "<meta charset=big5>%s", traditional[0]);
    reading = read_bytes(&automatic, "a", page, strlen(page), 64);
    ck_assert_str_eq(reading.encoding, "UTF-8");
    reading_free(&reading);
}
END_TEST

/* UTF-8 with a mistake, cut short, or none of ours: UTF-8, which is then told to be wrong. */
START_TEST(leaves_the_rest_to_utf8)
{
    char bytes[4096];
    size_t length = strlen(simplified[0]);
    memcpy(bytes, simplified[0], length + 1);

    struct reading reading = read_bytes(&automatic, "a", bytes, length - 2, 64);
    ck_assert_str_eq(reading.encoding, "UTF-8");
    reading_free(&reading);
    bytes[30] = '\xFF';
    reading = read_bytes(&automatic, "a", bytes, length, 64);
    ck_assert_str_eq(reading.encoding, "UTF-8");
    assert_reads(&reading, bytes, length);
    reading_free(&reading);

    static const char *const others[][2] = {
        {"ISO-8859-1", "L'été dernier, l'école était fermée à cause de la chaleur."},
        {"CP1251", "Утром на улице было тихо, и снег лежал на крышах домов."},
        {"SHIFT_JIS", "駅の前にある小さな店で、友達とコーヒーを飲みました。"},
        {"EUC-KR", "어제는 친구와 함께 바닷가를 천천히 걸었습니다."},
    };
    for (size_t i = 0; i < 4; i++) {
        length = encode(others[i][0], others[i][1], bytes, 0, sizeof bytes);
        reading = read_bytes(&automatic, "a", bytes, length, 64);
        ck_assert_msg(strcmp(reading.encoding, "UTF-8") == 0, "%s is taken for %s",
                      others[i][0], reading.encoding);
        assert_reads(&reading, bytes, length);
        reading_free(&reading);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("guess");
    TCase *tests = tcase_create("guess");
    tcase_add_loop_test(tests, finds_traditional_text, 0, TEXTS);
    tcase_add_loop_test(tests, finds_simplified_text, 0, TEXTS);
    tcase_add_test(tests, finds_it_in_a_long_file);
    tcase_add_test(tests, takes_ascii_and_nothing_for_utf8);
    tcase_add_test(tests, believes_what_a_page_declares);
    tcase_add_test(tests, believes_the_text_more_than_the_page);
    tcase_add_test(tests, leaves_the_rest_to_utf8);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return run_suite(make_suite());
}
