/* See markdown_entity.h. */
#include "formats/markdown_entity.h"

#include <string.h>

/* Those that are written in articles; what else there is stands for no more than a thing. */
static const struct {
    const char *name;
    uint32_t code_point;
} entities[] = {
    {"amp", '&'},      {"apos", '\''},    {"bull", 0x2022},  {"copy", 0xA9},
    {"emsp", 0x2003},  {"ensp", 0x2002},  {"gt", '>'},       {"hellip", 0x2026},
    {"ldquo", 0x201C}, {"lsquo", 0x2018}, {"lt", '<'},       {"mdash", 0x2014},
    {"middot", 0xB7},  {"nbsp", 0xA0},    {"ndash", 0x2013}, {"quot", '"'},
    {"rdquo", 0x201D}, {"reg", 0xAE},     {"rsquo", 0x2019}, {"thinsp", 0x2009},
    {"times", 0xD7},   {"trade", 0x2122}, {"yen", 0xA5},
};

static uint32_t digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (uint32_t)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10 : 16;
}

/* The number between "&#" and ";". */
static uint32_t read_number(const char *digits, size_t length)
{
    uint32_t base = length != 0 && (*digits | 0x20) == 'x' ? 16 : 10;
    uint32_t number = 0;

    for (size_t i = base == 16; i < length; i++) {
        uint32_t value = digit_value(digits[i]);
        if (value >= base || number > 0x10FFFF)
            return 0;
        number = number * base + value;
    }
    return number > 0x10FFFF || (number >= 0xD800 && number < 0xE000) ? 0 : number;
}

uint32_t zn_markdown_entity(const char *entity, size_t length)
{
    if (length < 3)
        return 0;
    const char *name = entity + 1;
    length -= 2;
    if (*name == '#')
        return read_number(name + 1, length - 1);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strlen(entities[i].name) == length && memcmp(entities[i].name, name, length) == 0)
            return entities[i].code_point;
    return 0;
}
