/*
 * Steps and rules by name: see steps.h.
 */
#include "cli/steps.h"

#include <string.h>

#include "cli/message.h"

static const struct zn_cli_step steps[] = {
    {"form", ZHNORM_STEP_FORM, "the same character, one code"},
    {"width", ZHNORM_STEP_WIDTH, "letters, digits and ASCII signs to half width"},
    {"punct", ZHNORM_STEP_PUNCT, "punctuation marks as Chinese text has them"},
    {"space", ZHNORM_STEP_SPACE, "spaces, line ends and blank lines"},
};

const struct zn_cli_step *zn_cli_step_at(size_t index)
{
    return index < sizeof steps / sizeof steps[0] ? &steps[index] : NULL;
}

int zn_cli_rule_find(const char *where, const char *name, zhnorm_rule_info *info)
{
    for (size_t i = 0; zhnorm_rule_at(i, info) == ZHNORM_OK; i++)
        if (strcmp(info->name, name) == 0)
            return ZN_CLI_DONE;
    zn_cli_message("%s: '%s' is not a rule; see 'zhnorm rules'", where, name);
    return ZN_CLI_USAGE;
}
