/*
 * The converter that a command line asks for.
 */
#ifndef ZN_CLI_CONVERTER_H
#define ZN_CLI_CONVERTER_H

#include <stdint.h>

#include "cli/options.h"
#include "zhnorm/zhnorm.h"

/*
 * Compiles the configuration with the dictionaries, to keep a record of what the bits
 * of `record` say.  Returns ZN_CLI_DONE or, having
 * said what is wrong, another exit code.
 */
int zn_cli_converter_open(const struct zn_cli_options *options, uint32_t record,
                          zhnorm_converter **converter);

#endif
