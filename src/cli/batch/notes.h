/*
 * What is to be said of a file, kept until it is its turn.
 */
#ifndef ZN_CLI_BATCH_NOTES_H
#define ZN_CLI_BATCH_NOTES_H

#include <stddef.h>

#include "text/buffer.h"

struct zn_notes {
    struct zn_buffer text;
};

void zn_notes_init(struct zn_notes *notes);
void zn_notes_free(struct zn_notes *notes);

/* Keeps a message as zn_cli_message writes it.  Without memory it is written at once. */
__attribute__((format(printf, 2, 3))) void zn_notes_add(struct zn_notes *notes,
                                                        const char *format, ...);

/* Keeps lines that are complete already. */
void zn_notes_add_lines(struct zn_notes *notes, const char *text, size_t length);

/* Writes all of it to standard error and forgets it. */
void zn_notes_say(struct zn_notes *notes);

#endif
