/* See formats.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/formats.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cli/message.h"
#include "cli/options.h"
#include "cli/values.h"
#include "files/encoding.h"

int zn_cli_list_add(struct zn_cli_list *list, const char *option, const char *value)
{
    const char **items;

    if (value[0] == '\0')
        return zn_cli_usage_error("%s: the name is empty", option);
    items = realloc((void *)list->items, (list->count + 1) * sizeof *items);
    if (items == NULL)
        return zn_cli_memory_error();
    items[list->count++] = value;
    list->items = items;
    return ZN_CLI_DONE;
}

/* ---- The options ----------------------------------------------------------------------- */

static int read_format(struct zn_cli_options *options, const char *value)
{
    struct zn_cli_word formats[ZN_FORMATS + 2] = {{"auto", ZN_CLI_FORMAT_AUTO}};

    for (int32_t i = 0; i < ZN_FORMATS; i++)
        formats[i + 1] = (struct zn_cli_word){zn_format_name((enum zn_format)i), i};
    return zn_cli_read_word(options->command, "--format", formats, value,
                            &options->formats.format);
}

static int read_field(struct zn_cli_options *options, const char *value)
{
    return zn_cli_list_add(&options->formats.fields, "--field", value);
}

static int read_column(struct zn_cli_options *options, const char *value)
{
    return zn_cli_list_add(&options->formats.columns, "--column", value);
}

static int read_header(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word words[] = {
        {"auto", ZN_HEADER_AUTO}, {"yes", ZN_HEADER_YES}, {"no", ZN_HEADER_NO}, {NULL, 0}};

    return zn_cli_read_word(options->command, "--header", words, value,
                            &options->formats.header);
}

static int read_attributes(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word words[] = {{"yes", 1}, {"no", 0}, {NULL, 0}};
    int32_t wanted = 0;
    int code = zn_cli_read_word(options->command, "--attributes", words, value, &wanted);

    options->formats.attributes = wanted != 0;
    return code;
}

static int read_keep_going(struct zn_cli_options *options, const char *value)
{
    (void)value;
    options->formats.keep_going = true;
    return ZN_CLI_DONE;
}

static int read_encoding(struct zn_cli_options *options, const char *value)
{
    if (strcmp(value, "auto") != 0 && zn_encoding_find(value) == NULL)
        return zn_cli_command_error(options->command,
                                    "--from-encoding: '%s' is not one of: auto, %s", value,
                                    zn_encoding_names());
    /* Which is what NULL stands for. */
    options->formats.encoding = strcasecmp(value, "utf-8") == 0 ? NULL : value;
    return ZN_CLI_DONE;
}

const struct zn_cli_option zn_cli_format_options[] = {
    {"format", 'F', required_argument, read_format},
    {"field", 0, required_argument, read_field},
    {"column", 0, required_argument, read_column},
    {"header", 0, required_argument, read_header},
    {"attributes", 0, required_argument, read_attributes},
    {"keep-going", 0, no_argument, read_keep_going},
    {"from-encoding", 0, required_argument, read_encoding},
    {NULL, 0, 0, NULL},
};

void zn_cli_formats_init(struct zn_cli_formats *formats)
{
    *formats = (struct zn_cli_formats){
        .format = ZN_CLI_FORMAT_AUTO, .header = ZN_HEADER_AUTO, .attributes = true};
}

void zn_cli_formats_free(struct zn_cli_formats *formats)
{
    free((void *)formats->fields.items);
    free((void *)formats->columns.items);
}

/* ---- What they come to -------------------------------------------------------------------
 */

struct zn_format_options zn_cli_formats_wanted(const struct zn_cli_formats *formats)
{
    return (struct zn_format_options){
        .fields = formats->fields.items,
        .field_count = formats->fields.count,
        .columns = formats->columns.items,
        .column_count = formats->columns.count,
        .header = formats->header,
        .attributes = formats->attributes,
        .keep_going = formats->keep_going,
    };
}

enum zn_format zn_cli_formats_of(const struct zn_cli_formats *formats, const char *name,
                                 bool is_standard)
{
    if (formats->format != ZN_CLI_FORMAT_AUTO)
        return (enum zn_format)formats->format;
    return is_standard ? ZN_FORMAT_TEXT : zn_format_of_file(name);
}

const char *zn_cli_formats_lack(const struct zn_cli_options *options, enum zn_format format)
{
    const struct zn_cli_formats *formats = &options->formats;

    if (format != ZN_FORMAT_TEXT && options->library.engine == ZHNORM_ENGINE_OPENCC)
        return "--engine opencc converts plain text only (-F text)";
    if (format == ZN_FORMAT_JSONL && formats->fields.count == 0)
        return "JSON Lines need --field NAME for what is text in them";
    if ((format == ZN_FORMAT_CSV || format == ZN_FORMAT_TSV) && formats->columns.count == 0)
        return "CSV and TSV need --column NAME for what is text in them";
    return NULL;
}

int zn_cli_formats_check(const struct zn_cli_options *options)
{
    struct stat status;

    for (size_t i = 0; i < options->input_count; i++) {
        const char *name = options->inputs[i];
        bool is_standard = zn_cli_is_standard(name);
        const char *lacks = zn_cli_formats_lack(
            options, zn_cli_formats_of(&options->formats, name, is_standard));
        if (lacks == NULL ||
            (!is_standard && stat(name, &status) == 0 && S_ISDIR(status.st_mode)))
            continue;
        return zn_cli_command_error(options->command, "%s: %s", zn_cli_input_title(name),
                                    lacks);
    }
    return ZN_CLI_DONE;
}
