/* See place.h. */
#include "cli/place.h"

#include <inttypes.h>
#include <string.h>

#include "cli/message.h"

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

void zn_cli_place_advance(struct zn_cli_place *place, const char *piece, size_t length)
{
    place->offset += length;
    place->lines += count_lines(place, piece, length);
    if (length != 0)
        place->after_cr = piece[length - 1] == '\r';
}

uint64_t zn_cli_place_line(const struct zn_cli_place *place, const char *piece, size_t length,
                           uint64_t offset)
{
    uint64_t line = place->lines + 1;

    if (offset > place->offset && offset - place->offset <= length)
        line += count_lines(place, piece, (size_t)(offset - place->offset));
    return line;
}

int zn_cli_place_error(const struct zn_cli_place *place, const char *piece, size_t length,
                       const char *name, const zhnorm_error *error)
{
    if (error->status != ZHNORM_ERROR_INPUT)
        return zn_cli_library_error(name, error);
    zn_cli_message("%s:%" PRIu64 ": not valid UTF-8 at byte offset %" PRIu64, name,
                   zn_cli_place_line(place, piece, length, error->offset), error->offset);
    return ZN_CLI_TEXT;
}
