/*
 * What was found out about a text, as text and as JSON.  Knows nothing of files.
 */
#ifndef ZN_CLI_DETECTION_H
#define ZN_CLI_DETECTION_H

#include <stdio.h>

#include "zhnorm/zhnorm.h"

/*
 * Prints several lines, each behind two spaces.  `choice` is the preset that
 * fits, or NULL.
 */
void zn_cli_detection_print(FILE *out, const zhnorm_detection *detection, const char *choice);

/* Prints one line: the choice and the reasons for it, with a few words. */
void zn_cli_detection_print_choice(FILE *out, const char *name, const char *choice,
                                   const zhnorm_detection *detection);

/* Prints one line of JSON.  Returns ZN_CLI_DONE or, having said so, ZN_CLI_IO. */
int zn_cli_detection_print_json(FILE *out, const char *name, const zhnorm_detection *detection,
                                const char *choice);

#endif
