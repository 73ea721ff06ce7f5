/*
 * What texts were converted with as JSON: versions, and what the command line asked
 * for.  The README documents the keys.
 */
#ifndef ZN_CLI_RUN_JSON_H
#define ZN_CLI_RUN_JSON_H

#include <jansson.h>

#include "cli/options.h"

/* NULL: no memory. */
json_t *zn_cli_run_json(const struct zn_cli_options *options);

#endif
