/* See place.h. */
#include "cli/place.h"

#include <inttypes.h>
#include <string.h>

#include "cli/message.h"

static uint64_t count_lines(const char *text, size_t length)
{
    const char *end = text + length;
    uint64_t lines = 0;

    while ((text = memchr(text, '\n', (size_t)(end - text))) != NULL) {
        lines++;
        text++;
    }
    return lines;
}

void zn_cli_place_advance(struct zn_cli_place *place, const char *piece, size_t length)
{
    place->offset += length;
    place->lines += count_lines(piece, length);
}

int zn_cli_place_error(const struct zn_cli_place *place, const char *piece, size_t length,
                       const char *name, const zhnorm_error *error)
{
    uint64_t line = place->lines + 1;

    if (error->status != ZHNORM_ERROR_INPUT)
        return zn_cli_library_error(name, error);
    if (error->offset > place->offset && error->offset - place->offset <= length)
        line += count_lines(piece, (size_t)(error->offset - place->offset));
    zn_cli_message("%s:%" PRIu64 ": not valid UTF-8 at byte offset %" PRIu64, name, line,
                   error->offset);
    return ZN_CLI_TEXT;
}
