/*
 * The stream: takes source bytes in any division, gives the chain whole
 * paragraphs (or pieces of one that is too long), and hands the result out.
 * The one-shot functions are a stream that is fed once.
 */
#ifndef ZN_CORE_STREAM_H
#define ZN_CORE_STREAM_H

#include "core/chain.h"
#include "core/selection.h"

struct zhnorm_stream {
    struct zn_chain chain;
    struct zn_selection selection;
    struct zn_buffer pending; /* source bytes of a paragraph that is not whole yet */
    size_t scanned;           /* pending bytes that hold no paragraph end */
    struct zn_buffer ready;   /* output that the caller has not taken yet */
    size_t taken;             /* bytes of `ready` that the caller has */
    uint64_t source_offset;   /* of the next byte to be given to the chain */
    uint64_t output_bytes;
    uint64_t forced_cuts;
    uint64_t nanoseconds; /* of the calls, while a record is kept */
    bool begun;           /* a call has been made for this document */
    zhnorm_error failure; /* status is not ZHNORM_OK: to be reported when drained */
    bool failed;          /* it has been reported */
    bool finished;        /* the last piece has been converted */
};

void zn_stream_init(struct zhnorm_stream *stream, const zhnorm_converter *converter);
void zn_stream_release(struct zhnorm_stream *stream);

#endif
