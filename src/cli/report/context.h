/*
 * What stands around a character: enough of its line for a reader to judge it by.
 */
#ifndef ZN_CLI_REPORT_CONTEXT_H
#define ZN_CLI_REPORT_CONTEXT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/change.h"
#include "cli/cursor.h"

struct zn_report_context {
    struct zn_cli_span before;
    struct zn_cli_span found;
    struct zn_cli_span behind;
    uint64_t hash; /* of what is before and behind */
};

/* The context of the `length` bytes at `at` in a text. */
struct zn_report_context zn_report_context_of(struct zn_cli_span text, size_t at,
                                              size_t length);

/*
 * A context as JSON, in the file of that name, with its character at `place`.  NULL: no
 * memory.
 */
json_t *zn_report_context_json(const struct zn_report_context *context, const char *name,
                               const struct zn_cli_cursor *place);

#endif
