/*
 * What the files of `zhnorm audit` have in common: its options, and the forms in
 * which the findings are printed.
 */
#ifndef ZN_CLI_AUDIT_H
#define ZN_CLI_AUDIT_H

#include <stddef.h>
#include <stdio.h>

#include "cli/options.h"
#include "zhnorm/zhnorm.h"

enum zn_cli_audit_format { ZN_CLI_AUDIT_TEXT, ZN_CLI_AUDIT_JSON, ZN_CLI_AUDIT_SKELETON };

struct zn_cli_audit_options {
    struct zn_cli_options conversion; /* what is looked at, and the inputs */
    zhnorm_audit_options library;
    size_t *documents; /* by number: the input that was read as this document */
    size_t document_count;
    int32_t format; /* enum zn_cli_audit_format */
};

/*
 * Reads a command line whose first element is not looked at.  Returns
 * ZN_CLI_DONE or, having said what is wrong, another exit code.  To be freed in
 * either case.
 */
int zn_cli_audit_options_read(struct zn_cli_audit_options *options, int count,
                              char **arguments);
void zn_cli_audit_options_free(struct zn_cli_audit_options *options);

/* A kind of findings. */
struct zn_cli_audit_kind {
    uint32_t bit; /* ZHNORM_AUDIT_* */
    const char *name;
    const char *description;
};

/* Kind `index`, in the order of the findings.  NULL: there is none. */
const struct zn_cli_audit_kind *zn_cli_audit_kind_at(size_t index);

/* The name of the input that was a document. */
const char *zn_cli_audit_document(const struct zn_cli_audit_options *options,
                                  uint64_t document);

/* Print the findings of an audit that is finished. */
void zn_cli_audit_print_text(FILE *out, const zhnorm_audit *audit,
                             const struct zn_cli_audit_options *options);
void zn_cli_audit_print_skeleton(FILE *out, const zhnorm_audit *audit,
                                 const struct zn_cli_audit_options *options);

/* Returns ZN_CLI_DONE or, having said so, ZN_CLI_IO. */
int zn_cli_audit_print_json(FILE *out, const zhnorm_audit *audit,
                            const struct zn_cli_audit_options *options);

#endif
