/* The findings of an audit as JSON Lines: one finding a line, then a summary. */
#define _POSIX_C_SOURCE 200809L

#include "cli/json.h"
#include "cli/audit/audit.h"
#include "cli/message.h"

static const char *kind_name(uint32_t bit)
{
    const struct zn_cli_audit_kind *kind;

    for (size_t i = 0; (kind = zn_cli_audit_kind_at(i)) != NULL; i++)
        if (kind->bit == bit)
            return kind->name;
    return "";
}

static json_t *values_json(const zhnorm_audit_finding *finding)
{
    json_t *list = json_array();

    for (size_t i = 0; i < finding->value_count; i++)
        list = zn_cli_json_append(list,
                                  json_pack("{s:s, s:s, s:I}", "text", finding->values[i].text,
                                            "source", finding->values[i].source, "count",
                                            (json_int_t)finding->values[i].count));
    return list;
}

static json_t *contexts_json(const zhnorm_audit_finding *finding,
                             const struct zn_cli_audit_options *options)
{
    json_t *list = json_array();

    for (size_t i = 0; i < finding->context_count; i++) {
        const zhnorm_audit_context *context = &finding->contexts[i];
        list = zn_cli_json_append(
            list,
            json_pack("{s:s, s:s, s:I, s:o}", "before", context->before, "after",
                      context->after, "document", (json_int_t)context->document, "file",
                      zn_cli_json_name(zn_cli_audit_document(options, context->document))));
    }
    return list;
}

static json_t *finding_json(const zhnorm_audit_finding *finding,
                            const struct zn_cli_audit_options *options)
{
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:I, s:I}", "kind", kind_name(finding->kind), "text",
                  finding->text, "output", finding->output, "count",
                  (json_int_t)finding->count, "documents", (json_int_t)finding->documents);

    if (finding->value_count != 0)
        json = zn_cli_json_set(json, "values", values_json(finding));
    if (finding->kind == ZHNORM_AUDIT_TERMS) {
        json = zn_cli_json_set(json, "cohesion", json_real(finding->cohesion));
        json = zn_cli_json_set(json, "freedom_before", json_real(finding->freedom_before));
        json = zn_cli_json_set(json, "freedom_after", json_real(finding->freedom_after));
    }
    json = zn_cli_json_set(json, "contexts", contexts_json(finding, options));
    return json;
}

static json_t *summary_json(const zhnorm_audit *audit)
{
    zhnorm_corpus_stats stats = zhnorm_audit_stats(audit);

    return json_pack("{s:s, s:I, s:I, s:I, s:I, s:I}", "kind", "summary", "documents",
                     (json_int_t)stats.documents, "bytes", (json_int_t)stats.bytes,
                     "malformed", (json_int_t)stats.malformed, "forced_cuts",
                     (json_int_t)stats.forced_cuts, "term_error",
                     (json_int_t)stats.term_error);
}

int zn_cli_audit_print_json(FILE *out, const zhnorm_audit *audit,
                            const struct zn_cli_audit_options *options)
{
    zhnorm_audit_finding finding;

    for (size_t i = 0; zhnorm_audit_at(audit, i, &finding) == ZHNORM_OK; i++) {
        int code = zn_cli_json_print(out, finding_json(&finding, options));
        if (code != ZN_CLI_DONE)
            return code;
    }
    return zn_cli_json_print(out, summary_json(audit));
}
