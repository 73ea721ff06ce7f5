/*
 * Reading the command line of `zhnorm convert`: see options.h.  getopt_long's
 * own messages are switched off, since they name the program by its path.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/options.h"

#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

/* What the library accepts for max_pending. */
#define MAX_PENDING_LEAST ((size_t)256)
#define MAX_PENDING_MOST ((size_t)1 << 30)

/* Marks a long option, so that errors in it differ from those in a short one. */
#define LONG 0x100

/* Options without a short form. */
enum long_only { OPTION_STEPS = 1, OPTION_ENGINE, OPTION_BAD_INPUT, OPTION_MAX_PENDING };

static const struct option long_options[] = {
    {"config", required_argument, NULL, LONG | 'c'},
    {"dict", required_argument, NULL, LONG | 'd'},
    {"output", required_argument, NULL, LONG | 'o'},
    {"steps", required_argument, NULL, LONG | OPTION_STEPS},
    {"engine", required_argument, NULL, LONG | OPTION_ENGINE},
    {"bad-input", required_argument, NULL, LONG | OPTION_BAD_INPUT},
    {"max-pending", required_argument, NULL, LONG | OPTION_MAX_PENDING},
    {"help", no_argument, NULL, LONG | 'h'},
    {"version", no_argument, NULL, LONG | 'V'},
    {NULL, 0, NULL, 0},
};

/* A word that an option takes, and what it stands for. */
struct choice {
    const char *word;
    uint32_t value;
};

static const struct choice engine_choices[] = {
    {"zhnorm", ZHNORM_ENGINE_ZHNORM},
    {"opencc", ZHNORM_ENGINE_OPENCC},
    {NULL, 0},
};

static const struct choice bad_input_choices[] = {
    {"reject", ZHNORM_BAD_INPUT_REJECT},
    {"replace", ZHNORM_BAD_INPUT_REPLACE},
    {"pass", ZHNORM_BAD_INPUT_PASS},
    {NULL, 0},
};

static const struct choice step_choices[] = {
    {"punct", ZHNORM_STEP_PUNCT},
    {"space", ZHNORM_STEP_SPACE},
    {NULL, 0},
};

/* Finds the word of `length` bytes.  NULL: it is none of the choices. */
static const struct choice *find_choice(const struct choice *choices, const char *word,
                                        size_t length)
{
    for (; choices->word != NULL; choices++)
        if (strlen(choices->word) == length && memcmp(choices->word, word, length) == 0)
            return choices;
    return NULL;
}

static int read_engine(const char *word, int32_t *engine)
{
    const struct choice *choice = find_choice(engine_choices, word, strlen(word));

    if (choice == NULL)
        return zn_cli_usage_error("--engine: '%s' is not one of: zhnorm, opencc", word);
    *engine = (int32_t)choice->value;
    return ZN_CLI_DONE;
}

static int read_bad_input(const char *word, int32_t *bad_input)
{
    const struct choice *choice = find_choice(bad_input_choices, word, strlen(word));

    if (choice == NULL)
        return zn_cli_usage_error("--bad-input: '%s' is not one of: reject, replace, pass",
                                  word);
    *bad_input = (int32_t)choice->value;
    return ZN_CLI_DONE;
}

/* Reads `article`, `none`, or the names of steps with commas between them. */
static int read_steps(const char *list, uint32_t *steps)
{
    uint32_t found = 0;

    if (strcmp(list, "article") == 0) {
        *steps = ZHNORM_STEPS_ARTICLE;
        return ZN_CLI_DONE;
    }
    if (strcmp(list, "none") == 0) {
        *steps = ZHNORM_STEPS_NONE;
        return ZN_CLI_DONE;
    }
    for (const char *word = list;; word++) {
        size_t length = strcspn(word, ",");
        const struct choice *choice = find_choice(step_choices, word, length);
        if (choice == NULL)
            return zn_cli_usage_error("--steps: '%.*s' is not one of: punct, space "
                                      "(article and none stand alone)",
                                      (int)length, word);
        found |= choice->value;
        word += length;
        if (*word == '\0')
            break;
    }
    *steps = found;
    return ZN_CLI_DONE;
}

/* The number of bytes that K or M at a number's end stands for; 0: neither. */
static size_t unit_of(const char *suffix)
{
    if (suffix[0] == '\0')
        return 1;
    if (suffix[1] != '\0')
        return 0;
    if (suffix[0] == 'K' || suffix[0] == 'k')
        return (size_t)1 << 10;
    if (suffix[0] == 'M' || suffix[0] == 'm')
        return (size_t)1 << 20;
    return 0;
}

static int read_max_pending(const char *text, size_t *max_pending)
{
    const char *at = text;
    size_t number = 0;

    for (; *at >= '0' && *at <= '9'; at++)
        if (number <= MAX_PENDING_MOST) /* beyond, it is too large in any unit */
            number = number * 10 + (size_t)(*at - '0');
    size_t unit = unit_of(at);
    if (at == text || unit == 0)
        return zn_cli_usage_error("--max-pending: '%s' is not a number of bytes, "
                                  "with K or M behind it or without",
                                  text);
    if (number > MAX_PENDING_MOST / unit || number * unit < MAX_PENDING_LEAST)
        return zn_cli_usage_error("--max-pending: '%s' is not between 256 bytes and 1024M",
                                  text);
    *max_pending = number * unit;
    return ZN_CLI_DONE;
}

static int read_output(const char *name, const char **output)
{
    if (name[0] == '\0')
        return zn_cli_usage_error("--output: the name is empty");
    *output = zn_cli_is_standard(name) ? NULL : name;
    return ZN_CLI_DONE;
}

/* Says what is wrong with the short option in optopt. */
static int short_option_error(int found)
{
    unsigned char letter = (unsigned char)optopt;

    if (found == ':')
        return zn_cli_usage_error("option '-%c' needs a value", letter);
    if (letter >= 0x80)
        return zn_cli_usage_error("unknown option '-\\x%02x'", letter);
    return zn_cli_usage_error("unknown option '-%c'", letter);
}

/* Says what is wrong with the long option that getopt_long read last. */
static int long_option_error(int found, const char *argument)
{
    int length = (int)strcspn(argument, "=");

    if (found == ':')
        return zn_cli_usage_error("option '%s' needs a value", argument);
    if (optopt != 0)
        return zn_cli_usage_error("option '%.*s' takes no value", length, argument);
    return zn_cli_usage_error("unknown or ambiguous option '%.*s'", length, argument);
}

static int read_option(struct zn_cli_options *options, int found, char **arguments)
{
    if (found == ':' || found == '?') {
        bool is_short = optopt != 0 && optopt < LONG; /* below 0: not ASCII */
        return is_short ? short_option_error(found)
                        : long_option_error(found, arguments[optind - 1]);
    }
    switch (found & ~LONG) {
    case 'c':
        options->library.config = optarg;
        return ZN_CLI_DONE;
    case 'd':
        options->dictionaries[options->dictionary_count++] = optarg;
        return ZN_CLI_DONE;
    case 'o':
        return read_output(optarg, &options->output);
    case OPTION_STEPS:
        return read_steps(optarg, &options->library.steps);
    case OPTION_ENGINE:
        return read_engine(optarg, &options->library.engine);
    case OPTION_BAD_INPUT:
        return read_bad_input(optarg, &options->library.bad_input);
    case OPTION_MAX_PENDING:
        return read_max_pending(optarg, &options->library.max_pending);
    case 'h':
        options->help = true;
        return ZN_CLI_DONE;
    default: /* 'V' */
        options->version = true;
        return ZN_CLI_DONE;
    }
}

int zn_cli_options_read(struct zn_cli_options *options, int count, char **arguments)
{
    int found;

    *options = (struct zn_cli_options){0};
    zhnorm_options_init(&options->library);
    /* There cannot be more of either than arguments, and "-" for none. */
    options->dictionaries = calloc((size_t)count + 1, sizeof *options->dictionaries);
    options->inputs = calloc((size_t)count + 1, sizeof *options->inputs);
    if (options->dictionaries == NULL || options->inputs == NULL)
        return zn_cli_memory_error();

    opterr = 0;
    while ((found = getopt_long(count, arguments, ":c:d:o:hV", long_options, NULL)) != -1) {
        int code = read_option(options, found, arguments);
        if (code != ZN_CLI_DONE)
            return code;
    }
    for (int i = optind; i < count; i++)
        options->inputs[options->input_count++] = arguments[i];
    if (options->input_count == 0)
        options->inputs[options->input_count++] = "-";
    return ZN_CLI_DONE;
}

void zn_cli_options_free(struct zn_cli_options *options)
{
    free(options->dictionaries);
    free(options->inputs);
}

bool zn_cli_is_standard(const char *name)
{
    return strcmp(name, "-") == 0;
}
