/*
 * Writes the examples out for run.sh, since a shell cannot read their escapes:
 * a directory for each `@` line that has examples, with
 *
 *     arguments   what the program is to be called with, one a line
 *     in/         the inputs, each in a file FILE:LINE
 *     wanted/     what must come of each, under the same name
 *
 *     zhnorm-spec-split DIRECTORY FILE...
 *
 * Prints how many examples there are.  The directory has to be empty.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "examples.h"

#define PATH_SIZE 4096

struct splitter {
    const char *directory;
    char group[PATH_SIZE]; /* the directory of the example before */
};

static _Noreturn void fail(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    exit(EXIT_FAILURE);
}

static void make_directory(const char *parent, const char *name)
{
    char path[PATH_SIZE + 16];
    snprintf(path, sizeof path, "%s/%s", parent, name);
    if (mkdir(path, 0777) != 0)
        fail(path);
}

static FILE *create(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        fail(path);
    return file;
}

static void finish(FILE *file, const char *path)
{
    bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed)
        fail(path);
}

static void write_text(const struct splitter *splitter, const char *kind,
                       const struct example *example, const struct example_text *text)
{
    char path[PATH_SIZE + 256];
    snprintf(path, sizeof path, "%s/%s/%s:%u", splitter->group, kind, example->file,
             example->line);
    FILE *file = create(path);
    fwrite(text->bytes, 1, text->length, file);
    finish(file, path);
}

static void write_arguments(const struct splitter *splitter,
                            const struct example_options *options)
{
    char path[PATH_SIZE + 16];
    snprintf(path, sizeof path, "%s/arguments", splitter->group);
    FILE *file = create(path);
    fprintf(file, "--steps\n%s\n--quotes\n%s\n", options->steps, options->quotes);
    for (size_t i = 0; i < options->rule_count; i++)
        fprintf(file, "%s\n%s\n", options->rules[i].on ? "--rule" : "--no-rule",
                options->rules[i].name);
    finish(file, path);
}

static void split(void *context, const struct example *example)
{
    struct splitter *splitter = context;
    char group[PATH_SIZE];
    snprintf(group, sizeof group, "%s/%s@%u", splitter->directory, example->file,
             example->group);
    if (strcmp(group, splitter->group) != 0) {
        memcpy(splitter->group, group, sizeof group);
        if (mkdir(group, 0777) != 0)
            fail(group);
        make_directory(group, "in");
        make_directory(group, "wanted");
        write_arguments(splitter, &example->options);
    }
    write_text(splitter, "in", example, &example->in);
    write_text(splitter, "wanted", example, &example->wanted);
}

int main(int count, char **arguments)
{
    size_t examples = 0;
    if (count < 3) {
        fprintf(stderr, "usage: zhnorm-spec-split DIRECTORY FILE...\n");
        return 2;
    }
    struct splitter splitter = {.directory = arguments[1]};
    for (int i = 2; i < count; i++)
        examples += examples_read(arguments[i], split, &splitter);
    printf("%zu\n", examples);
    return EXIT_SUCCESS;
}
