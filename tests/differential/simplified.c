/*
 * Simplified text stays as it is, whatever a preset is for: every key of
 * OpenCC's tables from simplified to traditional script, as a text of its own.
 * Keys that hold a character which only traditional text has are left out.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "installed.h"
#include "zhnorm/zhnorm.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define SHOWN_MAX 20

static int compare_keys(const void *a, const void *b)
{
    const struct opencc_entry *left = a;
    const struct opencc_entry *right = b;
    size_t length =
        left->key_length < right->key_length ? left->key_length : right->key_length;
    int order = memcmp(left->key, right->key, length);
    if (order != 0)
        return order;
    return left->key_length < right->key_length ? -1 : left->key_length > right->key_length;
}

/* Is it a character that OpenCC's conversion to simplified script changes? */
static bool is_traditional(const struct opencc_entries *characters, char *character,
                           size_t length)
{
    const struct opencc_entry wanted = {.key = character, .key_length = length};
    const struct opencc_entry *found =
        bsearch(&wanted, characters->items, characters->count, sizeof wanted, compare_keys);
    return found != NULL &&
           (found->value_length != length || memcmp(found->value, character, length) != 0);
}

static bool is_simplified(const struct opencc_entries *characters,
                          const struct opencc_entry *word)
{
    for (size_t at = 0; at < word->key_length;) {
        size_t length = 1;
        while (at + length < word->key_length && (word->key[at + length] & 0xC0) == 0x80)
            length++;
        if (is_traditional(characters, word->key + at, length))
            return false;
        at += length;
    }
    return true;
}

static bool stays(const zhnorm_converter *converter, const char *config,
                  const struct opencc_entry *word)
{
    char result[1024];
    size_t length;
    zhnorm_error error = {0};
    int status = zhnorm_convert(converter, word->key, word->key_length, result, sizeof result,
                                &length, &error);
    if (status != ZHNORM_OK) {
        printf("%s: %.*s: %s\n", config, (int)word->key_length, word->key, error.message);
        return false;
    }
    if (length == word->key_length && memcmp(result, word->key, length) == 0)
        return true;
    printf("%s: %.*s became %.*s\n", config, (int)word->key_length, word->key, (int)length,
           result);
    return false;
}

/* How many words change, up to a number that is enough to see. */
static int count_changes(const char *config, const struct opencc_entries *characters,
                         const struct opencc_entries *words)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_error error = {0};
    int changes = 0;
    int tried = 0;
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = ZHNORM_STEPS_NONE;
    if (zhnorm_compile(&options, &converter, &error) != ZHNORM_OK) {
        printf("%s: %s\n", config, error.message);
        return 1;
    }
    for (size_t i = 0; i < words->count && changes < SHOWN_MAX; i++) {
        if (!is_simplified(characters, &words->items[i]))
            continue;
        tried++;
        changes += !stays(converter, config, &words->items[i]);
    }
    printf("%s: %d words, %d changed\n", config, tried, changes);
    zhnorm_converter_free(converter);
    return changes;
}

int main(void)
{
    static const char *const configs[] = {"hans", "cn", "tw2cn", "hk2cn", "auto"};
    struct opencc_entries characters = {0};
    struct opencc_entries words = {0};
    int changes = 0;
    if (installed_entries("TSCharacters.ocd2", &characters) != 0 ||
        installed_entries("STCharacters.ocd2", &words) != 0 ||
        installed_entries("STPhrases.ocd2", &words) != 0)
        return 1;
    qsort(characters.items, characters.count, sizeof *characters.items, compare_keys);
    for (size_t i = 0; i < COUNT(configs); i++)
        changes += count_changes(configs[i], &characters, &words);
    opencc_entries_free(&characters);
    opencc_entries_free(&words);
    return changes == 0 ? 0 : 1;
}
