/* See json.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/json.h"

#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/output.h"

json_t *zn_cli_json_name(const char *name)
{
    json_t *string = json_string(name);

    if (string != NULL)
        return string;
    char *plain = strdup(name);
    if (plain == NULL)
        return NULL;
    for (char *at = plain; *at != '\0'; at++)
        if ((unsigned char)*at >= 0x80)
            *at = '?';
    string = json_string(plain);
    free(plain);
    return string;
}

json_t *zn_cli_json_append(json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) == 0)
        return list;
    json_decref(list);
    return NULL;
}

json_t *zn_cli_json_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) == 0)
        return object;
    json_decref(object);
    return NULL;
}

int zn_cli_json_print(FILE *out, json_t *json)
{
    enum { DIGITS = 4 };
    int code = ZN_CLI_DONE;

    if (json == NULL)
        return zn_cli_memory_error();
    if (json_dumpf(json, out, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS)) != 0 ||
        putc('\n', out) == EOF)
        code = zn_cli_system_error(ZN_CLI_STDOUT_NAME);
    json_decref(json);
    return code;
}
