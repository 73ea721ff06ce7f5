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
#include "cli/steps.h"

/* What the library accepts for max_pending. */
#define MAX_PENDING_LEAST ((size_t)256)
#define MAX_PENDING_MOST ((size_t)1 << 30)

/* Marks a long option, so that errors in it differ from those in a short one. */
#define LONG 0x100

/* Options without a short form. */
enum long_only {
    OPTION_STEPS = 1,
    OPTION_RULE,
    OPTION_NO_RULE,
    OPTION_QUOTES,
    OPTION_STATS,
    OPTION_ENGINE,
    OPTION_BAD_INPUT,
    OPTION_MAX_PENDING
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, LONG | 'c'},
    {"dict", required_argument, NULL, LONG | 'd'},
    {"output", required_argument, NULL, LONG | 'o'},
    {"steps", required_argument, NULL, LONG | OPTION_STEPS},
    {"rule", required_argument, NULL, LONG | OPTION_RULE},
    {"no-rule", required_argument, NULL, LONG | OPTION_NO_RULE},
    {"quotes", required_argument, NULL, LONG | OPTION_QUOTES},
    {"stats", no_argument, NULL, LONG | OPTION_STATS},
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
    int32_t value;
};

/* An option that takes one of a few words. */
struct choices {
    const char *option;
    const char *words;        /* for messages */
    struct choice choices[5]; /* the last one without a word */
};

static const struct choices engines = {
    "--engine",
    "zhnorm, opencc",
    {{"zhnorm", ZHNORM_ENGINE_ZHNORM}, {"opencc", ZHNORM_ENGINE_OPENCC}}};

static const struct choices bad_inputs = {"--bad-input",
                                          "reject, replace, pass",
                                          {{"reject", ZHNORM_BAD_INPUT_REJECT},
                                           {"replace", ZHNORM_BAD_INPUT_REPLACE},
                                           {"pass", ZHNORM_BAD_INPUT_PASS}}};

static const struct choices quotes = {"--quotes",
                                      "auto, keep, curly, corner",
                                      {{"auto", ZHNORM_QUOTES_AUTO},
                                       {"keep", ZHNORM_QUOTES_KEEP},
                                       {"curly", ZHNORM_QUOTES_CURLY},
                                       {"corner", ZHNORM_QUOTES_CORNER}}};

static int read_choice(const struct choices *choices, const char *word, int32_t *value)
{
    for (const struct choice *each = choices->choices; each->word != NULL; each++) {
        if (strcmp(each->word, word) == 0) {
            *value = each->value;
            return ZN_CLI_DONE;
        }
    }
    return zn_cli_usage_error("%s: '%s' is not one of: %s", choices->option, word,
                              choices->words);
}

/* The step whose name is the first `length` bytes of `word`; 0: there is none. */
static uint32_t find_step(const char *word, size_t length)
{
    const struct zn_cli_step *step;

    for (size_t i = 0; (step = zn_cli_step_at(i)) != NULL; i++)
        if (strlen(step->name) == length && memcmp(step->name, word, length) == 0)
            return step->bit;
    return 0;
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
        uint32_t step = find_step(word, length);
        if (step == 0)
            return zn_cli_usage_error("--steps: '%.*s' is not one of: form, width, punct, "
                                      "space (article and none stand alone)",
                                      (int)length, word);
        found |= step;
        word += length;
        if (*word == '\0')
            break;
    }
    *steps = found;
    return ZN_CLI_DONE;
}

/* Notes a switch of a rule behind those that the command line has before it. */
static int read_rule(struct zn_cli_options *options, const char *option, const char *name,
                     int on)
{
    zhnorm_rule_info info;

    if (zn_cli_rule_find(option, name, &info) != ZN_CLI_DONE)
        return ZN_CLI_USAGE;
    options->rules[options->library.rule_count++] =
        (zhnorm_rule_switch){.name = info.name, .on = on};
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
        return read_choice(&engines, optarg, &options->library.engine);
    case OPTION_BAD_INPUT:
        return read_choice(&bad_inputs, optarg, &options->library.bad_input);
    case OPTION_QUOTES:
        return read_choice(&quotes, optarg, &options->library.quotes);
    case OPTION_RULE:
        return read_rule(options, "--rule", optarg, 1);
    case OPTION_NO_RULE:
        return read_rule(options, "--no-rule", optarg, 0);
    case OPTION_STATS:
        options->stats = true;
        return ZN_CLI_DONE;
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
    /* There cannot be more of any than arguments, and "-" for none. */
    options->dictionaries = calloc((size_t)count + 1, sizeof *options->dictionaries);
    options->inputs = calloc((size_t)count + 1, sizeof *options->inputs);
    options->rules = calloc((size_t)count + 1, sizeof *options->rules);
    if (options->dictionaries == NULL || options->inputs == NULL || options->rules == NULL)
        return zn_cli_memory_error();
    options->library.rules = options->rules;

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
    free(options->rules);
}

bool zn_cli_is_standard(const char *name)
{
    return strcmp(name, "-") == 0;
}
