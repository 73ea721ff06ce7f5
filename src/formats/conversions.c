/* See conversions.h. */
#include "formats/conversions.h"

#include <stdlib.h>
#include <string.h>

#include "core/converter.h"
#include "rules/error.h"

/* The rules of `space` that look beyond a line. */
static const char *const beyond_lines[] = {
    "line-edges", "line-ends", "blank-lines", "no-blank-lines", "text-edges", "unwrap", NULL};

/* The rules that are about one of the marks , ; : ! ?. */
static const char *const about_marks[] = {"comma",       "semicolon", "colon",
                                          "exclamation", "question",  NULL};

static const struct {
    uint32_t steps;           /* those that stay, if the options have them */
    const char *const *never; /* rules that are off; NULL: none */
    const char *const *only;  /* the rules that stay; NULL: all */
} purposes[ZN_PURPOSES] = {
    [ZN_PURPOSE_DOCUMENT] = {ZHNORM_STEPS_ARTICLE, NULL, NULL},
    [ZN_PURPOSE_BLOCK] = {ZHNORM_STEPS_ARTICLE, beyond_lines, NULL},
    [ZN_PURPOSE_ATTRIBUTE] = {ZHNORM_STEPS_NONE, NULL, NULL},
    [ZN_PURPOSE_VALUE] = {ZHNORM_STEP_PUNCT, NULL, about_marks},
};

static bool is_in(const char *const *list, const char *name)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

/* Switches what a purpose has off behind the caller's own switches. */
static void switch_off(zhnorm_options *options, zhnorm_rule_switch *switches,
                       enum zn_purpose purpose)
{
    zhnorm_rule_info rule;

    for (size_t i = 0; zhnorm_rule_at(i, &rule) == ZHNORM_OK; i++) {
        const char *const *never = purposes[purpose].never;
        const char *const *only = purposes[purpose].only;
        if ((never != NULL && is_in(never, rule.name)) ||
            (only != NULL && !is_in(only, rule.name)))
            switches[options->rule_count++] = (zhnorm_rule_switch){rule.name, 0};
    }
}

static int derive(const zhnorm_converter *base, const zhnorm_options *given,
                  enum zn_purpose purpose, bool recording, zhnorm_converter **converter,
                  zhnorm_error *error)
{
    zhnorm_options options = *given;
    zhnorm_rule_switch *switches =
        malloc((given->rule_count + zhnorm_rule_count()) * sizeof *switches);

    if (switches == NULL)
        return zn_fail_memory(error);
    if (given->rule_count != 0)
        memcpy(switches, given->rules, given->rule_count * sizeof *switches);
    options.rules = switches;
    options.steps = base->steps & purposes[purpose].steps;
    options.record = recording ? base->record | ZHNORM_RECORD_EDITS : base->record;
    switch_off(&options, switches, purpose);
    int status = zhnorm_converter_derive(base, &options, converter, error);
    free(switches);
    return status;
}

int zn_conversions_open(struct zn_conversions *conversions, const zhnorm_converter *base,
                        const zhnorm_options *options, zhnorm_error *error)
{
    int status = ZHNORM_OK;

    *conversions = (struct zn_conversions){.base = base,
                                           .chooses = base->choices != NULL,
                                           .target = zhnorm_converter_target(base)};
    for (size_t i = 0; i < ZN_PURPOSES && status == ZHNORM_OK; i++) {
        status =
            derive(base, options, (enum zn_purpose)i, false, &conversions->plain[i], error);
        if (status == ZHNORM_OK && base->engine == NULL)
            status = derive(base, options, (enum zn_purpose)i, true,
                            &conversions->recording[i], error);
    }
    return status;
}

void zn_conversions_close(struct zn_conversions *conversions)
{
    for (size_t i = 0; i < ZN_PURPOSES; i++) {
        zhnorm_converter_free(conversions->plain[i]);
        zhnorm_converter_free(conversions->recording[i]);
    }
}
