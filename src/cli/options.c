/*
 * Reading the command line of a command that converts: see options.h.  getopt_long
 * gets its tables from those of the options; its own messages are switched off,
 * since they name the program by its path.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/options.h"

#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/steps.h"
#include "cli/values.h"
#include "rules/memory.h"

/* ---- The shared options -------------------------------------------------------- */

static int read_config(struct zn_cli_options *options, const char *value)
{
    options->library.config = value;
    return ZN_CLI_DONE;
}

static int read_dict(struct zn_cli_options *options, const char *value)
{
    options->dictionaries[options->dictionary_count++] = value;
    return ZN_CLI_DONE;
}

static int read_bad_input(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word policies[] = {{"reject", ZHNORM_BAD_INPUT_REJECT},
                                                  {"replace", ZHNORM_BAD_INPUT_REPLACE},
                                                  {"pass", ZHNORM_BAD_INPUT_PASS},
                                                  {NULL, 0}};

    return zn_cli_read_word(options->command, "--bad-input", policies, value,
                            &options->library.bad_input);
}

static int read_help(struct zn_cli_options *options, const char *value)
{
    (void)value;
    options->help = true;
    return ZN_CLI_DONE;
}

static const struct zn_cli_option shared[] = {
    {"config", 'c', required_argument, read_config},
    {"dict", 'd', required_argument, read_dict},
    {"bad-input", 0, required_argument, read_bad_input},
    {"help", 'h', no_argument, read_help},
    {NULL, 0, 0, NULL},
};

/* Reads `article`, `none`, or the names of steps with commas between them. */
static int read_steps(struct zn_cli_options *options, const char *value)
{
    enum { STEPS_MOST = 8 };
    struct zn_cli_word words[STEPS_MOST] = {{NULL, 0}};
    const struct zn_cli_step *step;
    uint32_t *steps = &options->library.steps;

    if (strcmp(value, "article") == 0 || strcmp(value, "none") == 0) {
        *steps = value[0] == 'a' ? ZHNORM_STEPS_ARTICLE : ZHNORM_STEPS_NONE;
        return ZN_CLI_DONE;
    }
    for (size_t i = 0; i + 1 < STEPS_MOST && (step = zn_cli_step_at(i)) != NULL; i++)
        words[i] = (struct zn_cli_word){step->name, (int32_t)step->bit};
    return zn_cli_read_list(options->command, "--steps", words,
                            " (article and none stand alone)", value, steps);
}

/* Notes a switch of a rule behind those that the command line has before it. */
static int switch_rule(struct zn_cli_options *options, const char *option, const char *name,
                       int on)
{
    zhnorm_rule_info info;

    if (zn_cli_rule_find(option, name, &info) != ZN_CLI_DONE)
        return ZN_CLI_USAGE;
    options->rules[options->library.rule_count++] =
        (zhnorm_rule_switch){.name = info.name, .on = on};
    return ZN_CLI_DONE;
}

static int read_rule(struct zn_cli_options *options, const char *value)
{
    return switch_rule(options, "--rule", value, 1);
}

static int read_no_rule(struct zn_cli_options *options, const char *value)
{
    return switch_rule(options, "--no-rule", value, 0);
}

static int read_quotes(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word shapes[] = {{"auto", ZHNORM_QUOTES_AUTO},
                                                {"keep", ZHNORM_QUOTES_KEEP},
                                                {"curly", ZHNORM_QUOTES_CURLY},
                                                {"corner", ZHNORM_QUOTES_CORNER},
                                                {NULL, 0}};

    return zn_cli_read_word(options->command, "--quotes", shapes, value,
                            &options->library.quotes);
}

static int read_max_pending(struct zn_cli_options *options, const char *value)
{
    /* What the library accepts. */
    static const struct zn_cli_range bytes = {256, UINT64_C(1) << 30, true};
    uint64_t number = 0;
    int code = zn_cli_read_number(options->command, "--max-pending", &bytes, value, &number);

    options->library.max_pending = (size_t)number;
    return code;
}

static int read_stats(struct zn_cli_options *options, const char *value)
{
    static const struct zn_cli_word forms[] = {
        {"text", ZN_CLI_STATS_TEXT}, {"json", ZN_CLI_STATS_JSON}, {NULL, 0}};

    return zn_cli_read_word(options->command, "--stats", forms, value != NULL ? value : "text",
                            &options->stats);
}

static const struct zn_cli_option of_steps[] = {
    {"steps", 0, required_argument, read_steps},
    {"rule", 0, required_argument, read_rule},
    {"no-rule", 0, required_argument, read_no_rule},
    {"quotes", 0, required_argument, read_quotes},
    {"max-pending", 0, required_argument, read_max_pending},
    {"stats", 0, optional_argument, read_stats},
    {NULL, 0, 0, NULL},
};

/* A profile is read before everything else. */
static int read_profile(struct zn_cli_options *options, const char *value)
{
    (void)options;
    (void)value;
    return ZN_CLI_DONE;
}

static int read_save_profile(struct zn_cli_options *options, const char *value)
{
    options->save_profile = value;
    return ZN_CLI_DONE;
}

#define PROFILE "profile"

static const struct zn_cli_option of_profiles[] = {
    {PROFILE, 0, required_argument, read_profile},
    {"save-profile", 0, required_argument, read_save_profile},
    {NULL, 0, 0, NULL},
};

/* ---- Reading --------------------------------------------------------------------- */

#define OPTIONS_MOST 64

/* What getopt_long gives for long option `index`: no letter is as large. */
#define LONG 0x100

/* The options of a command as getopt_long wants them. */
struct table {
    const struct zn_cli_option *options[OPTIONS_MOST];
    size_t count;
    struct option named[OPTIONS_MOST + 1];
    char letters[2 + 2 * OPTIONS_MOST];
    uint8_t by_letter[LONG]; /* the place of the option with this short form */
};

static void add(struct table *table, const struct zn_cli_option *options)
{
    for (; options->name != NULL && table->count < OPTIONS_MOST; options++) {
        size_t index = table->count++;
        table->options[index] = options;
        table->named[index] =
            (struct option){options->name, options->argument, NULL, LONG + (int)index};
        if (options->letter == 0)
            continue;
        size_t end = strlen(table->letters);
        table->letters[end] = (char)options->letter;
        table->by_letter[options->letter] = (uint8_t)index;
        if (options->argument == required_argument)
            table->letters[end + 1] = ':';
    }
}

static void make_table(struct table *table, const struct zn_cli_syntax *syntax)
{
    *table = (struct table){.letters = ":"};
    add(table, syntax->own);
    add(table, shared);
    if (syntax->steps) {
        add(table, of_steps);
        add(table, zn_cli_format_options);
    }
    if (syntax->profiles)
        add(table, of_profiles);
}

/* Says what is wrong with the short option in optopt. */
static int short_option_error(const char *command, int found)
{
    unsigned char letter = (unsigned char)optopt;

    if (found == ':')
        return zn_cli_command_error(command, "option '-%c' needs a value", letter);
    if (letter >= 0x80)
        return zn_cli_command_error(command, "unknown option '-\\x%02x'", letter);
    return zn_cli_command_error(command, "unknown option '-%c'", letter);
}

/* Says what is wrong with the long option that getopt_long read last. */
static int long_option_error(const char *command, int found, const char *argument)
{
    int length = (int)strcspn(argument, "=");

    if (found == ':')
        return zn_cli_command_error(command, "option '%s' needs a value", argument);
    if (optopt != 0)
        return zn_cli_command_error(command, "option '%.*s' takes no value", length, argument);
    return zn_cli_command_error(command, "unknown or ambiguous option '%.*s'", length,
                                argument);
}

/* The option that getopt_long has found. */
static const struct zn_cli_option *option_of(const struct table *table, int found)
{
    size_t index = found >= LONG ? (size_t)(found - LONG) : table->by_letter[found];

    return table->options[index];
}

static int read_option(struct zn_cli_options *options, const struct table *table, int found,
                       char **arguments)
{
    if (found == ':' || found == '?') {
        bool is_short = optopt != 0 && optopt < LONG; /* below 0: not ASCII */
        return is_short ? short_option_error(options->command, found)
                        : long_option_error(options->command, found, arguments[optind - 1]);
    }
    const struct zn_cli_option *option = option_of(table, found);
    if (zn_batch_profile_may_have(option->name) &&
        !zn_batch_profile_append(&options->given, option->name, optarg))
        return zn_cli_memory_error();
    return option->read(options, optarg);
}

/* ---- Profiles ------------------------------------------------------------------------ */

static enum zn_batch_takes find_option(const void *context, const char *name)
{
    const struct table *table = context;

    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(table->named[i].name, name) != 0)
            continue;
        return table->named[i].has_arg == no_argument         ? ZN_BATCH_TAKES_NOTHING
               : table->named[i].has_arg == required_argument ? ZN_BATCH_TAKES_VALUE
                                                              : ZN_BATCH_MAY_TAKE_VALUE;
    }
    return ZN_BATCH_UNKNOWN_OPTION;
}

/* Looks for --profile.  Changes the order of `arguments`.  What is wrong is said later. */
static int find_profile(const struct zn_cli_options *options, const struct table *table,
                        int count, char **arguments, const char **path)
{
    int found;

    *path = NULL;
    optind = 0; /* from the beginning */
    while ((found = getopt_long(count, arguments, table->letters, table->named, NULL)) != -1) {
        if (found < LONG || strcmp(option_of(table, found)->name, PROFILE) != 0)
            continue;
        if (*path != NULL)
            return zn_cli_command_error(options->command, "--profile can be given once only");
        *path = optarg;
    }
    return ZN_CLI_DONE;
}

/* Finds the profile that a command line names; NULL: none. */
static int name_profile(const struct zn_cli_options *options, const struct table *table,
                        int count, char *const *arguments, const char **path)
{
    /* An option at the end that lacks its value would find one in another order. */
    char **copy = calloc((size_t)count + 1, sizeof *copy);

    if (copy == NULL)
        return zn_cli_memory_error();
    memcpy(copy, arguments, (size_t)count * sizeof *copy);
    int code = find_profile(options, table, count, copy, path);
    free(copy);
    return code;
}

/* Puts the options of the profile, if one is named, before those of the command line. */
static int join_profile(struct zn_cli_options *options, const struct table *table, int *count,
                        char ***arguments)
{
    const char *path = NULL;
    int code = name_profile(options, table, *count, *arguments, &path);

    if (code == ZN_CLI_DONE && path != NULL)
        code = zn_batch_profile_read(&options->profile, path, find_option, table);
    if (code != ZN_CLI_DONE || path == NULL)
        return code;
    size_t added = options->profile.count;
    char **joined = calloc((size_t)*count + added + 1, sizeof *joined);
    if (joined == NULL)
        return zn_cli_memory_error();
    joined[0] = **arguments;
    for (size_t i = 0; i < added; i++)
        joined[1 + i] = options->profile.arguments[i];
    for (int i = 1; i < *count; i++)
        joined[added + (size_t)i] = (*arguments)[i];
    *count += (int)added;
    *arguments = options->arguments = joined;
    return ZN_CLI_DONE;
}

/* Says where the option stands that was just read, if that is in the profile. */
static void name_line(const struct zn_cli_options *options)
{
    size_t argument = (size_t)optind - 1; /* the profile's are from 1 on */

    if (argument >= 1 && argument <= options->profile.count)
        zn_cli_message("%s:%zu: the option is given here", options->profile.path,
                       options->profile.lines[argument - 1]);
}

/* ---- A command line ------------------------------------------------------------------ */

/* Room for what can be repeated: there cannot be more of any than arguments. */
static bool make_lists(struct zn_cli_options *options, int count)
{
    size_t most = (size_t)count + 1; /* and "-" where there is no input */

    options->dictionaries = calloc(most, sizeof *options->dictionaries);
    options->inputs = calloc(most, sizeof *options->inputs);
    options->rules = calloc(most, sizeof *options->rules);
    options->library.rules = options->rules;
    return options->dictionaries != NULL && options->inputs != NULL && options->rules != NULL;
}

/* Reads options and inputs. */
static int read_arguments(struct zn_cli_options *options, const struct table *table, int count,
                          char **arguments)
{
    int found;

    if (!make_lists(options, count))
        return zn_cli_memory_error();
    optind = 0; /* from the beginning */
    while ((found = getopt_long(count, arguments, table->letters, table->named, NULL)) != -1) {
        int code = read_option(options, table, found, arguments);
        if (code != ZN_CLI_DONE) {
            name_line(options);
            return code;
        }
    }
    for (int i = optind; i < count; i++)
        options->inputs[options->input_count++] = arguments[i];
    if (options->input_count == 0)
        options->inputs[options->input_count++] = "-";
    return ZN_CLI_DONE;
}

int zn_cli_options_read(struct zn_cli_options *options, const struct zn_cli_syntax *syntax,
                        void *own, int count, char **arguments)
{
    struct table table;
    int code = ZN_CLI_DONE;

    *options = (struct zn_cli_options){.command = syntax->command, .own = own};
    zhnorm_options_init(&options->library);
    zn_cli_formats_init(&options->formats);
    zn_buffer_init(&options->given, &zn_default_allocator);
    make_table(&table, syntax);
    opterr = 0;
    if (syntax->profiles)
        code = join_profile(options, &table, &count, &arguments);
    if (code == ZN_CLI_DONE)
        code = read_arguments(options, &table, count, arguments);
    if (code == ZN_CLI_DONE && options->save_profile != NULL && !options->help)
        code = zn_batch_profile_write(options->save_profile, &options->given);
    return code;
}

void zn_cli_options_free(struct zn_cli_options *options)
{
    free(options->dictionaries);
    free(options->inputs);
    free(options->rules);
    zn_cli_formats_free(&options->formats);
    free(options->arguments);
    zn_buffer_free(&options->given);
    zn_batch_profile_free(&options->profile);
}

bool zn_cli_is_standard(const char *name)
{
    return strcmp(name, "-") == 0;
}

const char *zn_cli_input_title(const char *name)
{
    return zn_cli_is_standard(name) ? "(standard input)" : name;
}
