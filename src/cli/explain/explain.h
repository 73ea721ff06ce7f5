/*
 * What the files of `zhnorm explain` have in common.
 */
#ifndef ZN_CLI_EXPLAIN_H
#define ZN_CLI_EXPLAIN_H

#include <stdbool.h>

#include "cli/change.h"
#include "formats/formatter.h"
#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

/* An edit and whose it is. */
struct zn_cli_explained {
    const char *title; /* of the input */
    const zhnorm_converter *converter;
    const struct zn_formatter *formatter; /* knows what the document was taken for */
    const struct zn_cli_change *change;
    bool color;
    /* In JSON: */
    char *head;         /* what all lines of the document begin with; NULL: not yet known */
    const char *choice; /* that is in it */
    struct zn_buffer line;
};

/* Prints an edit as a line on stdout. */
void zn_cli_explain_text(const struct zn_cli_explained *explained);

/* The same as JSON.  Returns ZN_CLI_DONE or, having said what is wrong, ZN_CLI_IO. */
int zn_cli_explain_json(struct zn_cli_explained *explained);

#endif
