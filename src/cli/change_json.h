/*
 * An edit as JSON, the same in all commands.  The README documents the keys.
 */
#ifndef ZN_CLI_CHANGE_JSON_H
#define ZN_CLI_CHANGE_JSON_H

#include <jansson.h>

#include "cli/change.h"
#include "zhnorm/zhnorm.h"

/* NULL: no memory. */
json_t *zn_cli_change_json(const struct zn_cli_change *change,
                           const zhnorm_converter *converter);

#endif
