/*
 * See journal.h.  A line in memory is its hash, of which those that were there at the start
 * are in a table.  Lines are not taken apart: to ask for a file is to ask for the line that
 * would be written for it.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/message.h"
#include "cli/output.h"
#include "rules/hash.h"
#include "rules/memory.h"
#include "text/buffer.h"

#define TITLE "zhnorm journal 1 "
enum { HEADER_SIZE = sizeof TITLE + 16, BLOCK = 65536 };

/* How long a line may wait before it is on the disk, in seconds. */
#define SYNC_SECONDS 1

struct zn_batch_journal {
    char *path;
    int fd;
    /* Hashes of lines, 0 where there is none, each as near behind its place as can be. */
    uint64_t *table;
    uint64_t slots;
    pthread_mutex_t lock; /* of what follows */
    struct zn_buffer line;
    bool failed;
    time_t synced; /* when the lines before were sent to the disk */
};

/* ---- Lines ---------------------------------------------------------------------------- */

/* Appends a path, without control characters.  False: no memory. */
static bool append_path(struct zn_buffer *line, const char *path)
{
    static const char digits[] = "0123456789abcdef";

    for (const char *at = path; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        char escape[] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        bool plain = byte >= ' ' && byte != 0x7F && byte != '\\';
        if (!zn_buffer_append(line, plain ? at : escape, plain ? 1 : sizeof escape))
            return false;
    }
    return true;
}

/* Makes the line of a file, without its end.  False: no memory. */
static bool make_line(struct zn_buffer *line, const char *path, const struct stat *source,
                      const struct stat *output)
{
    char stamps[160];
    int length = snprintf(stamps, sizeof stamps, "%jd %jd.%09ld %jd %jd.%09ld ",
                          (intmax_t)source->st_size, (intmax_t)source->st_mtim.tv_sec,
                          source->st_mtim.tv_nsec, (intmax_t)output->st_size,
                          (intmax_t)output->st_mtim.tv_sec, output->st_mtim.tv_nsec);

    line->length = 0;
    return zn_buffer_append(line, stamps, (size_t)length) && append_path(line, path);
}

/* ---- What is done ------------------------------------------------------------------------
 */

/* Of a line's FNV-1a hash the one for the table: mixed, and never 0. */
static uint64_t mix(uint64_t hash)
{
    hash = (hash ^ hash >> 33) * UINT64_C(0xff51afd7ed558ccd);
    hash = (hash ^ hash >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    hash ^= hash >> 33;
    return hash != 0 ? hash : 1;
}

/* The slot that has a hash, or the empty one where it belongs. */
static uint64_t *slot_of(const struct zn_batch_journal *journal, uint64_t hash)
{
    uint64_t slot = hash % journal->slots;

    while (journal->table[slot] != 0 && journal->table[slot] != hash)
        slot = slot + 1 < journal->slots ? slot + 1 : 0;
    return &journal->table[slot];
}

bool zn_batch_journal_has(const struct zn_batch_journal *journal, const char *path,
                          const struct stat *source, const struct stat *output)
{
    struct zn_buffer line;
    bool has = false;

    if (journal->slots == 0)
        return false;
    zn_buffer_init(&line, &zn_default_allocator);
    /* Without memory the file is taken for one that is not done, which does no harm. */
    if (make_line(&line, path, source, output)) {
        uint64_t hash = mix(zn_hash(ZN_HASH_START, line.data, line.length));
        has = *slot_of(journal, hash) == hash;
    }
    zn_buffer_free(&line);
    return has;
}

/* ---- Reading -----------------------------------------------------------------------------
 */

/* What is learnt of a journal by reading it once. */
struct reading {
    struct zn_batch_journal *journal;
    bool counts;     /* the lines are only counted */
    uint64_t lines;  /* complete ones, the header among them */
    uint64_t taken;  /* those of them that were looked at */
    uint64_t length; /* up to the end of the last of them, when they have been counted */
    uint64_t hash;   /* of the line that is read */
};

/* Counts the lines that end in a block. */
static void count_block(struct reading *reading, const char *block, size_t length,
                        uint64_t offset)
{
    const char *end = block + length;

    for (const char *at = block; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) {
        reading->lines++;
        reading->length = offset + (uint64_t)(at - block) + 1;
    }
}

/* Puts the lines that end in a block into the table, which has room for those counted. */
static void take_block(struct reading *reading, const char *block, size_t length)
{
    for (size_t i = 0; i < length && reading->taken < reading->lines; i++) {
        if (block[i] != '\n') {
            reading->hash = zn_hash(reading->hash, &block[i], 1);
            continue;
        }
        uint64_t hash = mix(reading->hash);
        if (reading->taken++ != 0) /* the first is the header */
            *slot_of(reading->journal, hash) = hash;
        reading->hash = ZN_HASH_START;
    }
}

/* Reads the journal.  False: it cannot be read, and errno says why. */
static bool read_lines(struct reading *reading)
{
    char block[BLOCK];
    uint64_t offset = 0;
    ssize_t length;

    reading->hash = ZN_HASH_START;
    if (lseek(reading->journal->fd, 0, SEEK_SET) != 0)
        return false;
    while ((length = zn_cli_input_read(reading->journal->fd, block, sizeof block)) > 0) {
        if (reading->counts)
            count_block(reading, block, (size_t)length, offset);
        else
            take_block(reading, block, (size_t)length);
        offset += (uint64_t)length;
    }
    return length == 0;
}

/* Reads what is done, and cuts off a line that is not complete. */
static int load(struct zn_batch_journal *journal)
{
    struct reading reading = {.journal = journal, .counts = true};

    if (!read_lines(&reading))
        return zn_cli_system_error(journal->path);
    /* Three quarters full at most. */
    if (reading.lines > SIZE_MAX / 16)
        return zn_cli_memory_error();
    journal->slots = reading.lines + reading.lines / 3 + 1;
    journal->table = calloc((size_t)journal->slots, sizeof *journal->table);
    if (journal->table == NULL)
        return zn_cli_memory_error();
    reading.counts = false;
    if (!read_lines(&reading) || ftruncate(journal->fd, (off_t)reading.length) != 0)
        return zn_cli_system_error(journal->path);
    return ZN_CLI_DONE;
}

/* ---- Opening
 * -------------------------------------------------------------------------------- */

/* Puts a new journal on the disk, with its name. */
static int begin(struct zn_batch_journal *journal, const char *header)
{
    const char *slash = strrchr(journal->path, '/');
    size_t length = strlen(header);
    char *directory = strdup(journal->path);

    if (directory == NULL)
        return zn_cli_memory_error();
    directory[slash != NULL ? slash - journal->path + 1 : 0] = '\0';
    int code = ZN_CLI_DONE;
    if (ftruncate(journal->fd, 0) != 0 ||
        write(journal->fd, header, length) != (ssize_t)length || fsync(journal->fd) != 0)
        code = zn_cli_system_error(journal->path);
    else
        code = zn_cli_output_sync_directory(directory);
    free(directory);
    return code;
}

/* Begins the journal, or reads it if it is of this batch. */
static int begin_or_load(struct zn_batch_journal *journal, uint64_t batch)
{
    char header[HEADER_SIZE + 1];
    char found[HEADER_SIZE];
    ssize_t length = zn_cli_input_read(journal->fd, found, sizeof found);

    (void)snprintf(header, sizeof header, TITLE "%016" PRIx64 "\n", batch);
    if (length < 0)
        return zn_cli_system_error(journal->path);
    if (length == HEADER_SIZE && memcmp(found, header, HEADER_SIZE) == 0)
        return load(journal);
    /* A run may have been killed while it wrote that. */
    if (length < HEADER_SIZE && memcmp(found, header, (size_t)length) == 0)
        return begin(journal, header);
    if (length < HEADER_SIZE || memcmp(found, TITLE, strlen(TITLE)) != 0)
        return zn_cli_usage_error("--resume: '%s' is no journal of zhnorm", journal->path);
    return zn_cli_usage_error("--resume: '%s' is the journal of a batch with other options, "
                              "dictionaries or another release: repeat those, or remove it to "
                              "begin anew",
                              journal->path);
}

/* Opens the file, which no other run may have. */
static int open_file(struct zn_batch_journal *journal)
{
    struct stat status;

    journal->fd = open(journal->path,
                       O_RDWR | O_CREAT | O_APPEND | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0666);
    if (journal->fd < 0 || fstat(journal->fd, &status) != 0)
        return zn_cli_system_error(journal->path);
    if (!S_ISREG(status.st_mode))
        return zn_cli_usage_error("--resume: '%s' is no regular file", journal->path);
    if (flock(journal->fd, LOCK_EX | LOCK_NB) == 0)
        return ZN_CLI_DONE;
    if (errno != EWOULDBLOCK)
        return zn_cli_system_error(journal->path);
    zn_cli_message("%s: another run is writing to this journal", journal->path);
    return ZN_CLI_IO;
}

int zn_batch_journal_open(struct zn_batch_journal **journal, const char *path, uint64_t batch)
{
    struct zn_batch_journal *made = calloc(1, sizeof *made);

    *journal = NULL;
    if (made == NULL)
        return zn_cli_memory_error();
    made->fd = -1;
    made->path = strdup(path);
    zn_buffer_init(&made->line, &zn_default_allocator);
    (void)pthread_mutex_init(&made->lock, NULL);
    if (made->path == NULL) {
        (void)zn_batch_journal_close(made);
        return zn_cli_memory_error();
    }
    int code = open_file(made);
    if (code == ZN_CLI_DONE)
        code = begin_or_load(made, batch);
    if (code == ZN_CLI_DONE)
        *journal = made;
    else
        (void)zn_batch_journal_close(made);
    return code;
}

/* ---- Writing
 * --------------------------------------------------------------------------------- */

static time_t now(void)
{
    struct timespec time = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

/* Writes the line in one piece.  False: it could not be, and errno says why. */
static bool write_line(const struct zn_batch_journal *journal)
{
    const struct zn_buffer *line = &journal->line;
    ssize_t written;

    do
        written = write(journal->fd, line->data, line->length);
    while (written < 0 && errno == EINTR);
    if (written >= 0 && (size_t)written < line->length)
        errno = ENOSPC;
    return written == (ssize_t)line->length;
}

/* Adds a line, under the lock.  `*due`: the lines have to be sent to the disk. */
static int add_line(struct zn_batch_journal *journal, const char *path,
                    const struct stat *source, const struct stat *output, bool *due)
{
    if (journal->failed)
        return ZN_CLI_IO;
    if (!make_line(&journal->line, path, source, output) ||
        !zn_buffer_append(&journal->line, "\n", 1))
        return zn_cli_memory_error();
    if (!write_line(journal)) {
        /* Nothing may follow a piece of a line. */
        journal->failed = true;
        return zn_cli_system_error(journal->path);
    }
    time_t time = now();
    *due = time - journal->synced >= SYNC_SECONDS;
    if (*due)
        journal->synced = time;
    return ZN_CLI_DONE;
}

int zn_batch_journal_add(struct zn_batch_journal *journal, const char *path,
                         const struct stat *source, const struct stat *output)
{
    bool due = false;

    (void)pthread_mutex_lock(&journal->lock);
    int code = add_line(journal, path, source, output, &due);
    (void)pthread_mutex_unlock(&journal->lock);
    /* The others go on meanwhile. */
    if (due && fdatasync(journal->fd) != 0)
        code = zn_cli_system_error(journal->path);
    return code;
}

int zn_batch_journal_close(struct zn_batch_journal *journal)
{
    int code = ZN_CLI_DONE;

    if (journal == NULL)
        return code;
    if (journal->synced != 0 && fdatasync(journal->fd) != 0)
        code = zn_cli_system_error(journal->path);
    if (journal->fd >= 0)
        (void)close(journal->fd);
    (void)pthread_mutex_destroy(&journal->lock);
    zn_buffer_free(&journal->line);
    free(journal->table);
    free(journal->path);
    free(journal);
    return code;
}
