/*
 * The chain of passes over one document: what each pass carries from one piece
 * of text to the next, and the buffers between them.
 */
#ifndef ZN_CORE_CHAIN_H
#define ZN_CORE_CHAIN_H

#include "core/converter.h"
#include "core/record.h"
#include "text/script.h"
#include "text/space.h"

struct zn_chain {
    const zhnorm_converter *converter;
    const struct zn_ruleset *rules; /* the converter's, or those that were chosen */
    struct zn_script_state scripts[ZN_RULEBOOKS_MAX];
    struct zn_space_state space;
    struct zn_space_state seams; /* of the space rules that run before `punct` */
    struct zn_buffer buffers[2]; /* passes read one and write the other */
    struct zn_buffer scratch;    /* working memory of the form and punct passes */
    struct zn_tally tally;       /* what the normalising steps changed */
    uint64_t malformed;          /* maximal subparts that were not UTF-8 */
    bool escaped;                /* bad bytes are on their way through */
    struct zn_record record;     /* of the edits */
};

/* Where a piece of text stands in its document. */
enum zn_piece {
    ZN_PIECE_WHOLE, /* ends with a paragraph */
    ZN_PIECE_CUT,   /* its last paragraph goes on in the next piece */
    ZN_PIECE_LAST   /* the document ends with it */
};

void zn_chain_init(struct zn_chain *chain, const zhnorm_converter *converter);
void zn_chain_reset(struct zn_chain *chain);
void zn_chain_free(struct zn_chain *chain);

/*
 * Runs every pass over the next piece and appends the result to `out`.  Under
 * the policy `reject` the text must be valid UTF-8.
 */
int zn_chain_run(struct zn_chain *chain, const uint8_t *text, size_t length,
                 enum zn_piece piece, struct zn_buffer *out, zhnorm_error *error);

#endif
