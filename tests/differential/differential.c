/*
 * Holds zhnorm against libopencc, byte for byte, on every embedded OpenCC
 * configuration.
 *
 *     zhnorm-differential ARTICLES [--seed N] [CONFIG...]
 *
 * ARTICLES is a directory of .txt files (or one such file) to be converted as
 * they are.  Exits with 77 when the embedded tables are not the installed
 * ones, since the two then rightly differ.
 */
#define _POSIX_C_SOURCE 200809L

#include "cases.h"
#include "compare.h"
#include "installed.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Dictionaries of at most so many entries are tried in all pairs. */
#define SMALL_DICTIONARY 600

/* max_pending: the least there is, its neighbours, and two larger ones. */
static const size_t limits[] = {256, 257, 258, 300, 4096};
#define LIMIT_COUNT (sizeof limits / sizeof limits[0])

/* The configurations whose writing of a key another one may have to read. */
static const char *const writings[] = {"t2s", "s2t", "s2tw", "s2hk", "t2jp"};
#define WRITING_COUNT (sizeof writings / sizeof writings[0])

struct run {
    const char *config;
    uint64_t seed;
    struct opencc_entries all;   /* of every configuration's dictionaries */
    struct opencc_entries own;   /* of this configuration's */
    struct opencc_entries small; /* of those of this configuration that are small */
    struct text articles;
    opencc_t opencc;
    opencc_t writers[WRITING_COUNT];
    zhnorm_converter *converter;
    zhnorm_converter *engine;
    zhnorm_converter *limited[LIMIT_COUNT];
    size_t bytes;
    size_t differences;
};

/* ---- Comparing ---- */

static void add_title(char *title, size_t size, const struct run *run, const char *part)
{
    snprintf(title, size, "%s: %s", run->config, part);
}

/* Converts once more with `converter` and compares. */
static int hold(struct run *run, const zhnorm_converter *converter, const char *part,
                const struct text *cases, const struct text *wanted)
{
    char title[128];
    struct text got = {NULL, 0, 0};
    add_title(title, sizeof title, run, part);
    int failed = compare_convert(converter, cases, &got);
    if (failed == 0)
        run->differences += compare_lines(title, cases, wanted, &got);
    text_free(&got);
    return failed;
}

/* The cases of one part, given up afterwards.  0, or -1 where nothing works. */
static int check_part(struct run *run, const char *part, struct text *cases)
{
    struct text wanted = {NULL, 0, 0};
    int failed = installed_convert(run->opencc, cases, &wanted);
    if (failed == 0)
        failed = hold(run, run->converter, part, cases, &wanted);
    run->bytes += cases->length;
    text_free(&wanted);
    text_free(cases);
    return failed;
}

/* ---- The parts ---- */

static int check_keys(struct run *run)
{
    uint64_t chance = run->seed + 1;
    struct text cases = {NULL, 0, 0};
    cases_alone(&cases, &run->own);
    int failed = check_part(run, "a key alone", &cases);
    if (failed == 0) {
        cases_cut(&cases, &run->own);
        failed = check_part(run, "a key cut short", &cases);
    }
    if (failed == 0) {
        cases_glued(&cases, &run->own, 150000, &chance);
        failed = check_part(run, "keys in a row", &cases);
    }
    if (failed == 0) {
        cases_all_pairs(&cases, &run->small);
        failed = check_part(run, "all pairs of keys", &cases);
    }
    if (failed == 0) {
        cases_overlapping(&cases, &run->own, 100000, &chance);
        failed = check_part(run, "keys that overlap", &cases);
    }
    return failed;
}

/*
 * A key of a later stage comes to it as an earlier stage writes it.  So the
 * keys are also tried as other configurations write them.
 */
static int check_writings(struct run *run)
{
    uint64_t chance = run->seed + 2;
    int failed = 0;
    for (size_t i = 0; i < WRITING_COUNT && failed == 0; i++) {
        struct text keys = {NULL, 0, 0};
        struct text cases = {NULL, 0, 0};
        cases_alone(&keys, run->own.count < 8000 ? &run->own : &run->small);
        cases_glued(&keys, &run->own, 20000, &chance);
        failed = installed_convert(run->writers[i], &keys, &cases);
        text_free(&keys);
        if (failed == 0)
            failed = check_part(run, "a key as another configuration writes it", &cases);
        text_free(&cases);
    }
    return failed;
}

static int check_mixed(struct run *run)
{
    uint64_t chance = run->seed + 3;
    struct text cases = {NULL, 0, 0};
    cases_mixed(&cases, &run->own, 1500000, 12, 1, &chance);
    cases_mixed(&cases, &run->all, 1500000, 60, 1, &chance);
    return check_part(run, "mixed text", &cases);
}

static int check_articles(struct run *run)
{
    struct text cases = {NULL, 0, 0};
    text_append(&cases, run->articles.data, run->articles.length);
    int failed = check_part(run, "an article", &cases);
    for (size_t i = 0; i < WRITING_COUNT && failed == 0; i++) {
        failed = installed_convert(run->writers[i], &run->articles, &cases);
        if (failed == 0)
            failed = check_part(run, "an article as another configuration writes it", &cases);
    }
    return failed;
}

/* Phrases around the place of a forced cut, and long paragraphs with many. */
static void make_long_paragraphs(const struct run *run, size_t limit, struct text *cases)
{
    static const char qianlong[] = "乾隆";
    uint64_t chance = run->seed + limit;
    if (limit <= 300) {
        cases_at_limit(cases, qianlong, sizeof qianlong - 1, limit);
        for (size_t i = 0; i < 6; i++) {
            const struct opencc_entry *entry = pick_phrase(&run->own, &chance);
            cases_at_limit(cases, entry->key, entry->key_length, limit);
        }
    }
    cases_mixed(cases, &run->own, 100000, 400, 0, &chance);
    cases_mixed(cases, &run->all, 100000, 4000, 0, &chance);
}

static int check_cuts(struct run *run)
{
    int failed = 0;
    for (size_t i = 0; i < LIMIT_COUNT && failed == 0; i++) {
        char part[64];
        struct text cases = {NULL, 0, 0};
        struct text wanted = {NULL, 0, 0};
        make_long_paragraphs(run, limits[i], &cases);
        snprintf(part, sizeof part, "a long paragraph, max_pending %zu", limits[i]);
        failed = installed_convert(run->opencc, &cases, &wanted);
        if (failed == 0)
            failed = hold(run, run->limited[i], part, &cases, &wanted);
        run->bytes += cases.length;
        text_free(&cases);
        text_free(&wanted);
    }
    return failed;
}

/* A sample for the engine `opencc`, which is slow: it has to agree too. */
static int check_engine(struct run *run)
{
    uint64_t chance = run->seed + 4;
    struct text cases = {NULL, 0, 0};
    struct text wanted = {NULL, 0, 0};
    cases_mixed(&cases, &run->all, 100000, 60, 1, &chance);
    text_append(&cases, run->articles.data, run->articles.length);
    int failed = installed_convert(run->opencc, &cases, &wanted);
    if (failed == 0)
        failed = hold(run, run->engine, "the engine opencc", &cases, &wanted);
    text_free(&cases);
    text_free(&wanted);
    return failed;
}

/* ---- One configuration ---- */

/* A dictionary often serves as segmentation and as a stage: once is enough. */
static int is_repeated(const struct installed_dicts *dicts, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(dicts->names[i], dicts->names[index]) == 0)
            return 1;
    return 0;
}

static int read_entries(struct run *run)
{
    struct installed_dicts dicts;
    if (installed_dicts(run->config, &dicts) != 0)
        return -1;
    for (size_t i = 0; i < dicts.count; i++) {
        size_t before = run->own.count;
        if (is_repeated(&dicts, i))
            continue;
        if (installed_entries(dicts.names[i], &run->own) != 0)
            return -1;
        if (run->own.count - before <= SMALL_DICTIONARY &&
            installed_entries(dicts.names[i], &run->small) != 0)
            return -1;
    }
    return 0;
}

static int open_converters(struct run *run)
{
    run->opencc = installed_open(run->config);
    run->converter = compare_compile(run->config, ZHNORM_ENGINE_ZHNORM, 0);
    run->engine = compare_compile(run->config, ZHNORM_ENGINE_OPENCC, 0);
    int missing = run->opencc == NULL || run->converter == NULL || run->engine == NULL;
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        run->limited[i] = compare_compile(run->config, ZHNORM_ENGINE_ZHNORM, limits[i]);
        missing = missing || run->limited[i] == NULL;
    }
    return missing ? -1 : 0;
}

static void close_config(struct run *run)
{
    if (run->opencc != NULL)
        opencc_close(run->opencc);
    zhnorm_converter_free(run->converter);
    zhnorm_converter_free(run->engine);
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        zhnorm_converter_free(run->limited[i]);
    opencc_entries_free(&run->own);
    opencc_entries_free(&run->small);
}

static int check_config(struct run *run, const char *config)
{
    run->config = config;
    run->bytes = 0;
    run->differences = 0;
    int failed = read_entries(run);
    if (failed == 0)
        failed = open_converters(run);
    if (failed == 0)
        failed = check_keys(run) || check_writings(run) || check_mixed(run) ||
                 check_articles(run) || check_cuts(run) || check_engine(run);
    size_t keys = run->own.count;
    close_config(run);
    printf("%-6s %zu keys, %zu bytes, %zu lines differ%s\n", config, keys, run->bytes,
           run->differences, failed ? ", broken off" : "");
    fflush(stdout);
    return failed || run->differences > 0;
}

/* ---- The program ---- */

static int is_chosen(const char *name, char **chosen, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(chosen[i], name) == 0)
            return 1;
    return count == 0;
}

/* Checks the embedded configurations that were asked for; all for none. */
static int check_configs(struct run *run, char **chosen, size_t count)
{
    size_t checked = 0;
    int failed = 0;
    zhnorm_config_info info;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++) {
        if (info.is_preset || !is_chosen(info.name, chosen, count))
            continue;
        failed = check_config(run, info.name) || failed;
        checked++;
    }
    if (checked == 0)
        fprintf(stderr, "no such configuration is embedded\n");
    return failed || checked == 0;
}

/* The entries of every dictionary, some of them more than once: what other
 * configurations know is what this one meets. */
static int read_all_entries(struct run *run)
{
    static const char *const sources[] = {"s2twp", "tw2sp", "hk2s", "s2hk", "t2jp", "jp2t"};
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        struct installed_dicts dicts;
        if (installed_dicts(sources[i], &dicts) != 0)
            return -1;
        for (size_t j = 0; j < dicts.count; j++)
            if (installed_entries(dicts.names[j], &run->all) != 0)
                return -1;
    }
    return 0;
}

static int read_articles(struct run *run, const char *path)
{
    DIR *directory = opendir(path);
    if (directory == NULL)
        return text_file(&run->articles, path);
    const struct dirent *entry;
    int failed = 0;
    while ((entry = readdir(directory)) != NULL) {
        char file[4096];
        size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 4, ".txt") != 0)
            continue;
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        failed = text_file(&run->articles, file) || failed;
    }
    closedir(directory);
    return failed || run->articles.length == 0 ? -1 : 0;
}

int main(int argc, char **argv)
{
    struct run run = {.seed = 20240501};
    int first = 2;
    if (argc > 3 && strcmp(argv[2], "--seed") == 0) {
        run.seed = strtoull(argv[3], NULL, 10);
        first = 4;
    }
    if (argc < 2) {
        fprintf(stderr, "usage: zhnorm-differential ARTICLES [--seed N] [CONFIG...]\n");
        return 2;
    }
    int code = installed_is_embedded();
    if (code != 0)
        return code;
    int failed = read_articles(&run, argv[1]) != 0 || read_all_entries(&run) != 0;
    for (size_t i = 0; i < WRITING_COUNT; i++) {
        run.writers[i] = installed_open(writings[i]);
        failed = failed || run.writers[i] == NULL;
    }
    if (!failed)
        failed = check_configs(&run, argv + first, argc > first ? (size_t)(argc - first) : 0);
    for (size_t i = 0; i < WRITING_COUNT; i++)
        if (run.writers[i] != NULL)
            opencc_close(run.writers[i]);
    opencc_entries_free(&run.all);
    text_free(&run.articles);
    return failed ? 1 : 0;
}
