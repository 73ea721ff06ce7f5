/* See fault.h. */
#include "cli/fault.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/message.h"

static void keep(struct zn_cli_fault *fault, int code, const char *message)
{
    *fault = (struct zn_cli_fault){.code = code};
    (void)snprintf(fault->message, sizeof fault->message, "%s", message);
}

void zn_cli_fault_system(struct zn_cli_fault *fault)
{
    keep(fault, ZN_CLI_IO, strerror(errno));
}

void zn_cli_fault_library(struct zn_cli_fault *fault, const zhnorm_error *error)
{
    keep(fault, zn_cli_library_exit(error), zn_cli_library_text(error));
}

int zn_cli_fault_print(const struct zn_cli_fault *fault, const char *name)
{
    const char *shown = name[0] != '\0' ? name : "''";

    if (fault->line != 0)
        zn_cli_message("%s:%" PRIu64 ": %s", shown, fault->line, fault->message);
    else
        zn_cli_message("%s: %s", shown, fault->message);
    return fault->code;
}
