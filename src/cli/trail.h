/*
 * The last bytes of a text that went by, to say where in it something is wrong.
 */
#ifndef ZN_CLI_TRAIL_H
#define ZN_CLI_TRAIL_H

#include "cli/fault.h"
#include "cli/place.h"

struct zn_trail_piece {
    struct zn_cli_place place; /* where it begins */
    const char *data;          /* the caller's */
    size_t length;
};

struct zn_trail {
    struct zn_trail_piece now;
    struct zn_trail_piece before; /* it */
    /* The beginning of the text, where the library reads that before it converts any. */
    char *head; /* ZHNORM_CHOICE_LOOK bytes of the caller's; NULL: it does not */
    size_t head_length;
};

void zn_trail_begin(struct zn_trail *trail, char *head);

/* The next piece goes by; it stays where it is until the one behind the next comes. */
void zn_trail_add(struct zn_trail *trail, const char *data, size_t length);

/* What a formatter, fed with these pieces, says is wrong, with line and column if known. */
void zn_trail_fault(const struct zn_trail *trail, const zhnorm_error *error,
                    struct zn_cli_fault *fault);

/* Makes a fault of a part, before which there are bytes and lines, one of the file. */
void zn_trail_move(struct zn_cli_fault *fault, uint64_t offset, uint64_t lines);

#endif
