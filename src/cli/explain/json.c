/* An edit as a line of JSON: see explain.h. */
#include "cli/json.h"
#include "cli/change_json.h"
#include "cli/explain/explain.h"

int zn_cli_explain_json(const struct zn_cli_explained *explained)
{
    json_t *json = json_pack("{s:o}", "file", zn_cli_json_name(explained->title));
    json_t *change = zn_cli_change_json(explained->change, explained->converter);

    if (json != NULL && (change == NULL || json_object_update_new(json, change) != 0)) {
        json_decref(json);
        json = NULL;
    }
    return zn_cli_json_print(stdout, json);
}
