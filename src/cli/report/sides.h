/*
 * Which characters of the output only the script has that the conversion leads away
 * from, by what zhnorm_detect goes by.
 */
#ifndef ZN_CLI_REPORT_SIDES_H
#define ZN_CLI_REPORT_SIDES_H

#include <stdbool.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

#define ZN_REPORT_SIDES_END 0x34000 /* no Han characters are assigned from here on */

struct zn_report_sides {
    int target;     /* enum zhnorm_script; NEITHER: the conversion leads to none */
    uint8_t *known; /* by code point: 0, or a script and one */
};

/*
 * Finds out where a converter leads, from what it makes of characters of both
 * scripts.  False: no memory.
 */
bool zn_report_sides_init(struct zn_report_sides *sides, const zhnorm_converter *converter);
void zn_report_sides_free(struct zn_report_sides *sides);

/* Has only the other script the character? */
bool zn_report_is_left(struct zn_report_sides *sides, int32_t code_point);

#endif
