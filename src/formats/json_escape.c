/* See json_escape.h. */
#include "formats/json_escape.h"

#include <string.h>

#include "text/utf8.h"

#define X ZN_JSON_HEX_NONE
#define L ZN_JSON_HEX_LOWER
#define U ZN_JSON_HEX_UPPER
#define X16 X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X
const uint8_t zn_json_hex[256] = {
    X16, X16,    X16, /* 00 to 2F */
    0,   1,      2,      3,      4,      5,      6,      7,   8,  9, X, X, X, X, X, X, /* 30 */
    X,   U | 10, U | 11, U | 12, U | 13, U | 14, U | 15, X,   X,  X, X, X, X, X, X, X, /* 40 */
    X16,                                                                               /* 50 */
    X,   L | 10, L | 11, L | 12, L | 13, L | 14, L | 15, X,   X,  X, X, X, X, X, X, X, /* 60 */
    X16, X16,    X16,    X16,    X16,    X16,    X16,    X16, X16};
#undef X16
#undef U
#undef L
#undef X

const uint8_t zn_json_short[256] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};

struct zn_json_escape zn_json_read_escape(const uint8_t *at, const uint8_t *end)
{
    if (at[1] != 'u')
        return (struct zn_json_escape){zn_json_short[at[1]], 2, 0, false};
    struct zn_json_escape escape = {.length = ZN_JSON_HEX_LENGTH, .is_hex = true};
    escape.code_point = zn_json_read_unit(at, &escape.letters);
    const uint8_t *next = at + ZN_JSON_HEX_LENGTH;
    if ((escape.code_point & 0xFC00) != 0xD800 || end - next < ZN_JSON_HEX_LENGTH ||
        next[0] != '\\' || next[1] != 'u')
        return escape;
    unsigned letters = escape.letters;
    uint32_t low = zn_json_read_unit(next, &letters);
    if ((low & 0xFC00) != 0xDC00)
        return escape;
    uint32_t code_point = 0x10000 + ((escape.code_point & 0x3FF) << 10 | (low & 0x3FF));
    return (struct zn_json_escape){code_point, 2 * ZN_JSON_HEX_LENGTH, letters, true};
}

bool zn_json_spells(const uint8_t *string, size_t length, const uint8_t *text,
                    size_t text_length)
{
    const uint8_t *end = string + length;
    const uint8_t *text_end = text + text_length;
    while (string < end) {
        uint8_t bytes[ZN_UTF8_MAX] = {*string};
        size_t count = 1;
        size_t taken = 1;
        if (*string == '\\') {
            struct zn_json_escape escape = zn_json_read_escape(string, end);
            if (zn_json_is_lone(&escape))
                return false;
            count = zn_utf8_encode(escape.code_point, bytes);
            taken = escape.length;
        }
        if ((size_t)(text_end - text) < count || memcmp(text, bytes, count) != 0)
            return false;
        string += taken;
        text += count;
    }
    return text == text_end;
}
