/*
 * Messages on standard error and exit codes: see message.h.  A message goes
 * out in one write, so that programs running side by side do not mix theirs.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/visible.h"

/* Two paths of the greatest length that Linux knows, and a sentence. */
#define MESSAGE_SIZE 9216
#define HINT_SIZE 64

/* What cannot be written is lost. */
void zn_cli_error_write(const char *text, size_t length)
{
    while (length != 0) {
        ssize_t written = write(STDERR_FILENO, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return;
        text += written;
        length -= (size_t)written;
    }
}

/* Writes a message and `hint` as one line. */
__attribute__((format(printf, 2, 0))) static void
write_line(const char *hint, const char *format, va_list values)
{
    char text[MESSAGE_SIZE];
    char line[MESSAGE_SIZE + HINT_SIZE + 2] = "zhnorm: ";
    size_t length = strlen(line);

    if (vsnprintf(text, sizeof text, format, values) < 0)
        text[0] = '\0';
    for (const char *at = text; *at != '\0' && length + ZN_CLI_VISIBLE_MAX < MESSAGE_SIZE;)
        length += zn_cli_visible_next(&at, line + length);
    length += (size_t)snprintf(line + length, sizeof line - length, "%s\n", hint);
    zn_cli_error_write(line, length);
}

void zn_cli_message(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    write_line("", format, values);
    va_end(values);
}

int zn_cli_usage_error(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    write_line("; see 'zhnorm --help'", format, values);
    va_end(values);
    return ZN_CLI_USAGE;
}

int zn_cli_command_error(const char *command, const char *format, ...)
{
    char hint[HINT_SIZE];
    va_list values;

    (void)snprintf(hint, sizeof hint, "; see 'zhnorm %s%s--help'",
                   command != NULL ? command : "", command != NULL ? " " : "");
    va_start(values, format);
    write_line(hint, format, values);
    va_end(values);
    return ZN_CLI_USAGE;
}

int zn_cli_system_error(const char *name)
{
    zn_cli_message("%s: %s", name[0] != '\0' ? name : "''", strerror(errno));
    return ZN_CLI_IO;
}

int zn_cli_memory_error(void)
{
    zn_cli_message("out of memory");
    return ZN_CLI_IO;
}

int zn_cli_library_exit(const zhnorm_error *error)
{
    switch (error->status) {
    case ZHNORM_ERROR_ARGUMENT:
        return ZN_CLI_USAGE;
    case ZHNORM_ERROR_INPUT:
        return ZN_CLI_TEXT;
    case ZHNORM_ERROR_CONFIG:
    case ZHNORM_ERROR_DICT:
    case ZHNORM_ERROR_MODULE:
        return ZN_CLI_RULES;
    default: /* no memory, or a call that this program should not have made */
        return ZN_CLI_IO;
    }
}

const char *zn_cli_library_text(const zhnorm_error *error)
{
    return error->message[0] != '\0' ? error->message : zhnorm_status_string(error->status);
}

int zn_cli_library_error(const char *name, const zhnorm_error *error)
{
    const char *text = zn_cli_library_text(error);

    if (name != NULL)
        zn_cli_message("%s: %s", name, text);
    else
        zn_cli_message("%s", text);
    return zn_cli_library_exit(error);
}

int zn_cli_worse(int one, int other)
{
    static const int order[] = {ZN_CLI_USAGE, ZN_CLI_RULES, ZN_CLI_IO, ZN_CLI_TEXT,
                                ZN_CLI_FOUND};

    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (one == order[i] || other == order[i])
            return order[i];
    return ZN_CLI_DONE;
}
