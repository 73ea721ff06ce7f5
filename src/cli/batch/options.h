/*
 * The options of `zhnorm convert` about files, formats and batches.
 */
#ifndef ZN_CLI_BATCH_OPTIONS_H
#define ZN_CLI_BATCH_OPTIONS_H

#include "cli/batch/settings.h"
#include "cli/options.h"

/* They are read into the zn_batch_settings that zn_cli_options.own points to. */
extern const struct zn_cli_option zn_batch_options[];

/* Sets every option to its default. */
void zn_batch_settings_init(struct zn_batch_settings *settings);

void zn_batch_settings_free(struct zn_batch_settings *settings);

/*
 * Refuses what does not go together, once all options have been read.  Returns ZN_CLI_DONE or,
 * having said what is wrong, ZN_CLI_USAGE.
 */
int zn_batch_settings_check(const struct zn_batch_settings *settings,
                            const struct zn_cli_options *options);

#endif
