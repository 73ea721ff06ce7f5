/* See file.h. */
#include "rules/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "rules/error.h"

#define CHUNK ((size_t)64 << 10)

static int read_all(int descriptor, const char *path, int status, struct zn_buffer *contents,
                    zhnorm_error *error)
{
    for (;;) {
        if (!zn_buffer_reserve(contents, CHUNK))
            return zn_fail_memory(error);
        ssize_t got = read(descriptor, contents->data + contents->length, CHUNK);
        if (got == 0)
            return ZHNORM_OK;
        if (got > 0)
            contents->length += (size_t)got;
        else if (errno != EINTR)
            return zn_fail_system(error, status, errno, path);
    }
}

int zn_file_read(const char *path, int status, struct zn_buffer *contents, zhnorm_error *error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return zn_fail_system(error, status, errno, path);
    int result = read_all(descriptor, path, status, contents, error);
    close(descriptor);
    return result;
}
