/*
 * Converts standard input to standard output, however long it is, in a fixed
 * amount of memory.  An argument names the configuration, such as t2s.
 */
#include <stdio.h>

#include <zhnorm/zhnorm.h>

enum { BUFFER_SIZE = 65536 };

/* Hands one buffer of input to the stream and writes all that comes out. */
static int convert_buffer(zhnorm_stream *stream, const char *data, size_t length,
                          int directive, zhnorm_error *error)
{
    char converted[BUFFER_SIZE];
    zhnorm_input input = {data, length, 0};
    int status = ZHNORM_OK;
    int more = 1;
    while (status == ZHNORM_OK && more) {
        zhnorm_output output = {converted, sizeof converted, 0};
        status = zhnorm_stream_run(stream, &input, &output, directive, &more, error);
        /* Also when the status is an error: what came before it is good. */
        fwrite(output.data, 1, output.position, stdout);
    }
    return status;
}

int main(int argc, char **argv)
{
    zhnorm_converter *converter = NULL;
    zhnorm_stream *stream = NULL;
    zhnorm_error error;
    zhnorm_options options;

    zhnorm_options_init(&options);
    if (argc > 1)
        options.config = argv[1];
    int status = zhnorm_compile(&options, &converter, &error);
    if (status == ZHNORM_OK)
        status = zhnorm_stream_open(converter, &stream, &error);
    while (status == ZHNORM_OK && !feof(stdin) && !ferror(stdin)) {
        char data[BUFFER_SIZE];
        size_t length = fread(data, 1, sizeof data, stdin);
        int directive = feof(stdin) ? ZHNORM_END : ZHNORM_CONTINUE;
        status = convert_buffer(stream, data, length, directive, &error);
    }
    if (status != ZHNORM_OK)
        fprintf(stderr, "stream: %s\n", error.message);

    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
    int io_failed = ferror(stdin) || fflush(stdout) != 0 || ferror(stdout);
    if (io_failed)
        perror("stream");
    return status == ZHNORM_OK && !io_failed ? 0 : 1;
}
