/* Reading the command line of `zhnorm audit`: see audit.h. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/audit/audit.h"
#include "cli/message.h"
#include "cli/options.h"

enum long_only {
    OPTION_FORMAT = 1,
    OPTION_TOP,
    OPTION_CONTEXTS,
    OPTION_KIND,
    OPTION_LEAST,
    OPTION_MEMORY,
    OPTION_BAD_INPUT
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'c'},
    {"dict", required_argument, NULL, 'd'},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"top", required_argument, NULL, OPTION_TOP},
    {"contexts", required_argument, NULL, OPTION_CONTEXTS},
    {"kind", required_argument, NULL, OPTION_KIND},
    {"min-count", required_argument, NULL, OPTION_LEAST},
    {"memory", required_argument, NULL, OPTION_MEMORY},
    {"bad-input", required_argument, NULL, OPTION_BAD_INPUT},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

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
    const char *name = options->inputs[input];

    return zn_cli_is_standard(name) ? "(standard input)" : name;
}

/* Reads names of kinds with commas between them. */
static int read_kinds(const char *list, uint32_t *bits)
{
    const struct zn_cli_audit_kind *kind;

    *bits = 0;
    for (const char *word = list;; word++) {
        size_t length = strcspn(word, ",");
        uint32_t bit = 0;
        for (size_t i = 0; (kind = zn_cli_audit_kind_at(i)) != NULL; i++)
            if (strlen(kind->name) == length && memcmp(kind->name, word, length) == 0)
                bit = kind->bit;
        if (bit == 0)
            return zn_cli_command_error("audit",
                                        "--kind: '%.*s' is not one of: ambiguous, regional, "
                                        "terms, leftover",
                                        (int)length, word);
        *bits |= bit;
        word += length;
        if (*word == '\0')
            return ZN_CLI_DONE;
    }
}

/* A word that an option takes, and what it stands for. */
struct choice {
    const char *word;
    int32_t value;
};

static const struct choice formats[] = {{"text", ZN_CLI_AUDIT_TEXT},
                                        {"json", ZN_CLI_AUDIT_JSON},
                                        {"skeleton", ZN_CLI_AUDIT_SKELETON},
                                        {NULL, 0}};

static const struct choice policies[] = {{"reject", ZHNORM_BAD_INPUT_REJECT},
                                         {"replace", ZHNORM_BAD_INPUT_REPLACE},
                                         {"pass", ZHNORM_BAD_INPUT_PASS},
                                         {NULL, 0}};

static int read_choice(const char *option, const struct choice *choices, const char *words,
                       int32_t *value)
{
    for (; choices->word != NULL; choices++) {
        if (strcmp(choices->word, optarg) == 0) {
            *value = choices->value;
            return ZN_CLI_DONE;
        }
    }
    return zn_cli_command_error("audit", "%s: '%s' is not one of: %s", option, optarg, words);
}

/* Reads a number from `least` to `most`; with `units`, K, M or G may stand behind it. */
static int read_number(const char *option, uint64_t least, uint64_t most, bool units,
                       uint64_t *number)
{
    static const char letters[] = "KkMmGg";
    char *end = optarg;
    unsigned shift = 0;

    errno = 0;
    *number = *optarg >= '0' && *optarg <= '9' ? strtoull(optarg, &end, 10) : 0;
    const char *letter = units && *end != '\0' ? strchr(letters, *end) : NULL;
    if (letter != NULL) {
        shift = 10 * ((unsigned)(letter - letters) / 2 + 1);
        end++;
    }
    if (end == optarg || *end != '\0')
        return zn_cli_command_error("audit", "%s: '%s' is not a number%s", option, optarg,
                                    units ? ", with K, M or G behind it or without" : "");
    if (errno != 0 || *number > most >> shift || *number << shift < least)
        return zn_cli_command_error("audit",
                                    "%s: '%s' is not between %" PRIu64 " and %" PRIu64, option,
                                    optarg, least, most);
    *number <<= shift;
    return ZN_CLI_DONE;
}

static int read_size(const char *option, uint64_t least, uint64_t most, bool units,
                     size_t *size)
{
    uint64_t number = 0;
    int code = read_number(option, least, most, units, &number);

    *size = (size_t)number;
    return code;
}

static int read_option(struct zn_cli_audit_options *options, int found, const char *argument)
{
    switch (found) {
    case 'c':
        options->conversion.config = optarg;
        return ZN_CLI_DONE;
    case 'd':
        options->dictionaries[options->dictionary_count++] = optarg;
        return ZN_CLI_DONE;
    case OPTION_FORMAT:
        return read_choice("--format", formats, "text, json, skeleton", &options->format);
    case OPTION_TOP:
        return read_size("--top", 1, 1000000, false, &options->library.top);
    case OPTION_CONTEXTS:
        return read_size("--contexts", 0, 16, false, &options->library.contexts);
    case OPTION_KIND:
        return read_kinds(optarg, &options->library.kinds);
    case OPTION_LEAST:
        return read_number("--min-count", 1, UINT32_MAX, false, &options->library.least_count);
    case OPTION_MEMORY:
        return read_size("--memory", UINT64_C(24) << 20, UINT64_C(64) << 30, true,
                         &options->library.memory);
    case OPTION_BAD_INPUT:
        return read_choice("--bad-input", policies, "reject, replace, pass",
                           &options->conversion.bad_input);
    case 'h':
        options->help = true;
        return ZN_CLI_DONE;
    case ':':
        return zn_cli_command_error("audit", "audit: option '%s' needs a value", argument);
    default:
        return zn_cli_command_error("audit", "audit: unknown option '%s'", argument);
    }
}

int zn_cli_audit_options_read(struct zn_cli_audit_options *options, int count,
                              char **arguments)
{
    int found;

    *options = (struct zn_cli_audit_options){.format = ZN_CLI_AUDIT_TEXT};
    zhnorm_options_init(&options->conversion);
    zhnorm_audit_options_init(&options->library);
    /* There cannot be more of any than arguments, and "-" for none. */
    options->dictionaries = calloc((size_t)count + 1, sizeof *options->dictionaries);
    options->inputs = calloc((size_t)count + 1, sizeof *options->inputs);
    options->documents = calloc((size_t)count + 1, sizeof *options->documents);
    if (options->dictionaries == NULL || options->inputs == NULL || options->documents == NULL)
        return zn_cli_memory_error();

    opterr = 0;
    while ((found = getopt_long(count, arguments, ":c:d:h", long_options, NULL)) != -1) {
        int code = read_option(options, found, arguments[optind - 1]);
        if (code != ZN_CLI_DONE)
            return code;
    }
    for (int i = optind; i < count; i++)
        options->inputs[options->input_count++] = arguments[i];
    if (options->input_count == 0)
        options->inputs[options->input_count++] = "-";
    return ZN_CLI_DONE;
}

void zn_cli_audit_options_free(struct zn_cli_audit_options *options)
{
    free(options->dictionaries);
    free(options->inputs);
    free(options->documents);
}
