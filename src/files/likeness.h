/*
 * How much a text reads like Chinese: what tells a text from the same bytes decoded wrongly.
 */
#ifndef ZN_FILES_LIKENESS_H
#define ZN_FILES_LIKENESS_H

#include <stddef.h>
#include <stdint.h>

/* Adds up over a text, over what is not ASCII in it: control characters are not. */
struct zn_likeness {
    int64_t points;
    uint64_t count;
};

/* The characters that Chinese is mostly written in: a bit for each code point of the BMP. */
struct zn_common_characters {
    uint64_t bits[0x10000 / 64];
};

void zn_common_characters_init(struct zn_common_characters *common);

/* Adds valid UTF-8. */
void zn_likeness_add(struct zn_likeness *likeness, const struct zn_common_characters *common,
                     const char *text, size_t length);

/* Adds bytes that are no characters. */
void zn_likeness_add_bad(struct zn_likeness *likeness);

/* The most that a text can have. */
#define ZN_LIKENESS_MOST 4000

/* The mean of the points, times 1,000; the most if there is only ASCII. */
int64_t zn_likeness_value(const struct zn_likeness *likeness);

#endif
