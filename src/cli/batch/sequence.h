/*
 * Results that are made side by side and delivered in the order of their numbers, by
 * whichever thread comes with the one whose turn it is.  Only so many can lie waiting: who
 * is further ahead waits.  Knows nothing of what a result is.
 *
 * Numbers count from 0 and leave none out.  As long as whoever holds the lowest number that
 * has not been delivered goes on, so does everybody else.
 */
#ifndef ZN_CLI_BATCH_SEQUENCE_H
#define ZN_CLI_BATCH_SEQUENCE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Delivers a result, never two at the same time. */
typedef void zn_sequence_deliver(void *context, void *result);

struct zn_sequence {
    pthread_mutex_t lock;
    pthread_cond_t moved; /* the turn has passed on */
    uint64_t next;        /* whose turn it is */
    bool delivering;      /* somebody does so, without the lock */
    size_t window;
    void **waiting; /* a result that is not NULL lies at its number modulo the window */
    zn_sequence_deliver *deliver;
    void *context;
};

/* At most `window` results, at least 1, lie waiting.  False: no memory. */
bool zn_sequence_open(struct zn_sequence *sequence, size_t window,
                      zn_sequence_deliver *deliver, void *context);

/* Nothing may lie waiting any more. */
void zn_sequence_close(struct zn_sequence *sequence);

/*
 * Hands over the result of a number, which is not NULL: it is delivered in its turn, in this
 * call or in one of another thread.
 */
void zn_sequence_put(struct zn_sequence *sequence, uint64_t number, void *result);

/* Whether it is the turn of a number, for which no result has been handed over. */
bool zn_sequence_is_turn(struct zn_sequence *sequence, uint64_t number);

/*
 * Waits until it is.  From then on nothing is delivered before the result of this number
 * is handed over, so that the caller can deliver what it has ahead of that.
 */
void zn_sequence_wait(struct zn_sequence *sequence, uint64_t number);

#endif
