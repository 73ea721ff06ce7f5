/* See json_spelling.h. */
#include "formats/json_spelling.h"

#include <string.h>

#include "formats/find.h"
#include "formats/json_escape.h"
#include "text/utf8.h"

#define DELETE 0x7F

/* ---- Decoding --------------------------------------------------------------------------- */

/* What a string's escapes tell of its style. */
struct tally {
    unsigned letters;   /* ZN_JSON_HEX_LOWER and _UPPER */
    size_t slashes;     /* "\/" */
    bool has_wide;      /* "\u4e2d" */
    bool has_delete;    /* "\u007f" */
    bool has_irregular; /* an escape that no style has */
};

static void count_escape(struct tally *tally, const struct zn_json_escape *escape)
{
    tally->letters |= escape->letters;
    tally->slashes += !escape->is_hex && escape->code_point == '/';
    if (!escape->is_hex)
        return;
    if (escape->code_point > DELETE)
        tally->has_wide = true;
    else if (escape->code_point == DELETE)
        tally->has_delete = true;
    else
        /* U+0008 to U+000D but U+000B have a short form. */
        tally->has_irregular |= escape->code_point >= ' ' ||
                                (escape->code_point >= '\b' && escape->code_point <= '\r' &&
                                 escape->code_point != '\v');
    tally->has_irregular |= zn_json_is_lone(escape);
}

static bool has_byte(const char *string, size_t length, char byte)
{
    return memchr(string, byte, length) != NULL;
}

static bool is_ascii(const char *string, size_t length)
{
    uint8_t all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (uint8_t)string[i];
    return all < 0x80;
}

static size_t count_slashes(const char *string, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += string[i] == '/';
    return count;
}

static struct zn_json_decoded weigh(const struct tally *tally, const char *string,
                                    size_t length)
{
    bool has_lower = (tally->letters & ZN_JSON_HEX_LOWER) != 0;
    bool has_upper = (tally->letters & ZN_JSON_HEX_UPPER) != 0;
    bool is_escaped = tally->has_wide && is_ascii(string, length);
    bool all_slashes = tally->slashes != 0 && count_slashes(string, length) == tally->slashes;
    bool is_mixed = (has_lower && has_upper) || (tally->has_wide && !is_escaped) ||
                    (tally->slashes != 0 && !all_slashes) ||
                    (tally->has_delete && !is_escaped) ||
                    (is_escaped && has_byte(string, length, DELETE));
    return (struct zn_json_decoded){
        {is_escaped, has_upper && !has_lower, all_slashes},
        !tally->has_irregular && !is_mixed,
    };
}

/*
 * Decodes escapes of characters that take three bytes, as most text in them has one behind the
 * other.  Returns where something else begins.
 */
static const uint8_t *decode_wide(const uint8_t *at, const uint8_t *end, uint8_t **to,
                                  struct tally *tally)
{
    unsigned letters = 0;
    uint8_t *out = *to;
    const uint8_t *from = at;
    for (; end - at >= ZN_JSON_HEX_LENGTH && at[0] == '\\' && at[1] == 'u';
         at += ZN_JSON_HEX_LENGTH) {
        unsigned more = letters;
        uint32_t unit = zn_json_read_unit(at, &more);
        if (unit < 0x800 || (unit & 0xF800) == 0xD800)
            break;
        letters = more;
        out[0] = (uint8_t)(0xE0 | unit >> 12);
        out[1] = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (unit & 0x3F));
        out += 3;
    }
    tally->letters |= letters;
    tally->has_wide |= at != from;
    *to = out;
    return at;
}

bool zn_json_decode(const char *string, size_t length, struct zn_buffer *text,
                    struct zn_json_decoded *decoded)
{
    const uint8_t *at = (const uint8_t *)string;
    const uint8_t *end = at + length;
    struct tally tally = {0};
    /* No text is longer than its string: U+FFFD for a lone surrogate, too, is shorter. */
    if (!zn_buffer_reserve(text, length))
        return false;
    uint8_t *to = text->data + text->length;
    while (at < end) {
        const uint8_t *escaped = memchr(at, '\\', (size_t)(end - at));
        size_t plain = (size_t)((escaped != NULL ? escaped : end) - at);
        memcpy(to, at, plain);
        to += plain;
        at += plain;
        while (at < end && *at == '\\') {
            at = decode_wide(at, end, &to, &tally);
            if (at == end || *at != '\\')
                break;
            struct zn_json_escape escape = zn_json_read_escape(at, end);
            count_escape(&tally, &escape);
            to += zn_utf8_encode(zn_json_is_lone(&escape) ? 0xFFFD : escape.code_point, to);
            at += escape.length;
        }
    }
    text->length = (size_t)(to - text->data);
    *decoded = weigh(&tally, string, length);
    return true;
}

void zn_json_take_pieces(struct zn_field *field, const char *string, size_t length)
{
    size_t at = 0;
    while (at < length) {
        const char *escaped = memchr(string + at, '\\', length - at);
        size_t plain = escaped != NULL ? (size_t)(escaped - string) - at : length - at;
        if (plain != 0)
            zn_field_same(field, string + at, plain, at);
        at += plain;
        if (escaped == NULL)
            break;
        struct zn_json_escape escape =
            zn_json_read_escape((const uint8_t *)escaped, (const uint8_t *)string + length);
        uint8_t bytes[ZN_UTF8_MAX];
        bool is_lone = zn_json_is_lone(&escape);
        size_t count = zn_utf8_encode(is_lone ? 0xFFFD : escape.code_point, bytes);
        (is_lone ? zn_field_pinned : zn_field_spelled)(field, (const char *)bytes, count, at,
                                                       escape.length);
        at += escape.length;
    }
}

/* ---- Spelling --------------------------------------------------------------------------- */

static bool must_escape(struct zn_json_style style, uint8_t byte)
{
    return byte < ' ' || byte == '"' || byte == '\\' || (byte == '/' && style.escapes_slash) ||
           (byte >= DELETE && style.escapes_all);
}

static const uint8_t *skip_plain(struct zn_json_style style, const uint8_t *at,
                                 const uint8_t *end)
{
    if (!style.escapes_all && !style.escapes_slash)
        return zn_find_json_stop(at, end);
    while (at < end && !must_escape(style, *at))
        at++;
    return at;
}

/* "\u4e2d": the four digits at once, a byte each. */
static inline uint8_t *put_unit(uint8_t *to, uint32_t unit, uint32_t letter_offset)
{
    uint32_t digits =
        unit >> 12 | (unit & 0x0F00) | (unit & 0x00F0) << 12 | (unit & 0x000F) << 24;
    uint32_t letters = (digits + 0x06060606) >> 4 & 0x01010101;
    digits += 0x30303030 + letters * letter_offset;
    to[0] = '\\';
    to[1] = 'u';
    for (unsigned i = 0; i < 4; i++)
        to[2 + i] = (uint8_t)(digits >> 8 * i);
    return to + ZN_JSON_HEX_LENGTH;
}

static uint8_t *put_escape(uint8_t *to, uint32_t code_point, uint32_t letter_offset)
{
    static const uint8_t letters[128] = {
        ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['\b'] = 'b',
        ['\f'] = 'f', ['\n'] = 'n',  ['\r'] = 'r', ['\t'] = 't'};
    if (code_point < sizeof letters && letters[code_point] != 0) {
        to[0] = '\\';
        to[1] = letters[code_point];
        return to + 2;
    }
    if (code_point < 0x10000)
        return put_unit(to, code_point, letter_offset);
    to = put_unit(to, 0xD800 + ((code_point - 0x10000) >> 10), letter_offset);
    return put_unit(to, 0xDC00 + (code_point & 0x3FF), letter_offset);
}

bool zn_json_spell(struct zn_json_style style, const char *text, size_t length,
                   struct zn_buffer *out)
{
    const uint8_t *at = (const uint8_t *)text;
    const uint8_t *end = at + length;
    uint32_t letter_offset = (style.has_upper ? 'A' : 'a') - '0' - 10;
    if (length == 0)
        return true;
    /* No byte takes more than a control character does. */
    if (length > SIZE_MAX / ZN_JSON_HEX_LENGTH ||
        !zn_buffer_reserve(out, ZN_JSON_HEX_LENGTH * length))
        return false;
    /* There is no escape for what is not a character. */
    if (style.escapes_all && zn_utf8_valid_prefix(at, length) != length)
        style.escapes_all = false;
    uint8_t *to = out->data + out->length;
    while (at < end) {
        const uint8_t *stop = skip_plain(style, at, end);
        memcpy(to, at, (size_t)(stop - at));
        to += stop - at;
        at = stop;
        while (at < end && must_escape(style, *at)) {
            uint32_t code_point;
            /* Most of what is escaped takes three bytes; it is valid, as was seen above. */
            for (; style.escapes_all && at < end && (*at & 0xF0) == 0xE0; at += 3) {
                code_point = (*at & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
                to = put_unit(to, code_point, letter_offset);
            }
            if (at == end || !must_escape(style, *at))
                break;
            at += zn_utf8_decode(at, &code_point);
            to = put_escape(to, code_point, letter_offset);
        }
    }
    out->length = (size_t)(to - out->data);
    return true;
}

struct zn_json_style zn_json_style_at(struct zn_json_style style, const char *piece,
                                      size_t length)
{
    if (length < 2 || piece[0] != '\\')
        return style;
    struct zn_json_escape escape =
        zn_json_read_escape((const uint8_t *)piece, (const uint8_t *)piece + length);
    if (!escape.is_hex)
        style.escapes_slash |= escape.code_point == '/';
    else
        /* A control character has no other spelling, so that its own tells nothing. */
        style.escapes_all |= escape.code_point >= ' ';
    if (escape.letters != 0)
        style.has_upper = (escape.letters & ZN_JSON_HEX_LOWER) == 0;
    return style;
}
