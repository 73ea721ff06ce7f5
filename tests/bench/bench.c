/*
 * zhnorm-bench: how fast zhnorm converts a text, beside memcpy and libopencc.
 *
 *     zhnorm-bench CONFIG FILE [--json] [--rounds N] [--opencc-bytes N]
 *                  [--only memcpy|libopencc|script|steps|script-edits|steps-edits]
 *
 * All contenders run in one process, in turn, on the same text; the best of
 * all rounds counts.  README.md says what the columns mean.
 */
#define _POSIX_C_SOURCE 200809L

#include "contenders.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct settings {
    const char *config;
    const char *file;
    const char *only; /* NULL: all of them */
    size_t opencc_bytes;
    unsigned rounds;
    int json;
};

struct measurement {
    double seconds; /* the best round; 0 when it did not run */
    size_t output_bytes;
    unsigned rounds;
};

struct report {
    const struct settings *settings;
    const struct contender *contenders;
    struct measurement measurements[CONTENDER_COUNT];
    double zhnorm_opening;
    double opencc_opening;
    int same_bytes; /* 1 or 0; -1 where they are not meant to be the same */
};

/* ---- Measuring ---- */

/* libopencc is slow, and steady enough for its best of a few. */
static int takes_part(const struct settings *settings, const struct contender *contender,
                      size_t kind, unsigned round)
{
    if (settings->only != NULL && strcmp(settings->only, contender->name) != 0)
        return 0;
    return kind != CONTENDER_LIBOPENCC || round < 3 || round % 8 == 0;
}

static int measure(struct report *report, const char *text)
{
    const struct settings *settings = report->settings;
    for (unsigned round = 0; round < settings->rounds; round++) {
        for (size_t kind = 0; kind < CONTENDER_COUNT; kind++) {
            const struct contender *contender = &report->contenders[kind];
            struct measurement *best = &report->measurements[kind];
            if (!takes_part(settings, contender, kind, round))
                continue;
            double start = processor_seconds();
            size_t output = contender->run(contender, text);
            double seconds = processor_seconds() - start;
            if (output == 0) {
                fprintf(stderr, "zhnorm-bench: %s failed\n", contender->label);
                return -1;
            }
            if (best->rounds == 0 || seconds < best->seconds)
                best->seconds = seconds;
            best->output_bytes = output;
            best->rounds++;
        }
    }
    return 0;
}

/* A conversion that is fast but wrong is worth nothing: compares the bytes. */
static int compare_bytes(const struct report *report)
{
    const struct contender *opencc = &report->contenders[CONTENDER_LIBOPENCC];
    const struct contender *script = &report->contenders[CONTENDER_SCRIPT];
    size_t wanted = report->measurements[CONTENDER_LIBOPENCC].output_bytes;
    size_t got = report->measurements[CONTENDER_SCRIPT].output_bytes;
    const char *config = report->settings->config;
    if (contender_opencc_config(config) != config || wanted == 0 || got == 0)
        return -1;
    if (opencc->bytes == script->bytes && wanted != got)
        return 0;
    return wanted <= got && wanted <= opencc->capacity &&
           memcmp(opencc->buffer, script->buffer, wanted) == 0;
}

/* ---- Reporting ---- */

static double seconds_per_byte(const struct report *report, size_t kind)
{
    const struct measurement *measurement = &report->measurements[kind];
    return measurement->rounds == 0
               ? 0
               : measurement->seconds / (double)report->contenders[kind].bytes;
}

/* How many times faster than another contender; 0 when either did not run. */
static double ratio(const struct report *report, size_t kind, size_t other)
{
    double own = seconds_per_byte(report, kind);
    return own > 0 ? seconds_per_byte(report, other) / own : 0;
}

static void print_table(const struct report *report)
{
    const struct settings *settings = report->settings;
    size_t opencc_bytes = report->contenders[CONTENDER_LIBOPENCC].bytes;
    size_t bytes = report->contenders[CONTENDER_SCRIPT].bytes;
    printf("%s: %zu bytes, configuration %s, libopencc's %s\n", settings->file, bytes,
           settings->config, contender_opencc_config(settings->config));
    if (opencc_bytes < bytes)
        printf("libopencc converts the first %zu bytes; speeds are per byte of input\n",
               opencc_bytes);
    printf("\n%-22s %6s %10s %9s %12s %10s\n", "", "rounds", "MB/s", "ns/byte", "x libopencc",
           "x memcpy");
    for (size_t kind = 0; kind < CONTENDER_COUNT; kind++) {
        double cost = seconds_per_byte(report, kind);
        if (cost > 0)
            printf("%-22s %6u %10.1f %9.3f %12.1f %10.4f\n", report->contenders[kind].label,
                   report->measurements[kind].rounds, 1e-6 / cost, cost * 1e9,
                   ratio(report, kind, CONTENDER_LIBOPENCC),
                   ratio(report, kind, CONTENDER_MEMCPY));
    }
    if (settings->only == NULL)
        printf("\nopening: zhnorm %.4f ms, libopencc %.3f ms\n", report->zhnorm_opening * 1e3,
               report->opencc_opening * 1e3);
    if (report->same_bytes >= 0)
        printf("zhnorm's bytes are libopencc's: %s\n", report->same_bytes ? "yes" : "NO");
}

static void print_json_string(const char *string)
{
    putchar('"');
    for (const char *p = string; *p != '\0'; p++) {
        unsigned char byte = (unsigned char)*p;
        if (byte == '"' || byte == '\\')
            printf("\\%c", byte);
        else if (byte < 0x20)
            printf("\\u%04x", byte);
        else
            putchar(byte);
    }
    putchar('"');
}

static void print_json(const struct report *report)
{
    const struct settings *settings = report->settings;
    const char *separator = "";
    printf("{\"config\": ");
    print_json_string(settings->config);
    printf(", \"opencc_config\": ");
    print_json_string(contender_opencc_config(settings->config));
    printf(", \"file\": ");
    print_json_string(settings->file);
    printf(", \"contenders\": {");
    for (size_t kind = 0; kind < CONTENDER_COUNT; kind++) {
        double cost = seconds_per_byte(report, kind);
        if (cost <= 0)
            continue;
        printf("%s\"%s\": {\"input_bytes\": %zu, \"output_bytes\": %zu, \"rounds\": %u, "
               "\"seconds\": %.9f, \"mb_per_second\": %.3f, \"ns_per_byte\": %.6f, "
               "\"ratio_to_libopencc\": %.3f, \"ratio_to_memcpy\": %.6f}",
               separator, report->contenders[kind].name, report->contenders[kind].bytes,
               report->measurements[kind].output_bytes, report->measurements[kind].rounds,
               report->measurements[kind].seconds, 1e-6 / cost, cost * 1e9,
               ratio(report, kind, CONTENDER_LIBOPENCC),
               ratio(report, kind, CONTENDER_MEMCPY));
        separator = ", ";
    }
    printf("}");
    if (settings->only == NULL)
        printf(", \"opening_ms\": {\"zhnorm\": %.6f, \"libopencc\": %.6f}",
               report->zhnorm_opening * 1e3, report->opencc_opening * 1e3);
    if (report->same_bytes >= 0)
        printf(", \"same_bytes\": %s", report->same_bytes ? "true" : "false");
    printf("}\n");
}

/* ---- The program ---- */

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "zhnorm-bench: %s: %s\n", path, strerror(errno));
        return NULL;
    }
    char *text = NULL;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (size > 0 && fseek(file, 0, SEEK_SET) == 0)
        text = malloc((size_t)size);
    if (text != NULL && fread(text, 1, (size_t)size, file) != (size_t)size) {
        free(text);
        text = NULL;
    }
    fclose(file);
    if (text == NULL)
        fprintf(stderr, "zhnorm-bench: %s: cannot be read, or is empty\n", path);
    else
        *length = (size_t)size;
    return text;
}

static int usage(void)
{
    fprintf(stderr,
            "usage: zhnorm-bench CONFIG FILE [--json] [--rounds N] [--opencc-bytes N]\n"
            "                    [--only "
            "memcpy|libopencc|script|steps|script-edits|steps-edits]\n");
    return 2;
}

static int parse_arguments(int argc, char **argv, struct settings *settings)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'},
        {"rounds", required_argument, NULL, 'r'},
        {"opencc-bytes", required_argument, NULL, 'b'},
        {"only", required_argument, NULL, 'o'},
        {NULL, 0, NULL, 0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'j')
            settings->json = 1;
        else if (option == 'r')
            settings->rounds = (unsigned)strtoul(optarg, NULL, 10);
        else if (option == 'b')
            settings->opencc_bytes = strtoul(optarg, NULL, 10);
        else if (option == 'o')
            settings->only = optarg;
        else
            return -1;
    }
    if (argc - optind != 2 || settings->rounds == 0)
        return -1;
    settings->config = argv[optind];
    settings->file = argv[optind + 1];
    return 0;
}

static int run(const struct settings *settings, const char *text, size_t length)
{
    struct contender contenders[CONTENDER_COUNT];
    struct report report = {.settings = settings, .contenders = contenders};
    int failed =
        contenders_open(contenders, settings->config, text, length, settings->opencc_bytes);
    if (failed == 0)
        failed = measure(&report, text);
    if (failed == 0) {
        if (settings->only == NULL) {
            report.zhnorm_opening = time_opening_zhnorm(settings->config, 100);
            report.opencc_opening = time_opening_opencc(settings->config, 5);
        }
        report.same_bytes = compare_bytes(&report);
        if (settings->json)
            print_json(&report);
        else
            print_table(&report);
    }
    contenders_close(contenders);
    return failed != 0 || report.same_bytes == 0;
}

int main(int argc, char **argv)
{
    struct settings settings = {.opencc_bytes = (size_t)2 << 20, .rounds = 20};
    if (parse_arguments(argc, argv, &settings) != 0)
        return usage();
    size_t length = 0;
    char *text = read_file(settings.file, &length);
    if (text == NULL)
        return 1;
    int code = run(&settings, text, length);
    free(text);
    return code;
}
