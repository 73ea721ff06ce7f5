/*
 * What the program says on standard error, and the code that it exits with.
 * Knows nothing of commands, options or files.
 */
#ifndef ZN_CLI_MESSAGE_H
#define ZN_CLI_MESSAGE_H

#include <stddef.h>

#include "zhnorm/zhnorm.h"

/* The exit codes.  They never change their meaning. */
enum zn_cli_exit {
    ZN_CLI_DONE = 0,  /* all is well */
    ZN_CLI_FOUND = 1, /* a check found what must be mended */
    ZN_CLI_USAGE = 2, /* the command line is wrong */
    ZN_CLI_IO = 3,    /* a file could not be read or written, or no memory */
    ZN_CLI_TEXT = 4,  /* a text is not valid UTF-8 */
    ZN_CLI_RULES = 5  /* a configuration or dictionary is missing or wrong */
};

/*
 * Writes "zhnorm: " and the message to standard error as one line: control
 * characters, which a file's name may hold, are written as escapes.
 */
__attribute__((format(printf, 1, 2))) void zn_cli_message(const char *format, ...);

/* Writes text of the program's own to standard error as it is, in one piece. */
void zn_cli_error_write(const char *text, size_t length);

/* Says that the command line is wrong, and how.  Returns ZN_CLI_USAGE. */
__attribute__((format(printf, 1, 2))) int zn_cli_usage_error(const char *format, ...);

/*
 * The same of a command that has a help of its own, such as "dict".  NULL: its help is
 * that of the program.
 */
__attribute__((format(printf, 2, 3))) int zn_cli_command_error(const char *command,
                                                               const char *format, ...);

/* Says what errno says about a file.  Returns ZN_CLI_IO. */
int zn_cli_system_error(const char *name);

/* Says that there is no memory.  Returns ZN_CLI_IO. */
int zn_cli_memory_error(void);

/*
 * Says what the library reports, behind "NAME: " unless `name` is NULL.
 * Returns the exit code for it.
 */
int zn_cli_library_error(const char *name, const zhnorm_error *error);

/* Of what the library reports the sentence, and the exit code. */
const char *zn_cli_library_text(const zhnorm_error *error);
int zn_cli_library_exit(const zhnorm_error *error);

/* Of the codes of two inputs the one to exit with: of 2, 5, 3, 4, 1 the first. */
int zn_cli_worse(int one, int other);

#endif
