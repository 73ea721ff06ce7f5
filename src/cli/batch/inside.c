/* See inside.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/inside.h"

#include <fcntl.h>
#include <unistd.h>

bool zn_batch_is_inside(int fd, const struct stat *outer)
{
    struct stat status;
    struct stat below = {0};
    int at = fd;
    bool inside = false;
    bool known = fstat(at, &status) == 0;

    /* The root is its own parent. */
    for (bool first = true; known && !inside; first = false) {
        inside = zn_batch_same_file(&status, outer);
        if (inside || (!first && zn_batch_same_file(&status, &below)))
            break;
        below = status;
        int parent = openat(at, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (at != fd)
            close(at);
        at = parent;
        known = parent >= 0 && fstat(parent, &status) == 0;
    }
    if (at != fd && at >= 0)
        close(at);
    return inside;
}
