/*
 * A place in a text that is read piece by piece, to say where in it something
 * is wrong.  Knows nothing of files.
 */
#ifndef ZN_CLI_PLACE_H
#define ZN_CLI_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/fault.h"
#include "zhnorm/zhnorm.h"

/* Where a piece begins; all zero is the beginning of the text. */
struct zn_cli_place {
    uint64_t offset; /* bytes before it */
    uint64_t lines;  /* ends of lines before it: LF, CR LF, CR */
    uint64_t column; /* characters before it in its line */
    bool after_cr;   /* an LF that comes now ends no other line */
};

/* Moves a place behind the piece that begins there. */
void zn_cli_place_advance(struct zn_cli_place *place, const char *piece, size_t length);

/*
 * Keeps what the library found wrong in a text when it was given the piece that begins
 * at `place`.  A bad byte before the piece belongs to a sequence or a line that the
 * piece before ended in the middle of: no end of a line lies between, but its column is
 * not known any more.
 */
void zn_cli_place_fault(const struct zn_cli_place *place, const char *piece, size_t length,
                        const zhnorm_error *error, struct zn_cli_fault *fault);

/* Says so of the text called `name`.  Returns the exit code for it. */
int zn_cli_place_error(const struct zn_cli_place *place, const char *piece, size_t length,
                       const char *name, const zhnorm_error *error);

#endif
