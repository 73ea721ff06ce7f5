/*
 * The values of options: one word of a few, several with commas between them, or
 * a number.  What is wrong is said with the option's name; `command` is whose help
 * is pointed at, NULL for the program's.
 */
#ifndef ZN_CLI_VALUES_H
#define ZN_CLI_VALUES_H

#include <stdbool.h>
#include <stdint.h>

/* A word that an option takes, and what it stands for.  One without ends a list. */
struct zn_cli_word {
    const char *word;
    int32_t value;
};

/* Reads one of some words.  Returns ZN_CLI_DONE or ZN_CLI_USAGE. */
int zn_cli_read_word(const char *command, const char *option, const struct zn_cli_word *words,
                     const char *text, int32_t *value);

/*
 * Reads words with commas between them, each of which stands for a bit.  `besides`
 * is added to the message.  Returns ZN_CLI_DONE or ZN_CLI_USAGE.
 */
int zn_cli_read_list(const char *command, const char *option, const struct zn_cli_word *words,
                     const char *besides, const char *text, uint32_t *bits);

/* Numbers that an option takes. */
struct zn_cli_range {
    uint64_t least;
    uint64_t most;
    bool units; /* K, M or G may stand behind it */
};

/* Reads a number.  Returns ZN_CLI_DONE or ZN_CLI_USAGE. */
int zn_cli_read_number(const char *command, const char *option,
                       const struct zn_cli_range *range, const char *text, uint64_t *number);

#endif
