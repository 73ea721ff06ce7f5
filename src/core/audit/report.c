/*
 * From counts to findings; see audit.h.  While the arrays that findings point to
 * still grow, their pointers are offsets; they are set at the end.
 */
#include <stdlib.h>
#include <string.h>

#include "core/audit/audit.h"
#include "rules/memory.h"

/* An item on its way to a finding. */
struct candidate {
    const struct zn_audit_item *item;
    const char *text;
    uint64_t count;
    const struct zn_term *term; /* of terms */
};

struct report {
    struct zhnorm_audit *audit;
    const struct zn_audit_items *items;
    struct zn_buffer candidates;
};

static uint64_t count_of(const struct zn_audit_item *item)
{
    return item->counts[ZN_PLAIN] + item->counts[ZN_TRADITIONAL];
}

/* Most frequent first; equally frequent ones by their text. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->text, right->text);
}

/* ---- What a finding points to ------------------------------------------------------- */

/* Copies a string; as long as strings are added, the pointer is an offset. */
static bool copy_string(struct zhnorm_audit *audit, const void *bytes, size_t length,
                        const char **string)
{
    size_t start = audit->strings.length;
    *string = (const char *)(uintptr_t)start;
    return zn_buffer_append(&audit->strings, bytes, length) &&
           zn_buffer_append(&audit->strings, "", 1);
}

/* The same without the control characters that a context may hold. */
static bool copy_context(struct zhnorm_audit *audit, const uint8_t *bytes, size_t length,
                         const char **string)
{
    size_t start = audit->strings.length;
    if (!copy_string(audit, bytes, length, string))
        return false;
    for (size_t i = start; i < start + length; i++) {
        uint8_t *byte = &audit->strings.data[i];
        if (*byte < 0x20 || *byte == 0x7F)
            *byte = ' ';
    }
    return true;
}

static bool add_value(struct zhnorm_audit *audit, const char *text, const char *source,
                      uint64_t count)
{
    zhnorm_audit_value value = {.count = count};
    return copy_string(audit, text, strlen(text), &value.text) &&
           copy_string(audit, source, strlen(source), &value.source) &&
           zn_buffer_append(&audit->values, &value, sizeof value);
}

/* How often an item became `text`. */
static uint64_t count_as(const struct zn_audit_items *items, const struct zn_audit_item *item,
                         const char *text)
{
    uint64_t count = 0;
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        if (item->outputs[kind] != ZN_AUDIT_NONE &&
            strcmp(zn_audit_string(items, item->outputs[kind]), text) == 0)
            count += item->counts[kind];
    }
    return count;
}

static bool add_values(const struct report *report, const struct zn_audit_item *item)
{
    const struct zn_audit_items *items = report->items;
    for (uint32_t at = item->values; at != ZN_AUDIT_NONE;
         at = zn_audit_value(items, at)->next) {
        const struct zn_audit_value *value = zn_audit_value(items, at);
        const char *text = zn_audit_string(items, value->text);
        if (!add_value(report->audit, text, zn_audit_string(items, value->source),
                       count_as(items, item, text)))
            return false;
    }
    return true;
}

/* Some of the places that were collected, evenly spread. */
static bool add_places(const struct report *report, const struct zn_audit_places *places)
{
    struct zhnorm_audit *audit = report->audit;
    size_t wanted = places->count < audit->contexts ? places->count : audit->contexts;
    for (size_t i = 0; i < wanted; i++) {
        const struct zn_audit_place *place = &places->list[i * places->count / wanted];
        zhnorm_audit_context context = {.document = place->document};
        if (!copy_context(audit, place->before, place->before_length, &context.before) ||
            !copy_context(audit, place->after, place->after_length, &context.after) ||
            !zn_buffer_append(&audit->places, &context, sizeof context))
            return false;
    }
    return true;
}

/* ---- Findings ----------------------------------------------------------------------- */

/* What mostly becomes of an item. */
static const char *output_of(const struct zn_audit_items *items,
                             const struct zn_audit_item *item)
{
    enum zn_paragraph_kind kind =
        item->counts[ZN_TRADITIONAL] >= item->counts[ZN_PLAIN] ? ZN_TRADITIONAL : ZN_PLAIN;
    uint32_t output = item->outputs[kind];
    return zn_audit_string(items, output == ZN_AUDIT_NONE ? item->text : output);
}

static bool add_finding(const struct report *report, const struct candidate *candidate)
{
    struct zhnorm_audit *audit = report->audit;
    const struct zn_audit_item *item = candidate->item;
    const char *output = output_of(report->items, item);
    zhnorm_audit_finding finding = {
        .kind = item->kind, .count = candidate->count, .documents = item->documents};
    size_t first_value = audit->values.length / sizeof(zhnorm_audit_value);
    size_t first_place = audit->places.length / sizeof(zhnorm_audit_context);
    if (candidate->term != NULL) {
        finding.cohesion = candidate->term->cohesion;
        finding.freedom_before = candidate->term->left;
        finding.freedom_after = candidate->term->right;
    }
    if (!copy_string(audit, candidate->text, strlen(candidate->text), &finding.text) ||
        !copy_string(audit, output, strlen(output), &finding.output) ||
        !add_values(report, item) || !add_places(report, &item->places))
        return false;
    finding.value_count = audit->values.length / sizeof(zhnorm_audit_value) - first_value;
    finding.context_count = audit->places.length / sizeof(zhnorm_audit_context) - first_place;
    return zn_buffer_append(&audit->findings, &finding, sizeof finding);
}

/* Adds the findings of one kind among the items. */
static bool add_kind(struct report *report, uint32_t kind, const struct zn_term *terms)
{
    const struct zhnorm_audit *audit = report->audit;
    uint64_t least = audit->least_count == 0 ? 1 : audit->least_count;
    report->candidates.length = 0;
    for (uint32_t i = 0; i < zn_audit_item_count(report->items); i++) {
        const struct zn_audit_item *item = zn_audit_item(report->items, i);
        struct candidate candidate = {.item = item,
                                      .text = zn_audit_string(report->items, item->text),
                                      .count = count_of(item),
                                      .term = terms == NULL ? NULL : &terms[i]};
        if (item->kind == kind && candidate.count >= least &&
            !zn_buffer_append(&report->candidates, &candidate, sizeof candidate))
            return false;
    }
    struct candidate *candidates = (struct candidate *)(void *)report->candidates.data;
    size_t count = report->candidates.length / sizeof *candidates;
    if (count != 0)
        qsort(candidates, count, sizeof *candidates, compare_candidates);
    for (size_t i = 0; i < count && i < audit->top; i++) {
        if (!add_finding(report, &candidates[i]))
            return false;
    }
    return true;
}

static bool add_terms(struct report *report)
{
    struct zhnorm_audit *audit = report->audit;
    struct zn_audit_items items;
    struct zn_buffer terms;
    zn_audit_items_init(&items, (uint32_t)audit->contexts, SIZE_MAX, &audit->allocator);
    zn_buffer_init(&terms, &audit->allocator);
    bool done = zn_audit_find_terms(audit, &items, &terms);
    report->items = &items;
    done = done && add_kind(report, ZHNORM_AUDIT_TERMS, (const void *)terms.data);
    report->items = &audit->items;
    zn_audit_items_free(&items);
    zn_buffer_free(&terms);
    return done;
}

/* ---- Pointers ----------------------------------------------------------------------- */

static void set_string(const struct zhnorm_audit *audit, const char **string)
{
    *string = (const char *)audit->strings.data + (uintptr_t)*string;
}

/* Nothing is added any more: turns offsets into pointers. */
static void set_pointers(struct zhnorm_audit *audit)
{
    zhnorm_audit_value *value = (zhnorm_audit_value *)(void *)audit->values.data;
    zhnorm_audit_context *place = (zhnorm_audit_context *)(void *)audit->places.data;
    zhnorm_audit_finding *finding = (zhnorm_audit_finding *)(void *)audit->findings.data;
    for (size_t left = zhnorm_audit_count(audit); left > 0; left--, finding++) {
        set_string(audit, &finding->text);
        set_string(audit, &finding->output);
        finding->values = value;
        finding->contexts = place;
        for (size_t i = 0; i < finding->value_count; i++, value++) {
            set_string(audit, &value->text);
            set_string(audit, &value->source);
        }
        for (size_t i = 0; i < finding->context_count; i++, place++) {
            set_string(audit, &place->before);
            set_string(audit, &place->after);
        }
    }
}

bool zn_audit_report(struct zhnorm_audit *audit)
{
    struct report report = {.audit = audit, .items = &audit->items};
    zn_buffer_init(&report.candidates, &audit->allocator);
    bool done = add_kind(&report, ZHNORM_AUDIT_AMBIGUOUS, NULL) &&
                add_kind(&report, ZHNORM_AUDIT_REGIONAL, NULL) &&
                ((audit->kinds & ZHNORM_AUDIT_TERMS) == 0 || add_terms(&report)) &&
                add_kind(&report, ZHNORM_AUDIT_LEFTOVER, NULL);
    zn_buffer_free(&report.candidates);
    if (done)
        set_pointers(audit);
    else
        audit->findings.length = 0;
    return done;
}
