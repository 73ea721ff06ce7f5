/* See place.h. */
#include "cli/place.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The ends of lines in the piece that begins at `place`. */
static uint64_t count_lines(const struct zn_cli_place *place, const char *piece, size_t length)
{
    const char *end = piece + length;
    uint64_t lines = 0;

    if (place->after_cr && length != 0 && *piece == '\n') /* it has been counted */
        piece++;
    for (const char *at = piece; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    for (const char *at = piece; (at = memchr(at, '\r', (size_t)(end - at))) != NULL; at++)
        if (at + 1 == end || at[1] != '\n')
            lines++;
    return lines;
}

/* The characters before the end of the piece that begins at `place`, in its line. */
static uint64_t count_column(const struct zn_cli_place *place, const char *piece,
                             size_t length)
{
    size_t start = length;

    while (start != 0 && piece[start - 1] != '\n' && piece[start - 1] != '\r')
        start--;
    uint64_t column = start != 0 ? 0 : place->column;
    for (size_t i = start; i < length; i++)
        column += ((unsigned char)piece[i] & 0xC0) != 0x80;
    return column;
}

void zn_cli_place_advance(struct zn_cli_place *place, const char *piece, size_t length)
{
    place->offset += length;
    place->lines += count_lines(place, piece, length);
    place->column = count_column(place, piece, length);
    if (length != 0)
        place->after_cr = piece[length - 1] == '\r';
}

void zn_cli_place_fault(const struct zn_cli_place *place, const char *piece, size_t length,
                        const zhnorm_error *error, struct zn_cli_fault *fault)
{
    zn_cli_fault_library(fault, error);
    if (error->status != ZHNORM_ERROR_INPUT)
        return;
    (void)snprintf(fault->message, sizeof fault->message,
                   "not valid UTF-8 at byte offset %" PRIu64, error->offset);
    fault->has_offset = true;
    fault->offset = error->offset;
    fault->line = place->lines + 1;
    if (error->offset >= place->offset && error->offset - place->offset <= length) {
        size_t before = (size_t)(error->offset - place->offset);
        fault->line += count_lines(place, piece, before);
        fault->column = count_column(place, piece, before) + 1;
    }
}

int zn_cli_place_error(const struct zn_cli_place *place, const char *piece, size_t length,
                       const char *name, const zhnorm_error *error)
{
    struct zn_cli_fault fault;

    zn_cli_place_fault(place, piece, length, error, &fault);
    return zn_cli_fault_print(&fault, name);
}
