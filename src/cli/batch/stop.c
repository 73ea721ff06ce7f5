/* See stop.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/stop.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

void zn_stop_init(struct zn_stop *stop)
{
    atomic_init(&stop->level, ZN_STOP_NOT);
    stop->event = eventfd(0, EFD_CLOEXEC);
}

void zn_stop_free(struct zn_stop *stop)
{
    if (stop->event >= 0)
        close(stop->event);
    stop->event = -1;
}

void zn_stop_raise(struct zn_stop *stop, enum zn_stop_level level)
{
    static const uint64_t one = 1;
    int before = atomic_load(&stop->level);

    while (before < (int)level &&
           !atomic_compare_exchange_weak(&stop->level, &before, (int)level))
        continue;
    /* Nobody reads it: from now on it can be read for ever. */
    while (stop->event >= 0 && write(stop->event, &one, sizeof one) < 0 && errno == EINTR)
        continue;
}

int zn_stop_wait(const struct zn_stop *stop, int fd, int milliseconds)
{
    struct pollfd waiting[2] = {
        {.fd = fd, .events = POLLIN},
        {.fd = stop->event, .events = POLLIN},
    };
    int ready;

    do
        ready = poll(waiting, 2, milliseconds);
    while (ready < 0 && errno == EINTR);
    if (ready < 0)
        return 1; /* reading will say what is wrong */
    if (waiting[1].revents != 0)
        return -1;
    return ready != 0 ? 1 : 0;
}
