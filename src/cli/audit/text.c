/*
 * The findings of an audit as text: grouped by kind, with the contexts in lines
 * below one another, the word in the same column.
 */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <string.h>

#include "cli/audit/audit.h"
#include "cli/visible.h"
#include "cli/width.h"

/* The columns before the word in a context: eight characters of two, and a margin. */
#define BEFORE_WIDTH 26
#define AFTER_WIDTH 18
#define WORD_WIDTH 24 /* of the word and what becomes of it */

/* The values, and for each how many places got it, or who has it. */
static void print_values(FILE *out, const zhnorm_audit_finding *finding)
{
    for (size_t i = 0; i < finding->value_count; i++) {
        const zhnorm_audit_value *value = &finding->values[i];
        fputs(i == 0 ? "" : ", ", out);
        if (finding->kind == ZHNORM_AUDIT_REGIONAL)
            fprintf(out, "%s: %s", value->source, value->text);
        else if (value->count != 0)
            fprintf(out, "%s %" PRIu64, value->text, value->count);
        else
            fputs(value->text, out);
    }
}

static void print_details(FILE *out, const zhnorm_audit_finding *finding)
{
    if (finding->kind == ZHNORM_AUDIT_AMBIGUOUS)
        fputs("of ", out);
    if (finding->kind == ZHNORM_AUDIT_REGIONAL)
        fputs("but ", out);
    print_values(out, finding);
    if (finding->kind == ZHNORM_AUDIT_TERMS)
        fprintf(out, "cohesion %.1f, freedom %.1f and %.1f", finding->cohesion,
                finding->freedom_before, finding->freedom_after);
}

static void print_context(FILE *out, const zhnorm_audit_finding *finding,
                          const zhnorm_audit_context *context,
                          const struct zn_cli_audit_options *options)
{
    zn_cli_pad(out, zn_cli_width(context->before), BEFORE_WIDTH);
    fprintf(out, "%s[%s]%s", context->before, finding->text, context->after);
    if (options->conversion.input_count > 1) {
        zn_cli_pad(out, zn_cli_width(context->after), AFTER_WIDTH);
        zn_cli_visible_print(out, zn_cli_audit_document(options, context->document));
    }
    fputc('\n', out);
}

static void print_finding(FILE *out, const zhnorm_audit_finding *finding,
                          const struct zn_cli_audit_options *options)
{
    size_t width = zn_cli_width(finding->text);

    fprintf(out, "%10" PRIu64 "%8" PRIu64 "  %s", finding->count, finding->documents,
            finding->text);
    if (strcmp(finding->text, finding->output) != 0) {
        fprintf(out, " → %s", finding->output);
        width += 3 + zn_cli_width(finding->output);
    }
    zn_cli_pad(out, width, width < WORD_WIDTH ? WORD_WIDTH : width + 1);
    print_details(out, finding);
    fputc('\n', out);
    for (size_t i = 0; i < finding->context_count; i++)
        print_context(out, finding, &finding->contexts[i], options);
}

static void print_kind(FILE *out, const zhnorm_audit *audit,
                       const struct zn_cli_audit_kind *kind,
                       const struct zn_cli_audit_options *options)
{
    zhnorm_audit_finding finding;
    bool any = false;

    for (size_t i = 0; zhnorm_audit_at(audit, i, &finding) == ZHNORM_OK; i++) {
        if (finding.kind != kind->bit)
            continue;
        if (!any)
            fprintf(out, "\n%s: %s\n\n%10s%8s\n", kind->name, kind->description, "count",
                    "texts");
        any = true;
        print_finding(out, &finding, options);
    }
    if (!any)
        fprintf(out, "\n%s: none\n", kind->name);
}

void zn_cli_audit_print_text(FILE *out, const zhnorm_audit *audit,
                             const struct zn_cli_audit_options *options)
{
    const struct zn_cli_audit_kind *kind;
    zhnorm_corpus_stats stats = zhnorm_audit_stats(audit);

    fprintf(out, "%" PRIu64 " text%s, %" PRIu64 " bytes", stats.documents,
            stats.documents == 1 ? "" : "s", stats.bytes);
    if (stats.malformed != 0)
        fprintf(out, ", %" PRIu64 " time%s not UTF-8", stats.malformed,
                stats.malformed == 1 ? "" : "s");
    if (stats.term_error != 0)
        fprintf(out, "; counts of terms may be too low by %" PRIu64, stats.term_error);
    fputc('\n', out);
    for (size_t i = 0; (kind = zn_cli_audit_kind_at(i)) != NULL; i++)
        if ((options->library.kinds & kind->bit) != 0)
            print_kind(out, audit, kind, options);
}
