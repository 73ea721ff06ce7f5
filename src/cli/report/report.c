/*
 * zhnorm report: converts files, and writes a page about what changed.  Nothing of
 * the converted text is kept.
 */
#define _POSIX_C_SOURCE 200809L

#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report/collect.h"
#include "cli/report/data.h"
#include "cli/report/page.h"
#include "cli/report/place.h"
#include "cli/visit.h"

static const char usage[] =
    "Usage: zhnorm report [OPTION]... [FILE]... -o REPORT.html\n"
    "\n"
    "Converts each FILE as 'zhnorm convert' does with the same options, changes none, and\n"
    "writes one page to be opened in a browser: what share of the text changed and by\n"
    "which rule or dictionary, the most frequent replacements, ambiguous characters and\n"
    "those left standing with their contexts, lines before and after side by side, and\n"
    "a table of the files. The page is complete in itself and fetches nothing. Without\n"
    "FILE, or where FILE is -, it reads standard input.\n"
    "\n"
    "  -o, --output REPORT.html  where to write the page; without it, it goes to standard\n"
    "                            output, unless that is a terminal\n"
    "  -h, --help                print this help\n"
    "\n"
    "-c, -d, --steps, --rule, --no-rule, --quotes, --bad-input, --max-pending, --stats,\n"
    "and those of formats (-F, --field, --column, --header, --attributes, --keep-going,\n"
    "--from-encoding) are those of 'zhnorm convert': see 'zhnorm --help'.\n"
    "\n"
    "All counts are of the whole text. Of many files the page shows 20,000, of many\n"
    "changed lines a sample, and says so.\n"
    "\n"
    "Exit codes: 0 done, 2 wrong usage, 3 input or output failed, 4 an input is not\n"
    "UTF-8, 5 a configuration or dictionary is missing or wrong. All inputs are tried,\n"
    "and the page tells about those that could be read and lists the others.\n";

static int read_output(struct zn_cli_options *options, const char *value)
{
    const char **output = options->own;

    if (value[0] == '\0')
        return zn_cli_command_error("report", "--output: the name is empty");
    *output = zn_cli_is_standard(value) ? NULL : value;
    return ZN_CLI_DONE;
}

static const struct zn_cli_option own_options[] = {
    {"output", 'o', required_argument, read_output},
    {NULL, 0, 0, NULL},
};

static const struct zn_cli_syntax syntax = {
    .command = "report", .steps = true, .own = own_options};

/* Writes the page to where it is wanted. */
static int write_page(const json_t *data, const char *name)
{
    struct zn_cli_output output;
    int code = ZN_CLI_DONE;

    if (name == NULL)
        zn_cli_output_standard(&output);
    else
        code = zn_cli_output_open(&output, name, zn_cli_output_mode());
    if (code != ZN_CLI_DONE)
        return code;
    code = zn_report_page_write(&output, data);
    if (code == ZN_CLI_DONE)
        return zn_cli_output_commit(&output);
    zn_cli_output_discard(&output);
    return code;
}

/* Reads all inputs and writes the page about them. */
static int report_all(struct zn_report *report, const struct zn_cli_options *options,
                      const char *output)
{
    const struct zn_cli_visitor visitor = {.record = ZHNORM_RECORD_EDITS | ZHNORM_RECORD_KEPT,
                                           .begin = zn_report_begin,
                                           .listener = zn_report_batch,
                                           .end = zn_report_end,
                                           .context = report};
    int code = zn_cli_visit_all(options, &visitor);

    /* Without a converter there is nothing to tell. */
    if (report->file_count == 0)
        return code;
    json_t *data = report->failed ? NULL : zn_report_data(report, options);
    int written = data != NULL ? write_page(data, output) : zn_cli_memory_error();
    json_decref(data);
    return zn_cli_worse(code, written);
}

static int run(const struct zn_cli_options *options, const char *output)
{
    struct zn_report report;
    int code;

    if (options->help) {
        fputs(usage, stdout);
        return zn_cli_stdout_close();
    }
    if (output == NULL && isatty(STDOUT_FILENO)) /* nobody means to read a page there */
        return zn_cli_command_error("report", "where to write the page? Name it with -o");
    if (output != NULL) {
        code = zn_report_place_check(output, options);
        if (code != ZN_CLI_DONE)
            return code;
    }
    if (zn_report_init(&report, options->input_count))
        code = report_all(&report, options, output);
    else
        code = zn_cli_memory_error();
    zn_report_free(&report);
    return code;
}

int zn_cli_report(int count, char **arguments)
{
    struct zn_cli_options options;
    const char *output = NULL;
    int code = zn_cli_options_read(&options, &syntax, &output, count, arguments);

    if (code == ZN_CLI_DONE)
        code = run(&options, output);
    zn_cli_options_free(&options);
    return code;
}
