/*
 * Text that is held back until it is known whether it is to be printed: in memory, and
 * from a megabyte on in a temporary file.
 */
#ifndef ZN_CLI_SPOOL_H
#define ZN_CLI_SPOOL_H

#include <stddef.h>
#include <stdio.h>

#include "text/buffer.h"

struct zn_cli_spool {
    struct zn_buffer memory; /* the end of the text */
    FILE *file;              /* what came before it; NULL: nothing */
    int code;                /* ZN_CLI_DONE, or what has been said to be wrong */
};

void zn_cli_spool_init(struct zn_cli_spool *spool);

void zn_cli_spool_free(struct zn_cli_spool *spool);

/* Drops the text. */
void zn_cli_spool_reset(struct zn_cli_spool *spool);

/* Appends to the text, unless something is wrong, which is said once and kept. */
void zn_cli_spool_write(struct zn_cli_spool *spool, const void *text, size_t length);

/*
 * Prints the text; what cannot be written leaves its mark on `out`.  Returns ZN_CLI_DONE
 * or, having said that the text cannot be read back, ZN_CLI_IO.
 */
int zn_cli_spool_print(struct zn_cli_spool *spool, FILE *out);

#endif
