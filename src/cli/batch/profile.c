/* Reading profiles: see profile.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/profile.h"

#include <stdlib.h>
#include <string.h>

#include "cli/batch/profile_path.h"
#include "cli/message.h"
#include "rules/file.h"
#include "rules/memory.h"

struct reader {
    struct zn_batch_profile *profile;
    zn_batch_find_option *find;
    const void *context;
    size_t room; /* in the profile's lists */
    size_t line;
};

/* Says what is wrong with a line. */
static int line_error(const struct reader *reader, const char *what, const char *name)
{
    return zn_cli_usage_error("%s:%zu: %s%s%s%s", reader->profile->path, reader->line, what,
                              name != NULL ? " '" : "", name != NULL ? name : "",
                              name != NULL ? "'" : "");
}

/* ---- Lines ---------------------------------------------------------------------------------
 */

static char *skip_blanks(char *text)
{
    return text + strspn(text, " \t\r");
}

static void trim_end(char *text)
{
    size_t length = strlen(text);

    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        text[--length] = '\0';
}

static int digit_of(char letter)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *found = letter != '\0' ? strchr(digits, letter) : NULL;

    if (found == NULL)
        return -1;
    return (int)(found - digits) < 16 ? (int)(found - digits) : (int)(found - digits) - 6;
}

/* Reads the escape behind a backslash at `*at`.  0: there is none. */
static char read_escape(char **at)
{
    static const char letters[] = "\\\"ntr";
    static const char bytes[] = "\\\"\n\t\r";
    char letter = *(*at)++;
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;

    if (found != NULL)
        return bytes[found - letters];
    if (letter != 'x' || digit_of((*at)[0]) < 0 || digit_of((*at)[1]) < 0)
        return '\0';
    *at += 2;
    return (char)(digit_of((*at)[-2]) * 16 + digit_of((*at)[-1]));
}

/* Takes the quotes off a value, in its place.  False: they are wrong. */
static bool unquote(char *value)
{
    char *to = value;
    char *at = value + 1;

    while (*at != '"' && *at != '\0') {
        char byte = *at++;
        if (byte == '\\' && (byte = read_escape(&at)) == '\0')
            return false;
        *to++ = byte;
    }
    bool closed = at[0] == '"' && at[1] == '\0';
    *to = '\0';
    return closed;
}

/* Adds an option to the list.  `value` NULL: it has none. */
static int add(struct reader *reader, const char *name, const char *value)
{
    struct zn_batch_profile *profile = reader->profile;
    struct zn_buffer argument;
    bool fits;

    zn_buffer_init(&argument, &zn_default_allocator);
    fits = zn_buffer_append(&argument, "--", 2) &&
           zn_buffer_append(&argument, name, strlen(name));
    if (value != NULL)
        fits = fits && zn_buffer_append(&argument, "=", 1) &&
               zn_batch_profile_append_path(&argument, name, value, profile->path);
    if (!fits || !zn_buffer_append(&argument, "", 1)) {
        zn_buffer_free(&argument);
        return zn_cli_memory_error();
    }
    profile->arguments[profile->count] = (char *)argument.data;
    profile->lines[profile->count++] = reader->line;
    return ZN_CLI_DONE;
}

/* Reads an option.  `value` NULL: it has none. */
static int read_option(struct reader *reader, const char *name, char *value)
{
    enum zn_batch_takes takes = reader->find(reader->context, name);

    if (takes == ZN_BATCH_UNKNOWN_OPTION)
        return line_error(reader, "unknown option", name);
    if (!zn_batch_profile_may_have(name))
        return line_error(reader, "a profile cannot have the option", name);
    if (takes == ZN_BATCH_TAKES_VALUE && value == NULL)
        return line_error(reader, "expected 'NAME = VALUE' with the option", name);
    if (takes == ZN_BATCH_TAKES_NOTHING && value != NULL)
        return line_error(reader, "expected no value with the option", name);
    if (value != NULL && value[0] == '"' && !unquote(value))
        return line_error(reader,
                          "expected a value in \"...\", with \\\\ \\\" \\n \\t \\r or \\xHH "
                          "in it, with the option",
                          name);
    return add(reader, name, value);
}

static int read_line(struct reader *reader, char *line)
{
    line = skip_blanks(line);
    trim_end(line);
    if (*line == '\0' || *line == '#')
        return ZN_CLI_DONE;
    char *value = strchr(line, '=');
    if (value != NULL) {
        *value = '\0';
        value = skip_blanks(value + 1);
        trim_end(line);
    }
    return read_option(reader, line, value);
}

/* ---- The file
 * ------------------------------------------------------------------------------- */

/* Makes room for as many options as there are lines. */
static bool make_room(struct zn_batch_profile *profile, const char *text)
{
    size_t most = 1;

    for (const char *at = strchr(text, '\n'); at != NULL; at = strchr(at + 1, '\n'))
        most++;
    profile->arguments = calloc(most, sizeof *profile->arguments);
    profile->lines = calloc(most, sizeof *profile->lines);
    return profile->arguments != NULL && profile->lines != NULL;
}

static int read_lines(struct reader *reader, char *text)
{
    int code = ZN_CLI_DONE;

    if (!make_room(reader->profile, text))
        return zn_cli_memory_error();
    while (text != NULL && code == ZN_CLI_DONE) {
        char *end = strchr(text, '\n');
        if (end != NULL)
            *end = '\0';
        reader->line++;
        code = read_line(reader, text);
        text = end != NULL ? end + 1 : NULL;
    }
    return code;
}

int zn_batch_profile_read(struct zn_batch_profile *profile, const char *path,
                          zn_batch_find_option *find, const void *context)
{
    struct reader reader = {.profile = profile, .find = find, .context = context};
    struct zn_buffer text;
    zhnorm_error error = {0};
    int code;

    *profile = (struct zn_batch_profile){.path = path};
    zn_buffer_init(&text, &zn_default_allocator);
    if (zn_file_read(path, ZHNORM_ERROR_STATE, &text, &error) != ZHNORM_OK)
        code = zn_cli_library_error(NULL, &error);
    else if (text.length != 0 && memchr(text.data, '\0', text.length) != NULL)
        code = zn_cli_usage_error("--profile: '%s' is no text", path);
    else if (!zn_buffer_append(&text, "", 1))
        code = zn_cli_memory_error();
    else
        code = read_lines(&reader, (char *)text.data);
    zn_buffer_free(&text);
    return code;
}

void zn_batch_profile_free(struct zn_batch_profile *profile)
{
    for (size_t i = 0; i < profile->count; i++)
        free(profile->arguments[i]);
    free(profile->arguments);
    free(profile->lines);
}
