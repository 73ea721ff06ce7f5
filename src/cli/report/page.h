/*
 * The page that shows a report: a template that is part of the program, with the
 * data in it.  Knows nothing of what the data say.
 */
#ifndef ZN_CLI_REPORT_PAGE_H
#define ZN_CLI_REPORT_PAGE_H

#include <jansson.h>

#include "cli/output.h"

/* Writes the page.  Returns ZN_CLI_DONE or, having said what is wrong, ZN_CLI_IO. */
int zn_report_page_write(struct zn_cli_output *output, const json_t *data);

#endif
