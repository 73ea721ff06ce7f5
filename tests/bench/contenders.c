/* memcpy, libopencc and zhnorm behind one face; see contenders.h. */
#define _POSIX_C_SOURCE 200809L

#include "contenders.h"

#include "zhnorm/zhnorm.h"

#include <opencc/opencc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Where the installed OpenCC's configurations are. */
#ifndef OPENCC_DATA_DIR
#define OPENCC_DATA_DIR "/usr/share/opencc"
#endif

double processor_seconds(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* ---- libopencc ---- */

const char *contender_opencc_config(const char *config)
{
    zhnorm_config_info info;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++)
        if (info.is_preset && strcmp(info.name, config) == 0)
            return "t2s";
    return strcmp(config, "none") == 0 ? "t2s" : config;
}

/* Paths are absolute: a file in the current directory would come first. */
static opencc_t open_opencc(const char *config)
{
    char path[4096];
    const char *suffix = strstr(config, ".json") != NULL ? "" : ".json";
    if (strchr(config, '/') != NULL)
        return opencc_open(config);
    snprintf(path, sizeof path, "%s/%s%s", OPENCC_DATA_DIR, config, suffix);
    return opencc_open(path);
}

static size_t run_opencc(const struct contender *self, const char *text)
{
    char *result = opencc_convert_utf8(self->converter, text, self->bytes);
    if (result == NULL)
        return 0;
    size_t length = strlen(result);
    if (length <= self->capacity)
        memcpy(self->buffer, result, length);
    opencc_convert_utf8_free(result);
    return length;
}

/* ---- zhnorm ---- */

static zhnorm_converter *open_zhnorm(const char *config, uint32_t steps, uint32_t record)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error;
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = steps;
    options.record = record;
    if (zhnorm_compile(&options, &converter, &error) != ZHNORM_OK)
        fprintf(stderr, "zhnorm-bench: %s\n", error.message);
    return converter;
}

/* The edits are counted, so that nobody can say that they were not looked at. */
static void count_edits(void *context, const zhnorm_batch *batch)
{
    *(size_t *)context += batch->edit_count;
}

/* A stream whose edits are listened to. */
static size_t run_listening(const struct contender *self, const char *text)
{
    zhnorm_stream *stream = NULL;
    zhnorm_input input = {text, self->bytes, 0};
    zhnorm_output output = {self->buffer, self->capacity, 0};
    size_t edits = 0;
    int more = 1;
    int status = zhnorm_stream_open(self->converter, &stream, NULL);
    if (status == ZHNORM_OK)
        status = zhnorm_stream_listen(stream, count_edits, &edits, NULL);
    if (status == ZHNORM_OK)
        status = zhnorm_stream_run(stream, &input, &output, ZHNORM_END, &more, NULL);
    zhnorm_stream_free(stream);
    return status == ZHNORM_OK && more == 0 && edits > 0 ? output.position : 0;
}

static size_t run_zhnorm(const struct contender *self, const char *text)
{
    size_t written = 0;
    zhnorm_error error;
    if (zhnorm_convert(self->converter, text, self->bytes, self->buffer, self->capacity,
                       &written, &error) != ZHNORM_OK) {
        fprintf(stderr, "zhnorm-bench: %s\n", error.message);
        return 0;
    }
    return written;
}

/* ---- memcpy ---- */

static size_t run_memcpy(const struct contender *self, const char *text)
{
    memcpy(self->buffer, text, self->bytes);
    return self->bytes;
}

/* ---- All of them ---- */

/* The first `limit` bytes, less the line that they cut. */
static size_t whole_lines(const char *text, size_t length, size_t limit)
{
    if (limit == 0 || length <= limit)
        return length;
    size_t end = limit;
    while (end > 0 && text[end - 1] != '\n')
        end--;
    return end > 0 ? end : length;
}

static int give_buffers(struct contender *list)
{
    for (size_t i = 0; i < CONTENDER_COUNT; i++) {
        /* No conversion makes more of a text than this. */
        list[i].capacity = list[i].bytes * 2 + 4096;
        list[i].buffer = malloc(list[i].capacity);
        if (list[i].buffer == NULL) {
            fprintf(stderr, "zhnorm-bench: out of memory\n");
            return -1;
        }
        /* The first touch of a page is the system's work, not the contender's. */
        memset(list[i].buffer, 1, list[i].capacity);
    }
    return 0;
}

int contenders_open(struct contender *list, const char *config, const char *text,
                    size_t length, size_t opencc_bytes)
{
    static const struct contender fresh[CONTENDER_COUNT] = {
        {.name = "memcpy", .label = "memcpy", .run = run_memcpy},
        {.name = "libopencc", .label = "libopencc", .run = run_opencc},
        {.name = "script", .label = "zhnorm, script only", .run = run_zhnorm},
        {.name = "steps", .label = "zhnorm, all steps", .run = run_zhnorm},
        {.name = "script-edits", .label = "script, with edits", .run = run_listening},
        {.name = "steps-edits", .label = "all steps, with edits", .run = run_listening},
    };
    memcpy(list, fresh, sizeof fresh);
    for (size_t i = 0; i < CONTENDER_COUNT; i++)
        list[i].bytes = length;
    list[CONTENDER_LIBOPENCC].bytes = whole_lines(text, length, opencc_bytes);
    if (give_buffers(list) != 0)
        return -1;
    for (size_t i = CONTENDER_SCRIPT; i < CONTENDER_COUNT; i++) {
        bool steps = i == CONTENDER_STEPS || i == CONTENDER_STEPS_EDITS;
        list[i].converter = open_zhnorm(
            config, steps ? ZHNORM_STEPS_ARTICLE : ZHNORM_STEPS_NONE,
            list[i].run == run_listening ? ZHNORM_RECORD_EDITS : ZHNORM_RECORD_NONE);
        if (list[i].converter == NULL)
            return -1;
    }
    opencc_t opencc = open_opencc(contender_opencc_config(config));
    if (opencc == (opencc_t)-1) {
        fprintf(stderr, "zhnorm-bench: libopencc: %s\n", opencc_error());
        return -1;
    }
    list[CONTENDER_LIBOPENCC].converter = opencc;
    return 0;
}

void contenders_close(struct contender *list)
{
    for (size_t i = 0; i < CONTENDER_COUNT; i++)
        free(list[i].buffer);
    for (size_t i = CONTENDER_SCRIPT; i < CONTENDER_COUNT; i++)
        zhnorm_converter_free(list[i].converter);
    if (list[CONTENDER_LIBOPENCC].converter != NULL)
        opencc_close(list[CONTENDER_LIBOPENCC].converter);
}

/* ---- Opening ---- */

double time_opening_zhnorm(const char *config, unsigned tries)
{
    double best = -1;
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = config;
    for (unsigned i = 0; i < tries; i++) {
        zhnorm_converter *converter = NULL;
        double start = processor_seconds();
        int status = zhnorm_compile(&options, &converter, NULL);
        double seconds = processor_seconds() - start;
        zhnorm_converter_free(converter);
        if (status != ZHNORM_OK)
            return -1;
        if (best < 0 || seconds < best)
            best = seconds;
    }
    return best;
}

double time_opening_opencc(const char *config, unsigned tries)
{
    double best = -1;
    for (unsigned i = 0; i < tries; i++) {
        double start = processor_seconds();
        opencc_t opencc = open_opencc(contender_opencc_config(config));
        double seconds = processor_seconds() - start;
        if (opencc == (opencc_t)-1)
            return -1;
        opencc_close(opencc);
        if (best < 0 || seconds < best)
            best = seconds;
    }
    return best;
}
