/* See text.h. */
#include "cli/report/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const char replacement[] = "\xef\xbf\xbd";
static const char ellipsis[] = "\xe2\x80\xa6";

size_t zn_report_next(const char *text, size_t length, int32_t *code_point)
{
    utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, code_point);

    if (size > 0)
        return (size_t)size;
    *code_point = -1;
    return 1;
}

/* Where a character begins at or before `most`. */
static size_t cut_at(const char *text, size_t length, size_t most)
{
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

/* The string of a text in which some bytes are not UTF-8. */
static json_t *mended_string(const char *text, size_t length)
{
    size_t written = 0;
    char *mended = malloc(3 * length + 1);

    if (mended == NULL)
        return NULL;
    for (size_t at = 0; at < length;) {
        int32_t code_point;
        size_t size = zn_report_next(text + at, length - at, &code_point);
        const char *source = code_point < 0 ? replacement : text + at;
        size_t taken = code_point < 0 ? strlen(replacement) : size;
        memcpy(mended + written, source, taken);
        written += taken;
        at += size;
    }
    json_t *string = json_stringn(mended, written);
    free(mended);
    return string;
}

/* The string of any bytes. */
static json_t *whole_string(const char *text, size_t length)
{
    json_t *string = json_stringn(text, length);

    return string != NULL ? string : mended_string(text, length);
}

json_t *zn_report_string(const char *text, size_t length, size_t most)
{
    size_t cut = cut_at(text, length, most);

    if (cut == length)
        return whole_string(text, length);
    char *shortened = malloc(cut + sizeof ellipsis);
    if (shortened == NULL)
        return NULL;
    memcpy(shortened, text, cut);
    memcpy(shortened + cut, ellipsis, strlen(ellipsis));
    json_t *string = whole_string(shortened, cut + strlen(ellipsis));
    free(shortened);
    return string;
}

/* Would a reader see the character for what it is? */
static bool is_plain(int32_t code_point)
{
    switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return true;
    }
}

json_t *zn_report_name(const char *name)
{
    enum { ESCAPE_MOST = 12 }; /* "\u{10fffd}" and its NUL */
    size_t length = strlen(name);
    char *visible = malloc(ESCAPE_MOST * length + 1);
    char *at = visible;

    if (visible == NULL)
        return NULL;
    while (length != 0) {
        int32_t code_point;
        size_t size = zn_report_next(name, length, &code_point);
        if (code_point < 0)
            at += sprintf(at, "\\x%02x", (unsigned char)*name);
        else if (!is_plain(code_point))
            at += sprintf(at, "\\u{%x}", (unsigned)code_point);
        else
            at = (char *)memcpy(at, name, size) + size;
        name += size;
        length -= size;
    }
    json_t *string = json_stringn(visible, (size_t)(at - visible));
    free(visible);
    return string;
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

struct zn_cli_span zn_report_before(const char *text, size_t at, size_t count)
{
    size_t start = at;

    for (; count != 0 && start != 0 && !is_line_end(text[start - 1]); count--) {
        start--;
        while (start != 0 && ((unsigned char)text[start] & 0xc0) == 0x80)
            start--;
    }
    return (struct zn_cli_span){text + start, at - start};
}

struct zn_cli_span zn_report_behind(const char *text, size_t length, size_t at, size_t count)
{
    size_t end = at;

    for (; count != 0 && end < length && !is_line_end(text[end]); count--) {
        int32_t code_point;
        end += zn_report_next(text + end, length - end, &code_point);
    }
    return (struct zn_cli_span){text + at, end - at};
}
