/*
 * Fuzzes conversion.  The first six bytes choose the configuration, the steps,
 * what is done with bad input, the limit of paragraphs, and how the stream is
 * fed; the rest is the text.
 */
#include "checks.h"

#include <string.h>

#define HEADER 6

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void choose_options(const uint8_t *header, zhnorm_options *options)
{
    static const size_t limits[] = {0, 256, 257, 300, 1000, 4096};
    zhnorm_config_info info = {"none", "", 0};
    size_t choice = header[0] % (zhnorm_config_count() + 1);
    zhnorm_options_init(options);
    if (choice > 0)
        require(zhnorm_config_at(choice - 1, &info) == ZHNORM_OK, "a configuration is listed");
    options->config = info.name;
    options->steps =
        (header[1] & 1 ? ZHNORM_STEP_PUNCT : 0) | (header[1] & 2 ? ZHNORM_STEP_SPACE : 0);
    options->bad_input = header[2] % 3;
    options->max_pending = limits[header[3] % (sizeof limits / sizeof limits[0])];
}

static zhnorm_converter *compile(const zhnorm_options *options)
{
    zhnorm_converter *converter = NULL;
    require(zhnorm_compile(options, &converter, NULL) == ZHNORM_OK,
            "an embedded configuration compiles");
    return converter;
}

static void require_same(const zhnorm_result *result, const char *text, size_t length,
                         const char *message)
{
    require(zhnorm_result_length(result) == length &&
                (length == 0 || memcmp(zhnorm_result_text(result), text, length) == 0),
            message);
}

/*
 * A preset's entries that are for traditional paragraphs only see as much of a
 * paragraph as the limit lets them.
 */
static int is_preset(const char *config)
{
    zhnorm_config_info info;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++) {
        if (strcmp(info.name, config) == 0)
            return info.is_preset;
    }
    return 0;
}

/* Without steps, the limit of paragraphs changes nothing. */
static void check_unlimited(const zhnorm_options *options, const char *text, size_t length,
                            const zhnorm_result *result)
{
    zhnorm_options unlimited = *options;
    unlimited.max_pending = 0;
    zhnorm_converter *converter = compile(&unlimited);
    zhnorm_result *whole = NULL;
    require(zhnorm_convert_result(converter, text, length, &whole, NULL) == ZHNORM_OK,
            "the limit decides nothing about success");
    require_same(result, zhnorm_result_text(whole), zhnorm_result_length(whole),
                 "the limit changes nothing of the script");
    zhnorm_result_free(whole);
    zhnorm_converter_free(converter);
}

/* The steps on their own output change nothing, where no paragraph is cut. */
static void check_idempotent(const zhnorm_converter *converter, const zhnorm_result *result)
{
    zhnorm_result *again = NULL;
    require(zhnorm_convert_result(converter, zhnorm_result_text(result),
                                  zhnorm_result_length(result), &again, NULL) == ZHNORM_OK,
            "a result can be converted");
    if (zhnorm_result_stats(again).forced_cuts == 0)
        require_same(again, zhnorm_result_text(result), zhnorm_result_length(result),
                     "the steps change nothing of their own output");
    zhnorm_result_free(again);
}

static void check_result(const zhnorm_options *options, const zhnorm_converter *converter,
                         const char *text, size_t length, const zhnorm_result *result)
{
    zhnorm_stats stats = zhnorm_result_stats(result);
    int valid = is_utf8(text, length);
    int none = strcmp(options->config, "none") == 0;
    require(stats.input_bytes == length, "the input is counted");
    require(stats.output_bytes == zhnorm_result_length(result), "the output is counted");
    require(valid == (stats.malformed == 0), "what is not UTF-8 is counted");
    if (valid || options->bad_input == ZHNORM_BAD_INPUT_REPLACE)
        require(is_utf8(zhnorm_result_text(result), zhnorm_result_length(result)),
                "the output is UTF-8");
    if (options->steps == ZHNORM_STEPS_NONE && !is_preset(options->config))
        check_unlimited(options, text, length, result);
    if (none && options->steps == ZHNORM_STEPS_NONE &&
        (valid || options->bad_input == ZHNORM_BAD_INPUT_PASS))
        require_same(result, text, length, "nothing to do changes nothing");
    if (none && stats.forced_cuts == 0 && options->bad_input != ZHNORM_BAD_INPUT_PASS)
        check_idempotent(converter, result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zhnorm_options options;
    if (size < HEADER)
        return 0;
    choose_options(data, &options);
    const char *text = (const char *)data + HEADER;
    size_t length = size - HEADER;
    zhnorm_converter *converter = compile(&options);
    zhnorm_result *result =
        convert_every_way(converter, text, length, (uint32_t)data[4] << 8 | data[5]);
    if (result != NULL)
        check_result(&options, converter, text, length, result);
    else
        require(options.bad_input == ZHNORM_BAD_INPUT_REJECT, "only `reject` refuses");
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
    return 0;
}
