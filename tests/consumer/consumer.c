/*
 * Uses the installed library from C the way another program would: through
 * its public header alone.  Exits 0 when everything came as it should.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zhnorm/zhnorm.h>

static int failures;

static void expect_text(const char *what, const char *wanted, const char *got, size_t length)
{
    if (length != strlen(wanted) || memcmp(wanted, got, length) != 0) {
        fprintf(stderr, "%s: wanted \"%s\", got \"%.*s\"\n", what, wanted, (int)length, got);
        failures++;
    }
}

static void expect_status(const char *what, int wanted, int got)
{
    if (got != wanted) {
        fprintf(stderr, "%s: wanted status %d (%s), got %d (%s)\n", what, wanted,
                zhnorm_status_string(wanted), got, zhnorm_status_string(got));
        failures++;
    }
}

/* The library in use is the one that the header belongs to. */
static void check_version(void)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "%d.%d.%d", ZHNORM_VERSION_MAJOR, ZHNORM_VERSION_MINOR,
             ZHNORM_VERSION_PATCH);
    expect_text("zhnorm_version", wanted, zhnorm_version(), strlen(zhnorm_version()));
}

/* A buffer that is too small, then one of exactly the size asked for. */
static void check_buffer(const zhnorm_converter *converter)
{
    const char *source = "軟體";
    char exact[6];
    size_t needed = 0;
    int status = zhnorm_convert(converter, source, strlen(source), NULL, 0, &needed, NULL);
    expect_status("no buffer", ZHNORM_ERROR_SPACE, status);
    if (needed != sizeof exact) {
        fprintf(stderr, "no buffer: wanted a length of 6, got %zu\n", needed);
        failures++;
        return;
    }
    status =
        zhnorm_convert(converter, source, strlen(source), exact, sizeof exact, &needed, NULL);
    expect_status("exact buffer", ZHNORM_OK, status);
    expect_text("exact buffer", "软件", exact, needed);
}

static void check_result(const zhnorm_converter *converter)
{
    const char *source = "看著,名著";
    zhnorm_result *result = NULL;
    int status = zhnorm_convert_result(converter, source, strlen(source), &result, NULL);
    expect_status("owned result", ZHNORM_OK, status);
    if (status == ZHNORM_OK) {
        expect_text("owned result", "看着，名著", zhnorm_result_text(result),
                    zhnorm_result_length(result));
    }
    zhnorm_result_free(result);
}

static void check_error(void)
{
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = "there-is-no-such-configuration";
    zhnorm_converter *converter = NULL;
    zhnorm_error error;
    int status = zhnorm_compile(&options, &converter, &error);
    expect_status("unknown configuration", ZHNORM_ERROR_CONFIG, status);
    if (status != ZHNORM_OK && strstr(error.message, options.config) == NULL) {
        fprintf(stderr, "unknown configuration: the message does not name it: \"%s\"\n",
                error.message);
        failures++;
    }
    zhnorm_converter_free(converter);
}

int main(void)
{
    check_version();
    check_error();

    zhnorm_converter *converter = NULL;
    expect_status("zhnorm_compile", ZHNORM_OK, zhnorm_compile(NULL, &converter, NULL));
    if (converter != NULL) {
        check_buffer(converter);
        check_result(converter);
    }
    zhnorm_converter_free(converter);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
