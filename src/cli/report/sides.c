/* See sides.h. */
#include "cli/report/sides.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Characters whose forms differ, and that every conversion between the scripts knows. */
static const char probe[] = "國門長書體龍風車馬鳥国门长书体龙风车马鸟";

/* The script that clearly most characters of a text point to, if it is one. */
static int script_of(const char *text, size_t length)
{
    enum { TIMES = 3 }; /* dictionaries of the user's own may keep a few characters */
    zhnorm_detection detection;

    if (zhnorm_detect(text, length, NULL, &detection, NULL) != ZHNORM_OK)
        return ZHNORM_SCRIPT_NEITHER;
    if (detection.traditional > TIMES * detection.simplified)
        return ZHNORM_SCRIPT_TRADITIONAL;
    if (detection.simplified > TIMES * detection.traditional)
        return ZHNORM_SCRIPT_SIMPLIFIED;
    return ZHNORM_SCRIPT_NEITHER;
}

bool zn_report_sides_init(struct zn_report_sides *sides, const zhnorm_converter *converter)
{
    zhnorm_result *result = NULL;

    *sides = (struct zn_report_sides){.known = calloc(ZN_REPORT_SIDES_END, 1)};
    if (sides->known == NULL ||
        zhnorm_convert_result(converter, probe, strlen(probe), &result, NULL) != ZHNORM_OK)
        return false;
    sides->target = script_of(zhnorm_result_text(result), zhnorm_result_length(result));
    zhnorm_result_free(result);
    return true;
}

void zn_report_sides_free(struct zn_report_sides *sides)
{
    free(sides->known);
    *sides = (struct zn_report_sides){0};
}

bool zn_report_is_left(struct zn_report_sides *sides, int32_t code_point)
{
    enum { HAN_START = 0x2e80 };

    if (code_point < HAN_START || code_point >= ZN_REPORT_SIDES_END ||
        sides->target == ZHNORM_SCRIPT_NEITHER)
        return false;
    uint8_t *known = &sides->known[code_point];
    if (*known == 0) {
        utf8proc_uint8_t text[4];
        utf8proc_ssize_t length = utf8proc_encode_char(code_point, text);
        *known = (uint8_t)(script_of((const char *)text, (size_t)length) + 1);
    }
    return *known != ZHNORM_SCRIPT_NEITHER + 1 && *known != sides->target + 1;
}
