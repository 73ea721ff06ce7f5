/*
 * What an ambiguous change could have become.
 */
#ifndef ZN_CLI_CANDIDATES_H
#define ZN_CLI_CANDIDATES_H

#include <stddef.h>

#include "cli/change.h"
#include "zhnorm/zhnorm.h"

#define ZN_CLI_CANDIDATES_MAX 16

/*
 * Lists the candidates of a change: what was taken, then the others in the library's
 * order.  Returns their number; 0: it is not ambiguous.  They live as long as the
 * change's batch and the converter.
 */
size_t zn_cli_candidates(const struct zn_cli_change *change, const zhnorm_converter *converter,
                         struct zn_cli_span candidates[ZN_CLI_CANDIDATES_MAX]);

#endif
