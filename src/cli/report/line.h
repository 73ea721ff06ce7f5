/*
 * A changed line as JSON: text that stayed, and changes with what they are due to.
 */
#ifndef ZN_CLI_REPORT_LINE_H
#define ZN_CLI_REPORT_LINE_H

#include <jansson.h>
#include <stddef.h>

#include "cli/report/causes.h"
#include "zhnorm/zhnorm.h"

/* Some edits of a batch, and the part of its source that they lie in. */
struct zn_report_stretch {
    size_t first; /* edit */
    size_t end;   /* the edit behind the last one */
    size_t source_start;
    size_t source_end;
};

/*
 * The pieces of a stretch, as many as a reader takes in, edit `focus` among them, and
 * in *cut whether text before (1) or behind (2) them was left out.  NULL: no memory.
 */
json_t *zn_report_line(struct zn_report_causes *causes, const zhnorm_batch *batch,
                       const struct zn_report_stretch *stretch, size_t focus, int *cut);

#endif
