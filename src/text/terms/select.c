/*
 * Choosing terms among the sequences that were counted: see terms.h.  A term is
 * cohesive, free at both ends, no function word stands at its ends, and it is
 * not just a part of a longer one.
 */
#include <stdlib.h>
#include <string.h>

#include "rules/memory.h"
#include "text/terms/edges.h"
#include "text/terms/log.h"
#include "text/terms/terms.h"

/* A part of a longer term that stands outside it in less than one of so many places. */
#define OUTSIDE_LEAST 4

/* Bits that every candidate has: where nothing clusters, frequency decides. */
#define CLUSTERING_LEAST 0.05

/* A sequence that has passed, on its way to a term. */
struct candidate {
    struct zn_sequence *sequence;
    float cohesion;
    float weight; /* what decides who is listed */
    bool known;
};

struct selection {
    const struct zn_terms *terms;
    const struct zn_term_criteria *criteria;
    double error; /* by how much counts may be too low */
    struct zn_buffer candidates;
};

/* ---- Measures ----------------------------------------------------------------------- */

/* The most that a part of a sequence can occur. */
static double part_count(const struct selection *selection, const uint16_t *units,
                         size_t count)
{
    if (count == 1)
        return (double)selection->terms->units.counts[units[0]];
    const struct zn_sequence *part = zn_sequences_find(&selection->terms->table, units, count);
    return (part != NULL ? part->count : 1) + selection->error;
}

/* The pointwise mutual information of the two parts of the weakest split. */
static double cohesion_of(const struct selection *selection,
                          const struct zn_sequence *sequence, size_t length)
{
    double total = (double)selection->terms->units.total;
    double most = 1;
    for (size_t split = 1; split < length; split++) {
        double product = part_count(selection, sequence->units, split) *
                         part_count(selection, sequence->units + split, length - split);
        most = product > most ? product : most;
    }
    return zn_log2((double)sequence->count * total / most);
}

static size_t text_of(const struct selection *selection, const struct zn_sequence *sequence,
                      char text[ZN_TERM_SIZE])
{
    size_t length = 0;
    for (size_t i = 0; i < zn_sequence_length(sequence); i++)
        length += zn_unit_text(&selection->terms->units, sequence->units[i], text + length);
    text[length] = '\0';
    return length;
}

/*
 * Terms come in clusters, common words do not: how many more stretches of text
 * would hold the sequence if its occurrences were spread by chance, in bits
 * (residual inverse document frequency).
 */
static double clustering_of(const struct selection *selection,
                            const struct zn_sequence *sequence)
{
    double stretches = (double)selection->terms->chunk.stretches;
    double expected = stretches * (1 - zn_exp_minus((double)sequence->count / stretches));
    double clustering = zn_log2(expected / sequence->stretches);
    return clustering > 0 ? clustering : 0;
}

/* ---- Passing ------------------------------------------------------------------------ */

static bool has_function_ends(const struct selection *selection,
                              const struct zn_sequence *sequence, size_t length)
{
    const struct zn_units *units = &selection->terms->units;
    return zn_is_edge(units->texts[sequence->units[0]], ZN_EDGE_FIRST) ||
           zn_is_edge(units->texts[sequence->units[length - 1]], ZN_EDGE_LAST) ||
           zn_is_quantity(units->texts[sequence->units[0]], units->texts[sequence->units[1]]);
}

/* Terms of Latin words alone are no business of a Chinese dictionary. */
static bool has_characters(const struct selection *selection,
                           const struct zn_sequence *sequence, size_t length)
{
    size_t words = 0;
    for (size_t i = 0; i < length; i++)
        words += zn_unit_is_word(&selection->terms->units, sequence->units[i]);
    return words < length;
}

static bool add_candidate(struct selection *selection, struct zn_sequence *sequence)
{
    const struct zn_term_criteria *criteria = selection->criteria;
    size_t length = zn_sequence_length(sequence);
    double cohesion = cohesion_of(selection, sequence, length);
    if (cohesion < criteria->cohesion || has_function_ends(selection, sequence, length) ||
        !has_characters(selection, sequence, length))
        return true;
    char text[ZN_TERM_SIZE];
    size_t text_length = text_of(selection, sequence, text);
    struct candidate candidate = {
        .sequence = sequence,
        .cohesion = (float)cohesion,
        .weight =
            (float)(sequence->count * (clustering_of(selection, sequence) + CLUSTERING_LEAST)),
        .known = criteria->is_known(criteria->context, text, text_length)};
    return zn_buffer_append(&selection->candidates, &candidate, sizeof candidate);
}

/* Finds what passes; from here on, `last_document` is how often a longer one covers it. */
static bool find_candidates(struct selection *selection)
{
    const struct zn_term_criteria *criteria = selection->criteria;
    const struct zn_sequences *table = &selection->terms->table;
    for (uint32_t i = 0; i < table->slot_count; i++) {
        struct zn_sequence *sequence = &table->slots[i];
        double least = criteria->freedom * sequence->count;
        sequence->last_document = 0;
        if (sequence->count != 0 && sequence->count >= criteria->least_count &&
            sequence->left >= least && sequence->right >= least &&
            !add_candidate(selection, sequence))
            return false;
    }
    return true;
}

/* ---- Parts of longer terms ---------------------------------------------------------- */

static void cover_parts(const struct selection *selection, const struct zn_sequence *sequence)
{
    size_t length = zn_sequence_length(sequence);
    for (size_t part = ZN_SEQUENCE_MIN; part < length; part++) {
        for (size_t from = 0; from + part <= length; from++) {
            struct zn_sequence *found =
                zn_sequences_find(&selection->terms->table, sequence->units + from, part);
            if (found != NULL && found->last_document < sequence->count)
                found->last_document = sequence->count;
        }
    }
}

static bool is_part(const struct zn_sequence *sequence)
{
    uint64_t outside = sequence->count > sequence->last_document
                           ? sequence->count - sequence->last_document
                           : 0;
    return outside * OUTSIDE_LEAST < sequence->count;
}

/* ---- The list ----------------------------------------------------------------------- */

/* Most frequent first; equally frequent ones in the order of their units' first sight. */
static int compare_counts(const void *a, const void *b)
{
    const struct zn_sequence *left = ((const struct candidate *)a)->sequence;
    const struct zn_sequence *right = ((const struct candidate *)b)->sequence;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    for (size_t i = 0; i < ZN_SEQUENCE_MAX; i++) {
        if (left->units[i] != right->units[i])
            return left->units[i] < right->units[i] ? -1 : 1;
    }
    return 0;
}

static int compare_weights(const void *a, const void *b)
{
    float left = ((const struct candidate *)a)->weight;
    float right = ((const struct candidate *)b)->weight;
    if (left != right)
        return left > right ? -1 : 1;
    return compare_counts(a, b);
}

static bool add_term(const struct selection *selection, const struct candidate *candidate,
                     struct zn_buffer *found)
{
    const struct zn_sequence *sequence = candidate->sequence;
    struct zn_term term = {.count = sequence->count,
                           .documents = sequence->documents,
                           .cohesion = candidate->cohesion,
                           .left = (double)sequence->left / sequence->count,
                           .right = (double)sequence->right / sequence->count};
    term.length = text_of(selection, sequence, term.text);
    return zn_buffer_append(found, &term, sizeof term);
}

/* Keeps what is to be listed, in front; returns how many. */
static size_t choose(const struct selection *selection, struct candidate *candidates,
                     size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        cover_parts(selection, candidates[i].sequence);
    for (size_t i = 0; i < count; i++) {
        if (!candidates[i].known && !is_part(candidates[i].sequence))
            candidates[kept++] = candidates[i];
    }
    qsort(candidates, kept, sizeof *candidates, compare_weights);
    if (kept > selection->criteria->most)
        kept = selection->criteria->most;
    qsort(candidates, kept, sizeof *candidates, compare_counts);
    return kept;
}

static bool list_terms(const struct selection *selection, struct zn_buffer *found)
{
    struct candidate *candidates = (struct candidate *)(void *)selection->candidates.data;
    size_t count = selection->candidates.length / sizeof *candidates;
    if (count == 0)
        return true;
    count = choose(selection, candidates, count);
    for (size_t i = 0; i < count; i++) {
        if (!add_term(selection, &candidates[i], found))
            return false;
    }
    return true;
}

bool zn_terms_select(struct zn_terms *terms, const struct zn_term_criteria *criteria,
                     struct zn_buffer *found)
{
    if (terms->chunk.place_count != 0)
        zn_terms_flush(terms);
    struct selection selection = {
        .terms = terms, .criteria = criteria, .error = (double)zn_terms_error(terms)};
    zn_buffer_init(&selection.candidates, terms->units.allocator);
    bool done = find_candidates(&selection) && list_terms(&selection, found);
    zn_buffer_free(&selection.candidates);
    return done;
}
