/*
 * Two conversions of the same lines, held against each other line by line.
 */
#ifndef ZHNORM_DIFFERENTIAL_COMPARE_H
#define ZHNORM_DIFFERENTIAL_COMPARE_H

#include "text.h"
#include "zhnorm/zhnorm.h"

/* Compiles a configuration with no steps.  NULL after a message. */
zhnorm_converter *compare_compile(const char *config, int engine, size_t max_pending);

/* Converts and appends the result.  0, or -1 after a message. */
int compare_convert(const zhnorm_converter *converter, const struct text *source,
                    struct text *result);

/*
 * Prints the first lines that differ, with what was converted, wanted and got,
 * under a title.  Returns how many differ.
 */
size_t compare_lines(const char *title, const struct text *source, const struct text *wanted,
                     const struct text *got);

#endif
