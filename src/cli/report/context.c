/* See context.h. */
#include "cli/report/context.h"

#include "cli/json.h"
#include "cli/report/text.h"
#include "rules/hash.h"

#define CHARACTERS 10 /* on each side */

struct zn_report_context zn_report_context_of(struct zn_cli_span text, size_t at,
                                              size_t length)
{
    struct zn_report_context context = {
        .before = zn_report_before(text.text, at, CHARACTERS),
        .found = {text.text + at, length},
        .behind = zn_report_behind(text.text, text.length, at + length, CHARACTERS),
    };

    context.hash = zn_hash(ZN_HASH_START, &context.before.length, sizeof(size_t));
    context.hash = zn_hash(context.hash, context.before.text, context.before.length);
    context.hash = zn_hash(context.hash, context.behind.text, context.behind.length);
    return context;
}

static json_t *span_json(struct zn_cli_span span)
{
    return zn_report_string(span.text, span.length, SIZE_MAX);
}

json_t *zn_report_context_json(const struct zn_report_context *context, const char *name,
                               const struct zn_cli_cursor *place)
{
    json_t *json = json_object();

    json = zn_cli_json_set(json, "file", zn_report_name(name));
    json = zn_cli_json_set(json, "line", json_integer((json_int_t)place->line));
    json = zn_cli_json_set(json, "column", json_integer((json_int_t)place->column));
    json = zn_cli_json_set(json, "before", span_json(context->before));
    json = zn_cli_json_set(json, "text", span_json(context->found));
    return zn_cli_json_set(json, "behind", span_json(context->behind));
}
