/*
 * Why a text could not be read to its end: kept, so that a report can tell it as well as
 * standard error.
 */
#ifndef ZN_CLI_FAULT_H
#define ZN_CLI_FAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "zhnorm/zhnorm.h"

struct zn_cli_fault {
    int code;          /* the exit code for it */
    char message[256]; /* without the name of the text */
    /* Of a text that is not UTF-8, where: */
    bool has_offset;
    uint64_t offset; /* in bytes */
    uint64_t line;   /* from 1; 0: not known */
    uint64_t column; /* in characters from 1; 0: not known */
};

/* Keeps what errno says. */
void zn_cli_fault_system(struct zn_cli_fault *fault);

/* Keeps what the library reports, but for a place. */
void zn_cli_fault_library(struct zn_cli_fault *fault, const zhnorm_error *error);

/* Says what is wrong with the text called `name`.  Returns the exit code for it. */
int zn_cli_fault_print(const struct zn_cli_fault *fault, const char *name);

#endif
