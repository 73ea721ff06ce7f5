/*
 * What a report tells, gathered while the inputs are converted, in memory that does
 * not grow with their size.  Knows nothing of the page.
 */
#ifndef ZN_CLI_REPORT_COLLECT_H
#define ZN_CLI_REPORT_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/report/causes.h"
#include "cli/report/join.h"
#include "cli/report/samples.h"
#include "cli/report/sides.h"
#include "cli/report/tally.h"
#include "cli/visit.h"
#include "zhnorm/zhnorm.h"

/* An input. */
struct zn_report_file {
    const char *name; /* the command line's */
    uint64_t characters;
    uint64_t changed; /* characters that were replaced or removed */
    uint64_t edits;
    uint64_t ambiguous;
    uint64_t left;
    size_t choice; /* what it was taken for, from 1; 0: nothing */
    char *wrong;   /* why it failed; NULL: it did not */
};

struct zn_report {
    struct zn_report_file *files; /* one for each input, in their order */
    size_t file_count;
    char **choices; /* what files were taken for */
    size_t choice_count;
    zhnorm_stats sum;
    uint64_t changed;       /* characters */
    uint64_t changed_lines; /* lines in which a change begins */
    uint64_t last_line;     /* of them, in the file that is being read; 0: none */
    struct zn_report_causes causes;
    struct zn_report_tally replacements;
    struct zn_report_tally ambiguous;
    struct zn_report_tally left;
    struct zn_report_samples samples;
    struct zn_report_sides sides;
    const zhnorm_converter *converter; /* while inputs are visited */
    struct zn_report_join join;
    struct zn_report_origin origin; /* of the next lines */
    bool failed;                    /* there was no memory */
};

/* Prepares for `count` inputs.  False: no memory.  To be freed in either case. */
bool zn_report_init(struct zn_report *report, size_t count);
void zn_report_free(struct zn_report *report);

/* What happens with each input: see zn_cli_visitor; the context is the report. */
void zn_report_begin(void *context, const struct zn_cli_visit *visit);
void zn_report_batch(void *context, const zhnorm_batch *batch);
int zn_report_end(void *context, const struct zn_cli_visit *visit, int code);

#endif
