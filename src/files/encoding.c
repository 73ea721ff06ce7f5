/*
 * See encoding.h.  What glibc knows under these names, measured:
 *   BIG5        all of Big5 and of Microsoft's code page 950; ETEN's signs and kana only as
 *               private use
 *   BIG5-HKSCS  these, and Hong Kong's supplement; but other characters for a dozen signs
 *               (U+223C for the wave dash that Taiwan reads as U+FF5E), and none for six
 *   GBK         all of GB 2312 and GBK, the euro sign of code page 936 (which GB18030 lacks
 *               there), and the middle dot and the dash that fit Chinese; under the name
 *               GB2312 those are a katakana dot and a horizontal bar
 */
#include "files/encoding.h"

#include <string.h>
#include <strings.h>

static const struct zn_encoding encodings[] = {
    {"utf-8", "UTF-8", NULL, ZN_ENCODING_UTF8, false, "\xEF\xBB\xBF"},
    {"utf-16le", "UTF-16LE", NULL, ZN_ENCODING_UTF16, false, "\xFF\xFE"},
    {"utf-16be", "UTF-16BE", NULL, ZN_ENCODING_UTF16, false, "\xFE\xFF"},
    {"gb18030", "GB18030", NULL, ZN_ENCODING_FOUR, false, "\x84\x31\x95\x33"},
    {"utf-16", "UTF-16", NULL, ZN_ENCODING_UTF16, false, ""},
    {"big5", "BIG5", "BIG5-HKSCS", ZN_ENCODING_DOUBLE, true, ""},
    {"big5-hkscs", "BIG5-HKSCS", "BIG5", ZN_ENCODING_DOUBLE, false, ""},
    {"gbk", "GBK", NULL, ZN_ENCODING_DOUBLE, false, ""},
    {"gb2312", "GBK", NULL, ZN_ENCODING_DOUBLE, false, ""},
};

enum { LITTLE_ENDIAN_ROW = 1, BIG_ENDIAN_ROW = 2, EITHER_ROW = 4 };

static const size_t count = sizeof encodings / sizeof encodings[0];

const struct zn_encoding *zn_encoding_named(const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(name, encodings[i].name) == 0)
            return &encodings[i];
    return NULL;
}

const char *zn_encoding_find(const char *name)
{
    const struct zn_encoding *encoding = zn_encoding_named(name);

    return encoding != NULL ? encoding->iconv : NULL;
}

const char *zn_encoding_names(void)
{
    return "utf-8, utf-16, utf-16le, utf-16be, big5, big5-hkscs, gbk, gb2312, gb18030";
}

size_t zn_encoding_mark(const struct zn_encoding *encoding, const char *bytes, size_t length)
{
    size_t mark = strlen(encoding->mark);

    return length >= mark && memcmp(bytes, encoding->mark, mark) == 0 ? mark : 0;
}

const struct zn_encoding *zn_encoding_marked(const char *bytes, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (zn_encoding_mark(&encodings[i], bytes, length) != 0)
            return &encodings[i];
    return NULL;
}

const struct zn_encoding *zn_encoding_resolve(const struct zn_encoding *encoding,
                                              const char *bytes, size_t length)
{
    const struct zn_encoding *big = &encodings[BIG_ENDIAN_ROW];

    if (encoding != &encodings[EITHER_ROW])
        return encoding;
    return zn_encoding_mark(big, bytes, length) != 0 ? big : &encodings[LITTLE_ENDIAN_ROW];
}
