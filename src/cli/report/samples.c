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
    samples->drawn =
        (struct zn_report_reservoir){.places = samples->places, .capacity = ZN_REPORT_DRAWN};
    for (size_t i = 0; i < ZN_REPORT_CAUSES_MOST; i++)
        samples->examples[i].reservoir = (struct zn_report_reservoir){
            .places = samples->examples[i].places, .capacity = ZN_REPORT_OF_CAUSE};
}

static void drop_samples(const struct zn_report_reservoir *reservoir)
{
    for (size_t i = 0; i < reservoir->count; i++)
        json_decref(reservoir->places[i].json);
}

void zn_report_samples_free(struct zn_report_samples *samples)
{
    drop_samples(&samples->drawn);
    for (size_t i = 0; i < ZN_REPORT_CAUSES_MOST; i++)
        drop_samples(&samples->examples[i].reservoir);
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

/* Does an edit change something?  Characters that stayed are marked, but make no sample. */
static bool changes(const zhnorm_edit *edit)
{
    return (edit->flags & ZHNORM_EDIT_KEPT) == 0;
}

/* Some changed lines that a sample can be made of. */
struct found {
    struct zn_report_causes *causes;
    const zhnorm_batch *batch;
    struct zn_report_stretch stretch;
    const struct zn_report_origin *origin;
};

/* Counts the lines in which an edit of the stretch changes something. */
static void count_lines(struct zn_report_sample *sample, const struct found *found,
                        struct zn_cli_cursor cursor)
{
    size_t at = found->stretch.source_start;

    for (size_t i = found->stretch.first; i < found->stretch.end; i++) {
        const zhnorm_edit *edit = &found->batch->edits[i];
        size_t start = (size_t)(edit->source_offset - found->batch->source_offset);
        zn_cli_cursor_advance(&cursor, found->batch->source + at, start - at);
        at = start;
        if (!changes(edit) || cursor.line == sample->last_line)
            continue;
        if (sample->lines++ == 0)
            sample->first_line = cursor.line;
        sample->last_line = cursor.line;
    }
}

/* Makes a sample that shows edit `focus`.  False: no memory. */
static bool make_sample(struct zn_report_sample *sample, const struct found *found,
                        size_t focus)
{
    const zhnorm_batch *batch = found->batch;
    const struct zn_report_origin *origin = found->origin;
    struct zn_cli_cursor cursor = origin->cursor;
    int cut = 0;

    zn_cli_cursor_advance(&cursor, batch->source, found->stretch.source_start);
    *sample = (struct zn_report_sample){
        .file = origin->file,
        .offset = batch->source_offset + found->stretch.source_start,
        .focus = batch->edits[focus].source_offset,
    };
    count_lines(sample, found, cursor);
    json_t *pieces = zn_report_line(found->causes, batch, &found->stretch, focus, &cut);
    sample->json = json_object();
    sample->json = zn_cli_json_set(sample->json, "file", zn_report_name(origin->name));
    sample->json =
        zn_cli_json_set(sample->json, "line", json_integer((json_int_t)cursor.line));
    sample->json = zn_cli_json_set(sample->json, "pieces", pieces);
    sample->json = zn_cli_json_set(sample->json, "cut", json_integer(cut));
    return sample->json != NULL;
}

/* The place in the reservoir for what is offered now, or NULL. */
static struct zn_report_sample *draw(struct zn_report_samples *samples,
                                     struct zn_report_reservoir *reservoir)
{
    reservoir->offered++;
    if (reservoir->count < reservoir->capacity)
        return &reservoir->places[reservoir->count++];
    uint64_t slot = next_chance(samples) % reservoir->offered;
    if (slot >= reservoir->capacity)
        return NULL;
    json_decref(reservoir->places[slot].json);
    return &reservoir->places[slot];
}

/* Offers lines to a reservoir, to be shown with edit `focus`.  False: no memory. */
static bool offer(struct zn_report_samples *samples, struct zn_report_reservoir *reservoir,
                  const struct found *found, size_t focus)
{
    struct zn_report_sample *place = draw(samples, reservoir);

    return place == NULL || make_sample(place, found, focus);
}

/* Offers lines to the causes of one of their edits, once to each.  False: no memory. */
static bool offer_to_causes(struct zn_report_samples *samples, const struct found *found,
                            size_t edit)
{
    uint32_t number = zn_report_causes_set(found->causes, &found->batch->edits[edit]);

    if (number == UINT32_MAX)
        return false;
    const struct zn_report_set *set = &found->causes->sets[number];
    for (size_t i = 0; i < set->count; i++) {
        if (set->causes[i] >= ZN_REPORT_CAUSES_MOST)
            continue;
        struct zn_report_examples *examples = &samples->examples[set->causes[i]];
        if (examples->stretch == samples->drawn.offered)
            continue;
        examples->stretch = samples->drawn.offered;
        if (!offer(samples, &examples->reservoir, found, edit))
            return false;
    }
    return true;
}

/* Looks at changed lines.  False: no memory. */
static bool add_found(struct zn_report_samples *samples, const struct found *found,
                      size_t focus)
{
    if (!offer(samples, &samples->drawn, found, focus))
        return false;
    for (size_t i = found->stretch.first; i < found->stretch.end; i++)
        if (changes(&found->batch->edits[i]) && !offer_to_causes(samples, found, i))
            return false;
    return true;
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
        struct found found = {causes, batch, stretch_from(batch, i, from), origin};
        if (!add_found(samples, &found, i))
            return false;
        from = found.stretch.source_end;
        i = found.stretch.end;
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
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    return a->focus < b->focus ? -1 : a->focus > b->focus;
}

/* Puts the samples of a reservoir behind others.  Returns how many there are now. */
static size_t gather(struct zn_report_sample *all, size_t count,
                     const struct zn_report_reservoir *reservoir)
{
    memcpy(all + count, reservoir->places, reservoir->count * sizeof *all);
    return count + reservoir->count;
}

/* How many changed lines a sample shows that the one before does not, which may be NULL. */
static uint64_t new_lines(const struct zn_report_sample *sample,
                          const struct zn_report_sample *before)
{
    if (before == NULL || before->file != sample->file)
        return sample->lines;
    if (before->offset == sample->offset)
        return 0; /* the same lines, with another edit in the middle */
    return sample->lines - (before->last_line == sample->first_line);
}

json_t *zn_report_samples_json(const struct zn_report_samples *samples, uint64_t *shown)
{
    struct zn_report_sample all[ZN_REPORT_DRAWN + ZN_REPORT_CAUSES_MOST * ZN_REPORT_OF_CAUSE];
    size_t count = gather(all, 0, &samples->drawn);
    json_t *list = json_array();

    for (size_t i = 0; i < ZN_REPORT_CAUSES_MOST; i++)
        count = gather(all, count, &samples->examples[i].reservoir);
    if (count != 0)
        qsort(all, count, sizeof *all, compare_samples);
    *shown = 0;
    for (size_t i = 0; i < count; i++) {
        *shown += new_lines(&all[i], i != 0 ? &all[i - 1] : NULL);
        if (i == 0 || !json_equal(all[i].json, all[i - 1].json))
            list = zn_cli_json_append(list, json_incref(all[i].json));
    }
    return list;
}
