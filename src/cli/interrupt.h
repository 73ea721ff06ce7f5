/*
 * Interruption by the user or the system while a temporary file exists: the
 * signals that end the program are held back, so that it can remove the file
 * first.  Knows nothing of the files themselves.
 */
#ifndef ZN_CLI_INTERRUPT_H
#define ZN_CLI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

struct zn_cli_interrupt {
    sigset_t before; /* the signals that were blocked before */
    int fd;          /* readable when a held signal has come; -1: none held */
};

/* No signal is held. */
void zn_cli_interrupt_init(struct zn_cli_interrupt *interrupt);

/* Holds back SIGHUP, SIGINT and SIGTERM, unless they are ignored anyway. */
void zn_cli_interrupt_hold(struct zn_cli_interrupt *interrupt);

/* Lets them come again: one that was held back ends the program here. */
void zn_cli_interrupt_release(struct zn_cli_interrupt *interrupt);

/* Waits until `fd` can be read.  False: a held signal has come. */
bool zn_cli_interrupt_wait(const struct zn_cli_interrupt *interrupt, int fd);

#endif
