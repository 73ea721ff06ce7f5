/*
 * zhnorm dict check: reads dictionaries and the tests beside them, and prints
 * what the library finds in them.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/dict/dict.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/visible.h"

#define CHUNK ((size_t)64 << 10)

/* A file that was read whole. */
struct contents {
    char *data;
    size_t length;
};

/* What was found so far. */
struct tally {
    bool json;
    int failed; /* the exit code, where standard output takes nothing more */
    bool told;  /* why the dictionary cannot be read */
    size_t files;
    size_t entries;
    size_t counts[ZHNORM_WRONG + 1]; /* by severity */
};

static const char *const severities[] = {"hint", "warning", "error"};

/* ---- Reading ------------------------------------------------------------------------- */

static int read_all(const struct zn_cli_input *input, struct contents *contents)
{
    ssize_t got;

    do {
        char *grown = realloc(contents->data, contents->length + CHUNK);
        if (grown == NULL)
            return zn_cli_memory_error();
        contents->data = grown;
        got = zn_cli_input_read(input->fd, grown + contents->length, CHUNK);
        if (got < 0)
            return zn_cli_system_error(input->name);
        contents->length += (size_t)got;
    } while (got != 0);
    return ZN_CLI_DONE;
}

static int read_file(const char *name, struct contents *contents)
{
    struct zn_cli_input input;
    int code = zn_cli_input_open(&input, name);

    if (code == ZN_CLI_DONE)
        code = read_all(&input, contents);
    zn_cli_input_close(&input);
    return code;
}

/* NAME.test for NAME.dict; NULL: no memory. */
static char *tests_beside(const char *name)
{
    static const char ending[] = ".test";
    const char *slash = strrchr(name, '/');
    const char *last = slash == NULL ? name : slash + 1;
    const char *dot = strrchr(last, '.');
    size_t stem = dot == NULL || dot == last ? strlen(name) : (size_t)(dot - name);
    char *path = malloc(stem + sizeof ending);

    if (path != NULL) {
        memcpy(path, name, stem);
        memcpy(path + stem, ending, sizeof ending);
    }
    return path;
}

/* ---- Printing -------------------------------------------------------------------------- */

static void print_text(const zhnorm_finding *finding)
{
    zn_cli_visible_print(stdout, finding->file);
    if (finding->line != 0)
        printf(":%llu", (unsigned long long)finding->line);
    printf(": %s: %s: ", severities[finding->severity], finding->kind);
    zn_cli_visible_print(stdout, finding->message);
    putchar('\n');
}

static int print_finding(void *context, const zhnorm_finding *finding)
{
    struct tally *tally = context;

    tally->counts[finding->severity]++;
    tally->told |= strcmp(finding->kind, "syntax") == 0;
    if (tally->json)
        tally->failed =
            zn_cli_json_print(stdout, json_pack("{s:o, s:I, s:s, s:s, s:s}", "file",
                                                zn_cli_json_name(finding->file), "line",
                                                (json_int_t)finding->line, "severity",
                                                severities[finding->severity], "kind",
                                                finding->kind, "message", finding->message));
    else
        print_text(finding);
    return tally->failed;
}

static void print_summary(struct tally *tally)
{
    if (tally->json)
        tally->failed = zn_cli_json_print(
            stdout, json_pack("{s:I, s:I, s:I, s:I, s:I}", "files", (json_int_t)tally->files,
                              "entries", (json_int_t)tally->entries, "errors",
                              (json_int_t)tally->counts[ZHNORM_WRONG], "warnings",
                              (json_int_t)tally->counts[ZHNORM_WARNING], "hints",
                              (json_int_t)tally->counts[ZHNORM_HINT]));
    else
        printf("files: %zu, entries: %zu, errors: %zu, warnings: %zu, hints: %zu\n",
               tally->files, tally->entries, tally->counts[ZHNORM_WRONG],
               tally->counts[ZHNORM_WARNING], tally->counts[ZHNORM_HINT]);
}

/* ---- Checking -------------------------------------------------------------------------- */

static int check_contents(const char *name, const struct contents *dict,
                          const char *tests_name, const struct contents *tests,
                          const struct zn_cli_dicts *dicts, struct tally *tally)
{
    zhnorm_text dict_text = {dict->data, dict->length, name};
    zhnorm_text tests_text = {tests->data, tests->length, tests_name};
    zhnorm_error error = {0};
    size_t entries;

    tally->told = false;
    int status = zhnorm_dict_check(&dict_text, tests->data == NULL ? NULL : &tests_text,
                                   &dicts->library, print_finding, tally, &entries, &error);

    tally->files++;
    tally->entries += entries;
    if (status == ZHNORM_ERROR_DICT && tally->told)
        return ZN_CLI_RULES;
    return status == ZHNORM_OK ? ZN_CLI_DONE : zn_cli_library_error(NULL, &error);
}

/* Reads the tests, if there are any. */
static int read_tests(const char *path, struct contents *tests)
{
    struct zn_cli_input input;
    int code = ZN_CLI_DONE;

    if (zn_cli_input_try(&input, path))
        code = read_all(&input, tests);
    else if (errno != ENOENT)
        code = zn_cli_system_error(path);
    zn_cli_input_close(&input);
    return code;
}

static int check_file(const char *name, const struct zn_cli_dicts *dicts, struct tally *tally)
{
    struct contents dict = {NULL, 0};
    struct contents tests = {NULL, 0};
    bool is_standard = strcmp(name, "-") == 0;
    char *tests_name = tests_beside(name);
    int code = tests_name == NULL ? zn_cli_memory_error() : read_file(name, &dict);

    if (code == ZN_CLI_DONE && !is_standard)
        code = read_tests(tests_name, &tests);
    if (code == ZN_CLI_DONE)
        code = check_contents(is_standard ? "(standard input)" : name, &dict, tests_name,
                              &tests, dicts, tally);
    free(tests_name);
    free(dict.data);
    free(tests.data);
    return code;
}

int zn_cli_dict_check(const struct zn_cli_dict_options *options)
{
    struct tally tally = {.json = options->json};
    struct zn_cli_dicts dicts;

    if (options->name_count == 0)
        return zn_cli_command_error("dict", "dict check: expected at least one FILE");
    int code = zn_cli_dicts_load(&dicts, options);
    if (code == ZN_CLI_DONE) {
        for (size_t i = 0; i < options->name_count && tally.failed == ZN_CLI_DONE; i++)
            code = zn_cli_worse(code, check_file(options->names[i], &dicts, &tally));
        print_summary(&tally);
        code = zn_cli_worse(code, tally.failed != ZN_CLI_DONE ? tally.failed
                                                              : zn_cli_stdout_close());
    }
    zn_cli_dicts_free(&dicts);
    return code == ZN_CLI_DONE && tally.counts[ZHNORM_WRONG] != 0 ? ZN_CLI_FOUND : code;
}
