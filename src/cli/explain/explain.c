/*
 * zhnorm explain: says of each change where it is, what became of what, and why.
 */
#include "cli/explain/explain.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/color.h"
#include "cli/commands.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/visit.h"
#include "rules/memory.h"

static const char usage[] =
    "Usage: zhnorm explain [OPTION]... [FILE]...\n"
    "\n"
    "Converts nothing, but lists every change that 'zhnorm convert' would make with the\n"
    "same options: FILE:LINE:COLUMN: the change within its text, [BEFORE→AFTER], and the\n"
    "rules, or the dictionaries and tables, that it is due to; with the entry (KEY →\n"
    "VALUE) where that is longer than the change. Lines and columns count from 1,\n"
    "columns in characters; what is invisible is written as \\u200B. Without FILE, or\n"
    "where FILE is -, it reads standard input.\n"
    "\n"
    "A change is ambiguous where a character with several targets got its default and no\n"
    "phrase decided; the targets are listed.\n"
    "\n"
    "      --kept            also list ambiguous characters that stay as they are\n"
    "      --json            print JSON Lines, one change a line\n"
    "      --color[=WHEN]    colour: always (without WHEN), never, or auto (default): on\n"
    "                        a terminal, unless NO_COLOR is set\n"
    "  -h, --help            print this help\n"
    "\n"
    "-c, -d, --steps, --rule, --no-rule, --quotes, --bad-input, --max-pending, --stats,\n"
    "and those of formats (-F, --field, --column, --header, --attributes, --keep-going,\n"
    "--from-encoding) are those of 'zhnorm convert': see 'zhnorm --help'.\n"
    "\n"
    "Exit codes: 0 done, 2 wrong usage, 3 input or output failed, 4 an input is not\n"
    "UTF-8, 5 a configuration or dictionary is missing or wrong. All inputs are tried.\n";

struct explain {
    bool json;
    bool kept;
    int32_t color; /* enum zn_cli_color, as it was asked for */
    /* The input that is being read: */
    struct zn_cli_walk walk;
    struct zn_cli_explained explained;
    int code; /* of printing */
};

static int read_json(struct zn_cli_options *options, const char *value)
{
    struct explain *explain = options->own;

    (void)value;
    explain->json = true;
    return ZN_CLI_DONE;
}

static int read_kept(struct zn_cli_options *options, const char *value)
{
    struct explain *explain = options->own;

    (void)value;
    explain->kept = true;
    return ZN_CLI_DONE;
}

static int read_color(struct zn_cli_options *options, const char *value)
{
    struct explain *explain = options->own;

    return zn_cli_color_read(options, value, &explain->color);
}

static const struct zn_cli_option own_options[] = {
    {"json", 0, no_argument, read_json},
    {"kept", 0, no_argument, read_kept},
    {"color", 0, optional_argument, read_color},
    {NULL, 0, 0, NULL},
};

static const struct zn_cli_syntax syntax = {
    .command = "explain", .steps = true, .own = own_options};

static void begin(void *context, const struct zn_cli_visit *visit)
{
    struct explain *explain = context;

    zn_cli_walk_init(&explain->walk);
    free(explain->explained.head);
    explain->explained.head = NULL;
    explain->explained.title = visit->title;
    explain->explained.converter = visit->converter;
    explain->explained.formatter = visit->formatter;
}

static void print(void *context, const struct zn_cli_change *change)
{
    struct explain *explain = context;

    explain->explained.change = change;
    if (!explain->json)
        zn_cli_explain_text(&explain->explained);
    else if (explain->code == ZN_CLI_DONE)
        explain->code = zn_cli_explain_json(&explain->explained);
}

static void take(void *context, const zhnorm_batch *batch)
{
    struct explain *explain = context;

    zn_cli_walk_batch(&explain->walk, batch, print, explain);
}

static int end(void *context, const struct zn_cli_visit *visit, int code)
{
    struct explain *explain = context;

    (void)visit;
    return zn_cli_worse(code, explain->code);
}

static int run(const struct zn_cli_options *options, struct explain *explain)
{
    const struct zn_cli_visitor visitor = {
        .record = ZHNORM_RECORD_EDITS | (explain->kept ? ZHNORM_RECORD_KEPT : 0),
        .begin = begin,
        .listener = take,
        .end = end,
        .context = explain,
    };

    explain->explained.color = zn_cli_color_is_wanted(explain->color);
    zn_buffer_init(&explain->explained.line, &zn_default_allocator);
    int code = zn_cli_visit_all(options, &visitor);
    zn_buffer_free(&explain->explained.line);
    free(explain->explained.head);
    return zn_cli_worse(code, zn_cli_stdout_close());
}

int zn_cli_explain(int count, char **arguments)
{
    struct explain explain = {.color = ZN_CLI_COLOR_AUTO};
    struct zn_cli_options options;
    int code = zn_cli_options_read(&options, &syntax, &explain, count, arguments);

    if (code == ZN_CLI_DONE && options.help) {
        fputs(usage, stdout);
        code = zn_cli_stdout_close();
    } else if (code == ZN_CLI_DONE) {
        code = run(&options, &explain);
    }
    zn_cli_options_free(&options);
    return code;
}
