/* See delivery.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/delivery.h"

#include <stdlib.h>

#include "cli/batch/stop.h"
#include "cli/message.h"
#include "rules/memory.h"

/* What is written at a time, if there is as much. */
#define HELD_SIZE ((size_t)64 << 10)

/* What a file that is not its turn may hold back before it waits. */
#define PARCEL_SIZE ((size_t)1 << 20)

/* How many files for each thread may lie complete before it is their turn. */
#define AHEAD 4

/* ---- Standard output -------------------------------------------------------------- */

static void parcel_free(struct zn_parcel *parcel)
{
    zn_buffer_free(&parcel->bytes);
    zn_notes_free(&parcel->notes);
    free(parcel);
}

/* A parcel that is empty.  Without memory it is one that is lost. */
static struct zn_parcel *take_parcel(struct zn_standard *standard)
{
    struct zn_parcel *parcel = NULL;

    pthread_mutex_lock(&standard->lock);
    if (standard->spare_count != 0)
        parcel = standard->spare[--standard->spare_count];
    pthread_mutex_unlock(&standard->lock);
    if (parcel != NULL)
        return parcel;
    parcel = malloc(sizeof *parcel);
    if (parcel == NULL)
        return &standard->lost;
    zn_buffer_init(&parcel->bytes, &zn_default_allocator);
    zn_notes_init(&parcel->notes);
    return parcel;
}

static void give_parcel(struct zn_standard *standard, struct zn_parcel *parcel)
{
    parcel->bytes.length = 0;
    pthread_mutex_lock(&standard->lock);
    bool kept = standard->spare_count < standard->spare_most;
    if (kept)
        standard->spare[standard->spare_count++] = parcel;
    pthread_mutex_unlock(&standard->lock);
    if (!kept)
        parcel_free(parcel);
}

/* Writes bytes in their turn.  False: nothing more can be written, which has been said. */
static bool write_standard(struct zn_standard *standard, const void *data, size_t length)
{
    if (standard->output.failed)
        return false;
    if (length == 0 || zn_cli_output_write(&standard->output, data, length) == ZN_CLI_DONE)
        return true;
    zn_stop_raise(standard->stop, ZN_STOP_NOW);
    return false;
}

static void deliver_parcel(void *context, void *result)
{
    struct zn_standard *standard = context;
    struct zn_parcel *parcel = result;

    if (parcel == &standard->lost)
        return;
    (void)write_standard(standard, parcel->bytes.data, parcel->bytes.length);
    zn_notes_say(&parcel->notes);
    give_parcel(standard, parcel);
}

bool zn_standard_open(struct zn_standard *standard, size_t threads, struct zn_stop *stop)
{
    size_t window = AHEAD * threads;

    *standard = (struct zn_standard){.stop = stop, .spare_most = window + threads};
    zn_cli_output_standard(&standard->output);
    pthread_mutex_init(&standard->lock, NULL);
    standard->spare = malloc(standard->spare_most * sizeof(struct zn_parcel *));
    return standard->spare != NULL &&
           zn_sequence_open(&standard->order, window, deliver_parcel, standard);
}

void zn_standard_close(struct zn_standard *standard)
{
    while (standard->spare_count != 0)
        parcel_free(standard->spare[--standard->spare_count]);
    free((void *)standard->spare);
    zn_sequence_close(&standard->order);
    pthread_mutex_destroy(&standard->lock);
}

/* ---- One file --------------------------------------------------------------------- */

void zn_delivery_init(struct zn_delivery *delivery)
{
    *delivery = (struct zn_delivery){.output = NULL};
    zn_buffer_init(&delivery->held, &zn_default_allocator);
}

void zn_delivery_free(struct zn_delivery *delivery)
{
    zn_buffer_free(&delivery->held);
}

void zn_delivery_to_file(struct zn_delivery *delivery, struct zn_cli_output *output,
                         struct zn_compressor *compressor)
{
    delivery->output = output;
    delivery->standard = NULL;
    delivery->compressor = compressor;
    delivery->held.length = 0;
    delivery->failed = false;
}

bool zn_delivery_to_standard(struct zn_delivery *delivery, struct zn_standard *standard,
                             uint64_t ticket)
{
    delivery->output = NULL;
    delivery->standard = standard;
    delivery->ticket = ticket;
    delivery->compressor = NULL;
    delivery->parcel = take_parcel(standard);
    delivery->failed = delivery->parcel == &standard->lost;
    return !delivery->failed;
}

/* The bytes that are held back. */
static struct zn_buffer *held(struct zn_delivery *delivery)
{
    return delivery->output != NULL ? &delivery->held : &delivery->parcel->bytes;
}

/* Whether the file may write.  One that holds too much back waits until it may. */
static bool has_turn(struct zn_delivery *delivery)
{
    if (delivery->output != NULL)
        return true;
    struct zn_sequence *order = &delivery->standard->order;
    if (delivery->parcel->bytes.length < PARCEL_SIZE)
        return zn_sequence_is_turn(order, delivery->ticket);
    zn_sequence_wait(order, delivery->ticket);
    return true;
}

static bool write_out(struct zn_delivery *delivery, const void *data, size_t length)
{
    bool written = delivery->output == NULL
                       ? write_standard(delivery->standard, data, length)
                       : length == 0 || zn_cli_output_write(delivery->output, data, length) ==
                                            ZN_CLI_DONE;

    delivery->failed = !written;
    return written;
}

static bool write_held(struct zn_delivery *delivery)
{
    struct zn_buffer *bytes = held(delivery);
    size_t length = bytes->length;

    bytes->length = 0;
    return write_out(delivery, bytes->data, length);
}

bool zn_delivery_flush(struct zn_delivery *delivery)
{
    if (delivery->failed)
        return false;
    return !has_turn(delivery) || write_held(delivery);
}

/* Says that there is no memory. */
static bool no_memory(struct zn_delivery *delivery)
{
    (void)zn_cli_memory_error();
    delivery->failed = true;
    return false;
}

bool zn_delivery_write(struct zn_delivery *delivery, const char *data, size_t length)
{
    struct zn_buffer *bytes;

    if (delivery->failed)
        return false;
    if (delivery->compressor == NULL && length >= HELD_SIZE && has_turn(delivery))
        return write_held(delivery) && write_out(delivery, data, length);
    bytes = held(delivery);
    bool taken = delivery->compressor != NULL
                     ? zn_compressor_add(delivery->compressor, data, length, bytes)
                     : zn_buffer_append(bytes, data, length);
    if (!taken)
        return no_memory(delivery);
    return bytes->length < HELD_SIZE || zn_delivery_flush(delivery);
}

/* Hands over what is still to come of a file on standard output. */
static void hand_over(struct zn_delivery *delivery, struct zn_notes *notes)
{
    struct zn_parcel *parcel = delivery->parcel;

    if (parcel == &delivery->standard->lost) {
        zn_notes_say(notes);
    } else {
        struct zn_notes empty = parcel->notes;
        parcel->notes = *notes;
        *notes = empty;
    }
    zn_sequence_put(&delivery->standard->order, delivery->ticket, parcel);
    delivery->parcel = NULL;
}

bool zn_delivery_end(struct zn_delivery *delivery, struct zn_notes *notes)
{
    if (delivery->output == NULL) {
        hand_over(delivery, notes);
        return !delivery->failed;
    }
    if (!delivery->failed && delivery->compressor != NULL &&
        !zn_compressor_end(delivery->compressor, &delivery->held))
        return no_memory(delivery);
    return !delivery->failed && write_held(delivery);
}
