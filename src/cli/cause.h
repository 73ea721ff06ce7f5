/*
 * What an edit is due to, by the names that users know: the rules of the steps, the
 * dictionaries and tables of the configuration, and "malformed" for bytes that were
 * not UTF-8.  Knows nothing of texts.
 */
#ifndef ZN_CLI_CAUSE_H
#define ZN_CLI_CAUSE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "zhnorm/zhnorm.h"

/* A part of the conversion that makes edits. */
struct zn_cli_pass {
    const char *name; /* of a step what --steps takes; "script"; "malformed" */
    uint32_t bit;     /* ZHNORM_STEP_* or ZHNORM_PASS_* */
};

/* Pass `index`, in the order in which they are run.  NULL: there is none. */
const struct zn_cli_pass *zn_cli_pass_at(size_t index);

/* One cause of an edit.  The name is not NUL-terminated. */
struct zn_cli_cause {
    const char *name;
    size_t length;
    uint32_t pass; /* its bit */
};

#define ZN_CLI_CAUSES_MAX 80 /* every rule, and more tables than a chain has */

/*
 * Lists the causes of an edit in the order in which they acted: "malformed", rules,
 * dictionaries, rules.  Returns their number.
 */
size_t zn_cli_causes(const zhnorm_edit *edit, struct zn_cli_cause causes[ZN_CLI_CAUSES_MAX]);

/* Prints the causes of an edit with ", " between them. */
void zn_cli_causes_print(FILE *out, const zhnorm_edit *edit);

#endif
