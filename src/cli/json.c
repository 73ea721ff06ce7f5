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
