/*
 * See chunk.h.  The places are sorted by their first four units, so that
 * equal sequences lie together; each run of equal ones is counted and
 * split by the next unit, which is also the neighbour on the right.  Runs of
 * four units are sorted by the three behind them first.
 */
#include "text/terms/chunk.h"

#include <string.h>

#include "rules/memory.h"
#include "text/terms/log.h"

#define KEY_UNITS 4u  /* units that the key of the first sorting holds */
#define DIGIT_BITS 11 /* of the radix sort */
#define DIGITS (1u << DIGIT_BITS)
#define UNIT_BITS 16u
#define SHORT 12 /* runs that are sorted by insertion */

/* What counting one chunk needs to know. */
struct counting {
    struct zn_chunk *chunk;
    struct zn_sequences *table;
    struct zn_sequence *drop_scratch;
    uint32_t *documents; /* by document: the last sequence that was seen in it */
    uint32_t *stretches; /* by stretch, likewise */
    uint32_t stamp;      /* the number of this sequence */
    uint32_t key_bits;
};

bool zn_chunk_init(struct zn_chunk *chunk, uint32_t capacity,
                   const zhnorm_allocator *allocator)
{
    *chunk = (struct zn_chunk){.allocator = allocator, .capacity = capacity};
    chunk->units =
        zn_allocate(allocator, capacity + (size_t)2 * ZN_CHUNK_MARGIN, sizeof(uint16_t));
    chunk->places = zn_allocate(allocator, capacity, sizeof *chunk->places);
    chunk->scratch = zn_allocate(allocator, capacity, sizeof *chunk->scratch);
    chunk->neighbours = zn_allocate_zeroed(allocator, ZN_UNITS_MAX, sizeof(uint32_t));
    if (chunk->units == NULL || chunk->places == NULL || chunk->scratch == NULL ||
        chunk->neighbours == NULL)
        return false;
    memset(chunk->units, 0, ZN_CHUNK_MARGIN * sizeof(uint16_t));
    return true;
}

void zn_chunk_free(struct zn_chunk *chunk)
{
    if (chunk->allocator == NULL)
        return;
    zn_release(chunk->allocator, chunk->units);
    zn_release(chunk->allocator, chunk->places);
    zn_release(chunk->allocator, chunk->scratch);
    zn_release(chunk->allocator, chunk->neighbours);
    *chunk = (struct zn_chunk){0};
}

/* ---- Sorting ------------------------------------------------------------------------ */

/* One pass of the radix sort, from `places` to `scratch`, which change roles. */
static void sort_by_digit(struct zn_chunk *chunk, uint32_t shift)
{
    uint32_t starts[DIGITS] = {0};
    const struct zn_chunk_place *from = chunk->places;
    for (uint32_t i = 0; i < chunk->place_count; i++)
        starts[from[i].key >> shift & (DIGITS - 1)]++;
    uint32_t sum = 0;
    for (uint32_t digit = 0; digit < DIGITS; digit++) {
        uint32_t count = starts[digit];
        starts[digit] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < chunk->place_count; i++)
        chunk->scratch[starts[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
    struct zn_chunk_place *sorted = chunk->scratch;
    chunk->scratch = chunk->places;
    chunk->places = sorted;
}

static int compare_places(const struct zn_chunk_place *left,
                          const struct zn_chunk_place *right)
{
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return (left->at > right->at) - (left->at < right->at);
}

static void sift_down(struct zn_chunk_place *places, size_t at, size_t count)
{
    struct zn_chunk_place place = places[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && compare_places(&places[child], &places[child + 1]) < 0)
            child++;
        if (compare_places(&place, &places[child]) >= 0)
            break;
        places[at] = places[child];
    }
    places[at] = place;
}

/* Sorts in place, which qsort does not promise, and never in more than n log n steps. */
static void sort_heap(struct zn_chunk_place *places, size_t count)
{
    for (size_t i = count / 2; i > 0; i--)
        sift_down(places, i - 1, count);
    for (size_t i = count - 1; i > 0; i--) {
        struct zn_chunk_place last = places[i];
        places[i] = places[0];
        places[0] = last;
        sift_down(places, 0, i);
    }
}

/* Sorts a run by what stands `ahead` of its places. */
static void sort_ahead(const struct counting *counting, struct zn_chunk_place *first,
                       size_t count, size_t ahead)
{
    const uint16_t *units = counting->chunk->units + ahead;
    for (size_t i = 0; i < count; i++) {
        const uint16_t *at = units + first[i].at;
        uint64_t key = (uint64_t)at[0] << 2 * UNIT_BITS;
        if (at[0] != 0)
            key |= (uint64_t)at[1] << UNIT_BITS;
        if (at[0] != 0 && at[1] != 0)
            key |= at[2];
        first[i].key = key;
    }
    if (count > SHORT) {
        sort_heap(first, count);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct zn_chunk_place place = first[i];
        size_t to = i;
        for (; to > 0 && compare_places(&first[to - 1], &place) > 0; to--)
            first[to] = first[to - 1];
        first[to] = place;
    }
}

/* ---- Counting ----------------------------------------------------------------------- */

/* What stands at one side of a sequence. */
struct side {
    double weight;     /* sum of k log2 k over neighbours that occur k times */
    uint32_t distinct; /* each break is one of its own */
};

static double weigh(uint32_t count)
{
    return count < 2 ? 0 : (double)count * zn_log2((double)count);
}

/*
 * The sum over the occurrences of the neighbours' entropy in bits.  What a small
 * number of occurrences hides is added (Miller and Madow).
 */
static float total_entropy(uint32_t count, const struct side *side)
{
    const double correction = 0.5 / 0.693147180559945;
    return (float)((double)count * zn_log2((double)count) - side->weight +
                   correction * (side->distinct - 1));
}

static void look_left(const struct counting *counting, const struct zn_chunk_place *first,
                      uint32_t count, struct side *side)
{
    const uint16_t *before = counting->chunk->units - 1;
    uint32_t *neighbours = counting->chunk->neighbours;
    for (uint32_t i = 0; i < count; i++)
        neighbours[before[first[i].at]]++;
    side->distinct = neighbours[ZN_UNIT_BREAK];
    neighbours[ZN_UNIT_BREAK] = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *neighbour = &neighbours[before[first[i].at]];
        if (*neighbour == 0)
            continue;
        side->weight += weigh(*neighbour);
        side->distinct++;
        *neighbour = 0;
    }
}

/* In how many documents and stretches a sequence occurs. */
static void count_spread(struct counting *counting, const struct zn_chunk_place *first,
                         uint32_t count, struct zn_sequence *sequence)
{
    uint32_t last = 0;
    uint32_t stamp = ++counting->stamp;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t document = first[i].document;
        uint32_t stretch = (first[i].at - ZN_CHUNK_MARGIN) >> ZN_STRETCH_BITS;
        last = document > last ? document : last;
        sequence->documents += counting->documents[document] != stamp;
        sequence->stretches += counting->stretches[stretch] != stamp;
        counting->documents[document] = stamp;
        counting->stretches[stretch] = stamp;
    }
    sequence->last_document = counting->chunk->first_document + last;
}

/* Adds the sequence of `length` units at a run of equal ones. */
static void add_sequence(struct counting *counting, const struct zn_chunk_place *first,
                         uint32_t count, size_t length, const struct side *right)
{
    struct side left = {0, 0};
    struct zn_sequence sequence = {.count = count};
    memcpy(sequence.units, counting->chunk->units + first->at,
           length * sizeof *sequence.units);
    look_left(counting, first, count, &left);
    count_spread(counting, first, count, &sequence);
    sequence.left = total_entropy(count, &left);
    sequence.right = total_entropy(count, right);
    zn_sequences_add(counting->table, &sequence, counting->chunk->first_document,
                     counting->documents[0] == counting->stamp, counting->drop_scratch);
}

/* The unit at `index` from a place on, by its key. */
static uint32_t unit_at(const struct counting *counting, const struct zn_chunk_place *place,
                        size_t index)
{
    if (index < KEY_UNITS) {
        size_t shift = (KEY_UNITS - 1 - index) * counting->key_bits;
        return (uint32_t)(place->key >> shift) & ((1u << counting->key_bits) - 1);
    }
    return (uint32_t)(place->key >> (KEY_UNITS + 2 - index) * UNIT_BITS) & UINT16_MAX;
}

/* Counts a run of places with `length` equal units, and all within it. */
static void count_run(struct counting *counting, struct zn_chunk_place *first, uint32_t count,
                      size_t length)
{
    struct side right = {0, 0};
    if (count < 2)
        return;
    if (length == KEY_UNITS)
        sort_ahead(counting, first, count, length);
    for (uint32_t from = 0; from < count;) {
        uint32_t unit = unit_at(counting, &first[from], length);
        uint32_t to = from + 1;
        while (to < count && unit_at(counting, &first[to], length) == unit)
            to++;
        if (unit == ZN_UNIT_BREAK) {
            right.distinct += to - from;
        } else {
            right.distinct++;
            right.weight += weigh(to - from);
            if (length < ZN_SEQUENCE_MAX && unit != ZN_UNIT_DIGITS)
                count_run(counting, first + from, to - from, length + 1);
        }
        from = to;
    }
    if (length >= ZN_SEQUENCE_MIN)
        add_sequence(counting, first, count, length, &right);
}

static void make_places(struct zn_chunk *chunk, uint32_t key_bits)
{
    for (uint32_t i = 0; i < chunk->place_count; i++) {
        struct zn_chunk_place *place = &chunk->places[i];
        const uint16_t *units = chunk->units + place->at;
        bool ended = false;
        place->key = 0;
        for (uint32_t k = 0; k < KEY_UNITS; k++) {
            ended |= units[k] == ZN_UNIT_BREAK;
            place->key = place->key << key_bits | (ended ? ZN_UNIT_BREAK : units[k]);
        }
    }
}

void zn_chunk_count(struct zn_chunk *chunk, const struct zn_units *units,
                    struct zn_sequences *table)
{
    struct counting counting = {.chunk = chunk, .table = table};
    while ((units->count - 1) >> counting.key_bits != 0)
        counting.key_bits++;
    memset(chunk->units + ZN_CHUNK_MARGIN + chunk->count, 0,
           ZN_CHUNK_MARGIN * sizeof(uint16_t));
    make_places(chunk, counting.key_bits);
    for (uint32_t shift = 0; shift < KEY_UNITS * counting.key_bits; shift += DIGIT_BITS)
        sort_by_digit(chunk, shift);
    /* What the sorting leaves free serves for counting. */
    size_t stamp_places = zn_chunk_stamp_places(chunk->capacity);
    memset(chunk->scratch, 0, stamp_places * sizeof *chunk->scratch);
    counting.documents = (uint32_t *)(void *)chunk->scratch;
    counting.stretches = counting.documents + chunk->capacity;
    counting.drop_scratch = (struct zn_sequence *)(void *)(chunk->scratch + stamp_places);
    count_run(&counting, chunk->places, chunk->place_count, 0);
    chunk->stretches += (chunk->count >> ZN_STRETCH_BITS) + 1;
    chunk->count = 0;
    chunk->place_count = 0;
    chunk->first_document += chunk->document;
    chunk->document = 0;
}
