/* Writing profiles: see profile.h. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/batch/profile.h"
#include "cli/batch/profile_path.h"
#include "cli/message.h"
#include "cli/output.h"

bool zn_batch_profile_may_have(const char *name)
{
    static const char *const of_one_run[] = {"profile", "save-profile", "help", "version"};

    for (size_t i = 0; i < sizeof of_one_run / sizeof of_one_run[0]; i++)
        if (strcmp(name, of_one_run[i]) == 0)
            return false;
    return true;
}

/* Whether a value cannot stand as it is: a reader would drop its ends, or a line would end. */
static bool needs_quotes(const char *value)
{
    size_t length = strlen(value);

    if (length == 0 || value[0] == '"' || strchr(" \t", value[0]) != NULL ||
        strchr(" \t", value[length - 1]) != NULL)
        return true;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)value[i] < ' ' || value[i] == 0x7F)
            return true;
    return false;
}

/* Appends a value in quotes.  False: no memory. */
static bool append_quoted(struct zn_buffer *text, const char *value)
{
    static const char digits[] = "0123456789abcdef";
    bool fits = zn_buffer_append(text, "\"", 1);

    for (const char *at = value; *at != '\0' && fits; at++) {
        unsigned char byte = (unsigned char)*at;
        char hex[] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        char escaped[] = {'\\', *at};
        if (byte < ' ' || byte == 0x7F)
            fits = zn_buffer_append(text, hex, sizeof hex);
        else if (byte == '"' || byte == '\\')
            fits = zn_buffer_append(text, escaped, sizeof escaped);
        else
            fits = zn_buffer_append(text, at, 1);
    }
    return fits && zn_buffer_append(text, "\"", 1);
}

/* An absolute path for a relative one, to be freed.  NULL: see errno. */
static char *absolute(const char *path)
{
    char *directory = getcwd(NULL, 0); /* allocates, in glibc and others */
    size_t length = directory != NULL ? strlen(directory) : 0;
    char *whole = directory != NULL ? malloc(length + 1 + strlen(path) + 1) : NULL;

    if (whole != NULL) {
        memcpy(whole, directory, length);
        whole[length] = '/';
        memcpy(whole + length + 1, path, strlen(path) + 1);
    }
    free(directory);
    return whole;
}

bool zn_batch_profile_append(struct zn_buffer *text, const char *name, const char *value)
{
    char *whole = NULL;
    bool fits = zn_buffer_append(text, name, strlen(name));

    if (value != NULL && zn_batch_profile_is_relative(name, value)) {
        whole = absolute(value);
        fits = fits && whole != NULL;
        value = whole;
    }
    if (fits && value != NULL) {
        fits = zn_buffer_append(text, " = ", 3) &&
               (needs_quotes(value) ? append_quoted(text, value)
                                    : zn_buffer_append(text, value, strlen(value)));
    }
    free(whole);
    return fits && zn_buffer_append(text, "\n", 1);
}

int zn_batch_profile_write(const char *path, const struct zn_buffer *text)
{
    struct zn_cli_output output;
    int code = zn_cli_output_open(&output, path, zn_cli_output_mode());

    if (code != ZN_CLI_DONE)
        return code;
    if (text->length != 0)
        code = zn_cli_output_write(&output, (const char *)text->data, text->length);
    if (code == ZN_CLI_DONE)
        return zn_cli_output_commit(&output);
    zn_cli_output_discard(&output);
    return code;
}
