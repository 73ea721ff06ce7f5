/*
 * The log of the script pass: turns what was decided at a place of the text into
 * edits, with the names of the dictionaries.  Knows nothing of how it was decided.
 */
#ifndef ZN_TEXT_SCRIPT_LOG_H
#define ZN_TEXT_SCRIPT_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "rules/rulebook.h"
#include "text/log.h"

struct zn_script_log {
    struct zn_log *log;
    const struct zn_rulebook *rulebook;
    const uint8_t *text; /* what offsets into the source count from */
    uint64_t text_base;  /* its position */
    const uint8_t *out;  /* the buffer that is written to */
};

/* Where something stands in the source, and where what became of it. */
struct zn_script_span {
    const uint8_t *source;
    size_t source_length;
    const uint8_t *output;
    size_t output_length;
};

/* An outcome of the pool, by number `cause`, in a paragraph of this kind. */
void zn_script_log_outcome(const struct zn_script_log *log, struct zn_script_span span,
                           uint32_t cause, enum zn_paragraph_kind kind);

/*
 * A match that puts out what the entries of its characters say, each of which is an
 * edit of its own.  The source and the output have the same lengths.
 */
void zn_script_log_entries(const struct zn_script_log *log, struct zn_script_span span,
                           uint32_t cause);

/*
 * Characters that became what their entries say, each by itself, and that have the
 * same lengths in the source as in the output.  Four bytes may be read from the
 * start of each on.
 */
void zn_script_log_characters(const struct zn_script_log *log, struct zn_script_span span);

#endif
