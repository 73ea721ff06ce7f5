/* The parts of the data that say what was run, and on which files: see data.h. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/report/data.h"
#include "cli/report/text.h"
#include "cli/run_json.h"

#define FILES_SHOWN 20000

static const char *target_name(int script)
{
    switch (script) {
    case ZHNORM_SCRIPT_SIMPLIFIED:
        return "simplified";
    case ZHNORM_SCRIPT_TRADITIONAL:
        return "traditional";
    default:
        return "";
    }
}

json_t *zn_report_run(const struct zn_report *report, const struct zn_cli_options *options)
{
    static const char *const quotes[] = {"auto", "keep", "curly", "corner"};
    static const char *const policies[] = {"reject", "replace", "pass"};
    json_t *json = zn_cli_run_json(options);

    json = zn_cli_json_set(json, "quotes", json_string(quotes[options->library.quotes]));
    json =
        zn_cli_json_set(json, "bad_input", json_string(policies[options->library.bad_input]));
    return zn_cli_json_set(json, "target", json_string(target_name(report->sides.target)));
}

static json_t *file_json(const struct zn_report_file *file)
{
    const uint64_t numbers[] = {file->characters, file->changed, file->edits, file->ambiguous,
                                file->left};
    json_t *row = json_array();

    row = zn_cli_json_append(row, zn_report_name(file->name));
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        row = zn_cli_json_append(row, json_integer((json_int_t)numbers[i]));
    row = zn_cli_json_append(row, json_integer((json_int_t)file->choice - 1));
    const char *wrong = file->wrong != NULL ? file->wrong : "";
    return zn_cli_json_append(row, zn_report_string(wrong, strlen(wrong), SIZE_MAX));
}

/* Which files are shown when there are too many: those that failed, then by change. */
static int compare_weight(const void *one, const void *other)
{
    const struct zn_report_file *a = *(const struct zn_report_file *const *)one;
    const struct zn_report_file *b = *(const struct zn_report_file *const *)other;
    bool a_failed = a->wrong != NULL;
    bool b_failed = b->wrong != NULL;

    if (a_failed != b_failed)
        return a_failed ? -1 : 1;
    if (a->changed != b->changed)
        return a->changed > b->changed ? -1 : 1;
    return a < b ? -1 : a > b;
}

static int compare_place(const void *one, const void *other)
{
    const struct zn_report_file *a = *(const struct zn_report_file *const *)one;
    const struct zn_report_file *b = *(const struct zn_report_file *const *)other;

    return a < b ? -1 : a > b;
}

/* The rows of those files that are shown, in the order of the command line. */
static json_t *rows_json(const struct zn_report *report)
{
    const struct zn_report_file **files = calloc(report->file_count + 1, sizeof *files);
    size_t shown = report->file_count < FILES_SHOWN ? report->file_count : FILES_SHOWN;
    json_t *rows = files != NULL ? json_array() : NULL;

    if (rows == NULL) {
        free((void *)files);
        return NULL;
    }
    for (size_t i = 0; i < report->file_count; i++)
        files[i] = &report->files[i];
    if (shown < report->file_count) {
        qsort((void *)files, report->file_count, sizeof *files, compare_weight);
        qsort((void *)files, shown, sizeof *files, compare_place);
    }
    for (size_t i = 0; i < shown; i++)
        rows = zn_cli_json_append(rows, file_json(files[i]));
    free((void *)files);
    return rows;
}

json_t *zn_report_files(const struct zn_report *report)
{
    json_t *json = json_object();
    json_t *choices = json_array();

    for (size_t i = 0; i < report->choice_count; i++)
        choices = zn_cli_json_append(choices, json_string(report->choices[i]));
    json = zn_cli_json_set(json, "rows", rows_json(report));
    json = zn_cli_json_set(json, "of", json_integer((json_int_t)report->file_count));
    return zn_cli_json_set(json, "choices", choices);
}
