/* See collect.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/report/collect.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/candidates.h"
#include "cli/change.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/report/context.h"
#include "cli/report/text.h"

/* How many different texts are counted, before the rarest are dropped. */
#define REPLACEMENTS_MOST ((size_t)1 << 16)
#define CHARACTERS_MOST ((size_t)1 << 12)

#define TEXT_MOST 90 /* bytes of a text that is counted */

bool zn_report_init(struct zn_report *report, size_t count)
{
    *report = (struct zn_report){.files = calloc(count, sizeof *report->files)};
    zn_report_causes_init(&report->causes);
    zn_report_tally_init(&report->replacements, REPLACEMENTS_MOST);
    zn_report_tally_init(&report->ambiguous, CHARACTERS_MOST);
    zn_report_tally_init(&report->left, CHARACTERS_MOST);
    zn_report_samples_init(&report->samples);
    return report->files != NULL;
}

void zn_report_free(struct zn_report *report)
{
    for (size_t i = 0; i < report->choice_count; i++)
        free(report->choices[i]);
    free(report->choices);
    for (size_t i = 0; i < report->file_count; i++)
        free(report->files[i].wrong);
    free(report->files);
    zn_report_causes_free(&report->causes);
    zn_report_tally_free(&report->replacements);
    zn_report_tally_free(&report->ambiguous);
    zn_report_tally_free(&report->left);
    zn_report_samples_free(&report->samples);
    zn_report_join_free(&report->join);
    zn_report_sides_free(&report->sides);
}

/* The file that is being read. */
static struct zn_report_file *current(struct zn_report *report)
{
    return &report->files[report->file_count - 1];
}

/* Adds a context to an item that wants it.  False: no memory. */
static bool add_context(const struct zn_report *report, struct zn_report_item *item,
                        const struct zn_report_context *context,
                        const struct zn_cli_cursor *place)
{
    json_t *json = zn_report_context_json(context, report->origin.name, place);

    if (json != NULL)
        zn_report_item_context(item, report->origin.file, context->hash, json);
    return json != NULL;
}

/* A text as it is counted: without its end if it is long. */
static struct zn_cli_span shortened(struct zn_cli_span span)
{
    while (span.length > TEXT_MOST) {
        span.length = TEXT_MOST;
        while (span.length > 0 && ((unsigned char)span.text[span.length] & 0xc0) == 0x80)
            span.length--;
    }
    return span;
}

static struct zn_report_key make_key(struct zn_cli_span before, struct zn_cli_span after,
                                     uint32_t number)
{
    before = shortened(before);
    after = shortened(after);
    return (struct zn_report_key){.before = before.text,
                                  .before_length = before.length,
                                  .after = after.text,
                                  .after_length = after.length,
                                  .number = number};
}

/* Counts what was replaced: the whole entry, where one decided.  False: no memory. */
static bool count_replacement(struct zn_report *report, const struct zn_cli_change *change,
                              uint32_t set)
{
    struct zn_report_key key =
        make_key(change->has_entry ? change->key : change->before,
                 change->has_entry ? change->value : change->after, set);

    return zn_report_tally_add(&report->replacements, &key, report->origin.file) != NULL;
}

/* What a character could have become, what was taken first.  NULL: no memory. */
static json_t *candidates_json(const zhnorm_converter *converter,
                               const struct zn_cli_change *change)
{
    struct zn_cli_span candidates[ZN_CLI_CANDIDATES_MAX];
    size_t count = zn_cli_candidates(change, converter, candidates);
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        list =
            zn_cli_json_append(list, json_stringn(candidates[i].text, candidates[i].length));
    return list;
}

/* Counts an ambiguous character that got its default.  False: no memory. */
static bool count_ambiguous(struct zn_report *report, const struct zn_cli_change *change)
{
    const zhnorm_batch *batch = change->batch;
    struct zn_cli_span source = {batch->source, batch->source_length};
    struct zn_report_key key =
        make_key(change->before, change->after, change->edit->flags & ZHNORM_EDIT_KEPT);
    struct zn_report_item *item =
        zn_report_tally_add(&report->ambiguous, &key, report->origin.file);

    current(report)->ambiguous++;
    if (item == NULL)
        return false;
    if (item->note == NULL)
        item->note = candidates_json(report->converter, change);
    if (item->note == NULL || !zn_report_item_has_room(item, report->origin.file))
        return item->note != NULL;
    struct zn_report_context context = zn_report_context_of(
        source, (size_t)(change->before.text - batch->source), change->before.length);
    return zn_report_item_has(item, context.hash) ||
           add_context(report, item, &context, &change->start);
}

/* Counts a change.  False: no memory. */
static bool count_change(struct zn_report *report, const struct zn_cli_change *change)
{
    const zhnorm_edit *edit = change->edit;
    uint64_t characters = change->end.characters - change->start.characters;

    if ((edit->flags & ZHNORM_EDIT_AMBIGUOUS) != 0 && !count_ambiguous(report, change))
        return false;
    if ((edit->flags & ZHNORM_EDIT_KEPT) != 0)
        return true;
    uint32_t set = zn_report_causes_set(&report->causes, edit);
    if (set == UINT32_MAX)
        return false;
    zn_report_causes_count(&report->causes, edit, set, characters, report->origin.file);
    current(report)->edits++;
    report->changed_lines += change->start.line != report->last_line;
    report->last_line = change->start.line;
    current(report)->changed += characters;
    return count_replacement(report, change, set);
}

static void see_change(void *context, const struct zn_cli_change *change)
{
    struct zn_report *report = context;

    if (!report->failed && !count_change(report, change))
        report->failed = true;
}

/* Where an output offset of the batch lies in its source; `edit` is a cursor. */
static size_t source_of(const zhnorm_batch *batch, size_t at, size_t *edit)
{
    uint64_t offset = batch->output_offset + at;
    uint64_t source = batch->source_offset + at;

    while (*edit < batch->edit_count && batch->edits[*edit].output_offset <= offset)
        ++*edit;
    if (*edit != 0) {
        const zhnorm_edit *last = &batch->edits[*edit - 1];
        uint64_t behind = offset - last->output_offset;
        source = behind < last->output_length ? last->source_offset
                                              : last->source_offset + last->source_length +
                                                    behind - last->output_length;
    }
    return (size_t)(source - batch->source_offset);
}

/* Counts a character that was left.  False: no memory. */
static bool count_left(struct zn_report *report, const zhnorm_batch *batch, size_t at,
                       size_t length, size_t *edit)
{
    struct zn_cli_span output = {batch->output, batch->output_length};
    struct zn_cli_span text = {batch->output + at, length};
    struct zn_cli_span none = {batch->output, 0};
    struct zn_report_key key = make_key(text, none, 0);
    struct zn_report_item *item =
        zn_report_tally_add(&report->left, &key, report->origin.file);

    current(report)->left++;
    if (item == NULL)
        return false;
    if (!zn_report_item_has_room(item, report->origin.file))
        return true;
    struct zn_report_context context = zn_report_context_of(output, at, length);
    if (zn_report_item_has(item, context.hash))
        return true;
    struct zn_cli_cursor cursor = report->origin.cursor;
    zn_cli_cursor_advance(&cursor, batch->source, source_of(batch, at, edit));
    return add_context(report, item, &context, &cursor);
}

/* Looks for characters of the other script in the output.  False: no memory. */
static bool scan_output(struct zn_report *report, const zhnorm_batch *batch)
{
    size_t edit = 0;

    for (size_t at = 0; at < batch->output_length;) {
        int32_t code_point;
        size_t length =
            zn_report_next(batch->output + at, batch->output_length - at, &code_point);
        if (zn_report_is_left(&report->sides, code_point) &&
            !count_left(report, batch, at, length, &edit))
            return false;
        at += length;
    }
    return true;
}

/* Looks at some lines of the file that is being read. */
static bool take_lines(void *context, const zhnorm_batch *lines)
{
    struct zn_report *report = context;

    struct zn_cli_walk walk = {.source = report->origin.cursor};

    zn_cli_walk_batch(&walk, lines, see_change, report);
    if (report->failed ||
        !zn_report_samples_add(&report->samples, &report->causes, lines, &report->origin) ||
        !scan_output(report, lines))
        return false;
    report->origin.cursor = walk.source;
    return true;
}

void zn_report_batch(void *context, const zhnorm_batch *batch)
{
    struct zn_report *report = context;

    if (!report->failed && !zn_report_join_add(&report->join, batch, take_lines, report))
        report->failed = true;
}

void zn_report_begin(void *context, const struct zn_cli_visit *visit)
{
    struct zn_report *report = context;

    if (report->converter == NULL) {
        report->converter = visit->converter;
        if (!zn_report_sides_init(&report->sides, visit->converter))
            report->failed = true;
    }
    report->file_count = visit->index + 1;
    current(report)->name = visit->title;
    report->origin = (struct zn_report_origin){.name = visit->title, .file = visit->index + 1};
    zn_cli_cursor_init(&report->origin.cursor);
    report->last_line = 0;
}

/* The number of what a file was taken for, from 1.  0: no memory. */
static size_t choice_number(struct zn_report *report, const char *choice)
{
    for (size_t i = 0; i < report->choice_count; i++)
        if (strcmp(report->choices[i], choice) == 0)
            return i + 1;
    char **choices =
        realloc(report->choices, (report->choice_count + 1) * sizeof *report->choices);
    if (choices == NULL)
        return 0;
    report->choices = choices;
    choices[report->choice_count] = strdup(choice);
    return choices[report->choice_count] != NULL ? ++report->choice_count : 0;
}

static void add_stats(zhnorm_stats *sum, const zhnorm_stats *stats)
{
    sum->input_bytes += stats->input_bytes;
    sum->output_bytes += stats->output_bytes;
    sum->malformed += stats->malformed;
    sum->forced_cuts += stats->forced_cuts;
    sum->code_points += stats->code_points;
    sum->han += stats->han;
    sum->edits += stats->edits;
    sum->script_changes += stats->script_changes;
    sum->ambiguous += stats->ambiguous;
}

/* What went wrong with a file, in a string to be freed; NULL: no memory. */
static char *describe(const struct zn_cli_fault *fault)
{
    char line[32] = "";
    char *text = malloc(sizeof line + sizeof fault->message);

    if (fault->line != 0)
        (void)snprintf(line, sizeof line, "line %" PRIu64 ": ", fault->line);
    if (text != NULL)
        (void)snprintf(text, sizeof line + sizeof fault->message, "%s%s", line,
                       fault->message);
    return text;
}

int zn_report_end(void *context, const struct zn_cli_visit *visit, int code)
{
    struct zn_report *report = context;
    struct zn_report_file *file = current(report);
    zhnorm_stats stats = zn_formatter_counts(visit->formatter)->stats;
    const char *choice = zn_formatter_choice(visit->formatter);

    if (!report->failed && !zn_report_join_end(&report->join, take_lines, report))
        report->failed = true;
    if (code != ZN_CLI_DONE) {
        file->wrong = describe(visit->fault);
        report->failed |= file->wrong == NULL;
    }
    file->characters = stats.code_points;
    add_stats(&report->sum, &stats);
    report->changed += file->changed;
    if (choice != NULL) {
        file->choice = choice_number(report, choice);
        report->failed |= file->choice == 0;
    }
    return code;
}
