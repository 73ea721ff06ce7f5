/*
 * zhnorm convert: compiles what converts, and has every input go through it.  Knows where
 * texts come from and go to, nothing of what happens to them.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdbool.h>

#include "cli/batch/batch.h"
#include "cli/batch/digest.h"
#include "cli/batch/options.h"
#include "cli/batch/settings.h"
#include "cli/commands.h"
#include "cli/converter.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/target.h"
#include "formats/conversions.h"

static const struct zn_cli_syntax syntax = {
    .steps = true, .profiles = true, .own = zn_batch_options};

/* What converts, and what it was made of. */
struct rules {
    zhnorm_converter *converter;
    struct zn_conversions conversions;
    struct zn_batch_digests digests;
};

/* The counters know more of a conversion that keeps a record, which takes its time. */
static uint32_t record_of(const struct zn_cli_options *options)
{
    return options->stats != ZN_CLI_STATS_NONE &&
                   options->library.engine == ZHNORM_ENGINE_ZHNORM
               ? ZHNORM_RECORD_EDITS
               : ZHNORM_RECORD_NONE;
}

/* To be closed in either case. */
static int open_rules(struct rules *rules, const struct zn_cli_options *options,
                      const struct zn_batch_settings *settings)
{
    zhnorm_error error = {0};

    *rules = (struct rules){.converter = NULL};
    int code = zn_cli_converter_open(options, record_of(options), &rules->converter);
    if (code != ZN_CLI_DONE)
        return code;
    if (zn_conversions_open(&rules->conversions, rules->converter, &options->library,
                            &error) != ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    if (settings->journal == NULL && options->stats != ZN_CLI_STATS_JSON)
        return ZN_CLI_DONE;
    return zn_batch_digests_make(&rules->digests, options, rules->converter);
}

static void close_rules(struct rules *rules)
{
    zn_batch_digests_free(&rules->digests);
    if (rules->converter != NULL)
        zn_conversions_close(&rules->conversions);
    zhnorm_converter_free(rules->converter);
}

/* Does what the options say. */
static int run(const struct zn_cli_options *options, const struct zn_batch_settings *settings)
{
    enum zn_cli_target target;
    struct rules rules;

    if (options->help)
        return zn_cli_print_help();
    if (settings->version)
        return zn_cli_print_version();
    int code = zn_batch_settings_check(settings, options);
    if (code == ZN_CLI_DONE)
        code = zn_cli_target_decide(options, settings, &target);
    if (code != ZN_CLI_DONE)
        return code;
    code = open_rules(&rules, options, settings);
    if (code == ZN_CLI_DONE)
        code = zn_batch_run(options, settings, target, &rules.conversions, &rules.digests);
    close_rules(&rules);
    return code;
}

int zn_cli_convert(int count, char **arguments)
{
    struct zn_batch_settings settings;
    struct zn_cli_options options;

    zn_batch_settings_init(&settings);
    int code = zn_cli_options_read(&options, &syntax, &settings, count, arguments);
    if (code == ZN_CLI_DONE)
        code = run(&options, &settings);
    zn_cli_options_free(&options);
    zn_batch_settings_free(&settings);
    return code;
}
