/* See samples.h. */
#include "cli/report/samples.h"

#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/report/line.h"
#include "cli/report/text.h"

void zn_report_samples_init(struct zn_report_samples *samples)
{
    *samples = (struct zn_report_samples){.chance = 1};
}

void zn_report_samples_free(struct zn_report_samples *samples)
{
    for (size_t i = 0; i < samples->drawn_count; i++)
        json_decref(samples->drawn[i].json);
    for (size_t i = 0; i < samples->first_count; i++)
        json_decref(samples->first[i].json);
    free(samples->shown);
    *samples = (struct zn_report_samples){0};
}

/* The next of a sequence of numbers that looks like chance (SplitMix64, public domain). */
static uint64_t next_chance(struct zn_report_samples *samples)
{
    uint64_t mixed = samples->chance += UINT64_C(0x9e3779b97f4a7c15);

    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

/* Is the cause one for which lines are still wanted?  Then this is one. */
static bool take_cause(struct zn_report_samples *samples, uint32_t cause)
{
    if (samples->first_count == ZN_REPORT_FIRST_MOST || cause >= samples->shown_count ||
        samples->shown[cause] >= ZN_REPORT_FIRST_OF_CAUSE)
        return false;
    samples->shown[cause]++;
    return true;
}

/* Makes room to remember what is shown for every cause.  False: no memory. */
static bool remember_causes(struct zn_report_samples *samples,
                            const struct zn_report_causes *causes)
{
    if (causes->count <= samples->shown_count)
        return true;
    uint8_t *shown = realloc(samples->shown, causes->count);
    if (shown == NULL)
        return false;
    memset(shown + samples->shown_count, 0, causes->count - samples->shown_count);
    samples->shown = shown;
    samples->shown_count = causes->count;
    return true;
}

/* Does an edit change something?  Characters that stayed are marked, but make no sample. */
static bool changes(const zhnorm_edit *edit)
{
    return (edit->flags & ZHNORM_EDIT_KEPT) == 0;
}

/* Is an edit of the stretch wanted for its cause?  *focus is the first such edit. */
static bool is_wanted(struct zn_report_samples *samples, struct zn_report_causes *causes,
                      const zhnorm_batch *batch, const struct zn_report_stretch *stretch,
                      size_t *focus)
{
    bool wanted = false;

    for (size_t i = stretch->first; i < stretch->end && !wanted; i++) {
        if (!changes(&batch->edits[i]))
            continue;
        uint32_t number = zn_report_causes_set(causes, &batch->edits[i]);
        if (number == UINT32_MAX)
            return false;
        const struct zn_report_set *set = &causes->sets[number];
        for (size_t k = 0; k < set->count; k++)
            wanted |= take_cause(samples, set->causes[k]);
        *focus = i;
    }
    return wanted;
}

/* Makes the sample of a stretch that shows edit `focus`.  False: no memory. */
static bool make_sample(struct zn_report_sample *sample, struct zn_report_causes *causes,
                        const zhnorm_batch *batch, const struct zn_report_stretch *stretch,
                        size_t focus, const struct zn_report_origin *origin)
{
    struct zn_cli_cursor cursor = origin->cursor;
    int cut = 0;

    zn_cli_cursor_advance(&cursor, batch->source, stretch->source_start);
    *sample =
        (struct zn_report_sample){.file = origin->file,
                                  .line = cursor.line,
                                  .offset = batch->source_offset + stretch->source_start};
    json_t *pieces = zn_report_line(causes, batch, stretch, focus, &cut);
    sample->json = json_object();
    sample->json = zn_cli_json_set(sample->json, "file", zn_report_name(origin->name));
    sample->json =
        zn_cli_json_set(sample->json, "line", json_integer((json_int_t)sample->line));
    sample->json = zn_cli_json_set(sample->json, "pieces", pieces);
    sample->json = zn_cli_json_set(sample->json, "cut", json_integer(cut));
    return sample->json != NULL;
}

/* The place in the reservoir for the line that was counted last, or NULL. */
static struct zn_report_sample *draw(struct zn_report_samples *samples)
{
    if (samples->drawn_count < ZN_REPORT_DRAWN)
        return &samples->drawn[samples->drawn_count++];
    uint64_t slot = next_chance(samples) % samples->lines;
    if (slot >= ZN_REPORT_DRAWN)
        return NULL;
    json_decref(samples->drawn[slot].json);
    return &samples->drawn[slot];
}

/* Looks at one changed line.  False: no memory. */
static bool add_stretch(struct zn_report_samples *samples, struct zn_report_causes *causes,
                        const zhnorm_batch *batch, const struct zn_report_stretch *stretch,
                        const struct zn_report_origin *origin)
{
    size_t focus = stretch->first;

    samples->lines++;
    struct zn_report_sample *drawn = draw(samples);
    if (drawn != NULL && !make_sample(drawn, causes, batch, stretch, focus, origin))
        return false;
    if (!remember_causes(samples, causes))
        return false;
    if (!is_wanted(samples, causes, batch, stretch, &focus))
        return true;
    return make_sample(&samples->first[samples->first_count++], causes, batch, stretch, focus,
                       origin);
}

/* The end of the line that holds the byte at `at`, without its line feed. */
static size_t line_end(const zhnorm_batch *batch, size_t at)
{
    const char *feed = at < batch->source_length
                           ? memchr(batch->source + at, '\n', batch->source_length - at)
                           : NULL;

    return feed != NULL ? (size_t)(feed - batch->source) : batch->source_length;
}

/* The start of the line that holds the byte at `at`, not before `from`. */
static size_t line_start(const zhnorm_batch *batch, size_t from, size_t at)
{
    while (at > from && batch->source[at - 1] != '\n')
        at--;
    return at;
}

/*
 * The stretch of edit `first`: its line, with every line that an edit joins to it.
 * It begins at `from` or later.
 */
static struct zn_report_stretch stretch_from(const zhnorm_batch *batch, size_t first,
                                             size_t from)
{
    size_t start = (size_t)(batch->edits[first].source_offset - batch->source_offset);
    struct zn_report_stretch stretch = {.first = first, .end = first};

    stretch.source_start = line_start(batch, from, start);
    stretch.source_end = line_end(batch, start);
    while (stretch.first > 0 &&
           batch->edits[stretch.first - 1].source_offset - batch->source_offset >=
               stretch.source_start)
        stretch.first--; /* characters that stayed */
    while (stretch.end < batch->edit_count) {
        const zhnorm_edit *edit = &batch->edits[stretch.end];
        size_t at = (size_t)(edit->source_offset - batch->source_offset);
        if (at > stretch.source_end)
            break;
        if (at + edit->source_length > stretch.source_end)
            stretch.source_end = line_end(batch, at + edit->source_length);
        stretch.end++;
    }
    return stretch;
}

bool zn_report_samples_add(struct zn_report_samples *samples, struct zn_report_causes *causes,
                           const zhnorm_batch *batch, const struct zn_report_origin *origin)
{
    size_t from = 0;

    for (size_t i = 0; i < batch->edit_count;) {
        if (!changes(&batch->edits[i])) {
            i++;
            continue;
        }
        struct zn_report_stretch stretch = stretch_from(batch, i, from);
        if (!add_stretch(samples, causes, batch, &stretch, origin))
            return false;
        from = stretch.source_end;
        i = stretch.end;
    }
    return true;
}

/* In the order of the text. */
static int compare_samples(const void *one, const void *other)
{
    const struct zn_report_sample *a = one;
    const struct zn_report_sample *b = other;

    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return a->offset < b->offset ? -1 : a->offset > b->offset;
}

json_t *zn_report_samples_json(struct zn_report_samples *samples)
{
    struct zn_report_sample all[ZN_REPORT_DRAWN + ZN_REPORT_FIRST_MOST];
    size_t count = samples->drawn_count + samples->first_count;
    json_t *list = json_array();

    memcpy(all, samples->drawn, samples->drawn_count * sizeof *all);
    memcpy(all + samples->drawn_count, samples->first, samples->first_count * sizeof *all);
    if (count != 0)
        qsort(all, count, sizeof *all, compare_samples);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !json_equal(all[i].json, all[i - 1].json))
            list = zn_cli_json_append(list, json_incref(all[i].json));
    return list;
}
