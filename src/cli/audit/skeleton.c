/*
 * The findings of an audit as a dictionary to be filled in: every entry is a
 * comment until somebody has looked at it.
 */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>

#include "cli/audit/audit.h"
#include "cli/visible.h"

static void print_header(FILE *out, const zhnorm_audit *audit,
                         const struct zn_cli_audit_options *options)
{
    zhnorm_corpus_stats stats = zhnorm_audit_stats(audit);
    const char *config = options->conversion.library.config;

    fprintf(out,
            "# name:\n# title:\n# target: %s\n# licence:\n#\n"
            "# Drawn up by zhnorm audit from %" PRIu64 " text%s, %" PRIu64
            " bytes, with the configuration\n# ",
            stats.target, stats.documents, stats.documents == 1 ? "" : "s", stats.bytes);
    zn_cli_visible_print(out, config == NULL ? "cn" : config);
    fputs(".\n", out);
    if (stats.term_error != 0)
        fprintf(out, "# Counts of terms may be too low by %" PRIu64 ".\n", stats.term_error);
    fputs("# An entry has a tab in it.  Take the number sign and the space away before those "
          "that\n# are wanted, put their values right, and delete the rest.\n",
          out);
}

static void print_value(FILE *out, const zhnorm_audit_value *value, bool first)
{
    fprintf(out, "%s %s", first ? ";" : ",", value->text);
    if (*value->source != '\0')
        fprintf(out, " (%s)", value->source);
}

static void print_finding(FILE *out, const zhnorm_audit_finding *finding)
{
    const char *suggestion = finding->output;

    fprintf(out, "\n#   %" PRIu64 " time%s in %" PRIu64 " text%s", finding->count,
            finding->count == 1 ? "" : "s", finding->documents,
            finding->documents == 1 ? "" : "s");
    for (size_t i = 0; i < finding->value_count; i++)
        print_value(out, &finding->values[i], i == 0);
    fputc('\n', out);
    for (size_t i = 0; i < finding->context_count; i++)
        fprintf(out, "#   %s[%s]%s\n", finding->contexts[i].before, finding->text,
                finding->contexts[i].after);
    if (finding->kind == ZHNORM_AUDIT_REGIONAL && finding->value_count != 0)
        suggestion = finding->values[finding->value_count - 1].text;
    fprintf(out, "# %s\t%s\n", finding->text, suggestion);
}

void zn_cli_audit_print_skeleton(FILE *out, const zhnorm_audit *audit,
                                 const struct zn_cli_audit_options *options)
{
    const struct zn_cli_audit_kind *kind;
    zhnorm_audit_finding finding;

    print_header(out, audit, options);
    for (size_t k = 0; (kind = zn_cli_audit_kind_at(k)) != NULL; k++) {
        bool any = false;
        for (size_t i = 0; zhnorm_audit_at(audit, i, &finding) == ZHNORM_OK; i++) {
            if (finding.kind != kind->bit)
                continue;
            if (!any)
                fprintf(out, "\n# ---- %s: %s\n", kind->name, kind->description);
            any = true;
            print_finding(out, &finding);
        }
    }
}
