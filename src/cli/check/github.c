/*
 * What a check found as GitHub's workflow commands: a warning for each line that would
 * change, and a notice with the sum.  GitHub shows ten warnings of a step, so these are
 * the first of each file, then the second of each, and so on: of many files one sees
 * what is the matter with each, and the log is not filled with what nobody is shown.
 * A file that could not be checked is an error, and has no warnings.
 */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cause.h"
#include "cli/change_text.h"
#include "cli/check/check.h"
#include "cli/message.h"

#define WARNINGS_MOST 10
#define CHANGES_SHOWN 5 /* of a line */
#define PIECE_WIDTH 24

/* A command that is written. */
struct warning {
    uint64_t rank; /* which line of its file it is, from 1 */
    char *text;
};

struct state {
    struct warning warnings[WARNINGS_MOST]; /* by rank, then in the files' order */
    size_t count;
    struct warning own[WARNINGS_MOST]; /* those of the file that is being read */
    size_t own_count;
    /* Its line that is being read: */
    uint64_t line; /* 0: none yet */
    uint64_t rank;
    uint64_t column;
    uint64_t end_column;
    uint64_t changes;
    FILE *message; /* NULL: nobody will see it, or no memory */
    char *text;    /* what was written to it */
    char *command;
    size_t length;
    bool failed; /* no memory */
};

static void *open_github(bool color)
{
    (void)color;
    return calloc(1, sizeof(struct state));
}

/* Writes text so that it stands for itself in a command, or in a property of one. */
static void write_escaped(FILE *out, const char *text, bool property)
{
    for (; *text != '\0'; text++) {
        const char *special = property ? "%\r\n:," : "%\r\n";
        if (strchr(special, *text) != NULL)
            fprintf(out, "%%%02X", (unsigned)(unsigned char)*text);
        else
            fputc(*text, out);
    }
}

/* Whether a warning of this rank has a place among those of all files. */
static bool has_place(const struct state *state, uint64_t rank)
{
    return state->count < WARNINGS_MOST || state->warnings[WARNINGS_MOST - 1].rank > rank;
}

/* Puts a warning behind those that come before it; takes its text. */
static void insert(struct state *state, const struct warning *warning)
{
    size_t place = state->count;

    if (state->count == WARNINGS_MOST)
        free(state->warnings[--place].text);
    else
        state->count++;
    while (place > 0 && state->warnings[place - 1].rank > warning->rank) {
        state->warnings[place] = state->warnings[place - 1];
        place--;
    }
    state->warnings[place] = *warning;
}

/* Writes the property that names a file, which is not standard input. */
static void write_file(FILE *out, const struct zn_cli_check_file *file)
{
    fputs("file=", out);
    write_escaped(out, file->title, true);
}

/* Writes the command for a file that could not be checked. */
static void write_error(FILE *out, const struct zn_cli_check_file *file)
{
    const struct zn_cli_fault *fault = file->fault;
    const char *separator = " ";

    fputs("::error", out);
    if (!file->is_standard) {
        fputs(separator, out);
        write_file(out, file);
        separator = ",";
    }
    if (fault->line != 0) {
        fprintf(out, "%sline=%" PRIu64, separator, fault->line);
        separator = ",";
    }
    if (fault->column != 0)
        fprintf(out, "%scol=%" PRIu64, separator, fault->column);
    fputs("::", out);
    write_escaped(out, fault->message, false);
    fputc('\n', out);
}

/* Writes the command for the line, whose message is complete. */
static void write_warning(FILE *out, const struct state *state,
                          const struct zn_cli_check_file *file)
{
    fputs("::warning ", out);
    if (!file->is_standard) {
        write_file(out, file);
        fputc(',', out);
    }
    fprintf(out, "line=%" PRIu64 ",col=%" PRIu64 ",endColumn=%" PRIu64 "::", state->line,
            state->column, state->end_column);
    write_escaped(out, state->text, false);
    if (state->changes > CHANGES_SHOWN)
        fprintf(out, "; and %" PRIu64 " more", state->changes - CHANGES_SHOWN);
    fputc('\n', out);
}

/* Makes the command of a line whose message is complete. */
static bool add_warning(struct state *state, const struct zn_cli_check_file *file)
{
    FILE *out = open_memstream(&state->command, &state->length);

    if (out == NULL)
        return false;
    write_warning(out, state, file);
    if (fclose(out) != 0)
        return false;
    state->own[state->own_count++] =
        (struct warning){.rank = state->rank, .text = state->command};
    return true;
}

/* Ends the line that is being read, if there is one. */
static void end_line(struct state *state, const struct zn_cli_check_file *file)
{
    if (state->message == NULL)
        return;
    bool whole = fclose(state->message) == 0;
    state->message = NULL;
    if (!whole || !add_warning(state, file))
        state->failed = true;
    free(state->text);
    state->text = NULL;
}

static void begin_line(struct state *state, const struct zn_cli_check_file *file,
                       const struct zn_cli_change *change)
{
    state->line = change->start.line;
    state->rank = file->lines; /* the new line has been counted */
    state->column = change->start.column;
    state->changes = 0;
    if (state->own_count == WARNINGS_MOST || !has_place(state, state->rank))
        return;
    state->message = open_memstream(&state->text, &state->length);
    if (state->message == NULL)
        state->failed = true;
}

static void write_change(FILE *out, const struct zn_cli_change *change)
{
    (void)zn_cli_change_print(out, change, PIECE_WIDTH, false);
    fputc(' ', out);
    zn_cli_causes_print(out, change->edit);
    if ((change->edit->flags & ZHNORM_EDIT_AMBIGUOUS) != 0)
        fputs(" (ambiguous)", out);
}

static void begin(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;

    (void)file;
    state->line = 0;
}

static void take_change(void *context, const struct zn_cli_check_file *file,
                        const struct zn_cli_change *change)
{
    struct state *state = context;

    if (change->start.line != state->line) {
        end_line(state, file);
        begin_line(state, file, change);
    }
    /* An end on a later line has a column that says nothing here. */
    state->end_column =
        change->end.line == change->start.line ? change->end.column : change->start.column + 1;
    if (++state->changes > CHANGES_SHOWN || state->message == NULL)
        return;
    if (state->changes > 1)
        fputs("; ", state->message);
    write_change(state->message, change);
}

/* Puts the warnings of the file among the others, or drops them. */
static void settle(struct state *state, bool keep)
{
    for (size_t i = 0; i < state->own_count; i++) {
        if (keep && has_place(state, state->own[i].rank))
            insert(state, &state->own[i]);
        else
            free(state->own[i].text);
    }
    state->own_count = 0;
}

static int end(void *context, const struct zn_cli_check_file *file)
{
    struct state *state = context;

    end_line(state, file);
    settle(state, file->fault == NULL);
    if (file->fault != NULL)
        write_error(stdout, file);
    if (!state->failed)
        return ZN_CLI_DONE;
    state->failed = false;
    return zn_cli_memory_error();
}

static void finish(void *context, const struct zn_cli_check_sum *sum)
{
    struct state *state = context;

    for (size_t i = 0; i < state->count; i++)
        fputs(state->warnings[i].text, stdout);
    if (sum->changed == 0 && sum->failed == 0)
        return;
    fputs("::notice title=zhnorm check::", stdout);
    zn_cli_check_print_changes(stdout, sum);
    if (state->count < sum->lines)
        printf(", of which %zu are shown", state->count);
    zn_cli_check_print_failures(stdout, sum);
    fputc('\n', stdout);
}

static void close_github(void *context)
{
    struct state *state = context;

    for (size_t i = 0; i < state->count; i++)
        free(state->warnings[i].text);
    free(state);
}

const struct zn_cli_check_form zn_cli_check_github = {
    .open = open_github,
    .begin = begin,
    .take_change = take_change,
    .end = end,
    .finish = finish,
    .close = close_github,
};
