/* Cases of running text and of paragraphs that are too long; see cases.h. */
#include "cases.h"

#include <string.h>

struct range {
    uint32_t first;
    uint32_t last;
};

/* What real and unreal text is made of besides the keys. */
static const struct range ranges[] = {
    {0x20, 0x7E},       /* ASCII */
    {0x30, 0x39},       /* digits */
    {0x80, 0x2FF},      /* C1 controls and Latin */
    {0x300, 0x36F},     /* combining marks */
    {0x370, 0x7FF},     /* the other two-byte sequences */
    {0x2000, 0x2027},   /* spaces, dashes, quotation marks, zero width */
    {0x202A, 0x206F},   /* direction controls */
    {0x2E80, 0x2FDF},   /* radicals */
    {0x2FF0, 0x2FFF},   /* ideographic description */
    {0x3000, 0x303F},   /* CJK marks */
    {0x3041, 0x30FF},   /* kana */
    {0x3400, 0x4DBF},   /* extension A */
    {0x4E00, 0x9FFF},   /* Han */
    {0x4E00, 0x9FFF},   /* Han, once more */
    {0xAC00, 0xD7A3},   /* Hangul */
    {0xE000, 0xE0FF},   /* private use */
    {0xF900, 0xFAFF},   /* compatibility ideographs */
    {0xFE00, 0xFE6B},   /* variation selectors, small and vertical forms */
    {0xFEFF, 0xFEFF},   /* the byte order mark */
    {0xFF01, 0xFFEF},   /* full width and half width */
    {0xFFFC, 0xFFFF},   /* replacement and noncharacters */
    {0x1F300, 0x1FAFF}, /* emoji */
    {0x20000, 0x2A6DF}, /* extension B */
    {0x2A700, 0x2FA1F}, /* extensions C to I, more compatibility ideographs */
    {0x30000, 0x323AF}, /* extensions G and H */
    {0xE0100, 0xE01EF}, /* ideographic variation selectors */
    {0x10FFF0, 0x10FFFF},
};

static const char *const pieces[] = {
    "，",
    "。",
    "！",
    "？",
    "、",
    "；",
    "：",
    "「",
    "」",
    "『",
    "』",
    "（",
    "）",
    "《",
    "》",
    "……",
    "——",
    "·",
    "　",
    " ",
    "\t",
    ", ",
    ". ",
    "的",
    "是",
    "了",
    "在",
    "这",
    "這",
    "们",
    "們",
    "着",
    "著",
    "后",
    "後",
    "干",
    "乾",
    "幹",
    "发",
    "發",
    "髮",
    "里",
    "裡",
    "裏",
    "台",
    "臺",
    "乾隆",
    "头发",
    "頭髮",
    "网络",
    "網路",
    "の",
    "カタカナ",
    "👩‍🚀",
    "🇨🇳",
    "e\xCC\x81",
    "\xE2\x80\x8B",
    "https://a.b/",
    "\xF0\xA0\xAE\xB7",
    "2024年",
};

static const char *const other_breaks[] = {
    "\r", "\v", "\f", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9",
};

static void append_range(struct text *cases, uint64_t *chance)
{
    const struct range *range = &ranges[below(chance, sizeof ranges / sizeof ranges[0])];
    uint32_t span = range->last - range->first + 1;
    text_code_point(cases, range->first + (uint32_t)below(chance, span));
}

/* A piece of a key: the whole of it, a character, or what leads to it. */
static void append_key_part(struct text *cases, const struct opencc_entry *entry,
                            uint64_t *chance)
{
    size_t from = 0;
    size_t to = entry->key_length;
    if (below(chance, 3) == 0) {
        size_t characters = count_characters(entry->key, entry->key_length);
        size_t skip = below(chance, characters);
        size_t keep = 1 + below(chance, characters - skip);
        while (skip-- > 0)
            from += sequence_length(entry->key[from]);
        to = from;
        while (keep-- > 0)
            to += sequence_length(entry->key[to]);
    }
    text_append(cases, entry->key + from, to - from);
}

static void append_token(struct text *cases, const struct opencc_entries *entries, int breaks,
                         uint64_t *chance)
{
    size_t kind = below(chance, 16);
    if (kind < 4)
        append_key_part(cases, pick_phrase(entries, chance), chance);
    else if (kind < 9)
        append_key_part(cases, &entries->items[below(chance, entries->count)], chance);
    else if (kind < 12)
        text_string(cases, pieces[below(chance, sizeof pieces / sizeof pieces[0])]);
    else if (kind < 15 || !breaks)
        append_range(cases, chance);
    else
        text_string(cases,
                    other_breaks[below(chance, sizeof other_breaks / sizeof other_breaks[0])]);
}

void cases_mixed(struct text *cases, const struct opencc_entries *entries, size_t bytes,
                 size_t tokens, int breaks, uint64_t *chance)
{
    size_t end = cases->length + bytes;
    while (cases->length < end) {
        size_t count = 1 + below(chance, tokens);
        while (count-- > 0)
            append_token(cases, entries, breaks, chance);
        text_append(cases, "\n", 1);
    }
}

/* Repeats `filler` for exactly `bytes`; what is left over is ASCII, in front. */
static void append_filler(struct text *cases, const char *filler, size_t bytes)
{
    size_t length = strlen(filler);
    for (size_t i = 0; i < bytes % length; i++)
        text_string(cases, "7");
    for (size_t i = 0; i < bytes / length; i++)
        text_append(cases, filler, length);
}

void cases_at_limit(struct text *cases, const char *phrase, size_t length, size_t limit)
{
    /* Nowhere to cut but between characters; words; sentences; one long key-like run. */
    static const char *const fillers[] = {"山", "word ", "他說的話。", "乾"};
    size_t first = limit > length + 12 ? limit - length - 12 : 0;
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        for (size_t before = first; before <= limit + 4; before++) {
            append_filler(cases, fillers[i], before);
            text_append(cases, phrase, length);
            /* Long enough for a second cut, with the phrase at its limit too. */
            append_filler(cases, fillers[i], limit - length % 16);
            text_append(cases, phrase, length);
            text_append(cases, "\n", 1);
        }
    }
}
