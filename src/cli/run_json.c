/* See run_json.h. */
#include "cli/run_json.h"

#include <stdbool.h>
#include <string.h>

#include "cli/cause.h"
#include "cli/json.h"

/* The name of the configuration: the default has one as well. */
static const char *config_of(const struct zn_cli_options *options)
{
    return options->library.config != NULL ? options->library.config : "cn";
}

static json_t *dictionaries_json(const struct zn_cli_options *options)
{
    json_t *list = json_array();

    for (size_t i = 0; i < options->dictionary_count; i++)
        list = zn_cli_json_append(list, zn_cli_json_name(options->dictionaries[i]));
    return list;
}

/*
 * The steps that the command line or the configuration's name stands for.  False:
 * a file decides.
 */
static bool steps_of(const struct zn_cli_options *options, uint32_t *steps)
{
    const char *config = config_of(options);
    zhnorm_config_info info;

    *steps = options->library.steps;
    if (*steps != ZHNORM_STEPS_DEFAULT)
        return true;
    *steps = ZHNORM_STEPS_ARTICLE;
    if (strcmp(config, "none") == 0)
        return true;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++)
        if (info.is_preset && strcmp(info.name, config) == 0)
            return true;
    *steps = ZHNORM_STEPS_NONE; /* one of OpenCC's names, with .json or without */
    return strchr(config, '/') == NULL;
}

static json_t *steps_json(const struct zn_cli_options *options)
{
    const struct zn_cli_pass *pass;
    uint32_t steps;
    json_t *list;

    if (!steps_of(options, &steps))
        return json_null();
    list = json_array();
    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        if ((pass->bit & ZHNORM_STEPS_ARTICLE & steps) != 0)
            list = zn_cli_json_append(list, json_string(pass->name));
    return list;
}

/* The rules that were switched, by name: whether they are on. */
static json_t *switches_json(const struct zn_cli_options *options)
{
    json_t *json = json_object();

    for (size_t i = 0; i < options->library.rule_count; i++)
        json =
            zn_cli_json_set(json, options->rules[i].name, json_boolean(options->rules[i].on));
    return json;
}

json_t *zn_cli_run_json(const struct zn_cli_options *options)
{
    const char *data = zhnorm_component_version("opencc-data");
    const char *digest = zhnorm_component_version("opencc-data-digest");
    bool opencc = options->library.engine == ZHNORM_ENGINE_OPENCC;
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:s}", "zhnorm", zhnorm_version(), "opencc_data",
                  data != NULL ? data : "", "opencc_data_digest", digest != NULL ? digest : "",
                  "engine", opencc ? "opencc" : "zhnorm");

    json = zn_cli_json_set(json, "config", zn_cli_json_name(config_of(options)));
    json = zn_cli_json_set(json, "dictionaries", dictionaries_json(options));
    json = zn_cli_json_set(json, "steps", steps_json(options));
    return zn_cli_json_set(json, "switched_rules", switches_json(options));
}
