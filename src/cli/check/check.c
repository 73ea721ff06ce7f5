/*
 * zhnorm check: says of each file whether `convert` would change it, and changes
 * nothing.
 */
#include "cli/check/check.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/cause.h"
#include "cli/color.h"
#include "cli/commands.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/values.h"
#include "cli/visit.h"

static const char usage[] =
    "Usage: zhnorm check [OPTION]... [FILE]...\n"
    "\n"
    "Changes nothing, but says which files 'zhnorm convert' would change with the same\n"
    "options, and exits with 1 if there are any. Without FILE, or where FILE is -, it\n"
    "reads standard input.\n"
    "\n"
    "      --format FORMAT   text (default): a line for each file that would change\n"
    "                        diff: a unified diff, which 'patch -p1' applies\n"
    "                        json: JSON Lines, a file with its changes in each line\n"
    "                        github: annotations, in the workflow commands of GitHub\n"
    "      --diff, --json    short for --format diff and --format json\n"
    "      --color[=WHEN]    colour, which in a diff marks the characters that change:\n"
    "                        always (without WHEN), never, or auto (default): on a\n"
    "                        terminal, unless NO_COLOR is set\n"
    "  -h, --help            print this help\n"
    "\n"
    "-c, -d, --steps, --rule, --no-rule, --quotes, --bad-input, --max-pending, --stats,\n"
    "and those of formats (-F, --field, --column, --header, --attributes, --keep-going,\n"
    "--from-encoding) are those of 'zhnorm convert': see 'zhnorm --help'.\n"
    "\n"
    "Exit codes: 0 nothing would change, 1 something would, 2 wrong usage, 3 input or\n"
    "output failed, 4 an input is not UTF-8, 5 a configuration or dictionary is missing\n"
    "or wrong. All inputs are tried; the code is the first that occurred of 5, 3, 4, 1.\n";

enum format { FORMAT_TEXT, FORMAT_DIFF, FORMAT_JSON, FORMAT_GITHUB };

static const struct zn_cli_check_form *const forms[] = {
    [FORMAT_TEXT] = &zn_cli_check_text,
    [FORMAT_DIFF] = &zn_cli_check_diff,
    [FORMAT_JSON] = &zn_cli_check_json,
    [FORMAT_GITHUB] = &zn_cli_check_github,
};

struct check {
    int32_t format; /* enum format */
    int32_t color;  /* enum zn_cli_color, as it was asked for */
    const struct zn_cli_check_form *form;
    void *state; /* the form's */
    struct zn_cli_check_sum sum;
    /* The file that is being read: */
    struct zn_cli_walk walk;
    struct zn_cli_check_file file;
    uint64_t last_line; /* in which a change began */
};

/* ---- The options -------------------------------------------------------------- */

static int read_format(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word words[] = {{"text", FORMAT_TEXT},
                                               {"diff", FORMAT_DIFF},
                                               {"json", FORMAT_JSON},
                                               {"github", FORMAT_GITHUB},
                                               {NULL, 0}};
    struct check *check = options->own;

    return zn_cli_read_word(options->command, "--format", words, value, &check->format);
}

static int read_diff(struct zn_cli_options *options, const char *value)
{
    struct check *check = options->own;

    (void)value;
    check->format = FORMAT_DIFF;
    return ZN_CLI_DONE;
}

static int read_json(struct zn_cli_options *options, const char *value)
{
    struct check *check = options->own;

    (void)value;
    check->format = FORMAT_JSON;
    return ZN_CLI_DONE;
}

static int read_color(struct zn_cli_options *options, const char *value)
{
    struct check *check = options->own;

    return zn_cli_color_read(options, value, &check->color);
}

static const struct zn_cli_option own_options[] = {
    {"format", 0, required_argument, read_format},
    {"diff", 0, no_argument, read_diff},
    {"json", 0, no_argument, read_json},
    {"color", 0, optional_argument, read_color},
    {NULL, 0, 0, NULL},
};

static const struct zn_cli_syntax syntax = {
    .command = "check", .steps = true, .own = own_options};

/* ---- The files ------------------------------------------------------------------ */

static void begin(void *context, const struct zn_cli_visit *visit)
{
    struct check *check = context;

    zn_cli_walk_init(&check->walk);
    check->last_line = 0;
    check->file = (struct zn_cli_check_file){.title = visit->title,
                                             .is_standard = visit->is_standard,
                                             .converter = visit->converter};
    if (check->form->begin != NULL)
        check->form->begin(check->state, &check->file);
}

static void count_change(void *context, const struct zn_cli_change *change)
{
    struct check *check = context;
    struct zn_cli_check_file *file = &check->file;
    const struct zn_cli_pass *pass;

    file->changes++;
    if (change->start.line != check->last_line)
        file->lines++;
    check->last_line = change->start.line;
    if ((change->edit->flags & ZHNORM_EDIT_AMBIGUOUS) != 0)
        file->ambiguous++;
    for (size_t i = 0; i < ZN_CLI_CHECK_PASSES && (pass = zn_cli_pass_at(i)) != NULL; i++)
        if ((change->edit->passes & pass->bit) != 0)
            file->by_pass[i]++;
    if (check->form->take_change != NULL)
        check->form->take_change(check->state, file, change);
}

static void take(void *context, const zhnorm_batch *batch)
{
    struct check *check = context;

    if (check->form->take_batch != NULL)
        check->form->take_batch(check->state, batch);
    zn_cli_walk_batch(&check->walk, batch, count_change, check);
}

static int end(void *context, const struct zn_cli_visit *visit, int code)
{
    struct check *check = context;
    struct zn_cli_check_sum *sum = &check->sum;

    check->file.fault = code != ZN_CLI_DONE ? visit->fault : NULL;
    check->file.choice = zn_formatter_choice(visit->formatter);
    sum->files++;
    if (check->file.fault != NULL) {
        sum->failed++;
    } else if (check->file.changes != 0) {
        sum->changed++;
        sum->changes += check->file.changes;
        sum->lines += check->file.lines;
        code = ZN_CLI_FOUND;
    }
    return zn_cli_worse(code, check->form->end(check->state, &check->file));
}

static int run(const struct zn_cli_options *options, struct check *check)
{
    const struct zn_cli_visitor visitor = {
        .record = ZHNORM_RECORD_EDITS,
        .begin = begin,
        .listener = take,
        .end = end,
        .context = check,
    };

    check->form = forms[check->format];
    check->state = check->form->open(zn_cli_color_is_wanted(check->color));
    if (check->state == NULL)
        return zn_cli_memory_error();
    int code = zn_cli_visit_all(options, &visitor);
    if (check->form->finish != NULL && check->sum.files != 0)
        check->form->finish(check->state, &check->sum);
    check->form->close(check->state);
    return zn_cli_worse(code, zn_cli_stdout_close());
}

const char *zn_cli_check_plural(uint64_t number)
{
    return number == 1 ? "" : "s";
}

void zn_cli_check_print_changes(FILE *out, const struct zn_cli_check_sum *sum)
{
    fprintf(out, "%" PRIu64 " of %" PRIu64 " file%s would change", sum->changed, sum->files,
            zn_cli_check_plural(sum->files));
    if (sum->changes != 0)
        fprintf(out, ": %" PRIu64 " change%s in %" PRIu64 " line%s", sum->changes,
                zn_cli_check_plural(sum->changes), sum->lines,
                zn_cli_check_plural(sum->lines));
}

void zn_cli_check_print_failures(FILE *out, const struct zn_cli_check_sum *sum)
{
    if (sum->failed != 0)
        fprintf(out, "; %" PRIu64 " could not be checked", sum->failed);
}

int zn_cli_check(int count, char **arguments)
{
    struct check check = {.format = FORMAT_TEXT, .color = ZN_CLI_COLOR_AUTO};
    struct zn_cli_options options;
    int code = zn_cli_options_read(&options, &syntax, &check, count, arguments);

    if (code == ZN_CLI_DONE && options.help) {
        fputs(usage, stdout);
        code = zn_cli_stdout_close();
    } else if (code == ZN_CLI_DONE) {
        code = run(&options, &check);
    }
    zn_cli_options_free(&options);
    return code;
}
