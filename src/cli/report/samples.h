/*
 * Lines that changed, a bounded number of them: for every rule and dictionary its
 * first ones, and of all lines a sample that is drawn evenly (reservoir sampling),
 * with numbers that are the same in every run.
 */
#ifndef ZN_CLI_REPORT_SAMPLES_H
#define ZN_CLI_REPORT_SAMPLES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cursor.h"
#include "cli/report/causes.h"
#include "zhnorm/zhnorm.h"

#define ZN_REPORT_DRAWN 200        /* lines that are drawn from all */
#define ZN_REPORT_FIRST_OF_CAUSE 2 /* lines for each rule or dictionary */
#define ZN_REPORT_FIRST_MOST 200   /* of these in all */

/* A changed line. */
struct zn_report_sample {
    uint64_t file; /* its number, from 1 */
    uint64_t line; /* from 1 */
    uint64_t offset;
    json_t *json; /* its file, line and pieces */
};

struct zn_report_samples {
    struct zn_report_sample drawn[ZN_REPORT_DRAWN];
    size_t drawn_count;
    struct zn_report_sample first[ZN_REPORT_FIRST_MOST];
    size_t first_count;
    uint8_t *shown; /* by cause: how many lines are there for it */
    size_t shown_count;
    uint64_t lines; /* that changed */
    uint64_t chance;
};

void zn_report_samples_init(struct zn_report_samples *samples);
void zn_report_samples_free(struct zn_report_samples *samples);

/* Where a batch belongs. */
struct zn_report_origin {
    const char *name;            /* of the file */
    uint64_t file;               /* its number, from 1 */
    struct zn_cli_cursor cursor; /* where the batch begins */
};

/* Looks at the lines of a batch.  False: no memory. */
bool zn_report_samples_add(struct zn_report_samples *samples, struct zn_report_causes *causes,
                           const zhnorm_batch *batch, const struct zn_report_origin *origin);

/* The lines as JSON, in the order of the text.  NULL: no memory. */
json_t *zn_report_samples_json(struct zn_report_samples *samples);

#endif
