/*
 * The record of a document's edits.  Each pass of the chain logs what it changed;
 * here the logs are composed to edits from the source to the output, which are made
 * as small as they can be, counted, and handed to whoever listens.
 *
 * A pass may hold back text for the next piece.  So edits are composed up to where
 * all passes have come, and source and output from there on are kept.
 */
#ifndef ZN_CORE_RECORD_H
#define ZN_CORE_RECORD_H

#include "core/converter.h"
#include "text/count.h"
#include "text/log.h"

/* The passes in their order; also the bits of a set of them. */
enum zn_stage {
    ZN_STAGE_UTF8,
    ZN_STAGE_FORM,
    ZN_STAGE_SCRIPT, /* ZN_RULEBOOKS_MAX of them */
    ZN_STAGE_SEAMS = ZN_STAGE_SCRIPT + ZN_RULEBOOKS_MAX,
    ZN_STAGE_PUNCT,
    ZN_STAGE_SPACE,
    ZN_STAGE_BYTES, /* bad bytes that were escaped are put back */
    ZN_STAGES
};

struct zn_stage_record {
    struct zn_composer composer;
    uint64_t source_total; /* bytes that the pass has been given */
    uint64_t output_total; /* bytes that it has put out */
    uint64_t held;         /* bytes that it has been given and holds back */
    bool ran;              /* with this piece */
};

/* Source or output that is not composed yet. */
struct zn_window {
    struct zn_buffer text;
    uint64_t offset; /* in the document */
};

struct zn_record {
    bool wanted; /* else nothing below is used */
    struct zn_stage_record stages[ZN_STAGES];
    struct zn_buffer composed; /* of zhnorm_edit */
    struct zn_buffer edits;    /* of zhnorm_edit: the batch */
    struct zn_window source;
    struct zn_window output;
    zhnorm_listener *listener; /* or NULL */
    void *context;
    struct zn_count count; /* of the source */
    uint64_t edit_count;
    uint64_t script_changes;
    uint64_t ambiguous;
};

void zn_record_init(struct zn_record *record, const zhnorm_converter *converter);
/* Begins another document, with the same listener. */
void zn_record_reset(struct zn_record *record);
void zn_record_free(struct zn_record *record);

/*
 * Begins a pass that writes to a buffer behind the first `start` bytes; what it logs
 * goes to the log that is returned, by offsets into the buffer.
 */
struct zn_log *zn_record_begin(struct zn_record *record, unsigned stage, size_t start);

/*
 * Ends it: it was given `length` bytes, has put out `output_length`, and holds back
 * `held` of all that it was given.
 */
void zn_record_end(struct zn_record *record, unsigned stage, size_t length,
                   size_t output_length, uint64_t held);

/*
 * Takes a piece that all passes in the set `stages` have gone over, those apart
 * that had nothing to do: the source, and what came out.  `last`: the document ends
 * here.  O(length + edits).  False: no memory.
 */
bool zn_record_take(struct zn_record *record, unsigned stages, const uint8_t *source,
                    size_t source_length, const uint8_t *output, size_t output_length,
                    bool last);

#endif
