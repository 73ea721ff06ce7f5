/* See values.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/values.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

/* Room for all words of an option in a message. */
#define WORDS_SIZE 128
#define NUMBER_SIZE 32

/* Says that a word is none of those that there are. */
static int word_error(const char *command, const char *option, const struct zn_cli_word *words,
                      const char *besides, const char *text, size_t length)
{
    char list[WORDS_SIZE] = "";
    size_t used = 0;

    for (; words->word != NULL && used < sizeof list; words++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
                                 used != 0 ? ", " : "", words->word);
    return zn_cli_command_error(command, "%s: '%.*s' is not one of: %s%s", option, (int)length,
                                text, list, besides);
}

/* The word that the first `length` bytes of a text are.  NULL: none. */
static const struct zn_cli_word *find(const struct zn_cli_word *words, const char *text,
                                      size_t length)
{
    for (; words->word != NULL; words++)
        if (strlen(words->word) == length && memcmp(words->word, text, length) == 0)
            return words;
    return NULL;
}

int zn_cli_read_word(const char *command, const char *option, const struct zn_cli_word *words,
                     const char *text, int32_t *value)
{
    const struct zn_cli_word *found = find(words, text, strlen(text));

    if (found == NULL)
        return word_error(command, option, words, "", text, strlen(text));
    *value = found->value;
    return ZN_CLI_DONE;
}

int zn_cli_read_list(const char *command, const char *option, const struct zn_cli_word *words,
                     const char *besides, const char *text, uint32_t *bits)
{
    uint32_t sum = 0;

    for (;; text++) {
        size_t length = strcspn(text, ",");
        const struct zn_cli_word *found = find(words, text, length);
        if (found == NULL)
            return word_error(command, option, words, besides, text, length);
        sum |= (uint32_t)found->value;
        text += length;
        if (*text == '\0')
            break;
    }
    *bits = sum;
    return ZN_CLI_DONE;
}

/* ---- Numbers ---------------------------------------------------------------- */

static const char units[] = "KMG"; /* each 1024 times the one before */

/* Writes a limit in the largest unit that it is a multiple of. */
static const char *show(const struct zn_cli_range *range, uint64_t number,
                        char text[NUMBER_SIZE])
{
    char unit[2] = "";

    for (size_t i = 0; range->units && units[i] != '\0' && number % 1024 == 0; i++) {
        number /= 1024;
        unit[0] = units[i];
    }
    (void)snprintf(text, NUMBER_SIZE, "%" PRIu64 "%s", number, unit);
    return text;
}

/* The power of two that the unit at a number's end stands for; -1: it is none. */
static int shift_of(const char *suffix)
{
    if (suffix[0] == '\0')
        return 0;
    for (int i = 0; units[i] != '\0'; i++)
        if ((suffix[0] == units[i] || suffix[0] == units[i] - 'A' + 'a') && suffix[1] == '\0')
            return 10 * (i + 1);
    return -1;
}

int zn_cli_read_number(const char *command, const char *option,
                       const struct zn_cli_range *range, const char *text, uint64_t *number)
{
    char least[NUMBER_SIZE];
    char most[NUMBER_SIZE];
    char *end = NULL;

    errno = 0;
    uint64_t read = strtoull(text, &end, 10);
    int shift = range->units || *end == '\0' ? shift_of(end) : -1;
    /* strtoull takes signs and spaces as well. */
    if (*text < '0' || *text > '9' || shift < 0)
        return zn_cli_command_error(command, "%s: '%s' is not a number%s", option, text,
                                    range->units ? ", with K, M or G behind it or without"
                                                 : "");
    if (errno != 0 || read > range->most >> shift || read << shift < range->least)
        return zn_cli_command_error(command, "%s: '%s' is not between %s and %s", option, text,
                                    show(range, range->least, least),
                                    show(range, range->most, most));
    *number = read << shift;
    return ZN_CLI_DONE;
}
