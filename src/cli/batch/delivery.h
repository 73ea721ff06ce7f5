/*
 * Where the bytes of one file go: to a file of its own, or to standard output in the file's
 * turn.  Holds small ones back until there are more, so that few are written at a time.
 * Belongs to one thread at a time.
 */
#ifndef ZN_CLI_BATCH_DELIVERY_H
#define ZN_CLI_BATCH_DELIVERY_H

#include "cli/batch/notes.h"
#include "cli/batch/sequence.h"
#include "cli/output.h"
#include "files/codec.h"
#include "text/buffer.h"

/* What of a file is still to come on standard output when it is complete. */
struct zn_parcel {
    struct zn_buffer bytes;
    struct zn_notes notes; /* behind the bytes */
};

/* Standard output, which many files write to in their order. */
struct zn_standard {
    struct zn_sequence order; /* of zn_parcel */
    struct zn_cli_output output;
    struct zn_stop *stop;  /* told when nothing more can be written */
    struct zn_parcel lost; /* stands for one that there was no memory for */
    /* Parcels that are not in use. */
    pthread_mutex_t lock;
    struct zn_parcel **spare;
    size_t spare_count;
    size_t spare_most;
};

/* `threads` files write at most at a time.  False: no memory. */
bool zn_standard_open(struct zn_standard *standard, size_t threads, struct zn_stop *stop);
void zn_standard_close(struct zn_standard *standard);

struct zn_delivery {
    struct zn_cli_output *output; /* the file's own; NULL: standard output */
    struct zn_standard *standard;
    uint64_t ticket; /* the file's place on standard output */
    struct zn_parcel *parcel;
    struct zn_compressor *compressor; /* NULL: the bytes are written as they are */
    struct zn_buffer held;
    bool failed; /* which has been said */
};

void zn_delivery_init(struct zn_delivery *delivery);
void zn_delivery_free(struct zn_delivery *delivery);

/* Begins with a file that gets an output of its own, compressed if there is a compressor. */
void zn_delivery_to_file(struct zn_delivery *delivery, struct zn_cli_output *output,
                         struct zn_compressor *compressor);

/* Begins with file number `ticket` on standard output.  False: no memory. */
bool zn_delivery_to_standard(struct zn_delivery *delivery, struct zn_standard *standard,
                             uint64_t ticket);

/* Takes the next bytes.  False: no more can be taken, which has been said. */
bool zn_delivery_write(struct zn_delivery *delivery, const char *data, size_t length);

/* Lets out what is held back, as far as it is the file's turn. */
bool zn_delivery_flush(struct zn_delivery *delivery);

/*
 * The file is complete, or as far as it goes: all that is held back goes out.  On standard
 * output its turn is over when it has come, with what `notes` say, which are taken over.
 */
bool zn_delivery_end(struct zn_delivery *delivery, struct zn_notes *notes);

#endif
