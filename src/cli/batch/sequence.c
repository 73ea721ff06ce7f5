/* See sequence.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/sequence.h"

#include <stdlib.h>

bool zn_sequence_open(struct zn_sequence *sequence, size_t window,
                      zn_sequence_deliver *deliver, void *context)
{
    *sequence = (struct zn_sequence){.window = window, .deliver = deliver, .context = context};
    sequence->waiting = calloc(window, sizeof *sequence->waiting);
    if (sequence->waiting == NULL)
        return false;
    pthread_mutex_init(&sequence->lock, NULL);
    pthread_cond_init(&sequence->moved, NULL);
    return true;
}

void zn_sequence_close(struct zn_sequence *sequence)
{
    if (sequence->waiting == NULL)
        return;
    pthread_cond_destroy(&sequence->moved);
    pthread_mutex_destroy(&sequence->lock);
    free((void *)sequence->waiting);
    sequence->waiting = NULL;
}

/* Delivers what has its turn, one after the other.  With the lock, but for the delivery. */
static void deliver_ready(struct zn_sequence *sequence)
{
    void **place = &sequence->waiting[sequence->next % sequence->window];

    sequence->delivering = true;
    while (*place != NULL) {
        void *result = *place;
        *place = NULL;
        pthread_mutex_unlock(&sequence->lock);
        sequence->deliver(sequence->context, result);
        pthread_mutex_lock(&sequence->lock);
        sequence->next++;
        pthread_cond_broadcast(&sequence->moved);
        place = &sequence->waiting[sequence->next % sequence->window];
    }
    sequence->delivering = false;
}

void zn_sequence_put(struct zn_sequence *sequence, uint64_t number, void *result)
{
    pthread_mutex_lock(&sequence->lock);
    while (number - sequence->next >= sequence->window)
        pthread_cond_wait(&sequence->moved, &sequence->lock);
    sequence->waiting[number % sequence->window] = result;
    /* Who delivers already will find this one as well. */
    if (!sequence->delivering)
        deliver_ready(sequence);
    pthread_mutex_unlock(&sequence->lock);
}

bool zn_sequence_is_turn(struct zn_sequence *sequence, uint64_t number)
{
    pthread_mutex_lock(&sequence->lock);
    bool is_turn = sequence->next == number;
    pthread_mutex_unlock(&sequence->lock);
    return is_turn;
}

void zn_sequence_wait(struct zn_sequence *sequence, uint64_t number)
{
    pthread_mutex_lock(&sequence->lock);
    while (sequence->next != number)
        pthread_cond_wait(&sequence->moved, &sequence->lock);
    pthread_mutex_unlock(&sequence->lock);
}
