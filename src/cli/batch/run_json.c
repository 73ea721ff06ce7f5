/* See run_json.h. */
#include "cli/batch/run_json.h"

#include "cli/json.h"

static json_t *list_json(const struct zn_cli_list *list)
{
    json_t *json = json_array();

    for (size_t i = 0; i < list->count; i++)
        json = zn_cli_json_append(json, zn_cli_json_name(list->items[i]));
    return json;
}

static json_t *digest_json(uint64_t digest)
{
    char text[ZN_BATCH_DIGEST_SIZE];

    zn_batch_digest_text(digest, text);
    return json_string(text);
}

/* The digests of dictionaries, in their order; null for those that zhnorm comes with. */
static json_t *dictionaries_json(const struct zn_cli_options *options,
                                 const struct zn_batch_digests *digests)
{
    json_t *json = json_array();

    for (size_t i = 0; i < options->dictionary_count; i++)
        json = zn_cli_json_append(json, zn_batch_is_path(options->dictionaries[i])
                                            ? digest_json(digests->dictionaries[i])
                                            : json_null());
    return json;
}

static json_t *digests_json(const struct zn_cli_options *options,
                            const struct zn_batch_digests *digests)
{
    const char *config = options->library.config;
    bool is_file = config != NULL && zn_batch_is_path(config);
    json_t *json = json_object();

    json =
        zn_cli_json_set(json, "config", is_file ? digest_json(digests->config) : json_null());
    return zn_cli_json_set(json, "dictionaries", dictionaries_json(options, digests));
}

json_t *zn_batch_run_json(json_t *json, const struct zn_cli_options *options,
                          const struct zn_batch_settings *settings,
                          const struct zn_batch_digests *digests)
{
    static const char *const headers[] = {
        [ZN_HEADER_AUTO] = "auto", [ZN_HEADER_YES] = "yes", [ZN_HEADER_NO] = "no"};
    static const char *const policies[] = {[ZHNORM_BAD_INPUT_REJECT] = "reject",
                                           [ZHNORM_BAD_INPUT_REPLACE] = "replace",
                                           [ZHNORM_BAD_INPUT_PASS] = "pass"};
    static const char *const shapes[] = {[ZHNORM_QUOTES_AUTO] = "auto",
                                         [ZHNORM_QUOTES_KEEP] = "keep",
                                         [ZHNORM_QUOTES_CURLY] = "curly",
                                         [ZHNORM_QUOTES_CORNER] = "corner"};
    const struct zn_cli_formats *formats = &options->formats;
    bool chosen = formats->format != ZN_CLI_FORMAT_AUTO;

    json = zn_cli_json_set(json, "quotes", json_string(shapes[options->library.quotes]));
    json =
        zn_cli_json_set(json, "bad_input", json_string(policies[options->library.bad_input]));
    json = zn_cli_json_set(json, "max_pending",
                           json_integer((json_int_t)options->library.max_pending));
    json = zn_cli_json_set(
        json, "format",
        json_string(chosen ? zn_format_name((enum zn_format)formats->format) : "auto"));
    json = zn_cli_json_set(json, "fields", list_json(&formats->fields));
    json = zn_cli_json_set(json, "columns", list_json(&formats->columns));
    json = zn_cli_json_set(json, "header", json_string(headers[formats->header]));
    json = zn_cli_json_set(json, "attributes", json_boolean(formats->attributes));
    json = zn_cli_json_set(json, "keep_going", json_boolean(formats->keep_going));
    json = zn_cli_json_set(
        json, "from_encoding",
        zn_cli_json_name(formats->encoding != NULL ? formats->encoding : "utf-8"));
    json = zn_cli_json_set(
        json, "shard", settings->shard != NULL ? json_string(settings->shard) : json_null());
    json = zn_cli_json_set(json, "options_digest", digest_json(digests->options));
    return zn_cli_json_set(json, "digests", digests_json(options, digests));
}
