/*
 * zhnorm-bench-memory: the resident memory of a long stream.
 *
 *     zhnorm-bench-memory [CONFIG [MEGABYTES]]
 *
 * Streams text that is made as it goes, so that nothing but the stream itself
 * holds memory, and exits with 1 if the peak passes 12 MiB.
 */
#include "zhnorm/zhnorm.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LIMIT_KIB (12L * 1024)
#define PIECE ((size_t)64 * 1024)

/* Lines of some hundred bytes with a number that makes each another one. */
static size_t make_piece(char *piece, uint64_t *line)
{
    size_t length = 0;
    while (length < PIECE - 512) {
        int written = snprintf(piece + length, PIECE - length,
                               "第%" PRIu64 "則：他說,後來的演算法與乾隆年間的「紀錄」無關,"
                               "大家都看著這件事。發展、裡面、頭髮與網路 (共%" PRIu64 "項)!\n",
                               *line, *line * 7 % 1000);
        length += (size_t)written;
        *line += 1;
    }
    return length;
}

/* Feeds one piece, or the end, and lets the output go. */
static int feed(zhnorm_stream *stream, const char *piece, size_t length, int directive)
{
    char space[PIECE];
    zhnorm_input input = {piece, length, 0};
    zhnorm_error error;
    int more = 1;
    while (more) {
        zhnorm_output output = {space, sizeof space, 0};
        if (zhnorm_stream_run(stream, &input, &output, directive, &more, &error) !=
            ZHNORM_OK) {
            fprintf(stderr, "zhnorm-bench-memory: %s\n", error.message);
            return -1;
        }
    }
    return 0;
}

static int stream_text(zhnorm_stream *stream, uint64_t bytes)
{
    char piece[PIECE];
    uint64_t line = 1;
    uint64_t fed = 0;
    while (fed < bytes) {
        size_t length = make_piece(piece, &line);
        if (feed(stream, piece, length, ZHNORM_CONTINUE) != 0)
            return -1;
        fed += length;
    }
    return feed(stream, NULL, 0, ZHNORM_END);
}

int main(int argc, char **argv)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_stream *stream = NULL;
    zhnorm_error error;
    uint64_t megabytes = argc > 2 ? strtoull(argv[2], NULL, 10) : 1024;
    zhnorm_options_init(&options);
    options.config = argc > 1 ? argv[1] : "cn";
    options.steps = ZHNORM_STEPS_ARTICLE;
    if (zhnorm_compile(&options, &converter, &error) != ZHNORM_OK ||
        zhnorm_stream_open(converter, &stream, &error) != ZHNORM_OK) {
        fprintf(stderr, "zhnorm-bench-memory: %s\n", error.message);
        zhnorm_converter_free(converter);
        return 1;
    }
    int failed = stream_text(stream, megabytes * 1000000);
    zhnorm_stats stats = zhnorm_stream_stats(stream);
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);

    struct rusage usage;
    if (failed != 0 || getrusage(RUSAGE_SELF, &usage) != 0)
        return 1;
    printf("%s: %" PRIu64 " bytes in, %" PRIu64 " bytes out, peak %ld KiB resident\n",
           options.config, stats.input_bytes, stats.output_bytes, usage.ru_maxrss);
    if (usage.ru_maxrss > LIMIT_KIB) {
        printf("wanted at most %ld KiB\n", LIMIT_KIB);
        return 1;
    }
    return 0;
}
