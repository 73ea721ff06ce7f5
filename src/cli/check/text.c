/* What a check found as text: a line for each file that would change, and a sum. */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cause.h"
#include "cli/change_text.h"
#include "cli/check/check.h"
#include "cli/color.h"
#include "cli/message.h"
#include "cli/visible.h"

/* What is shown of the first change, in columns. */
#define PIECE_WIDTH 24

struct state {
    bool color;
    char *first; /* the first change of the file; NULL: there was none, or no memory */
};

static void *open_text(bool color)
{
    struct state *state = calloc(1, sizeof *state);

    if (state != NULL)
        state->color = color;
    return state;
}

static void begin(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;

    (void)file;
    free(state->first);
    state->first = NULL;
}

static void write_change(FILE *out, const struct state *state,
                         const struct zn_cli_change *change)
{
    fprintf(out, "%" PRIu64 ":%" PRIu64 " ", change->start.line, change->start.column);
    (void)zn_cli_change_print(out, change, PIECE_WIDTH, state->color);
}

/* Keeps the first change of a file until it is known how many there are. */
static void take_change(void *context, const struct zn_cli_check_file *file,
                        const struct zn_cli_change *change)
{
    struct state *state = context;
    size_t length = 0;

    if (file->changes != 1)
        return;
    FILE *out = open_memstream(&state->first, &length);
    if (out == NULL)
        return;
    write_change(out, state, change);
    (void)fclose(out);
}

static int end(void *context, const struct zn_cli_check_file *file)
{
    const struct state *state = context;
    const struct zn_cli_pass *pass;
    const char *separator = " (";

    if (file->fault != NULL || file->changes == 0)
        return ZN_CLI_DONE;
    if (state->first == NULL)
        return zn_cli_memory_error();
    zn_cli_style_begin(stdout, state->color, ZN_CLI_STYLE_PLACE);
    zn_cli_visible_print(stdout, file->title);
    zn_cli_style_end(stdout, state->color, ZN_CLI_STYLE_PLACE);
    printf(": %" PRIu64 " change%s in %" PRIu64 " line%s", file->changes,
           zn_cli_check_plural(file->changes), file->lines, zn_cli_check_plural(file->lines));
    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++) {
        if (file->by_pass[i] == 0)
            continue;
        printf("%s%s %" PRIu64, separator, pass->name, file->by_pass[i]);
        separator = ", ";
    }
    printf("), first %s\n", state->first);
    return ZN_CLI_DONE;
}

static void finish(void *context, const struct zn_cli_check_sum *sum)
{
    (void)context;
    zn_cli_check_print_changes(stdout, sum);
    zn_cli_check_print_failures(stdout, sum);
    fputc('\n', stdout);
}

static void close_text(void *context)
{
    struct state *state = context;

    free(state->first);
    free(state);
}

const struct zn_cli_check_form zn_cli_check_text = {
    .open = open_text,
    .begin = begin,
    .take_change = take_change,
    .end = end,
    .finish = finish,
    .close = close_text,
};
