/*
 * The edits of a document, one after the other, each with its place and the pieces of
 * text that it is about.  Knows nothing of how they are shown.
 */
#ifndef ZN_CLI_CHANGE_H
#define ZN_CLI_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cursor.h"
#include "zhnorm/zhnorm.h"

/* A piece of a text; not NUL-terminated. */
struct zn_cli_span {
    const char *text;
    size_t length; /* bytes */
};

/* An edit and what is to be known of it, as long as its batch lives. */
struct zn_cli_change {
    const zhnorm_edit *edit;
    const zhnorm_batch *batch;
    struct zn_cli_span before;  /* in the source */
    struct zn_cli_span after;   /* in the output */
    struct zn_cli_cursor start; /* in the source */
    struct zn_cli_cursor end;
    uint64_t output_start; /* in characters of the output */
    uint64_t output_end;
    /* The entry that decided, if it is one, and the text beside the edit shows it. */
    bool has_entry;
    struct zn_cli_span key;
    struct zn_cli_span value;
};

typedef void zn_cli_change_seen(void *context, const struct zn_cli_change *change);

/* How far one has come. */
struct zn_cli_walk {
    struct zn_cli_cursor source;
    uint64_t output; /* characters */
};

/* Goes to the beginning of a document. */
void zn_cli_walk_init(struct zn_cli_walk *walk);

/* Goes through the next batch of the document.  O(length of its texts). */
void zn_cli_walk_batch(struct zn_cli_walk *walk, const zhnorm_batch *batch,
                       zn_cli_change_seen *seen, void *context);

#endif
