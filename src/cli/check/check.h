/*
 * What the files of `zhnorm check` have in common: what is counted of each file, and
 * the forms in which it is printed.
 */
#ifndef ZN_CLI_CHECK_H
#define ZN_CLI_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/change.h"
#include "cli/fault.h"
#include "cli/options.h"
#include "zhnorm/zhnorm.h"

#define ZN_CLI_CHECK_PASSES 8 /* at least as many as there are passes */

/* A file that is being checked. */
struct zn_cli_check_file {
    const char *title;
    bool is_standard; /* it is standard input, and has no name */
    const zhnorm_converter *converter;
    uint64_t changes;
    uint64_t lines; /* of the source in which changes begin */
    uint64_t ambiguous;
    uint64_t by_pass[ZN_CLI_CHECK_PASSES]; /* changes that a pass had a part in */
    /* At its end: */
    const struct zn_cli_fault *fault; /* why it could not be checked; NULL: it could */
    const char *choice; /* what it was taken for; NULL: the preset does not decide */
};

/* All files. */
struct zn_cli_check_sum {
    uint64_t files;
    uint64_t changed;
    uint64_t failed;
    uint64_t changes;
    uint64_t lines;
};

/*
 * A form.  All but `open`, `end` and `close` may be NULL.  Functions that return a
 * code return ZN_CLI_DONE or, having said what is wrong, another exit code.
 */
struct zn_cli_check_form {
    /* What the others get as `state`.  NULL: no memory. */
    void *(*open)(bool color);
    void (*begin)(void *state, const struct zn_cli_check_file *file);
    void (*take_batch)(void *state, const zhnorm_batch *batch);
    void (*take_change)(void *state, const struct zn_cli_check_file *file,
                        const struct zn_cli_change *change);
    int (*end)(void *state, const struct zn_cli_check_file *file);
    void (*finish)(void *state, const struct zn_cli_check_sum *sum);
    void (*close)(void *state);
};

extern const struct zn_cli_check_form zn_cli_check_text;
extern const struct zn_cli_check_form zn_cli_check_diff;
extern const struct zn_cli_check_form zn_cli_check_json;
extern const struct zn_cli_check_form zn_cli_check_github;

/* Prints how many files would change, and how much. */
void zn_cli_check_print_changes(FILE *out, const struct zn_cli_check_sum *sum);

/* Prints how many files could not be checked, if there are any. */
void zn_cli_check_print_failures(FILE *out, const struct zn_cli_check_sum *sum);

/* "s" unless there is one. */
const char *zn_cli_check_plural(uint64_t number);

#endif
