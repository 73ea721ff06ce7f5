/* See globs.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/globs.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

/* Whether a part of a path is empty, "." or "..", as no part of a path found ever is. */
static bool has_dead_part(const char *pattern)
{
    for (const char *at = pattern;;) {
        size_t length = strcspn(at, "/");
        if (length == 0 || (length <= 2 && strspn(at, ".") == length))
            return true;
        at += length;
        if (*at == '\0' || at[1] == '\0') /* a slash at the end is for directories */
            return false;
        at++;
    }
}

/* Refuses what could never match, or would mean another thing than elsewhere. */
static int check(const char *option, const char *pattern, bool include)
{
    size_t length = strlen(pattern);

    if (length == 0)
        return zn_cli_usage_error("%s: the pattern is empty", option);
    if (strstr(pattern, "**") != NULL)
        return zn_cli_usage_error("%s: '**' in '%s' is not known; a pattern without '/' "
                                  "matches at any depth",
                                  option, pattern);
    if (include && pattern[length - 1] == '/')
        return zn_cli_usage_error("%s: '%s' is a directory, but files are expected", option,
                                  pattern);
    if (has_dead_part(pattern + (pattern[0] == '/')))
        return zn_cli_usage_error("%s: '%s' can never match: paths begin below the directory "
                                  "that is named",
                                  option, pattern);
    return ZN_CLI_DONE;
}

static int add(struct zn_batch_globs *globs, const char *option, const char *pattern,
               bool include)
{
    struct zn_batch_glob *glob = &globs->list[globs->count];
    int code = check(option, pattern, include);

    if (code != ZN_CLI_DONE)
        return code;
    glob->whole = pattern[0] == '/';
    glob->pattern = strdup(pattern + glob->whole);
    if (glob->pattern == NULL)
        return zn_cli_memory_error();
    globs->count++;
    size_t length = strlen(glob->pattern);
    glob->directory = glob->pattern[length - 1] == '/';
    if (glob->directory)
        glob->pattern[length - 1] = '\0';
    glob->whole = glob->whole || strchr(glob->pattern, '/') != NULL;
    return ZN_CLI_DONE;
}

int zn_batch_globs_open(struct zn_batch_globs *globs, const struct zn_batch_settings *settings)
{
    const struct zn_cli_list *include = &settings->include;
    const struct zn_cli_list *exclude = &settings->exclude;
    int code = ZN_CLI_DONE;

    *globs = (struct zn_batch_globs){0};
    globs->list = calloc(include->count + exclude->count + 1, sizeof *globs->list);
    if (globs->list == NULL)
        return zn_cli_memory_error();
    for (size_t i = 0; i < include->count && code == ZN_CLI_DONE; i++)
        code = add(globs, "--include", include->items[i], true);
    globs->include_count = globs->count;
    for (size_t i = 0; i < exclude->count && code == ZN_CLI_DONE; i++)
        code = add(globs, "--exclude", exclude->items[i], false);
    return code;
}

void zn_batch_globs_close(struct zn_batch_globs *globs)
{
    for (size_t i = 0; i < globs->count; i++)
        free(globs->list[i].pattern);
    free(globs->list);
}

static bool matches(const struct zn_batch_glob *glob, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (glob->whole)
        return fnmatch(glob->pattern, path, FNM_PATHNAME) == 0;
    return fnmatch(glob->pattern, slash != NULL ? slash + 1 : path, 0) == 0;
}

bool zn_batch_globs_take(const struct zn_batch_globs *globs, const char *path)
{
    bool included = globs->include_count == 0;

    for (size_t i = 0; i < globs->include_count && !included; i++)
        included = matches(&globs->list[i], path);
    for (size_t i = globs->include_count; i < globs->count && included; i++)
        included = globs->list[i].directory || !matches(&globs->list[i], path);
    return included;
}

bool zn_batch_globs_enter(const struct zn_batch_globs *globs, const char *path)
{
    for (size_t i = globs->include_count; i < globs->count; i++)
        if (matches(&globs->list[i], path))
            return false;
    return true;
}
