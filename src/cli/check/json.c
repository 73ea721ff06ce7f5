/*
 * What a check found as JSON Lines: one file a line, with its changes.  These are held
 * back until all of the file has been read, for of one that could not be checked there
 * are none.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/cause.h"
#include "cli/change_json.h"
#include "cli/check/check.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/spool.h"
#include "rules/memory.h"
#include "text/buffer.h"

struct state {
    json_t *causes; /* by name: how many changes it had a part in; NULL: no memory */
    struct zn_buffer edit;
    struct zn_cli_spool edits;
    bool failed; /* no memory */
};

static void *open_json(bool color)
{
    struct state *state = calloc(1, sizeof *state);

    (void)color;
    if (state == NULL)
        return NULL;
    zn_buffer_init(&state->edit, &zn_default_allocator);
    zn_cli_spool_init(&state->edits);
    return state;
}

static void begin(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;

    (void)file;
    json_decref(state->causes);
    state->causes = json_object();
    state->failed = false;
    zn_cli_spool_reset(&state->edits);
}

/* Counts a cause under its name. */
static json_t *count_cause(json_t *causes, const struct zn_cli_cause *cause)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%.*s", (int)cause->length, cause->name);
    json_int_t before = json_integer_value(json_object_get(causes, name));
    return zn_cli_json_set(causes, name, json_integer(before + 1));
}

static void take_change(void *context, const struct zn_cli_check_file *file,
                        const struct zn_cli_change *change)
{
    struct state *state = context;
    struct zn_cli_cause causes[ZN_CLI_CAUSES_MAX];
    size_t count = zn_cli_causes(change->edit, causes);

    for (size_t i = 0; i < count; i++)
        state->causes = count_cause(state->causes, &causes[i]);
    state->edit.length = 0;
    if (!zn_buffer_append(&state->edit, file->changes > 1 ? ",{" : "{",
                          file->changes > 1 ? 2 : 1) ||
        !zn_cli_change_json(&state->edit, change, file->converter) ||
        !zn_buffer_append(&state->edit, "}", 1))
        state->failed = true;
    zn_cli_spool_write(&state->edits, state->edit.data, state->edit.length);
}

static json_t *passes_json(const struct zn_cli_check_file *file)
{
    const struct zn_cli_pass *pass;
    json_t *json = json_object();

    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        if (file->by_pass[i] != 0)
            json =
                zn_cli_json_set(json, pass->name, json_integer((json_int_t)file->by_pass[i]));
    return json;
}

/* A number from 1 on; 0 stands for one that is not known. */
static json_t *number_json(uint64_t number)
{
    return number != 0 ? json_integer((json_int_t)number) : json_null();
}

static json_t *error_json(const struct zn_cli_fault *fault)
{
    json_t *offset = fault->has_offset ? json_integer((json_int_t)fault->offset) : json_null();

    return json_pack("{s:o, s:o, s:o, s:o}", "message",
                     zn_cli_json_text(fault->message, strlen(fault->message)), "line",
                     number_json(fault->line), "column", number_json(fault->column), "offset",
                     offset);
}

/* What is known of a file when all of it has been read. */
static json_t *sums_json(const struct state *state, const struct zn_cli_check_file *file)
{
    if (file->fault != NULL)
        return json_pack("{s:n, s:o}", "would_change", "error", error_json(file->fault));
    return json_pack("{s:b, s:I, s:I, s:I, s:o, s:O}", "would_change", file->changes != 0,
                     "changes", (json_int_t)file->changes, "lines", (json_int_t)file->lines,
                     "ambiguous", (json_int_t)file->ambiguous, "passes", passes_json(file),
                     "causes", state->causes);
}

/* Prints the line of a file, of which all parts are there. */
static int print_line(struct state *state, const struct zn_cli_check_file *file,
                      const char *head, const char *sums)
{
    int code = ZN_CLI_DONE;

    printf("{%s,\"edits\":[", head);
    if (file->fault == NULL)
        code = zn_cli_spool_print(&state->edits, stdout);
    printf("],%s}\n", sums);
    return code;
}

static int end(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;
    char *head = zn_cli_json_members(json_pack(
        "{s:o, s:s?}", "file", zn_cli_json_name(file->title), "choice", file->choice));
    char *sums = zn_cli_json_members(sums_json(state, file));
    int code = state->edits.code;

    if (code == ZN_CLI_DONE && (state->failed || head == NULL || sums == NULL))
        code = zn_cli_memory_error();
    if (code == ZN_CLI_DONE)
        code = print_line(state, file, head, sums);
    free(head);
    free(sums);
    return code;
}

static void close_json(void *context)
{
    struct state *state = context;

    json_decref(state->causes);
    zn_buffer_free(&state->edit);
    zn_cli_spool_free(&state->edits);
    free(state);
}

const struct zn_cli_check_form zn_cli_check_json = {
    .open = open_json,
    .begin = begin,
    .take_change = take_change,
    .end = end,
    .close = close_json,
};
