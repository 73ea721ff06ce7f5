/*
 * A directory of its own for each test that makes files: the tests of a case with these as
 * its fixture work in one that is empty, and that is removed behind them.
 */
#ifndef ZN_TEST_SCRATCH_H
#define ZN_TEST_SCRATCH_H

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCRATCH "/tmp/zhnorm-test-XXXXXX"

static char scratch[] = SCRATCH;

static inline void scratch_enter(void)
{
    memcpy(scratch, SCRATCH, sizeof scratch);
    ck_assert_ptr_nonnull(mkdtemp(scratch));
    ck_assert_int_eq(chdir(scratch), 0);
}

static inline void scratch_leave(void)
{
    char command[2 * sizeof scratch + 32];

    (void)snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", scratch, scratch);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(system(command), 0); /* NOLINT(cert-env33-c) */
}

/* Writes a file whose directory there is. */
static inline void put_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    ck_assert_msg(file != NULL, "%s cannot be written", path);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

static inline void put_file(const char *path, const char *text)
{
    put_bytes(path, text, strlen(text));
}

static inline void put_directory(const char *path)
{
    ck_assert_msg(mkdir(path, 0777) == 0, "%s cannot be made", path);
}

#endif
