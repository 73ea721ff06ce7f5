/*
 * See walk.h.  The directories that lead to where the walk is are open, one in another; what
 * is found is looked at through them, so that a directory that is moved meanwhile leads
 * nowhere else.
 */
#define _DEFAULT_SOURCE
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch/globs.h"
#include "cli/batch/inside.h"
#include "cli/batch/list.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/temporary.h"
#include "formats/format.h"
#include "rules/memory.h"

struct level {
    DIR *directory;
    size_t length; /* of its path, with the slash behind it */
};

/* A file that is no input; there may be none. */
struct excepted {
    bool exists;
    const char *name; /* the last part of its path */
    struct stat status;
};

struct zn_batch_walk {
    struct zn_batch_walk_wishes wishes;
    struct zn_batch_globs globs;
    struct zn_batch_names *names; /* NULL: the inputs are those of the command line */
    size_t next_input;
    struct excepted output;
    struct excepted journal;
    struct zn_batch_passed_over passed_over;
    struct zn_buffer path; /* where the walk is */
    size_t below;          /* see zn_batch_item */
    size_t root;           /* where in `path` begins what lies below the directory named */
    size_t depth;
    struct level levels[ZN_BATCH_DEPTH_MOST];
};

/* ---- Opening --------------------------------------------------------------------- */

static struct excepted except(const char *path)
{
    struct excepted excepted = {0};
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;

    excepted.name = slash != NULL ? slash + 1 : path;
    excepted.exists = path != NULL && stat(path, &excepted.status) == 0;
    return excepted;
}

int zn_batch_walk_open(struct zn_batch_walk **walk, const struct zn_batch_walk_wishes *wishes)
{
    const struct zn_batch_settings *settings = wishes->settings;
    struct zn_batch_walk *made = calloc(1, sizeof *made);

    *walk = NULL;
    if (made == NULL)
        return zn_cli_memory_error();
    made->wishes = *wishes;
    made->output = except(settings->output);
    made->journal = except(settings->journal);
    zn_buffer_init(&made->path, &zn_default_allocator);
    int code = zn_batch_globs_open(&made->globs, settings);
    if (code == ZN_CLI_DONE && settings->files_from != NULL)
        code = zn_batch_names_open(&made->names, &made->wishes);
    if (code == ZN_CLI_DONE)
        *walk = made;
    else
        zn_batch_walk_close(made);
    return code;
}

void zn_batch_walk_close(struct zn_batch_walk *walk)
{
    if (walk == NULL)
        return;
    while (walk->depth != 0)
        closedir(walk->levels[--walk->depth].directory);
    zn_batch_names_close(walk->names);
    zn_batch_globs_close(&walk->globs);
    zn_buffer_free(&walk->path);
    free(walk);
}

struct zn_batch_passed_over zn_batch_walk_passed_over(const struct zn_batch_walk *walk)
{
    return walk->passed_over;
}

/* ---- Paths ------------------------------------------------------------------------- */

static char *path_of(const struct zn_batch_walk *walk)
{
    return (char *)walk->path.data;
}

/* Makes the path `name` behind its first `length` bytes, and a NUL byte.  False: no memory. */
static bool set_path(struct zn_batch_walk *walk, size_t length, const char *name)
{
    walk->path.length = length;
    return zn_buffer_append(&walk->path, name, strlen(name) + 1);
}

/* Where the last part of a path begins; slashes at its end are no part. */
static size_t last_part(const char *path)
{
    size_t end = strlen(path);

    while (end > 0 && path[end - 1] == '/')
        end--;
    while (end > 0 && path[end - 1] != '/')
        end--;
    return end;
}

/* ---- What is handed out -------------------------------------------------------------- */

static enum zn_batch_next wrong(struct zn_batch_item *item, int code)
{
    item->code = code;
    return ZN_BATCH_WRONG;
}

/* Hands out where the walk is. */
static enum zn_batch_next hand_out(const struct zn_batch_walk *walk,
                                   struct zn_batch_item *item, enum zn_batch_next next)
{
    item->path.length = 0;
    item->below = walk->below;
    item->found = walk->depth != 0;
    if (zn_buffer_append(&item->path, walk->path.data, walk->path.length))
        return next;
    return wrong(item, zn_cli_memory_error());
}

/* Hands out what errno says of where the walk is. */
static enum zn_batch_next fail(const struct zn_batch_walk *walk, struct zn_batch_item *item)
{
    item->code = walk->wishes.quiet ? ZN_CLI_IO : zn_cli_system_error(path_of(walk));
    return hand_out(walk, item, ZN_BATCH_WRONG);
}

/* ---- Directories ----------------------------------------------------------------------- */

/* Whether a file has nothing to do with what is written. */
static bool is_excepted(const struct excepted *excepted, const struct stat *status)
{
    return excepted->exists && zn_batch_same_file(&excepted->status, status);
}

/*
 * Enters the directory that is open at `fd`, whose path is the walk's and ends with a slash.
 * False: it cannot be read, and errno says why.
 */
static bool enter(struct zn_batch_walk *walk, int fd)
{
    DIR *directory = fdopendir(fd);

    if (directory == NULL) {
        int error = errno;
        close(fd);
        errno = error;
        return false;
    }
    walk->levels[walk->depth++] =
        (struct level){.directory = directory, .length = walk->path.length - 1};
    return true;
}

/* Enters a directory that was met; its path is the walk's.  True: there is an item. */
/* What lies there is no article, and to change it would damage all that are under it. */
static bool is_version_control(const char *name)
{
    static const char *const names[] = {".git", ".hg", ".svn", ".bzr", "CVS"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool enter_found(struct zn_batch_walk *walk, struct zn_batch_item *item,
                        const char *name, enum zn_batch_next *next)
{
    struct stat status;
    int parent = dirfd(walk->levels[walk->depth - 1].directory);

    if (!zn_batch_globs_enter(&walk->globs, path_of(walk) + walk->root) ||
        (!walk->wishes.foreign && is_version_control(name)))
        return false;
    if (walk->depth == ZN_BATCH_DEPTH_MOST) {
        if (!walk->wishes.quiet)
            zn_cli_message("%s: more than %d directories lie in one another", path_of(walk),
                           ZN_BATCH_DEPTH_MOST);
        item->code = ZN_CLI_IO;
        *next = hand_out(walk, item, ZN_BATCH_WRONG);
        return true;
    }
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0 && is_excepted(&walk->output, &status)) {
        close(fd);
        return false;
    }
    if (fd < 0 || !set_path(walk, walk->path.length - 1, "/") || !enter(walk, fd)) {
        *next = fail(walk, item);
        return true;
    }
    return false;
}

/* Whether what was met in a directory is a file, by its mode; 0: it is gone. */
static bool is_file(struct zn_batch_walk *walk, mode_t mode)
{
    if (S_ISREG(mode))
        return true;
    walk->passed_over.special++;
    return false;
}

/* The mode of what was met, and of files the size where it is wanted. */
static mode_t look(const struct zn_batch_walk *walk, const struct dirent *entry,
                   struct zn_batch_item *item)
{
    struct stat status = {0};
    int fd = dirfd(walk->levels[walk->depth - 1].directory);
    bool journal = walk->journal.exists && strcmp(entry->d_name, walk->journal.name) == 0;

    item->size = ZN_BATCH_SIZE_UNKNOWN;
    if (entry->d_type == DT_DIR)
        return S_IFDIR;
    if (entry->d_type == DT_REG && !walk->wishes.sizes && !journal)
        return S_IFREG;
    if (fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return S_IFREG; /* whoever opens it will say what is wrong */
    if (S_ISDIR(status.st_mode))
        return S_IFDIR;
    if (S_ISLNK(status.st_mode) && fstatat(fd, entry->d_name, &status, 0) != 0)
        return S_IFREG;          /* the same for a link to nothing */
    if (S_ISDIR(status.st_mode)) /* behind a link: not followed */
        return S_IFLNK;
    if (journal && is_excepted(&walk->journal, &status))
        return 0;
    item->size = (uint64_t)status.st_size;
    return status.st_mode;
}

/* Looks at the next name in the directory where the walk is.  True: there is an item. */
static bool read_level(struct zn_batch_walk *walk, struct zn_batch_item *item,
                       enum zn_batch_next *next)
{
    const struct level *level = &walk->levels[walk->depth - 1];

    errno = 0;
    const struct dirent *entry = readdir(level->directory);
    if (entry == NULL) {
        bool failed = errno != 0;
        walk->path.data[level->length] = '\0';
        walk->path.length = level->length + 1;
        if (failed)
            *next = fail(walk, item);
        closedir(level->directory);
        walk->depth--;
        return failed;
    }
    const char *name = entry->d_name;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || zn_cli_temporary_is(name))
        return false;
    if (!set_path(walk, level->length, name)) {
        *next = wrong(item, zn_cli_memory_error());
        return true;
    }
    mode_t mode = look(walk, entry, item);
    if (S_ISDIR(mode))
        return enter_found(walk, item, name, next);
    if (mode == 0 || !zn_batch_globs_take(&walk->globs, path_of(walk) + walk->root) ||
        !is_file(walk, mode))
        return false;
    if (!walk->wishes.foreign && zn_format_is_foreign(name)) {
        walk->passed_over.foreign++;
        return false;
    }
    *next = hand_out(walk, item, ZN_BATCH_FILE);
    return true;
}

/* ---- What is named --------------------------------------------------------------------- */

/* Enters a directory that was named, or says why not.  True: there is an item. */
static bool enter_named(struct zn_batch_walk *walk, struct zn_batch_item *item,
                        enum zn_batch_next *next)
{
    size_t length = walk->path.length - 1;
    int fd = open(path_of(walk), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd >= 0 && walk->output.exists && zn_batch_is_inside(fd, &walk->output.status)) {
        close(fd);
        item->code = zn_cli_usage_error("'%s' is, or lies in, the directory of the outputs",
                                        path_of(walk));
        *next = hand_out(walk, item, ZN_BATCH_WRONG);
        return true;
    }
    while (length > 0 && walk->path.data[length - 1] == '/')
        length--;
    if (fd < 0 || !set_path(walk, length, "/") || !enter(walk, fd)) {
        *next = fail(walk, item);
        return true;
    }
    walk->root = length + 1;
    bool whole = walk->names == NULL && walk->wishes.input_count == 1;
    walk->below = whole ? walk->root : walk->below;
    return false;
}

/* The next name, in the walk's path.  ZN_BATCH_FILE: there is one. */
static enum zn_batch_next take_name(struct zn_batch_walk *walk, struct zn_batch_item *item)
{
    walk->path.length = walk->below = 0;
    if (walk->names == NULL) {
        if (walk->next_input == walk->wishes.input_count)
            return ZN_BATCH_END;
        if (!set_path(walk, 0, walk->wishes.inputs[walk->next_input++]))
            return wrong(item, zn_cli_memory_error());
        walk->below = last_part(path_of(walk));
        return ZN_BATCH_FILE;
    }
    enum zn_batch_next next = zn_batch_names_next(walk->names, item);
    if (next != ZN_BATCH_FILE)
        return next;
    /* In a list, "-" is a file like any other. */
    bool dash = zn_cli_is_standard(zn_batch_item_path(item));
    if (!set_path(walk, 0, dash ? "./-" : zn_batch_item_path(item)))
        return wrong(item, zn_cli_memory_error());
    walk->below = strspn(path_of(walk), "/");
    return ZN_BATCH_FILE;
}

/* Takes the next name.  True: there is an item. */
static bool read_name(struct zn_batch_walk *walk, struct zn_batch_item *item,
                      enum zn_batch_next *next)
{
    struct stat status;
    bool recursive = walk->wishes.settings->recursive;

    item->size = ZN_BATCH_SIZE_UNKNOWN;
    *next = take_name(walk, item);
    if (*next != ZN_BATCH_FILE)
        return true;
    if ((recursive || walk->wishes.sizes) && !zn_cli_is_standard(path_of(walk)) &&
        stat(path_of(walk), &status) == 0) {
        if (recursive && S_ISDIR(status.st_mode))
            return enter_named(walk, item, next);
        if (S_ISREG(status.st_mode))
            item->size = (uint64_t)status.st_size;
    }
    *next = hand_out(walk, item, ZN_BATCH_FILE);
    return true;
}

enum zn_batch_next zn_batch_walk_next(struct zn_batch_walk *walk, struct zn_batch_item *item)
{
    enum zn_batch_next next = ZN_BATCH_END;
    bool have = false;

    item->code = ZN_CLI_DONE;
    item->path.length = item->below = 0;
    item->found = false;
    while (!have)
        have = walk->depth != 0 ? read_level(walk, item, &next) : read_name(walk, item, &next);
    return next;
}
