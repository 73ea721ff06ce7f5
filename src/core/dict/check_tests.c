/*
 * The check of a dictionary by its tests: lines of SOURCE, TAB, WANTED, and
 * comments.  What is wanted must also come out as it is in a second run.
 */
#include <string.h>

#include "core/dict/check.h"
#include "text/utf8.h"

/* Converts `source`, and tells if what comes is not `wanted`. */
static bool check_line(struct zn_check *check, const char *file, uint64_t line,
                       const char *source, size_t length, const char *wanted,
                       size_t wanted_length)
{
    struct zn_buffer *got = &check->results[0];
    bool again = source == wanted;
    if (!zn_check_convert(check, &check->with, source, length, got))
        return false;
    if (!zn_check_is(got, wanted, wanted_length))
        zn_check_tell(
            check, ZHNORM_WRONG, again ? "test-not-stable" : "test-failed", file, line,
            again ? "what is wanted, %s, becomes %s when it is converted again"
                  : "%s is wanted, but it gives %s",
            zn_quote(wanted, wanted_length).text, zn_quote(got->data, got->length).text);
    return true;
}

static bool check_test(struct zn_check *check, const char *file, uint64_t number,
                       const char *line, size_t length)
{
    if (length != 0 && line[length - 1] == '\r')
        length--;
    if (length == 0 || line[0] == '#')
        return true;
    const char *tab = memchr(line, '\t', length);
    if (tab == NULL || zn_utf8_valid_prefix((const uint8_t *)line, length) != length) {
        zn_check_tell(check, ZHNORM_WRONG, "test-syntax", file, number,
                      tab == NULL ? "expected SOURCE, TAB, WANTED" : "not valid UTF-8");
        return true;
    }
    const char *wanted = tab + 1;
    size_t wanted_length = length - (size_t)(wanted - line);
    return check_line(check, file, number, line, (size_t)(tab - line), wanted,
                      wanted_length) &&
           check_line(check, file, number, wanted, wanted_length, wanted, wanted_length);
}

int zn_check_tests(struct zn_check *check, const zhnorm_text *tests)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    const char *file = tests->label == NULL ? "(tests)" : tests->label;
    const char *line = tests->data;
    size_t rest = tests->length;
    size_t mark = rest >= 3 && memcmp(line, byte_order_mark, 3) == 0 ? 3 : 0;
    line += mark;
    rest -= mark;
    for (uint64_t number = 1; !check->ended && rest > 0; number++) {
        const char *end = memchr(line, '\n', rest);
        size_t length = end == NULL ? rest : (size_t)(end - line);
        if (!check_test(check, file, number, line, length))
            return zn_fail_memory(check->error);
        size_t skip = end == NULL ? length : length + 1;
        line += skip;
        rest -= skip;
    }
    return ZHNORM_OK;
}
