/*
 * Inputs by their names on the command line.  Knows nothing of what is read.
 */
#ifndef ZN_CLI_INPUT_H
#define ZN_CLI_INPUT_H

#include <stdbool.h>
#include <sys/types.h>

/* An input that is open. */
struct zn_cli_input {
    const char *name; /* for messages */
    int fd;
    mode_t mode; /* for an output that does not exist yet */
};

/* Like zn_cli_input_open, but leaves it to errno to say what is wrong. */
bool zn_cli_input_try(struct zn_cli_input *input, const char *name);

/* Opens an input; "-" is standard input.  Returns ZN_CLI_DONE or ZN_CLI_IO. */
int zn_cli_input_open(struct zn_cli_input *input, const char *name);

/* Closes an input, also one that could not be opened. */
void zn_cli_input_close(struct zn_cli_input *input);

/*
 * Reads up to `size` bytes, 0 at the end.  Returns their number, or -1 after
 * an error, of which errno says what it was.
 */
ssize_t zn_cli_input_read(int fd, char *buffer, size_t size);

#endif
