/*
 * An edit as JSON, the same in all commands.  The README documents the keys.
 */
#ifndef ZN_CLI_CHANGE_JSON_H
#define ZN_CLI_CHANGE_JSON_H

#include <stdbool.h>

#include "cli/change.h"
#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

/* Appends the members of the object, without its braces.  False: no memory. */
bool zn_cli_change_json(struct zn_buffer *out, const struct zn_cli_change *change,
                        const zhnorm_converter *converter);

#endif
