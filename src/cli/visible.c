/* See visible.h. */
#include "cli/visible.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

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

/* ---- What edits change ------------------------------------------------------- */

static bool is_seen(utf8proc_int32_t code_point)
{
    switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    case UTF8PROC_CATEGORY_ZS:
        return code_point == ' ';
    default:
        return utf8proc_charwidth(code_point) > 0;
    }
}

/* The letter behind the backslash where C has one; 0: it has none. */
static char escape_letter(utf8proc_int32_t code_point)
{
    switch (code_point) {
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return '\0';
    }
}

/* Writes a character that cannot be seen. */
static void escape(struct zn_cli_glyph *glyph, utf8proc_int32_t code_point)
{
    char letter = escape_letter(code_point);
    int written;

    if (letter != '\0')
        written = snprintf(glyph->text, sizeof glyph->text, "\\%c", letter);
    else
        written = snprintf(glyph->text, sizeof glyph->text,
                           code_point > 0xFFFF ? "\\U%08" PRIX32 : "\\u%04" PRIX32,
                           (uint32_t)code_point);
    glyph->columns = (size_t)written;
}

void zn_cli_glyph_first(struct zn_cli_glyph *glyph, const char *text, size_t length)
{
    enum { LONGEST = 4 };
    utf8proc_int32_t code_point;
    utf8proc_ssize_t bytes =
        utf8proc_iterate((const utf8proc_uint8_t *)text,
                         length < LONGEST ? (utf8proc_ssize_t)length : LONGEST, &code_point);

    glyph->bytes = bytes > 0 ? (size_t)bytes : 1;
    if (bytes <= 0) {
        (void)snprintf(glyph->text, sizeof glyph->text, "\\x%02X", (unsigned char)*text);
        glyph->columns = strlen(glyph->text);
    } else if (is_seen(code_point)) {
        memcpy(glyph->text, text, glyph->bytes);
        glyph->text[glyph->bytes] = '\0';
        glyph->columns = (size_t)utf8proc_charwidth(code_point);
    } else {
        escape(glyph, code_point);
    }
}

size_t zn_cli_glyphs_print(FILE *out, const char *text, size_t length, size_t most)
{
    struct zn_cli_glyph glyph;
    size_t columns = 0;

    for (size_t i = 0; i < length; i += glyph.bytes) {
        zn_cli_glyph_first(&glyph, text + i, length - i);
        bool is_last = i + glyph.bytes == length;
        /* One column is for the ellipsis, unless nothing is cut. */
        if (columns + glyph.columns + (is_last ? 0 : 1) > most) {
            if (out != NULL)
                fputs("…", out);
            return columns + 1;
        }
        if (out != NULL)
            fputs(glyph.text, out);
        columns += glyph.columns;
    }
    return columns;
}
