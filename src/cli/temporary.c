/* See temporary.h. */
#define _GNU_SOURCE /* mkostemps */

#include "cli/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name that no one gives a file of his own: such a file would be removed. */
#define PREFIX ".zhnorm-"
#define CHANCE "XXXXXX"
#define SUFFIX ".tmp"
#define NAME PREFIX CHANCE SUFFIX

/* A template for mkostemps in the directory of `path`.  NULL: no memory. */
static char *template_beside(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t directory = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    char *name = malloc(directory + sizeof NAME);

    if (name != NULL) {
        memcpy(name, path, directory);
        memcpy(name + directory, NAME, sizeof NAME);
    }
    return name;
}

/* Locks a file, unless its file system knows no locks; then nobody clears it either. */
static void lock(int fd)
{
    while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
}

/* Whether somebody has cleared the file before it was locked. */
static bool is_cleared(int fd)
{
    struct stat status;

    return fstat(fd, &status) == 0 && status.st_nlink == 0;
}

int zn_cli_temporary_create(const char *path, mode_t mode, char **name)
{
    int fd;

    *name = template_beside(path);
    if (*name == NULL)
        return -1;
    for (;;) {
        fd = mkostemps(*name, (int)strlen(SUFFIX), O_CLOEXEC);
        if (fd < 0)
            break;
        lock(fd);
        if (!is_cleared(fd))
            break;
        close(fd);
        memcpy(*name + strlen(*name) - strlen(CHANCE SUFFIX), CHANCE, strlen(CHANCE));
    }
    if (fd >= 0 && fchmod(fd, mode) == 0)
        return fd;
    int cause = errno;
    if (fd >= 0) {
        close(fd);
        unlink(*name);
    }
    free(*name);
    *name = NULL;
    errno = cause;
    return -1;
}

bool zn_cli_temporary_is(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789";

    if (strncmp(name, PREFIX, strlen(PREFIX)) != 0)
        return false;
    name += strlen(PREFIX);
    return strspn(name, letters) == strlen(CHANCE) &&
           strcmp(name + strlen(CHANCE), SUFFIX) == 0;
}

/* Removes the temporary file `name` in an open directory if nobody writes it any more. */
static void clear_one(int directory, const char *name)
{
    struct stat status;
    /* Not for reading, since it may be a pipe by now: that would wait. */
    int fd = openat(directory, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
        status.st_nlink == 1 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(directory, name, 0);
    close(fd);
}

void zn_cli_temporary_clear(const char *directory)
{
    DIR *names = opendir(directory[0] != '\0' ? directory : ".");
    const struct dirent *entry;

    if (names == NULL)
        return;
    while ((entry = readdir(names)) != NULL)
        if (zn_cli_temporary_is(entry->d_name))
            clear_one(dirfd(names), entry->d_name);
    closedir(names);
}
