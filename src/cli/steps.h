/*
 * The normalising steps and their rules by name, as the command line and the
 * program's own lists have them.  Knows nothing of what a rule does.
 */
#ifndef ZN_CLI_STEPS_H
#define ZN_CLI_STEPS_H

#include <stddef.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

struct zn_cli_step {
    const char *name;        /* what --steps takes */
    uint32_t bit;            /* ZHNORM_STEP_* */
    const char *description; /* one line */
};

/* Step `index`, in the order in which they are run.  NULL: there is none. */
const struct zn_cli_step *zn_cli_step_at(size_t index);

/*
 * Finds a rule by its name.  Returns ZN_CLI_DONE or, having said that there is
 * no such rule and, as `where`, who asked, ZN_CLI_USAGE.
 */
int zn_cli_rule_find(const char *where, const char *name, zhnorm_rule_info *info);

#endif
