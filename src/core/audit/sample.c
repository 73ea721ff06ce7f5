/*
 * See sample.h.  The corpus is a row of segments, of which every
 * `step`th is kept; when the room is full, every second one is dropped and the
 * step doubled.
 */
#include "core/audit/sample.h"

#include <string.h>

#include "rules/memory.h"
#include "text/utf8.h"

#define CAPACITY_LEAST 4u
#define CAPACITY_MOST 65536u

bool zn_sample_init(struct zn_sample *sample, size_t memory, const zhnorm_allocator *allocator)
{
    size_t capacity = memory / (ZN_SAMPLE_SEGMENT + sizeof(struct zn_sample_segment));
    if (capacity < CAPACITY_LEAST)
        capacity = CAPACITY_LEAST;
    if (capacity > CAPACITY_MOST)
        capacity = CAPACITY_MOST;
    *sample = (struct zn_sample){
        .allocator = allocator, .capacity = (uint32_t)capacity, .count = 1, .step = 1};
    sample->segments = zn_allocate_zeroed(allocator, capacity, sizeof *sample->segments);
    sample->texts = zn_allocate(allocator, capacity, ZN_SAMPLE_SEGMENT);
    if (sample->segments == NULL || sample->texts == NULL)
        return false;
    for (size_t i = 0; i < capacity; i++)
        sample->segments[i].text = sample->texts + i * ZN_SAMPLE_SEGMENT;
    return true;
}

void zn_sample_free(struct zn_sample *sample)
{
    if (sample->allocator == NULL)
        return;
    zn_release(sample->allocator, sample->segments);
    zn_release(sample->allocator, sample->texts);
    *sample = (struct zn_sample){0};
}

static void swap(struct zn_sample_segment *a, struct zn_sample_segment *b)
{
    struct zn_sample_segment other = *a;
    *a = *b;
    *b = other;
}

static void thin_out(struct zn_sample *sample)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < sample->count; i += 2) {
        if (i != kept)
            swap(&sample->segments[i], &sample->segments[kept]);
        kept++;
    }
    sample->count = kept;
    sample->step *= 2;
}

/* Begins the next segment that is kept. */
static void begin_segment(struct zn_sample *sample)
{
    if (sample->count == sample->capacity)
        thin_out(sample);
    struct zn_sample_segment *next = &sample->segments[sample->count++];
    next->length = 0;
    next->piece_count = 0;
    sample->skipped = 0;
    sample->full = false;
}

/* The bytes at the start of `text` that fit in `room`: whole characters. */
static size_t fitting(const uint8_t *text, size_t length, size_t room)
{
    if (length <= room)
        return length;
    while (room > 0 && zn_utf8_is_continuation(text[room]))
        room--;
    return room;
}

/*
 * Adds what fits to the segment that is being filled; returns its length.  What
 * goes on a document goes on its piece, so that the division into calls does not
 * matter.  0: the segment is full.
 */
static size_t keep(struct zn_sample *sample, const uint8_t *text, size_t length,
                   uint64_t document)
{
    struct zn_sample_segment *segment = &sample->segments[sample->count - 1];
    size_t taken = fitting(text, length, ZN_SAMPLE_SEGMENT - segment->length);
    uint32_t last = segment->piece_count - 1;
    bool goes_on = segment->piece_count != 0 && segment->pieces[last].document == document;
    sample->full = taken == 0 || (!goes_on && segment->piece_count == ZN_SAMPLE_PIECES);
    if (sample->full)
        return 0;
    if (goes_on)
        segment->pieces[last].length += (uint32_t)taken;
    else
        segment->pieces[segment->piece_count++] =
            (struct zn_sample_piece){document, segment->length, (uint32_t)taken};
    memcpy(segment->text + segment->length, text, taken);
    segment->length += (uint32_t)taken;
    return taken;
}

/* Passes over text between two segments; returns its length. 0: the next one begins. */
static size_t skip(struct zn_sample *sample, const uint8_t *text, size_t length)
{
    uint64_t gap = (sample->step - 1) * ZN_SAMPLE_SEGMENT;
    if (sample->skipped >= gap) {
        begin_segment(sample);
        return 0;
    }
    size_t taken = length;
    if (length > gap - sample->skipped) {
        taken = (size_t)(gap - sample->skipped);
        while (taken < length && zn_utf8_is_continuation(text[taken]))
            taken++;
    }
    sample->skipped += taken;
    return taken;
}

void zn_sample_add(struct zn_sample *sample, const uint8_t *text, size_t length,
                   uint64_t document)
{
    while (length > 0) {
        size_t taken =
            sample->full ? skip(sample, text, length) : keep(sample, text, length, document);
        text += taken;
        length -= taken;
    }
}
