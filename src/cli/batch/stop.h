/*
 * That a batch is to end before its end: who works asks, who watches says so.  Any number
 * of threads.
 */
#ifndef ZN_CLI_BATCH_STOP_H
#define ZN_CLI_BATCH_STOP_H

#include <stdatomic.h>
#include <stdbool.h>

enum zn_stop_level {
    ZN_STOP_NOT,
    /* Small files in hand are finished; large ones, and what makes one wait, are given up. */
    ZN_STOP_SOON,
    ZN_STOP_NOW /* whatever is in hand is given up */
};

struct zn_stop {
    atomic_int level; /* enum zn_stop_level */
    int event;        /* readable from SOON on; -1: there is none */
};

void zn_stop_init(struct zn_stop *stop);
void zn_stop_free(struct zn_stop *stop);

/* Raises the level to at least this one. */
void zn_stop_raise(struct zn_stop *stop, enum zn_stop_level level);

static inline bool zn_stop_is(const struct zn_stop *stop, enum zn_stop_level level)
{
    return atomic_load_explicit(&stop->level, memory_order_relaxed) >= (int)level;
}

/*
 * Waits until `fd` can be read, or for so many milliseconds (-1: for ever).  Returns 1 when
 * it can, 0 when the time is over, and -1 when the batch is to end.
 */
int zn_stop_wait(const struct zn_stop *stop, int fd, int milliseconds);

#endif
