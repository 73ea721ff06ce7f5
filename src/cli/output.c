/*
 * Output files: see output.h.  The temporary file stands in the directory of
 * the file that it replaces, since only there can it be moved in one step.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/temporary.h"

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

/* Says what errno says, and that nothing more can be written. */
static int output_failed(struct zn_cli_output *output)
{
    output->failed = true;
    return zn_cli_system_error(output->name);
}

/* Says why the file is not written, and that nothing can be. */
static int output_refused(struct zn_cli_output *output, const char *why)
{
    output->failed = true;
    zn_cli_message("%s: %s", output->name, why);
    return ZN_CLI_IO;
}

/* ---- Finding the place ------------------------------------------------------------- */

/* Where a link leads to; itself where it leads to no file.  NULL: errno says why. */
static char *link_target(const char *name)
{
    char *path = realpath(name, NULL);

    return path != NULL || errno != ENOENT ? path : strdup(name);
}

/* Refuses what must not be replaced unasked.  `file` is what stands at the name. */
static int check_place(struct zn_cli_output *output, bool is_link, const struct stat *file)
{
    enum zn_cli_output_place place = output->wishes.place;

    if (is_link && place == ZN_CLI_OUTPUT_FOUND)
        return output_refused(output, "this is a symbolic link; --force replaces the file "
                                      "that it leads to");
    if (file == NULL)
        return ZN_CLI_DONE;
    if (S_ISDIR(file->st_mode)) {
        errno = EISDIR;
        return output_failed(output);
    }
    if (!S_ISREG(file->st_mode) && place != ZN_CLI_OUTPUT_NAMED)
        return output_refused(output, S_ISDIR(file->st_mode) ? strerror(EISDIR)
                                                             : "this is not a regular file");
    if (S_ISREG(file->st_mode) && file->st_nlink > 1 && place == ZN_CLI_OUTPUT_FOUND)
        return output_refused(output, "the file has other names (hard links); --force gives "
                                      "this one a file of its own");
    return ZN_CLI_DONE;
}

/* Finds the file to replace and its mode, or opens what is to be written directly. */
static int find_place(struct zn_cli_output *output)
{
    const char *name = output->name;
    struct stat file;
    bool exists = lstat(name, &file) == 0;
    bool is_link = exists && S_ISLNK(file.st_mode);

    if (is_link)
        exists = stat(name, &file) == 0;
    int code = check_place(output, is_link, exists ? &file : NULL);
    if (code != ZN_CLI_DONE)
        return code;
    if (exists && !S_ISREG(file.st_mode)) {
        /* A device or a pipe is to be written, never to be replaced. */
        output->fd = open(name, O_WRONLY | O_NOCTTY | O_CLOEXEC);
        return output->fd >= 0 ? ZN_CLI_DONE : output_failed(output);
    }
    /* Moving a file over it would not ask whether it may be written. */
    if (exists && access(name, W_OK) != 0)
        return output_failed(output);
    output->mode = exists ? file.st_mode & 0777 : output->wishes.mode;
    output->path = is_link ? link_target(name) : strdup(name);
    return output->path != NULL ? ZN_CLI_DONE : output_failed(output);
}

/* ---- Writing ----------------------------------------------------------------------- */

static int write_all(struct zn_cli_output *output, const char *data, size_t length)
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

/* Writes what the source begins with and what was therefore not written yet. */
static int copy_same(struct zn_cli_output *output)
{
    if (zn_cli_output_source_copy(output->wishes.source, output->same, output->fd))
        return ZN_CLI_DONE;
    if (errno == 0)
        return output_refused(output, "the file became shorter while it was read");
    return output_failed(output);
}

/* Creates the temporary file. */
static int begin_writing(struct zn_cli_output *output)
{
    output->fd = zn_cli_temporary_create(output->path, output->mode, &output->temporary);
    if (output->fd < 0)
        return output_failed(output);
    if (output->wishes.source == NULL)
        return ZN_CLI_DONE;
    zn_cli_output_source_own(output->wishes.source, output->fd);
    return copy_same(output);
}

/* Whether nothing is written yet, since the source has begun with the same bytes. */
static bool is_comparing(const struct zn_cli_output *output)
{
    return output->fd < 0;
}

/* Passes over what the source has as well, and begins to write where it differs. */
static int compare(struct zn_cli_output *output, const char **data, size_t *length)
{
    size_t same;

    if (!zn_cli_output_source_compare(output->wishes.source, output->same, *data, *length,
                                      &same))
        return output_failed(output);
    output->same += same;
    *data += same;
    *length -= same;
    return *length == 0 ? ZN_CLI_DONE : begin_writing(output);
}

int zn_cli_output_write(struct zn_cli_output *output, const char *data, size_t length)
{
    if (is_comparing(output)) {
        int code = compare(output, &data, &length);
        if (code != ZN_CLI_DONE)
            return code;
    }
    return write_all(output, data, length);
}

/* ---- Opening and closing ------------------------------------------------------------ */

/* Frees what the output holds, which is closed already. */
static void output_release(struct zn_cli_output *output)
{
    free(output->path);
    free(output->temporary);
    output->path = NULL;
    output->temporary = NULL;
    zn_cli_interrupt_release(&output->interrupt);
}

static int output_open(struct zn_cli_output *output)
{
    int code = find_place(output);

    if (code == ZN_CLI_DONE && output->path != NULL && output->wishes.source == NULL)
        code = begin_writing(output);
    if (code != ZN_CLI_DONE)
        zn_cli_output_discard(output);
    return code;
}

int zn_cli_output_open(struct zn_cli_output *output, const char *name, mode_t mode)
{
    output_init(output, name);
    output->wishes.mode = mode;
    zn_cli_interrupt_hold(&output->interrupt);
    return output_open(output);
}

int zn_cli_output_open_with(struct zn_cli_output *output, const char *name,
                            const struct zn_cli_output_wishes *wishes)
{
    output_init(output, name);
    output->wishes = *wishes;
    return output_open(output);
}

/* Finds out whether the source ends here as well; else there is something to write. */
static int compare_end(struct zn_cli_output *output)
{
    if (!zn_cli_output_source_ends(output->wishes.source, output->same, &output->unchanged))
        return output_failed(output);
    output->status = output->wishes.source->status;
    return output->unchanged ? ZN_CLI_DONE : begin_writing(output);
}

/* Refuses to replace a file that is not the source any more. */
static int check_source(struct zn_cli_output *output)
{
    bool stands;

    if (!zn_cli_output_source_stands(output->wishes.source, output->path, &stands))
        return output_failed(output);
    if (!stands)
        return output_refused(output, "another file has taken its place while it was read");
    return ZN_CLI_DONE;
}

/* Brings the temporary file to the disk and into its place. */
static int put_in_place(struct zn_cli_output *output)
{
    if (output->wishes.keep_times && futimens(output->fd, output->wishes.times) != 0)
        return output_failed(output);
    if (fsync(output->fd) != 0 || fstat(output->fd, &output->status) != 0)
        return output_failed(output);
    int code = output->wishes.source != NULL ? check_source(output) : ZN_CLI_DONE;
    if (code == ZN_CLI_DONE && rename(output->temporary, output->path) != 0)
        code = output_failed(output);
    return code;
}

int zn_cli_output_commit(struct zn_cli_output *output)
{
    int code = is_comparing(output) ? compare_end(output) : ZN_CLI_DONE;

    /* What is written directly may tell only when it is closed that it took nothing. */
    if (code == ZN_CLI_DONE && output->path == NULL) {
        int fd = output->fd;
        output->fd = -1;
        if (close(fd) != 0)
            code = output_failed(output);
    } else if (code == ZN_CLI_DONE && !output->unchanged) {
        code = put_in_place(output);
        if (code == ZN_CLI_DONE) {
            /* The name is no longer that of a temporary file. */
            free(output->temporary);
            output->temporary = NULL;
        }
    }
    zn_cli_output_discard(output);
    return code;
}

void zn_cli_output_discard(struct zn_cli_output *output)
{
    if (output->temporary != NULL)
        unlink(output->temporary);
    if (output->fd >= 0)
        close(output->fd);
    output->fd = -1;
    output_release(output);
}

int zn_cli_output_sync_directory(const char *directory)
{
    const char *name = directory[0] != '\0' ? directory : ".";
    int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* Some file systems keep names in no file that could be synchronised: EINVAL. */
    bool synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    int code = synced ? ZN_CLI_DONE : zn_cli_system_error(name);

    if (fd >= 0)
        close(fd);
    return code;
}

int zn_cli_stdout_close(void)
{
    bool failed = ferror(stdout) != 0;

    if (fflush(stdout) != 0 || failed || close(STDOUT_FILENO) != 0)
        return zn_cli_system_error(ZN_CLI_STDOUT_NAME);
    return ZN_CLI_DONE;
}
