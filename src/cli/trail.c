/* See trail.h. */
#include "cli/trail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void zn_trail_begin(struct zn_trail *trail, char *head)
{
    *trail = (struct zn_trail){.head = head};
}

/* Keeps the beginning of the text. */
static void keep_head(struct zn_trail *trail, const char *data, size_t length)
{
    size_t room = ZHNORM_CHOICE_LOOK - trail->head_length;
    size_t kept = length < room ? length : room;

    if (kept != 0)
        memcpy(trail->head + trail->head_length, data, kept);
    trail->head_length += kept;
}

void zn_trail_add(struct zn_trail *trail, const char *data, size_t length)
{
    trail->before = trail->now;
    trail->now.data = data;
    trail->now.length = length;
    if (trail->before.length != 0)
        zn_cli_place_advance(&trail->now.place, trail->before.data, trail->before.length);
    if (trail->head != NULL)
        keep_head(trail, data, length);
}

void zn_trail_fault(const struct zn_trail *trail, const zhnorm_error *error,
                    struct zn_cli_fault *fault)
{
    const struct zn_trail_piece head = {.data = trail->head, .length = trail->head_length};
    const struct zn_trail_piece *piece = &trail->now;

    /* A wrong record knows its line; else it is a byte that is wrong. */
    if (error->line != 0 || strstr(error->message, "UTF-8") == NULL) {
        zn_cli_fault_library(fault, error);
        fault->line = error->line;
        return;
    }
    if (error->offset < head.length)
        piece = &head;
    else if (error->offset < piece->place.offset)
        piece = &trail->before;
    zn_cli_place_fault(&piece->place, piece->data, piece->length, error, fault);
}

void zn_trail_move(struct zn_cli_fault *fault, uint64_t offset, uint64_t lines)
{
    if (fault->line != 0)
        fault->line += lines;
    if (!fault->has_offset)
        return;
    fault->offset += offset;
    (void)snprintf(fault->message, sizeof fault->message,
                   "not valid UTF-8 at byte offset %" PRIu64, fault->offset);
}
