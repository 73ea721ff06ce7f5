/*
 * What edits are due to, counted: steps, and the rules and dictionaries in them.
 * The causes of one edit are a set, which has a number.
 */
#ifndef ZN_CLI_REPORT_CAUSES_H
#define ZN_CLI_REPORT_CAUSES_H

#include <stddef.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

/* A step, rule or dictionary. */
struct zn_report_cause {
    char *name;
    uint32_t pass;       /* its bit */
    uint64_t edits;      /* in which it had a part */
    uint64_t characters; /* of the source in them */
    uint64_t alone;      /* those in which no other step had a part */
    uint64_t files;
    uint64_t file; /* the last of them, from 1 */
};

/* The rules and dictionaries of an edit, in the order in which they acted. */
struct zn_report_set {
    uint32_t *causes;
    size_t count;
};

/* Set 0 is empty: it stands for all others when there are too many. */
#define ZN_REPORT_SETS_MAX 1024
#define ZN_REPORT_PASSES_MAX 8
#define ZN_REPORT_RECENT 256

/* What an edit says of its causes, and their set. */
struct zn_report_recent {
    uint64_t rules;
    const char *dict;
    uint32_t passes;
    uint32_t set;
};

struct zn_report_causes {
    struct zn_report_cause passes[ZN_REPORT_PASSES_MAX]; /* as zn_cli_pass_at has them */
    struct zn_report_cause *causes;
    size_t count;
    struct zn_report_set sets[ZN_REPORT_SETS_MAX];
    size_t set_count;
    struct zn_report_recent recent[ZN_REPORT_RECENT];
};

void zn_report_causes_init(struct zn_report_causes *causes);
void zn_report_causes_free(struct zn_report_causes *causes);

/* The set of an edit's causes.  UINT32_MAX: no memory. */
uint32_t zn_report_causes_set(struct zn_report_causes *causes, const zhnorm_edit *edit);

/* Counts an edit with its set, of so many characters, in file number `file` from 1. */
void zn_report_causes_count(struct zn_report_causes *causes, const zhnorm_edit *edit,
                            uint32_t set, uint64_t characters, uint64_t file);

#endif
