/*
 * What a check found as a unified diff, which `patch -p1` applies.  A hunk begins with
 * the number of its lines, and of an article every line may change: so a file is
 * gathered whole before it is printed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/check/check.h"
#include "cli/check/hunks.h"
#include "cli/color.h"
#include "cli/message.h"
#include "rules/memory.h"
#include "text/buffer.h"

struct state {
    bool color;
    bool failed; /* no memory */
    struct zn_buffer source;
    struct zn_buffer output;
    struct zn_buffer edits; /* of zhnorm_edit */
};

static void *open_diff(bool color)
{
    struct state *state = calloc(1, sizeof *state);

    if (state == NULL)
        return NULL;
    state->color = color;
    zn_buffer_init(&state->source, &zn_default_allocator);
    zn_buffer_init(&state->output, &zn_default_allocator);
    zn_buffer_init(&state->edits, &zn_default_allocator);
    return state;
}

static void begin(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;

    (void)file;
    state->failed = false;
    state->source.length = 0;
    state->output.length = 0;
    state->edits.length = 0;
}

static void take_batch(void *context, const zhnorm_batch *batch)
{
    struct state *state = context;
    size_t edits = batch->edit_count * sizeof *batch->edits;

    if (state->failed)
        return;
    state->failed = !zn_buffer_append(&state->source, batch->source, batch->source_length) ||
                    !zn_buffer_append(&state->output, batch->output, batch->output_length) ||
                    !zn_buffer_append(&state->edits, batch->edits, edits);
}

/* Whether a name has to be quoted, for patch to read it. */
static bool needs_quotes(const char *name)
{
    for (; *name != '\0'; name++)
        if ((unsigned char)*name < ' ' || *name == '"' || *name == '\\' || *name == '\x7f')
            return true;
    return false;
}

/*
 * Prints a line of the head.  Of an absolute name the slash goes, as it does within
 * git; behind a blank a tab shows where the name ends.
 */
static void print_name(const struct state *state, const char *sign, char side,
                       const char *name)
{
    name += strspn(name, "/");
    bool quotes = needs_quotes(name);

    zn_cli_style_begin(stdout, state->color, ZN_CLI_STYLE_PLACE);
    printf("%s %s%c/", sign, quotes ? "\"" : "", side);
    for (const char *at = name; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ' || *at == '\x7f')
            printf("\\%03o", (unsigned)(unsigned char)*at);
        else if (*at == '"' || *at == '\\')
            printf("\\%c", *at);
        else
            fputc(*at, stdout);
    }
    fputs(quotes ? "\"" : strchr(name, ' ') != NULL ? "\t" : "", stdout);
    zn_cli_style_end(stdout, state->color, ZN_CLI_STYLE_PLACE);
    fputc('\n', stdout);
}

static int end(void *context, const struct zn_cli_check_file *file)
{
    const struct state *state = context;
    const char *name = file->is_standard ? "-" : file->title;

    if (file->failed || file->changes == 0)
        return ZN_CLI_DONE;
    if (state->failed)
        return zn_cli_memory_error();
    const struct zn_cli_diff diff = {
        .source = (const char *)state->source.data,
        .source_length = state->source.length,
        .output = (const char *)state->output.data,
        .output_length = state->output.length,
        .edits = (const zhnorm_edit *)(const void *)state->edits.data,
        .edit_count = state->edits.length / sizeof(zhnorm_edit),
        .color = state->color,
    };
    print_name(state, "---", 'a', name);
    print_name(state, "+++", 'b', name);
    return zn_cli_hunks_print(stdout, &diff);
}

static void close_diff(void *context)
{
    struct state *state = context;

    zn_buffer_free(&state->source);
    zn_buffer_free(&state->output);
    zn_buffer_free(&state->edits);
    free(state);
}

const struct zn_cli_check_form zn_cli_check_diff = {
    .open = open_diff,
    .begin = begin,
    .take_batch = take_batch,
    .end = end,
    .close = close_diff,
};
