/* See error.h. */
#include "rules/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Where a message had to be cut off, no part of a character is left. */
static void trim(char message[ZHNORM_ERROR_MESSAGE_SIZE])
{
    size_t length = strlen(message);
    if (length + 1 < ZHNORM_ERROR_MESSAGE_SIZE)
        return;
    while (length > 0 && ((unsigned char)message[length - 1] & 0xC0) == 0x80)
        length--;
    if (length > 0 && (unsigned char)message[length - 1] >= 0xC0)
        length--;
    message[length] = '\0';
}

static void fill(zhnorm_error *error, int status, uint64_t line)
{
    *error = (zhnorm_error){.status = status, .line = line};
}

int zn_fail(zhnorm_error *error, int status, const char *format, ...)
{
    if (error != NULL) {
        fill(error, status, 0);
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
        trim(error->message);
    }
    return status;
}

int zn_fail_at(zhnorm_error *error, int status, const char *file, uint64_t line,
               const char *format, ...)
{
    if (error != NULL) {
        fill(error, status, line);
        int used = snprintf(error->message, sizeof error->message, "%s:%llu: ", file,
                            (unsigned long long)line);
        if (used > 0 && (size_t)used < sizeof error->message) {
            va_list arguments;
            va_start(arguments, format);
            vsnprintf(error->message + used, sizeof error->message - (size_t)used, format,
                      arguments);
            va_end(arguments);
            trim(error->message);
        }
    }
    return status;
}

int zn_fail_within(zhnorm_error *error, int status, const char *file)
{
    if (status != ZHNORM_OK && status != ZHNORM_ERROR_NO_MEMORY && error != NULL &&
        error->line == 0 && error->system == 0) {
        zhnorm_error inner = *error;
        zn_fail(error, status, "%s: %s", file, inner.message);
    }
    return status;
}

int zn_fail_system(zhnorm_error *error, int status, int code, const char *file)
{
    char text[128];
    if (strerror_r(code, text, sizeof text) != 0)
        snprintf(text, sizeof text, "error %d", code);
    zn_fail(error, status, "%s: %s", file, text);
    if (error != NULL)
        error->system = code;
    return status;
}

int zn_fail_memory(zhnorm_error *error)
{
    return zn_fail(error, ZHNORM_ERROR_NO_MEMORY, "out of memory");
}
