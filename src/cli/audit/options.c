/* Reading the command line of `zhnorm audit`: see audit.h. */
#define _POSIX_C_SOURCE 200809L

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/audit/audit.h"
#include "cli/message.h"
#include "cli/values.h"

static const struct zn_cli_audit_kind kinds[] = {
    {ZHNORM_AUDIT_AMBIGUOUS, "ambiguous",
     "characters with several targets, where no phrase decided"},
    {ZHNORM_AUDIT_REGIONAL, "regional",
     "words of dictionaries that are not in use, left as they are"},
    {ZHNORM_AUDIT_TERMS, "terms", "sequences that look like words, and that nobody knows"},
    {ZHNORM_AUDIT_LEFTOVER, "leftover", "characters of the other script in the output"},
};

const struct zn_cli_audit_kind *zn_cli_audit_kind_at(size_t index)
{
    return index < sizeof kinds / sizeof kinds[0] ? &kinds[index] : NULL;
}

const char *zn_cli_audit_document(const struct zn_cli_audit_options *options,
                                  uint64_t document)
{
    size_t input = document < options->document_count ? options->documents[document] : 0;

    return zn_cli_input_title(options->conversion.inputs[input]);
}

static int read_kind(struct zn_cli_options *options, const char *value)
{
    enum { KINDS_MOST = 8 };
    struct zn_cli_audit_options *audit = options->own;
    struct zn_cli_word words[KINDS_MOST] = {{NULL, 0}};
    const struct zn_cli_audit_kind *kind;

    for (size_t i = 0; i + 1 < KINDS_MOST && (kind = zn_cli_audit_kind_at(i)) != NULL; i++)
        words[i] = (struct zn_cli_word){kind->name, (int32_t)kind->bit};
    return zn_cli_read_list(options->command, "--kind", words, "", value,
                            &audit->library.kinds);
}

static int read_format(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word formats[] = {{"text", ZN_CLI_AUDIT_TEXT},
                                                 {"json", ZN_CLI_AUDIT_JSON},
                                                 {"skeleton", ZN_CLI_AUDIT_SKELETON},
                                                 {NULL, 0}};
    struct zn_cli_audit_options *audit = options->own;

    return zn_cli_read_word(options->command, "--format", formats, value, &audit->format);
}

/* Reads a number into a size. */
static int read_size(const struct zn_cli_options *options, const char *option,
                     const struct zn_cli_range *range, const char *value, size_t *size)
{
    uint64_t number = 0;
    int code = zn_cli_read_number(options->command, option, range, value, &number);

    *size = (size_t)number;
    return code;
}

static int read_top(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_range range = {1, 1000000, false};
    struct zn_cli_audit_options *audit = options->own;

    return read_size(options, "--top", &range, value, &audit->library.top);
}

static int read_contexts(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_range range = {0, 16, false};
    struct zn_cli_audit_options *audit = options->own;

    return read_size(options, "--contexts", &range, value, &audit->library.contexts);
}

static int read_least(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_range range = {1, UINT32_MAX, false};
    struct zn_cli_audit_options *audit = options->own;

    return zn_cli_read_number(options->command, "--min-count", &range, value,
                              &audit->library.least_count);
}

static int read_memory(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_range range = {UINT64_C(24) << 20, UINT64_C(64) << 30, true};
    struct zn_cli_audit_options *audit = options->own;

    return read_size(options, "--memory", &range, value, &audit->library.memory);
}

static const struct zn_cli_option own_options[] = {
    {"kind", 0, required_argument, read_kind},
    {"top", 0, required_argument, read_top},
    {"contexts", 0, required_argument, read_contexts},
    {"min-count", 0, required_argument, read_least},
    {"format", 0, required_argument, read_format},
    {"memory", 0, required_argument, read_memory},
    {NULL, 0, 0, NULL},
};

/* An audit takes what a configuration makes of characters and words: no steps. */
static const struct zn_cli_syntax syntax = {.command = "audit", .own = own_options};

int zn_cli_audit_options_read(struct zn_cli_audit_options *options, int count,
                              char **arguments)
{
    *options = (struct zn_cli_audit_options){.format = ZN_CLI_AUDIT_TEXT};
    zhnorm_audit_options_init(&options->library);
    int code = zn_cli_options_read(&options->conversion, &syntax, options, count, arguments);
    if (code != ZN_CLI_DONE)
        return code;
    options->documents = calloc(options->conversion.input_count, sizeof *options->documents);
    return options->documents != NULL ? ZN_CLI_DONE : zn_cli_memory_error();
}

void zn_cli_audit_options_free(struct zn_cli_audit_options *options)
{
    zn_cli_options_free(&options->conversion);
    free(options->documents);
}
