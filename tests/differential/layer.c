/*
 * Holds the corpus layer against a slow reference.
 *
 *     zhnorm-differential-layer [--seed N] [--rounds N]
 *
 * The rule: at each position the longest key wins across all corpus
 * dictionaries and the base's first-level keys (at a segment's start the
 * segmentation key, in an unmatched run the first stage's longest key).  On
 * equal length the corpus wins, and a later dictionary beats an earlier one.
 * What a corpus entry puts out is final; the stretches between go through the
 * base on their own.  The reference does just that, a character at a time,
 * with libopencc for the stretches, on random dictionaries that are made of
 * the characters of real keys.
 */
#include "cases.h"
#include "compare.h"
#include "installed.h"
#include "reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DICTS_MAX 3

/* A random key: of any dictionary alike, since the small ones hold the phrases. */
static const struct opencc_entry *random_key(const struct reference_base *base,
                                             uint64_t *chance)
{
    size_t index = below(chance, base->stage_count + 1);
    const struct opencc_entries *entries =
        index == base->stage_count ? &base->segmentation : &base->stage[index];
    return &entries->items[below(chance, entries->count)];
}

/* A random character of a random key. */
static void append_character(struct text *text, const struct reference_base *base,
                             uint64_t *chance)
{
    const struct opencc_entry *entry = random_key(base, chance);
    size_t skip = below(chance, count_characters(entry->key, entry->key_length));
    const char *p = entry->key;
    while (skip-- > 0)
        p += sequence_length(*p);
    text_append(text, p, sequence_length(*p));
}

/* The front of a random key, or its back, of at least one character. */
static void append_part(struct text *text, const struct reference_base *base, int back,
                        uint64_t *chance)
{
    const struct opencc_entry *entry = random_key(base, chance);
    size_t characters = count_characters(entry->key, entry->key_length);
    size_t split = below(chance, characters) + (back ? 0 : 1);
    size_t at = 0;
    while (split-- > 0)
        at += sequence_length(entry->key[at]);
    if (back)
        text_append(text, entry->key + at, entry->key_length - at);
    else
        text_append(text, entry->key, at);
}

/* A corpus key near the base's keys: parts of them, alone or across two. */
static void append_corpus_key(struct text *text, const struct reference_base *base,
                              uint64_t *chance)
{
    size_t kind = below(chance, 5);
    if (kind == 0) {
        append_character(text, base, chance);
        return;
    }
    append_part(text, base, kind % 2 == 0, chance);
    if (kind >= 3)
        append_part(text, base, 0, chance);
}

static void append_value(struct text *text, const struct reference_base *base,
                         uint64_t *chance)
{
    size_t count = 1 + below(chance, 4);
    for (size_t i = 0; i < count; i++) {
        if (below(chance, 6) == 0)
            text_string(text, i == 0 ? "[x]" : " y");
        else
            append_character(text, base, chance);
    }
}

/* ---- One round: some dictionaries, some text ---- */

struct round {
    const struct reference_base *base;
    struct reference_layer layers[DICTS_MAX];
    zhnorm_dict *dicts[DICTS_MAX];
    size_t dict_count;
    struct text sources[DICTS_MAX]; /* the dictionaries as files */
    struct text cases;
};

static void make_dictionary(struct round *round, size_t index, uint64_t *chance)
{
    const struct reference_base *base = round->base;
    struct text *source = &round->sources[index];
    size_t count = 1 + below(chance, 120);
    for (size_t i = 0; i < count; i++) {
        struct text key = {NULL, 0, 0};
        struct text value = {NULL, 0, 0};
        append_corpus_key(&key, base, chance);
        int protects = below(chance, 4) == 0;
        if (protects)
            text_append(&value, key.data, key.length);
        else
            append_value(&value, base, chance);
        if (reference_layer_add(&round->layers[index], &key, &value) == 0) {
            text_append(source, key.data, key.length);
            if (!protects) {
                text_string(source, "\t");
                text_append(source, value.data, value.length);
            }
            text_string(source, "\n");
        }
        text_free(&key);
        text_free(&value);
    }
}

/* Text in which the keys of the layer and of the base meet and overlap. */
static void make_cases(struct round *round, uint64_t *chance)
{
    const struct reference_base *base = round->base;
    while (round->cases.length < 40000) {
        size_t tokens = 1 + below(chance, 12);
        while (tokens-- > 0) {
            const struct reference_layer *layer =
                &round->layers[below(chance, round->dict_count)];
            size_t kind = below(chance, 8);
            if (kind < 3)
                reference_layer_append_key(layer, &round->cases, chance);
            else if (kind < 7)
                append_part(&round->cases, base, kind % 2 == 0, chance);
            else
                text_string(&round->cases, below(chance, 2) == 0 ? "abc " : "，");
        }
        text_string(&round->cases, "\n");
    }
    cases_mixed(&round->cases, &base->keys, 10000, 30, 0, chance);
}

static int parse_dictionaries(struct round *round)
{
    for (size_t i = 0; i < round->dict_count; i++) {
        zhnorm_error error;
        if (zhnorm_dict_parse(round->sources[i].data, round->sources[i].length, "random", NULL,
                              &round->dicts[i], &error) != ZHNORM_OK) {
            fprintf(stderr, "zhnorm_dict_parse: %s\n", error.message);
            return -1;
        }
    }
    return 0;
}

/* Compiles the layers over the base and compares with the reference. */
static int hold(const struct round *round, size_t max_pending, const struct text *wanted)
{
    char title[128];
    struct text got = {NULL, 0, 0};
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error;
    zhnorm_options_init(&options);
    options.config = round->base->config;
    options.dicts = (const zhnorm_dict *const *)round->dicts;
    options.dict_count = round->dict_count;
    options.steps = ZHNORM_STEPS_NONE;
    options.max_pending = max_pending;
    if (zhnorm_compile(&options, &converter, &error) != ZHNORM_OK) {
        fprintf(stderr, "zhnorm_compile: %s\n", error.message);
        return -1;
    }
    snprintf(title, sizeof title, "%s with %zu dictionaries, max_pending %zu",
             round->base->config, round->dict_count, max_pending);
    int failed = compare_convert(converter, &round->cases, &got);
    if (failed == 0)
        failed = compare_lines(title, &round->cases, wanted, &got) > 0;
    zhnorm_converter_free(converter);
    text_free(&got);
    return failed;
}

static void free_round(struct round *round)
{
    for (size_t i = 0; i < round->dict_count; i++) {
        zhnorm_dict_free(round->dicts[i]);
        reference_layer_free(&round->layers[i]);
        text_free(&round->sources[i]);
    }
    text_free(&round->cases);
}

static int check_round(const struct reference_base *base, uint64_t seed)
{
    uint64_t chance = seed;
    struct round round = {.base = base, .dict_count = 1 + below(&chance, DICTS_MAX)};
    struct text wanted = {NULL, 0, 0};
    for (size_t i = 0; i < round.dict_count; i++)
        make_dictionary(&round, i, &chance);
    make_cases(&round, &chance);
    int failed =
        reference_convert(base, round.layers, round.dict_count, &round.cases, &wanted);
    if (failed == 0)
        failed = parse_dictionaries(&round);
    if (failed == 0)
        failed = hold(&round, 0, &wanted) || hold(&round, 256, &wanted);
    if (failed != 0) {
        fprintf(stderr, "seed %llu; the dictionaries were:\n", (unsigned long long)seed);
        for (size_t i = 0; i < round.dict_count; i++)
            fprintf(stderr, "-- %zu\n%.*s", i + 1, (int)round.sources[i].length,
                    round.sources[i].data);
    }
    text_free(&wanted);
    free_round(&round);
    return failed;
}

static int check_base(const struct reference_shape *shape, uint64_t seed, size_t rounds)
{
    struct reference_base base;
    int failed = reference_base_open(&base, shape);
    size_t done = 0;
    for (; done < rounds && failed == 0; done++)
        failed = check_round(&base, seed + done);
    reference_base_close(&base);
    printf("%-6s %zu rounds%s\n", shape->config, done, failed ? ", failed" : "");
    fflush(stdout);
    return failed;
}

int main(int argc, char **argv)
{
    /* Debian's: newer releases have no segmentation in some of them. */
    static const struct reference_shape shapes[] = {
        {"t2s", "TSPhrases.ocd2", {"TSPhrases.ocd2", "TSCharacters.ocd2", NULL}},
        {"s2twp", "STPhrases.ocd2", {"STPhrases.ocd2", "STCharacters.ocd2", NULL}},
        {"tw2sp",
         "TSPhrases.ocd2",
         {"TWPhrasesRev.ocd2", "TWVariantsRevPhrases.ocd2", "TWVariantsRev.ocd2", NULL}},
    };
    uint64_t seed = 7;
    size_t rounds = 60;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--seed") == 0)
            seed = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--rounds") == 0)
            rounds = strtoul(argv[i + 1], NULL, 10);
    }
    int code = installed_is_embedded();
    if (code != 0)
        return code;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (!reference_shape_fits(&shapes[i])) {
            fprintf(stderr, "skipped: the installed %s is built otherwise\n",
                    shapes[i].config);
            return 77;
        }
        code = check_base(&shapes[i], seed, rounds) || code;
    }
    return code ? 1 : 0;
}
