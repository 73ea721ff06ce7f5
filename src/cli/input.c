/*
 * Opening and reading inputs: see input.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"

bool zn_cli_input_try(struct zn_cli_input *input, const char *name)
{
    struct stat status;
    bool is_standard = zn_cli_is_standard(name);

    input->name = zn_cli_input_title(name);
    input->fd = is_standard ? STDIN_FILENO : open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    input->mode = zn_cli_output_mode();
    if (input->fd < 0 || fstat(input->fd, &status) != 0)
        return false;
    if (S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return false;
    }
    /* The owner can always write the result, even of a text kept read-only. */
    if (S_ISREG(status.st_mode) && !is_standard)
        input->mode = (status.st_mode & 0777) | S_IWUSR;
    return true;
}

int zn_cli_input_open(struct zn_cli_input *input, const char *name)
{
    return zn_cli_input_try(input, name) ? ZN_CLI_DONE : zn_cli_system_error(input->name);
}

void zn_cli_input_close(struct zn_cli_input *input)
{
    if (input->fd > STDERR_FILENO)
        close(input->fd);
}

ssize_t zn_cli_input_read(int fd, char *buffer, size_t size)
{
    ssize_t length;

    do
        length = read(fd, buffer, size);
    while (length < 0 && errno == EINTR);
    return length;
}
