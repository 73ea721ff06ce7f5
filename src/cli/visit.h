/*
 * Every input through one converter that keeps a record of its edits, for commands
 * that look at these and not at the text that comes out.  Knows nothing of what
 * they do with them.
 */
#ifndef ZN_CLI_VISIT_H
#define ZN_CLI_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/fault.h"
#include "cli/options.h"
#include "formats/formatter.h"
#include "zhnorm/zhnorm.h"

/* An input that is being visited. */
struct zn_cli_visit {
    const char *title; /* for messages and reports */
    bool is_standard;  /* it is standard input */
    size_t index;      /* among the inputs, from 0 */
    const zhnorm_converter *converter;
    const struct zn_cli_fault *fault; /* what is wrong, where `end` gets a code for that */
    /* Its counters, and what it is taken for; both also behind the last batch. */
    const struct zn_formatter *formatter;
};

/* What a command does with each input. */
struct zn_cli_visitor {
    uint32_t record; /* ZHNORM_RECORD_* bits */
    /* An input comes, which may still turn out not to be readable. */
    void (*begin)(void *context, const struct zn_cli_visit *visit);
    zhnorm_listener *listener; /* the batches of its edits come */
    /*
     * It has been read, or what is wrong has been said and `code` is the exit code
     * for it.  Returns the exit code that this input amounts to.
     */
    int (*end)(void *context, const struct zn_cli_visit *visit, int code);
    void *context; /* the first parameter of all three */
};

/*
 * Visits all inputs, whatever becomes of each, until nothing more can be written to
 * stdout.  Returns the exit code that is the worst of all.
 */
int zn_cli_visit_all(const struct zn_cli_options *options,
                     const struct zn_cli_visitor *visitor);

#endif
