/*
 * Whether a page can be written where it is wanted, asked before a corpus is read.
 */
#ifndef ZN_CLI_REPORT_PLACE_H
#define ZN_CLI_REPORT_PLACE_H

#include "cli/options.h"

/*
 * Refuses a file that is one of the inputs, or that cannot be written.  Returns
 * ZN_CLI_DONE or, having said what is wrong, another exit code.
 */
int zn_report_place_check(const char *name, const struct zn_cli_options *options);

#endif
