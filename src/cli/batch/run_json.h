/*
 * What a batch was made with, as JSON, beside what cli/run_json.h has: the formats and the
 * digests.  The README documents the keys.
 */
#ifndef ZN_CLI_BATCH_RUN_JSON_H
#define ZN_CLI_BATCH_RUN_JSON_H

#include <jansson.h>

#include "cli/batch/digest.h"

/* Adds the members to what zn_cli_run_json has made.  NULL, of either: no memory. */
json_t *zn_batch_run_json(json_t *json, const struct zn_cli_options *options,
                          const struct zn_batch_settings *settings,
                          const struct zn_batch_digests *digests);

#endif
