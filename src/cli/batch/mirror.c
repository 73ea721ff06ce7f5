/* See mirror.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/mirror.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/batch/inside.h"
#include "cli/message.h"
#include "cli/options.h"
#include "files/codec.h"
#include "rules/memory.h"

/* ---- Before anything is converted ------------------------------------------------------- */

/* The last part of a path, without the slashes behind it. */
struct part {
    const char *text;
    size_t length;
};

static struct part last_part(const char *path)
{
    size_t end = strlen(path);
    size_t from;

    while (end > 0 && path[end - 1] == '/')
        end--;
    for (from = end; from > 0 && path[from - 1] != '/';)
        from--;
    return (struct part){path + from, end - from};
}

static int compare(const void *one, const void *other)
{
    struct part left = last_part(*(const char *const *)one);
    struct part right = last_part(*(const char *const *)other);
    size_t least = left.length < right.length ? left.length : right.length;
    int order = memcmp(left.text, right.text, least);

    return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

/* Refuses two inputs that would be written to one place. */
static int check_places(const char *directory, const char *const *inputs, size_t count)
{
    const char **sorted = malloc((count + 1) * sizeof *sorted);
    int code = ZN_CLI_DONE;

    if (sorted == NULL)
        return zn_cli_memory_error();
    memcpy(sorted, inputs, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 1; i < count && code == ZN_CLI_DONE; i++)
        if (compare(&sorted[i - 1], &sorted[i]) == 0)
            code =
                zn_cli_usage_error("'%s' and '%s' would both be written to '%.*s' in '%s'",
                                   sorted[i - 1], sorted[i], (int)last_part(sorted[i]).length,
                                   last_part(sorted[i]).text, directory);
    free(sorted);
    return code;
}

/* Refuses an input whose last part is no name that an output could have. */
static int check_name(const char *directory, const char *input, bool alone)
{
    struct stat status;
    struct part part = last_part(input);
    bool dots = part.length <= 2 && strspn(part.text, ".") >= part.length;

    if (zn_cli_is_standard(input))
        return zn_cli_usage_error("standard input has no name for its output in the directory "
                                  "'%s'",
                                  directory);
    if (!dots || (alone && stat(input, &status) == 0 && S_ISDIR(status.st_mode)))
        return ZN_CLI_DONE;
    return zn_cli_usage_error("'%s' has no name for its output in the directory '%s'", input,
                              directory);
}

/* Refuses a directory whose files the outputs could overwrite. */
static int check_outside(const char *directory, const char *input)
{
    struct stat output;
    int fd = open(input, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool inside = fd >= 0 && stat(directory, &output) == 0 && zn_batch_is_inside(fd, &output);

    if (fd >= 0)
        close(fd);
    if (!inside)
        return ZN_CLI_DONE;
    return zn_cli_usage_error("'%s' is, or lies in, the directory of the outputs, '%s'", input,
                              directory);
}

int zn_batch_mirror_check(const struct zn_batch_settings *settings, const char *const *inputs,
                          size_t input_count)
{
    const char *directory = settings->output;
    int code = ZN_CLI_DONE;

    for (size_t i = 0; i < input_count && code == ZN_CLI_DONE; i++) {
        code = check_name(directory, inputs[i], input_count == 1);
        if (code == ZN_CLI_DONE && settings->recursive)
            code = check_outside(directory, inputs[i]);
    }
    return code != ZN_CLI_DONE ? code : check_places(directory, inputs, input_count);
}

/* ---- Paths ---------------------------------------------------------------------------------
 */

void zn_batch_mirror_init(struct zn_batch_mirror *mirror, const char *directory)
{
    mirror->directory = directory;
    zn_buffer_init(&mirror->path, &zn_default_allocator);
    zn_buffer_init(&mirror->made, &zn_default_allocator);
}

void zn_batch_mirror_free(struct zn_batch_mirror *mirror)
{
    zn_buffer_free(&mirror->path);
    zn_buffer_free(&mirror->made);
}

/* Where the endings of a file's name begin: at ".jsonl" and at ".jsonl.gz". */
static size_t endings_of(const char *name, size_t length)
{
    size_t end = length;
    bool compressed = zn_codec_of_name(name) != ZN_CODEC_NONE;

    for (int most = compressed ? 2 : 1; most > 0; most--) {
        size_t dot = end;
        while (dot > 0 && name[dot - 1] != '.')
            dot--;
        if (dot <= 1) /* none, or one that hides the file */
            break;
        end = dot - 1;
    }
    return end;
}

/* Appends the last part of a name, with the number of the part of the file in it. */
static bool append_file(struct zn_buffer *path, const char *name,
                        const struct zn_batch_share *share)
{
    char number[32] = "";
    size_t length = strlen(name);
    size_t endings = endings_of(name, length);

    if (share != NULL && share->of.count > 1)
        (void)snprintf(number, sizeof number, ".%u-of-%u", (unsigned)share->of.index,
                       (unsigned)share->of.count);
    return zn_buffer_append(path, name, endings) &&
           zn_buffer_append(path, number, strlen(number)) &&
           zn_buffer_append(path, name + endings, length - endings + 1);
}

/* Says that a name cannot be that of an output. */
static int refuse(const struct zn_batch_mirror *mirror, const struct zn_batch_item *item,
                  const char *why)
{
    zn_cli_message("%s: the name %s the directory of the outputs, '%s'",
                   zn_batch_item_path(item), why, mirror->directory);
    return ZN_CLI_IO;
}

/*
 * Appends the name part by part; without those that are empty or ".", since one file must
 * not get two places.
 */
static int append_name(struct zn_batch_mirror *mirror, const struct zn_batch_item *item,
                       const struct zn_batch_share *share)
{
    const char *at = zn_batch_item_name(item);
    struct zn_buffer *path = &mirror->path;
    bool fits = true;

    for (;;) {
        size_t length = strcspn(at, "/");
        const char *behind = at + length + strspn(at + length, "/");
        if (length == 2 && at[0] == '.' && at[1] == '.')
            return refuse(mirror, item, "leads out of");
        bool empty = length == 0 || (length == 1 && at[0] == '.');
        if (*behind == '\0' && (empty || behind != at + length))
            return refuse(mirror, item, "is not that of a file in");
        if (*behind == '\0')
            return fits && append_file(path, at, share) ? ZN_CLI_DONE : zn_cli_memory_error();
        if (!empty)
            fits =
                fits && zn_buffer_append(path, at, length) && zn_buffer_append(path, "/", 1);
        at = behind;
    }
}

int zn_batch_mirror_look(struct zn_batch_mirror *mirror, const struct zn_batch_item *item,
                         const struct zn_batch_share *share, const char **path)
{
    size_t length = strlen(mirror->directory);

    mirror->path.length = 0;
    *path = NULL;
    bool fits = zn_buffer_append(&mirror->path, mirror->directory, length);
    if (fits && mirror->directory[length - 1] != '/')
        fits = zn_buffer_append(&mirror->path, "/", 1);
    int code = fits ? append_name(mirror, item, share) : zn_cli_memory_error();
    if (code == ZN_CLI_DONE)
        *path = (const char *)mirror->path.data;
    return code;
}

/* ---- Directories
 * ----------------------------------------------------------------------------- */

static bool make_one(const char *directory)
{
    return mkdir(directory, 0777) == 0 || errno == EEXIST;
}

/* Makes a directory and those above it, up to the first `base` bytes of its path. */
static bool make_all(char *directory, size_t base)
{
    if (make_one(directory))
        return true;
    if (errno != ENOENT)
        return false;
    for (char *at = strchr(directory + base, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        bool made = make_one(directory);
        *at = '/';
        if (!made)
            return false;
    }
    return make_one(directory);
}

/* Makes the directory that the path lies in, unless that was so for the last one as well. */
static int make_directory(struct zn_batch_mirror *mirror, const char *path)
{
    struct zn_buffer *made = &mirror->made;
    size_t length = (size_t)(strrchr(path, '/') - path);
    size_t base = strlen(mirror->directory);

    if (length <= base ||
        (made->length == length + 1 && memcmp(made->data, path, length) == 0))
        return ZN_CLI_DONE;
    made->length = 0;
    if (!zn_buffer_append(made, path, length) || !zn_buffer_append(made, "", 1))
        return zn_cli_memory_error();
    if (make_all((char *)made->data, base + 1))
        return ZN_CLI_DONE;
    int code = zn_cli_system_error((const char *)made->data);
    made->length = 0;
    return code;
}

int zn_batch_mirror_path(struct zn_batch_mirror *mirror, const struct zn_batch_item *item,
                         const struct zn_batch_share *share, const char **path)
{
    int code = zn_batch_mirror_look(mirror, item, share, path);

    if (code == ZN_CLI_DONE)
        code = make_directory(mirror, *path);
    if (code != ZN_CLI_DONE)
        *path = NULL;
    return code;
}

int zn_batch_mirror_differs(const char *path, const struct zn_batch_item *item,
                            const struct stat *source)
{
    struct stat output;

    if (stat(path, &output) != 0 || !zn_batch_same_file(&output, source))
        return ZN_CLI_DONE;
    return zn_cli_usage_error("'%s' is the input '%s' itself; -i converts in place", path,
                              zn_batch_item_path(item));
}
