/*
 * An audit: what counts the documents of a corpus, and the findings that are made
 * of the counts.
 */
#ifndef ZN_CORE_AUDIT_H
#define ZN_CORE_AUDIT_H

#include "core/audit/known.h"
#include "core/audit/sample.h"
#include "core/audit/words.h"
#include "text/terms/terms.h"
#include "zhnorm/zhnorm.h"

struct zhnorm_audit {
    zhnorm_allocator allocator;
    uint32_t kinds;
    size_t top;
    size_t contexts;
    uint64_t least_count; /* 0: as the kind has it */
    double cohesion;
    double freedom;
    int32_t bad_input; /* enum zhnorm_bad_input */
    /* What is looked for. */
    struct zn_audit_base base;
    struct zn_audit_items items;
    struct zn_audit_words words;
    struct zn_known known; /* with terms only */
    struct zn_terms terms;
    struct zn_sample sample;
    /* The current document. */
    struct zn_buffer pending; /* source bytes of paragraphs that are not whole yet */
    size_t scanned;           /* of these bytes: no paragraph ends within them */
    struct zn_buffer clean;   /* a block without bytes that are not UTF-8 */
    struct zn_buffer output[2];
    uint64_t offset; /* of `pending` in the document */
    uint64_t document;
    bool refused;  /* it is not UTF-8 */
    bool begun;    /* it has been fed */
    bool finished; /* the corpus has ended */
    zhnorm_corpus_stats stats;
    /* The findings, and what they point to. */
    struct zn_buffer strings;
    struct zn_buffer values;   /* of zhnorm_audit_value */
    struct zn_buffer places;   /* of zhnorm_audit_context */
    struct zn_buffer findings; /* of zhnorm_audit_finding */
};

/* Counts a block of whole paragraphs, valid UTF-8.  False: no memory. */
bool zn_audit_scan(struct zhnorm_audit *audit, const uint8_t *text, size_t length);

/* Makes the findings.  False: no memory. */
bool zn_audit_report(struct zhnorm_audit *audit);

/*
 * Finds the likely terms, as items of kind ZHNORM_AUDIT_TERMS with their places,
 * and what was measured of each (of struct zn_term).  False: no memory.
 */
bool zn_audit_find_terms(struct zhnorm_audit *audit, struct zn_audit_items *items,
                         struct zn_buffer *terms);

#endif
