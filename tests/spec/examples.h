/*
 * Reading the example files of this directory; README.md describes them.
 * Knows nothing of how an example is run.
 */
#ifndef ZN_TESTS_SPEC_EXAMPLES_H
#define ZN_TESTS_SPEC_EXAMPLES_H

#include <stdbool.h>
#include <stddef.h>

/* What an `@` line says, in the words that the program's options take. */
struct example_rule {
    char name[40];
    bool on;
};

struct example_options {
    char steps[40];  /* with commas between them; empty before the first `@` line */
    char quotes[16]; /* "keep" unless the line says otherwise */
    struct example_rule rules[8];
    size_t rule_count;
};

struct example_text {
    char bytes[8192];
    size_t length;
    size_t lines;
};

struct example {
    const char *file; /* its name, without the directory */
    unsigned line;    /* where the example begins, from 1 */
    unsigned group;   /* counts the `@` lines of the file */
    struct example_options options;
    struct example_text in;
    struct example_text wanted;
};

/* What an example is given to, in the order of the file. */
typedef void example_function(void *context, const struct example *example);

/*
 * Gives each example of a file to `function`, for as long as that runs.  Returns how many
 * there were.  A file that cannot be read or makes no sense ends the program, with a message.
 */
size_t examples_read(const char *path, example_function *function, void *context);

#endif
