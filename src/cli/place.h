/*
 * A place in a text that is read piece by piece, to say where in it something
 * is wrong.  Knows nothing of files.
 */
#ifndef ZN_CLI_PLACE_H
#define ZN_CLI_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

/* Where a piece begins; all zero is the beginning of the text. */
struct zn_cli_place {
    uint64_t offset; /* bytes before it */
    uint64_t lines;  /* ends of lines before it: LF, CR LF, CR */
    bool after_cr;   /* an LF that comes now ends no other line */
};

/* Moves a place behind the piece that begins there. */
void zn_cli_place_advance(struct zn_cli_place *place, const char *piece, size_t length);

/*
 * The line, from 1, of the byte at an offset, when the piece that begins at `place` is
 * at hand.  For an offset before the piece it is the line in which the piece begins.
 */
uint64_t zn_cli_place_line(const struct zn_cli_place *place, const char *piece, size_t length,
                           uint64_t offset);

/*
 * Says what the library found wrong in the text called `name` when it was given
 * the piece that begins at `place`.  A bad byte before the piece belongs to a
 * sequence or a line that the piece before ended in the middle of: no end of a
 * line lies between.  Returns the exit code for it.
 */
int zn_cli_place_error(const struct zn_cli_place *place, const char *piece, size_t length,
                       const char *name, const zhnorm_error *error);

#endif
