/*
 * Output files: see output.h.  The temporary file stands in the directory of
 * the file that it replaces, since only there can it be moved in one step.
 */
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700 /* realpath */

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/message.h"

/* Short, so that it fits wherever the file's own name fits. */
#define TEMPORARY_NAME ".zhnorm.XXXXXX"

static void output_init(struct zn_cli_output *output, const char *name)
{
    *output = (struct zn_cli_output){.name = name, .fd = -1};
    zn_cli_interrupt_init(&output->interrupt);
}

mode_t zn_cli_output_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

void zn_cli_output_standard(struct zn_cli_output *output)
{
    output_init(output, ZN_CLI_STDOUT_NAME);
    output->fd = STDOUT_FILENO;
}

/* The file to replace: where a link leads to, else `name` itself. */
static char *final_path(const char *name)
{
    struct stat status;

    if (lstat(name, &status) == 0 && S_ISLNK(status.st_mode)) {
        char *path = realpath(name, NULL);
        if (path != NULL || errno != ENOENT)
            return path;
    }
    return strdup(name);
}

/* A template for mkstemp in the directory of `path`.  NULL: no memory. */
static char *temporary_beside(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t directory = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    char *temporary = malloc(directory + sizeof TEMPORARY_NAME);

    if (temporary != NULL) {
        memcpy(temporary, path, directory);
        memcpy(temporary + directory, TEMPORARY_NAME, sizeof TEMPORARY_NAME);
    }
    return temporary;
}

/* Creates the temporary file.  False: errno says why not. */
static bool create_temporary(struct zn_cli_output *output, mode_t mode)
{
    output->path = final_path(output->name);
    if (output->path == NULL)
        return false;
    char *temporary = temporary_beside(output->path);
    if (temporary == NULL)
        return false;

    zn_cli_interrupt_hold(&output->interrupt);
    output->fd = mkstemp(temporary);
    if (output->fd < 0) {
        free(temporary);
        return false;
    }
    output->temporary = temporary; /* from here on there is a file to remove */
    return fchmod(output->fd, mode) == 0;
}

int zn_cli_output_open(struct zn_cli_output *output, const char *name, mode_t mode)
{
    struct stat status;
    bool opened;

    output_init(output, name);
    bool exists = stat(name, &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        /* A device or a pipe is to be written, never to be replaced. */
        output->fd = open(name, O_WRONLY | O_NOCTTY | O_CLOEXEC);
        opened = output->fd >= 0;
    } else if (exists) {
        /* Moving a file over it would not ask whether it may be written. */
        opened = access(name, W_OK) == 0 && create_temporary(output, status.st_mode & 0777);
    } else {
        opened = create_temporary(output, mode);
    }
    if (opened)
        return ZN_CLI_DONE;
    int code = zn_cli_system_error(name);
    zn_cli_output_discard(output);
    return code;
}

/* Says what errno says, and that nothing more can be written. */
static int output_failed(struct zn_cli_output *output)
{
    output->failed = true;
    return zn_cli_system_error(output->name);
}

int zn_cli_output_write(struct zn_cli_output *output, const char *data, size_t length)
{
    while (length != 0) {
        ssize_t written = write(output->fd, data, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return output_failed(output);
        data += written;
        length -= (size_t)written;
    }
    return ZN_CLI_DONE;
}

/* Frees what the output holds, which is closed already. */
static void output_release(struct zn_cli_output *output)
{
    free(output->path);
    free(output->temporary);
    output->path = NULL;
    output->temporary = NULL;
    zn_cli_interrupt_release(&output->interrupt);
}

int zn_cli_output_commit(struct zn_cli_output *output)
{
    int code = ZN_CLI_DONE;

    if (output->temporary != NULL && fsync(output->fd) != 0)
        code = output_failed(output);
    int closed = close(output->fd);
    output->fd = -1;
    if (closed != 0 && code == ZN_CLI_DONE)
        code = output_failed(output);
    if (code == ZN_CLI_DONE && output->temporary != NULL &&
        rename(output->temporary, output->path) != 0)
        code = output_failed(output);
    if (code != ZN_CLI_DONE && output->temporary != NULL)
        unlink(output->temporary);
    output_release(output);
    return code;
}

void zn_cli_output_discard(struct zn_cli_output *output)
{
    if (output->fd >= 0)
        close(output->fd);
    output->fd = -1;
    if (output->temporary != NULL)
        unlink(output->temporary);
    output_release(output);
}

int zn_cli_stdout_close(void)
{
    bool failed = ferror(stdout) != 0;

    if (fflush(stdout) != 0 || failed || close(STDOUT_FILENO) != 0)
        return zn_cli_system_error(ZN_CLI_STDOUT_NAME);
    return ZN_CLI_DONE;
}
