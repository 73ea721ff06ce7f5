/* See visible.h. */
#include "cli/visible.h"

/* The bytes of the control character that a text begins with; 0: another one. */
static size_t control_length(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    unsigned char second = first == 0xc2 ? (unsigned char)text[1] : 0;

    if (first < 0x20 || first == 0x7f)
        return 1;
    return second >= 0x80 && second <= 0x9f ? 2 : 0; /* U+0080 to U+009F */
}

static size_t put_escape(char *visible, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    size_t length = 0;

    visible[length++] = '\\';
    if (byte == '\n') {
        visible[length++] = 'n';
    } else if (byte == '\t') {
        visible[length++] = 't';
    } else {
        visible[length++] = 'x';
        visible[length++] = digits[byte >> 4];
        visible[length++] = digits[byte & 0xf];
    }
    return length;
}

size_t zn_cli_visible_next(const char **text, char visible[ZN_CLI_VISIBLE_MAX])
{
    size_t control = control_length(*text);
    size_t length = 0;

    if (control == 0)
        visible[length++] = *(*text)++;
    for (; control != 0; control--)
        length += put_escape(visible + length, (unsigned char)*(*text)++);
    return length;
}

void zn_cli_visible_print(FILE *out, const char *text)
{
    char visible[ZN_CLI_VISIBLE_MAX];

    while (*text != '\0') {
        size_t length = zn_cli_visible_next(&text, visible);
        fwrite(visible, 1, length, out);
    }
}
