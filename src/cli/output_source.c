/* See output_source.h. */
#include "cli/output_source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* How many bytes of the source are looked at, or copied, at a time. */
#define BLOCK_SIZE ((size_t)16 << 10)

/* Reads up to `size` bytes at an offset, fewer only at the end.  -1: an error. */
static ssize_t read_at(const struct zn_cli_output_source *source, char *block, size_t size,
                       uint64_t offset)
{
    size_t length = 0;

    while (length < size) {
        ssize_t got =
            pread(source->fd, block + length, size - length, (off_t)(offset + length));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

bool zn_cli_output_source_compare(const struct zn_cli_output_source *source, uint64_t offset,
                                  const char *data, size_t length, size_t *same)
{
    char block[BLOCK_SIZE];

    *same = 0;
    while (*same < length) {
        size_t left = length - *same;
        size_t size = left < sizeof block ? left : sizeof block;
        ssize_t got = read_at(source, block, size, offset + *same);
        if (got < 0)
            return false;
        if ((size_t)got < size || memcmp(block, data + *same, size) != 0)
            break;
        *same += size;
    }
    return true;
}

bool zn_cli_output_source_ends(const struct zn_cli_output_source *source, uint64_t length,
                               bool *ends)
{
    char more;
    ssize_t got = read_at(source, &more, 1, length);

    *ends = got == 0;
    return got >= 0;
}

bool zn_cli_output_source_copy(const struct zn_cli_output_source *source, uint64_t length,
                               int fd)
{
    char block[BLOCK_SIZE];

    for (uint64_t offset = 0; offset < length;) {
        uint64_t left = length - offset;
        size_t size = left < sizeof block ? (size_t)left : sizeof block;
        ssize_t got = read_at(source, block, size, offset);
        if (got < 0)
            return false;
        if (got == 0) {
            errno = 0;
            return false;
        }
        ssize_t written = write(fd, block, (size_t)got);
        if (written < 0 && errno != EINTR)
            return false;
        /* What was not taken is read again. */
        offset += written > 0 ? (uint64_t)written : 0;
    }
    return true;
}

void zn_cli_output_source_own(const struct zn_cli_output_source *source, int fd)
{
    const struct stat *wanted = &source->status;
    struct stat file;

    if (fstat(fd, &file) != 0 ||
        (file.st_uid == wanted->st_uid && file.st_gid == wanted->st_gid))
        return;
    bool is_kept = fchown(fd, wanted->st_uid, wanted->st_gid) == 0 ||
                   fchown(fd, (uid_t)-1, wanted->st_gid) == 0;
    (void)is_kept; /* only the superuser may always */
}

bool zn_cli_output_source_stands(const struct zn_cli_output_source *source, const char *path,
                                 bool *is_there)
{
    struct stat file;

    if (lstat(path, &file) != 0)
        return false;
    *is_there = file.st_dev == source->status.st_dev && file.st_ino == source->status.st_ino;
    return true;
}
