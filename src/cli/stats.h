/*
 * The counters of all documents of a run, added up, and their forms on
 * standard error.  Knows nothing of files.
 */
#ifndef ZN_CLI_STATS_H
#define ZN_CLI_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jansson.h>

#include "cli/cause.h"
#include "cli/options.h"
#include "formats/formatter.h"
#include "zhnorm/zhnorm.h"

/* What documents were taken for, with a preset that decides by the document. */
struct zn_cli_stats_choice {
    const char *name; /* the converter's */
    uint64_t documents;
};

struct zn_cli_stats {
    int32_t form;       /* enum zn_cli_stats_form */
    bool has_record;    /* the conversion keeps a record of its edits */
    uint64_t files;     /* that were converted whole */
    uint64_t failed;    /* the others; what they counted is in no sum */
    uint64_t documents; /* texts in them: one a file, record or page */
    uint64_t skipped;   /* records that were wrong and copied as they are */
    zhnorm_stats sum;
    uint64_t *changes; /* by rule: zhnorm_rule_count() sums */
    struct zn_cli_stats_choice *choices;
    size_t choice_count;
};

/*
 * Begins with nothing counted.  Returns ZN_CLI_DONE or, having said so, the
 * exit code for lack of memory.  To be freed in either case.
 */
int zn_cli_stats_init(struct zn_cli_stats *stats, const struct zn_cli_options *options);

void zn_cli_stats_free(struct zn_cli_stats *stats);

/*
 * Adds what was counted in a file that has just been converted, or failed to be.  `choice` is
 * what it was taken for, if it is one document and there was a choice; the converter whose
 * string that is must outlive the counters.  Returns ZN_CLI_DONE or, having said so, the exit
 * code for lack of memory.
 */
int zn_cli_stats_add(struct zn_cli_stats *stats, const struct zn_format_counts *counts,
                     const char *choice, bool done);

/* Adds counters to others. */
void zn_cli_stats_sum(zhnorm_stats *sum, const zhnorm_stats *one);

/*
 * Prints the sums if they are wanted.  `run` says what the texts were converted with, which
 * JSON begins with; it is taken over, and NULL where there is no memory or the form is
 * another one.  Returns ZN_CLI_DONE or, having said so, the exit code for lack of memory.
 */
int zn_cli_stats_print(const struct zn_cli_stats *stats, json_t *run);

/* ---- For the forms ------------------------------------------------------------- */

/* The changes that a pass made: of a step the sum over its rules. */
uint64_t zn_cli_stats_of_pass(const struct zn_cli_stats *stats,
                              const struct zn_cli_pass *pass);

/* The time that the conversion took, and millions of bytes for each second of it. */
double zn_cli_stats_seconds(const struct zn_cli_stats *stats);
double zn_cli_stats_megabytes(const struct zn_cli_stats *stats);

void zn_cli_stats_write_text(FILE *out, const struct zn_cli_stats *stats);
/* Takes `run` over.  Returns ZN_CLI_DONE or, having said so, the code for lack of memory. */
int zn_cli_stats_write_json(FILE *out, const struct zn_cli_stats *stats, json_t *run);

#endif
