/* See monitor.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/monitor.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* How long the threads may take to come to an end, where they are not to finish files. */
#define GIVE_UP 2000 /* milliseconds */

bool zn_monitor_open(struct zn_monitor *monitor, struct zn_batch *batch)
{
    *monitor = (struct zn_monitor){.batch = batch};
    zn_cli_interrupt_init(&monitor->interrupt);
    monitor->ended = eventfd(0, EFD_CLOEXEC);
    if (monitor->ended < 0)
        return false;
    zn_progress_open(&monitor->progress, batch);
    zn_cli_interrupt_hold(&monitor->interrupt);
    return true;
}

void zn_monitor_ended(struct zn_monitor *monitor)
{
    static const uint64_t one = 1;

    while (write(monitor->ended, &one, sizeof one) < 0 && errno == EINTR)
        continue;
}

/* Takes a signal that has come. */
static void take_signal(struct zn_monitor *monitor)
{
    struct signalfd_siginfo info;

    if (read(monitor->interrupt.fd, &info, sizeof info) != (ssize_t)sizeof info)
        return;
    zn_stop_raise(&monitor->batch->stop, monitor->signal == 0 ? ZN_STOP_SOON : ZN_STOP_NOW);
    monitor->signal = (int)info.ssi_signo;
}

/*
 * Whether the threads must come to an end soon: output files are finished at the first
 * signal, but who reads standard output may not read on.
 */
static bool is_pressed(const struct zn_monitor *monitor)
{
    const struct zn_batch *batch = monitor->batch;

    return monitor->signal != 0 &&
           (batch->target == ZN_CLI_TARGET_STANDARD || zn_stop_is(&batch->stop, ZN_STOP_NOW));
}

bool zn_monitor_run(struct zn_monitor *monitor)
{
    struct pollfd waiting[2] = {
        {.fd = monitor->ended, .events = POLLIN},
        {.fd = monitor->interrupt.fd, .events = POLLIN},
    };

    for (;;) {
        bool pressed = is_pressed(monitor);
        int ready =
            poll(waiting, 2, pressed ? GIVE_UP : zn_progress_interval(&monitor->progress));
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready > 0 && waiting[0].revents != 0)
            return true;
        if (ready > 0 && waiting[1].revents != 0)
            take_signal(monitor);
        if (ready == 0 && pressed)
            return false;
        if (ready == 0)
            zn_progress_show(&monitor->progress);
    }
}

void zn_monitor_close(struct zn_monitor *monitor)
{
    if (monitor->ended >= 0)
        close(monitor->ended);
    zn_cli_interrupt_release(&monitor->interrupt);
    if (monitor->signal != 0)
        (void)raise(monitor->signal); /* which has its default action */
}
