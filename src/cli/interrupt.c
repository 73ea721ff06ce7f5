/*
 * Holding signals back: see interrupt.h.  A held signal is only looked at,
 * never taken: it stays pending and has its usual effect once it is released.
 * This needs no signal handler, and so no global variable.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/interrupt.h"

#include <errno.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

void zn_cli_interrupt_init(struct zn_cli_interrupt *interrupt)
{
    sigemptyset(&interrupt->before);
    interrupt->fd = -1;
}

void zn_cli_interrupt_hold(struct zn_cli_interrupt *interrupt)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
    sigset_t held;

    sigemptyset(&held);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction action;
        /* A blocked signal stays pending even where it is to be ignored. */
        if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&held, signals[i]);
    }
    interrupt->fd = signalfd(-1, &held, SFD_CLOEXEC);
    if (interrupt->fd >= 0)
        sigprocmask(SIG_BLOCK, &held, &interrupt->before);
}

void zn_cli_interrupt_release(struct zn_cli_interrupt *interrupt)
{
    if (interrupt->fd < 0)
        return;
    close(interrupt->fd);
    interrupt->fd = -1;
    sigprocmask(SIG_SETMASK, &interrupt->before, NULL);
}

bool zn_cli_interrupt_wait(const struct zn_cli_interrupt *interrupt, int fd)
{
    struct pollfd waiting[2] = {
        {.fd = fd, .events = POLLIN},
        {.fd = interrupt->fd, .events = POLLIN},
    };

    if (interrupt->fd < 0)
        return true;
    while (poll(waiting, 2, -1) < 0)
        if (errno != EINTR)
            return true; /* reading will say what is wrong */
    return waiting[1].revents == 0;
}
