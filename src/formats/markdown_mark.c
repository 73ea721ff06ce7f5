/* See markdown_mark.h. */
#include "formats/markdown_mark.h"

#include <stddef.h>

struct span {
    uint32_t first;
    uint32_t last;
};

static bool is_in(const struct span *spans, size_t count, uint32_t code_point)
{
    for (size_t i = 0; i < count; i++)
        if (code_point >= spans[i].first && code_point <= spans[i].last)
            return true;
    return false;
}

bool zn_markdown_is_white(uint32_t code_point)
{
    static const struct span spans[] = {{'\t', '\t'},     {' ', ' '},       {0xA0, 0xA0},
                                        {0x1680, 0x1680}, {0x2000, 0x200A}, {0x202F, 0x202F},
                                        {0x205F, 0x205F}, {0x3000, 0x3000}};

    return is_in(spans, sizeof spans / sizeof *spans, code_point);
}

bool zn_markdown_is_unseen(uint32_t code_point)
{
    static const struct span spans[] = {
        {0x00, 0x08},     {0x0B, 0x0C},     {0x0E, 0x1F},      {0x7F, 0x9F},
        {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},    {0x180B, 0x180E},
        {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},  {0xFE00, 0xFE0F},
        {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}};

    return is_in(spans, sizeof spans / sizeof *spans, code_point);
}

bool zn_markdown_may_become_ascii(uint32_t code_point)
{
    static const struct span spans[] = {{0x1FEF, 0x1FEF}, /* by NFC */
                                        {0xFE33, 0xFE34}, {0xFE4D, 0xFE4F}, {0xFE5F, 0xFE6B},
                                        {0xFF03, 0xFF06}, {0xFF0A, 0xFF0B}, {0xFF1C, 0xFF1E},
                                        {0xFF20, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF5E}};

    return is_in(spans, sizeof spans / sizeof *spans, code_point);
}
