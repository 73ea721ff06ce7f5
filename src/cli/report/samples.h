/*
 * Lines that changed, a bounded number of them: some of all, and some for every rule
 * and dictionary, both drawn evenly (reservoir sampling) with numbers that are the
 * same in every run.
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

#define ZN_REPORT_DRAWN 200       /* lines that are drawn from all */
#define ZN_REPORT_OF_CAUSE 2      /* lines for each rule or dictionary */
#define ZN_REPORT_CAUSES_MOST 100 /* rules and dictionaries that have them */

/* Changed lines that belong together, or a part of one that is too long. */
struct zn_report_sample {
    uint64_t file; /* its number, from 1 */
    uint64_t offset;
    uint64_t focus;      /* the offset of an edit that is shown */
    uint64_t first_line; /* in which an edit begins, from 1 */
    uint64_t last_line;  /* likewise */
    uint64_t lines;      /* likewise, how many */
    json_t *json;        /* its file, line and pieces */
};

/* A bounded number of samples, drawn evenly from all that were offered. */
struct zn_report_reservoir {
    struct zn_report_sample *places;
    size_t count;
    size_t capacity;
    uint64_t offered;
};

/* The samples of a cause. */
struct zn_report_examples {
    struct zn_report_sample places[ZN_REPORT_OF_CAUSE];
    struct zn_report_reservoir reservoir;
    uint64_t stretch; /* the last that was offered, by its number in all */
};

struct zn_report_samples {
    struct zn_report_sample places[ZN_REPORT_DRAWN];
    struct zn_report_reservoir drawn;
    struct zn_report_examples examples[ZN_REPORT_CAUSES_MOST]; /* by cause */
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

/*
 * The samples as JSON, in the order of the text, and in *shown how many changed lines
 * they show.  NULL: no memory.
 */
json_t *zn_report_samples_json(const struct zn_report_samples *samples, uint64_t *shown);

#endif
