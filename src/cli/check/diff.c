/*
 * What a check found as a unified diff, which `patch -p1` applies.  A hunk begins with
 * the number of its lines, and of an article every line may change: so a file is
 * gathered whole before it is printed.  A file that is named twice is printed once, for
 * patch would find it changed already.
 */
#define _XOPEN_SOURCE 700 /* realpath, tsearch */

#include <search.h>
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
    void *seen;  /* the tree of the resolved names of files whose diff was printed */
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

/* The bytes of the character at `at` if it steers a terminal; 0: it does not. */
static size_t control_length(const char *at)
{
    unsigned char first = (unsigned char)at[0];
    unsigned char second = first == 0xc2 ? (unsigned char)at[1] : 0;

    if (first < ' ' || first == 0x7f)
        return 1;
    return second >= 0x80 && second <= 0x9f ? 2 : 0; /* U+0080 to U+009F */
}

/* Whether a name has to be quoted, for patch to read it. */
static bool needs_quotes(const char *name)
{
    for (; *name != '\0'; name++)
        if (control_length(name) != 0 || *name == '"' || *name == '\\')
            return true;
    return false;
}

/* Prints a name within quotation marks. */
static void print_quoted(const char *name)
{
    while (*name != '\0') {
        size_t control = control_length(name);
        if (control == 0 && (*name == '"' || *name == '\\'))
            fputc('\\', stdout);
        if (control == 0)
            fputc(*name++, stdout);
        for (; control != 0; control--)
            printf("\\%03o", (unsigned)(unsigned char)*name++);
    }
}

/*
 * Prints a line of the head.  Of an absolute name the slash goes, as it does within
 * git; behind a blank a tab shows where the name ends.
 */
static void print_name(const struct state *state, const char *sign, char side,
                       const char *name)
{
    name += strspn(name, "/");
    zn_cli_style_begin(stdout, state->color, ZN_CLI_STYLE_PLACE);
    if (needs_quotes(name)) {
        printf("%s \"%c/", sign, side);
        print_quoted(name);
        fputc('"', stdout);
    } else {
        printf("%s %c/%s%s", sign, side, name, strchr(name, ' ') != NULL ? "\t" : "");
    }
    zn_cli_style_end(stdout, state->color, ZN_CLI_STYLE_PLACE);
    fputc('\n', stdout);
}

static int compare_names(const void *one, const void *other)
{
    return strcmp(one, other);
}

/*
 * Remembers a file.  False: it has been seen before.  What cannot be resolved, such as
 * a pipe, counts as new.
 */
static bool is_new(struct state *state, const struct zn_cli_check_file *file)
{
    char *name = file->is_standard ? NULL : realpath(file->title, NULL);

    if (name == NULL)
        return true;
    char *const *node = tsearch(name, &state->seen, compare_names);
    bool added = node != NULL && *node == name;
    if (!added)
        free(name);
    state->failed = node == NULL;
    return added || node == NULL;
}

static void forget_all(struct state *state)
{
    while (state->seen != NULL) {
        char *name = *(char **)state->seen;
        (void)tdelete(name, &state->seen, compare_names);
        free(name);
    }
}

static int end(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;
    const char *name = file->is_standard ? "-" : file->title;

    if (file->fault != NULL || file->changes == 0 || (!state->failed && !is_new(state, file)))
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
    forget_all(state);
    free(state);
}

const struct zn_cli_check_form zn_cli_check_diff = {
    .open = open_diff,
    .begin = begin,
    .take_batch = take_batch,
    .end = end,
    .close = close_diff,
};
