/*
 * Runs a harness on files instead of under libFuzzer: the seeds in any build,
 * and an input that once failed.
 *
 *     PROGRAM FILE|DIRECTORY...
 */
#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    static const size_t largest = (size_t)1 << 20;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return 1;
    }
    uint8_t *data = malloc(largest);
    if (data == NULL) {
        fclose(file);
        return 1;
    }
    size_t size = fread(data, 1, largest, file);
    fclose(file);
    /* Each beginning of a short file is an input of its own. */
    size_t first = size < 4096 ? 0 : size;
    for (size_t length = first; length <= size; length++) {
        /* A copy of just that length, so that reading past it shows. */
        uint8_t *copy = malloc(length + (length == 0));
        if (copy == NULL)
            break;
        memcpy(copy, data, length);
        LLVMFuzzerTestOneInput(copy, length);
        free(copy);
    }
    free(data);
    return 0;
}

static int run_path(const char *path)
{
    char name[4096];
    DIR *directory = opendir(path);
    if (directory == NULL)
        return run_file(path);
    const struct dirent *entry;
    int failed = 0;
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        failed = run_file(name) || failed;
    }
    closedir(directory);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = argc < 2;
    for (int i = 1; i < argc; i++)
        failed = run_path(argv[i]) || failed;
    return failed;
}
