/*
 * zhnorm-bench-text: writes varied Chinese prose for the benchmark.
 *
 *     zhnorm-bench-text BYTES [traditional|simplified] [SEED]
 *
 * Articles of a headline and some paragraphs are put together from sentence
 * patterns and word lists; words are drawn with falling frequency (Zipf's
 * law), most often from the article's own topic, so that the frequencies of
 * characters are near those of real prose and no page repeats.  The same seed
 * gives the same text on every machine.  The simplified text is the
 * traditional one, converted by zhnorm's preset `hans`.
 */
#include "templates.h"
#include "words.h"
#include "zhnorm/zhnorm.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Text that grows ---- */

struct text {
    char *data;
    size_t length;
    size_t capacity;
};

static void text_append(struct text *text, const char *data, size_t length)
{
    if (text->capacity - text->length < length) {
        size_t capacity = text->capacity * 2 + length;
        char *grown = realloc(text->data, capacity);
        if (grown == NULL) {
            fprintf(stderr, "zhnorm-bench-text: out of memory\n");
            exit(1);
        }
        text->data = grown;
        text->capacity = capacity;
    }
    memcpy(text->data + text->length, data, length);
    text->length += length;
}

static void text_string(struct text *text, const char *string)
{
    text_append(text, string, strlen(string));
}

/* ---- Chance ---- */

/* SplitMix64: a small generator whose sequence is the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t limit)
{
    return (size_t)(next_random(state) % limit);
}

/* ---- Words ---- */

struct word {
    const char *data;
    size_t length;
};

struct word_list {
    struct word *words;
    double *reach; /* running sum of the words' weights */
    size_t count;
};

enum list_kind {
    LIST_NOUNS,
    LIST_TRANSITIVE_VERBS,
    LIST_INTRANSITIVE_VERBS,
    LIST_ADJECTIVES,
    LIST_ADVERBS,
    LIST_CONNECTIVES,
    LIST_TIMES,
    LIST_PLACES,
    LIST_ORGANISATIONS,
    LIST_ROLES,
    LIST_PRONOUNS,
    LIST_SURNAMES,
    LIST_GIVEN_NAMES,
    LIST_MEASURES,
    LIST_IDIOMS,
    LIST_LATIN,
    LIST_COUNT
};

static const char *const list_sources[LIST_COUNT] = {
    words_nouns,       words_transitive_verbs, words_intransitive_verbs,
    words_adjectives,  words_adverbs,          words_connectives,
    words_times,       words_places,           words_organisations,
    words_roles,       words_pronouns,         words_surnames,
    words_given_names, words_measures,         words_idioms,
    words_latin,
};

static void *take(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fprintf(stderr, "zhnorm-bench-text: out of memory\n");
        exit(1);
    }
    return memory;
}

/* Splits a list at its spaces; the word of rank r weighs 1 / (r + 8). */
static struct word_list split_list(const char *source)
{
    struct word_list list = {NULL, NULL, 1};
    for (const char *p = source; *p != '\0'; p++)
        list.count += *p == ' ';
    list.words = take(list.count, sizeof *list.words);
    list.reach = take(list.count, sizeof *list.reach);
    double sum = 0;
    const char *p = source;
    for (size_t i = 0; i < list.count; i++) {
        size_t length = strcspn(p, " ");
        list.words[i].data = p;
        list.words[i].length = length;
        sum += 1.0 / ((double)i + 8.0);
        list.reach[i] = sum;
        p += length + (p[length] != '\0');
    }
    return list;
}

static void free_list(struct word_list *list)
{
    free(list->words);
    free(list->reach);
}

static struct word draw(const struct word_list *list, uint64_t *chance)
{
    double unit = (double)(next_random(chance) >> 11) / 9007199254740992.0;
    double point = unit * list->reach[list->count - 1];
    size_t low = 0;
    size_t high = list->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->reach[middle] > point)
            high = middle;
        else
            low = middle + 1;
    }
    return list->words[low];
}

/* ---- The writer ---- */

#define CAST_COUNT 4

struct name {
    struct word family;
    struct word given;
};

struct writer {
    uint64_t chance;
    struct word_list lists[LIST_COUNT];
    struct word_list topic_nouns[TOPIC_COUNT];
    struct word_list topic_verbs[TOPIC_COUNT];
    /* The present article's topic, and what it comes back to. */
    size_t topic;
    struct name names[CAST_COUNT];
    struct word places[CAST_COUNT];
    struct word organisations[CAST_COUNT];
    struct text text;
};

static void put_word(struct writer *writer, struct word word)
{
    text_append(&writer->text, word.data, word.length);
}

static void put_from(struct writer *writer, enum list_kind kind)
{
    put_word(writer, draw(&writer->lists[kind], &writer->chance));
}

static void put_name(struct writer *writer)
{
    const struct name *name = &writer->names[below(&writer->chance, CAST_COUNT)];
    put_word(writer, name->family);
    put_word(writer, name->given);
}

static void put_person(struct writer *writer)
{
    size_t kind = below(&writer->chance, 10);
    if (kind < 6) {
        put_from(writer, LIST_PRONOUNS);
    } else if (kind < 8) {
        put_name(writer);
    } else {
        put_from(writer, LIST_ROLES);
    }
}

static void put_noun(struct writer *writer)
{
    if (below(&writer->chance, 8) == 0) {
        put_from(writer, LIST_ADJECTIVES);
        text_string(&writer->text, "的");
    }
    if (below(&writer->chance, 2) == 0)
        put_from(writer, LIST_NOUNS);
    else
        put_word(writer, draw(&writer->topic_nouns[writer->topic], &writer->chance));
}

static void put_verb(struct writer *writer)
{
    if (below(&writer->chance, 4) != 0)
        put_from(writer, LIST_TRANSITIVE_VERBS);
    else
        put_word(writer, draw(&writer->topic_verbs[writer->topic], &writer->chance));
}

static void put_number(struct writer *writer)
{
    static const char *const numerals[] = {"一", "兩",   "三",   "四", "五",   "六",
                                           "十", "十二", "二十", "幾", "數百", "三千"};
    char digits[32];
    unsigned value = (unsigned)below(&writer->chance, 30) + 1;
    switch (below(&writer->chance, 4)) {
    case 0:
        text_string(&writer->text, numerals[below(&writer->chance, 12)]);
        return;
    case 1:
        value *= (unsigned)below(&writer->chance, 30) + 1;
        break;
    default:
        break;
    }
    snprintf(digits, sizeof digits, "%u", value);
    text_string(&writer->text, digits);
}

static void put_percentage(struct writer *writer)
{
    char digits[32];
    unsigned whole = (unsigned)below(&writer->chance, 100);
    if (below(&writer->chance, 2) == 0)
        snprintf(digits, sizeof digits, "%u%%", whole);
    else
        snprintf(digits, sizeof digits, "%u.%u%%", whole,
                 (unsigned)below(&writer->chance, 10));
    text_string(&writer->text, digits);
}

static void put_year(struct writer *writer)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%u", 1900 + (unsigned)below(&writer->chance, 125));
    text_string(&writer->text, digits);
}

/* Fills one place of a pattern. */
static void put_slot(struct writer *writer, char slot)
{
    uint64_t *chance = &writer->chance;
    switch (slot) {
    case 'P':
        put_person(writer);
        break;
    case 'N':
        put_noun(writer);
        break;
    case 'V':
        put_verb(writer);
        break;
    case 'I':
        put_from(writer, LIST_INTRANSITIVE_VERBS);
        break;
    case 'A':
        put_from(writer, LIST_ADJECTIVES);
        break;
    case 'D':
        put_from(writer, LIST_ADVERBS);
        break;
    case 'T':
        put_from(writer, LIST_TIMES);
        break;
    case 'L':
        put_word(writer, writer->places[below(chance, CAST_COUNT)]);
        break;
    case 'O':
        put_word(writer, writer->organisations[below(chance, CAST_COUNT)]);
        break;
    case 'R':
        put_from(writer, LIST_ROLES);
        break;
    case 'M':
        put_number(writer);
        put_from(writer, LIST_MEASURES);
        break;
    case 'K':
        put_from(writer, LIST_MEASURES);
        break;
    case 'Q':
        put_from(writer, LIST_IDIOMS);
        break;
    case 'X':
        put_from(writer, LIST_LATIN);
        break;
    case 'Y':
        put_year(writer);
        break;
    case '#':
        put_number(writer);
        break;
    default: /* '%' */
        put_percentage(writer);
        break;
    }
}

/* Writes one pattern of a list with its places filled. */
static void put_pattern(struct writer *writer, const struct template_list *list)
{
    static const char name_place[] = "姓名";
    const char *p = list->items[below(&writer->chance, list->count)];
    while (*p != '\0') {
        size_t plain = strcspn(p, "PNVIADTLORMKQXY#%");
        const char *name = strstr(p, name_place);
        if (name != NULL && (size_t)(name - p) < plain)
            plain = (size_t)(name - p);
        text_append(&writer->text, p, plain);
        p += plain;
        if (p == name) {
            put_name(writer);
            p += sizeof name_place - 1;
        } else if (*p != '\0') {
            put_slot(writer, *p++);
        }
    }
}

static void put_clauses(struct writer *writer)
{
    size_t count = 1 + below(&writer->chance, 4);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_string(&writer->text, below(&writer->chance, 12) == 0 ? "；" : "，");
        if (below(&writer->chance, 6) == 0)
            put_from(writer, LIST_CONNECTIVES);
        put_pattern(writer, &templates_clauses);
    }
}

static void put_sentence(struct writer *writer)
{
    static const char *const ends[] = {"。", "。", "。", "。", "。", "。",
                                       "。", "。", "！", "？", "……", "。"};
    const char *end = ends[below(&writer->chance, sizeof ends / sizeof ends[0])];
    if (below(&writer->chance, 9) == 0) {
        put_pattern(writer, &templates_speech);
        text_string(&writer->text, "：「");
        put_clauses(writer);
        text_string(&writer->text, end);
        text_string(&writer->text, "」");
        return;
    }
    put_clauses(writer);
    text_string(&writer->text, end);
}

static void choose_cast(struct writer *writer)
{
    uint64_t *chance = &writer->chance;
    writer->topic = below(chance, TOPIC_COUNT);
    for (size_t i = 0; i < CAST_COUNT; i++) {
        writer->names[i].family = draw(&writer->lists[LIST_SURNAMES], chance);
        writer->names[i].given = draw(&writer->lists[LIST_GIVEN_NAMES], chance);
        writer->places[i] = draw(&writer->lists[LIST_PLACES], chance);
        writer->organisations[i] = draw(&writer->lists[LIST_ORGANISATIONS], chance);
    }
}

static void put_article(struct writer *writer)
{
    choose_cast(writer);
    put_pattern(writer, &templates_headlines);
    text_string(&writer->text, "\n");
    if (below(&writer->chance, 3) != 0) {
        put_pattern(writer, &templates_bylines);
        text_string(&writer->text, "\n");
    }
    text_string(&writer->text, "\n");
    size_t paragraphs = 3 + below(&writer->chance, 12);
    for (size_t i = 0; i < paragraphs; i++) {
        if (writer->topic % 4 == 0)
            text_string(&writer->text, "　　");
        size_t sentences = 1 + below(&writer->chance, 1 + below(&writer->chance, 10));
        for (size_t j = 0; j < sentences; j++)
            put_sentence(writer);
        text_string(&writer->text, "\n");
    }
    text_string(&writer->text, "\n");
}

/* ---- The program ---- */

static struct writer *open_writer(uint64_t seed)
{
    struct writer *writer = take(1, sizeof *writer);
    writer->chance = seed;
    for (size_t i = 0; i < LIST_COUNT; i++)
        writer->lists[i] = split_list(list_sources[i]);
    for (size_t i = 0; i < TOPIC_COUNT; i++) {
        writer->topic_nouns[i] = split_list(words_topics[i].nouns);
        writer->topic_verbs[i] = split_list(words_topics[i].verbs);
    }
    return writer;
}

static void close_writer(struct writer *writer)
{
    for (size_t i = 0; i < LIST_COUNT; i++)
        free_list(&writer->lists[i]);
    for (size_t i = 0; i < TOPIC_COUNT; i++) {
        free_list(&writer->topic_nouns[i]);
        free_list(&writer->topic_verbs[i]);
    }
    free(writer->text.data);
    free(writer);
}

static int write_all(const char *data, size_t length)
{
    if (fwrite(data, 1, length, stdout) != length || fflush(stdout) != 0) {
        perror("zhnorm-bench-text");
        return 1;
    }
    return 0;
}

static int write_simplified(const struct text *text)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_result *result = NULL;
    zhnorm_error error;
    zhnorm_options_init(&options);
    options.config = "hans";
    options.steps = ZHNORM_STEPS_NONE;
    int code = 1;
    if (zhnorm_compile(&options, &converter, &error) != ZHNORM_OK ||
        zhnorm_convert_result(converter, text->data, text->length, &result, &error) !=
            ZHNORM_OK)
        fprintf(stderr, "zhnorm-bench-text: %s\n", error.message);
    else
        code = write_all(zhnorm_result_text(result), zhnorm_result_length(result));
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
    return code;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    unsigned long long bytes = argc > 1 ? strtoull(argv[1], &end, 10) : 0;
    const char *script = argc > 2 ? argv[2] : "traditional";
    int simplified = strcmp(script, "simplified") == 0;
    if (bytes == 0 || *end != '\0' || (!simplified && strcmp(script, "traditional") != 0)) {
        fprintf(stderr, "usage: zhnorm-bench-text BYTES [traditional|simplified] [SEED]\n");
        return 2;
    }
    struct writer *writer = open_writer(argc > 3 ? strtoull(argv[3], NULL, 10) : 2024);
    while (writer->text.length < bytes)
        put_article(writer);
    int code = simplified ? write_simplified(&writer->text)
                          : write_all(writer->text.data, writer->text.length);
    close_writer(writer);
    return code;
}
