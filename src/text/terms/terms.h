/*
 * Likely terms of a corpus, by statistics alone: sequences of Han characters,
 * and of Latin words among them, that are frequent, whose parts belong
 * together, and that stand in many different neighbourhoods.  Memory is fixed
 * at the start, whatever the corpus.  Knows no dictionaries: what is known
 * already is the caller's to say.
 *
 * Text is taken in chunks.  Within a chunk every sequence that occurs twice is
 * counted exactly (chunk.c); the counts of all chunks meet in a table of
 * fixed size (table.c), from which the rarest are dropped when it is
 * full.  So every sequence that occurs more often than zn_terms_error says is
 * found, and no count is too low by more than that.  (Of Latin words, that holds
 * for the first 16,384 different ones; others are counted from their second
 * occurrence on, as long as there is room.)
 */
#ifndef ZN_TEXT_TERMS_H
#define ZN_TEXT_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/buffer.h"
#include "text/terms/chunk.h"
#include "text/terms/table.h"
#include "text/terms/units.h"

/* The least memory, in bytes, with which terms can be counted. */
#define ZN_TERMS_MEMORY_LEAST ((size_t)4 << 20)

struct zn_terms {
    struct zn_units units;
    struct zn_chunk chunk;
    struct zn_sequences table;
    uint64_t flushes; /* chunks that were counted */
};

/* What makes a sequence a term. */
struct zn_term_criteria {
    uint64_t least_count;
    double cohesion; /* bits: pointwise mutual information of every split in two */
    double freedom;  /* bits: entropy of the neighbours on either side */
    size_t most;     /* how many terms are wanted */
    /* Whether a sequence is known already, and so no new term. */
    bool (*is_known)(void *context, const char *text, size_t length);
    void *context;
};

/* Bytes of a term, with a NUL byte behind them. */
#define ZN_TERM_SIZE (ZN_SEQUENCE_MAX * ZN_UNIT_SIZE + 1)

struct zn_term {
    char text[ZN_TERM_SIZE];
    size_t length; /* bytes */
    uint64_t count;
    uint64_t documents;
    double cohesion;
    double left; /* freedom on this side */
    double right;
};

/* Takes nearly `memory` bytes and never more.  False: no memory. */
bool zn_terms_init(struct zn_terms *terms, size_t memory, const zhnorm_allocator *allocator);
void zn_terms_free(struct zn_terms *terms);

/* Counts valid UTF-8.  No sequence goes on behind the end.  O(length). */
void zn_terms_add(struct zn_terms *terms, const uint8_t *text, size_t length);

/* Another document begins. */
void zn_terms_end_document(struct zn_terms *terms);

/* Counts what the chunk holds so far, and begins another. */
void zn_terms_flush(struct zn_terms *terms);

/* By how much a count may be too low. */
uint64_t zn_terms_error(const struct zn_terms *terms);

/*
 * Appends the terms (of struct zn_term) to `found`, most frequent first.
 * Nothing can be counted afterwards.  False: no memory.
 */
bool zn_terms_select(struct zn_terms *terms, const struct zn_term_criteria *criteria,
                     struct zn_buffer *found);

#endif
