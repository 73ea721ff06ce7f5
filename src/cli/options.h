/*
 * The command line of the commands that convert: the options that say how, which
 * are the same for all of them, a command's own, and the inputs.  Knows the
 * library's options, but opens nothing.
 */
#ifndef ZN_CLI_OPTIONS_H
#define ZN_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/batch/profile.h"
#include "cli/formats.h"
#include "zhnorm/zhnorm.h"

enum zn_cli_stats_form { ZN_CLI_STATS_NONE, ZN_CLI_STATS_TEXT, ZN_CLI_STATS_JSON };

/* What was read.  All strings are the command line's own, or its profile's. */
struct zn_cli_options {
    zhnorm_options library;    /* but for the dictionaries */
    zhnorm_rule_switch *rules; /* what library.rules points to */
    const char **dictionaries;
    size_t dictionary_count;
    const char **inputs; /* at least one; "-" is standard input */
    size_t input_count;
    struct zn_cli_formats formats; /* of commands with steps */
    int32_t stats;       /* enum zn_cli_stats_form: the counters are wanted as well */
    bool help;           /* only help is wanted */
    const char *command; /* for messages: see zn_cli_command_error */
    void *own;           /* what the command's own options are read into */

    struct zn_batch_profile profile; /* empty: none was named */
    char **arguments;         /* the profile's and the command line's; NULL: no profile */
    struct zn_buffer given;   /* all options as the lines of a profile */
    const char *save_profile; /* where they are to be kept; NULL: nowhere */
};

/* An option. */
struct zn_cli_option {
    const char *name; /* its long form, without the dashes; NULL ends a list */
    int letter;       /* its short form; 0: it has none */
    int argument;     /* no_argument, required_argument, optional_argument: see getopt.h */
    /*
     * Takes the option with its value, NULL if it has none.  Returns ZN_CLI_DONE or,
     * having said what is wrong, another exit code.
     */
    int (*read)(struct zn_cli_options *options, const char *value);
};

/* Those that are read into zn_cli_options.formats: see formats.c. */
extern const struct zn_cli_option zn_cli_format_options[];

/* Which options a command has, besides -c, -d, --bad-input and --help. */
struct zn_cli_syntax {
    const char *command;             /* for messages: see zn_cli_command_error */
    bool steps;                      /* those of the steps, the formats and --stats */
    bool profiles;                   /* --profile and --save-profile */
    const struct zn_cli_option *own; /* these come before the shared ones */
};

/*
 * Reads a command line whose first element is not looked at, with the profile that it names,
 * and keeps its options where they are to be kept.  `own` is what the
 * command's own options find in options->own.  Returns ZN_CLI_DONE or, having said
 * what is wrong, another exit code.  To be freed with zn_cli_options_free in either
 * case.
 */
int zn_cli_options_read(struct zn_cli_options *options, const struct zn_cli_syntax *syntax,
                        void *own, int count, char **arguments);

void zn_cli_options_free(struct zn_cli_options *options);

/* Whether an input is standard input. */
bool zn_cli_is_standard(const char *name);

/* What an input is called in messages and reports. */
const char *zn_cli_input_title(const char *name);

#endif
