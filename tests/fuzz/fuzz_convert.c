/*
 * Fuzzes conversion.  The first twelve bytes choose the configuration, the steps
 * with the shape of quotation marks and the record that is kept, what is done with bad input,
 * the limit of paragraphs, how the stream is fed (two bytes), and which rules are not as they
 * are by default (six bytes); the rest is the text.
 */
#include "checks.h"

#include <string.h>

enum { HEADER = 12, RULES_AT = 6, RULES_MAX = 8 * (HEADER - RULES_AT) };

/* The options, and what they point to. */
struct setup {
    zhnorm_options options;
    zhnorm_rule_switch switches[RULES_MAX];
    int idempotent; /* the steps are to change nothing of their own output */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Switches the rules whose bits are set, but for one that another one excludes. */
static void choose_rules(const uint8_t *bits, struct setup *setup)
{
    zhnorm_rule_info rule;
    zhnorm_options *options = &setup->options;
    int adds_spaces = 0;
    setup->idempotent = 1;
    options->rules = setup->switches;
    for (size_t i = 0; i < RULES_MAX && zhnorm_rule_at(i, &rule) == ZHNORM_OK; i++) {
        if ((bits[i / 8] >> i % 8 & 1) == 0 ||
            (adds_spaces && strcmp(rule.name, "remove-latin-spaces") == 0))
            continue;
        adds_spaces = adds_spaces || strcmp(rule.name, "add-latin-spaces") == 0;
        /* It is for one run. */
        setup->idempotent = setup->idempotent && strcmp(rule.name, "unwrap") != 0;
        setup->switches[options->rule_count++] =
            (zhnorm_rule_switch){rule.name, !rule.is_default};
    }
}

static void choose(const uint8_t *header, struct setup *setup)
{
    static const size_t limits[] = {0, 256, 257, 300, 1000, 4096};
    zhnorm_config_info info = {"none", "", 0};
    zhnorm_options *options = &setup->options;
    /* As often as not none, for what is checked with none only. */
    size_t choice = header[0] < 128 ? 0 : header[0] % (zhnorm_config_count() + 1);
    zhnorm_options_init(options);
    if (choice > 0)
        require(zhnorm_config_at(choice - 1, &info) == ZHNORM_OK, "a configuration is listed");
    options->config = info.name;
    options->steps = header[1] & ZHNORM_STEPS_ARTICLE;
    options->quotes = header[1] >> 4 & 3;
    if ((header[1] & 0x40) != 0)
        options->record = ZHNORM_RECORD_EDITS | (header[1] >> 6 & ZHNORM_RECORD_KEPT);
    options->bad_input = header[2] % 3;
    options->max_pending = limits[header[3] % (sizeof limits / sizeof limits[0])];
    choose_rules(header + RULES_AT, setup);
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

static void check_result(const struct setup *setup, const zhnorm_converter *converter,
                         const char *text, size_t length, const zhnorm_result *result)
{
    const zhnorm_options *options = &setup->options;
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
    if (none && setup->idempotent && stats.forced_cuts == 0 &&
        options->bad_input != ZHNORM_BAD_INPUT_PASS)
        check_idempotent(converter, result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct setup setup;
    if (size < HEADER)
        return 0;
    choose(data, &setup);
    const char *text = (const char *)data + HEADER;
    size_t length = size - HEADER;
    zhnorm_converter *converter = compile(&setup.options);
    zhnorm_result *result =
        convert_every_way(converter, text, length, (uint32_t)data[4] << 8 | data[5]);
    if (result != NULL)
        check_result(&setup, converter, text, length, result);
    else
        require(setup.options.bad_input == ZHNORM_BAD_INPUT_REJECT, "only `reject` refuses");
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
    return 0;
}
