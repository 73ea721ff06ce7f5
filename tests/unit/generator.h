/*
 * Generated text for property tests: seeded, so that a failure can be had
 * again, and made of what the normalising steps look at.
 */
#ifndef ZN_TESTS_UNIT_GENERATOR_H
#define ZN_TESTS_UNIT_GENERATOR_H

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

#endif
