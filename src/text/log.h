/*
 * The log of a pass: what it changed, as edits from the text that it read to the
 * text that it wrote.  And composing two such lists, from one text to a second
 * and from there to a third, to one from the first to the third.
 *
 * All positions count from the start of the document.  Edits in a list are
 * sorted, and no two of them overlap.
 */
#ifndef ZN_TEXT_LOG_H
#define ZN_TEXT_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/rule.h"

/* What zhnorm_edit.flags says besides, while an edit is on its way. */
#define ZN_EDIT_EXACT 0x8000u /* it cannot be made smaller */

/* No edit takes more of the source than this: several do. */
#define ZN_EDIT_LONGEST (UINT32_C(1) << 30)

struct zn_log {
    struct zn_buffer edits; /* of zhnorm_edit */
    uint64_t source_base;   /* the position of what the pass reads */
    uint64_t output_base;   /* what makes an offset into the pass's buffer a position */
    bool kept;              /* ambiguous characters that stay are wanted as well */
    bool failed;            /* no memory: an edit is missing */
};

static inline size_t zn_log_count(const struct zn_buffer *edits)
{
    return edits->length / sizeof(zhnorm_edit);
}

static inline zhnorm_edit *zn_log_edits(const struct zn_buffer *edits)
{
    return (zhnorm_edit *)(void *)edits->data;
}

/* Makes room for another edit, to be filled in. NULL: no memory, which the log notes. */
static inline zhnorm_edit *zn_log_new(struct zn_log *log)
{
    if (!zn_buffer_reserve(&log->edits, sizeof(zhnorm_edit))) {
        log->failed = true;
        return NULL;
    }
    log->edits.length += sizeof(zhnorm_edit);
    return zn_log_edits(&log->edits) + zn_log_count(&log->edits) - 1;
}

/*
 * Adds what a rule changed: `source_length` bytes from `source` on, which became
 * `output_length` bytes at `output`; both are offsets, to which the bases are added.
 */
void zn_log_rule(struct zn_log *log, enum zn_rule rule, uint64_t source,
                 uint64_t source_length, size_t output, size_t output_length);

/* The same of bytes that are not UTF-8, or stand for such. */
void zn_log_bytes(struct zn_log *log, size_t source, size_t source_length, size_t output,
                  size_t output_length);

/*
 * Composes in place the edits from number `first` on with those from number
 * `second` on, which begin where they end: their source is the others' output.
 * `shift` is what has to be added to a position in that text before all of them, to
 * get the one in the first text.
 */
void zn_log_compose(struct zn_log *log, size_t first, size_t second, uint64_t shift);

/*
 * Composes two lists that grow.  Edits of the first go into `first`, those of the
 * second into `second.edits`.
 */
struct zn_composer {
    struct zn_buffer first;
    struct zn_log second;
    /* From the text between the two to the others, behind all that was composed. */
    uint64_t source_shift;
    uint64_t output_shift;
    uint64_t first_done; /* where the last edit of the first list ends there */
};

void zn_composer_init(struct zn_composer *composer, const zhnorm_allocator *allocator);
void zn_composer_reset(struct zn_composer *composer);
void zn_composer_free(struct zn_composer *composer);

/*
 * Appends to `out` the composed edits up to `limit`, a position in the text
 * between up to which both lists are complete; `last`: they are complete
 * altogether.  What it could not take stays.  `*done` is the position, at most
 * `limit`, up to which everything was composed.  O(edits).  False: no memory.
 */
bool zn_composer_run(struct zn_composer *composer, uint64_t limit, bool last,
                     struct zn_buffer *out, uint64_t *done);

#endif
