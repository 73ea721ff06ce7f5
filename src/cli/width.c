/* See width.h. */
#include "cli/width.h"

#include <utf8proc.h>

size_t zn_cli_width(const char *text)
{
    size_t width = 0;

    while (*text != '\0') {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code_point);
        if (length <= 0)
            break;
        width += (size_t)utf8proc_charwidth(code_point);
        text += length;
    }
    return width;
}

void zn_cli_pad(FILE *out, size_t taken, size_t width)
{
    fprintf(out, "%*s", (int)(taken < width ? width - taken : 0), "");
}
